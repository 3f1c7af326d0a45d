"""The matrix in other engines, and more that tests hold Chromium to: `make engines` prints it."""

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from itertools import count
from logging import getLogger
from pathlib import Path
from typing import Any, cast

from playwright.sync_api import Frame, Page

from tests.browser import matrix
from tests.browser.driven import DrivenPage, View, wait_until
from tests.browser.drivers import Firefox, Start, WebKit
from tests.browser.hosts import Origins, serving
from tests.browser.matrix import Built, Check, Matrix, Row, Sight

ENGINES: Sequence[tuple[Start, Sequence[str]]] = [
    (Firefox, ["firefox-esr", "firefox"]),
    (WebKit, ["WebKitWebDriver"]),
]
"""What starts an engine, and the programs it may be."""

PHONE = Row("phone", "window", window=(500, 844))
"""As narrow as the windows of all engines can be."""

_WATCH = """<script>
const kept = document.documentElement.dataset;
kept.wrong = '';
addEventListener('error', ({ message }) => { kept.wrong += `${message}\\n`; });
addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
  kept.wrong += `Content Security Policy: ${violatedDirective} ${blockedURI}\\n`;
});
</script>"""
"""What keeps all that goes wrong in a page; it stands before the page's own rules for scripts."""

_DRAWN = """
() => {
  const seen = (selector) => [...document.querySelectorAll(selector)].filter((node) => {
    const { width, height } = node.getBoundingClientRect();
    return width + height > 1 && node.checkVisibility();
  }).length;
  return ['#world .leg', '#map button[data-place]', '.names > *'].map(seen);
}
"""


@dataclass
class DrivenSight(Sight):
    """A map in a driven browser; what went wrong in it, the page itself has kept."""

    def __post_init__(self) -> None:
        """There is nothing to listen to."""

    @property
    def map(self) -> Frame:
        page = cast(DrivenPage, self.page)
        return cast(Frame, View(page.driver, is_inner=True) if self.row.is_framed else page)

    def gather(self) -> None:
        wrong = self.map.evaluate("document.documentElement.dataset.wrong")
        assert (wrong is not None) == self.row.has_script, "nothing is kept of what goes wrong"
        self.errors, self.violations = [], []
        for line in (wrong or "").splitlines():
            self._note("error", line)
        entries = "performance.getEntriesByType('resource').map((each) => each.name)"
        self.requests = self.map.evaluate(entries)

    def close(self) -> None:
        """The browser stays."""


class Engine:
    """A browser, started anew where a row needs it with other settings."""

    def __init__(self, start: Start, program: str, origins: Origins, built: Built) -> None:
        self._begin = partial(start, program)
        self._folders = (built.path.parent / str(number) for number in count())
        self._origins = origins
        self._built = built
        self._context: Mapping[str, Any] = {}
        self.driver = self._begin(next(self._folders), self._context)

    def open(self, row: Row, fragment: str) -> Sight:
        """The map, opened as a row says, at a fragment; it is ready to be used."""
        if row.context != self._context:
            self.driver.quit()
            self._context = row.context
            self.driver = self._begin(next(self._folders), self._context)
        page = DrivenPage(self.driver)
        page.resize(*row.window)
        sight = DrivenSight(row, self._built, self._origins, cast(Page, page))
        matrix.enter(sight, fragment)
        return sight


def legs_and_names(sight: Sight) -> None:
    """There are lines, numbers and names to be seen."""
    if sight.row.has_script:
        legs, marks, names = sight.map.evaluate(_DRAWN)
        assert legs > 20
        assert marks > 5
        assert names > 3


def card(sight: Sight) -> None:
    """A marker opens its stop with all its quotations: on a card, or in the sheet of a phone."""
    matrix.open_card(sight)
    current = sight.map.locator("article[aria-current]").get_attribute("data-stop")
    where = ".pop" if sight.shows(".pop") else f"#stop-{current}"
    quotes = sight.map.eval_on_selector_all(
        f"{where} blockquote", "(all) => all.map((each) => each.textContent)"
    )
    assert [current, *quotes] in sight.built.stops
    assert sight.shows(f"{where} blockquote")
    sight.page.keyboard.press("Escape")


def keys(sight: Sight) -> None:
    """N and P lead to the next stop and back."""
    sight.map.click("#next")
    first, second, third = (_current_after(sight, key) for key in ("", "n", "p"))
    stops = [stop for stop, *_ in sight.built.stops]
    assert stops.index(second) == stops.index(first) + 1
    assert third == first


