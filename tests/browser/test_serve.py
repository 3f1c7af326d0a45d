"""A served page in a browser: it follows its route, and the reader stays where he was."""

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import ROUTE, Watched
from tests.browser.test_map import CARD, view_box
from tests.browser.test_story import current_stop
from tests.project import make_project
from tests.serving import Served, served

PROBLEMS = "#mapgen-live"
STOP = "istanbul-1929"
TITLE = re.compile(r"^title:.*\n(?:  .*\n)*", re.MULTILINE)


@dataclass
class WatchedHere(Watched):
    """A page that may ask its own server, and nobody else."""

    server: str = ""

    def _note_request(self, url: str) -> None:
        if not url.startswith((self.server, "data:")):
            self.wrong.append(f"request: {url}")


@dataclass(frozen=True)
class Route:
    """Trotsky's route in a folder of its own."""

    folder: Path

    @property
    def path(self) -> Path:
        return self.folder / "routes" / "trotsky.yaml"

    @property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")

    def write(self, text: str) -> None:
        self.path.write_text(text, encoding="utf-8")

    def retitle(self, number: int) -> str:
        """Give the route another title; what the page then says."""
        title = f"A road told anew {number}"
        self.write(TITLE.sub(f"title: {title}\n", self.text, count=1))
        return title


@pytest.fixture(scope="module")
def route(tmp_path_factory: pytest.TempPathFactory) -> Route:
    folder = tmp_path_factory.mktemp("served")
    (folder / "routes").mkdir()
    for name in ("trotsky.yaml", "trotsky.quotes.json", "geocache.json"):
        shutil.copy(ROUTE.with_name(name), folder / "routes")
    return Route(folder)


@pytest.fixture(scope="module")
def server(route: Route) -> Iterator[Served]:
    with served(route.folder, "trotsky", "--locked") as running:
        yield running


@contextmanager
def looking(
    chromium: Browser, server: Served, *, size: tuple[int, int] = (1440, 900)
) -> Iterator[Page]:
    """A page in a context of its own, in which nothing may go wrong."""
    context = chromium.new_context(
        viewport={"width": size[0], "height": size[1]}, reduced_motion="reduce"
    )
    watched = WatchedHere(context.new_page(), server=server.address)
    try:
        yield watched.page
        violations = watched.page.evaluate("globalThis.violations ?? []")
    finally:
        context.close()
    assert [*watched.wrong, *violations] == []


Look = Callable[..., Page]


@pytest.fixture
def look(chromium: Browser, server: Served) -> Iterator[Look]:
    """Opens Trotsky's served map, at an address and in a size."""
    with ExitStack() as stack:

        def opened(address: str = "", *, size: tuple[int, int] = (1440, 900)) -> Page:
            page = stack.enter_context(looking(chromium, server, size=size))
            page.goto(f"{server.address}trotsky.html{address}")
            page.wait_for_selector(".app[data-ready]")
            return page

        yield opened


def test_a_saved_change_is_shown(look: Look, route: Route) -> None:
    page = look()
    expect(page).to_have_title(route.retitle(1))
    expect(page).to_have_title(route.retitle(2))


def test_the_stop_stays(look: Look, route: Route) -> None:
    page = look(f"#stop-{STOP}")
    expect(page).to_have_title(route.retitle(3))
    page.wait_for_selector(".app[data-ready]")
    assert current_stop(page) == STOP
    assert page.url.endswith(f"#stop-{STOP}")


def zoomed_in(page: Page) -> str:
    before = view_box(page)
    for _ in range(3):
        page.click(".leaflet-control-zoom-in")
        page.wait_for_timeout(60)
    page.evaluate("map_plate.panBy([37, -21], { animate: false })")
    assert view_box(page) != before
    return view_box(page)


def numbers(box: str) -> list[float]:
    return [float(number) for number in box.split()]


def test_the_view_stays(look: Look, route: Route) -> None:
    page = look()
    before = numbers(zoomed_in(page))
    expect(page).to_have_title(route.retitle(4))
    page.wait_for_selector(".app[data-ready]")
    after = numbers(view_box(page))
    assert after == pytest.approx(before, abs=0.002 * before[2])


def test_the_start_view_stays_the_start_view(look: Look, route: Route) -> None:
    page = look()
    before = view_box(page)
    expect(page).to_have_title(route.retitle(5))
    expect(page.locator(".whole")).to_be_hidden()
    assert view_box(page) == before


