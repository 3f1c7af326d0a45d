import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Grid, boxAround, boxesMeet, cheapest } from '../../mapgen/page/client/boxes.js';

const box = (x, y, w = 10, h = 10) => ({ x, y, w, h });

test('boxes that only touch do not meet, but they do with a gap', () => {
  assert.equal(boxesMeet(box(0, 0), box(10, 0)), false);
  assert.equal(boxesMeet(box(0, 0), box(10, 0), 1), true);
});

test('a grid finds a box across the edges of its cells and left of nought', () => {
  const grid = new Grid([box(-100, -100, 200, 5)]);
  assert.equal(grid.near(box(60, -98), 0).length > 0, true);
  assert.equal(grid.near(box(60, -90), 0).length > 0, false);
});

test('a box does not meet what has the same owner', () => {
  const grid = new Grid();
  grid.add(box(0, 0), 1);
  assert.equal(grid.near(box(0, 0), 3, 1).length, 0);
  grid.add(box(5, 5), 2);
  assert.equal(grid.near(box(0, 0), 3, 1).length, 1);
});

test('the cheapest is the first of equals, and none if none is allowed', () => {
  assert.equal(cheapest(['ccc', 'a', 'b'], (text) => text.length), 'a');
  assert.equal(cheapest(['a'], () => Infinity), null);
});

test('what lies near a box is found within a margin, what one owner has left out', () => {
  const grid = new Grid();
  [[5, 5, 1], [12, 5, 2], [40, 40, 2]].forEach(([x, y, owner]) => grid.add(boxAround(x, y), owner));
  const owners = (gap, owner) => grid.near(box(0, 0), gap, owner).map((point) => point.owner);
  assert.deepEqual(owners(0), [1]);
  assert.deepEqual(owners(3), [1, 2]);
  assert.deepEqual(owners(3, 1), [2]);
});

test('what costs nothing ends the search', () => {
  const asked = [];
  assert.equal(cheapest([3, 0, 1], (one) => asked.push(one) && one), 0);
  assert.deepEqual(asked, [3, 0]);
});
