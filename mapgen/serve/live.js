// @ts-check
/* Follows the server: when its map was drawn anew, puts the articles that changed in place or, where
   more than they did, loads the page again; and shows what is wrong meanwhile. Where the reader was
   is kept. */

const KEPT = 'mapgen-live';
const SETTLING_FRAMES = 8;
const panel = /** @type {HTMLElement} */ (document.getElementById(KEPT));
const { events } = panel.dataset;
let { version } = panel.dataset;
let isSearched = false;
/** @type {EventSource | null} */
let source = null;

/** @param {string} selector @param {ParentNode} [within] @returns {any} */
function find(selector, within = document) {
  return within.querySelector(selector);
}

/** Puts each value into the element of its name. @param {ParentNode} node @param {Record<string, any>} values */
function fill(node, values) {
  for (const [name, value] of Object.entries(values)) {
    const part = find(`.${name}`, node);
    if (part) part.textContent = value;
  }
}

/**
 * @param {{pages: string[], version: string, since: string, changes: Record<string, Record<string, string>>,
 *   summary: string, failure: string, problems: Record<string, string>[]}} state
 */
function follow(state) {
  const name = decodeURIComponent(location.pathname.slice(1));
  const changes = state.since === version ? state.changes[name] : null;
  if (!state.pages.includes(name)) {
    location.replace(`/${encodeURIComponent(state.pages[0])}${location.search}${location.hash}`);
  } else if (state.version !== version && !(changes && canChange(changes))) {
    keepView();
    location.reload();
  } else {
    if (state.version !== version) change(changes);
    version = state.version;
    panel.hidden = !state.summary;
    fill(panel, state);
    find('ol', panel).replaceChildren(...state.problems.map((problem) => {
      const item = find('template', panel).content.cloneNode(true);
      fill(item, problem);
      return item;
    }));
  }
}

/** The card that is open on the map, if one is. */
function openCard() {
  const card = find('.pop');
  return card?.hidden ? null : card;
}

/** The marker of an article's place, if it has one now. @param {HTMLElement} article */
function markerOf(article) {
  return find(`button[data-place="${article.dataset.place}"]`);
}

/** Whether nothing else on the page repeats, or hangs on, what some articles say. @param {Record<string, string>} articles  by their ids */
function canChange(articles) {
  const isPeeking = getComputedStyle(find('.grab')).display !== 'none';
  return !isPeeking && !isSearched && !find('[name="q"]').value && Object.keys(articles).every((id) => {
    const article = document.getElementById(id);
    if (!article || find('[aria-pressed="true"]', article)) return false;
    return !openCard() || !article.matches('.current') || markerOf(article) !== null;
  });
}

/** Puts articles in place of what they were. @param {Record<string, string>} articles  their markup, by their ids */
function change(articles) {
  const kept = readArticle();
  for (const [id, markup] of Object.entries(articles)) {
    const article = /** @type {HTMLElement} */ (document.getElementById(id));
    const { hidden } = find('.more', article);
    article.replaceChildren(...new DOMParser().parseFromString(markup, 'text/html').body.childNodes);
    find('.more', article).hidden = hidden;
    for (const button of article.querySelectorAll('.other')) button.ariaPressed = 'false';
    if (openCard() && article.matches('.current')) markerOf(article).click();
  }
  if (kept) settle(find('#story'), /** @type {HTMLElement} */ (document.getElementById(kept.id)), kept.depth, SETTLING_FRAMES);
}

/** The part of the world that is shown, unless it is the start view. */
function shownView() {
  const map = globalThis.map_plate;
  if (!map || find('.whole')?.hidden) return null;
  const { lat, lng } = map.getCenter();
  return { lat, lng, zoom: map.getZoom() };
}

/** How far below the top of the story an article begins. @param {Element} article */
function depthOf(article) {
  return article.getBoundingClientRect().top - find('#story').getBoundingClientRect().top;
}

/** The article that is read: the first of which something can be seen, and how far down it begins. */
function readArticle() {
  const article = [...document.querySelectorAll('article.stop')].find((each) => depthOf(each) + each.clientHeight > 0);
  return article ? { id: article.id, depth: depthOf(article) } : null;
}

function keepView() {
  sessionStorage.setItem(KEPT, JSON.stringify({
    path: location.pathname, view: shownView(), hasCard: openCard() !== null,
    read: readArticle(), sheet: find('#story')?.dataset.sheet,
  }));
}

function restoreView() {
  const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? '{}');
  sessionStorage.removeItem(KEPT);
  if (kept.path !== location.pathname) return;
  if (kept.view) globalThis.map_plate?.setView(kept.view, kept.view.zoom, { animate: false });
  const stop = find('article.stop.current');
  if (kept.hasCard && stop) markerOf(stop)?.click();
  const story = find('#story');
  if (story && kept.sheet) story.dataset.sheet = kept.sheet;
  const article = kept.read && document.getElementById(kept.read.id);
  if (article) settle(story, article, kept.read.depth, SETTLING_FRAMES);
}

/**
 * Scrolls an article to its depth. Articles out of view have only guessed heights, so that takes
 * several frames; the page itself does the same with the current stop, and is done before.
 * @param {HTMLElement} story @param {Element} article @param {number} depth @param {number} frames
 */
function settle(story, article, depth, frames) {
  story.scrollTop += depthOf(article) - depth;
  if (frames) requestAnimationFrame(() => settle(story, article, depth, frames - 1));
}

/** Listens while the page can be seen: a browser opens only a few streams to one server. */
function listen() {
  source?.close();
  source = null;
  if (document.hidden) return;
  source = new EventSource(String(events));
  source.onmessage = ({ data }) => follow(JSON.parse(data));
}

// The first chapters of a long road are at work before the others have come.
if (find('.app:not([data-ready])')) document.addEventListener('DOMContentLoaded', restoreView);
else restoreView();
document.addEventListener('input', ({ target }) => {
  isSearched ||= /** @type {Element} */ (target).closest('.filters') !== null;
});
document.addEventListener('visibilitychange', listen);
listen();
