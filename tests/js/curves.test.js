import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pointsInView } from '../../mapgen/page/client/curves.js';
import { camera, leg } from './shapes.js';

const steps = (points) => points.slice(1).map(({ x, y }, i) => Math.hypot(x - points[i].x, y - points[i].y));

test('points along a leg are close together and in its order', () => {
  const points = pointsInView(leg(10, 10, 500, 300), camera(), 4);
  assert.ok(Math.max(...steps(points)) <= 4);
  assert.ok(points.length > 100);
  assert.ok(points.every(({ x }, i) => !i || x > points[i - 1].x));
});

test('a leg begins and ends at its places, and bows between', () => {
  const points = pointsInView(leg(0, 0, 100, 0, { curves: [0, 0, 50, 40, 100, 0] }), camera(), 4);
  assert.ok(points[0].x < 4 && points[0].y < 4 && points.at(-1).x > 96 && points.at(-1).y < 4);
  const highest = Math.max(...points.map(({ y }) => y));
  assert.ok(highest > 19 && highest <= 20, `${highest}`);
});

test('a leg of two curves goes through both', () => {
  const points = pointsInView(leg(0, 0, 0, 0, { curves: [0, 0, 50, 0, 100, 0, 100, 0, 100, 50, 100, 100] }), camera(), 4);
  assert.ok(points.some(({ x, y }) => x > 98 && y < 2));
  assert.ok(Math.max(...steps(points)) <= 4);
});

test('of a leg across the whole world only the part in view is walked', () => {
  const points = pointsInView(leg(-40000, 300, 100000, 300), camera(), 4);
  assert.ok(points.length < 1000, `${points.length} points`);
  assert.ok(points.every(({ x }) => x > -4 && x < 1004));
});

test('a leg out of view is not walked at all', () => {
  assert.equal(pointsInView(leg(2000, 0, 3000, 500), camera(), 4).length, 0);
});
