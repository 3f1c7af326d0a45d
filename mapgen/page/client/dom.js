// @ts-check
export const root = document.documentElement;

/**
 * A new element; text is set as text, never as markup.
 * @param {string} tag @param {string} [className] @param {string} [textContent] @returns {HTMLElement}
 */
export function element(tag, className = '', textContent = '') {
  return Object.assign(document.createElement(tag), { className, textContent });
}

/** A new button that submits nothing. @param {string} className @param {string} text @returns {HTMLButtonElement} */
export function button(className, text) {
  return Object.assign(/** @type {HTMLButtonElement} */ (element('button', className, text)), { type: 'button' });
}

/** The first element that fits. @param {string} selector @param {ParentNode} [root] @returns {any} */
export function find(selector, root = document) {
  return root.querySelector(selector);
}

/** All elements that fit, in their order. @param {string} selector @param {ParentNode} [root] @returns {any[]} */
export function findAll(selector, root = document) {
  return [...root.querySelectorAll(selector)];
}

/** Those of some parts that an element has, copied without their ids. @param {Element} root @param {string[]} parts @returns {HTMLElement[]} */
export function copiesOf(root, parts) {
  return parts.flatMap((part) => {
    const copy = /** @type {HTMLElement | undefined} */ (find(part, root)?.cloneNode(true));
    for (const named of copy ? [copy, ...findAll('[id]', copy)] : []) named.removeAttribute('id');
    return copy ?? [];
  });
}

/**
 * Listens to events of one or several types.
 * @param {EventTarget} target @param {string} types with spaces between @param {(event: any) => unknown} listener
 * @param {AddEventListenerOptions} [options]
 */
export function on(target, types, listener, options) {
  for (const type of types.split(' ')) target.addEventListener(type, listener, options);
}

/** Puts an element at a place. @param {HTMLElement} node @param {number} x @param {number} y  in pixels */
export function putAt(node, x, y) {
  Object.assign(node.style, { left: `${x}px`, top: `${y}px` });
}

/** Gives an element a size. @param {HTMLElement | SVGElement} node @param {number} width @param {number} height  in pixels */
export function setSize(node, width, height) {
  Object.assign(node.style, { width: `${width}px`, height: `${height}px` });
}

/** Focuses an element where it is. @param {HTMLElement} node */
export function focusOn(node) {
  node.focus({ preventScroll: true });
}

/** Where an element stands in the window. @param {Element} node */
export function rectOf(node) {
  return node.getBoundingClientRect();
}

/** The box of an element inside another. @param {Element} node @param {Element} frame @returns {import('./boxes.js').Box} */
export function boxIn(node, frame) {
  const [inner, outer] = [rectOf(node), rectOf(frame)];
  return { x: inner.left - outer.left, y: inner.top - outer.top, w: inner.width, h: inner.height };
}

/** Whether the reader asked for less motion. */
export function isCalm() {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}

/**
 * Lets keys act on an element or the page, without modifiers and outside of form fields.
 * @param {EventTarget} target @param {Record<string, () => void>} actions by the name of the key
 */
export function listenToKeys(target, actions) {
  on(target, 'keydown', (event) => {
    const field = event.target.closest?.('input, textarea, select');
    if (!actions[event.key] || field || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    actions[event.key]();
  });
}
