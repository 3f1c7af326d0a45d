// @ts-check
import { element, textWidth } from './dom.js';

/**
 * @typedef {import('./markers.js').Words} Words
 * @typedef {import('./markers.js').Label} Label
 */

/** The texts of the map with their sizes, as the style sheet sets them. */
export class Labels {
  /** @type {Map<string, {font: string, tracking: number, height: number, caps: boolean}>} */
  #styles = new Map();

  /** @param {import('./route.js').Route} route @param {HTMLElement} host  where names will stand */
  constructor(route, host) {
    this.route = route;
    this.host = host;
  }

  /** The name of a place: as at the current stop if that is there, else as at the first. @param {number} index @param {number} current */
  nameOf(index, current) {
    const { places, stops } = this.route;
    const isHere = current >= 0 && stops[current].place === index;
    const name = this.route.nameOf(isHere ? current : places[index].visits[0]);
    return this.#measured(name, `nm${places[index].area ? ' w' : ''}${isHere ? ' cur' : ''}`);
  }

  /** Names of countries, but for those that are places of the route themselves. @returns {Label[]} */
  countries() {
    const { route } = this;
    const areas = new Set(route.places.filter((place) => place.area).map((place) => route.nameOf(place.visits[0])));
    return route.data.countries.filter(([, , text]) => !areas.has(text))
      .map(([x, y, text]) => ({ x, y, lowest: 0, words: this.#measured(text, 'nm c') }));
  }

  /** @returns {Label[]} */
  seas() {
    return this.route.data.seas.map(([x, y, text, lowest]) => ({ x, y, lowest, words: this.#measured(text, 'nm s') }));
  }

  /** @param {string} text @param {string} kind @returns {Words} */
  #measured(text, kind) {
    const { font, tracking, height, caps } = this.#styleOf(kind);
    const width = textWidth(caps ? text.toLocaleUpperCase(this.route.data.lang) : text, font, tracking);
    return { text, width: Math.ceil(width) + 2, height };
  }

  /** @param {string} kind */
  #styleOf(kind) {
    const known = this.#styles.get(kind);
    if (known) return known;
    const probe = element('span', kind, 'M');
    this.host.append(probe);
    const { fontStyle, fontWeight, fontSize, fontFamily, letterSpacing, lineHeight, textTransform } = getComputedStyle(probe);
    const style = {
      font: `${fontStyle} ${fontWeight} ${fontSize} ${fontFamily}`,
      tracking: parseFloat(letterSpacing) || 0,
      height: parseFloat(lineHeight) || parseFloat(fontSize),
      caps: textTransform === 'uppercase',
    };
    probe.remove();
    this.#styles.set(kind, style);
    return style;
  }
}
