"""How long a reader waits: our page of many stops beside plain folium's, in the same browser.

A reader presses what can be seen, and goes on when what it opens can be seen: a thing is pressed
once the browser has put it on the screen, and a stop is open once its quotation stands there, with
us on the map and the timeline too. When that was, Element Timing says (a W3C draft), of a mark that
is put into the page with it. To press a thing before it is drawn would flatter plain folium's page,
which draws for seconds before it can be used, and for more before it shows what was pressed.

Plain folium's page asks the network for Leaflet, jQuery, Bootstrap and others, and for tiles. Here
Leaflet and its pictures are answered from this machine, jQuery by two lines that do what the page
needs of it, and the rest by nothing: what is left out would only make that page slower.
"""

import json
import re
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from playwright.sync_api import Browser, Route, sync_playwright

from tests.conftest import BROWSER_ARGUMENTS, find_browser
from tests.measuring import Row

PATIENCE_MS = 300_000

_JQUERY = """
globalThis.$ = globalThis.jQuery = (markup) => (
  Object.assign(document.createElement('template'), { innerHTML: markup }).content.children);
"""
_READ_THE_FIRST = """
(() => {
  const [handle, opened] = %s;
  const isThere = (selector) => document.querySelector(selector)?.getClientRects().length;
  const whenSeen = (name, selectors, then) => {
    const look = () => {
      if (!selectors.every(isThere)) return requestAnimationFrame(look);
      const mark = Object.assign(document.createElement('p'), { textContent: name });
      Object.assign(mark.style, { position: 'fixed', top: 0, left: 0, zIndex: 9999 });
      mark.setAttribute('elementtiming', name);
      document.body.append(mark);
      new PerformanceObserver((list, observer) => {
        const seen = list.getEntriesByName('text-paint').find((each) => each.identifier === name);
        if (!seen) return;
        observer.disconnect();
        mark.remove();
        then(seen.renderTime / 1000);
      }).observe({ type: 'element', buffered: true });
    };
    requestAnimationFrame(look);
  };
  whenSeen('handle', [handle], () => {
    document.querySelector(handle).click();
    whenSeen('opened', opened, (at) => { globalThis.openedAt = at; });
  });
})();
"""
"""Run in a page before its own scripts: opens the first stop once it is there to be pressed."""

_OURS = (
    "article.stop h3 a",
    ["article.stop[aria-current=step] blockquote", ".disc.cur", ".ph[aria-valuenow='1']"],
)
_PLAIN = (".leaflet-marker-icon", [".leaflet-popup-content blockquote"])
_WAIT = """
new Promise((done) => {
  const look = () => (globalThis.openedAt ? done() : setTimeout(look, 20));
  look();
})
"""


@dataclass(frozen=True)
class Visit:
    """One page opened in an empty tab.

    `opened` is after how many seconds its first stop stood on the screen; `heap_mb` is what its
    script holds once all of it has come, too.
    """

    opened: float
    heap_mb: float


def page_rows(ours: Path, plain: Path, times: int) -> Iterator[Row]:
    """Rows about the two pages of the same stops."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=BROWSER_ARGUMENTS)
        pairs = [
            (_visit(browser, ours, _OURS), _visit(browser, plain, _PLAIN)) for _ in range(times)
        ]
        browser.close()
    page = "page of 10,000 stops"
    yield _row(
        f"{page}, to the first stop opened / plain folium's",
        [(mine.opened, other.opened) for mine, other in pairs],
        0.1,
        "s",
    )
    yield _row(
        f"{page}, memory of its script / plain folium's",
        [(mine.heap_mb, other.heap_mb) for mine, other in pairs],
        1.0,
        "MB",
    )


def _row(what: str, pairs: Sequence[tuple[float, float]], most: float, unit: str) -> Row:
    ratio = statistics.median(mine / other for mine, other in pairs)
    mine, other = sorted(pairs)[len(pairs) // 2]
    return Row(
        what,
        f"≤ {most:.2f}",
        f"{ratio:.2f} ({mine:.2f} {unit} / {other:.2f} {unit})",
        ratio <= most,
    )


def _visit(browser: Browser, page: Path, first: tuple[str, list[str]]) -> Visit:
    context = browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    context.set_default_timeout(PATIENCE_MS)
    context.route(re.compile("^https?:"), _answer)
    context.add_init_script(_READ_THE_FIRST % json.dumps(first))
    tab = context.new_page()
    tab.goto(page.as_uri(), wait_until="commit")
    tab.evaluate(_WAIT)
    tab.wait_for_load_state("load")
    opened, heap = tab.evaluate("[openedAt, performance.memory.usedJSHeapSize]")
    context.close()
    return Visit(opened, heap / 1e6)


def _answer(route: Route) -> None:
    name = route.request.url.rpartition("/")[2].partition("?")[0]
    leaflet = files("js_lib_leaflet") / "static" / "js_lib_leaflet"
    if name.startswith("marker-"):
        route.fulfill(body=(leaflet / "images" / name).read_bytes(), content_type="image/png")
        return
    if name in ("leaflet.js", "leaflet.css"):
        body = (leaflet / name).read_text(encoding="utf-8")
    else:
        body = _JQUERY if name.startswith("jquery") else ""
    kind = "text/css" if name.endswith(".css") else "text/javascript"
    route.fulfill(body=body, content_type=kind)
