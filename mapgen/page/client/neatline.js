// @ts-check
import { boxesMeet } from './boxes.js';
import { degreesOnEdges } from './camera.js';
import { element, find } from './dom.js';

const DEGREES_FROM_PX = 640;

/** Degrees inside the frame, along the top and the end edge. */
export class Neatline {
  /** @param {import('./words.js').Words} words @param {HTMLElement} frame */
  constructor(words, frame) {
    this.words = words;
    this.frame = frame;
    this.node = element('div', 'degrees');
    this.node.setAttribute('aria-hidden', 'true');
    find('.plate').append(this.node);
  }

  /**
   * Writes the degrees a camera shows, but for those under a control.
   * @param {import('./camera.js').Camera} camera @param {import('./boxes.js').Box[]} controls
   * @returns {import('./boxes.js').Box[]} where they stand
   */
  draw(camera, controls) {
    if (camera.width < DEGREES_FROM_PX) {
      this.node.replaceChildren();
      return [];
    }
    const { meridians, parallels } = degreesOnEdges(camera);
    const wanted = [
      ...meridians.filter(({ at }) => at > 60 && at < camera.width - 60)
        .map(({ degree, at }) => ({ degree, kind: 'top', box: { x: at - 24, y: 3, w: 48, h: 14 } })),
      ...parallels.filter(({ at }) => at > 34 && at < camera.height - 24)
        .map(({ degree, at }) => ({ degree, kind: 'side', box: { x: camera.width - 50, y: at - 7, w: 48, h: 14 } })),
    ].filter(({ box }) => !controls.some((control) => boxesMeet(box, control, 3)));
    this.node.replaceChildren(...wanted.map(({ degree, kind, box }) => {
      const node = element('span', `tickl ${kind}`, this.#words(degree, kind === 'top'));
      node.dir = 'auto';
      node.style.transform = `translate(${box.x}px, ${box.y}px)`;
      return node;
    }));
    return wanted.map(({ box }) => box);
  }

  /** @param {number} degree @param {boolean} isMeridian */
  #words(degree, isMeridian) {
    if (degree === 0) return this.words.say('zero');
    const key = isMeridian ? (degree < 0 ? 'west' : 'east') : (degree < 0 ? 'south' : 'north');
    return this.words.say(key, { n: Math.abs(degree) });
  }
}
