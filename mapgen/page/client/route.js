// @ts-check
import { clamped } from './boxes.js';
import { find } from './dom.js';

/**
 * What the page's data say; names, dates and quotations stand in the articles only.
 * @typedef {[place: number, forced: number, conflict: number, mid: number]} StopData
 * @typedef {{id: string, x: number, y: number, area: 0 | 1, visits: number[],
 *   forced: boolean, conflict: boolean}} Place
 * @typedef {{lang: string, dir: string, digits: string, stops: StopData[], places: Place[],
 *   countries: [number, number, string, number, number][],
 *   seas: [number, number, string, number][], regions: [number, number, number, number, string][],
 *   view: {box: [number, number, number, number]},
 *   ui: Record<string, any>}} PageData
 */

/** The route of the page: its data, and the articles that tell it. */
export class Route {
  /** @type {PageData} */
  data = JSON.parse(find('#mapgen-data').textContent);
  places = this.data.places;
  articles = [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('article.stop'))];
  stops = this.data.stops.map(([place, forced, conflict, mid], stop) => (
    { id: this.articles[stop].dataset.stop, place, forced, conflict, mid }));
  last = this.stops.length - 1;
  legs = readLegs();

  constructor() {
    for (const place of this.places) place.visits = [];
    this.stops.forEach((stop, index) => this.places[stop.place].visits.push(index));
    for (const place of this.places) {
      const visited = place.visits.map((visit) => this.stops[visit]);
      place.forced = visited.every((stop) => stop.forced);
      place.conflict = visited.some((stop) => stop.conflict);
    }
  }

  /** What the article of a stop says in one of its parts, as text. @param {number} stop @param {string} selector */
  textOf(stop, selector) {
    return this.articles[stop].querySelector(selector)?.textContent ?? '';
  }

  /** The name that a stop's place had at its time. @param {number} stop */
  nameOf(stop) {
    return this.textOf(stop, 'h3');
  }

  /** @param {number} stop */
  dateOf(stop) {
    return this.textOf(stop, 'time');
  }

  /** The number of the stop with an id, or with one it had formerly; -1 if there is none. @param {string} id */
  find(id) {
    const article = /** @type {HTMLElement | null | undefined} */ (document.getElementById(`stop-${id}`)?.closest('article.stop'));
    return Number(article?.dataset.n ?? -1);
  }
}

/** The legs as the page draws them. @returns {import('./curves.js').Leg[]} */
function readLegs() {
  const paths = [.../** @type {NodeListOf<SVGElement>} */ (document.querySelectorAll('#world .leg'))];
  return paths.map((path) => ({
    stop: Number(path.dataset.leg),
    forced: path.classList.contains('f'),
    curves: path.getAttribute('d')?.match(/-?[\d.]+/g)?.map(Number) ?? [],
  }));
}

/** The current stop, which map, story and timeline share; -1 while there is none. */
export class Current {
  stop = -1;
  /** Told of every choice, also of the same stop again. */
  onChange = (/** @type {number} */ stop, /** @type {number} */ before, /** @type {How} */ how) => {};

  /**
   * @typedef {object} How  a stop was chosen
   * @property {boolean} [instant]  no animation
   * @property {boolean} [quiet]  the address stays as it is
   * @property {HTMLElement} [marker]  what was pressed on the map: the card opens there
   * @param {Route} route
   */
  constructor(route) {
    this.route = route;
  }

  /** The place of the current stop, or -1. */
  get place() {
    return this.route.stops[this.stop]?.place ?? -1;
  }

  /** Whether a stop comes after the current one. @param {number} stop */
  isLater(stop) {
    return this.stop >= 0 && stop > this.stop;
  }

  /** @param {number} by */
  step(by) {
    this.choose(this.stop + by);
  }

  /** Makes a stop current; a number out of range is brought into it. @param {number} wanted @param {How} [how] */
  choose(wanted, how = {}) {
    const before = this.stop;
    this.stop = clamped(wanted, 0, this.route.last);
    this.onChange(this.stop, before, how);
  }
}
