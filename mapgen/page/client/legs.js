// @ts-check
import { copyOf } from './card.js';
import { element, setBox } from './dom.js';

const AWAY_FROM_POINTER_PX = 14;

/** The drawn legs: which are travelled, and what the story says of the one pointed at. */
export class Legs {
  /** @param {import('./route.js').Route} route @param {import('./plate.js').Plate} plate */
  constructor(route, plate) {
    this.route = route;
    this.plate = plate;
    /** @type {Map<number, Element[]>} */
    this.pathsByStop = new Map();
    for (const path of document.querySelectorAll('#world [data-leg]')) {
      const stop = Number(/** @type {SVGElement} */ (path).dataset.leg);
      this.pathsByStop.set(stop, [...(this.pathsByStop.get(stop) ?? []), path]);
    }
    this.tip = element('div', 'legtip');
    this.tip.setAttribute('role', 'tooltip');
    this.tip.hidden = true;
    plate.node.append(this.tip);
    plate.node.addEventListener('pointermove', (/** @type {PointerEvent} */ event) => this.#point(event));
    plate.node.addEventListener('pointerleave', () => this.hideTip());
  }

  /** @param {number} stop @param {number} before */
  show(stop, before) {
    for (const [to, paths] of this.pathsByStop) {
      const later = stop >= 0 && to > stop;
      if (later === (before >= 0 && to > before) && to !== stop && to !== before) continue;
      for (const path of paths) {
        path.classList.toggle('dim', later);
        path.classList.toggle('on', to === stop && path.classList.contains('leg'));
      }
    }
  }

  hideTip() {
    this.tip.hidden = true;
  }

  /** @param {PointerEvent} event */
  #point(event) {
    if (this.tip.contains(/** @type {Node} */ (event.target))) return;
    const leg = event.buttons || /** @type {Element} */ (event.target).closest('button, .pop, .keybox') ? -1 : this.plate.legAt(event);
    if (leg < 0) {
      this.hideTip();
      return;
    }
    const { stop } = this.route.data.legs[leg];
    if (this.tip.hidden || this.tip.dataset.stop !== String(stop)) this.#write(stop);
    this.tip.hidden = false;
    const frame = this.plate.node.getBoundingClientRect();
    const [x, y] = [event.clientX - frame.left, event.clientY - frame.top];
    const { offsetWidth: w, offsetHeight: h } = this.tip;
    setBox(this.tip, {
      x: Math.max(8, Math.min(frame.width - w - 8, x + AWAY_FROM_POINTER_PX)),
      y: y + h + AWAY_FROM_POINTER_PX > frame.height - 8 ? y - h - AWAY_FROM_POINTER_PX : y + AWAY_FROM_POINTER_PX,
    });
  }

  /** @param {number} stop */
  #write(stop) {
    const article = this.route.articles[stop];
    const parts = ['.way', '.quote'].flatMap((part) => [...article.querySelectorAll(part)].slice(0, 1));
    const head = element('p', 'legname', `${this.route.nameOf(stop - 1)} → ${this.route.nameOf(stop)}`);
    this.tip.replaceChildren(head, ...parts.map(copyOf));
    this.tip.dataset.stop = String(stop);
  }
}
