// @ts-check
import { copyOf } from './card.js';
import { element, find } from './dom.js';

const STATES = ['peek', 'half', 'full'];
const TAP_PX = 6;

/** On a phone the story is a sheet over the map: a peek at the current stop, half, or full. */
export class Sheet {
  /** @param {import('./route.js').Route} route */
  constructor(route) {
    this.route = route;
    this.panel = find('#story');
    this.grab = find('.grab');
    this.glance = element('div', 'glance');
    this.glance.setAttribute('aria-hidden', 'true');
    this.grab.after(this.glance);
    this.state = 'peek';
    this.grab.addEventListener('pointerdown', (/** @type {PointerEvent} */ event) => this.#drag(event));
    this.grab.addEventListener('keydown', (/** @type {KeyboardEvent} */ event) => {
      if (event.key === 'Enter' || event.key === ' ') this.#next(event);
    });
    this.glance.addEventListener('click', () => this.set('half'));
    this.panel.addEventListener('focusin', (/** @type {Event} */ event) => {
      if (this.state === 'peek' && find('.chapters').contains(/** @type {Node} */ (event.target))) this.set('half');
    });
    this.set('peek');
    this.show(0);
  }

  /** Whether the page is so narrow that the story is a sheet. */
  get isUsed() {
    return getComputedStyle(this.grab).display !== 'none';
  }

  /** How many pixels of the window the sheet covers when half open. */
  get coveredPx() {
    return this.isUsed && this.state !== 'peek' ? this.panel.getBoundingClientRect().height : 0;
  }

  /** @param {string} state */
  set(state) {
    this.state = state;
    for (const name of STATES) this.panel.classList.toggle(name, name === state);
    this.grab.setAttribute('aria-expanded', String(state !== 'peek'));
    this.panel.style.removeProperty('height');
  }

  /** @param {number} stop */
  show(stop) {
    const article = this.route.articles[Math.max(0, stop)];
    const parts = ['.rail .disc', '.meta', 'h3', '.what'].flatMap((part) => [...article.querySelectorAll(part)].slice(0, 1));
    this.glance.replaceChildren(...parts.map(copyOf));
    for (const link of this.glance.querySelectorAll('a')) link.replaceWith(link.textContent ?? '');
  }

  /** @param {Event} event */
  #next(event) {
    event.preventDefault();
    this.set(STATES[(STATES.indexOf(this.state) + 1) % STATES.length]);
  }

  /** @param {PointerEvent} down */
  #drag(down) {
    const from = this.panel.getBoundingClientRect().height;
    let height = from;
    this.grab.setPointerCapture(down.pointerId);
    const move = (/** @type {PointerEvent} */ event) => {
      height = from + down.clientY - event.clientY;
      this.panel.style.height = `${height}px`;
    };
    const end = (/** @type {Event} */ event) => {
      this.grab.removeEventListener('pointermove', move);
      if (Math.abs(height - from) < TAP_PX) this.#next(event);
      else this.set(height < innerHeight * 0.35 ? 'peek' : height < innerHeight * 0.75 ? 'half' : 'full');
    };
    this.grab.addEventListener('pointermove', move);
    this.grab.addEventListener('pointerup', end, { once: true });
    this.grab.addEventListener('pointercancel', end, { once: true });
  }
}
