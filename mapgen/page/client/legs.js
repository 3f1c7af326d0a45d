// @ts-check
import { copiesOf, element, find, findAll, on, putAt, rectOf } from './dom.js';
import { current, mirrored, route } from './page.js';

const TIP_PX = 14;

/** The drawn legs: which are travelled, and what the story says of the one pointed at. */
export class Legs {
  /** @type {SVGElement[]} */
  #paths = findAll('#world [data-leg]');
  /** What draws many legs on a long road. @type {{show: () => void}[]} */
  strands = [];

  /** @type {SVGElement[]} */
  #areas = findAll('#world .area');
  tip = find('.legtip');

  /** @param {import('./plate.js').Plate} plate */
  constructor(plate) {
    this.plate = plate;
    on(plate.node, 'pointermove', (event) => this.#point(event));
    on(plate.node, 'pointerleave', () => this.hideTip());
  }

  /**
   * Draws the road ahead of the current stop faint, and the leg that leads to it strong; with the
   * stop the areas, too, that its texts name round its place.
   */
  show() {
    for (const { classList, dataset } of this.#paths) {
      classList.toggle('dim', current.isFaint(Number(dataset.leg)));
      classList.toggle('on', Number(dataset.leg) === current.stop);
    }
    for (const strand of this.strands) strand.show();
    for (const { classList, dataset } of this.#areas) {
      classList.toggle('dim', route.places.some(({ id, visits }) => id === dataset.place && !visits.length));
      classList.toggle('on', ` ${dataset.stops} `.includes(` ${current.stop} `));
    }
  }

  hideTip() {
    this.tip.hidden = true;
  }

  /** @param {PointerEvent} event */
  #point(event) {
    const { buttons, clientX, clientY, target } = event;
    const leg = buttons || /** @type {Element} */ (target).closest('button') ? -1 : this.plate.under(event).leg;
    this.tip.hidden = leg < 0;
    if (leg < 0) return;
    const { stop } = route.legs[leg];
    const head = element('p', 'legname', `${route.nameOf(stop - 1)} ${mirrored ? '←' : '→'} ${route.nameOf(stop)}`);
    this.tip.replaceChildren(head, ...copiesOf(route.articles[stop], ['.way', '.quote']));
    const { left, top, width, height } = rectOf(this.plate.node);
    const { offsetWidth: w, offsetHeight: h } = this.tip;
    const y = clientY - top + TIP_PX;
    putAt(this.tip, Math.min(width - w - 8, clientX - left + TIP_PX), y + h > height - 8 ? y - h - 2 * TIP_PX : y);
  }
}