@pytest.mark.parametrize("is_zoomed", [False, True], ids=["at the start", "zoomed in"])
def test_the_open_card_stays_open(look: Look, route: Route, is_zoomed: bool) -> None:
    page = look(f"#stop-{STOP}")
    if is_zoomed:
        page.evaluate("map_plate.setView([41, 28], 6, { animate: false })")
    place = page.get_attribute(f"#stop-{STOP}", "data-place")
    page.click(f"button[data-place={place}]:visible")
    stop = current_stop(page)
    told = page.inner_text(f"{CARD} h3")
    before = view_box(page)
    expect(page).to_have_title(route.retitle(6 + is_zoomed))
    expect(page.locator(CARD)).to_be_visible()
    assert (current_stop(page), page.inner_text(f"{CARD} h3")) == (stop, told)
    assert numbers(view_box(page)) == pytest.approx(numbers(before), abs=1)


def test_a_closed_card_stays_closed(look: Look, route: Route) -> None:
    page = look(f"#stop-{STOP}")
    expect(page).to_have_title(route.retitle(8))
    page.wait_for_selector(".app[data-ready]")
    expect(page.locator(CARD)).to_be_hidden()


def frames_later(page: Page) -> None:
    """Let the browser draw so often that nothing moves any more."""
    frame = "await new Promise(requestAnimationFrame);"
    page.evaluate(f"(async () => {{ for (let n = 0; n < 20; n += 1) {{ {frame} }} }})()")


@pytest.mark.parametrize("address", ["", f"#stop-{STOP}"], ids=["no stop", "a stop"])
def test_a_reader_of_the_story_stays_where_he_reads(look: Look, route: Route, address: str) -> None:
    page = look(address)
    read = page.locator("article.stop").nth(20)
    read.evaluate("node => node.scrollIntoView()")
    frames_later(page)
    before = read.evaluate("node => node.getBoundingClientRect().top")
    expect(page).to_have_title(route.retitle(len(address)))
    frames_later(page)
    assert read.evaluate("node => node.getBoundingClientRect().top") == pytest.approx(before, abs=2)


# --- an edit in what a stop says ----------------------------------------------------------------

TOLD = "He lands at Constantinople"
STAYS = "globalThis.isTheSamePage"


def retell(route: Route, told: str) -> str:
    """Begin the text of the stop with other words; those it begins with then."""
    route.write(re.sub(f"(?<= ){TOLD}[a-z ]*(?= on 12 February)", f"{TOLD} {told}", route.text))
    return f"{TOLD} {told}"


def text_of(page: Page, within: str = f"#stop-{STOP}") -> str:
    return page.locator(f"{within} .text").text_content() or ""


def test_what_a_stop_says_changes_in_place(look: Look, route: Route) -> None:
    page = look(f"#stop-{STOP}")
    page.evaluate(f"{STAYS} = true")
    before = page.locator(f"#stop-{STOP}").bounding_box()
    words = retell(route, "at noon")
    expect(page.locator(f"#stop-{STOP} .text")).to_contain_text(words)
    assert page.evaluate(STAYS), "it was not loaded again"
    assert current_stop(page) == STOP
    expect(page.locator(f"#stop-{STOP} blockquote").first).to_be_visible()
    frames_later(page)
    after = page.locator(f"#stop-{STOP}").bounding_box()
    assert before
    assert after
    assert after["y"] == pytest.approx(before["y"], abs=2)
    changed = page.inner_html(f"#stop-{STOP}")
    page.reload()
    page.wait_for_selector(".app[data-ready]")
    assert page.inner_html(f"#stop-{STOP}") == changed


def test_stops_that_are_folded_stay_folded(look: Look, route: Route) -> None:
    page = look("#stop-odessa-school")
    page.evaluate(f"{STAYS} = true")
    words = retell(route, "by night")
    expect(page.locator(f"#stop-{STOP} .text")).to_contain_text(words)
    assert page.evaluate(STAYS)
    assert page.get_attribute(f"#stop-{STOP} .more", "hidden") == "until-found"
    changed = page.inner_html(f"#stop-{STOP}")
    page.reload()
    page.wait_for_selector(".app[data-ready]")
    assert page.inner_html(f"#stop-{STOP}") == changed


def test_the_card_says_what_its_stop_says_now(look: Look, route: Route) -> None:
    page = look(f"#stop-{STOP}")
    page.click("button[data-place=istanbul]:visible")
    assert current_stop(page) == STOP
    page.evaluate(f"{STAYS} = true")
    words = retell(route, "in the rain")
    expect(page.locator(f"{CARD} .text")).to_contain_text(words)
    assert page.evaluate(STAYS)


def look_for_a_word(page: Page) -> None:
    page.click(".findb")
    page.fill(".filters [name=q]", "turkey")
    page.wait_for_selector(".shown:not([hidden])")


