// @ts-check
import { on } from './dom.js';
import { isFramed } from './embed.js';
import { filters } from './filters.js';
import { current, route } from './page.js';

/**
 * Tells the page around, if there is one, what goes on here.
 * @param {'ready' | 'stop' | 'height'} type @param {Record<string, string | number>} told
 */
export function tell(type, told) {
  if (isFramed) parent.postMessage({ mapgen: 1, type, ...told }, '*');
}

/**
 * Does what the page around a framed one asks for, and nobody else. What a message holds is compared with what is
 * here, and never shown as anything but a word looked for; whatever is not understood is passed over.
 * @param {import('./controls.js').Controls} controls
 */
export function obeyHost(controls) {
  on(window, 'message', ({ source, data }) => {
    if (source !== parent || data?.mapgen !== 1) return;
    const { type, stop, filter } = data;
    if (type === 'play' || type === 'pause') controls[type]();
    else if (type === 'goto' && typeof stop === 'string') current.choose(route.find(stop));
    else if (type === 'filter' && filter?.constructor === Object && Object.values(filter).every((value) => /string|number/.test(typeof value))) {
      filters.set(filter);
    }
  });
}