def _current_after(sight: Sight, key: str) -> str:
    if key:
        sight.page.keyboard.press(key)
    sight.settle()
    return sight.map.locator("article[aria-current]").get_attribute("data-stop") or ""


def timeline(sight: Sight) -> None:
    """There are bars in the timeline and one of them opens its stop; a small map has none."""
    if not sight.shows(".tracks"):
        assert sight.shows(".storyb")
        return
    assert sight.map.locator(".stay").count() == len(sight.built.stops)
    sight.map.focus(".stay[data-stop='2']")
    sight.page.keyboard.press("Enter")
    assert _current_after(sight, "") == sight.built.stops[2][0]


def filters(sight: Sight) -> None:
    """A word typed leaves its stops, and all are there again when it is taken back."""
    sight.map.click(".findb")
    sight.map.focus(".filters [name=q]")
    for each in "coyoacan":
        sight.page.keyboard.press(each)
    left = "document.querySelectorAll('li:not([hidden]) > article.stop').length"
    total = len(sight.built.stops)
    wait_until(lambda: 0 < sight.map.evaluate(left) < total, "nothing is left out")
    assert "coyoacan" in sight.map.inner_text(".shown").lower()
    sight.map.click(".shown button")
    wait_until(lambda: sight.map.evaluate(left) == total, "filtered stops do not come back")
    sight.page.keyboard.press("Escape")


def share(sight: Sight) -> None:
    """The panel has the address of the map in it; Escape closes it and gives the focus back."""
    sight.map.click(".shareb")
    assert sight.shows(".share")
    assert "<iframe" in sight.map.evaluate("document.querySelector('.share [name=html]').value")
    sight.map.focus(".share textarea")
    sight.page.keyboard.press("Escape")
    assert not sight.shows(".share")
    assert sight.map.evaluate("document.activeElement.matches('.shareb')")


COLUMNS: Mapping[str, Check] = {
    "legs and names drawn": legs_and_names,
    **matrix.COLUMNS,
    "card with the quotations": card,
    "next and previous by keys": keys,
    "timeline": timeline,
    "filters": filters,
    "share panel": share,
}

ALONE = (matrix.deep_link, matrix.focus_order)  # a walk of the focus ends in the browser's buttons

UNDRIVEN = {"400 % zoom", "print to PDF", "prefers-reduced-motion", "forced-colors", "offline"}
"""Situations into which not every engine can be brought."""


def rows() -> Iterator[Row]:
    """The ways of opening the map; scripts are off in a frame that may not run any."""
    for row in matrix.ROWS:
        if not row.has_script:
            yield replace(row, attributes="sandbox=allow-same-origin")
        elif row.name not in UNDRIVEN:
            yield row
    yield Row("embed=1", query="?embed=1")
    yield PHONE


PRESSED = ["card with the quotations", "next and previous by keys", "timeline", "filters"]
OUTSIDE = {cell: reason for cell, reason in matrix.OUTSIDE.items() if cell[0] not in UNDRIVEN} | {
    ("JavaScript off", name): "there is nothing to press" for name in [*PRESSED, "share panel"]
}


@contextmanager
def running(start: Start, program: str) -> Iterator[Engine]:
    """An engine, and the map served to it."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        built = matrix.build(Path(name))
        built = replace(built, text=built.text.replace("<head>", f"<head>{_WATCH}", 1))
        built.path.write_text(built.text, encoding="utf-8")
        with serving(built.text) as origins:
            engine = Engine(start, program, origins, built)
            try:
                yield engine
            finally:
                engine.driver.quit()


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the matrix of each engine there is; 1 if a cell fails, or if there is none."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="rows whose names begin so")
    options = parser.parse_args(arguments)
    getLogger("werkzeug").setLevel("ERROR")
    failed, found = 0, False
    for start, programs in ENGINES:
        program = next(filter(None, map(shutil.which, programs)), None)
        if not program:
            sys.stdout.write(f"none of {', '.join(programs)} is on the PATH: run make engines\n")
            continue
        found = True
        with running(start, program) as engine:
            sys.stdout.write(f"\n{engine.driver.name}\n")
            chosen = [row for row in rows() if row.name.startswith(options.only)]
            cells = Matrix(engine.open, chosen, COLUMNS, OUTSIDE, ALONE)
            failed += matrix.report(cells, sys.stdout.write)
    return int(failed > 0 or not found)


if __name__ == "__main__":
    sys.exit(main())
