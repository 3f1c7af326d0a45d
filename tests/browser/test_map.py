"""Markers, the card, the inset and the camera."""

import re
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Open
from tests.browser.test_story import current_stop, stop_ids

CARD = ".pop[role=dialog]"


def view_box(page: Page) -> str:
    """What part of the world the main map shows."""
    box: str = page.get_attribute("#world", "viewBox") or ""
    return box


def marker(page: Page, place: str) -> str:
    return f"button[data-place={place}]:visible"


def place_of(page: Page, stop: str) -> str:
    return page.get_attribute(f"#stop-{stop}", "data-place") or ""


def visits(page: Page, place: str) -> list[str]:
    """The stops at a place, in order."""
    ids: list[str] = page.eval_on_selector_all(
        f"article.stop[data-place={place}]", "nodes => nodes.map(node => node.dataset.stop)"
    )
    return ids


def place_with(page: Page, least: int) -> str:
    """A place in the inset that was visited at least so often."""
    places: list[str] = page.eval_on_selector_all(
        ".inset button[data-place]", "nodes => nodes.map(node => node.dataset.place)"
    )
    return next(place for place in places if len(visits(page, place)) >= least)


def test_every_place_of_the_story_has_one_marker(open_page: Open) -> None:
    page = open_page()
    places = set(page.eval_on_selector_all("article.stop", "all => all.map(n => n.dataset.place)"))
    markers = page.eval_on_selector_all(
        "button[data-place]", "nodes => nodes.map(node => node.dataset.place)"
    )
    assert sorted(markers) == sorted(places)


def test_a_marker_is_named_with_place_dates_and_visits(open_page: Open) -> None:
    page = open_page()
    place = place_with(page, 2)
    name = page.get_attribute(marker(page, place), "aria-label") or ""
    first = visits(page, place)[0]
    assert name.startswith(page.inner_text(f"#stop-{first} h3"))
    assert page.inner_text(f"#stop-{first} time") in name
    assert f"{len(visits(page, place))} visits" in name


def test_a_marker_opens_the_card_at_the_first_stop_there(open_page: Open) -> None:
    page = open_page()
    place = place_with(page, 2)
    page.click(marker(page, place))
    first = visits(page, place)[0]
    assert current_stop(page) == first
    expect(page.locator(CARD)).to_be_visible()
    card = page.locator(f"{CARD} h3")
    assert card.inner_text() == page.inner_text(f"#stop-{first} h3")


def test_a_text_is_open_in_the_card_or_in_the_story_but_not_in_both(open_page: Open) -> None:
    page = open_page()
    place = place_with(page, 1)
    page.click(marker(page, place))
    expect(page.locator(f"{CARD} blockquote").first).to_be_visible()
    assert page.locator("article.stop .more:visible").count() == 0
    page.keyboard.press("Escape")
    expect(page.locator(CARD)).to_be_hidden()
    assert page.locator("article.stop .more:visible").count() == 1


def test_the_card_is_a_copy_without_ids_of_the_story(open_page: Open) -> None:
    page = open_page()
    page.click(marker(page, place_with(page, 2)))
    ids = page.eval_on_selector_all("[id]", "nodes => nodes.map(node => node.id)")
    assert len(ids) == len(set(ids))
    quotes = page.locator(f"{CARD} blockquote").all_inner_texts()
    stop = current_stop(page)
    told = page.eval_on_selector_all(
        f"#stop-{stop} blockquote", "nodes => nodes.map(node => node.textContent)"
    )
    assert [" ".join(text.split()) for text in quotes] == [" ".join(text.split()) for text in told]


def test_the_foot_of_the_card_switches_between_the_visits(open_page: Open) -> None:
    page = open_page()
    place = place_with(page, 2)
    page.click(marker(page, place))
    page.locator(f"{CARD} .visits button").nth(1).click()
    assert current_stop(page) == visits(page, place)[1]
    expect(page.locator(f"{CARD} .visits button").nth(1)).to_be_focused()
    page.keyboard.press("Escape")
    page.click(marker(page, place))
    assert current_stop(page) == visits(page, place)[1]


def test_focus_goes_into_the_card_and_back_to_the_marker(open_page: Open) -> None:
    page = open_page()
    place = place_with(page, 1)
    page.focus(marker(page, place))
    page.keyboard.press("Enter")
    expect(page.locator(f"{CARD} .x")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(marker(page, place))).to_be_focused()


def test_the_card_has_the_name_of_its_heading_and_is_not_modal(open_page: Open) -> None:
    page = open_page()
    page.click(marker(page, place_with(page, 1)))
    heading = page.inner_text(f"{CARD} h3")
    expect(page.get_by_role("dialog", name=heading)).to_be_visible()
    assert page.get_attribute(CARD, "aria-modal") == "false"


