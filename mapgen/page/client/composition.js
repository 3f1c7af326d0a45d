// @ts-check
import { Grid, boxAround, boxesMeet, cheapest } from './boxes.js';
import { cameraAt, fittedCamera, grownRegion, inRegion, regionCentre, regionOnScreen, visibleRegion } from './camera.js';
import { DISC_PX, pinsInView, placeMarkers, sampleLegs } from './markers.js';

/**
 * @typedef {import('./boxes.js').Box} Box
 * @typedef {import('./camera.js').Camera} Camera
 * @typedef {import('./camera.js').Region} Region
 * @typedef {import('./camera.js').Size} Size
 * @typedef {import('./markers.js').Pin} Pin
 * @typedef {object} Scene
 * @property {Pin[]} pins  most important first
 * @property {import('./curves.js').Leg[]} legs
 * @property {Region} road
 * @typedef {object} Composition
 * @property {Camera} camera  of the start view
 * @property {Region | null} region  shown in the inset, or counted on a button
 * @property {{box: Box, camera: Camera} | null} inset
 * @property {boolean} portrait
 */

const CLEAR_PX = 22;
const MARGIN_PX = 14;
const STEP_PX = 10;
const LEAST_HEIGHT_PX = 150;
const LEAST_WIDTH_PX = 280;
const LEAST_GAIN = 1.4;
const SHARES_HELD = [0.5, 0.6, 0.7, 0.8, 0.9, 1];
const MOST_TRIED = 300;

/**
 * The start view of a plate: the whole road, and the dense part of it in an inset if there is room.
 * Of the boxes that hold at least half of the places that collide, the one that leaves the
 * fewest stops without a number is taken, and of those the smallest.
 * @param {Scene} scene @param {Size} size
 * @param {{embed: boolean, keyWidth: number, controls: Box[]}} around
 * @returns {Composition}
 */
export function composePlate(scene, size, { embed, keyWidth, controls }) {
  const portrait = !embed && size.height > size.width * 0.95;
  const plain = startCamera(scene.road, size, 0, true);
  const crowd = collidingPins(scene.pins, plain);
  if (!crowd.length) return { camera: plain, region: null, inset: null, portrait };
  const insetHeight = portrait ? Math.min(size.width * 0.84, size.height * 0.62) : 0;
  const upper = startCamera(scene.road, size, insetHeight, portrait);
  const roomy = !embed && upper.scale > plain.scale * 0.7;
  const slack = DISC_PX / plain.scale;
  const shares = scene.pins.length > MOST_TRIED ? SHARES_HELD.slice(0, 1) : SHARES_HELD;
  const least = size.width / plain.scale / 16;
  const compose = (/** @type {Region} */ held) => {
    const core = grownCore(held, least);
    const box = !roomy ? null : portrait
      ? { x: 0, y: size.height - insetHeight, w: size.width, h: insetHeight }
      : cornerBox(scene, core, upper, keyWidth);
    const inset = box && { box, camera: fittedCamera(core, insideFrame(box, portrait)) };
    const useful = inset && inset.camera.scale > upper.scale * LEAST_GAIN ? inset : null;
    return { camera: useful ? upper : plain, region: useful ? visibleRegion(useful.camera) : core, inset: useful, portrait };
  };
  const tried = shares.map((share) => {
    const first = compose(smallestRegion(crowd, Math.ceil(crowd.length * share), slack));
    // Places that an inset would show at its very edge get room in it.
    return compose(bounds(pinsIn(scene.pins, first.region)));
  });
  return /** @type {Composition} */ (tried.length === 1 ? tried[0] : cheapest(tried, (one) => harm(scene, one, controls)));
}

/** @param {Region} road @param {Size} size @param {number} below @param {boolean} centred @returns {Camera} */
function startCamera(road, size, below, centred) {
  const padding = size.width < 500 ? 22 : size.width < 700 ? 36 : 54;
  const free = size.height - below;
  const scale = Math.min((size.width - 2 * padding) / (road.x1 - road.x0), (free - 70) / (road.y1 - road.y0));
  const middle = regionCentre(road);
  const half = ((road.y1 - road.y0) * scale) / 2;
  const y = centred ? Math.max(free / 2, 30 + half) : 58 + half;
  return cameraAt(size, scale, middle, { x: size.width / 2, y });
}

