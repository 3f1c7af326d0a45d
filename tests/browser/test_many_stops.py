"""A road of thousands of stops: work bounded by what can be seen."""

import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from mapgen.build import render_examined
from mapgen.check import examine
from tests.browser.conftest import Open, Watched
from tests.browser.test_access import violations
from tests.browser.test_story import current_stop
from tests.generated import generated_route

STOPS = 1500


@pytest.fixture(scope="module")
def long_road(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("long")
    route = folder / "long.yaml"
    route.write_text(generated_route(STOPS), encoding="utf-8")
    target = folder / "long.html"
    target.write_text(render_examined(examine(route)), encoding="utf-8")
    return target


def test_no_more_than_300_numbers_are_buttons(open_page: Open, long_road: Path) -> None:
    page = open_page(page=long_road)
    assert 20 < page.locator("button[data-place]").count() <= 600
    assert page.locator("#map .view > button").count() <= 300
    marks = page.locator("#map .ink path").count()
    assert marks < 20, "all dots and arrowheads of a kind are one path"


def test_every_stop_of_many_opens(open_page: Open, long_road: Path) -> None:
    page = open_page(page=long_road)
    for stop in ("s0", "s777", f"s{STOPS - 1}"):
        page.evaluate(f"location.hash = '#stop-{stop}'")
        page.wait_for_selector(f"#stop-{stop}[aria-current=step]")
        page.wait_for_timeout(200)
        expect(page.locator(f"#stop-{stop} blockquote")).to_be_in_viewport()
        place = page.get_attribute(f"#stop-{stop}", "data-place")
        expect(page.locator(f"button[data-place={place}]")).to_be_visible()


def test_the_timeline_of_many_is_one_slider(open_page: Open, long_road: Path) -> None:
    page = open_page(page=long_road)
    assert page.locator(".stay").count() == 0
    slider = page.get_by_role("slider", name="Timeline")
    slider.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert current_stop(page) == "s1"
    assert slider.get_attribute("aria-valuenow") == "2"
    assert (slider.get_attribute("aria-valuetext") or "").startswith("2. ")
    page.keyboard.press("End")
    assert current_stop(page) == f"s{STOPS - 1}"


def test_axe_finds_nothing_in_a_long_road(open_page: Open, long_road: Path) -> None:
    page = open_page(page=long_road)
    page.click("#next")
    assert violations(page) == []


def test_a_click_on_the_timeline_of_many_finds_the_nearest_stop(
    open_page: Open, long_road: Path
) -> None:
    page = open_page(page=long_road)
    tracks = page.locator(".tracks").bounding_box()
    assert tracks
    page.mouse.click(tracks["x"] + tracks["width"] / 2, tracks["y"] + 30)
    mids = page.evaluate(
        "JSON.parse(document.getElementById('mapgen-data').textContent).stops.map(stop => stop[3])"
    )
    nearest = min(range(STOPS), key=lambda index: abs(mids[index] - 0.5))
    assert current_stop(page) == f"s{nearest}"


def test_stays_of_many_that_are_left_out_are_drawn_behind_the_others(
    open_page: Open, long_road: Path
) -> None:
    page = open_page(page=long_road)
    assert page.locator(".stays path:not(.out)").count() > 10, "no path draws them all"
    assert drawn(page, ".stays path.out") == drawn(page, ".stays path:not(.out)")
    assert drawn(page, ".stays path.out").count("M") == STOPS
    year = page.evaluate(
        "JSON.parse(document.getElementById('mapgen-data').textContent).stops[700][5]"
    )
    page.evaluate(f"location.hash = '#stop=s7&to={year}'")
    page.wait_for_selector("#stop-s7[aria-current=step]")
    left = page.locator(".chapter li:not([hidden]) > article.stop").count()
    assert 0 < left < STOPS
    assert drawn(page, ".stays path.out").count("M") == STOPS
    assert drawn(page, ".stays path:not(.out)").count("M") == left


def test_legs_of_many_are_drawn_strong_faint_or_as_the_current_one(
    open_page: Open, long_road: Path
) -> None:
    page = open_page(page=long_road)
    legs = [
        (int(stop), line)
        for path in page.locator("#world .leg:not(.dim, .on)").all()
        for stop, line in zip(
            (path.get_attribute("data-legs") or "").split(),
            (path.get_attribute("d") or "").split("\n"),
            strict=True,
        )
    ]
    assert len({stop for stop, _ in legs}) == len(legs) > 1000
    assert page.locator("#world .leg").count() < 300, "no path for each"
    middle = legs[len(legs) // 2][0]
    page.evaluate(f"location.hash = '#stop-s{middle}'")
    page.wait_for_selector(f"#stop-s{middle}[aria-current=step]")
    for selector, wanted in (
        (".leg:not(.dim, .on)", [line for stop, line in legs if stop <= middle]),
        (".leg.dim", [line for stop, line in legs if stop > middle]),
        (".leg.on", [line for stop, line in legs if stop == middle]),
    ):
        found = drawn(page, f"#world {selector}")
        assert sorted(found.split("M")[1:]) == sorted("".join(wanted).split("M")[1:])


def drawn(page: Page, selector: str) -> str:
    """The path data of all that fits."""
    joined: str = page.eval_on_selector_all(
        selector, "all => all.map(path => path.getAttribute('d')).join('')"
    )
    return joined.replace("\n", "")


def test_a_part_of_the_story_that_is_far_off_is_not_laid_out(
    open_page: Open, long_road: Path
) -> None:
    page = open_page(page=long_road)
    far = page.locator("#stop-s777 .what")
    seen = "node => node.checkVisibility({ contentVisibilityAuto: true })"
    assert not far.evaluate(seen)
    guessed = page.evaluate("document.querySelectorAll('.long ol')[15].offsetHeight")
    assert guessed == 50 * 130 + 14
    page.evaluate("location.hash = '#stop-s777'")
    page.wait_for_selector("#stop-s777[aria-current=step]")
    expect(far).to_be_in_viewport()
    assert far.evaluate(seen)


def test_a_long_road_without_chapters_is_at_work_once_all_of_it_has_come(
    open_page: Open, tmp_path: Path
) -> None:
    chaptered = generated_route(660).replace("chapters:\n", "stops:\n")
    text = re.sub(r"  - title: Chapter .*\n    stops:\n", "", chaptered)
    route, target = tmp_path / "plain.yaml", tmp_path / "plain.html"
    route.write_text(text, encoding="utf-8")
    target.write_text(render_examined(examine(route)), encoding="utf-8")
    page = open_page("#stop-s655", page=target)
    assert current_stop(page) == "s655"
    expect(page.locator("#stop-s655 blockquote")).to_be_in_viewport()
    starts = page.eval_on_selector_all(".chapter ol", "all => all.map(list => list.start)")
    assert starts == list(range(1, 660, 50))
    assert page.locator("section.chapter, .rest").count() == 1


# --- while the page comes -----------------------------------------------------------------------


@pytest.fixture
def half_come(long_road: Path, chromium: Browser) -> Iterator[tuple[Page, threading.Event]]:
    """The page of a server that keeps back all that follows the script until the event is set."""
    first, mark, rest = long_road.read_text(encoding="utf-8").partition('<div class="rest">')
    assert mark
    is_let_through = threading.Event()

    class Slow(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(first.encode())
            self.wfile.flush()
            is_let_through.wait(60)
            self.wfile.write((mark + rest).encode())

        def log_message(self, *_arguments: object) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Slow)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    context = chromium.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    watched = Watched(context.new_page())
    watched.page.goto(f"http://127.0.0.1:{server.server_port}/", wait_until="commit")
    yield watched.page, is_let_through
    is_let_through.set()
    context.close()
    server.shutdown()
    server.server_close()
    thread.join()
    own = "request: http://127.0.0.1"
    assert [each for each in watched.wrong if not each.startswith(own)] == []


def test_the_first_chapters_are_at_work_before_the_others_have_come(
    half_come: tuple[Page, threading.Event],
) -> None:
    page, is_let_through = half_come
    page.click("#next")
    assert current_stop(page) == "s0"
    expect(page.locator("#map button.cur")).to_be_visible()
    expect(page.get_by_role("slider", name="Timeline")).to_have_attribute("aria-valuenow", "1")
    page.keyboard.press("End")
    page.click("#stop-s120 h3 a")
    assert current_stop(page) == "s120"
    assert page.locator("article.stop").count() == 200
    assert page.locator(".app[data-ready]").count() == 0
    expect(page.locator(".filters")).to_have_attribute("inert", "")
    legs = page.eval_on_selector_all(
        "#world .leg:not(.dim, .on)", "all => all.flatMap(path => path.dataset.legs.split(' '))"
    )
    early = len([stop for stop in legs if int(stop) < 200])
    assert len(drawn_legs(page)) == early, "no leg leads to a stop that has not come"
    is_let_through.set()
    page.wait_for_selector(".app[data-ready]")
    assert current_stop(page) == "s120"
    assert page.eval_on_selector_all("article.stop", "all => all.map(one => one.dataset.n)") == [
        str(number) for number in range(STOPS)
    ]
    assert page.locator(".rest, [inert]").count() == 0
    assert len(drawn_legs(page)) == len(legs) > early > 0
    assert page.locator(".chapters > section.chapter").count() == STOPS // 50
    assert page.locator("section.chapter").last.locator("~ #sources").count() == 1
    assert page.locator("article.stop .more:not([hidden])").count() == 1, "all others are folded"
    page.get_by_role("slider", name="Timeline").focus()
    page.keyboard.press("End")
    assert current_stop(page) == f"s{STOPS - 1}"


def drawn_legs(page: Page) -> list[str]:
    """The path data of each leg that is drawn, strong or faint."""
    lines: list[str] = page.eval_on_selector_all(
        "#world .leg:not(.on)",
        "all => all.flatMap(path => path.getAttribute('d').split('\\n')).filter(Boolean)",
    )
    return lines


def test_an_address_waits_for_its_stop_to_come(
    half_come: tuple[Page, threading.Event],
) -> None:
    page, is_let_through = half_come
    page.wait_for_selector("#map button[data-place]")
    page.evaluate("location.hash = '#stop-s777'")
    is_let_through.set()
    page.wait_for_selector("#stop-s777[aria-current=step]")
    expect(page.locator("#stop-s777 blockquote")).to_be_in_viewport()
    assert "s777" not in page.locator(".here").inner_text(), "no complaint is left"


def test_without_a_script_the_whole_story_stands_beside_the_plate(
    chromium: Browser, long_road: Path
) -> None:
    context = chromium.new_context(
        viewport={"width": 1280, "height": 800}, java_script_enabled=False
    )
    page = context.new_page()
    page.goto(long_road.as_uri())
    last = page.locator("article.stop").last
    last.scroll_into_view_if_needed()
    expect(last).to_be_in_viewport()
    story, plate = last.bounding_box(), page.locator(".plate").bounding_box()
    assert story
    assert plate
    assert story["x"] + story["width"] <= plate["x"]
    assert 0 <= plate["y"] < 100, "the plate stays in sight"
    assert plate["y"] + plate["height"] <= 800
    assert page.locator("section.chapter").count() == STOPS // 50
    context.close()
