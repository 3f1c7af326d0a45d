// @ts-check
import { inRegion, regionOnScreen } from './camera.js';
import { drawWorld } from './camerawork.js';
import { boxIn, find, putAt, setSize, svgElement } from './dom.js';
import { route, words } from './page.js';
import { View } from './view.js';

/** The second map: the crowded region, larger; or a button that counts its stops. */
export class Inset {
  node = find('.inset');
  frame = find('.m', this.node);
  title = find('.ttl', this.node);
  counted = find('.eubtn');
  rays = find('.rays');
  view = new View();
  world = svgElement('svg', { class: 'detail', 'aria-hidden': 'true' });
  isOn = false;
  /** @type {import('./composition.js').Composition | null} */
  plan = null;

  /** @param {HTMLElement} plate  the main map's element */
  constructor(plate) {
    this.plate = plate;
    const hatches = svgElement('defs');
    for (const pattern of document.querySelectorAll('#world pattern')) {
      hatches.append(pattern.cloneNode(true));
      /** @type {Element} */ (hatches.lastChild).id += '-inset';
    }
    this.world.append(hatches, svgElement('use', { href: '#world-content' }));
    this.frame.append(this.world, this.view.node);
  }

  /** @param {import('./composition.js').Composition} plan */
  compose(plan) {
    const { inset, region, portrait } = plan;
    this.plan = plan;
    if (!region) return;
    const places = route.places.filter((place) => inRegion(region, place));
    const name = route.data.regions.find(([x0, y0, x1, y1]) => (
      places.filter((place) => inRegion({ x0, y0, x1, y1 }, place)).length >= 0.9 * places.length))?.[4];
    const stops = words.say('stops', {}, places.reduce((sum, place) => sum + place.visits.length, 0));
    this.title.textContent = name ?? stops;
    this.counted.textContent = name ? words.say('dense', { region: name, stops }) : stops;
    this.node.classList.toggle('wide', portrait);
    if (!inset) return;
    putAt(this.node, inset.box.x, inset.box.y);
    setSize(this.node, inset.box.w, inset.box.h);
    drawWorld(this.world, inset.camera);
  }

  /** Shows or hides inset, button and box. @param {boolean} atStart  whether the main map shows the start view */
  show(atStart) {
    this.isOn = atStart && Boolean(this.plan?.inset);
    this.node.hidden = !this.isOn;
    this.counted.hidden = !atStart || this.isOn || !this.plan?.region;
    this.rays.hidden = !this.isOn && this.counted.hidden;
  }

  /** Draws the box of the region on the main map, and what joins it to the inset. @param {import('./camera.js').Camera} main */
  drawRays(main) {
    const region = this.plan?.region;
    if (this.rays.hidden || !region) return;
    const { x, y, w, h } = regionOnScreen(main, region);
    const to = boxIn(this.node, this.plate);
    const ends = this.isOn ? [[x, to.x], [x + w, to.x + to.w]] : [];
    find('svg', this.rays).replaceChildren(svgElement('rect', { x, y, width: w, height: h }),
      ...ends.map(([x1, x2]) => svgElement('line', { x1, y1: y + h, x2, y2: to.y })));
    const { offsetWidth, offsetHeight } = this.counted;
    putAt(this.counted, x + (w - offsetWidth) / 2, Math.min(y + h + 7, main.height - offsetHeight - 8));
  }
}
