"""A road of thousands of stops: work bounded by what can be seen."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from mapgen.build import render_examined
from mapgen.check import examine
from tests.browser.conftest import Open
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
    lanes = page.locator(".stays")
    drawn = [
        [path.get_attribute("d") or "" for path in lane.locator("path").all()]
        for lane in lanes.all()
    ]
    assert all(behind == before for behind, before in drawn)
    year = page.evaluate(
        "JSON.parse(document.getElementById('mapgen-data').textContent).stops[700][5]"
    )
    page.evaluate(f"location.hash = '#stop=s7&to={year}'")
    page.wait_for_selector("#stop-s7[aria-current=step]")
    left = page.locator(".chapter li:not([hidden]) > article.stop").count()
    assert 0 < left < STOPS
    stays = [
        [(path.get_attribute("d") or "").count("M") for path in lane.locator("path").all()]
        for lane in lanes.all()
    ]
    assert sum(behind for behind, _ in stays) == STOPS
    assert sum(before for _, before in stays) == left
