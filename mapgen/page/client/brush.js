// @ts-check
import { find, findAll, on } from './dom.js';

/** Two handles on the timeline, if the road has years enough, that limit it to a period. */
export class Brush {
  /** @type {HTMLInputElement[]} */
  #handles = findAll('.edge input');
  #clear = find('.period');

  /** @param {(period: Record<string, string>) => void} onPeriod  told the year of each end that is to change; '' is no limit */
  constructor(onPeriod) {
    on(this.#clear, 'click', () => onPeriod({ from: '', to: '' }));
    for (const handle of this.#handles) {
      on(handle, 'input', () => {
        const [from, to] = this.#handles;
        // A handle stops at the other.
        if (from.valueAsNumber > to.valueAsNumber) handle.value = (handle === from ? to : from).value;
        onPeriod({ [handle.name]: handle.value === handle.defaultValue ? '' : handle.value });
      });
    }
  }

  /** @param {Record<string, string>} settings  of the filters */
  show(settings) {
    for (const handle of this.#handles) handle.value = settings[handle.name] || handle.defaultValue;
    this.#clear.hidden = !settings.from && !settings.to;
  }
}
