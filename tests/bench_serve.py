"""Rows of `make bench` about `mapgen serve`: from a saved edit to the changed page in a browser."""

import os
import re
import statistics
import time
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.conftest import BROWSER_ARGUMENTS, find_browser
from tests.generated import generated_route
from tests.measuring import Row
from tests.serving import served

EDITS = 30
BUDGET_MS = 400
PAUSE_MS = 500
"""An author looks at what a save has done before the next."""

_STOP = re.compile(r"(?P<head>- id: s5\n(?:.*\n)*?        when: )(?P<when>\S+)(?P<rest>.*\n)")
_TELL_WHAT_IS_SEEN = """
(() => {
  let told = '';
  new PerformanceObserver((list) => {
    for (const { identifier, renderTime } of list.getEntries()) {
      document.querySelector(`[elementtiming="${identifier}"]`)?.remove();
      seen(identifier, performance.timeOrigin + renderTime);
    }
  }).observe({ type: 'element', buffered: true });
  const look = () => {
    const parts = ['#stop-s5 .what', '#stop-s5 time'].map((part) => document.querySelector(part));
    const now = parts.every(Boolean) ? parts.map((part) => part.textContent).join(', ') : told;
    if (now !== told) {
      told = now;
      const mark = Object.assign(document.createElement('p'), { textContent: now });
      Object.assign(mark.style, { position: 'fixed', top: 0, left: 0, zIndex: 9999 });
      mark.setAttribute('elementtiming', now);
      document.body.append(mark);
    }
    requestAnimationFrame(look);
  };
  look();
})();
"""
"""Run in each page before its own scripts: tells what a stop says, and when the screen said so.

Element Timing (a W3C draft) has it of a mark that is put into the page with it.
"""


def edit_rows(folder: Path) -> Iterator[Row]:
    """Rows about roads of 40 and of 1,000 stops: how soon an edit is seen.

    The budget is for an edit in what a stop says, which most are; at another date a page is loaded
    again.
    """
    for stops in (40, 1_000):
        words, dates = _edits_under_serve(folder / f"served-{stops}", stops)
        middle = statistics.median(words)
        what = f"{stops:,} stops, from save to changed page in a browser"
        yield Row(
            f"{what}, {EDITS} edits of a title",
            f"median ≤ {BUDGET_MS} ms",
            f"median {middle:.0f} ms, worst {max(words):.0f} ms",
            middle <= BUDGET_MS,
        )
        measured = f"median {statistics.median(dates):.0f} ms, worst {max(dates):.0f} ms"
        yield Row(f"{what}, {len(dates)} edits of a date", "", measured, True)


def _edits_under_serve(folder: Path, stops: int) -> tuple[list[float], list[float]]:
    """For edits of a title, and of a date, the milliseconds from the save to the screen."""
    (folder / "routes").mkdir(parents=True)
    route = folder / "routes" / "generated.yaml"
    text = generated_route(stops)
    route.write_text(text, encoding="utf-8")
    environment = {**os.environ, "MAPGEN_CACHE_DIR": str(folder / "cache")}
    with served(folder, environment=environment) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=BROWSER_ARGUMENTS)
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        shown: dict[str, float] = {}
        page.expose_function("seen", lambda told, at: shown.update({told: at}))
        page.add_init_script(_TELL_WHAT_IS_SEEN)
        page.goto(server.address)
        while not shown:
            page.wait_for_timeout(5)
        title, _, month = next(iter(shown)).partition(", ")

        def save(now: str, told: str) -> float:
            page.wait_for_timeout(PAUSE_MS)
            saved = time.time()
            route.write_text(now, encoding="utf-8")
            return _wait_for(page, shown, told) - 1000 * saved

        words, dates = [], []
        for number in range(EDITS):
            told = f"Told {number} times"
            words.append(
                save(text.replace(f"title: {title}\n", f"title: {told}\n"), f"{told}, {month}")
            )
        for day in range(1, EDITS // 3 + 1):
            dated = _STOP.sub(rf"\g<head>{_month_of(text)}-{day:02}\g<rest>", text, count=1)
            dates.append(save(dated, f"{title}, {day} {month}"))
        browser.close()
    return words, dates


def _month_of(text: str) -> str:
    """The month of the stop's date, as it is written."""
    match = _STOP.search(text)
    assert match
    return match["when"][:7]


def _wait_for(page: Page, shown: dict[str, float], title: str) -> float:
    while title not in shown:
        page.wait_for_timeout(5)
    return shown[title]
