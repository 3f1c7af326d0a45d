// @ts-check
import { boxesMeet } from './boxes.js';
import { degreesOnEdges } from './camera.js';
import { element, find } from './dom.js';
import { words } from './page.js';

const DEGREES_FROM_PX = 640;
const NAMES = { top: ['west', 'east'], side: ['south', 'north'] };

/** Degrees inside the frame, along the top and the end edge. */
export class Neatline {
  node = element('div', 'degrees');

  constructor() {
    this.node.setAttribute('aria-hidden', 'true');
    find('.plate').append(this.node);
  }

  /**
   * Writes the degrees a camera shows, but for those under a control.
   * @param {import('./camera.js').Camera} camera @param {import('./boxes.js').Box[]} controls
   * @returns {import('./boxes.js').Box[]} where they stand
   */
  draw(camera, controls) {
    const { width, height } = camera;
    const { meridians, parallels } = degreesOnEdges(camera);
    /** @type {{degree: number, edge: 'top' | 'side', x: number, y: number, w: number, h: number}[]} */
    const all = [
      ...meridians.map(({ degree, at }) => ({ degree, edge: /** @type {const} */ ('top'), x: at - 24, y: 3, w: 48, h: 14 })),
      ...parallels.map(({ degree, at }) => ({ degree, edge: /** @type {const} */ ('side'), x: width - 50, y: at - 7, w: 48, h: 14 })),
    ];
    const shown = width < DEGREES_FROM_PX ? [] : all.filter((box) => !controls.some((control) => boxesMeet(box, control, 3))
      && (box.edge === 'top' ? box.x > 36 && box.x < width - 84 : box.y > 27 && box.y < height - 31));
    this.node.replaceChildren(...shown.map(({ degree, edge, x, y }) => {
      const node = element('span', `tickl ${edge}`, words.say(degree ? NAMES[edge][Number(degree > 0)] : 'zero', { n: Math.abs(degree) }));
      node.dir = 'auto';
      node.style.translate = `${x}px ${y}px`;
      return node;
    }));
    return shown;
  }
}
