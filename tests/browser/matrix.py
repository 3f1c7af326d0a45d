"""Where a map is opened, by what must hold there: `make matrix` prints every cell.

The rows and columns are those of the tests beside this file, which hold the page to each cell.
"""

import io
import re
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property, partial
from logging import getLogger
from pathlib import Path
from typing import Any
from unicodedata import normalize

from playwright.sync_api import Browser, Error, Frame, Page, sync_playwright
from pypdf import PdfReader

from mapgen.build import render_examined
from mapgen.check import examine
from tests.browser.hosts import HOSTS, MAP, Origins, iframe, iframe_holding, inner_frame, serving
from tests.conftest import BROWSER_ARGUMENTS, find_browser

ROUTE = Path(__file__).parent.parent.parent / "routes" / "trotsky.yaml"
STOP = "istanbul-1929"
CREDITS = ("Natural Earth", "GeoNames", "CC BY", "Leaflet")
MOST_TABS = 400
SETTLED_MS = 150
APART_MS = 700
MOST_MS = 10_000

_WATCH_POLICY = """
globalThis.violations = [];
addEventListener('securitypolicyviolation', (event) => violations.push(event.violatedDirective));
"""

_LIST = """
() => [...document.querySelectorAll('article.stop')].map((article) => {
  const quotes = [...article.querySelectorAll('blockquote')];
  return [article.dataset.stop, ...quotes.map((quote) => quote.textContent)];
})
"""

_UNREADABLE = """
() => [...document.querySelectorAll('article.stop h3, .about p')].filter((node) => {
  node.scrollIntoView();
  const { x, y, width, height } = node.getBoundingClientRect();
  const top = document.elementFromPoint(x + Math.min(width, 20) / 2, y + height / 2);
  return !node.checkVisibility() || !(top && (node.contains(top) || top.contains(node)));
}).map((node) => node.textContent.slice(0, 60))
"""

_FOCUSED = """
() => {
  const kinds = {
    skip: '.skip', story: '#story *', map: '.leaflet-container',
    marker: '#map button[data-place]',
    zoom: '.leaflet-control-zoom a', inset: '.inset button', key: '.keybox summary',
    region: '.eubtn, .whole', play: '.bar *',
    timeline: '.tracks *', period: '.edge input',
  };
  const node = document.activeElement;
  if (node === document.body) return null;
  const { x, y, width, height } = node.getBoundingClientRect();
  const kind = Object.keys(kinds).find((each) => node.matches(kinds[each])) ?? node.outerHTML;
  const isSeen = x < innerWidth && y < innerHeight && x + width > 0 && y + height > 0;
  return isSeen && width && height ? kind : `${kind} out of sight`;
}
"""

FOCUS_ORDER = [
    "skip",
    "story",
    "map",
    "marker",
    "zoom",
    "inset",
    "key",
    "region",
    "play",
    "timeline",
    "period",
]


@dataclass(frozen=True)
class Row:
    """One way of opening the map: by itself, or in a page of somebody else's."""

    name: str
    inside: str = "frame"
    query: str = ""
    attributes: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    style: str = ""
    reveal: str = ""
    """What the host does when the frame has been there for a while, unseen."""
    window: tuple[int, int] = (1280, 800)
    size: tuple[int, int] = (680, 460)
    context: Mapping[str, Any] = field(default_factory=dict)

    @property
    def has_script(self) -> bool:
        return bool(self.context.get("java_script_enabled", True))

    @property
    def is_framed(self) -> bool:
        return self.inside in ("frame", "attribute")

    @property
    def is_paper(self) -> bool:
        return self.inside == "paper"


STRICT = "default-src 'self'; frame-src http://127.0.0.1:*"

ROWS = [
    Row("file://", "disk"),
    Row("http", "window"),
    Row("iframe"),
    Row("iframe sandbox=allow-scripts", attributes="sandbox=allow-scripts"),
    Row("iframe srcdoc", "attribute"),
    Row("host CSP default-src 'self'", headers={"Content-Security-Policy": STRICT}),
    Row("host Referrer-Policy no-referrer", headers={"Referrer-Policy": "no-referrer"}),
    Row(
        "display none, then shown",
        style="iframe { display: none } .shown iframe { display: block }",
        reveal="document.body.className = 'shown'",
    ),
    Row(
        "height 0, then 400",
        style="iframe { height: 0 } .shown iframe { height: 400px }",
        reveal="document.body.className = 'shown'",
    ),
    Row("width 320", size=(320, 480)),
    Row("400 % zoom", "window", window=(320, 256), context={"device_scale_factor": 4}),
    Row("print to PDF", "paper"),
    Row("prefers-reduced-motion", context={"reduced_motion": "reduce"}),
    Row("prefers-color-scheme dark", context={"color_scheme": "dark"}),
    Row("forced-colors", context={"forced_colors": "active"}),
    Row("JavaScript off", context={"java_script_enabled": False}),
    Row("offline", "disk", context={"offline": True}),
]