def test_an_open_card_moves_along_and_leaves_the_focus_alone(open_page: Open) -> None:
    page = open_page()
    page.click(marker(page, place_with(page, 1)))
    page.focus("#next")
    page.click("#next")
    expect(page.locator(CARD)).to_be_visible()
    assert page.inner_text(f"{CARD} h3") == page.inner_text(f"#stop-{current_stop(page)} h3")
    expect(page.locator("#next")).to_be_focused()


def test_the_card_stands_in_the_plate_and_not_on_its_marker(open_page: Open) -> None:
    page = open_page()
    plate = page.locator(".plate").bounding_box()
    assert plate
    for node in page.locator("button[data-place]:visible").all()[::4]:
        place = node.get_attribute("data-place") or ""
        page.keyboard.press("Escape")
        page.click(marker(page, place), force=True)
        card = page.locator(CARD).bounding_box()
        spot = page.locator(marker(page, place)).bounding_box()
        assert card
        assert spot
        assert card["x"] >= plate["x"]
        assert card["x"] + card["width"] <= plate["x"] + plate["width"]
        assert card["y"] + card["height"] <= plate["y"] + plate["height"]
        assert card["x"] > spot["x"] + spot["width"] or card["x"] + card["width"] < spot["x"], place


def test_at_the_start_view_the_camera_stays_where_it_is(open_page: Open) -> None:
    page = open_page()
    before = view_box(page)
    for stop in stop_ids(page)[::5]:
        page.evaluate(f"location.hash = '#stop-{stop}'")
        page.wait_for_selector(f"#stop-{stop}[aria-current=step]")
        assert view_box(page) == before
    assert page.locator(".inset").is_visible()


def test_zooming_in_hides_the_inset_and_whole_road_brings_it_back(open_page: Open) -> None:
    page = open_page()
    before = view_box(page)
    assert page.locator(".whole").is_hidden()
    page.click(".leaflet-control-zoom-in")
    expect(page.locator(".inset")).to_be_hidden()
    expect(page.locator(".keybox")).not_to_have_attribute("open", "")
    page.click(".whole")
    expect(page.locator(".inset")).to_be_visible()
    assert view_box(page) == before
    page.click(".leaflet-control-zoom-in")
    expect(page.locator(".inset")).to_be_hidden()
    page.keyboard.press("0")
    expect(page.locator(".inset")).to_be_visible()


@pytest.mark.parametrize("way", ["button", "key"])
def test_zooming_in_from_the_start_view_leads_to_the_crowded_part(
    open_page: Open, way: str
) -> None:
    page = open_page()
    counted = page.locator(".inset button[data-place]").count()
    if way == "button":
        page.click(".leaflet-control-zoom-in")
    else:
        page.focus("#map .leaflet-container")
        page.keyboard.press("+")
    expect(page.locator(".inset")).to_be_hidden()
    assert page.locator("#map button[data-place]").count() >= counted


def test_away_from_the_start_view_a_stop_out_of_sight_is_brought_into_it(open_page: Open) -> None:
    page = open_page()
    for _ in range(4):
        page.click(".leaflet-control-zoom-in")
        page.wait_for_timeout(50)
    for stop in stop_ids(page)[::9]:
        page.evaluate(f"location.hash = '#stop-{stop}'")
        page.wait_for_selector(f"#stop-{stop}[aria-current=step]")
        spot = page.locator(marker(page, place_of(page, stop))).bounding_box()
        plate = page.locator("#map").bounding_box()
        assert spot
        assert plate
        assert plate["x"] < spot["x"] < plate["x"] + plate["width"], stop
        assert plate["y"] < spot["y"] < plate["y"] + plate["height"], stop


def test_a_double_click_in_the_inset_shows_its_region_alone(open_page: Open) -> None:
    page = open_page()
    box = page.locator(".inset").bounding_box()
    assert box
    page.mouse.dblclick(box["x"] + box["width"] / 2, box["y"] + box["height"] - 12)
    expect(page.locator(".inset")).to_be_hidden()
    expect(page.locator(".whole")).to_be_visible()


def test_a_click_on_a_dot_opens_its_place(open_page: Open) -> None:
    page = open_page()
    page.click(".leaflet-control-zoom-in")
    page.click(".whole")
    d = page.get_attribute("#map .ink path.dot:not(.f)", "d") or ""
    x, y = (float(part) for part in d[1 : d.index("h")].split(" "))
    frame = page.locator("#map").bounding_box()
    assert frame
    page.mouse.click(frame["x"] + x, frame["y"] + y)
    assert current_stop(page) is not None
    expect(page.locator(CARD)).to_be_visible()


def test_the_road_ahead_is_faint_and_the_leg_to_here_is_strong(open_page: Open) -> None:
    page = open_page()
    stops = stop_ids(page)
    half = len(stops) // 2
    page.evaluate(f"location.hash = '#stop-{stops[half]}'")
    page.wait_for_selector(f"#stop-{stops[half]}[aria-current=step]")
    legs = page.eval_on_selector_all(
        "#world .leg",
        "nodes => nodes.map(n => [Number(n.dataset.leg), n.classList.contains('dim')])",
    )
    assert legs
    assert all(dim == (to > half) for to, dim in legs)
    page.evaluate(f"location.hash = '#stop-{stops[2]}'")
    page.wait_for_selector(f"#stop-{stops[2]}[aria-current=step]")
    dims = page.locator("#world .leg.dim").count()
    assert dims == sum(to > 2 for to, _ in legs)


