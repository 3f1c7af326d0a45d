// @ts-check
import { Grid, boxAround, boxWithin } from './boxes.js';
import { inRegion, onScreen, regionOnScreen } from './camera.js';
import { dotBox, newSheet, placeArrows, placeLabels, placeMarkers, placeNames } from './markers.js';

/**
 * @typedef {import('./markers.js').Pin} Pin
 * @typedef {import('./markers.js').Label} Label
 * @typedef {object} Wanted  what to lay out besides the scene
 * @property {import('./boxes.js').Box[]} obstacles
 * @property {import('./camera.js').Region | null} region  drawn as dots, because it is shown elsewhere
 * @property {number} current  place of the current stop, or -1
 * @property {(pin: Pin) => import('./markers.js').Words} nameOf
 * @property {Label[]} [ghosts]  places that only another reading has
 */

/**
 * Everything that stands on a map besides land and lines, without two things in one spot. The
 * same for the main map and the inset; the same input gives the same picture.
 * @param {import('./composition.js').Scene} scene @param {import('./camera.js').Camera} camera @param {Wanted} wanted
 */
export function layoutView({ pins, legs, ends, labels }, camera, { obstacles, region, current, nameOf, ghosts }) {
  const isElsewhere = (/** @type {{x: number, y: number}} */ point) => region !== null && inRegion(region, point);
  const others = ghosts.filter((ghost) => !isElsewhere(ghost)).map((ghost) => ({ ...ghost, ...onScreen(camera, ghost) }))
    .filter(({ x, y }) => boxWithin(boxAround(x, y), camera, 0));
  const taken = others.map(({ x, y, words }) => ({ x: x - 15, y: y - 15, w: 35 + words.width, h: 30 }));
  const sheet = newSheet(legs, camera, [...obstacles, ...taken, ...(region ? [regionOnScreen(camera, region)] : [])]);
  const isHere = (/** @type {Pin} */ pin) => pin.from === current;
  const inOrder = [...pins].sort((a, b) => Number(isHere(b)) - Number(isHere(a)));
  const { discs, dots } = placeMarkers(sheet, inOrder, isElsewhere);
  const dotted = new Set(dots.map((dot) => dot.pin.from));
  const arrows = placeArrows(sheet, (leg) => ends[leg].every((place) => dotted.has(place)));
  const arrowPoints = new Grid();
  for (const { x, y } of arrows) arrowPoints.add(boxAround(x, y));
  for (const dot of dots) sheet.clear.add(dotBox(dot));
  const named = discs.map((disc) => ({ ...disc, words: nameOf(disc.pin), gap: isHere(disc.pin) ? 10 : 5 }));
  return {
    discs, dots, arrows, points: sheet.points,
    names: placeNames(sheet, named, arrowPoints),
    labels: [...placeLabels(sheet, labels.filter((label) => !isElsewhere(label))), ...others],
  };
}
