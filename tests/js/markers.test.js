import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Grid } from '../../mapgen/page/client/boxes.js';
import { DISC_PX, newSheet, placeArrows, placeLabels, placeMarkers, placeNames } from '../../mapgen/page/client/markers.js';
import { camera, leg, overlapping, pin } from './shapes.js';

const marked = (pins, { view = camera(), obstacles = [], legs = [], isMinor = () => false } = {}) => (
  placeMarkers(newSheet(legs, view, obstacles), pins, isMinor));

test('a lone place has its number where it lies', () => {
  const { discs, dots } = marked([pin(300, 200)]);
  assert.deepEqual(discs[0].box, { x: 290, y: 190, w: 20, h: DISC_PX });
  assert.equal(discs[0].moved, false);
  assert.equal(dots.length, 0);
});

test('a place out of view is neither number nor dot', () => {
  const { discs, dots } = marked([pin(-50, 200), pin(300, 700)]);
  assert.equal(discs.length + dots.length, 0);
});

test('of two places on one spot the first keeps it and the second moves aside', () => {
  const { discs } = marked([pin(300, 200), pin(302, 200)]);
  assert.deepEqual(discs.map((disc) => disc.moved), [false, true]);
  assert.equal(overlapping(discs.map((disc) => disc.box)).length, 0);
});

test('a place aside from a leg is preferred to one on it', () => {
  const { discs } = marked([pin(300, 200), pin(302, 200)], { legs: [leg(302, 200, 700, 200)] });
  const { box } = discs[1];
  assert.ok(box.y > 201 || box.y + box.h < 199, `at ${box.y}`);
});

test('a place shown elsewhere, or without room, is a dot', () => {
  const crowd = Array.from({ length: 120 }, () => pin(300, 200));
  assert.deepEqual(marked([pin(300, 200)], { isMinor: () => true }).dots.length, 1);
  const { discs, dots } = marked(crowd);
  assert.ok(discs.length >= 5 && dots.length > 30, `${discs.length} numbers`);
  assert.equal(discs.length + dots.length, 120);
});

test('numbers stay in the view and off the controls', () => {
  const control = { x: 0, y: 0, w: 100, h: 100 };
  const { discs } = marked([pin(2, 300), pin(98, 98), pin(500, 2)], { obstacles: [control] });
  assert.equal(discs.length, 3);
  assert.equal(overlapping([...discs.map((disc) => disc.box), control]).length, 0);
  assert.ok(discs.every(({ box }) => box.x >= 4 && box.y >= 4));
});

test('no number stands on the diamond of another', () => {
  const { discs } = marked([pin(300, 200, { conflict: true }), pin(322, 190), pin(316, 178)]);
  const { box } = discs[0];
  const diamond = { x: box.x + box.w - 5, y: box.y - 6, w: 10, h: 10 };
  assert.equal(overlapping([diamond, ...discs.slice(1).map((disc) => disc.box)]).length, 0);
});

test('one view holds at most 300 numbers', () => {
  const pins = Array.from({ length: 2000 }, (_, i) => pin((i % 50) * 24 + 20, Math.floor(i / 50) * 24 + 20));
  const { discs, dots } = marked(pins, { view: camera({ width: 1300, height: 1000 }) });
  assert.deepEqual([discs.length, dots.length], [300, 1700]);
});

const arrowsOf = (legs, obstacles = [], joinsDots = () => false) => (
  placeArrows(newSheet(legs, camera(), obstacles), joinsDots));

test('an arrowhead stands a little past the middle and points ahead', () => {
  const [arrow] = arrowsOf([leg(100, 100, 300, 100)]);
  assert.ok(Math.abs(arrow.x - 208) < 3 && Math.abs(arrow.y - 100) < 1 && arrow.angle === 0, JSON.stringify(arrow));
});

test('short legs, and legs that join two dots, have no arrowhead', () => {
  assert.equal(arrowsOf([leg(100, 100, 130, 100)]).length, 0);
  assert.equal(arrowsOf([leg(100, 100, 300, 100)], [], () => true).length, 0);
});

test('an arrowhead makes way for a number in its place', () => {
  const [arrow] = arrowsOf([leg(100, 100, 300, 100)], [{ x: 195, y: 90, w: 30, h: 20 }]);
  assert.ok(arrow.x < 190 || arrow.x > 230, `at ${arrow.x}`);
});

test('a leg that leaves the view has its arrowhead on the part in view', () => {
  const [arrow] = arrowsOf([leg(800, 300, 5000, 300)]);
  assert.ok(arrow.x > 850 && arrow.x < 997, `at ${arrow.x}`);
});

const words = (text, width = 50) => ({ text, width, height: 15 });

test('names stand beside their numbers and on nothing else', () => {
  const sheet = newSheet([], camera(), []);
  const pins = [pin(300, 200), pin(340, 200), pin(300, 230), pin(990, 300)];
  const { discs } = placeMarkers(sheet, pins, () => false);
  const names = placeNames(sheet, discs.map((disc) => ({ ...disc, words: words('Kherson'), gap: 5 })), new Grid());
  assert.equal(names.length, 4);
  const boxes = names.map((name) => ({ x: name.x, y: name.y, w: 50, h: 15 }));
  assert.equal(overlapping([...discs.map((disc) => disc.box), ...boxes]).length, 0);
  assert.ok(boxes.every((box) => box.x + box.w <= 994));
});

test('a name without room is left out', () => {
  const sheet = newSheet([], camera({ width: 60, height: 60 }), []);
  const { discs } = placeMarkers(sheet, [pin(30, 30)], () => false);
  assert.equal(placeNames(sheet, [{ ...discs[0], words: words('x', 80), gap: 5 }], new Grid()).length, 0);
});

const label = (x, y, more = {}) => ({ x, y, lowest: 0, reach: 2.6, words: words('SWEDEN', 60), most: 20, ...more });
const labelled = (labels, { view = camera(), obstacles = [], legs = [] } = {}) => (
  placeLabels(newSheet(legs, view, obstacles), labels));

test('a country name may cross one leg but not two', () => {
  const view = camera({ scale: 1 / 64, x: 30000, y: 20000 });
  const down = (...xs) => xs.map((x) => leg(x, 20000, x, 60000));
  assert.equal(labelled([label(40000, 30000)], { view, legs: down(40000) }).length, 1);
  assert.equal(labelled([label(40000, 30000)], { view, legs: down(39000, 40000, 41000, 42000, 38000) }).length, 0);
});

test('a country name moves no further than it may, however little that is on the screen', () => {
  const view = camera({ scale: 1 / 128 });
  const [x, y] = [40000, 30000];
  const obstacles = [{ x: x / 128 - 10, y: y / 128 - 5, w: 20, h: 10 }];
  assert.equal(labelled([label(x, y)], { view, obstacles }).length, 0);
  assert.equal(labelled([label(x, y, { reach: 30 })], { view, obstacles }).length, 1);
});

test('a sea has its name from its lowest zoom on', () => {
  const view = camera({ scale: 1 / 64, x: 20000, y: 20000 });
  assert.equal(labelled([label(40000, 30000, { lowest: 2 })], { view }).length, 1);
  assert.equal(labelled([label(40000, 30000, { lowest: 3.3 })], { view }).length, 0);
});