@dataclass(frozen=True)
class Built:
    """The map, as a text and on disk, and what its list must hold."""

    text: str
    path: Path
    stops: Sequence[Sequence[str]]
    """Of each stop its id, then its quotations."""


def build(folder: Path) -> Built:
    """Trotsky's map, built into a folder."""
    examined = examine(ROUTE)
    path = folder / "map.html"
    path.write_text(render_examined(examined), encoding="utf-8")
    assert examined.route
    stops = [[stop.id, *(quote.text for quote in stop.quotes)] for stop in examined.route.all_stops]
    return Built(path.read_text(encoding="utf-8"), path, stops)


@dataclass
class Sight:
    """A map that was opened in one of the ways, and what went wrong since."""

    row: Row
    built: Built
    origins: Origins
    page: Page
    errors: list[str] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    has_toured: bool = False

    def __post_init__(self) -> None:
        self.page.add_init_script(_WATCH_POLICY)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", lambda message: self._note(message.type, message.text))
        self.page.on("request", lambda request: self.requests.append(request.url))

    def _note(self, kind: str, text: str) -> None:
        if re.search("Content.Security.Policy", text):
            self.violations.append(text)
        elif kind in ("error", "warning"):
            self.errors.append(text)

    @property
    def map(self) -> Frame:
        """The frame with the map in it."""
        return inner_frame(self.page) if self.row.is_framed else self.page.main_frame

    @cached_property
    def paper(self) -> str:
        """What stands on the pages when it is printed."""
        printed = PdfReader(io.BytesIO(self.page.pdf(prefer_css_page_size=True)))
        words = " ".join(page.extract_text() for page in printed.pages)
        return " ".join(normalize("NFKC", words).split())

    def settle(self) -> None:
        self.page.wait_for_timeout(SETTLED_MS)

    def gather(self) -> None:
        """Add what only the pages know to what went wrong."""
        if self.row.has_script:
            for frame in self.page.frames:
                self.violations += frame.evaluate("violations")

    def close(self) -> None:
        self.page.context.close()

    def shows(self, selector: str) -> bool:
        return self.map.locator(selector).first.is_visible()


def open_sight(browser: Browser, origins: Origins, built: Built, row: Row, fragment: str) -> Sight:
    """The map, opened as a row says, at a fragment; it is ready to be used."""
    width, height = row.window
    context = browser.new_context(viewport={"width": width, "height": height}, **row.context)
    context.set_default_timeout(MOST_MS)
    sight = Sight(row, built, origins, context.new_page())
    enter(sight, fragment)
    return sight


def enter(sight: Sight, fragment: str) -> None:
    """Go to the map at a fragment, as its row says, until it is ready to be used."""
    row = sight.row
    sight.page.goto(_address(sight.origins, sight.built, row, fragment))
    if row.reveal:
        sight.page.wait_for_timeout(2 * SETTLED_MS)
        sight.page.evaluate(row.reveal)
    if row.inside == "attribute" and fragment:
        sight.map.evaluate("(fragment) => { location.hash = fragment }", fragment)
    sight.map.wait_for_selector(".app[data-ready]" if row.has_script else ".app", state="attached")
    sight.settle()


def _address(origins: Origins, built: Built, row: Row, fragment: str) -> str:
    if row.inside == "disk":
        return built.path.as_uri() + row.query + fragment
    address = origins.map + row.query + fragment
    if not row.is_framed:
        return address
    frame = (
        iframe_holding(built.text, row.size)
        if row.inside == "attribute"
        else iframe(address, row.size, row.attributes)
    )
    return origins.host(frame, style=row.style, headers=row.headers)


