"""How long a reader waits: our page of many stops beside plain folium's, in the same browser.

A stop is opened by pressing the first thing that can be pressed, and open when its quotation can be
read: in our page that is a link of the story, which works before all of the page has come.

Plain folium's page asks the network for Leaflet, jQuery, Bootstrap and others, and for tiles. Here
Leaflet and its pictures are answered from this machine, jQuery by two lines that do what the page
needs of it, and the rest by nothing: what is left out would only make that page slower.
"""

import json
import re
import statistics
import time
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
_OPEN_THE_FIRST = """
(() => {
  const [handle, words] = %s;
  let pressed = false;
  const look = () => {
    const first = document.querySelector(handle);
    if (!pressed && first?.getClientRects().length) {
      first.click();
      pressed = true;
    }
    if (pressed && document.querySelector(words)?.getClientRects().length) {
      globalThis.openedAt = performance.now() / 1000;
    } else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})();
"""
"""Run in a page before its own scripts: opens the first stop as soon as there is one to press."""

_OURS = ("article.stop h3 a", "article.stop:target blockquote")
_PLAIN = (".leaflet-marker-icon", ".leaflet-popup-content blockquote")
_ALL_AT_WORK = "document.querySelector('.app[data-ready] article.stop[aria-current=step]')"


@dataclass(frozen=True)
class Visit:
    """One page opened in an empty tab: when the quotation of its first stop stood on the screen.

    `ready` is when all of it was at work, in seconds too; `heap_mb` is what its script held then.
    """

    opened: float
    ready: float
    heap_mb: float


def page_rows(ours: Path, plain: Path, times: int) -> Iterator[Row]:
    """Rows about the two pages of the same stops."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=BROWSER_ARGUMENTS)
        pairs = [
            (_visit(browser, ours, _OURS, _ALL_AT_WORK), _visit(browser, plain, _PLAIN, "openedAt"))
            for _ in range(times)
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
        f"{page}, to that stop on map and timeline too / plain folium's first popup",
        [(mine.ready, other.opened) for mine, other in pairs],
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


def _visit(browser: Browser, page: Path, first: tuple[str, str], ready: str) -> Visit:
    context = browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    context.set_default_timeout(PATIENCE_MS)
    context.route(re.compile("^https?:"), _answer)
    context.add_init_script(_OPEN_THE_FIRST % json.dumps(first))
    tab = context.new_page()
    began = time.perf_counter()
    tab.goto(page.as_uri())
    tab.wait_for_function(ready)
    took = time.perf_counter() - began
    opened, heap = tab.evaluate("[openedAt, performance.memory.usedJSHeapSize]")
    context.close()
    return Visit(opened, took, heap / 1e6)


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
