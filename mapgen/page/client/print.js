// @ts-check
import { on } from './dom.js';
import { current } from './page.js';

/**
 * Lays the page out for paper before it is printed, with no stop current, and restores it after.
 * @param {import('./plate.js').Plate} plate @param {import('./legs.js').Legs} legs
 * @param {import('./card.js').Card} card
 */
export function preparePrinting(plate, legs, card) {
  let shown = -1;
  on(window, 'beforeprint afterprint', ({ type }) => {
    const isOnPaper = plate.isOnPaper = type === 'beforeprint';
    if (isOnPaper && card.isOpen) card.close();
    [shown, current.stop] = isOnPaper ? [current.stop, -1] : [-1, shown];
    legs.show();
    plate.plan = null;
    plate.fit();
  });
}
