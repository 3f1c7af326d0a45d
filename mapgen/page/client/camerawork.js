// @ts-check
import { boxWithin } from './boxes.js';
import { UNIT_ZOOM, cameraZoom, centreOf, visibleRegion } from './camera.js';
import { findAll, isCalm, setSize } from './dom.js';

/** Drawn beyond each edge, for panning. */
const SPARE_PX = 300;

/** Leaflet as camera: gestures, zoom and the frame round them; what is seen is drawn by us. */
export class Camerawork {
  #util = globalThis.L.DomUtil;
  /** Told the camera that the overlay will stand for, while the scale changes. */
  onScale = (/** @type {import('./camera.js').Camera} */ _) => {};

  /** @param {any} map  an L.Map @param {SVGElement} world @param {HTMLElement} overlay  moves with the map */
  constructor(map, world, overlay) {
    this.map = map;
    this.world = world;
    this.overlay = overlay;
    this.drawn = this.camera();
    if (isCalm()) {
      map._zoomAnimated = false;
      map.options.inertia = false;
    }
    map.createPane('road').append(world, overlay);
    world.classList.add('leaflet-zoom-animated');
    map.on('move', () => this.#follow());
    map.on('zoomanim', (/** @type {any} */ event) => this.#animate(event));
  }

  /** What the map shows now. @returns {import('./camera.js').Camera} */
  camera() {
    const { x: width, y: height } = this.map.getSize();
    const { x: left, y: top } = this.map.getPixelBounds().min;
    return { scale: this.#scale(this.map.getZoom()), left, top, width, height };
  }

  /** @param {import('./camera.js').Camera} camera @param {boolean} [instant] */
  show(camera, instant) {
    this.lookAt(centreOf(visibleRegion(camera)), cameraZoom(camera), instant);
  }

  /** @param {{x: number, y: number}} point  of the world, for the middle of the view @param {number} zoom @param {boolean} [instant] */
  lookAt(point, zoom, instant = false) {
    this.map.setView(this.map.unproject(point, UNIT_ZOOM), zoom, { animate: !instant && !isCalm() });
  }

  /** Draws the land and the lines for what the map shows now. */
  redraw() {
    const { scale, left, top, width, height } = this.camera();
    this.drawn = { scale, left: left - SPARE_PX, top: top - SPARE_PX, width: width + 2 * SPARE_PX, height: height + 2 * SPARE_PX };
    drawWorld(this.world, this.drawn);
    this.#util.setTransform(this.world, this.map.containerPointToLayerPoint([-SPARE_PX, -SPARE_PX]), 1);
    this.#util.setPosition(this.overlay, this.map.containerPointToLayerPoint([0, 0]));
  }

  #follow() {
    const [now, drawn] = [this.camera(), this.drawn];
    const isScaled = Math.abs(now.scale / drawn.scale - 1) > 1e-6;
    const seen = { x: now.left - drawn.left, y: now.top - drawn.top, w: now.width, h: now.height };
    if (!isScaled && boxWithin(seen, drawn, 0)) return;
    this.redraw();
    if (!isScaled) return;
    this.overlay.classList.add('moving');
    this.onScale(now);
  }

  /** @param {{center: any, zoom: number}} event */
  #animate({ center, zoom }) {
    const { drawn, map, overlay } = this;
    const scale = this.#scale(zoom);
    const unit = map.project(center, UNIT_ZOOM);
    const offset = map._latLngToNewLayerPoint(center, zoom, center).subtract(unit.multiplyBy(scale));
    const growth = scale / drawn.scale;
    this.#util.setTransform(this.world, offset.add([drawn.left * growth, drawn.top * growth]), growth);
    overlay.classList.add('moving');
    const { x, y } = this.#util.getPosition(overlay).subtract(offset);
    this.onScale({ ...drawn, scale, left: x, top: y });
  }

  /** @param {number} zoom */
  #scale(zoom) {
    return this.map.getZoomScale(zoom, UNIT_ZOOM);
  }
}

/** Sets what part of the world an svg shows; the lines of hatched areas stay as far apart as on paper. @param {SVGElement} svg @param {import('./camera.js').Camera} camera */
export function drawWorld(svg, { scale, left, top, width, height }) {
  svg.setAttribute('viewBox', [left, top, width, height].map((value) => value / scale).join(' '));
  setSize(svg, width, height);
  for (const pattern of findAll('pattern', /** @type {any} */ (svg))) pattern.setAttribute('patternTransform', `rotate(45) scale(${1 / scale})`);
}
