// @ts-check
import { element, find, putAt } from './dom.js';
import { current, route } from './page.js';

/** @typedef {ReturnType<typeof import('./layout.js').layoutView>} Layout */

const ARROW = [[6, 0], [-5.5, -4.9], [-2.6, 0], [-5.5, 4.9]];

/** What is drawn over the land and the lines of one map: dots, leaders, arrowheads, names. */
export class View {
  /** @type {Layout | null} */
  layout = null;

  /** @param {HTMLElement} node */
  constructor(node) {
    this.node = node;
    this.ink = find('.ink', node);
    this.names = find('.names', node);
  }

  /** @param {Layout} layout */
  draw(layout) {
    this.layout = layout;
    this.#drawInk(layout);
    this.names.replaceChildren(
      ...layout.labels.map((label) => nameAt(label, label.kind)),
      ...layout.names.map((label) => nameAt(label, nameKind(label.pin.from))),
    );
  }

  /** All marks of a kind are one path. @param {Layout} layout */
  #drawInk({ discs, dots, arrows }) {
    /** @type {Record<string, string>} */
    const paths = {};
    const draw = (/** @type {string} */ kind, /** @type {string} */ d) => {
      paths[kind] = (paths[kind] ?? '') + d;
    };
    const moved = discs.filter((disc) => disc.moved);
    for (const { x, y, box } of moved) draw('leader', `M${x} ${y}L${box.x + box.w / 2} ${box.y + box.h / 2}`);
    for (const { pin, x, y } of [...moved, ...dots]) {
      draw(route.places[pin.from].forced ? 'dot f' : 'dot', `M${x} ${y}h0`);
      if (pin.from === current.place) draw('dot-here', `M${x} ${y}h0`);
    }
    for (const arrow of arrows) {
      const { forced, stop } = route.legs[arrow.leg];
      draw(`arrow${forced ? ' f' : ''}${current.isFaint(stop) ? ' dim' : ''}`, arrowPath(arrow, forced ? 1.1 : 0.95));
    }
    for (const path of this.ink.children) path.setAttribute('d', paths[path.getAttribute('class').replace(' core', '')] ?? '');
  }
}

/** The class of a place's name. @param {number} place */
export function nameKind(place) {
  return `nm${route.places[place].area ? ' w' : ''}${place === current.place ? ' cur' : ''}`;
}

/** @param {{x: number, y: number, angle: number}} at @param {number} size */
function arrowPath({ x, y, angle }, size) {
  const [cos, sin] = [Math.cos(angle) * size, Math.sin(angle) * size];
  return `M${ARROW.map(([u, v]) => `${x + u * cos - v * sin} ${y + u * sin + v * cos}`).join('L')}Z`;
}

/** @param {{words: import('./markers.js').Words, x: number, y: number}} label @param {string} className */
function nameAt({ words: { text }, x, y }, className) {
  const node = element('span', className, text);
  putAt(node, x, y);
  return node;
}
