// @ts-check
import { Grid } from './boxes.js';
import { inRegion, regionOnScreen } from './camera.js';
import { dotBox, pinsInView, placeArrows, placeLabels, placeMarkers, placeNames, sampleLegs } from './markers.js';

/**
 * @typedef {import('./markers.js').Pin} Pin
 * @typedef {import('./markers.js').Words} Words
 * @typedef {object} Wanted  what to lay out besides the scene
 * @property {import('./boxes.js').Box[]} obstacles
 * @property {import('./camera.js').Region | null} region  drawn as dots, because it is shown elsewhere
 * @property {number} current  place of the current stop, or -1
 * @property {(pin: Pin) => Words} nameOf
 * @property {[number, number][]} ends  of each leg, as places
 * @property {import('./markers.js').Label[]} countries
 * @property {import('./markers.js').Label[]} seas
 */

/**
 * Everything that stands on a map besides land and lines, without two things in one spot. The
 * same for the main map and the inset; the same input gives the same picture.
 * @param {import('./composition.js').Scene} scene
 * @param {import('./camera.js').Camera} camera
 * @param {Wanted} wanted
 */
export function layoutView(scene, camera, wanted) {
  const { region, current } = wanted;
  const clear = new Grid(wanted.obstacles);
  if (region) clear.add(regionOnScreen(camera, region));
  const samples = sampleLegs(scene.legs, camera);
  const seen = pinsInView(currentFirst(scene.pins, current), camera);
  const isMinor = (/** @type {Pin} */ pin) => region !== null && inRegion(region, pin);
  const { discs, dots } = placeMarkers(seen, camera, clear, samples.points, isMinor);
  const dotted = new Set(dots.map((dot) => dot.pin.from));
  const arrows = placeArrows(scene.legs, camera, samples, clear,
    (leg) => dotted.has(wanted.ends[leg][0]) && dotted.has(wanted.ends[leg][1]));
  const arrowPoints = new Grid();
  for (const { x, y, leg } of arrows) arrowPoints.addPoint(x, y, leg);
  for (const dot of dots) clear.add(dotBox(dot));
  const names = placeNames(discs.map((disc) => ({
    disc, words: wanted.nameOf(disc.pin), gap: disc.pin.from === current ? 10 : 5,
  })), camera, clear, samples.points, arrowPoints);
  const shownElsewhere = (/** @type {import('./markers.js').Label} */ label) => region !== null && inRegion(region, label);
  return {
    discs, dots, arrows, names, points: samples.points,
    countries: placeLabels(wanted.countries, false, camera, clear, samples.points, shownElsewhere),
    seas: placeLabels(wanted.seas, true, camera, clear, samples.points, shownElsewhere),
  };
}

/** @param {Pin[]} pins @param {number} current */
function currentFirst(pins, current) {
  const first = pins.find((pin) => pin.from === current);
  return first ? [first, ...pins.filter((pin) => pin !== first)] : pins;
}
