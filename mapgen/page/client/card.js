// @ts-check
import { clamped } from './boxes.js';
import { button, copiesOf, element, find, focusOn, on, putAt } from './dom.js';
import { current, route, words } from './page.js';

const CARD_RIM_PX = 12;
const CARD_GAP_PX = 24;

/** The card on the map: a stop's article once more, beside its marker. */
export class Card {
  node = find('.pop');
  closer = find('.x', this.node);
  text = find('.in', this.node);
  foot = find('.visits', this.node);

  /** @param {import('./plate.js').Plate} plate @param {import('./story.js').Story} story */
  constructor(plate, story) {
    this.plate = plate;
    this.story = story;
    on(this.closer, 'click', () => this.close());
  }

  get isOpen() {
    return !this.node.hidden;
  }

  /** Shows a stop in the card, which takes the focus from a marker. @param {number} stop @param {HTMLElement} [marker] */
  open(stop, marker) {
    const [copy] = copiesOf(route.articles[stop], ['.card']);
    const heading = find('h3', copy);
    heading.id = 'card-heading';
    heading.replaceChildren(heading.textContent);
    find('.more', copy).removeAttribute('hidden');
    this.text.replaceChildren(copy);
    this.text.scrollTop = 0;
    this.#listVisits(stop);
    this.node.hidden = false;
    this.place();
    if (marker) focusOn(this.closer);
  }

  /** Closes the card; if it had the focus, that goes back to the marker. */
  close() {
    const hadFocus = this.node.contains(document.activeElement);
    this.node.hidden = true;
    const marker = this.plate.buttons.byPlace.get(current.place);
    if (hadFocus) focusOn(marker ?? this.plate.map.getContainer());
    this.story.show(current.stop, -1, false);
  }

  /** Puts the card beside the marker, on the roomier side. */
  place() {
    if (!this.isOpen) return;
    const { clientWidth: width, clientHeight: height } = this.plate.node;
    const { offsetWidth: w, offsetHeight: h } = this.node;
    const marker = this.plate.boxOf(current.place);
    const y = marker.y + marker.h / 2;
    const wanted = marker.x < width / 2 ? marker.x + marker.w + CARD_GAP_PX : marker.x - CARD_GAP_PX - w;
    const left = clamped(wanted, CARD_RIM_PX, width - w - CARD_RIM_PX);
    const top = clamped(y - h * 0.38, CARD_RIM_PX, height - h - CARD_RIM_PX);
    putAt(this.node, left, top);
    // Where the card covers its marker it covers the line too.
    const [from, to] = marker.x < left ? [marker.x + marker.w + 4, left] : [marker.x - 4, left + w];
    find('.poplead path').setAttribute('d', `M${from} ${y}L${to} ${clamped(y, top + 20, top + h - 20)}`);
  }

  /** @param {number} stop */
  #listVisits(stop) {
    const { visits } = route.places[route.stops[stop].place];
    this.foot.hidden = visits.length < 2;
    this.foot.replaceChildren(element('span', '', words.say('visits')), ...visits.map((visit) => {
      const node = button('', words.numeral(visit + 1));
      on(node, 'click', () => {
        current.choose(visit);
        focusOn(find('[aria-current]', this.foot));
      });
      node.ariaLabel = `${words.say('stop')} ${node.textContent}: ${route.dateOf(visit)}`;
      if (visit === stop) node.ariaCurrent = 'true';
      return node;
    }));
  }
}
