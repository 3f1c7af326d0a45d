// @ts-check
import { readAddress, stopAddress } from './address.js';
import { Card } from './card.js';
import { Controls, listenToKeys } from './controls.js';
import { find } from './dom.js';
import { Overlay, guardGestures, isEmbedded } from './embed.js';
import { Legs } from './legs.js';
import { Plate } from './plate.js';
import { Current, Route } from './route.js';
import { Sheet } from './sheet.js';
import { Story } from './story.js';
import { Timeline } from './timeline.js';
import { Words } from './words.js';

const embed = isEmbedded();
document.documentElement.classList.add('js');
document.documentElement.classList.toggle('embed', embed);
const route = new Route();
const words = new Words(route.data);
const current = new Current();
const plate = new Plate(route, words, current, embed);
const story = new Story(route, current);
const sheet = new Sheet(route);
const legs = new Legs(route, plate);
const timeline = new Timeline(route, words, current);
const controls = new Controls(route, words, current);
const card = new Card(route, words, current, plate);
const overlay = new Overlay(() => plate.arrange());

current.onChange((stop, before, how) => {
  const onSheet = sheet.isUsed && !embed;
  if (how.marker && onSheet) sheet.set('half');
  const onCard = !onSheet && (Boolean(how.marker) || card.isOpen);
  story.show(stop, before, onCard);
  sheet.show(stop);
  legs.show(stop, before);
  plate.arrange();
  plate.reveal(stop, how.instant ?? false);
  timeline.show(stop, before);
  controls.show(stop);
  if (onCard) card.open(stop, how.marker);
  story.scrollTo(stop, how.instant ?? false);
  if (!how.quiet) writeAddress(stopAddress(route.stops[stop].id));
});

/** Replaces the address; a page inside an attribute may only set its fragment. @param {string} address */
function writeAddress(address) {
  try {
    history.replaceState(null, '', address);
  } catch {
    location.hash = address;
  }
}

/** Opens the stop that the address names; says so if there is none. */
function followAddress() {
  const address = readAddress(location.hash);
  if (!address) return;
  const stop = route.find(address.stop);
  if (stop < 0) controls.say(words.say('unknown', { id: address.stop }));
  else if (stop !== current.stop) current.choose(stop, { instant: true, quiet: true });
}

plate.node.addEventListener('click', (/** @type {MouseEvent} */ event) => {
  const marker = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest('button[data-place]'));
  const place = marker ? route.data.places.findIndex(({ id }) => id === marker.dataset.place) : plate.placeAt(event);
  if (place < 0) return;
  const { visits } = route.places[place];
  const stop = visits.includes(current.stop) ? current.stop : visits[0];
  current.choose(stop, { marker: marker ?? plate.map.getContainer() });
});
for (const type of ['pointerdown', 'wheel']) plate.node.addEventListener(type, () => controls.pause(), { passive: true });
card.onClose = () => story.show(current.stop, -1, false);
plate.onMove = () => card.place();
plate.covered = () => ({ left: embed && overlay.isOpen ? overlay.panel.offsetWidth : 0, right: 0, below: sheet.coveredPx });
if (embed) guardGestures(plate.map, words.say('wheel'));
listenToKeys({
  n: () => controls.step(1),
  PageDown: () => controls.step(1),
  p: () => controls.step(-1),
  PageUp: () => controls.step(-1),
  0: () => plate.goHome(),
  Escape: () => {
    legs.hideTip();
    if (card.isOpen) card.close();
    else if (overlay.isOpen) overlay.set(false);
  },
});

new ResizeObserver(() => {
  plate.compose();
  timeline.fit();
  card.place();
}).observe(plate.frame);
addEventListener('hashchange', followAddress);
plate.compose();
followAddress();
find('.app').dataset.ready = 'yes';
globalThis.__t = { plate, current, route, card, timeline };
