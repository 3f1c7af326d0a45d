// @ts-check
import { element, svgElement } from './dom.js';

/** @typedef {ReturnType<typeof import('./layout.js').layoutView>} Layout */

const ARROW = [[6, 0], [-5.5, -4.9], [-2.6, 0], [-5.5, 4.9]];

/** What is drawn over the land and the lines of one map: dots, leaders, arrowheads, names. */
export class View {
  /** @param {import('./route.js').Route} route */
  constructor(route) {
    this.route = route;
    this.node = element('div', 'view');
    this.ink = svgElement('svg', { class: 'ink', 'aria-hidden': 'true' });
    this.names = element('div', 'names');
    this.names.setAttribute('aria-hidden', 'true');
    this.node.append(this.ink, this.names);
    /** @type {Layout | null} */
    this.layout = null;
  }

  /** The disc of a place, if the place has a number here. @param {number} place */
  discOf(place) {
    return this.layout?.discs.find((disc) => disc.pin.from === place);
  }

  /** @param {Layout} layout @param {number} current */
  draw(layout, current) {
    this.layout = layout;
    this.#drawInk(layout, current);
    const place = current < 0 ? -1 : this.route.stops[current].place;
    this.names.replaceChildren(
      ...layout.seas.map((label) => nameAt(label, 'nm s')),
      ...layout.countries.map((label) => nameAt(label, 'nm c')),
      ...[...layout.names].map(([{ pin }, label]) => nameAt(label,
        `nm${this.route.places[pin.from].area ? ' w' : ''}${pin.from === place ? ' cur' : ''}`)),
    );
  }

  /** @param {Layout} layout @param {number} current */
  #drawInk({ discs, dots, arrows }, current) {
    const { places, stops, data } = this.route;
    const here = current < 0 ? -1 : stops[current].place;
    /** @type {Map<string, string>} */
    const paths = new Map();
    const add = (/** @type {string} */ kind, /** @type {string} */ d) => paths.set(kind, (paths.get(kind) ?? '') + d);
    const dot = (/** @type {import('./markers.js').Dot} */ { pin, x, y }) => {
      if (pin.from === here) add('dot-here', `M${round(x)} ${round(y)}h0`);
      add(places[pin.from].forced ? 'dot f' : 'dot', `M${round(x)} ${round(y)}h0`);
    };
    for (const disc of discs) {
      if (!disc.moved) continue;
      const { x, y, w, h } = disc.box;
      add('leader', `M${round(disc.x)} ${round(disc.y)}L${round(x + w / 2)} ${round(y + h / 2)}`);
      dot(disc);
    }
    dots.forEach(dot);
    for (const arrow of arrows) {
      const { forced, stop } = data.legs[arrow.leg];
      const dim = current >= 0 && stop > current;
      add(`arrow${forced ? ' f' : ''}${dim ? ' dim' : ''}`, arrowPath(arrow, forced ? 1.1 : 0.95));
    }
    const order = ['leader', 'dot', 'dot f', 'dot-here', 'arrow dim', 'arrow f dim', 'arrow', 'arrow f'];
    this.ink.replaceChildren(...order.filter((kind) => paths.has(kind)).flatMap((kind) => {
      const d = /** @type {string} */ (paths.get(kind));
      const rings = kind.startsWith('dot') ? [`${kind} core`] : [];
      return [kind, ...rings].map((name) => svgElement('path', { class: name, d }));
    }));
  }
}

/** @param {number} value */
function round(value) {
  return Math.round(value * 10) / 10;
}

/** @param {{x: number, y: number, angle: number}} at @param {number} size */
function arrowPath({ x, y, angle }, size) {
  const [cos, sin] = [Math.cos(angle) * size, Math.sin(angle) * size];
  return `M${ARROW.map(([u, v]) => `${round(x + u * cos - v * sin)} ${round(y + u * sin + v * cos)}`).join('L')}Z`;
}

/** @param {import('./markers.js').Placed} label @param {string} className */
function nameAt({ words, x, y }, className) {
  const node = element('span', className, words.text);
  node.dir = 'auto';
  node.style.transform = `translate(${round(x)}px, ${round(y)}px)`;
  return node;
}
