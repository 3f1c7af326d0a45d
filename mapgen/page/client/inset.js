// @ts-check
import { regionOnScreen } from './camera.js';
import { drawWorld } from './camerawork.js';
import { pinsIn } from './composition.js';
import { find, putAt, setSize } from './dom.js';
import { route, words } from './page.js';
import { View } from './view.js';

/** The second map: the crowded region, larger; or a button that counts its stops. */
export class Inset {
  node = find('.inset');
  frame = find('.m', this.node);
  title = find('.ttl', this.node);
  counted = find('.eubtn');
  rays = find('.rays');
  view = new View(find('.view', this.node));
  isOn = false;
  /** @type {import('./composition.js').Composition | null} */
  plan = null;

  /** @param {import('./composition.js').Composition} plan @param {import('./markers.js').Pin[]} pins */
  compose(plan, pins) {
    const { inset, region } = plan;
    this.plan = plan;
    if (!region) return;
    const inside = pinsIn(pins, region);
    const name = route.data.regions.find(([x0, y0, x1, y1]) => pinsIn(inside, { x0, y0, x1, y1 }).length >= 0.9 * inside.length)?.[4];
    const stops = words.say('stops', {}, inside.reduce((sum, { from }) => sum + route.places[from].visits.length, 0));
    this.title.textContent = name ?? stops;
    this.counted.textContent = name ? words.say('dense', { region: name, stops }) : stops;
    if (!inset) return;
    this.node.classList.toggle('wide', inset.box.x === 0);
    putAt(this.node, inset.box.x, inset.box.y);
    setSize(this.node, inset.box.w, inset.box.h);
    drawWorld(find('.detail', this.node), inset.camera);
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
    const to = this.isOn && this.plan?.inset?.box;
    find('.box', this.rays).setAttribute('d', `M${x} ${y}h${w}v${h}h${-w}z`);
    find('.ray', this.rays).setAttribute('d', to ? `M${x} ${y + h}L${to.x} ${to.y}M${x + w} ${y + h}L${to.x + to.w} ${to.y}` : '');
    const { offsetWidth, offsetHeight } = this.counted;
    putAt(this.counted, x + (w - offsetWidth) / 2, Math.min(y + h + 7, main.height - offsetHeight - 8));
  }
}
