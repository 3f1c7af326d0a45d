import assert from 'node:assert/strict';
import { test } from 'node:test';
import { legSpan, pointOnLeg, walkLeg } from '../../mapgen/page/client/curves.js';
import { camera, leg } from './shapes.js';

const walked = (one, view, step = 4) => {
  const points = [];
  walkLeg(one, view, step, (x, y, u) => points.push({ x, y, u }));
  return points;
};

test('a leg begins and ends at its places', () => {
  const bowed = leg(0, 0, 100, 0, { curves: [[0, 0, 50, 40, 100, 0]] });
  const [start, middle, end] = [0, 0.5, 1].map((u) => pointOnLeg(bowed, u));
  assert.deepEqual([start.x, start.y, end.x, end.y], [0, 0, 100, 0]);
  assert.deepEqual([middle.x, middle.y, middle.angle], [50, 20, 0]);
});

test('a leg of two curves goes through both', () => {
  const viaSamara = leg(0, 0, 0, 0, { curves: [[0, 0, 50, 0, 100, 0], [100, 0, 100, 50, 100, 100]] });
  assert.equal(legSpan(viaSamara), 200);
  const late = pointOnLeg(viaSamara, 0.75);
  assert.deepEqual([late.x, late.y], [100, 50]);
  assert.equal(late.angle, Math.PI / 2);
});

test('points along a leg are close together and in its order', () => {
  const points = walked(leg(10, 10, 500, 300), camera());
  for (let i = 1; i < points.length; i++) {
    assert.ok(Math.hypot(points[i].x - points[i - 1].x, points[i].y - points[i - 1].y) <= 4);
    assert.ok(points[i].u > points[i - 1].u);
  }
  assert.ok(points.length > 100);
});

test('of a leg across the whole world only the part in view is walked', () => {
  const points = walked(leg(-40000, 300, 100000, 300), camera());
  assert.ok(points.length < 1000, `${points.length} points`);
  assert.ok(points.every(({ x }) => x > -50 && x < 1050));
});

test('a leg out of view is not walked at all', () => {
  assert.equal(walked(leg(2000, 0, 3000, 500), camera()).length, 0);
});
