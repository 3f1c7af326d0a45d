// @ts-check
import { element, find, on } from './dom.js';
import { current, route, words } from './page.js';

const PLAY_MS = 3500;

/** Play, the line that says where we are, and what is announced. */
export class Controls {
  #button = find('#play');
  #here = find('.here');
  #timer = 0;

  constructor() {
    on(this.#button, 'click', () => (this.#timer ? this.pause() : this.play()));
  }

  pause() {
    clearInterval(this.#timer);
    this.#timer = 0;
    this.#show('play');
  }

  /** @param {string} text */
  say(text) {
    this.#here.textContent = text;
  }

  /** @param {number} stop */
  show(stop) {
    const [n, place, date] = [stop + 1, route.nameOf(stop), route.dateOf(stop)];
    this.#here.replaceChildren(`${words.numeral(n)}  ${place} `, element('small', '', date));
    const kind = route.textOf(stop, '.kind');
    find('#live').textContent = words.say('announce', { n, total: route.stops.length, place, date, kind });
  }

  play() {
    if (this.#timer) return;
    this.#show('pause');
    this.#timer = setInterval(() => (current.next(1) < 0 ? this.pause() : current.step(1)), PLAY_MS);
    const next = current.next(1);
    current.choose(next < 0 ? current.next(1, -1) : next);
  }

  /** @param {'play' | 'pause'} action  what the button does now */
  #show(action) {
    this.#button.ariaLabel = words.say(action);
    this.#button.classList.toggle('on', action === 'pause');
  }
}
