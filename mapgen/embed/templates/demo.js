// @ts-check
/** Speaks with the custom element, as a page would that wants to: buttons call it, its events are written down. */
const map = /** @type {any} */ (document.querySelector('mapgen-map'));
const said = /** @type {HTMLOutputElement} */ (document.querySelector('output'));
for (const button of document.querySelectorAll('button')) {
  button.addEventListener('click', () => map[button.dataset.call ?? '']?.(button.dataset.stop));
}
for (const name of ['mapgen-ready', 'mapgen-stop']) {
  map.addEventListener(name, (/** @type {CustomEvent} */ { type, detail }) => {
    said.textContent = detail.stop ? `${type}: ${detail.stop}` : type;
  });
}
