// @ts-check
import { copiesOf, find, findAll, on } from './dom.js';
import { route } from './page.js';

const STATES = ['peek', 'half', 'full'];
const TAP_PX = 6;

/** On a phone the story is a sheet over the map: a peek at the current stop, half, or full. */
export class Sheet {
  panel = find('#story');
  grab = find('.grab');
  glance = find('.glance');

  constructor() {
    on(this.grab, 'pointerdown', (event) => this.#drag(event));
    on(this.grab, 'click', (event) => event.detail || this.#next());
    on(this.glance, 'click', () => this.set('half'));
    on(this.panel, 'focusin', ({ target }) => target !== this.grab && this.state === 'peek' && this.set('half'));
    this.set('peek');
    this.show(0);
  }

  /** Whether the page is so narrow that the story is a sheet. */
  get isUsed() {
    return getComputedStyle(this.grab).display !== 'none';
  }

  get state() {
    return this.panel.dataset.sheet;
  }

  /** @param {string} state */
  set(state) {
    this.panel.dataset.sheet = state;
    this.panel.style.height = '';
    this.grab.ariaExpanded = String(state !== 'peek');
  }

  /** Shows a stop in the peek; none if there is none. @param {number} stop */
  show(stop) {
    const article = route.articles[stop];
    this.glance.replaceChildren(...(article ? copiesOf(article, ['.rail .disc', '.meta', 'h3', '.what']) : []));
    for (const link of findAll('a', this.glance)) link.replaceWith(link.textContent);
  }

  #next() {
    this.set(STATES[(STATES.indexOf(this.state) + 1) % 3]);
  }

  /** @param {PointerEvent} down */
  #drag(down) {
    const from = this.panel.offsetHeight;
    let height = from;
    const done = new AbortController();
    this.grab.setPointerCapture(down.pointerId);
    on(this.grab, 'pointermove', (/** @type {PointerEvent} */ { clientY }) => {
      height = from + down.clientY - clientY;
      this.panel.style.height = `${height}px`;
    }, done);
    on(this.grab, 'lostpointercapture', () => {
      done.abort();
      if (Math.abs(height - from) < TAP_PX) this.#next();
      else this.set(height < innerHeight * 0.35 ? 'peek' : height < innerHeight * 0.75 ? 'half' : 'full');
    }, done);
  }
}
