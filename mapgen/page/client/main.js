// @ts-check
import { stopInAddress } from './address.js';
import { Card } from './card.js';
import { Controls } from './controls.js';
import { find, listenToKeys, on } from './dom.js';
import { Overlay, guardGestures, isEmbedded } from './embed.js';
import { Legs } from './legs.js';
import { current, mirrored, route, words } from './page.js';
import { Plate } from './plate.js';
import { preparePrinting } from './print.js';
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
const overlay = new Overlay(() => {
  if (current.stop < 0) return;
  story.scrollTo(current.stop, true);
  plate.reveal(current.stop, false);
});

current.onChange = (stop, before, { marker, instant = false, quiet }) => {
  const onSheet = sheet.isUsed && !embed;
  const onCard = !onSheet && (marker || card.isOpen);
  if (marker && onSheet) sheet.set('half');
  story.show(stop, before, onCard);
  sheet.show(stop);
  legs.show();
  plate.arrange();
  plate.reveal(stop, instant);
  timeline.show(stop);
  controls.show(stop);
  if (onCard) card.open(stop, marker);
  story.scrollTo(stop, instant);
  if (quiet) return;
  const address = `#stop-${route.stops[stop].id}`;
  try {
    history.replaceState(null, '', address);
  } catch {
    // A page inside an attribute has no address of its own.
    location.hash = address;
  }
};

/** Opens the stop that the address names; says so if there is none. */
function followAddress() {
  const id = stopInAddress(location.hash);
  const stop = id ? route.find(id) : current.stop;
  if (id && stop < 0) controls.say(words.say('unknown', { id }));
  if (stop !== current.stop && stop >= 0) current.choose(stop, { instant: true, quiet: true });
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
