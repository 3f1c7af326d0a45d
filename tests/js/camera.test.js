import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  cameraAt, cameraZoom, degreesOnEdges, fittedCamera, grownRegion, inRegion, pixelsPerDegree, regionOnScreen, visibleRegion,
} from '../../mapgen/page/client/camera.js';
import { camera } from './shapes.js';

test('a world unit is a pixel at zoom 8', () => {
  assert.equal(cameraZoom(camera({ scale: 1 })), 8);
  assert.equal(cameraZoom(camera({ scale: 1 / 64 })), 2);
  assert.equal(pixelsPerDegree(camera({ scale: 360 / 65536 })), 1);
});

test('a camera shows the wanted point where it is wanted', () => {
  const made = cameraAt({ width: 800, height: 400 }, 0.5, { x: 1000, y: 600 }, { x: 200, y: 100 });
  const { x, y } = regionOnScreen(made, { x0: 1000, y0: 600, x1: 1001, y1: 601 });
  assert.deepEqual([x, y], [200, 100]);
});

test('what is visible, drawn, fills the view', () => {
  const made = camera({ scale: 0.25, x: 400, y: 300 });
  assert.deepEqual(regionOnScreen(made, visibleRegion(made)), { x: 0, y: 0, w: 1000, h: 600 });
});

test('a fitted region is whole and centred in the view', () => {
  const region = { x0: 100, y0: 100, x1: 300, y1: 150 };
  const { x, y, w, h } = regionOnScreen(fittedCamera(region, { width: 400, height: 400 }), region);
  assert.deepEqual([x, w, y + h / 2], [0, 400, 200]);
});

test('a grown region keeps its middle', () => {
  assert.deepEqual(grownRegion({ x0: 0, y0: 0, x1: 100, y1: 50 }, 0.1), { x0: -10, y0: -5, x1: 110, y1: 55 });
});

test('the edge of a region is outside it', () => {
  const region = { x0: 0, y0: 0, x1: 10, y1: 10 };
  assert.equal(inRegion(region, { x: 5, y: 5 }), true);
  assert.equal(inRegion(region, { x: 10, y: 5 }), false);
});

const split = (view) => {
  const all = degreesOnEdges(view);
  return { meridians: all.filter(({ side }) => 'west east'.includes(side)), parallels: all.filter(({ side }) => 'north south'.includes(side)) };
};

test('degrees stand where the projection puts them', () => {
  const { meridians, parallels } = split({ scale: 1 / 64, left: 0, top: 0, width: 1024, height: 1024 });
  assert.equal(meridians.find(({ degree }) => degree === 0)?.x, 512);
  assert.equal(Math.round(parallels.find(({ degree }) => degree === 0)?.y ?? -1), 512);
  assert.equal(Math.round(parallels.find(({ degree }) => degree === 60)?.y ?? -1), 297);
});

test('degrees leave at least 58 pixels, by steps of 1, 2, 5, 10, 15 or 30', () => {
  for (const scale of [1 / 128, 1 / 64, 1 / 20, 1 / 5, 1]) {
    const { meridians } = split(camera({ scale, x: 20000, y: 20000 }));
    const step = meridians[1].x - meridians[0].x;
    assert.ok(step > 58, `${step} pixels at ${scale}`);
    assert.ok([1, 2, 5, 10, 15, 30, 45].includes(meridians[1].degree - meridians[0].degree));
  }
});

test('beyond the antimeridian degrees go on in the east and the west', () => {
  const { meridians } = split(camera({ scale: 1 / 64, x: 55000, y: 20000 }));
  const degrees = meridians.map(({ degree }) => degree);
  assert.ok(degrees.includes(150) && degrees.includes(-150), degrees.join(' '));
  assert.ok(meridians.every(({ degree, side }) => side === (degree < 0 ? 'west' : 'east')));
});
