// @ts-check
import { Buttons, moveButton } from './buttons.js';
import { boxAround, boxWithin, cheapest, clamped } from './boxes.js';
import { UNIT_ZOOM, cameraAt, cameraZoom, fittedCamera, grownRegion, onScreen, centreOf, visibleRegion } from './camera.js';
import { Camerawork } from './camerawork.js';
import { composePlate, isPortrait, pinsIn } from './composition.js';
import { boxIn, decoration, find, focusOn, isCalm, on } from './dom.js';
import { Inset } from './inset.js';
import { Labels } from './labels.js';
import { layoutView } from './layout.js';
import { drawDegrees } from './neatline.js';
import { current, mirrored, route, words } from './page.js';
import { View } from './view.js';

/** Zoom at which a stop is shown that could not be seen. */
const CLOSE_ZOOM = 4.6;
const MOST_ZOOM = 10;
const RIM_PX = 20;
const LEG_PX = 7;
const DOT_PX = 9;
/** From here on the plate beside the story is 760 pixels wide, and has room for the key. */
const KEY_FROM_PX = 1120;

/** The plate: main map, inset and what stands on them. */
export class Plate {
  node = find('.plate');
  frame = find('#map');
  key = find('.keybox');
  map = globalThis.map_plate;
  buttons = new Buttons();
  degrees = decoration('div', 'degrees');
  view = new View();
  inset = new Inset(this.frame);
  work = new Camerawork(this.map, find('#world'), this.view.node);
  labels = new Labels();
  scene = readScene(this.buttons);
  /** @type {import('./composition.js').Composition | null} */
  plan = null;
  isHome = false;
  isOnPaper = false;
  /** How much of the map something else covers, in pixels. */
  covered = () => ({ left: 0, right: 0, below: 0 });
  /** Told after every new arrangement, and while the map moves. */
  onMove = () => {};

