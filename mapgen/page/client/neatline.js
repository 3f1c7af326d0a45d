// @ts-check
import { boxAround, boxesMeet } from './boxes.js';
import { degreesOnEdges } from './camera.js';
import { decoration, putAt } from './dom.js';
import { words } from './page.js';

const DEGREES_PX = 640;

/**
 * Writes the degrees a camera shows inside the frame, but for those under a control.
 * @param {HTMLElement} node @param {import('./camera.js').Camera} camera @param {import('./boxes.js').Box[]} controls
 * @returns {import('./boxes.js').Box[]} where they stand
 */
export function drawDegrees(node, camera, controls) {
  const shown = degreesOnEdges(camera).map((one) => ({ ...one, box: boxAround(one.x, one.y, 48, 14) }))
    .filter(({ box }) => camera.width >= DEGREES_PX && !controls.some((control) => boxesMeet(box, control, 3)));
  node.replaceChildren(...shown.map(({ degree, isMeridian, box }) => {
    const [below, above] = isMeridian ? ['west', 'east'] : ['south', 'north'];
    const name = degree === 0 ? 'zero' : degree < 0 ? below : above;
    const label = decoration('span', isMeridian ? 'tickl' : 'tickl side', words.say(name, { n: Math.abs(degree) }));
    label.dir = 'auto';
    putAt(label, box.x, box.y);
    return label;
  }));
  return shown.map(({ box }) => box);
}
