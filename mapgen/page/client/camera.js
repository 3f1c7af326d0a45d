// @ts-check
/**
 * Which part of the world a view shows: pixel = unit * scale - left (or top).
 * @typedef {{scale: number, left: number, top: number, width: number, height: number}} Camera
 * @typedef {{x0: number, y0: number, x1: number, y1: number}} Region  in world units
 * @typedef {{width: number, height: number}} Size  in pixels
 */

/** Pixels round the world at zoom 0 are 256; a world unit is a pixel at this zoom. */
export const UNIT_ZOOM = 8;
const WORLD_UNITS = 65536;

/** @param {Camera} camera */
export function cameraZoom(camera) {
  return UNIT_ZOOM + Math.log2(camera.scale);
}

/** @param {Camera} camera */
export function pixelsPerDegree(camera) {
  return (camera.scale * WORLD_UNITS) / 360;
}

/** @param {Camera} camera @param {Region} region @returns {import('./boxes.js').Box} */
export function regionOnScreen(camera, region) {
  return {
    x: region.x0 * camera.scale - camera.left,
    y: region.y0 * camera.scale - camera.top,
    w: (region.x1 - region.x0) * camera.scale,
    h: (region.y1 - region.y0) * camera.scale,
  };
}

/** @param {Camera} camera @returns {Region} */
export function visibleRegion(camera) {
  const { scale, left, top, width, height } = camera;
  return { x0: left / scale, y0: top / scale, x1: (left + width) / scale, y1: (top + height) / scale };
}

/**
 * The camera that shows a point of the world at a point of the screen.
 * @param {Size} size @param {number} scale
 * @param {{x: number, y: number}} point @param {{x: number, y: number}} at
 * @returns {Camera}
 */
export function cameraAt(size, scale, point, at) {
  return { ...size, scale, left: point.x * scale - at.x, top: point.y * scale - at.y };
}

/** @param {Region} region */
export function regionCentre(region) {
  return { x: (region.x0 + region.x1) / 2, y: (region.y0 + region.y1) / 2 };
}

/** A region with `share` of its size added on every side. @param {Region} region @param {number} share @returns {Region} */
export function grownRegion(region, share) {
  const dx = (region.x1 - region.x0) * share;
  const dy = (region.y1 - region.y0) * share;
  return { x0: region.x0 - dx, y0: region.y0 - dy, x1: region.x1 + dx, y1: region.y1 + dy };
}

/** @param {Region} region @param {{x: number, y: number}} point */
export function inRegion(region, point) {
  return point.x > region.x0 && point.x < region.x1 && point.y > region.y0 && point.y < region.y1;
}

/** The camera that shows a whole region, centred, as large as a view allows. @param {Region} region @param {Size} size @returns {Camera} */
export function fittedCamera(region, size) {
  const scale = Math.min(size.width / (region.x1 - region.x0), size.height / (region.y1 - region.y0));
  return cameraAt(size, scale, regionCentre(region), { x: size.width / 2, y: size.height / 2 });
}

const DEGREE_STEPS = [1, 2, 5, 10, 15, 30];

/**
 * Where whole degrees meet the top and the side of a view (spherical Mercator, EPSG:3857).
 * The step is the first of 1, 2, 5, 10, 15, 30 that leaves 58 pixels.
 * @param {Camera} camera
 * @returns {{meridians: {degree: number, at: number}[], parallels: {degree: number, at: number}[]}}
 */
export function degreesOnEdges(camera) {
  const perDegree = pixelsPerDegree(camera);
  const step = DEGREE_STEPS.find((degrees) => degrees * perDegree > 58) ?? 45;
  const meridians = [];
  const west = camera.left / perDegree - 180;
  for (let degree = Math.ceil(west / step) * step; degree <= west + camera.width / perDegree; degree += step) {
    const at = (degree + 180) * perDegree - camera.left;
    meridians.push({ degree: ((((degree + 180) % 360) + 360) % 360) - 180, at });
  }
  const parallels = [];
  for (let degree = -90 + step; degree < 90; degree += step) {
    const lift = Math.log(Math.tan(Math.PI / 4 + (degree * Math.PI) / 360));
    const at = 180 * perDegree - (lift * 180 * perDegree) / Math.PI - camera.top;
    if (at >= 0 && at <= camera.height) parallels.push({ degree, at });
  }
  return { meridians, parallels };
}
