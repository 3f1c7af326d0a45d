// @ts-check
import { Grid, boxAround, boxWithin, cheapest } from './boxes.js';
import { cameraZoom, onScreen, pixelsPerDegree } from './camera.js';
import { pointsInView } from './curves.js';

/**
 * @typedef {import('./boxes.js').Box} Box
 * @typedef {import('./camera.js').Camera} Camera
 * @typedef {object} Pin  a place, as far as drawing needs it
 * @property {number} x @property {number} y  in world units
 * @property {number} width  of its pill, in pixels
 * @property {number} visits
 * @property {boolean} conflict
 * @property {number} from  the place's index
 * @typedef {{pin: Pin, x: number, y: number}} Dot  x, y: the true position in pixels
 * @typedef {Dot & {box: Box, moved: boolean}} Disc
 * @typedef {object} Sheet  a map that is being laid out
 * @property {Camera} camera
 * @property {Grid} clear  what must be kept clear of; takes up each new thing
 * @property {{x: number, y: number}[][]} trails  for each leg its points in view
 * @property {Grid} points  the same, owned by the leg's index
 */

export const DISC_PX = 20;
/** Pixels from a place, and in how many directions. */
const RINGS = [[0, 1], [23, 12], [31, 12], [40, 12], [52, 24], [66, 24], [84, 24], [104, 24], [128, 24]];
const GAP_PX = 3;
const EDGE_PX = 4;
/** More numbers in one view cannot be read; the rest stay dots. */
export const MOST_DISCS = 300;
const SAMPLE_PX = 4;

/** The pins in view, in the order given. @param {Pin[]} pins @param {Camera} camera @returns {Dot[]} */
export function pinsInView(pins, camera) {
  return pins.map((pin) => ({ pin, ...onScreen(camera, pin) }))
    .filter(({ x, y }) => x > 0 && y > 0 && x < camera.width && y < camera.height);
}

/** A sheet with only the legs on it. @param {import('./curves.js').Leg[]} legs @param {Camera} camera @param {Box[]} obstacles @returns {Sheet} */
export function newSheet(legs, camera, obstacles) {
  const step = legs.length > 1000 ? SAMPLE_PX * 4 : SAMPLE_PX;
  const trails = legs.map((leg) => pointsInView(leg, camera, step));
  const points = new Grid();
  trails.forEach((trail, leg) => trail.forEach(({ x, y }) => points.add(boxAround(x, y), leg)));
  return { camera, clear: new Grid(obstacles), trails, points };
}

/**
 * The cheapest of some spots that are free and `rim` away from the edges; null if there is none.
 * @template {{box: Box}} T
 * @param {Sheet} sheet @param {Iterable<T>} spots @param {number} rim @param {number} gap @param {(spot: T) => number} costOf
 */
function freeSpot({ camera, clear }, spots, rim, gap, costOf) {
  return cheapest(spots, (spot) => (!boxWithin(spot.box, camera, rim) || clear.near(spot.box, gap).length ? Infinity : costOf(spot)));
}

/**
 * Where the numbers stand, in the order of the pins: at the true place, else (if not too many)
 * beside it, else only a dot.
 * @param {Sheet} sheet @param {Pin[]} pins @param {(pin: Pin) => boolean} [isMinor]
 * @returns {{discs: Disc[], dots: Dot[]}}
 */
export function placeMarkers(sheet, pins, isMinor = () => false) {
  const { camera, clear, points } = sheet;
  const seen = pinsInView(pins, camera);
  const places = new Grid();
  for (const { pin, x, y } of seen) places.add(boxAround(x, y), pin.from);
  /** @type {Disc[]} */
  const discs = [];
  const dots = [];
  for (const dot of seen) {
    const { pin } = dot;
    const rings = seen.length > MOST_DISCS ? RINGS.slice(0, 1) : RINGS;
    const spots = isMinor(pin) || discs.length === MOST_DISCS ? [] : spotsAround(dot, rings);
    const spot = freeSpot(sheet, spots, EDGE_PX, GAP_PX, ({ box, away }) => (
      pin.conflict && clear.near(diamondBox(box), 0).length ? Infinity
        : away && 1.1 * away + 5 * points.near(box, 2).length + 30 * places.near(box, 5, pin.from).length));
    if (spot) {
      const { box, away } = spot;
      clear.add(box);
      if (pin.conflict) clear.add(diamondBox(box));
      if (away) clear.add(dotBox(dot));
      discs.push({ ...dot, box, moved: away > 0 });
    } else dots.push(dot);
  }
  return { discs, dots };
}

/** @param {Dot} dot */
export function dotBox({ x, y }) {
  return boxAround(x, y, 8);
}

/** @param {Box} disc @returns {Box} */
function diamondBox({ x, y, w }) {
  return { x: x + w - 6, y: y - 7, w: 13, h: 13 };
}

/** Rings round a place, from which wide pills stand farther sideways. @param {Dot} dot @param {number[][]} rings */
function* spotsAround({ pin, x, y }, rings) {
  for (const [radius, directions] of rings) {
    for (let step = 0; step < directions; step++) {
      const angle = (step * 2 * Math.PI) / directions;
      const dx = radius * Math.cos(angle) * (1 + (pin.width - DISC_PX) / 90);
      const dy = radius * Math.sin(angle);
      yield { box: boxAround(x + dx, y + dy, pin.width, DISC_PX), away: Math.hypot(dx, dy) };
    }
  }
}

