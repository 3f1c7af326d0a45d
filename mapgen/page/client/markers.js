// @ts-check
import { BoxGrid, PointGrid, boxAround, boxWithin } from './boxes.js';
import { cameraZoom, pixelsPerDegree } from './camera.js';
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
 * @typedef {{pin: Pin, x: number, y: number, box: Box, moved: boolean}} Disc  x, y: the true position
 * @typedef {{pin: Pin, x: number, y: number}} Dot
 */

export const DISC_PX = 20;
const RINGS_PX = [23, 31, 40];
const DIRECTIONS = 12;
const GAP_PX = 3;
const EDGE_PX = 4;
/** More discs than this in one view cannot be read; the rest stay dots. */
const MOST_DISCS = 300;
const SAMPLE_PX = 4;

/**
 * The pins in view, in the order given, with their pixels.
 * @param {Pin[]} pins @param {Camera} camera @returns {Dot[]}
 */
export function pinsInView(pins, camera) {
  const seen = [];
  for (const pin of pins) {
    const x = pin.x * camera.scale - camera.left;
    const y = pin.y * camera.scale - camera.top;
    if (x > -10 && y > -10 && x < camera.width + 10 && y < camera.height + 10) seen.push({ pin, x, y });
  }
  return seen;
}

/**
 * Points along all legs in view; the owner of a point is the leg's index. With it, for each leg
 * in view, the first and last share of its length that can be seen.
 * @param {import('./curves.js').Leg[]} legs @param {Camera} camera
 */
export function sampleLegs(legs, camera) {
  const points = new PointGrid();
  /** @type {Map<number, [number, number]>} */
  const spans = new Map();
  const step = legs.length > 1000 ? SAMPLE_PX * 4 : SAMPLE_PX;
  legs.forEach((leg, index) => {
    walkLeg(leg, camera, step, (x, y, u) => {
      points.add(x, y, index);
      if (x < 0 || y < 0 || x > camera.width || y > camera.height) return;
      const span = spans.get(index);
      if (!span) spans.set(index, [u, u]);
      else span[1] = u;
    });
  });
  return { points, spans };
}

/**
 * Where the numbers stand, in the order of the pins: at the true place, else beside it, else only
 * a dot. `clear` is kept clear of and takes up the new boxes.
 * @param {Dot[]} seen @param {Camera} camera @param {BoxGrid} clear
 * @param {PointGrid} legPoints @param {(pin: Pin) => boolean} isMinor
 * @returns {{discs: Disc[], dots: Dot[]}}
 */
export function placeMarkers(seen, camera, clear, legPoints, isMinor) {
  const places = new PointGrid();
  for (const { pin, x, y } of seen) places.add(x, y, pin.from);
  const discs = [];
  const dots = [];
  for (const dot of seen) {
    const spot = discs.length < MOST_DISCS && !isMinor(dot.pin)
      ? freeSpot(dot, camera, clear, legPoints, places) : null;
    if (!spot) {
      dots.push(dot);
      continue;
    }
    clear.add(spot.box);
    if (dot.pin.conflict) clear.add(diamondBox(spot.box));
    discs.push({ ...dot, ...spot });
  }
  return { discs, dots };
}

/** @param {Box} disc @returns {Box} */
function diamondBox(disc) {
  return { x: disc.x + disc.w - 6, y: disc.y - 7, w: 13, h: 13 };
}

/**
 * @param {Dot} dot @param {Camera} camera @param {BoxGrid} clear @param {PointGrid} legPoints
 * @param {PointGrid} places @returns {{box: Box, moved: boolean} | null}
 */
function freeSpot({ pin, x, y }, camera, clear, legPoints, places) {
  const isFree = (/** @type {Box} */ box) => boxWithin(box, camera, EDGE_PX) && !clear.meets(box, GAP_PX)
    && !(pin.conflict && clear.meets(diamondBox(box)));
  const home = boxAround(x, y, pin.width, DISC_PX);
  if (isFree(home)) return { box: home, moved: false };
  const stretch = 1 + (pin.width - DISC_PX) / 90;
  let best = null;
  for (const radius of RINGS_PX) {
    for (let k = 0; k < DIRECTIONS; k++) {
      const dx = radius * Math.cos((k * 2 * Math.PI) / DIRECTIONS) * stretch;
      const dy = radius * Math.sin((k * 2 * Math.PI) / DIRECTIONS);
      const box = boxAround(x + dx, y + dy, pin.width, DISC_PX);
      if (!isFree(box)) continue;
      const cost = 1.1 * Math.hypot(dx, dy) + 5 * legPoints.count(box, 2) + 30 * places.count(box, 5, pin.from);
      if (!best || cost < best.cost) best = { box, moved: true, cost };
    }
  }
  return best && { box: best.box, moved: true };
}

const SHARES = [0.54, 0.44, 0.64, 0.36, 0.72, 0.28];

/**
 * One arrowhead for each leg that is long enough in view and does not join two mere dots.
 * @param {import('./curves.js').Leg[]} legs @param {Camera} camera
 * @param {ReturnType<typeof sampleLegs>} samples @param {BoxGrid} clear
 * @param {(leg: number) => boolean} joinsDots
 * @returns {{leg: number, x: number, y: number, angle: number}[]}
 */