def test_an_area_that_texts_name_round_a_place_shows_with_the_stop(open_page: Open) -> None:
    page = open_page()
    area = page.locator("#world .area.wider[data-place=canada]")
    stop = int((area.get_attribute("data-stops") or "").split()[0])
    expect(area).to_have_css("display", "none")
    page.evaluate(f"location.hash = '#stop-{stop_ids(page)[stop]}'")
    expect(area).not_to_have_css("display", "none")
    page.evaluate(f"location.hash = '#stop-{stop_ids(page)[stop - 5]}'")
    expect(area).to_have_css("display", "none")


def test_dragging_the_map_moves_the_land_with_it(open_page: Open) -> None:
    page = open_page()
    before = view_box(page)
    box = page.locator("#map").bounding_box()
    assert box
    page.mouse.move(box["x"] + 300, box["y"] + 250)
    page.mouse.down()
    page.mouse.move(box["x"] + 380, box["y"] + 280, steps=5)
    page.mouse.up()
    page.wait_for_timeout(100)
    assert view_box(page) != before


def test_the_road_cannot_be_lost_by_panning(open_page: Open) -> None:
    page = open_page()
    box = page.locator("#map").bounding_box()
    assert box
    page.click(".leaflet-control-zoom-in")
    for _ in range(6):
        page.mouse.move(box["x"] + 100, box["y"] + 300)
        page.mouse.down()
        page.mouse.move(box["x"] + 900, box["y"] + 300, steps=4)
        page.mouse.up()
        page.wait_for_timeout(60)
    assert page.locator("#map button[data-place]:visible").count() > 0


def test_pointing_at_a_leg_tells_what_the_story_says_of_it(open_page: Open) -> None:
    page = open_page()
    legs = page.eval_on_selector_all(
        "#world .leg",
        "all => all.map(({dataset, attributes}) => [Number(dataset.leg),"
        " attributes.d.value.match(/-?\\d+/g).slice(0, 6).map(Number)])",
    )
    leg, curve = max(legs, key=lambda one: abs(one[1][4] - one[1][0]))
    at = page.evaluate(
        """([ax, ay, qx, qy, bx, by]) => {
          const world = document.getElementById('world');
          const point = world.createSVGPoint();
          [point.x, point.y] = [(ax + 2 * qx + bx) / 4, (ay + 2 * qy + by) / 4];
          const {x, y} = point.matrixTransform(world.getScreenCTM());
          return [x, y];
        }""",
        curve,
    )
    page.mouse.move(*at)
    tip = page.locator(".legtip")
    expect(tip).to_be_visible()
    stop = stop_ids(page)[leg]
    expect(tip).to_contain_text(page.inner_text(f"#stop-{stop} h3"))
    assert (page.text_content(f"#stop-{stop} .way") or "").strip() in (tip.text_content() or "")
    page.keyboard.press("Escape")
    expect(tip).to_be_hidden()


@pytest.mark.parametrize("calm", [True, False], ids=["calm", "lively"])
def test_the_wheel_zooms_and_the_lines_stay_as_thin(open_page: Open, calm: bool) -> None:
    page = open_page(calm=calm)
    box = page.locator("#map").bounding_box()
    assert box
    page.mouse.move(box["x"] + 400, box["y"] + 150)
    before = view_box(page)
    page.mouse.wheel(0, -400)
    page.wait_for_timeout(900)
    assert view_box(page) != before
    effect = page.eval_on_selector("#world .leg", "leg => getComputedStyle(leg).vectorEffect")
    assert effect == "non-scaling-stroke"
    assert page.locator(".view.moving").count() == 0


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_a_page_whose_script_is_refused_shows_the_static_plate_a_moment_later(
    chromium: Browser, trotsky: Path, tmp_path: Path, motion: Literal["reduce", "no-preference"]
) -> None:
    refused = tmp_path / "refused.html"
    text = trotsky.read_text(encoding="utf-8")
    refused.write_text(re.sub(r"script-src [^;]*", "script-src 'none'", text), encoding="utf-8")
    context = chromium.new_context(reduced_motion=motion)
    page = context.new_page()
    page.add_init_script(
        "addEventListener('DOMContentLoaded', () => { globalThis.first ="
        " getComputedStyle(document.querySelector('#world')).visibility; })"
    )
    page.goto(refused.as_uri())
    assert page.evaluate("first") == "hidden", "the script draws its own, and that is enough"
    expect(page.locator(".plate > #world")).to_have_css("visibility", "visible", timeout=5_000)
    assert page.locator(".plate > #world .mark").first.is_visible()
    context.close()
