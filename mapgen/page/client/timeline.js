// @ts-check
import { cheapest } from './boxes.js';
import { find, findAll, listenToKeys, on, rectOf } from './dom.js';
import { current, mirrored, route, words } from './page.js';

const CLICK_PX = 4;

/** The road in time, as the page brings it: a playhead that goes from stop to stop. */
export class Timeline {
  node = find('.tracks');
  head = find('.ph');
  /** @type {HTMLElement[]} */
  bars = findAll('.stay');
  /** What draws many stays on a long road. @type {{show: () => void}[]} */
  strands = [];

  #downX = 0;

  constructor() {
    for (const bar of this.bars) bar.tabIndex = -1;
    on(this.node, 'click', (event) => this.#pick(event));
    on(this.node, 'dragstart', (event) => event.preventDefault());
    on(this.node, 'pointerdown', ({ clientX }) => {
      this.#downX = clientX;
    });
    on(this.node, 'pointermove', (event) => this.#drag(event));
    const forward = mirrored ? -1 : 1;
    listenToKeys(this.head, {
      ArrowRight: () => current.step(forward),
      ArrowLeft: () => current.step(-forward),
      Home: () => current.choose(current.next(1, -1)),
      End: () => current.choose(current.next(-1, route.stops.length)),
    });
  }

  /** Draws the stays that are shown over all others. */
  sift() {
    for (const strand of this.strands) strand.show();
  }

  /** @param {number} stop  or -1 */
  show(stop) {
    this.head.style.insetInlineStart = `${(route.stops[stop]?.mid ?? 0) * 100}%`;
    const name = stop < 0 ? words.say('hint') : words.say('bar', { n: stop + 1, place: route.nameOf(stop), date: route.dateOf(stop) });
    Object.assign(this.head, { ariaValueNow: stop + 1, ariaValueText: name });
    this.bars.forEach(({ classList }, index) => {
      classList.toggle('cur', index === stop);
      classList.toggle('later', current.isFaint(index));
      classList.toggle('out', !route.shown[index]);
    });
  }

  /** @param {MouseEvent} event */
  #pick(event) {
    event.preventDefault();
    const bar = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest('.stay'));
    current.choose(bar ? Number(bar.dataset.stop) : this.#nearest(event));
  }

  /** From here on the timeline has the pointer, so that the click at the end is no bar's. @param {PointerEvent} event */
  #drag(event) {
    if (!event.buttons || Math.abs(event.clientX - this.#downX) < CLICK_PX) return;
    this.node.setPointerCapture(event.pointerId);
    const stop = this.#nearest(event);
    if (stop !== current.stop) current.choose(stop, { instant: true, quiet: true });
  }

  /** The stop shown whose beginning is nearest to the pointer. @param {MouseEvent} event */
  #nearest({ clientX }) {
    const { left, width } = rectOf(this.node);
    const at = mirrored ? (left + width - clientX) / width : (clientX - left) / width;
    return cheapest([...route.stops.keys()], (stop) => (route.shown[stop] ? Math.abs(route.stops[stop].mid - at) : Infinity));
  }
}
