// @ts-check
import { copyOf, element, find } from './dom.js';
import { route } from './page.js';

const STATES = ['peek', 'half', 'full'];
const TAP_PX = 6;

/** On a phone the story is a sheet over the map: a peek at the current stop, half, or full. */
export class Sheet {
  panel = find('#story');
  grab = find('.grab');
  glance = element('div', 'glance');
  state = 'peek';

  constructor() {
    this.glance.setAttribute('aria-hidden', 'true');
    this.grab.after(this.glance);
    this.grab.addEventListener('pointerdown', (/** @type {PointerEvent} */ event) => this.#drag(event));
    this.grab.addEventListener('click', (/** @type {MouseEvent} */ event) => event.detail || this.#next());
    this.glance.addEventListener('click', () => this.set('half'));
    find('.chapters').addEventListener('focusin', () => this.state === 'peek' && this.set('half'));
    this.set('peek');
    this.show(0);
  }

  /** Whether the page is so narrow that the story is a sheet. */
  get isUsed() {
    return getComputedStyle(this.grab).display !== 'none';
  }

  /** @param {string} state */
  set(state) {
    this.state = state;
    for (const name of STATES) this.panel.classList.toggle(name, name === state);
    this.panel.style.removeProperty('height');
    this.grab.setAttribute('aria-expanded', String(state !== 'peek'));
  }

  /** @param {number} stop */
  show(stop) {
    const parts = ['.rail .disc', '.meta', 'h3', '.what'].map((part) => route.articles[stop].querySelector(part));
    this.glance.replaceChildren(...parts.flatMap((part) => (part ? [copyOf(part)] : [])));
    for (const link of this.glance.querySelectorAll('a')) link.replaceWith(link.textContent ?? '');
  }

  #next() {
    this.set(STATES[(STATES.indexOf(this.state) + 1) % STATES.length]);
  }

  /** @param {PointerEvent} down */
  #drag(down) {
    const from = this.panel.offsetHeight;
    let height = from;
    const done = new AbortController();
    this.grab.setPointerCapture(down.pointerId);
    this.grab.addEventListener('pointermove', (/** @type {PointerEvent} */ { clientY }) => {
      height = from + down.clientY - clientY;
      this.panel.style.height = `${height}px`;
    }, done);
    this.grab.addEventListener('lostpointercapture', () => {
      done.abort();
      if (Math.abs(height - from) < TAP_PX) this.#next();
      else this.set(height < innerHeight * 0.35 ? 'peek' : height < innerHeight * 0.75 ? 'half' : 'full');
    }, done);
  }
}
