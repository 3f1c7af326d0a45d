"""How long a reader waits: our page of many stops beside plain folium's, in the same browser.

Plain folium's page asks the network for Leaflet, jQuery, Bootstrap and others, and for tiles. Here
Leaflet is answered from this machine, jQuery by three lines that do what the page needs of it, and
the rest by nothing: what is left out would only make that page slower.
"""

import re
import statistics
import time
from collections.abc import Callable, Iterator
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

Open = Callable[[Page], None]


def page_rows(ours: Path, plain: Path, times: int) -> Iterator[Row]:
    """Rows about the two pages of the same stops: to the first stop opened, memory, bytes."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=BROWSER_ARGUMENTS)
        pairs = [
            (_opened(browser, ours, _open_ours), _opened(browser, plain, _open_plain))
            for _ in range(times)
        ]
        browser.close()
    seconds = statistics.median(mine[0] / other[0] for mine, other in pairs)
    memory = statistics.median(mine[1] / other[1] for mine, other in pairs)
    mine, other = pairs[len(pairs) // 2]
    measured = f"{seconds:.3f} ({mine[0]:.2f} s / {other[0]:.2f} s)"
    what = "page of 10,000 stops, to the first stop opened / plain folium's"
    yield Row(what, "≤ 0.10", measured, seconds <= 0.1)
    measured = f"{memory:.2f} ({mine[1]:.0f} MB / {other[1]:.0f} MB)"
    yield Row("memory of its script and elements / plain folium's", "≤ 1.0", measured, memory <= 1)
    sizes = [path.stat().st_size / 1e6 for path in (ours, plain)]
    measured = f"{sizes[0] / sizes[1]:.2f} ({sizes[0]:.1f} MB / {sizes[1]:.1f} MB)"
    yield Row("its bytes / plain folium's", "≤ 1.0", measured, sizes[0] <= sizes[1])


def _opened(browser: Browser, page: Path, open_stop: Open) -> tuple[float, float]:
    """Seconds from an empty tab to the first stop opened, and the MB its script then holds."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    context.set_default_timeout(PATIENCE_MS)
    context.route(re.compile("^https?:"), _answer)
    tab = context.new_page()
    began = time.perf_counter()
    tab.goto(page.as_uri())
    open_stop(tab)
    seconds = time.perf_counter() - began
    heap = tab.evaluate("performance.memory.usedJSHeapSize")
    context.close()
    return seconds, heap / 1e6


def _open_ours(tab: Page) -> None:
    tab.wait_for_selector(".app[data-ready]")
    tab.evaluate(_FIRST_STOP)
    tab.wait_for_selector("article.stop[aria-current=step]")


def _open_plain(tab: Page) -> None:
    tab.wait_for_selector(".leaflet-marker-icon")
    tab.evaluate(_FIRST_MARKER)
    tab.wait_for_selector(".leaflet-popup-content blockquote")


def _answer(route: Route) -> None:
    name = route.request.url.rpartition("/")[2].partition("?")[0]
    leaflet = files("js_lib_leaflet") / "static" / "js_lib_leaflet"
    if name in ("leaflet.js", "leaflet.css"):
        body = (leaflet / name).read_text(encoding="utf-8")
    else:
        body = _JQUERY if name.startswith("jquery") else ""
    kind = "text/css" if name.endswith(".css") else "text/javascript"
    route.fulfill(body=body, content_type=kind)
