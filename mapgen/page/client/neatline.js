// @ts-check
import { boxAround, boxesMeet } from './boxes.js';
import { degreesOnEdges } from './camera.js';
import { element, putAt } from './dom.js';
import { words } from './page.js';

const DEGREES_PX = 640;

/**
 * Writes the degrees a camera shows inside the frame, but for those under a control.
 * @param {HTMLElement} node @param {import('./camera.js').Camera} camera @param {import('./boxes.js').Box[]} controls
 * @returns {import('./boxes.js').Box[]} where they stand
 */
export function drawDegrees(node, camera, controls) {
  const shown = camera.width < DEGREES_PX ? [] : degreesOnEdges(camera).map((one) => ({ ...one, box: boxAround(one.x, one.y, 48, 14) }))
    .filter(({ box }) => !controls.some((control) => boxesMeet(box, control, 3)));
  node.replaceChildren(...shown.map(({ degree, side, box }) => {
    const label = element('span', `tickl ${side}`, words.say(degree ? side : 'zero', { n: Math.abs(degree) }));
    putAt(label, box.x, box.y);
    return label;
  }));
  return shown.map(({ box }) => box);
}
