// @ts-check
import { UNIT_ZOOM, cameraZoom, regionCentre, visibleRegion } from './camera.js';
import { isCalm } from './dom.js';

/** Part of the view's size that is drawn beyond each edge, for panning. */
const SPARE = 0.35;

/** Leaflet as camera: gestures, zoom and the frame round them; what is seen is drawn by us. */
export class Camerawork {
  /**
   * @param {any} map  an L.Map @param {SVGSVGElement} world @param {HTMLElement} overlay  moves with the map
   */
  constructor(map, world, overlay) {
    this.map = map;
    this.world = world;
    this.overlay = overlay;
    this.drawn = this.camera();
    /** Told where units stand on the overlay while the scale changes: pixel = unit * scale + offset. */
    this.onScale = (/** @type {{scale: number, x: number, y: number}} */ _) => {};
    const pane = map.createPane('road');
    pane.append(world, overlay);
    world.classList.add('leaflet-zoom-animated');
    map.on('move', () => this.#follow());
    map.on('zoomanim', (/** @type {any} */ event) => this.#animate(event));
  }

  /** What the map shows now. @returns {import('./camera.js').Camera} */
  camera() {
    const { x, y } = this.map.getSize();
    const corner = this.map.getPixelBounds().min;
    return { scale: this.#scale(this.map.getZoom()), left: corner.x, top: corner.y, width: x, height: y };
  }

  /** @param {import('./camera.js').Camera} camera @param {boolean} [animate] */
  show(camera, animate = false) {
    const { scale, left, top, width, height } = camera;
    this.map.setView(this.#latLng((left + width / 2) / scale, (top + height / 2) / scale), cameraZoom(camera), { animate });
  }

  /** Brings the middle of the view back into a region, if it has left it. @param {import('./camera.js').Region} region */
  keepWithin({ x0, y0, x1, y1 }) {
    const camera = this.camera();
    const { x, y } = regionCentre(visibleRegion(camera));
    const [dx, dy] = [Math.max(x0, Math.min(x1, x)) - x, Math.max(y0, Math.min(y1, y)) - y];
    if (Math.hypot(dx, dy) * camera.scale > 1) this.map.panBy([dx * camera.scale, dy * camera.scale], { animate: !isCalm() });
  }

  /** Draws the land and the lines for what the map shows now. */
  redraw() {
    const camera = this.camera();
    const { width, height, scale } = camera;
    const corner = this.map.containerPointToLayerPoint([-width * SPARE, -height * SPARE]);
    const wide = { ...camera, left: camera.left - width * SPARE, top: camera.top - height * SPARE,
      width: width * (1 + 2 * SPARE), height: height * (1 + 2 * SPARE) };
    setViewBox(this.world, wide);
    globalThis.L.DomUtil.setTransform(this.world, corner, 1);
    globalThis.L.DomUtil.setPosition(this.overlay, this.map.containerPointToLayerPoint([0, 0]));
    scaleHatches(this.world, scale);
    this.drawn = wide;
  }

  /** True while what is drawn has another scale than what the map shows. */
  get stale() {
    return Math.abs(this.#scale(this.map.getZoom()) / this.drawn.scale - 1) > 1e-6;
  }

  #follow() {
    const now = visibleRegion(this.camera());
    const drawn = visibleRegion(this.drawn);
    const { stale } = this;
    if (!stale && now.x0 > drawn.x0 && now.y0 > drawn.y0 && now.x1 < drawn.x1 && now.y1 < drawn.y1) return;
    this.redraw();
    if (!stale) return;
    const { scale, left, top } = this.camera();
    this.overlay.classList.add('moving');
    this.onScale({ scale, x: -left, y: -top });
  }

  /** @param {{center: any, zoom: number}} event */
  #animate({ center, zoom }) {
    const { drawn, map, overlay, world } = this;
    const scale = this.#scale(zoom);
    const unit = map.project(center, UNIT_ZOOM);
    const at = map._latLngToNewLayerPoint(center, zoom, center);
    const [x, y] = [at.x - unit.x * scale, at.y - unit.y * scale];
    const corner = globalThis.L.point((drawn.left / drawn.scale) * scale + x, (drawn.top / drawn.scale) * scale + y);
    globalThis.L.DomUtil.setTransform(world, corner, scale / drawn.scale);
    const origin = globalThis.L.DomUtil.getPosition(overlay);
    overlay.classList.add('moving');
    this.onScale({ scale, x: x - origin.x, y: y - origin.y });
  }

  /** @param {number} zoom */
  #scale(zoom) {
    return this.map.getZoomScale(zoom, UNIT_ZOOM);
  }

  /** @param {number} x @param {number} y */
  #latLng(x, y) {
    return this.map.unproject([x, y], UNIT_ZOOM);
  }
}

/** @param {SVGElement} svg @param {import('./camera.js').Camera} camera */
export function setViewBox(svg, camera) {
  const { scale, left, top, width, height } = camera;
  svg.setAttribute('viewBox', [left, top, width, height].map((value) => value / scale).join(' '));
  svg.style.width = `${width}px`;
  svg.style.height = `${height}px`;
}

/** Keeps the lines of hatched areas as far apart as on paper. @param {SVGElement} svg @param {number} scale */
export function scaleHatches(svg, scale) {
  for (const pattern of svg.querySelectorAll('pattern')) {
    pattern.setAttribute('patternTransform', `rotate(45) scale(${1 / scale})`);
  }
}