/**
 * The pins whose pill would touch another's at its true place.
 * @param {Pin[]} pins @param {Camera} camera @returns {Pin[]}
 */
export function collidingPins(pins, camera) {
  const seen = pinsInView(pins, camera).map(({ pin, x, y }) => ({ pin, box: boxAround(x, y, pin.width, DISC_PX) }));
  const all = new Grid();
  for (const { pin, box } of seen) all.add(box, pin.from);
  return seen.filter(({ pin, box }) => all.meets(box, 3, pin.from)).map(({ pin }) => pin);
}

/**
 * The smallest region that holds `need` of the pins; of more than 300 pins, a sample is tried.
 * @param {Pin[]} pins @param {number} need @param {number} slack  added to both sides before
 * sizes are compared, so that pins in one line do not win by having no area
 * @returns {Region}
 */
export function smallestRegion(pins, need, slack) {
  const every = Math.ceil(pins.length / MOST_TRIED);
  const byX = pins.filter((_, index) => index % every === 0).sort((a, b) => a.x - b.x || a.y - b.y);
  const wanted = Math.max(1, Math.min(byX.length, Math.round(need / every)));
  const stride = Math.ceil(byX.length / 60);
  let best = null;
  for (let from = 0; from + wanted <= byX.length; from += stride) {
    for (let to = from + wanted; to <= byX.length; to += stride) {
      const band = byX.slice(from, to);
      const [x0, x1] = [band[0].x, band[band.length - 1].x];
      if (best && (x1 - x0 + slack) * slack >= best.size) break;
      const ys = band.map((pin) => pin.y).sort((a, b) => a - b);
      for (let top = 0; top + wanted <= ys.length; top++) {
        const [y0, y1] = [ys[top], ys[top + wanted - 1]];
        const size = (x1 - x0 + slack) * (y1 - y0 + slack);
        if (!best || size < best.size) best = { x0, y0, x1, y1, size };
      }
    }
  }
  const { x0, y0, x1, y1 } = /** @type {Region} */ (best);
  return { x0, y0, x1, y1 };
}

/** The size of an inset without its double frame; across a whole plate it has one at the top only. @param {Box} box @param {boolean} isWide */
function insideFrame({ w, h }, isWide) {
  return isWide ? { width: w, height: h - 4 } : { width: w - 8, height: h - 8 };
}

/** The smallest region that holds all of some pins. @param {Pin[]} pins @returns {Region} */
function bounds(pins) {
  const [xs, ys] = [pins.map((pin) => pin.x), pins.map((pin) => pin.y)];
  return { x0: Math.min(...xs), y0: Math.min(...ys), x1: Math.max(...xs), y1: Math.max(...ys) };
}

/** A region grown by 8 %, at first to at least `least` on each side of its middle. @param {Region} region @param {number} least */
function grownCore(region, least) {
  const { x, y } = regionCentre(region);
  const halfWidth = Math.max(least, (region.x1 - region.x0) / 2);
  const halfHeight = Math.max(least * 0.6, (region.y1 - region.y0) / 2);
  return grownRegion({ x0: x - halfWidth, y0: y - halfHeight, x1: x + halfWidth, y1: y + halfHeight }, 0.08);
}

/**
 * The box in a bottom corner that covers no leg, no place and not the region itself, and shows
 * the region largest; of boxes about equally good on one side the widest. Null without room.
 * @param {Scene} scene @param {Region} core @param {Camera} camera @param {number} keyWidth
 * @returns {Box | null}
 */
function cornerBox(scene, core, camera, keyWidth) {
  const { points } = sampleLegs(scene.legs, camera);
  for (const { pin, x, y } of pinsInView(scene.pins, camera)) points.add(boxAround(x, y, pin.width, DISC_PX));
  const boxes = [];
  for (const right of [true, false]) {
    for (let w = LEAST_WIDTH_PX; w <= camera.width - keyWidth - 50; w += STEP_PX) {
      const x = right ? camera.width - MARGIN_PX - w : MARGIN_PX;
      const box = tallestBox(x, w, points, core, camera);
      if (box) boxes.push({ box, right, scale: fittedCamera(core, insideFrame(box, false)).scale });
    }
  }
  const best = cheapest(boxes, ({ scale }) => -scale);
  const good = boxes.filter(({ scale, right }) => best && right === best.right && scale > best.scale * 0.985);
  return cheapest(good, ({ box }) => -box.w)?.box ?? null;
}

