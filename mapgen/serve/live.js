// @ts-check
/* Follows the server: loads the page again when its map was drawn anew, and shows what is wrong
   meanwhile. Where the reader was is kept over the loading. */

const KEPT = 'mapgen-live';
const SETTLING_FRAMES = 8;
const panel = /** @type {HTMLElement} */ (document.getElementById(KEPT));
const { events, version } = panel.dataset;
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

/** @param {{pages: string[], version: string, summary: string, failure: string, problems: Record<string, string>[]}} state */
function follow(state) {
  if (!state.pages.includes(decodeURIComponent(location.pathname.slice(1)))) {
    location.replace(`/${encodeURIComponent(state.pages[0])}${location.search}${location.hash}`);
  } else if (state.version !== version) {
    keepView();
    location.reload();
  } else {
    panel.hidden = !state.summary;
    fill(panel, state);
    find('ol', panel).replaceChildren(...state.problems.map((problem) => {
      const item = find('template', panel).content.cloneNode(true);
      fill(item, problem);
      return item;
    }));
  }
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
  const card = find('.pop');
  sessionStorage.setItem(KEPT, JSON.stringify({
    path: location.pathname, view: shownView(), hasCard: card !== null && !card.hidden,
    read: readArticle(), sheet: find('#story')?.dataset.sheet,
  }));
}

function restoreView() {
  const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? '{}');
  sessionStorage.removeItem(KEPT);
  if (kept.path !== location.pathname) return;
  if (kept.view) globalThis.map_plate?.setView(kept.view, kept.view.zoom, { animate: false });
  const stop = find('article.stop.current');
  if (kept.hasCard && stop) find(`button[data-place="${stop.dataset.place}"]`)?.click();
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

restoreView();
document.addEventListener('visibilitychange', listen);
listen();
