"""How long a reader waits: our page of many stops beside plain folium's, in the same browser.

Plain folium's page asks the network for Leaflet, jQuery, Bootstrap and others, and for tiles. Here
Leaflet and its pictures are answered from this machine, jQuery by two lines that do what the page
needs of it, and the rest by nothing: what is left out would only make that page slower.
"""

import re
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from playwright.sync_api import Browser, Page, Route, sync_playwright

from tests.conftest import BROWSER_ARGUMENTS, find_browser
from tests.measuring import Row

PATIENCE_MS = 300_000

_JQUERY = """
globalThis.$ = globalThis.jQuery = (markup) => (
  Object.assign(document.createElement('template'), { innerHTML: markup }).content.children);
"""
_FIRST_STOP = "document.querySelector('article.stop h3 a').click()"
_FIRST_MARKER = "document.querySelector('.leaflet-marker-icon').click()"

_FIRST_WORDS = """
const look = () => {
  if (document.querySelector('article.stop blockquote')?.getClientRects().length) {
    globalThis.firstWords = performance.now() / 1000;
  } else requestAnimationFrame(look);
};
requestAnimationFrame(look);
"""


@dataclass(frozen=True)
class Visit:
    """One page opened in an empty tab: when its first stop was open, and what its script held.

    `words` is when the first quotation of a story stood on the screen, in seconds too.
    """

    opened: float
    heap_mb: float
    words: float


Open = Callable[[Page], None]


def page_rows(ours: Path, plain: Path, times: int) -> Iterator[Row]:
    """Rows about the two pages of the same stops."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=BROWSER_ARGUMENTS)
        pairs = [
            (_visit(browser, ours, _open_ours), _visit(browser, plain, _open_plain))
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
        f"{page}, to the first quotation on the screen / plain folium's first popup",
        [(mine.words, other.opened) for mine, other in pairs],
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


def _visit(browser: Browser, page: Path, open_stop: Open) -> Visit:
    context = browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    context.set_default_timeout(PATIENCE_MS)
    context.route(re.compile("^https?:"), _answer)
    context.add_init_script(_FIRST_WORDS)
    tab = context.new_page()
    began = time.perf_counter()
    tab.goto(page.as_uri())
    open_stop(tab)
    opened = time.perf_counter() - began
    heap, words = tab.evaluate("[performance.memory.usedJSHeapSize, globalThis.firstWords ?? 0]")
    context.close()
    return Visit(opened, heap / 1e6, words)


def _open_ours(tab: Page) -> None:
    _wait_for(tab, ".app[data-ready]")
    tab.evaluate(_FIRST_STOP)
    _wait_for(tab, "article.stop[aria-current=step]")


def _open_plain(tab: Page) -> None:
    _wait_for(tab, ".leaflet-marker-icon")
    tab.evaluate(_FIRST_MARKER)
    _wait_for(tab, ".leaflet-popup-content blockquote")


def _wait_for(tab: Page, selector: str) -> None:
    """As `wait_for_selector`, which would itself walk through all elements of a long page."""
    tab.wait_for_function(f"document.querySelector({selector!r})")


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
