// @ts-check
/** @typedef {{x: number, y: number, w: number, h: number}} Box  in pixels */

const CELL_PX = 32;

/**
 * Whether two boxes overlap, or come closer than `gap`.
 * @param {Box} a @param {Box} b @param {number} [gap]
 */
export function boxesMeet(a, b, gap = 0) {
  return a.x < b.x + b.w + gap && b.x < a.x + a.w + gap && a.y < b.y + b.h + gap && b.y < a.y + a.h + gap;
}

/**
 * Whether a box lies in a view of this size, `margin` away from its edges.
 * @param {Box} box @param {{width: number, height: number}} view @param {number} margin
 */
export function boxWithin({ x, y, w, h }, { width, height }, margin) {
  return x >= margin && y >= margin && x + w <= width - margin && y + h <= height - margin;
}

/** A box round its middle; without a size it is a point. @param {number} x @param {number} y @param {number} [w] @param {number} [h] @returns {Box} */
export function boxAround(x, y, w = 0, h = w) {
  return { x: x - w / 2, y: y - h / 2, w, h };
}

/** A value, or the end of a range it lies beyond. @param {number} value @param {number} least @param {number} most */
export function clamped(value, least, most) {
  return Math.max(least, Math.min(most, value));
}

/**
 * The cheapest of some candidates, the first of equals; null if every cost is Infinity. One that
 * costs nothing ends the search.
 * @template T
 * @param {Iterable<T>} all @param {(one: T) => number} costOf @returns {T | null}
 */
export function cheapest(all, costOf) {
  let [best, least] = [/** @type {T | null} */ (null), Infinity];
  for (const one of all) {
    const cost = costOf(one);
    if (cost < least) [best, least] = [one, cost];
    if (cost === 0) break;
  }
  return best;
}

/** Boxes and points with the numbers of what they belong to; asking costs what is near, not what there is. */
export class Grid {
  /** @type {Map<number, (Box & {owner: number})[]>} */
  #cells = new Map();

  /** @param {Iterable<Box>} [boxes] */
  constructor(boxes = []) {
    for (const box of boxes) this.add(box);
  }

  /** @param {Box} box @param {number} [owner] */
  add(box, owner = -1) {
    const item = { ...box, owner };
    for (const key of cellsUnder(box, 0)) {
      if (!this.#cells.has(key)) this.#cells.set(key, []);
      this.#cells.get(key)?.push(item);
    }
  }

  /** What others own in a box or within `gap` of it. @param {Box} box @param {number} gap @param {number} [owner] */
  near(box, gap, owner) {
    return cellsUnder(box, gap).flatMap((key) => this.#cells.get(key) ?? [])
      .filter((item) => item.owner !== owner && boxesMeet(box, item, gap));
  }
}

/** The keys of the cells under a box that is grown by `gap`. @param {Box} box @param {number} gap */
function cellsUnder({ x, y, w, h }, gap) {
  const keys = [];
  for (let column = Math.floor((x - gap) / CELL_PX); column <= (x + w + gap) / CELL_PX; column++) {
    for (let row = Math.floor((y - gap) / CELL_PX); row <= (y + h + gap) / CELL_PX; row++) keys.push(column * 131072 + row);
  }
  return keys;
}
