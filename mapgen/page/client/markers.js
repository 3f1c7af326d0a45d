// @ts-check
import { Grid, boxAround, boxWithin, cheapest } from './boxes.js';
import { cameraZoom, onScreen, pixelsPerDegree } from './camera.js';
import { legSpan, pointOnLeg, walkLeg } from './curves.js';

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
 * @property {Grid} points  along the legs in view, owned by the leg's index
 * @property {Map<number, [number, number]>} spans  for each leg in view, the share of its length seen first and last
 */

export const DISC_PX = 20;
/** Pixels from a place, and in how many directions. */
const RINGS = [[23, 12], [31, 12], [40, 12], [52, 24], [66, 24], [84, 24]];
const GAP_PX = 3;
const EDGE_PX = 4;
/** More numbers than this in one view cannot be read; the rest stay dots. */
const MOST_DISCS = 300;
const SAMPLE_PX = 4;

/** The pins in view, in the order given. @param {Pin[]} pins @param {Camera} camera @returns {Dot[]} */
export function pinsInView(pins, camera) {
  return pins.map((pin) => ({ pin, ...onScreen(camera, pin) }))
    .filter(({ x, y }) => x > -10 && y > -10 && x < camera.width + 10 && y < camera.height + 10);
}

/** A sheet with nothing on it but the legs. @param {import('./curves.js').Leg[]} legs @param {Camera} camera @param {Box[]} obstacles @returns {Sheet} */
export function newSheet(legs, camera, obstacles) {
  const points = new Grid();
  const spans = new Map();
  const step = legs.length > 1000 ? SAMPLE_PX * 4 : SAMPLE_PX;
  legs.forEach((leg, index) => walkLeg(leg, camera, step, (x, y, u) => {
    points.addPoint(x, y, index);
    if (x >= 0 && y >= 0 && x <= camera.width && y <= camera.height) spans.set(index, [spans.get(index)?.[0] ?? u, u]);
  }));
  return { camera, clear: new Grid(obstacles), points, spans };
}

/**
 * Where the numbers stand, in the order of the pins: at the true place, else (if they are not too
 * many) beside it, else only a dot.
 * @param {Sheet} sheet @param {Pin[]} pins @param {(pin: Pin) => boolean} [isMinor]
 * @returns {{discs: Disc[], dots: Dot[]}}
 */
export function placeMarkers({ camera, clear, points }, pins, isMinor = () => false) {
  const seen = pinsInView(pins, camera);
  const places = new Grid();
  for (const { pin, x, y } of seen) places.addPoint(x, y, pin.from);
  /** @type {Disc[]} */
  const discs = [];
  const dots = [];
  for (const dot of seen) {
    const { pin, x, y } = dot;
    const cost = (/** @type {{box: Box, away: number}} */ { box, away }) => (
      !boxWithin(box, camera, EDGE_PX) || clear.meets(box, GAP_PX) || (pin.conflict && clear.meets(diamondBox(box))) ? Infinity
        : away && 1.1 * away + 5 * points.count(box, 2) + 30 * places.count(box, 5, pin.from));
    const home = { box: boxAround(x, y, pin.width, DISC_PX), away: 0 };
    /** @type {{box: Box, away: number}[]} */
    const spots = cost(home) === 0 ? [home] : seen.length > MOST_DISCS ? [] : spotsAround(dot);
    const spot = discs.length < MOST_DISCS && !isMinor(pin) ? cheapest(spots, cost) : null;
    if (spot) {
      clear.add(spot.box);
      if (pin.conflict) clear.add(diamondBox(spot.box));
      if (spot !== home) clear.add(dotBox(dot));
      discs.push({ ...dot, box: spot.box, moved: spot !== home });
    } else dots.push(dot);
  }
  return { discs, dots };
}

/** @param {Dot} dot */
export function dotBox({ x, y }) {
  return boxAround(x, y, 8, 8);
}

/** @param {Box} disc @returns {Box} */
function diamondBox({ x, y, w }) {
  return { x: x + w - 6, y: y - 7, w: 13, h: 13 };
}

/** Rings round a place, from which wide pills stand farther sideways. @param {Dot} dot */
function spotsAround({ pin, x, y }) {
  return RINGS.flatMap(([radius, directions]) => Array.from({ length: directions }, (_, k) => {
    const angle = (k * 2 * Math.PI) / directions;
    const dx = radius * Math.cos(angle) * (1 + (pin.width - DISC_PX) / 90);
    const dy = radius * Math.sin(angle);
    return { box: boxAround(x + dx, y + dy, pin.width, DISC_PX), away: Math.hypot(dx, dy) };
  }));
}

const SHARES = [0.54, 0.44, 0.64, 0.36, 0.72, 0.28];

