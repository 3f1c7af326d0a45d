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

/** @param {number} x @param {number} y @param {number} w @param {number} h @returns {Box} */
export function boxAround(x, y, w, h) {
  return { x: x - w / 2, y: y - h / 2, w, h };
}

/** A value, or the end of a range it lies beyond. @param {number} value @param {number} least @param {number} most */
export function clamped(value, least, most) {
  return Math.max(least, Math.min(most, value));
}

/**
 * The cheapest of some candidates, the first of equals; null if every cost is Infinity.
 * @template T
 * @param {T[]} all @param {(one: T) => number} costOf @returns {T | null}
 */
export function cheapest(all, costOf) {
  let [best, least] = [/** @type {T | null} */ (null), Infinity];
  for (const one of all) {
    const cost = costOf(one);
    if (cost < least) [best, least] = [one, cost];
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
  add({ x, y, w, h }, owner = -1) {
    this.#eachCell({ x, y, w, h }, 0, (key) => {
      const cell = this.#cells.get(key);
      if (cell) cell.push({ x, y, w, h, owner });
      else this.#cells.set(key, [{ x, y, w, h, owner }]);
    });
  }

  /** @param {number} x @param {number} y @param {number} owner */
  addPoint(x, y, owner) {
    this.add({ x, y, w: 0, h: 0 }, owner);
  }

  /** Whether a box comes closer than `gap` to what others own. @param {Box} box @param {number} [gap] @param {number} [owner] */
  meets(box, gap = 0, owner = -2) {
    return this.#some(box, gap, (item) => item.owner !== owner);
  }

  /** How many points of others lie in a box or within `gap` of it. @param {Box} box @param {number} gap @param {number} [owner] */
  count(box, gap, owner = -2) {
    let count = 0;
    this.#some(box, gap, (item) => void (count += Number(item.owner !== owner)));
    return count;
  }

  /** How many different owners have something in a box. @param {Box} box @param {number} gap */
  owners(box, gap) {
    const owners = new Set();
    this.#some(box, gap, (item) => void owners.add(item.owner));
    return owners.size;
  }

  /** The owner of the nearest point closer than `reach`, or -1. @param {number} x @param {number} y @param {number} reach */
  nearest(x, y, reach) {
    let [owner, least] = [-1, reach];
    this.#some({ x, y, w: 0, h: 0 }, reach, (item) => {
      const distance = Math.hypot(item.x - x, item.y - y);
      if (distance < least) [owner, least] = [item.owner, distance];
    });
    return owner;
  }

  /** @param {Box} box @param {number} gap @param {(item: Box & {owner: number}) => boolean | void} test */
  #some(box, gap, test) {
    return this.#eachCell(box, gap, (key) => this.#cells.get(key)?.some((item) => boxesMeet(box, item, gap) && test(item)));
  }

  /** @param {Box} box @param {number} gap @param {(key: number) => boolean | void} visit  true ends it */
  #eachCell({ x, y, w, h }, gap, visit) {
    const right = Math.floor((x + w + gap) / CELL_PX);
    const bottom = Math.floor((y + h + gap) / CELL_PX);
    for (let cx = Math.floor((x - gap) / CELL_PX); cx <= right; cx++) {
      for (let cy = Math.floor((y - gap) / CELL_PX); cy <= bottom; cy++) if (visit(cx * 131072 + cy)) return true;
    }
    return false;
  }
}
