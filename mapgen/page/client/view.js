// @ts-check
import { decoration, element, putAt, svgElement } from './dom.js';
import { current, route } from './page.js';

/** @typedef {ReturnType<typeof import('./layout.js').layoutView>} Layout */

const ARROW = [[6, 0], [-5.5, -4.9], [-2.6, 0], [-5.5, 4.9]];
const INK_ORDER = ['leader', 'dot', 'dot f', 'dot-here', 'arrow dim', 'arrow f dim', 'arrow', 'arrow f'];

/** What is drawn over the land and the lines of one map: dots, leaders, arrowheads, names. */
export class View {
  node = element('div', 'view');
  ink = svgElement('svg', { class: 'ink', 'aria-hidden': 'true' });
  names = decoration('div', 'names');
  /** @type {Layout | null} */
  layout = null;

  constructor() {
    this.node.append(this.ink, this.names);
  }

  /** The disc of a place, if the place has a number here. @param {number} place */
  discOf(place) {
    return this.layout?.discs.find((disc) => disc.pin.from === place);
  }

  /** @param {Layout} layout */
  draw(layout) {
    this.layout = layout;
    this.#drawInk(layout);
    this.names.replaceChildren(
      ...layout.seas.map((label) => nameAt(label, 'nm s')),
      ...layout.countries.map((label) => nameAt(label, 'nm c')),
      ...layout.names.map((label) => nameAt(label, nameKind(label.pin.from))),
    );
  }

  /** One path for all marks of a kind. @param {Layout} layout */
  #drawInk({ discs, dots, arrows }) {
    const paths = Object.fromEntries(INK_ORDER.map((kind) => [kind, '']));
    const moved = discs.filter((disc) => disc.moved);
    for (const { x, y, box } of moved) paths.leader += `M${x} ${y}L${box.x + box.w / 2} ${box.y + box.h / 2}`;
    for (const { pin, x, y } of [...moved, ...dots]) {
      paths[route.places[pin.from].forced ? 'dot f' : 'dot'] += `M${x} ${y}h0`;
      if (pin.from === current.place) paths['dot-here'] += `M${x} ${y}h0`;
    }
    for (const arrow of arrows) {
      const { forced, stop } = route.legs[arrow.leg];
      paths[`arrow${forced ? ' f' : ''}${current.isLater(stop) ? ' dim' : ''}`] += arrowPath(arrow, forced ? 1.1 : 0.95);
    }
    this.ink.replaceChildren(...INK_ORDER.filter((kind) => paths[kind]).flatMap((kind) => (
      (kind.startsWith('dot') ? [kind, `${kind} core`] : [kind]).map((name) => svgElement('path', { class: name, d: paths[kind] })))));
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
  node.dir = 'auto';
  putAt(node, x, y);
  return node;
}
