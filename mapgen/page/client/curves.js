// @ts-check
/**
 * Legs are quadratic curves, start, control and end point, in world units.
 * @typedef {[number, number, number, number, number, number]} Curve
 * @typedef {{stop: number, forced: boolean, curves: Curve[]}} Leg
 */

const OUTSIDE_PX = 40;

/** @param {Curve} curve */
function curveSpan([ax, ay, qx, qy, bx, by]) {
  return (Math.hypot(bx - ax, by - ay) + Math.hypot(qx - ax, qy - ay) + Math.hypot(bx - qx, by - qy)) / 2;
}

/** About how long a leg is, in world units. @param {Leg} leg */
export function legSpan(leg) {
  return leg.curves.reduce((sum, curve) => sum + curveSpan(curve), 0);
}

/**
 * The point at share `u` of a leg's length, and the direction of travel there in radians.
 * @param {Leg} leg @param {number} u
 */
export function pointOnLeg(leg, u) {
  let ahead = u * legSpan(leg);
  const last = leg.curves.length - 1;
  let index = 0;
  while (index < last && ahead > curveSpan(leg.curves[index])) ahead -= curveSpan(leg.curves[index++]);
  const [ax, ay, qx, qy, bx, by] = leg.curves[index];
  const t = Math.min(1, ahead / (curveSpan(leg.curves[index]) || 1));
  const s = 1 - t;
  return {
    x: s * s * ax + 2 * s * t * qx + t * t * bx,
    y: s * s * ay + 2 * s * t * qy + t * t * by,
    angle: Math.atan2(s * (qy - ay) + t * (by - qy), s * (qx - ax) + t * (bx - qx)),
  };
}

/**
 * Visits points about `step` pixels apart on the part of a leg that is in view.
 * Parts out of view cost next to nothing, however long they are.
 * @param {Leg} leg @param {import('./camera.js').Camera} camera @param {number} step
 * @param {(x: number, y: number, u: number) => void} visit  pixels, and the share of the leg's length
 */
export function walkLeg(leg, camera, step, visit) {
  const { scale, left, top } = camera;
  const right = camera.width + OUTSIDE_PX;
  const bottom = camera.height + OUTSIDE_PX;
  /** @param {number} ax @param {number} ay @param {number} qx @param {number} qy @param {number} bx @param {number} by @param {number} u @param {number} v */
  const walk = (ax, ay, qx, qy, bx, by, u, v) => {
    if (Math.max(ax, qx, bx) < -OUTSIDE_PX || Math.min(ax, qx, bx) > right) return;
    if (Math.max(ay, qy, by) < -OUTSIDE_PX || Math.min(ay, qy, by) > bottom) return;
    const mx = (ax + 2 * qx + bx) / 4;
    const my = (ay + 2 * qy + by) / 4;
    if (Math.abs(ax - mx) + Math.abs(ay - my) + Math.abs(bx - mx) + Math.abs(by - my) <= step) {
      visit(mx, my, (u + v) / 2);
      return;
    }
    const w = (u + v) / 2;
    walk(ax, ay, (ax + qx) / 2, (ay + qy) / 2, mx, my, u, w);
    walk(mx, my, (qx + bx) / 2, (qy + by) / 2, bx, by, w, v);
  };
  const whole = legSpan(leg) || 1;
  let before = 0;
  for (const curve of leg.curves) {
    const after = before + curveSpan(curve) / whole;
    const [ax, ay, qx, qy, bx, by] = curve.map((value, i) => value * scale - (i % 2 ? top : left));
    walk(ax, ay, qx, qy, bx, by, before, after);
    before = after;
  }
}
