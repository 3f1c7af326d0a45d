// @ts-check
import { button, element, focusOn, textWidth } from './dom.js';
import { current, route, words } from './page.js';

const SHOWN = 3;

/** The markers: one native button for each place that has a number, in whichever map shows it. */
export class Buttons {
  /** @type {Map<number, HTMLButtonElement>} */
  byPlace = new Map();
  /**
   * Places in the order of their first visit, which is the order of focus.
   * @type {{get(place: number): any}}
   */
  #rank = new Map([...new Set(route.stops.map((stop) => stop.place))].map((place, rank) => [place, rank]));
  #font = `600 10.5px ${getComputedStyle(document.body).fontFamily}`;

  /** How wide the pill of a place is. @param {number} place */
  width(place) {
    const parts = pillParts(route.places[place].visits);
    return Math.max(20, Math.ceil(textWidth(parts.join(''), this.#font) + 6 * parts.length + 6));
  }

  /**
   * Shows the markers of each view in it, and no others. True if that took the focus from one.
   * @param {import('./view.js').View[]} views
   */
  show(views) {
    const focused = /** @type {HTMLElement} */ (document.activeElement);
    const all = new Set(views.flatMap((view) => view.layout?.discs.map((disc) => disc.pin.from)));
    for (const [place, node] of this.byPlace) {
      if (all.has(place)) continue;
      node.remove();
      this.byPlace.delete(place);
    }
    for (const view of views) this.#fill(view);
    if (!focused.dataset.place || focused === document.activeElement) return false;
    focusOn(focused);
    return !focused.isConnected;
  }

  /** @param {import('./view.js').View} view */
  #fill({ node: host, layout }) {
    const discs = [...layout?.discs ?? []].sort((a, b) => this.#rank.get(a.pin.from) - this.#rank.get(b.pin.from));
    const nodes = discs.map(({ pin, box }) => {
      const node = this.byPlace.get(pin.from) ?? this.#make(pin.from);
      node.classList.toggle('cur', pin.from === current.place);
      node.style.width = `${box.w}px`;
      moveButton(node, box.x, box.y);
      return node;
    });
    const inOrder = [...host.querySelectorAll('button')];
    if (nodes.some((node, index) => node !== inOrder[index])) host.append(...nodes);
  }

  /** @param {number} index */
  #make(index) {
    const { id, area, conflict, forced, mixed, visits } = route.places[index];
    const kinds = [forced && 'f', mixed && 'mix', area && 'ar', conflict && 'cf'].filter(Boolean);
    const node = button(['disc', 'leaflet-zoom-animated', ...kinds].join(' '), '');
    node.dataset.place = id;
    pillParts(visits).forEach((part, position) => {
      if (position && position < SHOWN) node.append(element('i', '', '·'));
      const visit = route.stops[visits[position]];
      node.append(element(position < SHOWN ? 'b' : 'i', visit.forced ? 'f' : '', part));
    });
    const name = words.say('marker', {
      place: route.nameOf(visits[0]), dates: visits.map((visit) => route.dateOf(visit)).join('; '),
    }, visits.length);
    node.ariaLabel = conflict ? `${name}, ${words.say('disagree')}` : name;
    globalThis.L.DomEvent.disableClickPropagation(node);
    this.byPlace.set(index, node);
    return node;
  }
}

/** The numbers in a pill: three visits, and how many more there are. @param {number[]} visits */
function pillParts(visits) {
  const parts = visits.slice(0, SHOWN).map((visit) => words.numeral(visit + 1));
  return visits.length > SHOWN ? [...parts, words.say('more', { n: visits.length - SHOWN })] : parts;
}

/** @param {HTMLElement} node @param {number} x @param {number} y */
export function moveButton(node, x, y) {
  node.style.transform = `translate(${x}px, ${y}px)`;
}
