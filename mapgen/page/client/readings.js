// @ts-check
import { find, findAll, on } from './dom.js';

/** What a side says that the map does not follow, drawn beside it while its button is pressed. */
export class Readings {
  #bar = find('.ghost-bar');
  #way = find('.ghost-way');

  /** @param {import('./plate.js').Plate} plate */
  constructor(plate) {
    this.plate = plate;
    on(document, 'click', ({ target }) => {
      const button = target.closest('.other');
      if (button) this.show(button.ariaPressed === 'true' ? null : button);
    });
    this.show(null);
  }

  /** Draws the side of a pressed button in place of any other; null takes it away. @param {HTMLElement | null} button */
  show(button) {
    const reading = button?.dataset.reading;
    const [places, curves, [from, to]] = JSON.parse(reading ?? '[[],[],[]]');
    const text = button?.closest('li')?.querySelector('b')?.textContent ?? '';
    for (const other of findAll('.other')) other.ariaPressed = String(other.dataset.reading === reading);
    this.#way.setAttribute('d', curves.map((/** @type {number[]} */ [x, y, ...on]) => `M${x} ${y}Q${on}`).join(''));
    this.#bar.hidden = !to;
    this.#bar.style.cssText = `inset-inline-start: ${from * 100}%; width: ${(to - from) * 100}%`;
    this.#bar.title = text;
    this.plate.haunt(places.map((/** @type {number[]} */ place) => [...place, text]));
  }
}
