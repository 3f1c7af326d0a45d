// @ts-check
import { find, isCalm } from './dom.js';

/** The story beside the map: one article is current, and only that one shows its quotations. */
export class Story {
  /** @param {import('./route.js').Route} route @param {import('./route.js').Current} current */
  constructor(route, current) {
    this.route = route;
    this.panel = find('#story');
    for (const text of this.panel.querySelectorAll('.more')) fold(text, true);
    this.panel.addEventListener('click', (/** @type {MouseEvent} */ event) => {
      const target = /** @type {Element} */ (event.target);
      const stop = this.#stopAt(target);
      if (stop < 0 || getSelection()?.toString()) return;
      const link = target.closest('a');
      if (link && !link.hash.startsWith('#stop-')) return;
      event.preventDefault();
      current.choose(stop);
    });
    this.panel.addEventListener('beforematch', (/** @type {Event} */ event) => {
      current.choose(this.#stopAt(/** @type {Element} */ (event.target)));
    });
  }

  /** @param {number} stop @param {number} before @param {boolean} elsewhere  the text is open on the map */
  show(stop, before, elsewhere) {
    const [then, now] = [this.route.articles[before], this.route.articles[stop]];
    then?.classList.remove('current');
    then?.removeAttribute('aria-current');
    if (then) fold(find('.more', then), true);
    if (!now) return;
    now.classList.add('current');
    now.setAttribute('aria-current', 'step');
    fold(find('.more', now), elsewhere);
  }

  /** Scrolls to a stop, under the head of its chapter. @param {number} stop @param {boolean} instant */
  scrollTo(stop, instant) {
    const { panel } = this;
    const distance = () => {
      const article = this.route.articles[stop];
      const head = article.closest('.chapter')?.querySelector('h2');
      const top = panel.getBoundingClientRect().top + (head ? head.offsetHeight + parseFloat(getComputedStyle(head).top) : 0);
      return article.getBoundingClientRect().top - top;
    };
    const far = Math.abs(distance()) > 3 * panel.clientHeight;
    const smooth = !instant && !far && !isCalm();
    panel.scrollBy({ top: distance(), behavior: smooth ? 'smooth' : 'instant' });
    if (!smooth) requestAnimationFrame(() => panel.scrollBy({ top: distance(), behavior: 'instant' }));
  }

  /** @param {Element} node */
  #stopAt(node) {
    const article = /** @type {HTMLElement | null} */ (node.closest('article.stop'));
    return article ? Number(article.dataset.n) : -1;
  }
}

/** Folds a text away so that the browser's own search still finds it. @param {Element} text @param {boolean} away */
function fold(text, away) {
  if (away) text.setAttribute('hidden', 'until-found');
  else text.removeAttribute('hidden');
}
