// @ts-check
/**
 * A leg: of each of its quadratic curves start, control and end point, in world units.
 * @typedef {{stop: number, forced: boolean, curves: number[]}} Leg
 */

/**
 * Points along a leg, at most `step` pixels apart, where it is in view. Parts out of view cost next
 * to nothing, however long they are.
 * @param {Leg} leg @param {import('./camera.js').Camera} camera @param {number} step
 */
export function pointsInView({ curves }, { scale, left, top, width, height }, step) {
  /** @type {{x: number, y: number}[]} */
  const points = [];
  /** @param {number} ax @param {number} ay @param {number} qx @param {number} qy @param {number} bx @param {number} by */
  const walk = (ax, ay, qx, qy, bx, by) => {
    if (Math.max(ax, qx, bx) < 0 || Math.min(ax, qx, bx) > width || Math.max(ay, qy, by) < 0 || Math.min(ay, qy, by) > height) return;
    const [x, y] = [(ax + 2 * qx + bx) / 4, (ay + 2 * qy + by) / 4];
    if (Math.abs(ax - x) + Math.abs(ay - y) + Math.abs(bx - x) + Math.abs(by - y) <= step) points.push({ x, y });
    else {
      walk(ax, ay, (ax + qx) / 2, (ay + qy) / 2, x, y);
      walk(x, y, (qx + bx) / 2, (qy + by) / 2, bx, by);
    }
  };
  for (let at = 0; at < curves.length; at += 6) {
    const [ax, ay, qx, qy, bx, by] = curves.slice(at, at + 6);
    walk(ax * scale - left, ay * scale - top, qx * scale - left, qy * scale - top, bx * scale - left, by * scale - top);
  }
  return points;
}