/** @param {number} x @param {number} w @param {Grid} taken @param {Region} core @param {Camera} camera @returns {Box | null} */
function tallestBox(x, w, taken, core, camera) {
  const bottom = camera.height - MARGIN_PX;
  for (let y = Math.max(110, bottom - w * 0.9); y <= bottom - LEAST_HEIGHT_PX; y += STEP_PX) {
    const box = { x, y, w, h: bottom - y };
    const shown = regionOnScreen(camera, visibleRegion(fittedCamera(core, insideFrame(box, false))));
    if (!boxesMeet(box, shown, CLEAR_PX) && !taken.meets({ ...box, h: STEP_PX }, CLEAR_PX) && !taken.meets(box, CLEAR_PX)) return box;
  }
  return null;
}

/** The pins that lie in a region. @param {Pin[]} pins @param {Region | null} region */
export function pinsIn(pins, region) {
  return region ? pins.filter((pin) => inRegion(region, pin)) : [];
}

/**
 * How ill a composition shows the road: each stop without a number counts one, each number that is
 * not at its place a third, and the region by its share of the plate.
 * @param {Scene} scene @param {Composition} composition @param {Box[]} controls
 */
function harm(scene, { camera, region, inset }, controls) {
  const inside = pinsIn(scene.pins, region);
  const outside = scene.pins.filter((pin) => !inside.includes(pin));
  const clear = [...controls, regionOnScreen(camera, /** @type {Region} */ (region)), ...(inset ? [inset.box] : [])];
  const shown = [placed(outside, scene, camera, clear), ...(inset ? [placed(inside, scene, inset.camera, [])] : [])];
  const visits = (/** @type {Pin[]} */ pins) => pins.reduce((sum, pin) => sum + pin.visits, 0);
  const { w, h } = regionOnScreen(camera, /** @type {Region} */ (region));
  const counted = (inset ? 0 : 100) + (20 * w * h) / (camera.width * camera.height);
  return counted + shown.reduce((sum, { discs, dots }) => (
    sum + visits(dots.map((dot) => dot.pin)) + 0.3 * discs.filter((disc) => disc.moved).length), 0);
}

/** @param {Pin[]} pins @param {Scene} scene @param {Camera} camera @param {Box[]} clear */
function placed(pins, { legs }, camera, clear) {
  return placeMarkers(pinsInView(pins, camera), camera, new Grid(clear), sampleLegs(legs, camera).points, () => false);
}

/** Parts of the world that an inset may be named after: west, north, east and south in world units. */
const REGIONS = {
  europe: [28200, 13700, 42200, 26400], asia: [37000, 11000, 65536, 34500], africa: [29000, 25600, 42300, 39800],
  'north-america': [1800, 8000, 23700, 31500], 'south-america': [17800, 30300, 26600, 46000], oceania: [52800, 30000, 65536, 42500],
  'middle-east': [37300, 23700, 44300, 30600], caribbean: [16900, 27600, 22000, 31000], balkans: [35000, 22500, 38300, 25500],
  'east-asia': [49000, 20500, 60000, 29000], 'south-asia': [43700, 25600, 50600, 31700],
};

/**
 * The name of the smallest part of the world that holds nine tenths of some places, or ''.
 * @param {{x: number, y: number}[]} places @param {Record<string, string>} names
 */
export function regionName(places, names) {
  let best = { size: Infinity, name: '' };
  for (const [key, [x0, y0, x1, y1]] of Object.entries(REGIONS)) {
    const held = places.filter((place) => inRegion({ x0, y0, x1, y1 }, place)).length;
    const size = (x1 - x0) * (y1 - y0);
    if (names[key] && held >= places.length * 0.9 && size < best.size) best = { size, name: names[key] };
  }
  return best.name;
}
