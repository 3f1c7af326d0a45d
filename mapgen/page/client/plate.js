// @ts-check
import { Buttons, pillWidth } from './buttons.js';
import { boxAround, boxWithin, cheapest, clamped } from './boxes.js';
import { UNIT_ZOOM, cameraAt, cameraZoom, fittedCamera, grownRegion, onScreen, centreOf, visibleRegion } from './camera.js';
import { Camerawork } from './camerawork.js';
import { boundsOf, composePlate, isPortrait } from './composition.js';
import { boxIn, find, findAll, focusOn, on, rectOf, root } from './dom.js';
import { isCompact, isStory } from './embed.js';
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
  view = new View(find('.plate > .view'));
  inset = new Inset();
  work = new Camerawork(this.map, find('#world'), this.view.node);
  labels = new Labels();
  whole = readScene(this.labels);
  scene = this.whole;
  /** @type {import('./composition.js').Composition | null} */
  plan = null;
  /** @type {import('./markers.js').Label[]} */
  ghosts = [];
  isHome = false;
  isOnPaper = false;
  /** Whether there is one bar and no more round the map. */
  isCompact = false;
  /** How much of the map something else covers, in pixels. */
  covered = () => ({ left: 0, beside: 0, below: 0 });
  /** Told after every new arrangement, and while the map moves. */
  onMove = () => {};

  constructor() {
    globalThis.L.control.zoom({ position: mirrored ? 'topright' : 'topleft', zoomInTitle: words.say('zoom_in'), zoomOutTitle: words.say('zoom_out') }).addTo(this.map);
    this.map.on('move', () => this.#drawFrame());
    this.map.on('moveend', () => {
      this.arrange();
      this.#fence();
    });
    const { setZoom } = this.map;
    // From the start view a button or key zooms in on the crowded part.
    this.map.setZoom = (/** @type {number} */ zoom) => {
      if (this.isHome && zoom > this.map.getZoom()) this.work.lookAt(centreOf(this.plan?.region ?? this.scene.road), zoom);
      else setZoom.call(this.map, zoom);
    };
    this.work.onScale = (camera) => this.buttons.carry(this.view, camera);
    on(find('.whole'), 'click', () => this.goHome());
    const enlarge = () => this.plan?.region && this.work.show(fittedCamera(this.plan.region, this.work.camera()));
    on(this.inset.counted, 'click', enlarge);
    on(this.inset.frame, 'dblclick', enlarge);
  }

  /** Takes the layout there is room for, and shows the start view in it; without any size, nothing happens. */
  fit() {
    this.isCompact = !this.isOnPaper && isCompact();
    root.className = `js ${this.isOnPaper ? 'printing' : isStory ? 'embed told' : this.isCompact ? 'embed' : ''}`;
    const { clientWidth: width, clientHeight: height } = this.frame;
    const old = this.plan?.camera;
    if (!width || !height || (width === old?.width && height === old?.height)) return;
    this.map.invalidateSize({ pan: false });
    this.#openKey(true);
    const key = boxIn(this.key, this.frame);
    const keyWidth = key.y > height / 2 ? key.w : 0;
    this.plan = composePlate(this.whole, { width, height }, { embed: this.isCompact, keyWidth, controls: this.#controls() });
    const { camera, inset } = this.plan;
    this.inset.compose(this.plan, this.whole.pins);
    this.key.classList.toggle('far', inset !== null && 2 * inset.box.x + inset.box.w < width);
    Object.assign(this.map.options, { minZoom: Math.min(cameraZoom(camera), CLOSE_ZOOM), maxZoom: MOST_ZOOM });
    this.work.show(camera, true);
    this.map.fire('zoomlevelschange');
    if (current.stop >= 0) this.reveal(current.stop, true);
  }

  /** Takes up which stops are shown. */
  refill() {
    this.buttons.show([]);
    this.scene = { ...this.whole, pins: readPins(this.labels) };
    if (this.plan) this.inset.compose(this.plan, this.whole.pins);
    this.arrange();
  }

  /** Shows places beside those of the road, and all of them in view. @param {[number, number, string][]} places */
  haunt(places) {
    if (!places.length && !this.ghosts.length) return;
    const ghosts = this.labels.measure(places, 'nm ghost', 0);
    this.ghosts = ghosts;
    this.arrange();
    const { left, ...free } = this.#uncovered();
    const camera = this.work.camera();
    const spots = ghosts.map((ghost) => onScreen(camera, ghost));
    if (spots.every(({ x, y }) => boxWithin(boxAround(x - left, y), free, RIM_PX))) return;
    const fitted = fittedCamera(grownRegion(boundsOf([...ghosts, route.places[current.place]]), 0.3), free);
    this.work.show({ ...camera, scale: fitted.scale, left: fitted.left - left, top: fitted.top });
  }

  /** The part of the map that nothing else covers, from the left and the top. */
  #uncovered() {
    const { width, height } = this.work.camera();
    const { left, beside, below } = this.covered();
    return { left, width: width - beside, height: height - below };
  }

  goHome() {
    if (this.plan) this.work.show(this.plan.camera);
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
    this.view.draw(this.#layout(camera, taken, region));
    const views = [this.view];
    if (plan.inset && this.inset.isOn) {
      const { frame, title, view } = this.inset;
      view.draw(this.#layout(plan.inset.camera, [boxIn(title, frame)], null));
      views.push(view);
    }
    if (this.buttons.show(views)) focusOn(this.map.getContainer());
    this.onMove();
  }

  /** Moves the camera only if a stop cannot be seen as a number. @param {number} stop @param {boolean} instant */
  reveal(stop, instant) {
    const { place } = route.stops[stop];
    const { left, ...free } = this.#uncovered();
    const marker = this.buttons.byPlace.get(place);
    const { x, y, w, h } = this.boxOf(place);
    const rim = this.isHome ? 0 : RIM_PX;
    if (marker && boxWithin({ x: x - left, y, w, h }, free, rim)) return;
    const scale = 2 ** (Math.max(this.map.getZoom(), CLOSE_ZOOM) - UNIT_ZOOM);
    const at = { x: left + free.width / 2, y: free.height / 2 };
    this.work.show(cameraAt(this.work.camera(), scale, route.places[place], at), instant);
  }

  /** Where the marker of a place is, or its dot, in pixels of the plate. @param {number} place @returns {import('./boxes.js').Box} */
  boxOf(place) {
    const marker = this.buttons.byPlace.get(place);
    if (marker) return boxIn(marker, this.node);
    const { x, y } = onScreen(this.work.camera(), route.places[place]);
    return boxAround(x + this.frame.offsetLeft, y + this.frame.offsetTop, 8);
  }

  /** The place whose dot is under the pointer, and the leg; -1 where there is none. @param {MouseEvent} event */
  under({ target, clientX, clientY }) {
    const { frame, view } = this.inset.node.contains(target) ? this.inset : this;
    const { left, top } = rectOf(frame);
    const away = (/** @type {{x: number, y: number}} */ { x, y }) => Math.hypot(x + left - clientX, y + top - clientY);
    const { layout } = view;
    if (!layout || !frame.contains(target)) return { place: -1, leg: -1 };
    const dot = [...layout.dots, ...layout.discs].find((one) => away(one) < DOT_PX);
    const point = cheapest(layout.points.near(boxAround(clientX - left, clientY - top), LEG_PX), away);
    return { place: dot?.pin.from ?? -1, leg: point?.owner ?? -1 };
  }

  /**
   * @param {import('./camera.js').Camera} camera @param {import('./boxes.js').Box[]} obstacles
   * @param {import('./camera.js').Region | null} region
   */
  #layout(camera, obstacles, region) {
    const { nameOf } = this.labels;
    return layoutView(this.scene, camera, { obstacles, region, nameOf, current: current.place, ghosts: this.ghosts });
  }

  /** Opens the key at the start view, where it has room. @param {boolean} atStart */
  #openKey(atStart) {
    const portrait = isPortrait(this.frame.clientWidth, this.frame.clientHeight);
    this.key.classList.toggle('up', portrait);
    this.key.open = this.isOnPaper || (atStart && !portrait && innerWidth >= KEY_FROM_PX);
  }

  /** Lets the reader pan as far as the start view shows the world. */
  #fence() {
    if (!this.plan) return;
    const camera = this.work.camera();
    const now = centreOf(visibleRegion(camera));
    const { x0, y0, x1, y1 } = visibleRegion(this.plan.camera);
    const [x, y] = [clamped(now.x, x0, x1), clamped(now.y, y0, y1)];
    if (Math.hypot(x - now.x, y - now.y) * camera.scale > 1) this.work.lookAt({ x, y }, this.map.getZoom());
  }

  /** Draws what stays with the frame while the map moves. @returns {import('./boxes.js').Box[]} the degrees */
  #drawFrame() {
    const camera = this.work.camera();
    this.inset.drawRays(camera);
    this.onMove();
    return this.isCompact ? [] : drawDegrees(find('.degrees'), camera, this.#controls());
  }

  /** What on the plate must not be covered by marks. */
  #controls() {
    return findAll('.leaflet-control-zoom, .keybox, .whole, .eubtn, .inset', this.node)
      .map((node) => boxIn(node, this.frame)).filter(({ w }) => w > 0);
  }
}