@pytest.mark.parametrize(
    ("told", "change"),
    [
        ("for a while", look_for_a_word),
        ("unseen", lambda page: page.click(f"#stop-{STOP} .other")),
        ("a last time", lambda page: page.set_viewport_size({"width": 390, "height": 780})),
    ],
    ids=["a word is looked for", "another reading is shown", "a phone peeks at it"],
)
def test_where_more_hangs_on_what_a_stop_says_the_page_is_loaded_again(
    look: Look, route: Route, told: str, change: Callable[[Page], None]
) -> None:
    page = look(f"#stop-{STOP}")
    change(page)
    page.evaluate(f"{STAYS} = true")
    words = retell(route, told)
    expect(page.locator(f"#stop-{STOP} .text")).to_contain_text(words)
    page.wait_for_selector(".app[data-ready]")
    assert not page.evaluate(f"{STAYS} ?? false")


def test_another_date_loads_the_page_again(look: Look, route: Route) -> None:
    page = look(f"#stop-{STOP}")
    page.evaluate(f"{STAYS} = true")
    good = route.text
    try:
        route.write(good.replace("when: 1929-02-12/1933-07-17", "when: 1929-02-12/1933-07-16"))
        expect(page.locator(f"#stop-{STOP} time")).to_contain_text("16")
        page.wait_for_selector(".app[data-ready]")
        assert not page.evaluate(f"{STAYS} ?? false")
    finally:
        route.write(good)


def test_on_a_phone_the_sheet_stays_as_high(look: Look, route: Route) -> None:
    page = look(size=(390, 780))
    page.locator(".grab").press("Enter")
    assert page.get_attribute("#story", "data-sheet") == "half"
    expect(page).to_have_title(route.retitle(10))
    expect(page.locator("#story")).to_have_attribute("data-sheet", "half")


def test_a_mistake_is_shown_over_the_last_good_map_until_it_is_mended(
    look: Look, route: Route
) -> None:
    page = look(f"#stop-{STOP}")
    expect(page.locator(PROBLEMS)).to_be_hidden()
    good = route.text
    try:
        route.write(good.replace("\ntitle:", "\ntitel: <b>&amp;\ntitle:", 1))
        expect(page.locator(PROBLEMS)).to_be_visible()
        item = page.locator(f"{PROBLEMS} li")
        assert item.count() == 1
        line = good[: good.index("\ntitle:")].count("\n") + 2
        assert item.locator(".place").inner_text() == f"routes/trotsky.yaml:{line}:1"
        assert item.locator(".code").inner_text() == "error[unknown-key]"
        assert item.locator("mark").inner_text() == "titel"
        assert item.locator("pre").inner_text() == "titel: <b>&amp;"
        assert "title" in item.locator(".hint").inner_text()
        assert current_stop(page) == STOP
        assert page.locator("#next").is_visible()
    finally:
        route.write(good)
    expect(page.locator(PROBLEMS)).to_be_hidden()


def test_who_opens_the_page_of_a_broken_route_sees_the_last_good_map_and_the_mistakes(
    look: Look, route: Route
) -> None:
    good = route.text
    page = look()
    try:
        route.write("route: [\n")
        expect(page.locator(PROBLEMS)).to_be_visible()
        other = look()
        expect(other.locator(PROBLEMS)).to_be_visible()
        assert other.locator("article.stop").count() > 50
    finally:
        route.write(good)
    expect(page.locator(PROBLEMS)).to_be_hidden()


def test_a_route_without_a_map_shows_its_mistakes_and_then_its_map(
    chromium: Browser, tmp_path: Path
) -> None:
    project = make_project(tmp_path)
    project.edit("place: london", "place: londn")
    with served(tmp_path) as server, looking(chromium, server) as page:
        page.goto(server.address)
        expect(page.locator(f"{PROBLEMS} .message").first).to_have_text("there is no place `londn`")
        project.edit("place: londn", "place: london")
        expect(page).to_have_title("A small road")
        expect(page.locator(PROBLEMS)).to_be_hidden()


def test_the_list_of_routes_follows_them_too(chromium: Browser, tmp_path: Path) -> None:
    project = make_project(tmp_path)
    other = project.route.with_name("other.yaml")
    text = project.route.read_text(encoding="utf-8").replace("route: small", "route: other")
    other.write_text(text, encoding="utf-8")
    with served(tmp_path) as server, looking(chromium, server) as page:
        page.goto(server.address)
        row = page.locator("li", has_text="other")
        expect(row).to_contain_text("2 stops")
        other.write_text("route: [", encoding="utf-8")
        expect(row).to_contain_text("1 error")
        page.click("text=small")
        expect(page).to_have_title("A small road")