def all_stops_drawn(sight: Sight) -> None:
    """Every stop is a number on the map or its inset, or counted on the button of its region."""
    places = sight.map.eval_on_selector_all("article.stop", "all => all.map(n => n.dataset.place)")
    if not sight.row.has_script:
        marks = sight.map.locator("#world .mark").count()
        dots = sight.map.eval_on_selector_all(
            "#world .dots", "all => all.flatMap(n => n.getAttribute('d').match(/M/g)).length"
        )
        assert sight.shows("#world")
        assert marks + dots == len(set(places))
        return
    if sight.row.is_paper:
        sight.page.emulate_media(media="print")
        sight.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    shown = set(
        sight.map.eval_on_selector_all(
            "button[data-place]",
            "all => all.filter(n => n.checkVisibility()).map(n => n.dataset.place)",
        )
    )
    counted = 0
    if sight.shows(".eubtn"):
        counted = int("".join(filter(str.isdigit, sight.map.inner_text(".eubtn"))))
    if sight.row.is_paper:
        sight.page.evaluate("dispatchEvent(new Event('afterprint'))")
        sight.page.emulate_media(media="screen")
    assert sum(place in shown for place in places) + counted == len(places)


@contextmanager
def story_open(sight: Sight) -> Iterator[None]:
    """The story as a reader comes to it: beside the map, behind a button, or under a handle."""
    opener = next((each for each in (".storyb", ".grab") if sight.shows(each)), None)
    if opener:
        sight.map.focus(opener)
        sight.map.press(opener, "Enter")
        if opener == ".grab":
            sight.map.press(opener, "Enter")
        sight.page.wait_for_timeout(2 * SETTLED_MS)
    yield
    if opener:
        sight.map.press(opener, "Enter")


def list_complete(sight: Sight) -> None:
    """Every stop is in the story with every quotation word for word, and can be brought to view."""
    assert sight.map.evaluate(_LIST) == sight.built.stops
    if sight.row.is_paper:
        names = sight.map.eval_on_selector_all(
            "article.stop h3", "all => all.map(n => n.innerText)"
        )
        assert [name for name in names if name not in sight.paper] == []
        return
    with story_open(sight):
        unreadable = sight.map.evaluate(_UNREADABLE)
        assert unreadable == [], unreadable


def tour(sight: Sight) -> None:
    """What a reader does: two stops, a card, the whole road again."""
    if not sight.row.has_script or sight.has_toured:
        return
    sight.has_toured = True
    sight.map.click("#next")
    sight.map.click("#next")
    open_card(sight)
    sight.page.keyboard.press("Escape")
    sight.map.press("#next", "0")
    sight.settle()


def no_console_errors(sight: Sight) -> None:
    """Nothing throws and nothing is complained of, also after a tour."""
    tour(sight)
    sight.gather()
    assert sight.errors == [], sight.errors


def no_violations(sight: Sight) -> None:
    """Neither the page's own rules for content nor the host's are broken."""
    tour(sight)
    sight.gather()
    assert sight.violations == [], sight.violations


def no_requests(sight: Sight) -> None:
    """The map asks for nothing; nothing is asked for but the map and its host."""
    tour(sight)
    sight.gather()
    asked = [url.partition("#")[0] for url in sight.requests]
    theirs = ("about:srcdoc", sight.origins.theirs.url_for(HOSTS), sight.built.path.as_uri())
    assert [url for url in asked if not url.startswith(theirs)] in ([], [sight.origins.map])
    assert sight.origins.asked() <= {MAP}


def deep_link(sight: Sight) -> None:
    """The address opens its stop; map and story show it, and the host stays where it is."""
    article = sight.map.locator(f"#stop-{STOP}")
    if sight.row.has_script:
        assert article.get_attribute("aria-current") == "step"
        place = article.get_attribute("data-place")
        spot = sight.map.locator(f"button[data-place={place}]").bounding_box()
        plate = sight.map.locator("#map").bounding_box()
        assert spot
        assert plate
        assert plate["x"] <= spot["x"] <= plate["x"] + plate["width"] - spot["width"]
        assert plate["y"] <= spot["y"] <= plate["y"] + plate["height"] - spot["height"]
    else:
        sight.page.wait_for_timeout(APART_MS)  # the browser scrolls there once all is laid out
        top = article.evaluate("node => node.getBoundingClientRect().top")
        assert -1 <= top < sight.map.evaluate("innerHeight")
    if sight.row.is_framed:
        assert sight.page.evaluate("scrollY") == 0


def focus_order(sight: Sight) -> None:
    """Tab leads through all there is, in the order of the page, never out of sight, and out."""
    if sight.row.is_framed:
        sight.page.focus("#before")
    kinds: list[str] = []
    for _ in range(MOST_TABS):
        sight.page.keyboard.press("Tab")
        if sight.row.is_framed and sight.page.evaluate("document.activeElement.id") == "after":
            break
        kind = sight.map.evaluate(_FOCUSED)
        if kind is None or (kind == "skip" and kinds and not sight.row.is_framed):
            break
        if kind not in kinds[-1:]:
            kinds.append(kind)
    else:
        raise AssertionError(f"no way out: {kinds}")
    assert kinds == [each for each in FOCUS_ORDER if each in kinds], kinds
    assert set(kinds) >= ({"skip", "map", "marker", "play"} if sight.row.has_script else {"story"})


