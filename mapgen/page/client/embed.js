// @ts-check
import { find, findAll, on, root } from './dom.js';

const SMALL_PX = 720;
const SHORT_PX = 440;
/** What the address asks for, but for the language. */
const asked = new URLSearchParams(location.search);
const embed = asked.get('embed');
export const isFramed = parent !== self;
/** Whether the page is the story alone, as high as it is. */
export const isStory = embed === 'story';

/** Whether the page is to be compact: asked for, framed and small, or hardly high enough for a map. */
export function isCompact() {
  return embed === '1' || innerHeight < SHORT_PX || (isFramed && innerWidth < SMALL_PX);
}

/** Takes the theme that the address asks for, and goes to the page in the language that it asks for. */
export function followQuery() {
  const lang = asked.get('lang');
  root.dataset.theme = asked.get('theme') ?? '';
  asked.delete('lang');
  for (const link of findAll('.languages a')) {
    const keep = () => Object.assign(link, { hash: location.hash, search: asked });
    on(link, 'pointerdown click', keep);
    if (link.hreflang === lang) location.replace(keep().href);
  }
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
    for (const gesture of ['scrollWheelZoom', matchMedia('(pointer: coarse)').matches && 'dragging']) map[gesture]?.[on ? 'enable' : 'disable']();
    node.classList.toggle('guarded', !on);
  };
  allow(false);
  on(node, 'click focusin', () => allow(true));
  on(document, 'keydown', ({ key }) => key === 'Escape' && allow(false));
  on(window, 'blur', () => allow(false));
}