  /** @param {boolean} embed */
  constructor(embed) {
    this.embed = embed;
    this.node.append(this.degrees);
    const { countries, seas } = route.data;
    this.texts = { countries: this.labels.measure(countries, 'nm c'), seas: this.labels.measure(seas, 'nm s') };
    globalThis.L.control.zoom({ position: mirrored ? 'topright' : 'topleft', zoomInTitle: words.say('zoom_in'), zoomOutTitle: words.say('zoom_out') }).addTo(this.map);
    this.map.on('move', () => this.#drawFrame());
    this.map.on('moveend', () => {
      this.arrange();
      this.#fence();
    });
    this.work.middle = () => (this.isHome && this.plan ? centreOf(this.plan.region ?? this.scene.road) : null);
    this.work.onScale = (target) => this.#carryButtons(target);
    on(find('.whole'), 'click', () => this.goHome());
    const enlarge = () => this.#goTo(this.plan?.region && fittedCamera(this.plan.region, this.work.camera()));
    on(this.inset.counted, 'click', enlarge);
    on(this.inset.frame, 'dblclick', enlarge);
  }

  /** Measures the plate and shows the start view; without any size, nothing happens. */
  compose() {
    const { clientWidth: width, clientHeight: height } = this.frame;
    const old = this.plan?.camera;
    if (!width || !height || (width === old?.width && height === old?.height)) return;
    this.map.invalidateSize({ pan: false });
    this.#openKey(true);
    const key = boxIn(this.key, this.frame);
    const keyWidth = key.y > height / 2 ? key.w : 0;
    this.plan = composePlate(this.scene, { width, height }, { embed: this.embed, keyWidth, controls: this.#controls() });
    const { camera, inset } = this.plan;
    this.inset.compose(this.plan);
    this.key.classList.toggle('far', inset !== null && 2 * inset.box.x + inset.box.w < width);
    Object.assign(this.map.options, { minZoom: Math.min(cameraZoom(camera), CLOSE_ZOOM), maxZoom: MOST_ZOOM });
    this.work.show(camera);
    this.map.fire('zoomlevelschange');
  }

  goHome() {
    this.#goTo(this.plan?.camera);
  }

  /** Lays out both maps for what the main map shows now. */
  arrange() {
    const { plan } = this;
    if (!plan || !this.frame.clientWidth) return;
    const camera = this.work.camera();
    const wasHome = this.isHome;
    this.isHome = isNear(camera, plan.camera);
    if (wasHome !== this.isHome) this.#openKey(this.isHome);
    find('.whole').hidden = this.isHome;
    this.inset.show(this.isHome);
    this.work.redraw();
    this.view.node.classList.remove('moving');
    const taken = [...this.#drawFrame(), ...this.#controls()];
    const region = this.isHome ? plan.region : null;
    this.view.draw(this.#layout(camera, taken, region, this.scene));
    const views = [this.view];
    if (region && plan.inset && this.inset.isOn) {
      const { frame, title, view } = this.inset;
      const inside = { ...this.scene, pins: pinsIn(this.scene.pins, region) };
      view.draw(this.#layout(plan.inset.camera, [boxIn(title, frame)], null, inside));
      views.push(view);
    }
    if (this.buttons.show(views)) focusOn(this.map.getContainer());
    this.onMove();
  }

  /** Moves the camera only if a stop cannot be seen as a number. @param {number} stop @param {boolean} instant */
  reveal(stop, instant) {
    const { place } = route.stops[stop];
    const { width, height } = this.work.camera();
    const { left, right, below } = this.covered();
    const inInset = this.inset.isOn && this.inset.view.discOf(place);
    const rim = inInset ? 0 : RIM_PX;
    const { x, y, w, h } = this.boxOf(place);
    const free = { width: width - left - right, height: height - below };
    if ((inInset || this.view.discOf(place)) && boxWithin({ x: x - left, y, w, h }, free, rim)) return;
    const scale = 2 ** (Math.max(this.map.getZoom(), CLOSE_ZOOM) - UNIT_ZOOM);
    const at = { x: left + free.width / 2, y: free.height / 2 };
    this.#goTo(cameraAt({ width, height }, scale, route.places[place], at), instant);
  }

  /** Where a place is drawn, in pixels of the plate. @param {number} place @returns {import('./boxes.js').Box} */
  boxOf(place) {
    const inInset = this.inset.isOn && this.inset.view.discOf(place);
    const disc = inInset || this.view.discOf(place);
    const origin = boxIn((inInset ? this.inset : this).frame, this.node);
    const { x, y } = onScreen((inInset && this.plan?.inset?.camera) || this.work.camera(), route.places[place]);
    const { box, x: atX, y: atY } = disc ?? { box: { x: -4, y: -4, w: 8, h: 8 }, x: 0, y: 0 };
    return { ...box, x: origin.x + x + box.x - atX, y: origin.y + y + box.y - atY };
  }

  /** The place whose dot is under the pointer, or -1. @param {MouseEvent} event */
  placeAt(event) {
    const { layout, x, y } = this.#under(event);
    const dots = layout ? [...layout.dots, ...layout.discs] : [];
    return dots.find((dot) => Math.hypot(dot.x - x, dot.y - y) < DOT_PX)?.pin.from ?? -1;
  }

  /** The leg under the pointer, or -1. @param {MouseEvent} event */
  legAt(event) {
    const { layout, x, y } = this.#under(event);
    const near = layout?.points.near(boxAround(x, y), LEG_PX) ?? [];
    return cheapest(near, (point) => Math.hypot(point.x - x, point.y - y))?.owner ?? -1;
  }

  /** @param {MouseEvent} event */
  #under({ target, clientX, clientY }) {
    const { frame, view } = this.inset.node.contains(target) ? this.inset : this;
    const { left, top } = frame.getBoundingClientRect();
    return { layout: frame.contains(target) ? view.layout : null, x: clientX - left, y: clientY - top };
  }

  /** @param {import('./camera.js').Camera | null | undefined} camera @param {boolean} [instant] */
  #goTo(camera, instant = false) {
    if (camera) this.work.show(camera, !instant && !isCalm());
  }

  /**
   * @param {import('./camera.js').Camera} camera @param {import('./boxes.js').Box[]} obstacles
   * @param {import('./camera.js').Region | null} region @param {import('./composition.js').Scene} scene
   */
  #layout(camera, obstacles, region, scene) {
    const nameOf = (/** @type {import('./markers.js').Pin} */ pin) => this.labels.nameOf(pin.from);
    return layoutView(scene, camera, { obstacles, region, nameOf, current: current.place, ...this.texts });
  }

  /** Opens the key at the start view, where it has room. @param {boolean} atStart */
  #openKey(atStart) {
    const portrait = isPortrait(this.frame.clientWidth, this.frame.clientHeight);
    this.key.classList.toggle('up', portrait);
    this.key.open = this.isOnPaper || (atStart && !portrait && innerWidth >= KEY_FROM_PX);
  }

  /** Lets the reader pan as far as the road goes, and to the start view. */
  #fence() {
    if (!this.plan) return;
    const camera = this.work.camera();
    const [start, now] = [this.plan.camera, camera].map((one) => centreOf(visibleRegion(one)));
    const { x0, y0, x1, y1 } = grownRegion(this.scene.road, 0.2);
    const x = clamped(now.x, Math.min(x0, start.x), Math.max(x1, start.x));
    const y = clamped(now.y, Math.min(y0, start.y), Math.max(y1, start.y));
    const middle = { x: camera.width / 2, y: camera.height / 2 };
    if (Math.hypot(x - now.x, y - now.y) * camera.scale > 1) this.#goTo(cameraAt(camera, camera.scale, { x, y }, middle));
  }

  /** Draws what stays with the frame while the map moves. @returns {import('./boxes.js').Box[]} the degrees */
  #drawFrame() {
    const camera = this.work.camera();
    this.inset.drawRays(camera);
    this.onMove();
    return this.embed ? [] : drawDegrees(this.degrees, camera, this.#controls());
  }

  /** @param {import('./camera.js').Camera} target */
  #carryButtons(target) {
    for (const disc of this.view.layout?.discs ?? []) {
      const { x, y } = onScreen(target, disc.pin);
      moveButton(/** @type {HTMLElement} */ (this.buttons.byPlace.get(disc.pin.from)), x + disc.box.x - disc.x, y + disc.box.y - disc.y);
    }
  }

