// @ts-check
import { readAddress, writeAddress } from './address.js';
import { Card } from './card.js';
import { Controls } from './controls.js';
import { find, listenToKeys, on } from './dom.js';
import { Overlay, guardGestures, isEmbedded } from './embed.js';
import { filters } from './filters.js';
import { Legs } from './legs.js';
import { current, mirrored, route, words } from './page.js';
import { Plate } from './plate.js';
import { preparePrinting } from './print.js';
import { Readings } from './readings.js';
import { Sheet } from './sheet.js';
import { Story } from './story.js';
import { Timeline } from './timeline.js';

const embed = isEmbedded();
document.documentElement.className = embed ? 'js embed' : 'js';
const story = new Story();
const plate = new Plate(embed);
const sheet = new Sheet();
const legs = new Legs(plate);
const timeline = new Timeline();
const controls = new Controls();
const card = new Card(plate, story);
const readings = new Readings(plate);
const overlay = new Overlay(() => {
  if (current.stop < 0) return;
  story.scrollTo(current.stop, true);
  plate.reveal(current.stop, false);
});

current.onChange = (stop, before, { marker, instant = false, quiet }) => {
  const onSheet = sheet.isUsed && !embed;
  const onCard = !onSheet && (marker || card.isOpen);
  if (marker && onSheet) sheet.set('half');
  if (stop !== before) readings.show(null);
  story.show(stop, before, onCard);
  sheet.show(stop);
  legs.show();
  plate.arrange();
  plate.reveal(stop, instant);
  timeline.show(stop);
  controls.show(stop);
  if (onCard) card.open(stop, marker);
  story.scrollTo(stop, instant);
  if (!quiet) keepAddress();
};

filters.onChange = (quiet) => {
  const { stop } = current;
  if (stop >= 0 && !route.shown[stop]) {
    if (card.isOpen) card.close();
    story.leave(stop);
    current.stop = -1;
    controls.say(words.say('hint'));
  } else if (card.isOpen) card.open(stop);
  sheet.show(current.stop < 0 ? current.next(1) : current.stop);
  legs.show();
  plate.refill();
  timeline.sift();
  timeline.show(current.stop);
  if (current.stop < 0) readings.show(null);
  if (!quiet) keepAddress();
};

/** Lets the address say what is shown, without a trail in the history. */
function keepAddress() {
  const address = writeAddress(route.stops[current.stop]?.id, filters.settings);
  try {
    history.replaceState(null, '', address);
  } catch {
    // A page inside an attribute has no address of its own.
    location.hash = address;
  }
}

/** Shows what the address asks for; says so if there is no such stop. */
function followAddress() {
  const settings = readAddress(location.hash);
  if (!settings) return;
  filters.read(settings, true);
  const id = settings.get('stop');
  const stop = id ? route.find(id) : -1;
  if (id && stop < 0) controls.say(words.say('unknown', { id }));
  if (stop !== current.stop) current.choose(stop, { instant: true, quiet: true });
}

on(plate.node, 'click', (event) => {
  const marker = event.target.closest('button[data-place]');
  const place = marker ? route.places.findIndex(({ id }) => id === marker.dataset.place) : plate.under(event).place;
  if (place < 0) return;
  const { visits } = route.places[place];
  current.choose(visits.includes(current.stop) ? current.stop : visits[0], { marker: marker ?? plate.frame });
});
on(plate.node, 'pointerdown wheel', () => controls.pause(), { passive: true, capture: true });
plate.onMove = () => card.place();
plate.covered = () => {
  const beside = overlay.isOpen ? overlay.panel.offsetWidth : 0;
  const below = sheet.isUsed && sheet.state !== 'peek' ? plate.frame.getBoundingClientRect().bottom - innerHeight * 0.44 : 0;
  return mirrored ? { left: 0, right: beside, below } : { left: beside, right: 0, below };
};
on(find('.findb'), 'click', () => {
  if (embed && !overlay.isOpen) overlay.toggle();
  filters.open();
});
if (embed) guardGestures(plate);
const [back, forth] = [() => current.step(-1), () => current.step(1)];
listenToKeys(document, {
  p: back,
  PageUp: back,
  n: forth,
  PageDown: forth,
  0: () => plate.goHome(),
  Escape: () => {
    legs.hideTip();
    if (card.isOpen) card.close();
    else if (overlay.isOpen) overlay.toggle();
  },
});
for (const link of document.querySelectorAll('.languages a')) {
  on(link, 'pointerdown click', () => Object.assign(link, { hash: location.hash, search: location.search }));
}
preparePrinting(plate, legs, card);
new ResizeObserver(() => {
  plate.compose();
  card.place();
}).observe(plate.frame);
on(window, 'hashchange', followAddress);
plate.compose();
followAddress();
find('.app').dataset.ready = 'yes';
