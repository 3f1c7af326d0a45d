// @ts-check
import { find, findAll } from './dom.js';

/**
 * What the page's data say; names, dates and quotations stand in the articles only.
 * @typedef {[place: number, forced: number, conflict: number, mid: number,
 *   first: number | null, last: number | null]} StopData
 * @typedef {{id: string, x: number, y: number, area?: 1, visits: number[],
 *   forced: boolean, conflict: boolean}} Place
 * @typedef {{route: string, lang: string, dir: string, digits: string, stops: StopData[], places: Place[],
 *   search: {letters: string, names: string[], places: number[][]},
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
  /** @type {HTMLElement[]} */
  articles = findAll('article.stop');
  stops = this.data.stops.map(([place, forced, conflict, mid, first, last]) => (
    { place, forced, conflict, mid, first, last }));
  legs = readLegs();
  shown = this.stops.map(() => true);

  constructor() {
    this.show(this.shown);
  }

  /** Leaves out stops: of a place, only the others count as visits. @param {boolean[]} shown */
  show(shown) {
    this.shown = shown;
    this.articles.forEach(({ parentElement }, stop) => {
      /** @type {HTMLElement} */ (parentElement).hidden = !shown[stop];
    });
    for (const place of this.places) place.visits = [];
    this.stops.forEach((stop, index) => shown[index] && this.places[stop.place].visits.push(index));
    for (const place of this.places) {
      const visited = place.visits.map((visit) => this.stops[visit]);
      place.forced = visited.every((stop) => stop.forced);
      place.conflict = visited.some((stop) => stop.conflict);
    }
  }

  /** What the article of a stop says in one of its parts, as text. @param {number} stop @param {string} selector */
  textOf(stop, selector) {
    return find(selector, this.articles[stop])?.textContent ?? '';
  }

  /** @param {number} stop  or -1 */
  idOf(stop) {
    return this.articles[stop]?.dataset.stop;
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
    return this.stopOf(document.getElementById(`stop-${id}`));
  }

  /** The number of the stop whose article a part belongs to; -1 if it is none of one. @param {any} part */
  stopOf(part) {
    return Number(part?.closest('article.stop')?.dataset.n ?? -1);
  }
}

/** The legs as the page draws them. @returns {import('./curves.js').Leg[]} */
function readLegs() {
  return findAll('#world .leg').flatMap((path) => {
    const lines = path.getAttribute('d').split('\n');
    return (path.dataset.leg ?? path.dataset.legs).split(' ').map((/** @type {string} */ stop, /** @type {number} */ index) => ({
      stop: Number(stop),
      forced: path.classList.contains('f'),
      curves: lines[index].match(/-?[\d.]+/g).map(Number),
    }));
  });
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

  /** Whether a stop is left out, or comes after the current one. @param {number} stop */
  isFaint(stop) {
    return !this.route.shown[stop] || (this.stop >= 0 && stop > this.stop);
  }

  /** The next stop shown in a direction; -1 if there is none. @param {1 | -1} by @param {number} [from] */
  next(by, from = this.stop) {
    const { shown } = this.route;
    return by > 0 ? shown.indexOf(true, from + 1) : from > 0 ? shown.lastIndexOf(true, from - 1) : -1;
  }

  /** @param {1 | -1} by */
  step(by) {
    this.choose(this.next(by));
  }

  /** Makes a stop current, unless it is left out. @param {number} stop @param {How} [how] */
  choose(stop, how = {}) {
    if (!this.route.shown[stop]) return;
    const before = this.stop;
    this.stop = stop;
    this.onChange(stop, before, how);
  }
}
