// @ts-check
import { copyOf, element, setBox } from './dom.js';
import { route } from './page.js';

const TIP_AWAY_PX = 14;

/** The drawn legs: which are travelled, and what the story says of the one pointed at. */
export class Legs {
  #paths = [...document.querySelectorAll('#world [data-leg]')].map((path) => ({ path, to: Number(/** @type {SVGElement} */ (path).dataset.leg) }));
  tip = element('div', 'legtip');

  /** @param {import('./plate.js').Plate} plate */
  constructor(plate) {
    this.plate = plate;
    this.tip.setAttribute('role', 'tooltip');
    this.hideTip();
    plate.node.append(this.tip);
    plate.node.addEventListener('pointermove', (/** @type {PointerEvent} */ event) => this.#point(event));
    plate.node.addEventListener('pointerleave', () => this.hideTip());
  }

  /** @param {number} stop @param {number} before */
  show(stop, before) {
    for (const { path, to } of this.#paths) {
      if ((to > stop) === (to > before && before >= 0) && to !== stop && to !== before) continue;
      path.classList.toggle('dim', to > stop);
      path.classList.toggle('on', to === stop);
    }
  }

  hideTip() {
    this.tip.hidden = true;
  }

  /** @param {PointerEvent} event */
  #point(event) {
    const { buttons, clientX, clientY, target } = event;
    const leg = buttons || /** @type {Element} */ (target).closest('button') ? -1 : this.plate.legAt(event);
    this.tip.hidden = leg < 0;
    if (leg < 0) return;
    const { stop } = route.data.legs[leg];
    if (this.tip.dataset.stop !== String(stop)) this.#write(stop);
    const { left, top, width, height } = this.plate.node.getBoundingClientRect();
    const { offsetWidth: w, offsetHeight: h } = this.tip;
    const y = clientY - top + TIP_AWAY_PX;
    setBox(this.tip, { x: Math.min(width - w - 8, clientX - left + TIP_AWAY_PX), y: y + h > height - 8 ? y - h - 2 * TIP_AWAY_PX : y });
  }

  /** @param {number} stop */
  #write(stop) {
    const parts = ['.way', '.quote'].map((part) => route.articles[stop].querySelector(part));
    const head = element('p', 'legname', `${route.nameOf(stop - 1)} → ${route.nameOf(stop)}`);
    this.tip.replaceChildren(head, element('p', 'way', route.dateOf(stop)), ...parts.flatMap((part) => (part ? [copyOf(part)] : [])));
    this.tip.dataset.stop = String(stop);
  }
}
