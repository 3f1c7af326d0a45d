// @ts-check
import { element, textWidth } from './dom.js';
import { current, route } from './page.js';
import { nameKind } from './view.js';

/**
 * @typedef {import('./markers.js').Words} Words
 * @typedef {import('./markers.js').Label} Label
 * @typedef {{font: string, tracking: number, height: number, caps: boolean}} Style
 */

/** The texts of the map with their sizes, as the style sheet sets them. */
export class Labels {
  /** @type {Record<string, Style>} */
  #styles = {};

  /** The name of a place: as at the current stop if that is there, else as at the first. @param {number} index */
  nameOf(index) {
    const name = route.nameOf(index === current.place ? current.stop : route.places[index].visits[0]);
    return this.#measured(name, nameKind(index));
  }

  /** Names of countries or seas. @param {[number, number, string, number, number?][]} names @param {string} kind @returns {Label[]} */
  measure(names, kind) {
    return names.map(([x, y, text, lowest, reach = 2.6]) => ({ x, y, lowest, reach, words: this.#measured(text, kind) }));
  }

  /** @param {string} text @param {string} kind @returns {Words} */
  #measured(text, kind) {
    const { font, tracking, height, caps } = this.#styles[kind] ??= this.#readStyle(kind);
    const width = textWidth(caps ? text.toLocaleUpperCase() : text, font) + tracking * text.length;
    return { text, width: Math.ceil(width) + 2, height };
  }

  /** @param {string} kind @returns {Style} */
  #readStyle(kind) {
    const probe = element('span', kind, 'M');
    document.body.append(probe);
    const { font, letterSpacing, lineHeight, textTransform } = getComputedStyle(probe);
    const tracking = parseFloat(letterSpacing) || 0;
    const style = { font, tracking, height: parseFloat(lineHeight), caps: textTransform === 'uppercase' };
    probe.remove();
    return style;
  }
}
