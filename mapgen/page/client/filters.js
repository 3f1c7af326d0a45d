// @ts-check
import { element, find, findAll, on } from './dom.js';
import { plainWriter } from './folding.js';
import { route, words } from './page.js';

const WAIT_MS = 150;
const MOST_LETTERS = 200;
const TOLD = 'h3, .kind, time, .what, .text, .translation, blockquote';

/** What the reader looks for, as the fields of the form say, and which stops fit it. */
class Filters {
  #form = find('.filters');
  #applied = '';
  #plain = plainWriter(route.data.search.letters);
  /** @type {string[]} */
  #told = [];
  #timer = 0;
  /** Told whenever other stops may be shown; `quiet` if the address knows already. */
  onChange = (/** @type {boolean} */ quiet) => {};

  constructor() {
    on(this.#form, 'input reset', () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#apply(false), WAIT_MS);
    });
  }

  /** Shows the fields, ready for a word to be typed. */
  open() {
    find('details', this.#form).open = true;
    this.#form.elements.q.focus();
  }

  /** The fields that are filled in, as an address carries them. @returns {[string, string][]} */
  get settings() {
    return /** @type {any} */ ([...new FormData(this.#form)].filter(([, value]) => String(value).trim()));
  }

  /** Fills in some fields and leaves the others. @param {Record<string, string | number>} values  by name; '' empties a field */
  set(values) {
    this.read(new URLSearchParams(/** @type {any} */ ({ ...Object.fromEntries(this.settings), ...values })), false);
  }

  /** Fills in all fields; what a field cannot hold empties it. @param {URLSearchParams} settings @param {boolean} quiet */
  read(settings, quiet) {
    for (const field of findAll('[name]', this.#form)) {
      const value = settings.get(field.name)?.slice(0, MOST_LETTERS) ?? '';
      field.value = field.type !== 'number' || /^-?\d{1,6}$/.test(value) ? value : '';
      if (!field.value) field.value = '';
    }
    this.#apply(quiet);
  }

  /** @param {boolean} quiet */
  #apply(quiet) {
    const { settings } = this;
    if (String(settings) === this.#applied) return;
    this.#applied = String(settings);
    const { q = '', from = '', to = '', ...answers } = Object.fromEntries(settings);
    const chosen = Object.keys(answers).map((name) => this.#form.elements[name].selectedOptions[0]);
    const wanted = this.#plain(q).split(' ');
    route.show(route.stops.map(({ first, last }, stop) => (
      (last ?? Infinity) >= Number(from || -Infinity) && (first ?? -Infinity) <= Number(to || Infinity)
      && chosen.every(({ dataset: { stops } }) => parseInt(stops[stop >> 2], 16) >> (stop & 3) & 1)
      && wanted.every((word) => this.#toldOf(stop).includes(word)))));
    this.#say([q, from || to ? words.numeral(`${from}–${to}`) : '', ...chosen.map(({ text }) => text.replace(/ \([^(]*$/, ''))]);
    this.onChange(quiet);
  }

  /** All that a stop may be found by: the names of its place, and the words of its article. @param {number} stop */
  #toldOf(stop) {
    const { names, places } = route.data.search;
    return this.#told[stop] ??= this.#plain([
      ...places[route.stops[stop].place].map((name) => names[name]),
      ...findAll(TOLD, route.articles[stop]).map((node) => node.textContent),
    ].join('\n'));
  }

  /** Says how many stops are shown, and why. @param {string[]} reasons */
  #say(reasons) {
    const n = route.shown.filter(Boolean).length;
    const count = words.say(n ? 'shown' : 'none', { n, total: route.stops.length });
    const shown = find('.shown');
    shown.hidden = !this.#applied;
    find('span', shown).replaceChildren(count, ...reasons.filter(Boolean).flatMap((reason) => [' · ', element('bdi', '', reason)]));
    find('.findb .count').textContent = this.#applied && count;
    find('#live').textContent = count;
  }
}

export const filters = new Filters();
