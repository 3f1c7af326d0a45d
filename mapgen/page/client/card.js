// @ts-check
import { button, element, find, setBox, svgElement } from './dom.js';

const MARGIN_CARD_PX = 12;
const AWAY_PX = 34;

/** The card on the map: a stop's article once more, beside its marker. */
export class Card {
  /**
   * @param {import('./route.js').Route} route @param {import('./words.js').Words} words
   * @param {import('./route.js').Current} current @param {import('./plate.js').Plate} plate
   */
  constructor(route, words, current, plate) {
    this.route = route;
    this.words = words;
    this.current = current;
    this.plate = plate;
    this.node = find('.pop');
    this.lead = find('.poplead');
    /** @type {HTMLElement | null} */
    this.marker = null;
    /** Told after the reader closed the card. */
    this.onClose = () => {};
    this.closer = button('x', '×');
    this.closer.setAttribute('aria-label', words.say('close'));
    this.closer.addEventListener('click', () => this.close());
    this.text = element('div', 'in');
    this.text.tabIndex = 0;
    this.foot = element('div', 'visits');
    this.foot.addEventListener('click', (event) => this.#switchVisit(event));
    this.node.setAttribute('aria-labelledby', 'card-heading');
    this.node.append(this.closer, this.text, this.foot);
  }

  get isOpen() {
    return !this.node.hidden;
  }

  /** Opens the card at a stop; the focus goes to it only from a marker. @param {number} stop @param {HTMLElement} [marker] */
  open(stop, marker) {
    const copy = copyOf(find('.card', this.route.articles[stop]));
    const heading = find('h3', copy);
    heading.id = 'card-heading';
    heading.replaceChildren(heading.textContent.trim());
    find('.more', copy).removeAttribute('hidden');
    this.text.replaceChildren(copy);
    this.text.scrollTop = 0;
    this.#listVisits(stop);
    this.node.hidden = false;
    this.place();
    if (!marker) return;
    this.marker = marker;
    this.closer.focus({ preventScroll: true });
  }

  /** Closes the card and gives the focus back to the marker, if the card had it. */
  close() {
    const hadFocus = this.node.contains(document.activeElement);
    this.node.hidden = true;
    this.lead.replaceChildren();
    const { stop } = this.current;
    const marker = this.plate.buttons.byPlace.get(this.route.stops[stop].place) ?? this.marker;
    if (hadFocus) marker?.focus({ preventScroll: true });
    this.onClose();
  }

  /** Puts the card beside the marker, on the roomier side. */
  place() {
    if (!this.isOpen) return;
    const { node } = this;
    const { clientWidth: width, clientHeight: height } = this.plate.node;
    const box = this.plate.boxOf(this.route.stops[this.current.stop].place);
    const [x, y] = [box.x + box.w / 2, box.y + box.h / 2];
    const [w, h] = [node.offsetWidth, node.offsetHeight];
    const reach = box.w / 2 + AWAY_PX - 10;
    const wanted = width - x > x ? x + reach : x - reach - w;
    const left = Math.max(MARGIN_CARD_PX, Math.min(width - w - MARGIN_CARD_PX, wanted));
    const top = Math.max(MARGIN_CARD_PX, Math.min(height - h - MARGIN_CARD_PX, y - h * 0.38));
    setBox(node, { x: left, y: top });
    const endX = x < left ? left : left + w;
    const covered = x > left && x < left + w;
    const inside = x >= 0 && y >= 0 && x <= width && y <= height;
    this.lead.replaceChildren(...(covered || !inside ? [] : [svgElement('line', {
      x1: x + Math.sign(endX - x) * (box.w / 2 + 4), y1: y, x2: endX, y2: Math.max(top + 20, Math.min(top + h - 20, y)),
    })]));
  }

  /** @param {number} stop */
  #listVisits(stop) {
    const { visits } = this.route.placeOf(stop);
    this.foot.hidden = visits.length < 2;
    this.foot.replaceChildren(element('span', '', this.words.say('visits')), ...visits.map((visit) => {
      const number = this.words.numeral(visit + 1);
      const node = button('', number);
      node.dataset.visit = String(visit);
      node.setAttribute('aria-label', `${this.words.say('stop')} ${number}: ${this.route.dateOf(visit)}`);
      if (visit === stop) node.setAttribute('aria-current', 'true');
      return node;
    }));
  }

  /** @param {Event} event */
  #switchVisit(event) {
    const node = /** @type {Element} */ (event.target).closest('button');
    if (!node) return;
    this.current.choose(Number(node.dataset.visit));
    find('[aria-current]', this.foot).focus({ preventScroll: true });
  }
}

/** A copy of a part of the page without its ids. @param {Element} node @returns {HTMLElement} */
export function copyOf(node) {
  const copy = /** @type {HTMLElement} */ (node.cloneNode(true));
  for (const named of [copy, ...copy.querySelectorAll('[id]')]) named.removeAttribute('id');
  return copy;
}
