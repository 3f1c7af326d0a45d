// @ts-check
import { boxAround, boxesMeet } from './boxes.js';
import { degreesOnEdges } from './camera.js';
import { decoration, find, putAt } from './dom.js';
import { words } from './page.js';

const DEGREES_FROM_PX = 640;

/** Degrees inside the frame, along the top and the right edge. */
export class Neatline {
  node = decoration('div', 'degrees');

  constructor() {
    find('.plate').append(this.node);
  }

  /**
   * Writes the degrees a camera shows, but for those under a control.
   * @param {import('./camera.js').Camera} camera @param {import('./boxes.js').Box[]} controls
   * @returns {import('./boxes.js').Box[]} where they stand
   */
  draw(camera, controls) {
    const shown = degreesOnEdges(camera).map((one) => ({ ...one, box: boxAround(one.x, one.y, 48, 14) }))
      .filter(({ box }) => camera.width >= DEGREES_FROM_PX && !controls.some((control) => boxesMeet(box, control, 3)));
    this.node.replaceChildren(...shown.map(({ degree, isMeridian, box }) => {
      const name = degree === 0 ? 'zero' : isMeridian ? (degree < 0 ? 'west' : 'east') : (degree < 0 ? 'south' : 'north');
      const node = decoration('span', isMeridian ? 'tickl' : 'tickl side', words.say(name, { n: Math.abs(degree) }));
      node.dir = 'auto';
      putAt(node, box.x, box.y);
      return node;
    }));
    return shown.map(({ box }) => box);
  }
}
