// @ts-check
import { element, find } from './dom.js';

const SMALL_PX = 720;

/** Whether the page is to be compact: asked for, or framed and small. */
export function isEmbedded() {
  return new URLSearchParams(location.search).get('embed') === '1' || (self !== top && innerWidth < SMALL_PX);
}

/** The story over the map, opened by a button. */
export class Overlay {
  panel = find('#story');
  button = find('.storyb');

  constructor() {
    this.button.addEventListener('click', () => this.set(!this.isOpen));
  }

  get isOpen() {
    return this.panel.classList.contains('open');
  }

  /** @param {boolean} isOpen */
  set(isOpen) {
    const hadFocus = this.panel.contains(document.activeElement);
    this.panel.classList.toggle('open', isOpen);
    this.button.setAttribute('aria-expanded', String(isOpen));
    if (!isOpen && hadFocus) this.button.focus();
  }
}

/**
 * Leaves wheel and touch to the page around until the reader turns to the map; leaving it or
 * Escape gives them back.
 * @param {any} map an L.Map @param {string} hint
 */
export function guardGestures(map, hint) {
  const frame = map.getContainer();
  const note = element('p', 'wheelhint', hint);
  note.setAttribute('aria-hidden', 'true');
  frame.append(note);
  const allow = (/** @type {boolean} */ on) => {
    const gestures = matchMedia('(pointer: coarse)').matches ? [map.scrollWheelZoom, map.dragging] : [map.scrollWheelZoom];
    for (const gesture of gestures) gesture[on ? 'enable' : 'disable']();
    frame.classList.toggle('guarded', !on);
  };
  allow(false);
  for (const type of ['click', 'focusin']) frame.addEventListener(type, () => allow(true));
  document.addEventListener('keydown', ({ key }) => key === 'Escape' && allow(false));
  addEventListener('blur', () => allow(false));
}
