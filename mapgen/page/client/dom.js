// @ts-check
const SVG = 'http://www.w3.org/2000/svg';

/**
 * A new element; text is set as text, never as markup.
 * @param {string} tag @param {string} [className] @param {string} [text]
 * @returns {HTMLElement}
 */
export function element(tag, className = '', text = '') {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text) node.textContent = text;
  return node;
}

/**
 * A new button that submits nothing.
 * @param {string} className @param {string} text @returns {HTMLButtonElement}
 */
export function button(className, text) {
  const node = /** @type {HTMLButtonElement} */ (element('button', className, text));
  node.type = 'button';
  return node;
}

/**
 * A new svg element.
 * @param {string} tag @param {Record<string, string | number>} [attributes]
 * @returns {SVGElement}
 */
export function svgElement(tag, attributes = {}) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, String(value));
  return node;
}

/**
 * The first element that fits; the page is not one of ours if there is none.
 * @param {string} selector @param {ParentNode} [root]
 * @returns {any}
 */
export function find(selector, root = document) {
  const node = root.querySelector(selector);
  if (!node) throw new Error(`the page has no ${selector}`);
  return node;
}

/** Places and sizes an element in pixels. @param {HTMLElement} node @param {Partial<import('./boxes.js').Box>} box */
export function setBox(node, { x, y, w, h }) {
  const sides = { left: x, top: y, width: w, height: h };
  for (const [side, value] of Object.entries(sides)) {
    if (value !== undefined) node.style.setProperty(side, `${Math.round(value * 10) / 10}px`);
  }
}

/** The box of an element inside another. @param {Element} node @param {Element} frame @returns {import('./boxes.js').Box} */
export function boxIn(node, frame) {
  const [inner, outer] = [node.getBoundingClientRect(), frame.getBoundingClientRect()];
  return { x: inner.left - outer.left, y: inner.top - outer.top, w: inner.width, h: inner.height };
}

/** Whether an element is drawn at all. @param {Element} node */
export function isShown(node) {
  return node.getClientRects().length > 0;
}

/** Whether the reader asked for less motion. */
export function isCalm() {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}

/** @type {CanvasRenderingContext2D | null} */
let pen = null;
/** @type {Map<string, number>} */
const widths = new Map();

/**
 * How wide a text is, in pixels.
 * @param {string} text @param {string} font as in CSS @param {number} [tracking] in pixels
 */
export function textWidth(text, font, tracking = 0) {
  const key = `${font}\n${text}`;
  let width = widths.get(key);
  if (width === undefined) {
    pen ??= /** @type {CanvasRenderingContext2D} */ (document.createElement('canvas').getContext('2d'));
    pen.font = font;
    width = pen.measureText(text).width;
    widths.set(key, width);
  }
  return width + tracking * text.length;
}

/** A copy of a part of the page without its ids. @param {Element} node @returns {HTMLElement} */
export function copyOf(node) {
  const copy = /** @type {HTMLElement} */ (node.cloneNode(true));
  for (const named of [copy, ...copy.querySelectorAll('[id]')]) named.removeAttribute('id');
  return copy;
}
