"""Rows of `make bench` about `mapgen serve`: from a saved edit to the changed page in a browser."""

import os
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
_TITLE = "title: Stop number 5\n"
_TELL_WHAT_IS_SEEN = """
(() => {
  let told = '';
  const look = () => {
    const title = document.querySelector('#stop-s5 .what')?.textContent ?? told;
    if (title !== told) {
      told = title;
      requestAnimationFrame(() => seen(title, performance.timeOrigin + performance.now()));
    }
    requestAnimationFrame(look);
  };
  look();
})();
"""
"""Run in each page before its own scripts: tells of another title once a frame has shown it."""


def edit_rows(folder: Path) -> Iterator[Row]:
    """Rows about roads of 40 and of 1,000 stops: how soon an edit is seen."""
    for stops in (40, 1_000):
        took = _edits_under_serve(folder / f"served-{stops}", stops)
        middle = statistics.median(took)
        yield Row(
            f"{stops:,} stops, from save to changed page in a browser, {EDITS} edits",
            f"median ≤ {BUDGET_MS} ms",
            f"median {middle:.0f} ms, worst {max(took):.0f} ms",
            middle <= BUDGET_MS,
        )


def _edits_under_serve(folder: Path, stops: int) -> list[float]:
    """For each of 30 edits the milliseconds from the save to the frame that shows it."""
    (folder / "routes").mkdir(parents=True)
    route = folder / "routes" / "generated.yaml"
    text = generated_route(stops)
    route.write_text(text, encoding="utf-8")
    environment = {**os.environ, "MAPGEN_CACHE_DIR": str(folder / "cache")}
    with served(folder, environment=environment) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=BROWSER_ARGUMENTS)
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        shown: dict[str, float] = {}
        page.expose_function("seen", lambda title, at: shown.update({title: at}))
        page.add_init_script(_TELL_WHAT_IS_SEEN)
        page.goto(server.address)
        _wait_for(page, shown, "Stop number 5")
        took = []
        for number in range(EDITS):
            title = f"Stop told {number} times"
            saved = time.time()
            route.write_text(text.replace(_TITLE, f"title: {title}\n"), encoding="utf-8")
            took.append(_wait_for(page, shown, title) - 1000 * saved)
        browser.close()
    return took


def _wait_for(page: Page, shown: dict[str, float], title: str) -> float:
    while title not in shown:
        page.wait_for_timeout(5)
    return shown[title]
