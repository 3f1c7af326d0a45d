// @ts-check
import { Buttons, moveButton } from './buttons.js';
import { cameraAt, cameraZoom, fittedCamera, grownRegion, regionCentre, visibleRegion } from './camera.js';
import { Camerawork } from './camerawork.js';
import { composePlate } from './composition.js';
import { boxIn, find, isCalm, isShown } from './dom.js';
import { Inset } from './inset.js';
import { Labels } from './labels.js';
import { layoutView } from './layout.js';
import { Neatline } from './neatline.js';
import { View } from './view.js';

/** Zoom at which a stop is shown that could not be seen. */
const CLOSE_ZOOM = 4.6;
const FARTHEST_ZOOM = 10;
const RIM_PX = 30;
const LEG_REACH_PX = 7;

/** The plate: main map, inset and what stands on them. */
export class Plate {
  /**
   * @param {import('./route.js').Route} route @param {import('./words.js').Words} words
   * @param {import('./route.js').Current} current @param {boolean} embed
   */
  constructor(route, words, current, embed) {
    this.route = route;
    this.current = current;
    this.embed = embed;
    this.node = find('.plate');
    this.frame = find('#map');
    this.key = find('.keybox');
    this.whole = find('.whole');
    this.view = new View(route);
    this.inset = new Inset(route, words, this.frame);
    this.neatline = new Neatline(words, this.frame);
    this.buttons = new Buttons(route, words);
    this.map = globalThis.map_plate;
    this.work = new Camerawork(this.map, find('#world'), this.view.node);
    this.labels = new Labels(route, this.view.names);
    this.scene = readScene(route, this.buttons);
    this.ends = route.data.legs.map(({ stop }) => /** @type {[number, number]} */ ([route.stops[stop - 1].place, route.stops[stop].place]));
    this.texts = { countries: this.labels.countries(), seas: this.labels.seas() };
    /** @type {import('./composition.js').Composition | null} */
    this.composition = null;
    this.isHome = false;
    /** Part of the map that something else covers, from the start side and from below, in pixels. */
    this.covered = () => ({ left: 0, right: 0, below: 0 });
    /** Told after every new arrangement, and while the map moves. */
    this.onMove = () => {};
    this.map.on('move', () => this.#drawFrame());
    this.map.on('moveend', () => {
      this.arrange();
      this.#fence();
    });
    this.work.onScale = (target) => this.#carryButtons(target);
    this.whole.addEventListener('click', () => this.goHome());
    this.inset.onEnlarge = () => this.enlarge();
  }

  /** Measures the plate and shows the start view; without any size, nothing happens. */
  compose() {
    const size = { width: this.frame.clientWidth, height: this.frame.clientHeight };
    if (!size.width || !size.height) return;
    this.map.invalidateSize({ pan: false, animate: false });
    this.key.open = size.width >= 760 && !this.embed;
    const shown = isShown(this.key);
    const keyBox = shown ? boxIn(this.key, this.frame) : null;
    const keyWidth = keyBox && keyBox.y > size.height / 2 ? keyBox.w : 0;
    const controls = this.#controls();
    this.composition = composePlate(this.scene, size, { embed: this.embed, keyWidth, controls });
    this.inset.compose(this.composition);
    const { inset } = this.composition;
    this.key.classList.toggle('far', inset !== null && inset.box.x + inset.box.w / 2 < size.width / 2);
    const { camera } = this.composition;
    Object.assign(this.map.options, { minZoom: Math.min(cameraZoom(camera), CLOSE_ZOOM), maxZoom: FARTHEST_ZOOM });
    this.work.show(camera);
    this.map.fire('zoomlevelschange');
    this.arrange();
  }

  goHome() {
    if (this.composition) this.work.show(this.composition.camera, !isCalm());
  }

  /** Shows the crowded region alone. */
  enlarge() {
    const { composition } = this;
    if (composition?.region) this.work.show(fittedCamera(composition.region, this.work.camera()), !isCalm());
  }

  /** Lays out both maps for what the main map shows now. */
  arrange() {
    const { composition, current } = this;
    if (!composition || !this.frame.clientWidth) return;
    const wasHome = this.isHome;
    this.isHome = isNear(this.work.camera(), composition.camera);
    if (wasHome !== this.isHome) this.key.open = this.isHome && this.frame.clientWidth >= 760;
    this.whole.hidden = this.isHome;
    this.inset.show(this.isHome);
    this.work.redraw();
    this.view.node.classList.remove('moving');
    const camera = this.work.camera();
    const edges = this.#drawFrame();
    const stop = current.stop;
    const region = this.isHome ? composition.region : null;
    this.view.draw(this.#layout(camera, [...this.#controls(), ...edges], region), stop);
    const shown = [[this.view, this.view.layout.discs]];
    if (this.inset.isOn) {
      const { view, camera: own } = this.inset;
      view.draw(this.#layout(own, this.inset.obstacles(), null), stop);
      shown.push([view, view.layout.discs]);
    }
    if (this.buttons.show(shown, stop)) this.map.getContainer().focus({ preventScroll: true });
    this.onMove();
  }

  /** Moves the camera only if a stop cannot be seen as a number. @param {number} stop @param {boolean} instant */
  reveal(stop, instant) {
    const place = this.route.stops[stop].place;
    if (this.inset.isOn && this.inset.view.discOf(place)) return;
    const { width, height } = this.work.camera();
    const { left, right, below } = this.covered();
    const disc = this.view.discOf(place);
    if (disc && disc.x > left + RIM_PX && disc.x < width - right - RIM_PX && disc.y > RIM_PX && disc.y < height - below - RIM_PX) return;
    const scale = 2 ** (Math.max(this.map.getZoom(), CLOSE_ZOOM) - 8);
    const at = { x: (left + width - right) / 2, y: (height - below) / 2 };
    this.work.show(cameraAt({ width, height }, scale, this.route.places[place], at), !instant && !isCalm());
  }

  /** Where a place is drawn, in pixels of the plate. @param {number} place @returns {import('./boxes.js').Box} */
  boxOf(place) {
    const [view, frame] = this.inset.isOn && this.inset.view.discOf(place)
      ? [this.inset.view, this.inset.frame] : [this.view, this.frame];
    const origin = boxIn(frame, this.node);
    const { scale, left, top } = view === this.view ? this.work.camera() : this.inset.camera;
    const disc = view.discOf(place);
    const { x, y } = this.route.places[place];
    const spot = { x: x * scale - left - 4, y: y * scale - top - 4, w: 8, h: 8 };
    const box = disc ? { ...disc.box, x: disc.box.x - disc.x + spot.x + 4, y: disc.box.y - disc.y + spot.y + 4 } : spot;
    return { ...box, x: box.x + origin.x, y: box.y + origin.y };
  }

  /** The place whose dot is under the pointer, or -1. @param {MouseEvent} event */
  placeAt(event) {
    const { view, x, y } = this.#under(event);
    const near = view?.layout?.dots.find((dot) => Math.hypot(dot.x - x, dot.y - y) < 9);
    return near ? near.pin.from : -1;
  }

  /** The leg under the pointer, or -1. @param {MouseEvent} event */
  legAt(event) {
    const { view, x, y } = this.#under(event);
    return view?.layout ? view.layout.points.nearest(x, y, LEG_REACH_PX) : -1;
  }

  /** @param {MouseEvent} event */
  #under(event) {
    const target = /** @type {Node} */ (event.target);
    const view = this.inset.frame.contains(target) ? this.inset.view : this.map.getContainer().contains(target) ? this.view : null;
    const frame = view === this.view ? this.frame : this.inset.frame;
    const { left, top } = frame.getBoundingClientRect();
    return { view, x: event.clientX - left, y: event.clientY - top };
  }

  /** @param {import('./camera.js').Camera} camera @param {import('./boxes.js').Box[]} obstacles @param {import('./camera.js').Region | null} region */
  #layout(camera, obstacles, region) {
    const { stop } = this.current;
    return layoutView(this.scene, camera, {
      obstacles, region, ends: this.ends, ...this.texts,
      current: stop < 0 ? -1 : this.route.stops[stop].place,
      nameOf: (pin) => this.labels.nameOf(pin.from, stop),
    });
  }

  /** Lets the reader pan as far as the road goes, and to the start view. */
  #fence() {
    if (!this.composition) return;
    const { x, y } = regionCentre(visibleRegion(this.composition.camera));
    this.work.keepWithin(widened({ x0: x, y0: y, x1: x, y1: y }, grownRegion(this.scene.road, 0.2)));
  }

