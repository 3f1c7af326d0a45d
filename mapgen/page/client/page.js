// @ts-check
import { Current, Route } from './route.js';
import { Words } from './words.js';

/** The one route of the page, its words, and the stop that map, story and timeline share. */
export const route = new Route();
export const words = new Words(route.data);
export const current = new Current(route);

/** Whether the page reads from the right; the map never does. */
export const mirrored = route.data.dir === 'rtl';