_FREE_MARKER = """
() => {
  const all = [...document.querySelectorAll('#map .view > button[data-place]')];
  const free = all.find((node) => {
    const { x, y, width, height } = node.getBoundingClientRect();
    return node.contains(document.elementFromPoint(x + width / 2, y + height / 2));
  });
  return free?.dataset.place;
}
"""


def open_card(sight: Sight) -> None:
    """Choose a stop whose marker stands free, as a reader would, once the map is at rest."""
    sight.page.wait_for_timeout(APART_MS)
    sight.map.click(f"#map button[data-place='{sight.map.evaluate(_FREE_MARKER)}']")
    sight.map.wait_for_selector(".pop:not([hidden]), .panel[data-sheet=half]", state="attached")


def escape(sight: Sight) -> None:
    """Escape closes what a marker opened, and the focus goes back to the marker."""
    open_card(sight)
    sight.page.keyboard.press("Escape")
    assert not sight.shows(".pop")
    assert not (sight.shows(".grab") and sight.shows(".panel[data-sheet=half]"))
    assert sight.map.evaluate("document.activeElement.dataset.place")


def wheel(sight: Sight) -> None:
    """The wheel scrolls the host until the reader turns to the map, and again after Escape."""
    if not sight.row.is_framed:
        with story_open(sight):
            assert story_scrolled_by(sight, 200) > 0
        return
    sight.page.click("#before")
    if not sight.row.has_script:
        sight.map.evaluate("scrollTo(0, document.body.scrollHeight)")
    assert scrolled_by(sight, 200) > 0
    if not sight.row.has_script:
        return
    seen = sight.map.get_attribute("#world", "viewBox")
    x, y = middle_of_the_sea(sight)
    sight.page.mouse.click(x, y)
    assert scrolled_by(sight, -200) == 0
    sight.map.wait_for_function(
        "(seen) => document.querySelector('#world').getAttribute('viewBox') !== seen", arg=seen
    )
    assert scrolled_by(sight, 100) == 0
    sight.page.keyboard.press("Escape")
    assert scrolled_by(sight, 200) > 0


def story_scrolled_by(sight: Sight, distance: int) -> int:
    """How far the story moves from its top when the wheel turns over it."""
    sight.page.wait_for_timeout(APART_MS)
    sight.map.evaluate("document.querySelector('#story').scrollTop = 0")
    box = sight.map.locator(".stop").first.bounding_box()
    assert box
    sight.page.mouse.move(box["x"] + 20, box["y"] + 20)
    sight.page.mouse.wheel(0, distance)
    sight.page.wait_for_timeout(APART_MS)
    moved: int = sight.map.evaluate("document.querySelector('#story').scrollTop")
    return moved


def middle_of_the_sea(sight: Sight) -> tuple[float, float]:
    """A point of the map, in the window, where there is nothing to press."""
    frame = sight.page.locator("iframe").bounding_box()
    assert frame
    x, y = sight.map.evaluate(
        """() => {
          const around = [[0, 0], [12, 0], [-12, 0], [0, 12], [0, -12]];
          const sea = '.leaflet-container, #world *';
          const isSea = (x, y) => document.elementFromPoint(x, y)?.matches(sea);
          for (let y = 60; y < innerHeight - 60; y += 7) {
            for (let x = 60; x < innerWidth - 60; x += 7) {
              if (around.every(([dx, dy]) => isSea(x + dx, y + dy))) return [x, y];
            }
          }
          return [innerWidth / 2, innerHeight / 2];
        }"""
    )
    return frame["x"] + x, frame["y"] + y


def scrolled_by(sight: Sight, distance: int) -> int:
    """How far the host moves when the wheel turns over the map; it is back at its top then."""
    x, y = middle_of_the_sea(sight)
    sight.page.mouse.move(x, y)
    # A browser takes turns of the wheel that follow each other closely for one.
    sight.page.wait_for_timeout(APART_MS)
    sight.page.mouse.wheel(0, distance)
    sight.page.wait_for_timeout(APART_MS)
    moved: int = sight.page.evaluate("scrollY")
    sight.page.evaluate("scrollTo(0, 0)")
    return moved


