// Small scenes for the tests of the client's pure modules.

/** A camera over the world at a scale, its top left at a unit. */
export function camera({ scale = 1, x = 0, y = 0, width = 1000, height = 600 } = {}) {
  return { scale, left: x * scale, top: y * scale, width, height };
}

let next = 0;

/** A pin with what a test does not care about filled in. */
export function pin(x, y, more = {}) {
  return { x, y, width: 20, visits: 1, conflict: false, from: next++, ...more };
}

/** A leg straight from one point to another. */
export function leg(ax, ay, bx, by, more = {}) {
  return { stop: 1, forced: false, curves: [ax, ay, (ax + bx) / 2, (ay + by) / 2, bx, by], ...more };
}

/** Whether any two boxes overlap. */
export function overlapping(boxes) {
  return boxes.flatMap((a, i) => boxes.slice(i + 1).filter((b) => (
    a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h)).map((b) => [a, b]));
}
