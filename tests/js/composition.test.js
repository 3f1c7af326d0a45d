import assert from 'node:assert/strict';
import { test } from 'node:test';
import { crowdedPins, composePlate, smallestRegion } from '../../mapgen/page/client/composition.js';
import { boxesMeet } from '../../mapgen/page/client/boxes.js';
import { inRegion, regionOnScreen } from '../../mapgen/page/client/camera.js';
import { layoutView } from '../../mapgen/page/client/layout.js';
import { camera, leg, overlapping, pin } from './shapes.js';

// A road like Trotsky's: from Mexico to Alma-Ata, and dense in Europe. Longitude, latitude.
const PLACES = [
  [32.43, 47.67], [30.72, 46.48], [32, 46.97], [32.61, 46.64], [105.77, 56.79], [-0.13, 51.51], [2.35, 48.86], [4.35, 50.85],
  [16.37, 48.2], [30.52, 50.45], [30.33, 59.93], [-3.7, 40.42], [-74, 40.71], [-63.6, 44.65], [37.62, 55.75], [76.93, 43.26],
  [28.98, 41.01], [10.75, 59.91], [2.5, 46.6], [-99.13, 19.43], [-99.16, 19.35],
];
const unit = ([lon, lat]) => {
  const lift = Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360));
  return [((lon + 180) / 360) * 65536, (0.5 - lift / (2 * Math.PI)) * 65536];
};

function road() {
  const points = PLACES.map(unit);
  const pins = points.map(([x, y], from) => pin(x, y, { from }));
  const legs = points.slice(1).map((to, i) => leg(...points[i], ...to, { stop: i + 1 }));
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  return { pins, legs, labels: [], ends: legs.map((_, i) => [i, i + 1]), road: { x0: Math.min(...xs), y0: Math.min(...ys), x1: Math.max(...xs), y1: Math.max(...ys) } };
}

const composed = (width, height, more = {}) => composePlate(road(), { width, height }, { embed: false, keyWidth: 240, controls: [], ...more });
const SIZES = [[1507, 880], [1027, 740], [867, 560], [750, 520], [742, 745], [364, 545], [334, 440]];

test('a place is crowded when its number would touch one that comes first', () => {
  const [a, b, c] = [pin(100, 100), pin(119, 100), pin(200, 100)];
  assert.deepEqual(crowdedPins([a, b, c], camera()), [b]);
});

test('the smallest region holds as many places as it must', () => {
  const pins = [pin(0, 0), pin(10, 10), pin(12, 8), pin(300, 0), pin(500, 400)];
  assert.deepEqual(smallestRegion(pins, 0.6), { x0: 0, y0: 0, x1: 12, y1: 10 });
  assert.deepEqual(smallestRegion(pins, 0.4), { x0: 10, y0: 8, x1: 12, y1: 10 });
});

test('thousands of places are shown without an inset, and at once', () => {
  const pins = Array.from({ length: 20000 }, (_, i) => pin((i * 7919) % 65536, (i * 104729) % 65536));
  const scene = { pins, legs: [], ends: [], road: { x0: 0, y0: 0, x1: 65536, y1: 65536 } };
  const before = performance.now();
  const { region, inset } = composePlate(scene, { width: 1000, height: 700 }, { embed: false, keyWidth: 0, controls: [] });
  assert.deepEqual([region, inset], [null, null]);
  assert.ok(performance.now() - before < 2000);
});

test('without a collision there is no inset and nothing is counted', () => {
  const pins = [pin(0, 0), pin(10000, 0)];
  const scene = { pins, legs: [leg(0, 0, 10000, 0)], ends: [[0, 1]], road: { x0: 0, y0: 0, x1: 10000, y1: 1 } };
  const { region, inset } = composePlate(scene, { width: 1000, height: 700 }, { embed: false, keyWidth: 0, controls: [] });
  assert.deepEqual([region, inset], [null, null]);
});

for (const [width, height] of SIZES) {
  test(`on a plate of ${width} by ${height} the whole road is in view`, () => {
    const { camera: start } = composed(width, height);
    const { x, y, w, h } = regionOnScreen(start, road().road);
    assert.ok(x >= 20 && x + w <= width - 20 && y >= 25 && y + h <= height, JSON.stringify({ x, y, w, h }));
  });

  test(`on a plate of ${width} by ${height} an inset shows the crowded part and covers nothing`, () => {
    const { camera: start, inset, region } = composed(width, height);
    assert.ok(inset && region);
    const { box, camera: own } = inset;
    assert.ok(own.scale > 1.4 * start.scale);
    assert.ok(box.x >= 0 && box.x + box.w <= width && box.y + box.h <= height);
    assert.equal(boxesMeet(box, regionOnScreen(start, region)), false);
    for (const { x, y } of road().pins) {
      const spot = { x: x * start.scale - start.left, y: y * start.scale - start.top, w: 0, h: 0 };
      assert.equal(boxesMeet(spot, box), false);
    }
    const crowd = crowdedPins(road().pins, start);
    assert.ok(crowd.filter((one) => inRegion(region, one)).length * 2 >= crowd.length);
  });

  test(`on a plate of ${width} by ${height} every stop has a number and no two things one spot`, () => {
    const scene = road();
    const { camera: start, inset, region } = composed(width, height);
    const words = (one) => ({ text: 'Nikolaev', width: 60 + (one.from % 3) * 15, height: 15 });
    const wanted = { ghosts: [], current: -1, nameOf: words };
    const main = layoutView(scene, start, { ...wanted, obstacles: [inset.box], region });
    const detail = layoutView(scene, inset.camera, { ...wanted, obstacles: [], region: null });
    const numbered = new Set([...main.discs, ...detail.discs].map((disc) => disc.pin.from));
    assert.equal(numbered.size, PLACES.length);
    for (const { discs, names } of [main, detail]) {
      const boxes = [...discs.map((disc) => disc.box), ...names.map((name) => ({ x: name.x, y: name.y, w: name.words.width, h: 15 }))];
      assert.deepEqual(overlapping(boxes), []);
    }
  });
}

test('names whose point lies in the region of the inset are left to it', () => {
  const scene = road();
  const { camera: start, region } = composed(1027, 740);
  const [x, y] = unit([16, 45]);
  const wanted = { ghosts: [], current: -1, nameOf: () => ({ text: 'x', width: 9, height: 9 }), obstacles: [] };
  const labels = [{ x, y, lowest: 0, reach: 2.6, most: 4, words: { text: 'Adria', width: 2, height: 2 } }];
  assert.equal(layoutView({ ...scene, labels }, start, { ...wanted, region }).labels.length, 0);
});

test('an embedded plate counts the crowded stops instead', () => {
  const { region, inset } = composed(640, 356, { embed: true, keyWidth: 0 });
  assert.equal(inset, null);
  assert.ok(region);
});

test('the same plate is composed the same way each time', () => {
  assert.deepEqual(composed(1027, 740), composed(1027, 740));
});
