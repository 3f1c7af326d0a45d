// @ts-check
import { button, element, textWidth } from './dom.js';

const SHOWN_VISITS = 3;
/** Up to here every place keeps a button; beyond, only what is in view has one. */
const MOST_KEPT = 300;

/** The markers: one native button for each place, in whichever map shows its number. */
export class Buttons {
  /** @param {import('./route.js').Route} route @param {import('./words.js').Words} words */
  constructor(route, words) {
    this.route = route;
    this.words = words;
    /** @type {Map<number, HTMLButtonElement>} */
    this.byPlace = new Map();
    /** Places in the order of their first visit, which is the order of focus. */
    this.rank = new Map([...new Set(route.stops.map((stop) => stop.place))].map((place, rank) => [place, rank]));
    this.digitWidth = textWidth(words.numeral(0), `600 10.5px ${getComputedStyle(document.body).fontFamily}`);
  }

  /** How wide the pill of a place is. @param {number} place */
  width(place) {
    const { visits } = this.route.places[place];
    const shown = visits.slice(0, SHOWN_VISITS).map((visit) => String(visit + 1));
    if (visits.length > SHOWN_VISITS) shown.push(`+${visits.length - SHOWN_VISITS}`);
    return Math.max(20, Math.ceil(shown.join('').length * this.digitWidth + 6 * (shown.length - 1) + 12));
  }

  /**
   * Shows the markers of each view in it, and hides those that no view shows. True if that took
   * the focus from one.
   * @param {[import('./view.js').View, import('./markers.js').Disc[]][]} shown @param {number} current
   */
  show(shown, current) {
    const all = new Set(shown.flatMap(([, discs]) => discs.map((disc) => disc.pin.from)));
    const focused = document.activeElement;
    for (const [place, node] of this.byPlace) {
      node.hidden = !all.has(place);
      if (node.hidden && this.route.places.length > MOST_KEPT) {
        node.remove();
        this.byPlace.delete(place);
      }
    }
    for (const [view, discs] of shown) this.#fill(view.node, discs, current);
    return focused instanceof HTMLButtonElement && focused.hidden && focused.dataset.place !== undefined;
  }

  /** @param {HTMLElement} host @param {import('./markers.js').Disc[]} discs @param {number} current */
  #fill(host, discs, current) {
    const inOrder = [...discs].sort((a, b) => this.#rankOf(a) - this.#rankOf(b));
    let next = host.querySelector('button');
    for (const disc of inOrder) {
      while (next?.hidden) next = /** @type {HTMLButtonElement | null} */ (next.nextElementSibling);
      const node = this.#buttonOf(disc.pin.from);
      if (node === next) next = /** @type {HTMLButtonElement | null} */ (next.nextElementSibling);
      else host.insertBefore(node, next);
      node.classList.toggle('cur', current >= 0 && this.route.stops[current].place === disc.pin.from);
      node.style.width = `${disc.box.w}px`;
      moveButton(node, disc.box.x, disc.box.y);
    }
  }

  /** @param {import('./markers.js').Disc} disc */
  #rankOf(disc) {
    return this.rank.get(disc.pin.from) ?? 0;
  }

  /** @param {number} index */
  #buttonOf(index) {
    const known = this.byPlace.get(index);
    if (known) return known;
    const { route, words } = this;
    const place = route.places[index];
    const node = button('disc leaflet-zoom-animated', '');
    node.dataset.place = place.id;
    node.classList.toggle('f', place.forced);
    node.classList.toggle('mix', place.mixed);
    node.classList.toggle('ar', place.area === 1);
    node.classList.toggle('cf', place.conflict);
    place.visits.slice(0, SHOWN_VISITS).forEach((visit, position) => {
      if (position) node.append(element('i', '', '·'));
      node.append(element('b', route.stops[visit].forced ? 'f' : '', words.numeral(visit + 1)));
    });
    const more = place.visits.length - SHOWN_VISITS;
    if (more > 0) node.append(element('i', '', `+${words.numeral(more)}`));
    const dates = place.visits.map((visit) => route.dateOf(visit)).join('; ');
    const name = words.say('marker', { place: route.nameOf(place.visits[0]), dates }, place.visits.length);
    node.setAttribute('aria-label', place.conflict ? `${name}, ${words.say('disagree')}` : name);
    this.byPlace.set(index, node);
    return node;
  }
}

/** @param {HTMLElement} node @param {number} x @param {number} y */
export function moveButton(node, x, y) {
  node.style.transform = `translate(${Math.round(x * 10) / 10}px, ${Math.round(y * 10) / 10}px)`;
}
