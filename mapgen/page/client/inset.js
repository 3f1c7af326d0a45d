// @ts-check
import { inRegion, regionOnScreen } from './camera.js';
import { scaleHatches, setViewBox } from './camerawork.js';
import { regionName } from './composition.js';
import { boxIn, find, isShown, setBox, svgElement } from './dom.js';
import { View } from './view.js';

/** The second map: the crowded region, larger; or a button that counts its stops. */
export class Inset {
  /** @param {import('./route.js').Route} route @param {import('./words.js').Words} words @param {HTMLElement} plate  the main map's element */
  constructor(route, words, plate) {
    this.route = route;
    this.words = words;
    this.plate = plate;
    this.node = find('.inset');
    this.frame = find('.m', this.node);
    this.title = find('.ttl', this.node);
    this.counted = find('.eubtn');
    this.rays = find('.rays');
    this.view = new View(route);
    this.world = /** @type {SVGSVGElement} */ (svgElement('svg', { class: 'detail', 'aria-hidden': 'true' }));
    const hatches = svgElement('defs');
    for (const pattern of document.querySelectorAll('#world pattern')) {
      const copy = /** @type {Element} */ (pattern.cloneNode(true));
      copy.id = `${pattern.id}-inset`;
      hatches.append(copy);
    }
    this.world.append(hatches, svgElement('use', { href: '#world-content' }));
    this.frame.append(this.world, this.view.node);
    /** @type {import('./composition.js').Composition | null} */
    this.composition = null;
    this.isOn = false;
  }

  /** @param {import('./composition.js').Composition} composition */
  compose(composition) {
    const { inset, region, portrait } = composition;
    this.composition = composition;
    if (!region) return;
    const places = this.route.places.filter((place) => inRegion(region, place));
    const name = regionName(places, this.words.ui.regions ?? {});
    const stops = this.words.say('stops', {}, places.reduce((sum, place) => sum + place.visits.length, 0));
    this.title.textContent = name || stops;
    this.counted.textContent = name ? this.words.say('dense', { region: name, stops }) : stops;
    if (!inset) return;
    this.node.classList.toggle('wide', portrait);
    setBox(this.node, inset.box);
  }

  /** The camera of the second map; it never moves. */
  get camera() {
    const inset = /** @type {NonNullable<import('./composition.js').Composition['inset']>} */ (this.composition?.inset);
    return inset.camera;
  }

  /** Shows or hides inset, button and box. @param {boolean} atStart  whether the main map shows the start view */
  show(atStart) {
    const inset = this.composition?.inset;
    this.isOn = atStart && Boolean(inset);
    this.node.hidden = !this.isOn;
    this.counted.hidden = !atStart || this.isOn || !this.composition?.region;
    this.rays.hidden = !this.isOn && this.counted.hidden;
    if (!inset || !this.isOn) return;
    setViewBox(this.world, inset.camera);
    scaleHatches(this.world, inset.camera.scale);
  }

  /** Draws the box of the region on the main map, and what joins it to the inset. @param {import('./camera.js').Camera} main */
  drawRays(main) {
    const region = this.composition?.region;
    if (this.rays.hidden || !region) return;
    const { x, y, w, h } = regionOnScreen(main, region);
    const lines = [svgElement('rect', { x, y, width: w, height: h })];
    if (this.isOn) {
      const to = boxIn(this.node, this.plate);
      lines.push(svgElement('line', { x1: x, y1: y + h, x2: to.x, y2: to.y }));
      lines.push(svgElement('line', { x1: x + w, y1: y + h, x2: to.x + to.w, y2: to.y }));
    } else {
      const { offsetWidth, offsetHeight } = this.counted;
      const lowest = main.height - offsetHeight - 8;
      setBox(this.counted, { x: x + w / 2 - offsetWidth / 2, y: Math.min(y + h + 7, lowest) });
    }
    find('svg', this.rays).replaceChildren(...lines);
  }

  /** What the marks of the inset keep clear of. */
  obstacles() {
    return isShown(this.title) ? [boxIn(this.title, this.frame)] : [];
  }
}
