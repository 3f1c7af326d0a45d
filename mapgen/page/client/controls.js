// @ts-check
import { element, find } from './dom.js';

const STEP_MS = 3500;
const PLAY = 'M3.5 1v12l9-6z';
const PAUSE = 'M3 1.5h3v11H3zM8 1.5h3v11H8z';

/** Previous, play and next, the line that says where we are, and what is announced. */
export class Controls {
  /** @param {import('./route.js').Route} route @param {import('./words.js').Words} words @param {import('./route.js').Current} current */
  constructor(route, words, current) {
    this.route = route;
    this.words = words;
    this.current = current;
    this.play = find('#play');
    this.here = find('.here');
    this.live = find('#live');
    this.timer = 0;
    find('#prev').addEventListener('click', () => this.step(-1));
    find('#next').addEventListener('click', () => this.step(1));
    this.play.addEventListener('click', () => (this.timer ? this.pause() : this.#start()));
    this.say(words.say('hint'));
  }

  /** @param {number} by */
  step(by) {
    const stop = Math.max(0, Math.min(this.route.stops.length - 1, this.current.stop + by));
    this.current.choose(stop);
  }

  pause() {
    clearInterval(this.timer);
    this.timer = 0;
    this.#label('play', PLAY);
  }

  /** @param {string} text */
  say(text) {
    this.here.replaceChildren(text);
  }

  /** @param {number} stop */
  show(stop) {
    const { route, words } = this;
    const [place, date, n] = [route.nameOf(stop), route.dateOf(stop), words.numeral(stop + 1)];
    this.here.replaceChildren(`${n}  ${place} `, element('small', '', date));
    this.live.textContent = words.say('announce', { n, total: route.stops.length, place, date, kind: route.textOf(stop, '.kind') });
  }

  #start() {
    const last = this.route.stops.length - 1;
    this.#label('pause', PAUSE);
    this.timer = setInterval(() => {
      if (this.current.stop >= last) this.pause();
      else this.step(1);
    }, STEP_MS);
    this.current.choose(this.current.stop >= last ? 0 : this.current.stop + 1);
  }

  /** @param {string} name @param {string} d */
  #label(name, d) {
    this.play.setAttribute('aria-label', this.words.say(name));
    find('path', this.play).setAttribute('d', d);
  }
}

/**
 * Lets single keys act, without modifiers and outside of form fields.
 * @param {Record<string, () => void>} actions by the name of the key
 */
export function listenToKeys(actions) {
  document.addEventListener('keydown', (event) => {
    const action = Object.hasOwn(actions, event.key) ? actions[event.key] : null;
    const field = /** @type {Element} */ (event.target).closest('input, textarea, select, [contenteditable]');
    if (!action || field || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    action();
  });
}