/**
 * One arrowhead for each leg that is long enough in view and does not join two mere dots.
 * @param {Sheet} sheet @param {import('./curves.js').Leg[]} legs @param {(leg: number) => boolean} joinsDots
 * @returns {{leg: number, x: number, y: number, angle: number}[]}
 */
export function placeArrows({ camera, clear, points, spans }, legs, joinsDots) {
  const arrows = [];
  const taken = new Grid();
  for (const [leg, [first, last]] of spans) {
    if (legSpan(legs[leg]) * camera.scale * (last - first) < 40 || joinsDots(leg)) continue;
    const heads = SHARES.map((share) => {
      const at = pointOnLeg(legs[leg], first + share * (last - first));
      return { leg, share, angle: at.angle, ...onScreen(camera, at) };
    });
    const arrow = cheapest(heads, ({ share, x, y }) => {
      const [head, spot] = [boxAround(x, y, 14, 14), boxAround(x, y, 0, 0)];
      return !boxWithin(head, camera, 3) ? Infinity : 14 * Math.abs(share - 0.54) + 3 * points.count(spot, 8, leg)
        + 50 * Number(clear.meets(head, 2)) + 25 * taken.count(spot, 22);
    });
    if (!arrow) continue;
    taken.addPoint(arrow.x, arrow.y, leg);
    arrows.push(arrow);
  }
  return arrows;
}

/**
 * @typedef {{text: string, width: number, height: number}} Words  measured in pixels
 * @typedef {{words: Words, x: number, y: number}} Placed  x, y: top left
 */

/**
 * Names beside their discs, in the order of the discs; a name without room is left out.
 * @param {Sheet} sheet @param {{disc: Disc, words: Words, gap: number}[]} wanted @param {Grid} arrowPoints
 * @returns {Map<Disc, Placed>}
 */
export function placeNames({ camera, clear, points }, wanted, arrowPoints) {
  const placed = new Map();
  for (const { disc, words, gap } of wanted) {
    const spots = spotsBeside(disc.box, words, gap).map(([x, y], step) => ({ box: { x, y, w: words.width, h: words.height }, step }));
    const spot = cheapest(spots, ({ box, step }) => (
      !boxWithin(box, camera, 6) || clear.meets(box, 1) ? Infinity
        : 3 * points.count(box, 1) + 12 * arrowPoints.count(box, 6) + 0.9 * step));
    if (!spot) continue;
    const { x, y, w, h } = spot.box;
    clear.add({ x: x - 2, y, w: w + 4, h });
    placed.set(disc, { words, x, y });
  }
  return placed;
}

/** @param {Box} disc @param {Words} words @param {number} gap */
function spotsBeside({ x, y, w, h }, { width, height }, gap) {
  const [middle, level] = [x + (w - width) / 2, y + (h - height) / 2];
  const [end, start, above, below] = [x + w, x - width, y - height, y + h];
  return [
    [end + gap, level], [start - gap, level], [middle, above - gap], [middle, below + gap - 1],
    [end + 1, above + 3], [end + 1, below - 3], [start - 1, above + 3], [start - 1, below - 3],
    [x - 2, above - 4], [x - 2, below + 4], [end + 2 - width, below + 4], [end - 8 - width, above - 4],
  ];
}

/** @typedef {{words: Words, x: number, y: number, lowest: number, reach: number}} Label  x, y in world units; lowest zoom; how far it may move, in degrees */

const SHIFTS = [[0, 0], [0, -10], [0, 10], [0, -16], [0, 16], [-26, 0], [26, 0], [-26, -20], [26, 20], [26, -20], [-26, 20]];

/**
 * Names of countries or seas where they cost next to nothing: within reach of their point,
 * and across one leg at most, at sea across none.
 * @param {Sheet} sheet @param {Label[]} labels @param {boolean} isSea @returns {Placed[]}
 */
export function placeLabels({ camera, clear, points }, labels, isSea) {
  const placed = [];
  for (const label of labels) {
    const { words, lowest, reach } = label;
    const { x, y } = onScreen(camera, label);
    const spots = SHIFTS.map(([dx, dy]) => ({ box: boxAround(x + dx, y + dy, words.width, words.height), away: Math.hypot(dx, dy) }));
    const spot = cameraZoom(camera) < lowest ? null : cheapest(spots, ({ box, away }) => {
      if (away > reach * pixelsPerDegree(camera) || !boxWithin(box, camera, 8) || clear.meets(box, 4) || points.owners(box, 1) > 1) return Infinity;
      const cost = 3 * points.count(box, 1) + 0.12 * away;
      return cost > (isSea ? 4 : 20) ? Infinity : cost;
    });
    if (!spot) continue;
    clear.add(spot.box);
    placed.push({ words, x: spot.box.x, y: spot.box.y });
  }
  return placed;
}
