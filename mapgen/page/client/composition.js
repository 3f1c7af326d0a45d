// @ts-check
import { Grid, boxAround, boxesMeet, cheapest } from './boxes.js';
import { cameraAt, fittedCamera, grownRegion, inRegion, centreOf, regionOnScreen, visibleRegion } from './camera.js';
import { DISC_PX, newSheet, pinsInView, placeMarkers } from './markers.js';

/**
 * @typedef {import('./boxes.js').Box} Box
 * @typedef {import('./camera.js').Camera} Camera
 * @typedef {import('./camera.js').Region} Region
 * @typedef {import('./camera.js').Size} Size
 * @typedef {import('./markers.js').Pin} Pin
 * @typedef {object} Scene
 * @property {Pin[]} pins  most important first
 * @property {import('./curves.js').Leg[]} legs
 * @property {[number, number][]} ends  of each leg, as places
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
/** More places than this cannot be read in an inset either. */
const MOST_PINS = 300;

/**
 * The start view of a plate: the whole road, and the dense part of it in an inset if there is room
 * and there are not too many places to be read even there.
 * Of the boxes that hold at least half of the places that collide, the one that leaves the
 * fewest stops without a number is taken, and of those the smallest.
 * @param {Scene} scene @param {Size} size
 * @param {{embed: boolean, keyWidth: number, controls: Box[]}} around
 * @returns {Composition}
 */
export function composePlate(scene, size, { embed, keyWidth, controls }) {
  const portrait = !embed && isPortrait(size.width, size.height);
  const plain = startCamera(scene.road, size, 0, true);
  const crowd = collidingPins(scene.pins, plain);
  if (!crowd.length || scene.pins.length > MOST_PINS) return { camera: plain, region: null, inset: null, portrait };
  const insetHeight = portrait ? Math.min(size.width * 0.84, size.height * 0.62) : 0;
  const upper = startCamera(scene.road, size, insetHeight, portrait);
  const roomy = !embed && upper.scale > plain.scale * 0.7;
  const slack = DISC_PX / plain.scale;
  const least = size.width / plain.scale / 16;
  const compose = (/** @type {Region} */ held) => {
    const core = grownCore(held, least);
    const box = !roomy ? null : portrait
      ? { x: 0, y: size.height - insetHeight, w: size.width, h: insetHeight }
      : cornerBox(scene, core, upper, keyWidth);
    const inset = box && { box, camera: fittedCamera(core, insideFrame(box, portrait)) };
    if (!inset || inset.camera.scale < upper.scale * LEAST_GAIN) return { camera: plain, region: core, inset: null, portrait };
    return { camera: upper, region: visibleRegion(inset.camera), inset, portrait };
  };
  const tried = SHARES_HELD.map((share) => {
    const first = compose(smallestRegion(crowd, share, slack));
    // Places that an inset would show at its very edge get room in it.
    return compose(bounds(pinsIn(scene.pins, first.region)));
  });
  return /** @type {Composition} */ (cheapest(tried, (one) => harm(scene, one, controls)));
}

/** Whether a plate is so tall that its inset stands across its foot. @param {number} width @param {number} height */
export function isPortrait(width, height) {
  return height > width * 0.95;
}

