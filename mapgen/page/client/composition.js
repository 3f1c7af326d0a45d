// @ts-check
import { Grid, boxesMeet, cheapest } from './boxes.js';
import { cameraAt, fittedCamera, grownRegion, inRegion, centreOf, regionOnScreen, visibleRegion } from './camera.js';
import { MOST_DISCS, newSheet, pinsInView, placeMarkers } from './markers.js';

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
 * @property {import('./markers.js').Label[]} labels
 * @typedef {object} Composition
 * @property {Camera} camera  of the start view
 * @property {Region | null} region  shown in the inset, or counted on a button
 * @property {{box: Box, camera: Camera} | null} inset
 */

const CLEAR_PX = 22;
const MARGIN_PX = 14;
const STEP_PX = 20;
const TOP_PX = 110;
const FRAME_PX = 4;
const LEAST_HEIGHT_PX = 150;
const LEAST_WIDTH_PX = 280;
const LEAST_GAIN = 1.4;
const SHARES_HELD = [0.5, 0.6, 0.7, 0.8, 0.9, 1];

/**
 * The start view of a plate: the whole road, and the dense part of it in an inset if there is room
 * and there are not too many places to be read even there.
 * Of the regions that hold at least half of the crowded places, the one that leaves the fewest
 * stops without a number is taken, and of those the smallest.
 * @param {Scene} scene @param {Size} size
 * @param {{embed: boolean, keyWidth: number, controls: Box[]}} around
 * @returns {Composition}
 */
export function composePlate(scene, size, { embed, keyWidth, controls }) {
  const { legs, pins, road } = scene;
  const { width, height } = size;
  const portrait = !embed && isPortrait(width, height);
  const plain = startCamera(road, size, 0, true);
  const crowd = pins.length > MOST_DISCS ? [] : crowdedPins(pins, plain);
  if (!crowd.length) return { camera: plain, region: null, inset: null };
  const foot = portrait ? Math.min(width * 0.84, height * 0.62) : 0;
  const upper = startCamera(road, size, foot, portrait);
  const above = newSheet(legs, upper, []);
  const depths = depthsOf(above, pins);
  const hasRoom = !embed && upper.scale > plain.scale * 0.7;
  const grown = (/** @type {Region} */ region) => grownCore(region, width / plain.scale / 16);
  const tried = SHARES_HELD.map((share) => {
    // Places that an inset would show at its very edge get room in it.
    const core = grown(boundsOf(pinsIn(pins, grown(smallestRegion(crowd, share)))));
    const inset = !portrait ? cornerInset(core, depths, upper, keyWidth)
      : { box: { x: 0, y: height - foot, w: width, h: foot }, camera: fittedCamera(core, { width, height: foot - FRAME_PX }) };
    return hasRoom && inset && inset.camera.scale > upper.scale * LEAST_GAIN
      ? { camera: upper, region: visibleRegion(inset.camera), inset }
      : { camera: plain, region: core, inset: null };
  });
  return /** @type {Composition} */ (cheapest(tried, ({ camera, region, inset }) => {
    const inside = pinsIn(pins, region);
    const counted = regionOnScreen(camera, region);
    const clear = new Grid([...controls, counted, ...(inset ? [inset.box] : [])]);
    return loss({ ...(inset ? above : newSheet(legs, plain, [])), clear }, pins.filter((pin) => !inside.includes(pin)))
      + (inset ? loss(newSheet(legs, inset.camera, []), inside) : 100) + (20 * counted.w * counted.h) / (width * height);
  }));
}

/** How ill a sheet shows some places: each stop without a number counts one, each number beside its place a third. @param {import('./markers.js').Sheet} sheet @param {Pin[]} pins */
function loss(sheet, pins) {
  const { discs, dots } = placeMarkers(sheet, pins);
  return dots.reduce((sum, { pin }) => sum + pin.visits, 0.3 * discs.filter(({ moved }) => moved).length);
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

/** The pins that have no room at their true place. @param {Pin[]} pins @param {Camera} camera */
export function crowdedPins(pins, camera) {
  const { discs, dots } = placeMarkers(newSheet([], camera, []), pins);
  return [...dots, ...discs.filter(({ moved }) => moved)].map(({ pin }) => pin);
}

/** The smallest region round a pin and those nearest to it that holds a share of some pins. @param {Pin[]} pins @param {number} share */
export function smallestRegion(pins, share) {
  const wanted = Math.ceil(pins.length * share);
  const regions = pins.map((pin) => {
    const away = (/** @type {Pin} */ { x, y }) => Math.max(Math.abs(x - pin.x), Math.abs(y - pin.y));
    return boundsOf([...pins].sort((a, b) => away(a) - away(b)).slice(0, wanted));
  });
  return /** @type {Region} */ (cheapest(regions, ({ x0, y0, x1, y1 }) => x1 - x0 + y1 - y0));
}

/** The smallest region that holds all of some points. @param {{x: number, y: number}[]} pins @returns {Region} */
export function boundsOf(pins) {
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

/** How far down legs and places reach in each column of a sheet. @param {import('./markers.js').Sheet} sheet @param {Pin[]} pins */
function depthsOf({ camera, trails }, pins) {
  const depths = Array(Math.ceil(camera.width / STEP_PX) + 1).fill(0);
  for (const { x, y } of [...trails.flat(), ...pinsInView(pins, camera)]) {
    const column = Math.floor(x / STEP_PX);
    depths[column] = Math.max(depths[column], y);
  }
  return depths;
}

/**
 * The inset in a bottom corner that covers no leg, no place and not the region itself, and shows
 * the region largest; of two about equally large the wider. Null without room.
 * @param {Region} core @param {number[]} depths @param {Camera} camera @param {number} keyWidth
 */
function cornerInset(core, depths, camera, keyWidth) {
  const bottom = camera.height - MARGIN_PX;
  const found = [];
  for (const isRight of [true, false]) {
    for (let w = LEAST_WIDTH_PX; w <= camera.width - keyWidth - 50; w += STEP_PX) {
      const x = isRight ? camera.width - MARGIN_PX - w : MARGIN_PX;
      const reached = depths.slice(Math.max(0, Math.floor((x - CLEAR_PX) / STEP_PX)), (x + w + CLEAR_PX) / STEP_PX + 1);
      for (let y = Math.max(TOP_PX, bottom - w * 0.9, Math.max(...reached) + CLEAR_PX); y <= bottom - LEAST_HEIGHT_PX; y += STEP_PX) {
        const box = { x, y, w, h: bottom - y };
        const inset = fittedCamera(core, { width: w - 2 * FRAME_PX, height: box.h - 2 * FRAME_PX });
        if (boxesMeet(box, regionOnScreen(camera, visibleRegion(inset)), CLEAR_PX)) continue;
        found.push({ box, camera: inset });
        break;
      }
    }
  }
  return cheapest(found, (inset) => -inset.camera.scale * (60 * camera.width + inset.box.w));
}

/** The pins that lie in a region. @param {Pin[]} pins @param {Region} region */
export function pinsIn(pins, region) {
  return pins.filter((pin) => inRegion(region, pin));
}
