// @ts-check
/** @typedef {string | {one?: string, other: string}} Wording */

/** The page's own words, in its language and with its digits. */
export class Words {
  /** @param {{lang: string, digits: string, ui: Record<string, any>}} data */
  constructor({ lang, digits, ui }) {
    this.ui = ui;
    this.digits = [...digits];
    this.plural = new Intl.PluralRules(lang);
  }

  /** A number in the digits of the page. @param {number} n */
  numeral(n) {
    return String(n).replace(/\d/g, (digit) => this.digits[Number(digit)]);
  }

  /**
   * A wording with its gaps filled; `count` chooses between one and several, and fills `{n}`.
   * @param {string} key @param {Record<string, string | number>} [values] @param {number} [count]
   */
  say(key, values = {}, count = 1) {
    /** @type {any} a Wording */
    const wording = this.ui[key] ?? '';
    const template = wording[this.plural.select(count)] ?? wording.other ?? wording;
    return template.replace(/\{(\w+)\}/g, (/** @type {string} */ _, /** @type {string} */ gap) => {
      const value = values[gap] ?? (gap === 'n' ? count : '');
      return typeof value === 'number' ? this.numeral(value) : value;
    });
  }
}