/** Places with a stop that is shown, in the order of the page, which is that of their weight. @param {Labels} labels */
function readPins(labels) {
  return route.places.map(({ x, y, visits, conflict }, from) => ({ x, y, from, conflict, visits: visits.length, width: pillWidth(from, labels) }))
    .filter(({ visits }) => visits);
}

/** All that is drawn. @param {Labels} labels @returns {import('./composition.js').Scene} */
function readScene(labels) {
  const [x0, y0, x1, y1] = route.data.view.box;
  /** @type {[number, number][]} */
  const ends = route.legs.map(({ stop }) => [route.stops[stop - 1].place, route.stops[stop].place]);
  // The name of a sea crosses no leg, that of a country one.
  const named = [...labels.measure(route.data.countries, 'nm c', 20), ...labels.measure(route.data.seas, 'nm s', 4)];
  return { pins: readPins(labels), ends, labels: named, legs: route.legs, road: { x0, y0, x1: Math.max(x1, x0 + 1), y1: Math.max(y1, y0 + 1) } };
}

/** @param {import('./camera.js').Camera} camera @param {import('./camera.js').Camera} start */
function isNear(camera, start) {
  const { x, y } = onScreen(camera, centreOf(visibleRegion(start)));
  return Math.abs(Math.log2(camera.scale / start.scale)) < 0.35 && Math.hypot(x - camera.width / 2, y - camera.height / 2) < 140;
}
