// @ts-check
/** @typedef {{x: number, y: number, w: number, h: number}} Box  in pixels */

const CELL_PX = 32;

/**
 * Whether two boxes overlap, or come closer than `gap`.
 * @param {Box} a @param {Box} b @param {number} [gap]
 */
export function boxesMeet(a, b, gap = 0) {
  return a.x < b.x + b.w + gap && b.x < a.x + a.w + gap
    && a.y < b.y + b.h + gap && b.y < a.y + a.h + gap;
}

/**
 * Whether a box lies in a view of this size, `margin` away from its edges.
 * @param {Box} box @param {{width: number, height: number}} view @param {number} margin
 */
export function boxWithin(box, view, margin) {
  return box.x >= margin && box.y >= margin
    && box.x + box.w <= view.width - margin && box.y + box.h <= view.height - margin;
}

/** @param {number} x @param {number} y @param {number} w @param {number} h @returns {Box} */
export function boxAround(x, y, w, h) {
  return { x: x - w / 2, y: y - h / 2, w, h };
}

/** @param {number} cx @param {number} cy */
function cellKey(cx, cy) {
  return cx * 131072 + cy;
}

/**
 * Things by the cells of a grid, so that a question costs what is near, not what there is.
 * @template T
 */
class Cells {
  /** @type {Map<number, T[]>} */
  #byKey = new Map();

  /** @param {number} cx @param {number} cy @param {T} item */
  put(cx, cy, item) {
    const key = cellKey(cx, cy);
    const cell = this.#byKey.get(key);
    if (cell) cell.push(item);
    else this.#byKey.set(key, [item]);
  }

  /**
   * Visits what stands in the cells a box touches, until `visit` returns true.
   * @param {Box} box @param {number} margin @param {(item: T) => boolean | void} visit
   */
  some(box, margin, visit) {
    const right = Math.floor((box.x + box.w + margin) / CELL_PX);
    const bottom = Math.floor((box.y + box.h + margin) / CELL_PX);
    const top = Math.floor((box.y - margin) / CELL_PX);
    for (let cx = Math.floor((box.x - margin) / CELL_PX); cx <= right; cx++) {
      for (let cy = top; cy <= bottom; cy++) {
        for (const item of this.#byKey.get(cellKey(cx, cy)) ?? []) if (visit(item)) return true;
      }
    }
    return false;
  }
}

/** Boxes to keep clear of. */
export class BoxGrid {
  /** @type {Cells<Box>} */
  #cells = new Cells();

  /** @param {Iterable<Box>} [boxes] */
  constructor(boxes = []) {
    for (const box of boxes) this.add(box);
  }

  /** @param {Box} box */
  add(box) {
    const right = Math.floor((box.x + box.w) / CELL_PX);
    const bottom = Math.floor((box.y + box.h) / CELL_PX);
    const top = Math.floor(box.y / CELL_PX);
    for (let cx = Math.floor(box.x / CELL_PX); cx <= right; cx++) {
      for (let cy = top; cy <= bottom; cy++) this.#cells.put(cx, cy, box);
    }
  }

  /**
   * Whether a box comes closer than `gap` to one of these, itself left out.
   * @param {Box} box @param {number} [gap]
   */
  meets(box, gap = 0) {
    return this.#cells.some(box, gap, (other) => other !== box && boxesMeet(box, other, gap));
  }
}

/** Points, each with the number of what it belongs to. */
export class PointGrid {
  /** @type {Cells<{x: number, y: number, owner: number}>} */
  #cells = new Cells();

  /** @param {number} x @param {number} y @param {number} owner */
  add(x, y, owner) {
    this.#cells.put(Math.floor(x / CELL_PX), Math.floor(y / CELL_PX), { x, y, owner });
  }

  /**
   * How many points lie in a box or within `margin` of it, those of `except` left out.
   * @param {Box} box @param {number} margin @param {number} [except]
   */
  count(box, margin, except = -1) {
    let count = 0;
    this.#within(box, margin, (point) => {
      if (point.owner !== except) count++;
    });
    return count;
  }

  /**
   * How many different owners have a point in a box.
   * @param {Box} box @param {number} margin
   */
  owners(box, margin) {
    const owners = new Set();
    this.#within(box, margin, (point) => void owners.add(point.owner));
    return owners.size;
  }

  /**
   * The owner of the nearest point at most `reach` away, or -1.
   * @param {number} x @param {number} y @param {number} reach
   */
  nearest(x, y, reach) {
    let owner = -1;
    let best = reach;
    this.#within({ x, y, w: 0, h: 0 }, reach, (point) => {
      const distance = Math.hypot(point.x - x, point.y - y);
      if (distance < best) [owner, best] = [point.owner, distance];
    });
    return owner;
  }

  /** @param {Box} box @param {number} margin @param {(p: {x: number, y: number, owner: number}) => void} visit */
  #within(box, margin, visit) {
    this.#cells.some(box, margin, (point) => {
      if (point.x > box.x - margin && point.x < box.x + box.w + margin
        && point.y > box.y - margin && point.y < box.y + box.h + margin) visit(point);
    });
  }
}
