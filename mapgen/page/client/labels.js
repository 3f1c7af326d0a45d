// @ts-check
import { element, textWidth } from './dom.js';
import { current, route } from './page.js';

/**
 * @typedef {import('./markers.js').Words} Words
 * @typedef {import('./markers.js').Label} Label
 * @typedef {{font: string, tracking: number, height: number, caps: boolean}} Style
 */

/** The texts of the map with their sizes, as the style sheet sets them. */
export class Labels {
  /** @type {Map<string, Style>} */
  #styles = new Map();

  /** @param {HTMLElement} host  where names will stand */
  constructor(host) {
    this.host = host;
  }

  /** The name of a place: as at the current stop if that is there, else as at the first. @param {number} index */
  nameOf(index) {
    const { area, visits } = route.places[index];
    const isHere = index === current.place;
    return this.#measured(route.nameOf(isHere ? current.stop : visits[0]), `nm${area ? ' w' : ''}${isHere ? ' cur' : ''}`);
  }

  /** Names of countries, but for those that are places of the route themselves. @returns {Label[]} */
  countries() {
    const areas = new Set(route.places.filter(({ area, visits }) => area && visits.length).map(({ visits }) => route.nameOf(visits[0])));
    return route.data.countries.filter(([, , text]) => !areas.has(text))
      .map(([x, y, text]) => ({ x, y, lowest: 0, words: this.#measured(text, 'nm c') }));
  }

  /** @returns {Label[]} */
  seas() {
    return route.data.seas.map(([x, y, text, lowest]) => ({ x, y, lowest, words: this.#measured(text, 'nm s') }));
  }

  /** @param {string} text @param {string} kind @returns {Words} */
  #measured(text, kind) {
    const style = this.#styles.get(kind) ?? this.#readStyle(kind);
    this.#styles.set(kind, style);
    const { font, tracking, height, caps } = style;
    const width = textWidth(caps ? text.toLocaleUpperCase() : text, font) + tracking * text.length;
    return { text, width: Math.ceil(width) + 2, height };
  }

  /** @param {string} kind @returns {Style} */
  #readStyle(kind) {
    const probe = element('span', kind, 'M');
    this.host.append(probe);
    const { font, letterSpacing, lineHeight, textTransform } = getComputedStyle(probe);
    const style = { font, tracking: parseFloat(letterSpacing) || 0, height: parseFloat(lineHeight), caps: textTransform === 'uppercase' };
    probe.remove();
    return style;
  }
}
