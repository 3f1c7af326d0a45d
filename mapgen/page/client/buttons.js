// @ts-check
import { button, element, findAll, focusOn } from './dom.js';
import { current, route, words } from './page.js';

const SHOWN = 3;

/** The markers: one native button for each place that has a number, in whichever map shows it. */
export class Buttons {
  /** @type {Map<number, HTMLButtonElement>} */
  byPlace = new Map();

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

  /** Moves the markers of a view to where a camera will show them. @param {import('./view.js').View} view @param {import('./camera.js').Camera} camera */
  carry({ layout }, { scale, left, top }) {
    for (const { pin, x, y, box } of layout?.discs ?? []) {
      this.#move(pin.from, box.x - x + pin.x * scale - left, box.y - y + pin.y * scale - top);
    }
  }

  /** The markers of a view, in the order of the first visits, which is that of the focus. @param {import('./view.js').View} view */
  #fill({ node: host, layout }) {
    const firstVisit = (/** @type {import('./markers.js').Disc} */ { pin }) => route.places[pin.from].visits[0];
    const discs = [...layout?.discs ?? []].sort((a, b) => firstVisit(a) - firstVisit(b));
    const nodes = discs.map(({ pin, box }) => {
      const node = this.byPlace.get(pin.from) ?? this.#make(pin.from);
      node.classList.toggle('cur', pin.from === current.place);
      node.style.width = `${box.w}px`;
      this.#move(pin.from, box.x, box.y);
      return node;
    });
    const inOrder = findAll('button', host);
    if (nodes.some((node, index) => node !== inOrder[index])) host.append(...nodes);
  }

  /** @param {number} place @param {number} x @param {number} y */
  #move(place, x, y) {
    /** @type {HTMLElement} */ (this.byPlace.get(place)).style.transform = `translate(${x}px, ${y}px)`;
  }

  /** @param {number} index */
  #make(index) {
    const { id, area, conflict, forced, visits } = route.places[index];
    const node = button(`disc leaflet-zoom-animated${forced ? ' f' : ''}${area ? ' ar' : ''}${conflict ? ' cf' : ''}`, '');
    node.dataset.place = id;
    node.value = String(index);
    pillParts(visits).forEach((part, n) => {
      node.append(element(n < SHOWN ? 'b' : 'i', route.stops[visits[n]].forced ? 'f' : '', part));
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

/** How wide the pill of a place is. @param {number} place @param {import('./labels.js').Labels} labels */
export function pillWidth(place, labels) {
  const parts = pillParts(route.places[place].visits);
  return Math.max(20, labels.wordsOf(parts.join(''), 'disc').width + 6 * parts.length + 4);
}

/** The numbers in a pill: three visits, and how many more there are. @param {number[]} visits */
function pillParts(visits) {
  const parts = visits.slice(0, SHOWN).map((visit) => words.numeral(visit + 1));
  return visits.length > SHOWN ? [...parts, words.say('more', { n: visits.length - SHOWN })] : parts;
}