def attribution(sight: Sight) -> None:
    """Whose map, positions and programs these are can be read."""
    if sight.row.is_paper:
        assert [each for each in CREDITS if each not in sight.paper] == []
        return
    with story_open(sight):
        words = sight.map.locator(".about").inner_text()
        assert [each for each in CREDITS if each not in words] == []
        unreadable = sight.map.evaluate(_UNREADABLE)
        assert unreadable == [], unreadable


Check = Callable[[Sight], None]

COLUMNS: Mapping[str, Check] = {
    "all stops drawn": all_stops_drawn,
    "list complete": list_complete,
    "0 console errors": no_console_errors,
    "0 CSP violations": no_violations,
    "0 network requests": no_requests,
    "deep link opens the stop": deep_link,
    "focus order": focus_order,
    "Esc": escape,
    "wheel does not trap the page": wheel,
    "attribution visible": attribution,
}

OUTSIDE = {
    ("print to PDF", "deep link opens the stop"): "paper opens nothing",
    ("print to PDF", "focus order"): "paper has no focus",
    ("print to PDF", "Esc"): "paper has no keys",
    ("print to PDF", "wheel does not trap the page"): "paper has no wheel",
    ("JavaScript off", "Esc"): "nothing opens that could be closed",
}
"""Cells that mean nothing, and why."""


def cells() -> list[tuple[Row, str]]:
    """Every cell that means something."""
    return [(row, name) for row in ROWS for name in COLUMNS if (row.name, name) not in OUTSIDE]


@dataclass
class Matrix:
    """Holds cells to what they promise; the cells of one row share an opened map."""

    open: Callable[[Row, str], Sight]
    rows: Sequence[Row] = tuple(ROWS)
    columns: Mapping[str, Check] = field(default_factory=lambda: COLUMNS)
    outside: Mapping[tuple[str, str], str] = field(default_factory=lambda: OUTSIDE)
    alone: Sequence[Check] = (deep_link,)
    """Checks that need a map of their own."""
    _sight: Sight | None = None

    def check(self, row: Row, column: str) -> None:
        """AssertionError, or an Error of Playwright's, if the cell does not hold."""
        check = self.columns[column]
        if check in self.alone or not self._sight or self._sight.row is not row:
            self.close()
            self._sight = self.open(row, f"#stop-{STOP}" if check is deep_link else "")
        sight = self._sight
        try:
            check(sight)
        except BaseException:
            self.close()
            raise
        if check in self.alone:
            self.close()

    def close(self) -> None:
        """Close what is open."""
        if self._sight:
            self._sight.close()
        self._sight = None


@contextmanager
def laid_out(browser: Browser, folder: Path) -> Iterator[Matrix]:
    """The matrix of a map built into a folder and served."""
    built = build(folder)
    with serving(built.text) as origins:
        matrix = Matrix(partial(open_sight, browser, origins, built))
        yield matrix
        matrix.close()


def _reason(error: Exception) -> str:
    """What an error says, or the line it comes from if it says nothing."""
    line = traceback.extract_tb(error.__traceback__)[-1].line or ""
    return str(error).strip().partition("\n")[0] or line


def report(matrix: Matrix, write: Callable[[str], object]) -> int:
    """Write the matrix cell by cell; how many cells fail."""
    failed = []
    for number, name in enumerate(matrix.columns, 1):
        write(f"{number:>4} {name}\n")
    write(f"\n{'':33}{''.join(f'{number + 1:>4}' for number in range(len(matrix.columns)))}\n")
    for row in matrix.rows:
        write(f"{row.name:33}")
        for name in matrix.columns:
            mark = "–"
            if (row.name, name) not in matrix.outside:
                mark = "✓"
                try:
                    matrix.check(row, name)
                except (AssertionError, Error) as error:
                    failed.append(f"{row.name} · {name}: {_reason(error)}")
                    mark = "✗"
            write(f"{mark:>4}")
        write("\n")
    notes = [f"– {row} · {name}: {reason}" for (row, name), reason in matrix.outside.items()]
    write("\n".join([*notes, *(f"✗ {each}" for each in failed), ""]))
    return len(failed)


def main() -> int:
    """Print the matrix; 1 if a cell fails."""
    getLogger("werkzeug").setLevel("ERROR")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=BROWSER_ARGUMENTS)
        sys.stdout.write(f"Chromium {browser.version}\n")
        with laid_out(browser, Path(folder)) as matrix:
            failed = report(matrix, sys.stdout.write)
        browser.close()
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())
