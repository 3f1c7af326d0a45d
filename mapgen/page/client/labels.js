// @ts-check
import { element, find } from './dom.js';
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
  #pen = /** @type {CanvasRenderingContext2D} */ (document.createElement('canvas').getContext('2d'));

  /** The name of a place: as at the current stop if that is there, else as at the first. @param {import('./markers.js').Pin} pin */
  nameOf = ({ from }) => {
    const name = route.nameOf(from === current.place ? current.stop : route.places[from].visits[0]);
    return this.wordsOf(name, nameKind(from));
  };

  /** Names of countries or seas. @param {[number, number, string, number, number?][]} names @param {string} kind @param {number} most @returns {Label[]} */
  measure(names, kind, most) {
    return names.map(([x, y, text, lowest, reach = 2.6]) => ({ x, y, lowest, reach, kind, most, words: this.wordsOf(text, kind) }));
  }

  /** @param {string} text @param {string} kind  its classes @returns {Words} */
  wordsOf(text, kind) {
    const { font, tracking, height, caps } = this.#styles[kind] ??= this.#readStyle(kind);
    this.#pen.font = font;
    const { width } = this.#pen.measureText(caps ? text.toLocaleUpperCase() : text);
    return { text, width: Math.ceil(width + tracking * text.length) + 2, height };
  }

  /** @param {string} kind @returns {Style} */
  #readStyle(kind) {
    const probe = element('span', kind, 'M');
    find('.names').append(probe);
    const { font, letterSpacing, lineHeight, textTransform } = getComputedStyle(probe);
    const tracking = parseFloat(letterSpacing) || 0;
    const style = { font, tracking, height: parseFloat(lineHeight), caps: textTransform === 'uppercase' };
    probe.remove();
    return style;
  }
}
