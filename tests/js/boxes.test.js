import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Grid, boxesMeet, cheapest } from '../../mapgen/page/client/boxes.js';

const box = (x, y, w = 10, h = 10) => ({ x, y, w, h });

test('boxes that only touch do not meet, but they do with a gap', () => {
  assert.equal(boxesMeet(box(0, 0), box(10, 0)), false);
  assert.equal(boxesMeet(box(0, 0), box(10, 0), 1), true);
});

test('a grid finds a box across the edges of its cells and left of nought', () => {
  const grid = new Grid([box(-100, -100, 200, 5)]);
  assert.equal(grid.meets(box(60, -98)), true);
  assert.equal(grid.meets(box(60, -90)), false);
});

test('a box does not meet what has the same owner', () => {
  const grid = new Grid();
  grid.add(box(0, 0), 1);
  assert.equal(grid.meets(box(0, 0), 3, 1), false);
  grid.add(box(5, 5), 2);
  assert.equal(grid.meets(box(0, 0), 3, 1), true);
});

test('the cheapest is the first of equals, and none if none is allowed', () => {
  assert.equal(cheapest(['ccc', 'a', 'b'], (text) => text.length), 'a');
  assert.equal(cheapest(['a'], () => Infinity), null);
});

test('points are counted within a margin, those of one owner left out', () => {
  const grid = new Grid();
  grid.addPoint(5, 5, 1);
  grid.addPoint(12, 5, 2);
  grid.addPoint(40, 40, 2);
  assert.equal(grid.count(box(0, 0), 0), 1);
  assert.equal(grid.count(box(0, 0), 3), 2);
  assert.equal(grid.count(box(0, 0), 3, 1), 1);
});

test('owners are counted once however many points they have', () => {
  const grid = new Grid();
  for (let x = 0; x < 10; x++) grid.addPoint(x, 5, 7);
  grid.addPoint(3, 3, 8);
  assert.equal(grid.owners(box(0, 0), 0), 2);
});

test('the nearest owner within reach is found, and none beyond it', () => {
  const grid = new Grid();
  grid.addPoint(0, 0, 4);
  grid.addPoint(6, 0, 5);
  assert.equal(grid.nearest(4, 0, 7), 5);
  assert.equal(grid.nearest(40, 0, 7), -1);
});