const SHARES = [0.54, 0.44, 0.64, 0.36, 0.72, 0.28];
const LEAST_LEG_PX = 40;
/** Where more legs are in view, arrowheads would only hide them. */
const MOST_ARROWED = 1000;

/**
 * One arrowhead for each leg that is long enough in view and does not join two mere dots.
 * @param {Sheet} sheet @param {(leg: number) => boolean} joinsDots
 * @returns {{leg: number, x: number, y: number, angle: number}[]}
 */
export function placeArrows({ camera, clear, points, trails }, joinsDots) {
  const taken = new Grid();
  if (trails.filter((trail) => trail[0]).length > MOST_ARROWED) return [];
  return trails.flatMap((trail, leg) => {
    const length = trail.reduce((sum, { x, y }, i) => sum + (i && Math.hypot(x - trail[i - 1].x, y - trail[i - 1].y)), 0);
    if (trail.length < 3 || length < LEAST_LEG_PX || joinsDots(leg)) return [];
    const heads = SHARES.map((share) => {
      const at = 1 + Math.floor(share * (trail.length - 2));
      const [before, { x, y }, after] = [trail[at - 1], trail[at], trail[at + 1]];
      return { leg, share, x, y, angle: Math.atan2(after.y - before.y, after.x - before.x) };
    });
    const arrow = cheapest(heads, ({ share, x, y }) => {
      const head = boxAround(x, y, 14);
      return !boxWithin(head, camera, 3) ? Infinity : 14 * Math.abs(share - 0.54) + 3 * points.near(boxAround(x, y), 8, leg).length
        + 50 * Math.sign(clear.near(head, 2).length) + 25 * taken.near(boxAround(x, y), 22).length;
    });
    if (!arrow) return [];
    taken.add(boxAround(arrow.x, arrow.y));
    return [arrow];
  });
}

/**
 * @typedef {{text: string, width: number, height: number}} Words  measured in pixels
 * @typedef {Disc & {words: Words, gap: number}} Name  gap: how far from its disc
 * @typedef {object} Label  the name of a country or a sea
 * @property {Words} words
 * @property {string} kind  its classes
 * @property {number} x @property {number} y  in world units
 * @property {number} lowest  zoom from which on it is written
 * @property {number} reach  how far it may move, in degrees
 * @property {number} most  what it may cost
 */

/**
 * Words where they cost least, in the order wanted, their x and y now the top left corner; those
 * without room are left out.
 * @template {{words: Words}} T
 * @param {Sheet} sheet @param {T[]} wanted @param {number} rim @param {number} gap
 * @param {(one: T) => number[][]} cornersOf @param {(box: Box, step: number, one: T) => number} costOf
 * @returns {(T & {x: number, y: number})[]}
 */
function placeWords(sheet, wanted, rim, gap, cornersOf, costOf) {
  return wanted.flatMap((one) => {
    const { width: w, height: h } = one.words;
    const spots = cornersOf(one).map(([x, y], step) => ({ box: { x, y, w, h }, step }));
    const spot = freeSpot(sheet, spots, rim, gap, ({ box, step }) => costOf(box, step, one));
    if (!spot) return [];
    const { x, y } = spot.box;
    sheet.clear.add({ x: x - 2, y, w: w + 4, h });
    return [{ ...one, x, y }];
  });
}

/** Names beside their discs, in that order. @param {Sheet} sheet @param {Name[]} names @param {Grid} arrowPoints */
export function placeNames(sheet, names, arrowPoints) {
  return placeWords(sheet, names, 6, 1, cornersBeside, (box, step) => (
    3 * sheet.points.near(box, 1).length + 12 * arrowPoints.near(box, 6).length + 0.9 * step));
}

/** Where names may stand round their discs: at the end, the start, above, below, at corners, along edges. */
const SIDES = [[1, 0], [-1, 0], [0, -1], [0, 1], [1, -0.8], [1, 0.8], [-1, -0.8], [-1, 0.8], [0.6, -1], [0.6, 1], [-0.6, 1], [-0.6, -1]];

/** @param {Name} name */
function cornersBeside({ box: { x, y, w, h }, words: { width, height }, gap }) {
  return SIDES.map(([right, down]) => [
    x + (w - width + right * (w + width + 2 * gap)) / 2,
    y + (h - height + down * (h + height + 1.6 * gap)) / 2,
  ]);
}

const SHIFTS = [[0, 0], [0, -10], [0, 10], [0, -16], [0, 16], [-26, 0], [26, 0], [-26, -20], [26, 20], [26, -20], [-26, 20]];

/**
 * Names of countries and seas where they cost next to nothing: within reach of their point, and
 * across one leg at most.
 * @param {Sheet} sheet @param {Label[]} labels
 */
export function placeLabels(sheet, labels) {
  const { camera, points } = sheet;
  const named = labels.filter(({ lowest }) => cameraZoom(camera) >= lowest);
  const cornersOf = (/** @type {Label} */ label) => {
    const { x, y } = onScreen(camera, label);
    return SHIFTS.map(([dx, dy]) => [x + dx - label.words.width / 2, y + dy - label.words.height / 2]);
  };
  return placeWords(sheet, named, 8, 4, cornersOf, (box, step, { reach, most }) => {
    const away = Math.hypot(...SHIFTS[step]);
    const crossed = points.near(box, 1);
    const cost = 3 * crossed.length + 0.12 * away;
    const isTooMuch = cost > most || new Set(crossed.map(({ owner }) => owner)).size > 1;
    return isTooMuch || away > reach * pixelsPerDegree(camera) ? Infinity : cost;
  });
}
