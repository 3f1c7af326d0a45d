// @ts-check
/** A path that draws something of many stops, with a line for each. */
export class Strand {
  /** @param {SVGElement} path @param {string} stops  their numbers, in the order of the lines */
  constructor(path, stops) {
    this.path = path;
    this.lines = /** @type {string} */ (path.getAttribute('d')).split('\n');
    this.stops = stops.split(' ').map(Number);
  }

  /** Draws the lines of some stops only. @param {(stop: number) => boolean} isDrawn @param {SVGElement} [path]  in place of its own */
  draw(isDrawn, path = this.path) {
    const d = this.lines.filter((_, index) => isDrawn(this.stops[index])).join('\n');
    // What is set is drawn anew, be it the same.
    if (path.getAttribute('d') !== d) path.setAttribute('d', d);
  }

  /** A copy of the path below it or above it. @param {'before' | 'after'} side @param {string} kind  one more class */
  copy(side, kind) {
    const copy = /** @type {SVGElement} */ (this.path.cloneNode());
    copy.classList.add(kind);
    this.path[side](copy);
    return copy;
  }
}