/** @param {Region} road @param {Size} size @param {number} below @param {boolean} centred @returns {Camera} */
function startCamera(road, { width, height }, below, centred) {
  const padding = width < 500 ? 22 : width < 700 ? 36 : 54;
  const free = height - below;
  const scale = Math.min((width - 2 * padding) / (road.x1 - road.x0), (free - 70) / (road.y1 - road.y0));
  const half = ((road.y1 - road.y0) * scale) / 2;
  const y = centred ? Math.max(free / 2, 30 + half) : 58 + half;
  return cameraAt({ width, height }, scale, centreOf(road), { x: width / 2, y });
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
 * The smallest region that holds a share of some pins.
 * @param {Pin[]} pins @param {number} share @param {number} slack  added to both sides before
 * sizes are compared, so that pins in one line do not win by having no area
 * @returns {Region}
 */
export function smallestRegion(pins, share, slack) {
  const byX = [...pins].sort((a, b) => a.x - b.x || a.y - b.y);
  const wanted = Math.ceil(byX.length * share);
  const stride = Math.ceil(byX.length / 60);
  let [best, least] = [/** @type {Region | null} */ (null), Infinity];
  for (let from = 0; from + wanted <= byX.length; from += stride) {
    for (let to = from + wanted; to <= byX.length; to += stride) {
      const band = byX.slice(from, to);
      const [x0, x1] = [band[0].x, band[band.length - 1].x];
      if ((x1 - x0 + slack) * slack >= least) break;
      const ys = band.map((pin) => pin.y).sort((a, b) => a - b);
      for (let top = 0; top + wanted <= ys.length; top++) {
        const [y0, y1] = [ys[top], ys[top + wanted - 1]];
        const size = (x1 - x0 + slack) * (y1 - y0 + slack);
        if (size < least) [best, least] = [{ x0, y0, x1, y1 }, size];
      }
    }
  }
  return /** @type {Region} */ (best);
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
  const { x, y } = centreOf(region);
  const w = Math.max(least, (region.x1 - region.x0) / 2);
  const h = Math.max(least * 0.6, (region.y1 - region.y0) / 2);
  return grownRegion({ x0: x - w, y0: y - h, x1: x + w, y1: y + h }, 0.08);
}

/**
 * The box in a bottom corner that covers no leg, no place and not the region itself, and shows
 * the region largest; of boxes about equally good on one side the widest. Null without room.
 * @param {Scene} scene @param {Region} core @param {Camera} camera @param {number} keyWidth
 * @returns {Box | null}
 */
function cornerBox(scene, core, camera, keyWidth) {
  const { points } = newSheet(scene.legs, camera, []);
  for (const { pin, x, y } of pinsInView(scene.pins, camera)) points.add(boxAround(x, y, pin.width, DISC_PX));
  const found = [];
  for (const right of [true, false]) {
    for (let w = LEAST_WIDTH_PX; w <= camera.width - keyWidth - 50; w += STEP_PX) {
      const box = tallestBox(right ? camera.width - MARGIN_PX - w : MARGIN_PX, w, points, core, camera);
      if (box) found.push({ box, right, scale: fittedCamera(core, insideFrame(box, false)).scale });
    }
  }
  const best = cheapest(found, ({ scale }) => -scale);
  const good = found.filter(({ scale, right }) => best && right === best.right && scale > best.scale * 0.985);
  return good.at(-1)?.box ?? null;
}

/** @param {number} x @param {number} w @param {Grid} taken @param {Region} core @param {Camera} camera @returns {Box | null} */
function tallestBox(x, w, taken, core, camera) {
  const bottom = camera.height - MARGIN_PX;
  for (let y = Math.max(110, bottom - w * 0.9); y <= bottom - LEAST_HEIGHT_PX; y += STEP_PX) {
    const box = { x, y, w, h: bottom - y };
    const shown = regionOnScreen(camera, visibleRegion(fittedCamera(core, insideFrame(box, false))));
    if (!boxesMeet(box, shown, CLEAR_PX) && !taken.meets(box, CLEAR_PX)) return box;
  }
  return null;
}

/** The pins that lie in a region. @param {Pin[]} pins @param {Region} region */
export function pinsIn(pins, region) {
  return pins.filter((pin) => inRegion(region, pin));
}

/**
 * How ill a composition shows the road: each stop without a number counts one, each number that is
 * not at its place a third, and the region by its share of the plate.
 * @param {Scene} scene @param {Composition} composition @param {Box[]} controls
 */
function harm({ pins, legs }, { camera, region, inset }, controls) {
  const inside = pinsIn(pins, /** @type {Region} */ (region));
  const counted = regionOnScreen(camera, /** @type {Region} */ (region));
  const main = newSheet(legs, camera, [...controls, counted, ...(inset ? [inset.box] : [])]);
  const shown = [placeMarkers(main, pins.filter((pin) => !inside.includes(pin)))];
  if (inset) shown.push(placeMarkers(newSheet(legs, inset.camera, []), inside));
  return shown.reduce((sum, { discs, dots }) => (
    sum + dots.reduce((lost, { pin }) => lost + pin.visits, 0) + 0.3 * discs.filter(({ moved }) => moved).length
  ), (inset ? 0 : 100) + (20 * counted.w * counted.h) / (camera.width * camera.height));
}
