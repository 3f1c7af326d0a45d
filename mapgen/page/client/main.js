// @ts-check
import { readAddress, writeAddress } from './address.js';
import { Brush } from './brush.js';
import { Card } from './card.js';
import { Controls } from './controls.js';
import { find, listenToKeys, on, rectOf, root } from './dom.js';
import { Overlay, followQuery, guardGestures, isFramed, isStory } from './embed.js';
import { filters } from './filters.js';
import { Legs } from './legs.js';
import { obeyHost, tell } from './messages.js';
import { current, mirrored, route, words } from './page.js';
import { Plate } from './plate.js';
import { preparePrinting } from './print.js';
import { Readings } from './readings.js';
import { share } from './share.js';
import { Sheet } from './sheet.js';
import { Story } from './story.js';
import { Timeline } from './timeline.js';

followQuery();
export const story = new Story();
export const plate = new Plate();
const sheet = new Sheet();
export const legs = new Legs(plate);
export const timeline = new Timeline();
const brush = new Brush((period) => filters.set(period));
const controls = new Controls();
const card = new Card(plate, story);
export const readings = new Readings(plate);
const overlay = new Overlay(() => {
  if (current.stop < 0) return;
  story.scrollTo(current.stop, true);
  plate.reveal(current.stop, false);
});

current.onChange = (stop, before, { marker, instant = false, quiet }) => {
  const onCard = !sheet.isUsed && (marker || card.isOpen);
  if (marker && !onCard) sheet.set('half');
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
  tell('stop', { stop: String(route.idOf(stop)), n: stop + 1 });
  keepAddress(!quiet);
};

filters.onChange = (quiet) => {
  const { stop } = current;
  if (stop >= 0 && !route.shown[stop]) {
    card.close();
    story.leave(stop);
    current.stop = -1;
    controls.say(words.say('hint'));
  } else if (card.isOpen) card.open(stop);
  sheet.show(current.stop < 0 ? current.next(1) : current.stop);
  legs.show();
  plate.refill();
  timeline.sift();
  brush.show(Object.fromEntries(filters.settings));
  timeline.show(current.stop);
  if (current.stop < 0) readings.show(null);
  keepAddress(!quiet);
};

/** Lets the address say what is shown, without a trail in the history, and the texts to share too. */
function keepAddress(isKept) {
  const fragment = writeAddress(route.idOf(current.stop), filters.settings);
  share(fragment);
  try {
    if (isKept) history.replaceState(null, '', fragment);
  } catch {
    // A page inside an attribute has no address of its own; to go to one would move focus and history.
  }
}

/** Goes to work, now that all stops are there. */
export function begin() {
  plate.fit();
  keepAddress(false);
  tell('ready', { route: route.data.route, title: document.title, stops: route.stops.length });
  followAddress();
  find('.app').dataset.ready = 'yes';
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
  const place = marker ? Number(marker.value) : plate.under(event).place;
  if (place < 0) return;
  const { visits } = route.places[place];
  current.choose(visits.includes(current.stop) ? current.stop : visits[0], { marker: marker ?? plate.frame });
});
on(plate.node, 'pointerdown wheel', () => controls.pause(), { passive: true, capture: true });
plate.onMove = () => card.place();
plate.covered = () => {
  const beside = overlay.isOpen ? overlay.panel.offsetWidth : 0;
  const below = sheet.isUsed && sheet.state !== 'peek' ? rectOf(plate.frame).bottom - innerHeight * 0.44 : 0;
  return { left: mirrored ? 0 : beside, beside, below };
};
on(find('.findb'), 'click', () => {
  if (plate.isCompact && !overlay.isOpen) overlay.toggle();
  filters.open();
});
if (isFramed) {
  guardGestures(plate);
  obeyHost(controls);
}
const [back, forth] = [() => current.step(-1), () => current.step(1)];
on(find('#prev'), 'click', back);
on(find('#next'), 'click', forth);
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
    else sheet.set('peek');
  },
});
preparePrinting(plate, legs, card);
const sizes = new ResizeObserver(() => {
  plate.fit();
  card.place();
  if (isStory) tell('height', { height: root.offsetHeight });
});
sizes.observe(plate.frame);
sizes.observe(root);
on(window, 'hashchange', followAddress);