  /** Draws what stays with the frame while the map moves. @returns {import('./boxes.js').Box[]} the degrees */
  #drawFrame() {
    const camera = this.work.camera();
    this.inset.drawRays(camera);
    this.onMove();
    return this.embed ? [] : this.neatline.draw(camera, this.#controls());
  }

  /** @param {{scale: number, x: number, y: number}} target */
  #carryButtons({ scale, x, y }) {
    for (const { pin, box, x: trueX, y: trueY } of this.view.layout?.discs ?? []) {
      const node = this.buttons.byPlace.get(pin.from);
      if (node) moveButton(node, pin.x * scale + x + box.x - trueX, pin.y * scale + y + box.y - trueY);
    }
  }

  /** What on the plate must not be covered by marks. */
  #controls() {
    const nodes = [...this.node.querySelectorAll('.leaflet-control-zoom, .keybox, .whole, .eubtn, .inset')];
    return nodes.filter(isShown).map((node) => boxIn(node, this.frame));
  }
}

/**
 * Places as pins, the most important first: the ends of the story, then many visits, then forced ones.
 * @param {import('./route.js').Route} route @param {Buttons} buttons
 * @returns {import('./composition.js').Scene}
 */
function readScene(route, buttons) {
  const last = route.stops.length - 1;
  const weight = (/** @type {import('./route.js').Place} */ { visits, forced, mixed }) => (
    (visits[0] === 0 || visits[visits.length - 1] === last ? 300 : 0) + 40 * visits.length + (forced || mixed ? 25 : 0) - visits[0]);
  const pins = route.places.map((place, from) => ({ place, from })).filter(({ place }) => place.visits.length)
    .sort((a, b) => weight(b.place) - weight(a.place) || a.from - b.from)
    .map(({ place, from }) => ({
      x: place.x, y: place.y, from, width: buttons.width(from), visits: place.visits.length, conflict: place.conflict,
    }));
  const [x0, y0, x1, y1] = route.data.view.box;
  return { pins, legs: route.data.legs, road: { x0, y0, x1: Math.max(x1, x0 + 1), y1: Math.max(y1, y0 + 1) } };
}

/** @param {import('./camera.js').Camera} camera @param {import('./camera.js').Camera} start */
function isNear(camera, start) {
  const [now, then] = [camera, start].map((one) => regionCentre(visibleRegion(one)));
  return Math.abs(cameraZoom(camera) - cameraZoom(start)) < 0.35
    && Math.hypot(now.x - then.x, now.y - then.y) * camera.scale < 140;
}

/** @param {import('./camera.js').Region} a @param {import('./camera.js').Region} b @returns {import('./camera.js').Region} */
function widened(a, b) {
  return { x0: Math.min(a.x0, b.x0), y0: Math.min(a.y0, b.y0), x1: Math.max(a.x1, b.x1), y1: Math.max(a.y1, b.y1) };
}
