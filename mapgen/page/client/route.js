// @ts-check
import { find } from './dom.js';

/**
 * What the page's data say; names, dates and quotations stand in the articles only.
 * @typedef {{id: string, place: number, forced: 0 | 1, conflict: 0 | 1, lane: 0 | 1,
 *   bar: [number, number, number, number], undated: 0 | 1, ticks: number[], mid: number}} StopData
 * @typedef {{id: string, x: number, y: number, area: 0 | 1}} PlaceData
 * @typedef {PlaceData & {visits: number[], forced: boolean, mixed: boolean, conflict: boolean}} Place
 * @typedef {{lang: string, dir: string, digits: string, stops: StopData[], places: PlaceData[],
 *   legs: import('./curves.js').Leg[], axis: {ticks: [number, number, string][]},
 *   chapters: [number, number][], countries: [number, number, string][],
 *   seas: [number, number, string, number][], view: {box: [number, number, number, number]}, ui: Record<string, any>}} PageData
 */

/** The route of the page: its data, and the articles that tell it. */
export class Route {
  constructor() {
    /** @type {PageData} */
    this.data = JSON.parse(find('#mapgen-data').textContent);
    this.stops = this.data.stops;
    /** @type {HTMLElement[]} */
    this.articles = [...document.querySelectorAll('article.stop')].map((node) => /** @type {HTMLElement} */ (node));
    this.places = this.data.places.map((place) => ({ ...place, visits: /** @type {number[]} */ ([]) }))
      .map((place) => /** @type {Place} */ (place));
    this.stops.forEach((stop, index) => this.places[stop.place].visits.push(index));
    for (const place of this.places) {
      const forced = place.visits.filter((visit) => this.stops[visit].forced).length;
      place.forced = forced === place.visits.length;
      place.mixed = forced > 0 && !place.forced;
      place.conflict = place.visits.some((visit) => this.stops[visit].conflict);
    }
    this.numberById = new Map(this.stops.map((stop, index) => [stop.id, index]));
  }

  /** The place of a stop. @param {number} stop */
  placeOf(stop) {
    return this.places[this.stops[stop].place];
  }

  /** What the article of a stop says in one of its parts, as text. @param {number} stop @param {string} selector */
  textOf(stop, selector) {
    return this.articles[stop].querySelector(selector)?.textContent?.trim() ?? '';
  }

  /** The name that a stop's place had at its time. @param {number} stop */
  nameOf(stop) {
    return this.textOf(stop, 'h3');
  }

  /** @param {number} stop */
  dateOf(stop) {
    return this.textOf(stop, 'time');
  }

  /**
   * The number of the stop with an id, or with one it had formerly; -1 if there is none.
   * @param {string} id
   */
  find(id) {
    const number = this.numberById.get(id);
    if (number !== undefined) return number;
    const article = document.getElementById(`stop-${id}`)?.closest('article.stop');
    return article ? this.articles.indexOf(/** @type {HTMLElement} */ (article)) : -1;
  }
}

/** The current stop, which map, story and timeline share; -1 while there is none. */
export class Current {
  stop = -1;
  /** @type {((stop: number, before: number, how: How) => void)[]} */
  #listeners = [];

  /**
   * @typedef {object} How  a stop was chosen
   * @property {boolean} [instant]  no animation
   * @property {boolean} [quiet]  the address stays as it is
   * @property {HTMLElement} [marker]  the button on the map that was pressed: the card opens there
   */

  /** Listeners are told in the order in which they came. @param {(stop: number, before: number, how: How) => void} listener */
  onChange(listener) {
    this.#listeners.push(listener);
  }

  /** Tells everyone, also when the stop is the same as before. @param {number} stop @param {How} [how] */
  choose(stop, how = {}) {
    const before = this.stop;
    this.stop = stop;
    for (const listener of this.#listeners) listener(stop, before, how);
  }
}
