// @ts-check
import { find, on } from './dom.js';

const SMALL_PX = 720;

/** Whether the page is to be compact: asked for, or framed and small. */
export function isEmbedded() {
  return new URLSearchParams(location.search).get('embed') === '1' || (self !== top && innerWidth < SMALL_PX);
}

/** The story over the map, opened by a button. */
export class Overlay {
  panel = find('#story');
  #button = find('.storyb');
  isOpen = false;

  /** @param {() => void} onToggle */
  constructor(onToggle) {
    this.onToggle = onToggle;
    on(this.#button, 'click', () => this.toggle());
  }

  /** Opens or closes the story; the focus does not stay in what is closed. */
  toggle() {
    this.isOpen = !this.isOpen;
    if (this.panel.contains(document.activeElement)) this.#button.focus();
    this.panel.classList.toggle('open', this.isOpen);
    this.#button.ariaExpanded = String(this.isOpen);
    this.onToggle();
  }
}

/**
 * Leaves wheel and touch to the page around until the reader turns to the map; leaving it or
 * Escape gives them back.
 * @param {import('./plate.js').Plate} plate
 */
export function guardGestures({ map, node }) {
  const allow = (/** @type {boolean} */ on) => {
    const gestures = matchMedia('(pointer: coarse)').matches ? ['scrollWheelZoom', 'dragging'] : ['scrollWheelZoom'];
    for (const gesture of gestures) map[gesture][on ? 'enable' : 'disable']();
    node.classList.toggle('guarded', !on);
  };
  allow(false);
  on(node, 'click focusin', () => allow(true));
  on(document, 'keydown', ({ key }) => key === 'Escape' && allow(false));
  on(window, 'blur', () => allow(false));
}
