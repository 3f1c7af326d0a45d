// @ts-check
import { find, findAll, isCalm, on, rectOf, root } from './dom.js';
import { isStory } from './embed.js';
import { current, route } from './page.js';

/** Out of sight, but the browser's own search still finds it. */
const FOLDED = 'until-found';

/** The story beside the map: one article is current, and only that one shows its quotations. */
export class Story {
  /** What scrolls. */
  panel = isStory ? root : find('#story');

  constructor() {
    this.fold(this.panel);
    on(this.panel, 'click', (event) => this.#choose(event));
    on(this.panel, 'beforematch', ({ target }) => current.choose(route.stopOf(target)));
  }

  /** Folds the texts of all stops in a part of the page. @param {HTMLElement} part */
  fold(part) {
    for (const text of findAll('.more', part)) text.hidden = FOLDED;
  }

  /** @param {number} stop @param {number} before @param {unknown} elsewhere  whether the text is open on the map */
  show(stop, before, elsewhere) {
    const now = route.articles[stop];
    this.leave(before);
    now.classList.add('current');
    now.ariaCurrent = 'step';
    find('.more', now).hidden = elsewhere && FOLDED;
  }

  /** @param {number} stop  which is current no more, or -1 */
  leave(stop) {
    const article = route.articles[stop];
    if (!article) return;
    article.classList.remove('current');
    article.ariaCurrent = null;
    find('.more', article).hidden = FOLDED;
  }

  /** Scrolls to a stop, under the head of its chapter. @param {number} stop @param {boolean} instant */
  scrollTo(stop, instant) {
    const article = route.articles[stop];
    const head = find('h2', article.closest('.chapter'));
    const covered = head ? head.offsetHeight + parseFloat(getComputedStyle(head).top) : 0;
    const distance = () => rectOf(article).top - Math.max(0, rectOf(this.panel).top) - covered;
    const smooth = !instant && !isCalm() && Math.abs(distance()) < 3 * this.panel.clientHeight;
    if (smooth) this.panel.scrollBy({ top: distance(), behavior: 'smooth' });
    else this.#settle(distance, 5);
  }

  /** Articles out of view have only guessed heights, so a far one is reached in several frames. @param {() => number} distance @param {number} frames */
  #settle(distance, frames) {
    this.panel.scrollTop += distance();
    if (frames) requestAnimationFrame(() => this.#settle(distance, frames - 1));
  }

  /** @param {MouseEvent} event */
  #choose(event) {
    const link = /** @type {Element} */ (event.target).closest('a, button');
    const stop = route.stopOf(event.target);
    if (stop < 0 || getSelection()?.toString() || (link && !link.hash?.startsWith('#stop-'))) return;
    event.preventDefault();
    current.choose(stop);
  }
}