export function placeArrows(legs, camera, samples, clear, joinsDots) {
  const arrows = [];
  const taken = new PointGrid();
  for (const [index, [first, last]] of samples.spans) {
    const leg = legs[index];
    if (legSpan(leg) * camera.scale * (last - first) < 40 || joinsDots(index)) continue;
    let best = null;
    for (const share of SHARES) {
      const at = pointOnLeg(leg, first + share * (last - first));
      const x = at.x * camera.scale - camera.left;
      const y = at.y * camera.scale - camera.top;
      const head = boxAround(x, y, 14, 14);
      if (!boxWithin(head, camera, 3)) continue;
      const cost = 14 * Math.abs(share - 0.54) + 3 * samples.points.count(boxAround(x, y, 0, 0), 8, index)
        + (clear.meets(head, 2) ? 50 : 0) + 25 * taken.count(boxAround(x, y, 0, 0), 22);
      if (!best || cost < best.cost) best = { leg: index, x, y, angle: at.angle, cost };
    }
    if (!best) continue;
    taken.add(best.x, best.y, index);
    arrows.push(best);
  }
  return arrows;
}

/**
 * @typedef {{text: string, width: number, height: number}} Words  measured in pixels
 * @typedef {{words: Words, x: number, y: number}} Placed  x, y: top left
 */

/**
 * Names beside their discs, in the order of the discs; a name without room is left out.
 * @param {{disc: Disc, words: Words, gap: number}[]} wanted @param {Camera} camera @param {BoxGrid} clear
 * @param {PointGrid} legPoints @param {PointGrid} arrowPoints
 * @returns {Map<Disc, Placed>}
 */
export function placeNames(wanted, camera, clear, legPoints, arrowPoints) {
  const placed = new Map();
  for (const { disc, words, gap } of wanted) {
    let best = null;
    spotsRound(disc.box, words, gap).forEach(([x, y], step) => {
      const box = { x, y, w: words.width, h: words.height };
      if (!boxWithin(box, camera, 6) || clear.meets(box, 1)) return;
      const cost = 3 * legPoints.count(box, 1) + 12 * arrowPoints.count(box, 6) + 0.9 * step;
      if (!best || cost < best.cost) best = { box, cost };
    });
    if (!best) continue;
    const { box } = /** @type {{box: Box}} */ (best);
    clear.add({ x: box.x - 2, y: box.y, w: box.w + 4, h: box.h });
    placed.set(disc, { words, x: box.x, y: box.y });
  }
  return placed;
}

/** @param {Box} disc @param {Words} words @param {number} gap @returns {[number, number][]} */
function spotsRound(disc, { width, height }, gap) {
  const middle = disc.x + disc.w / 2 - width / 2;
  const level = disc.y + disc.h / 2 - height / 2;
  const [end, start] = [disc.x + disc.w, disc.x - width];
  const [above, below] = [disc.y - height, disc.y + disc.h];
  return [
    [end + gap, level], [start - gap, level], [middle, above - gap], [middle, below + gap - 1],
    [end + 1, above + 3], [end + 1, below - 3], [start - 1, above + 3], [start - 1, below - 3],
    [disc.x - 2, above - 4], [disc.x - 2, below + 4], [end + 2 - width, below + 4], [end - 8 - width, above - 4],
  ];
}

/** @typedef {{words: Words, x: number, y: number, lowest: number}} Label  x, y in world units; lowest zoom */

const COUNTRY_SHIFTS = [
  [0, 0], [0, -16], [0, 16], [-26, 0], [26, 0], [-26, -20], [26, 20], [26, -20], [-26, 20], [-50, 0], [50, 0],
];
const SEA_SHIFTS = [[0, 0], [0, 16], [0, -16], [24, 0], [-24, 0]];
const FARTHEST_DEGREES = 2.6;

/**
 * Names of countries or seas where they cost next to nothing. A country name stays within 2.6
 * degrees of its point, and is dropped if it would cross more than one leg.
 * @param {Label[]} labels @param {boolean} isSea @param {Camera} camera @param {BoxGrid} clear
 * @param {PointGrid} legPoints @param {(label: Label) => boolean} isElsewhere
 * @returns {Placed[]}
 */
export function placeLabels(labels, isSea, camera, clear, legPoints, isElsewhere) {
  const placed = [];
  const farthest = FARTHEST_DEGREES * pixelsPerDegree(camera);
  for (const label of labels) {
    if (cameraZoom(camera) < label.lowest || isElsewhere(label)) continue;
    const { width, height } = label.words;
    let best = null;
    for (const [dx, dy] of isSea ? SEA_SHIFTS : COUNTRY_SHIFTS) {
      if (!isSea && Math.hypot(dx, dy) > farthest) continue;
      const x = label.x * camera.scale - camera.left + dx;
      const y = label.y * camera.scale - camera.top + dy;
      const box = boxAround(x, y, width, height);
      if (!boxWithin(box, camera, 8) || clear.meets(box, 4) || legPoints.owners(box, 1) > 1) continue;
      const cost = 3 * legPoints.count(box, 1) + 0.12 * Math.hypot(dx, dy);
      if (!best || cost < best.cost) best = { box, cost };
    }
    if (!best || best.cost > (isSea ? 4 : 20)) continue;
    clear.add(best.box);
    placed.push({ words: label.words, x: best.box.x, y: best.box.y });
  }
  return placed;
}