  /** What on the plate must not be covered by marks. */
  #controls() {
    return [...this.node.querySelectorAll('.leaflet-control-zoom, .keybox, .whole, .eubtn, .inset')]
      .map((node) => boxIn(node, this.frame)).filter(({ w }) => w > 0);
  }
}

/**
 * Places as pins, the most important first: the ends of the story, then many visits, then forced ones.
 * @param {Buttons} buttons @returns {import('./composition.js').Scene}
 */
function readScene(buttons) {
  const weight = (/** @type {import('./route.js').Place} */ { visits, forced, mixed }) => (
    300 * Number(visits.includes(0) || visits.includes(route.last)) + 40 * visits.length + 25 * Number(forced || mixed) - visits[0]);
  const pins = route.places.map((place, from) => ({ ...place, from, weight: weight(place) })).filter(({ visits }) => visits.length)
    .sort((a, b) => b.weight - a.weight || a.from - b.from)
    .map(({ x, y, from, visits, conflict }) => ({ x, y, from, conflict, visits: visits.length, width: buttons.width(from) }));
  const [x0, y0, x1, y1] = route.data.view.box;
  /** @type {[number, number][]} */
  const ends = route.legs.map(({ stop }) => [route.stops[stop - 1].place, route.stops[stop].place]);
  return { pins, ends, legs: route.legs, road: { x0, y0, x1: Math.max(x1, x0 + 1), y1: Math.max(y1, y0 + 1) } };
}

/** @param {import('./camera.js').Camera} camera @param {import('./camera.js').Camera} start */
function isNear(camera, start) {
  const { x, y } = onScreen(camera, centreOf(visibleRegion(start)));
  return Math.abs(Math.log2(camera.scale / start.scale)) < 0.35 && Math.hypot(x - camera.width / 2, y - camera.height / 2) < 140;
}
