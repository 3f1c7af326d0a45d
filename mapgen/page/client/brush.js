// @ts-check
import { find, findAll, on } from './dom.js';
import { words } from './page.js';

/** Two handles on the timeline, if the road has years enough, that limit it to a period. */
export class Brush {
  /** @type {HTMLInputElement[]} */
  #handles = findAll('.edge input');
  #clear = find('.period');

  /** @param {(from: string, to: string) => void} onPeriod  told the years; '' is no limit */
  constructor(onPeriod) {
    on(this.#clear, 'click', () => onPeriod('', ''));
    this.#handles.forEach((handle, index) => on(handle, 'input', () => {
      const [from, to] = this.#handles;
      // A handle stops at the other.
      handle.value = String(Math[index ? 'max' : 'min'](from.valueAsNumber, to.valueAsNumber));
      onPeriod(from.value !== from.min ? from.value : '', to.value !== to.max ? to.value : '');
    }));
  }

  /** @param {Record<string, string>} settings  of the filters */
  show({ from = '', to = '' }) {
    this.#handles.forEach((handle, index) => {
      handle.value = (index ? to || handle.max : from || handle.min);
    });
    this.#clear.hidden = !(from || to);
    find('span', this.#clear).textContent = words.numeral(`${from}–${to}`);
  }
}
