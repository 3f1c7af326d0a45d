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
export function cameraZoom({ scale }) {
  return UNIT_ZOOM + Math.log2(scale);
}

/** @param {{scale: number}} camera */
export function pixelsPerDegree({ scale }) {
  return (scale * WORLD_UNITS) / 360;
}

/** Where a point of the world is on the screen. @param {Camera} camera @param {{x: number, y: number}} point */
export function onScreen({ scale, left, top }, { x, y }) {
  return { x: x * scale - left, y: y * scale - top };
}

/** @param {Camera} camera @param {Region} region @returns {import('./boxes.js').Box} */
export function regionOnScreen(camera, { x0, y0, x1, y1 }) {
  return { ...onScreen(camera, { x: x0, y: y0 }), w: (x1 - x0) * camera.scale, h: (y1 - y0) * camera.scale };
}

/** @param {Camera} camera @returns {Region} */
export function visibleRegion({ scale, left, top, width, height }) {
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
export function centreOf({ x0, y0, x1, y1 }) {
  return { x: (x0 + x1) / 2, y: (y0 + y1) / 2 };
}

/** A region with `share` of its size added on every side. @param {Region} region @param {number} share @returns {Region} */
export function grownRegion({ x0, y0, x1, y1 }, share) {
  const [dx, dy] = [(x1 - x0) * share, (y1 - y0) * share];
  return { x0: x0 - dx, y0: y0 - dy, x1: x1 + dx, y1: y1 + dy };
}

/** @param {Region} region @param {{x: number, y: number}} point */
export function inRegion({ x0, y0, x1, y1 }, { x, y }) {
  return x > x0 && x < x1 && y > y0 && y < y1;
}

/** The camera that shows a whole region, centred, as large as a view allows. @param {Region} region @param {Size} size @returns {Camera} */
export function fittedCamera(region, { width, height }) {
  const scale = Math.min(width / (region.x1 - region.x0), height / (region.y1 - region.y0));
  return cameraAt({ width, height }, scale, centreOf(region), { x: width / 2, y: height / 2 });
}

const DEGREE_STEPS = [1, 2, 5, 10, 15, 30];

/**
 * Where whole degrees meet the top and the right edge of a view (spherical Mercator, EPSG:3857),
 * corners left out. The step is the first of 1, 2, 5, 10, 15, 30 that leaves 58 pixels.
 * @param {Camera} camera
 */
export function degreesOnEdges({ scale, left, top, width, height }) {
  const perDegree = pixelsPerDegree({ scale });
  const step = DEGREE_STEPS.find((degrees) => degrees * perDegree > 58) ?? 45;
  const found = [];
  // The road may lead beyond 180 degrees, on to the next sheet of the world.
  for (let degree = -540; degree <= 540; degree += step) {
    const x = (180 + degree) * perDegree - left;
    const east = degree - 360 * Math.round(degree / 360);
    if (x > 60 && x < width - 60) found.push({ degree: east, side: east < 0 ? 'west' : 'east', x, y: 10 });
    const lift = Math.log(Math.tan(Math.PI / 4 + (degree * Math.PI) / 360));
    const y = 180 * perDegree * (1 - lift / Math.PI) - top;
    if (Math.abs(degree) < 90 && y > 34 && y < height - 24) found.push({ degree, side: degree < 0 ? 'south' : 'north', x: width - 26, y });
  }
  return found;
}
