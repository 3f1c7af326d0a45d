"""The other side of a conflict, drawn beside what the map follows."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Open
from tests.browser.test_access import violations
from tests.browser.test_story import current_stop

PLACE = "petrograd-1917"
"""A stop at whose place a text names another: Moscow."""
DATE = "alma-ata-1928"
"""A stop to whose date texts give others."""


def button(page: Page, root: str = ".stop.current", about: str = "place") -> Locator:
    return page.locator(f"{root} aside[data-about={about}] button.other").first


def test_another_place_is_shown_with_its_name_and_the_way_there(open_page: Open) -> None:
    page = open_page(f"#stop-{PLACE}")
    expect(button(page)).to_have_attribute("aria-pressed", "false")
    assert page.locator(".ghost").count() == 0
    button(page).click()
    expect(button(page)).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".view .ghost")).to_have_text("Moscow")
    way = page.locator(".ghost-way")
    assert (way.get_attribute("d") or "").startswith("M")
    assert way.evaluate("node => getComputedStyle(node).strokeDasharray") != "none"
    assert way.bounding_box()
    assert current_stop(page) == PLACE
    button(page).click()
    expect(button(page)).to_have_attribute("aria-pressed", "false")
    assert page.locator(".ghost").count() == 0
    assert page.locator(".ghost-way").get_attribute("d") == ""


def test_the_other_place_is_where_the_map_has_it(open_page: Open) -> None:
    page = open_page(f"#stop-{PLACE}")
    button(page).click()
    ghost = page.locator(".view .ghost").bounding_box()
    plate = page.locator("#map").bounding_box()
    assert ghost
    assert plate
    x, y = page.evaluate("(({x, y}) => [x, y])(map_plate.latLngToContainerPoint([55.75, 37.62]))")
    assert abs(ghost["x"] - plate["x"] - x) < 3
    assert abs(ghost["y"] + ghost["height"] / 2 - plate["y"] - y) < 3


def test_another_date_is_an_outline_on_the_timeline(open_page: Open) -> None:
    page = open_page(f"#stop-{DATE}")
    outline = page.locator(".ghost-bar")
    expect(outline).to_be_hidden()
    dates = button(page, about="date")
    expect(dates).to_have_text("Show this on the timeline")
    dates.click()
    expect(outline).to_be_visible()
    expect(outline).to_have_attribute("title", "1927")
    own = page.locator(".stay.cur").bounding_box()
    other = outline.bounding_box()
    assert own
    assert other
    assert other["x"] < own["x"]
    assert page.locator(".ghost").count() == 0


def test_one_side_takes_the_place_of_another(open_page: Open) -> None:
    page = open_page(f"#stop-{DATE}")
    buttons = page.locator(".stop.current aside[data-about=leg] button.other")
    first, second = buttons.nth(0), buttons.nth(1)
    first.click()
    second.click()
    expect(first).to_have_attribute("aria-pressed", "false")
    expect(second).to_have_attribute("aria-pressed", "true")


def test_another_stop_takes_it_away(open_page: Open) -> None:
    page = open_page(f"#stop-{PLACE}")
    button(page).click()
    expect(page.locator(".view .ghost")).to_be_visible()
    page.click("#next")
    assert page.locator(".ghost").count() == 0
    assert page.locator(".ghost-way").get_attribute("d") == ""
    page.click("#prev")
    expect(button(page)).to_have_attribute("aria-pressed", "false")


def test_a_filter_that_leaves_the_stop_out_takes_it_away(open_page: Open) -> None:
    page = open_page(f"#stop-{PLACE}")
    button(page).click()
    page.click(".findb")
    page.fill(".filters [name=q]", "coyoacan")
    expect(page.locator(".shown")).to_be_visible()
    assert page.locator(".ghost").count() == 0


def test_the_card_draws_it_as_well_and_both_know(open_page: Open) -> None:
    page = open_page(f"#stop-{PLACE}")
    page.dispatch_event("button.disc.cur", "click")
    own = button(page, ".pop")
    expect(own).to_have_attribute("aria-pressed", "false")
    own.click()
    expect(own).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".view .ghost")).to_have_text("Moscow")
    page.keyboard.press("Escape")
    expect(button(page)).to_have_attribute("aria-pressed", "true")


def test_an_other_place_out_of_sight_is_brought_into_it(open_page: Open) -> None:
    page = open_page(f"#stop-{PLACE}")
    page.evaluate("map_plate.setView([59.9, 30.3], 9, {animate: false})")
    button(page).click()
    ghost = page.locator(".view .ghost").bounding_box()
    plate = page.locator("#map").bounding_box()
    assert ghost
    assert plate
    assert plate["x"] < ghost["x"] < plate["x"] + plate["width"]
    assert plate["y"] < ghost["y"] < plate["y"] + plate["height"]


def test_it_is_reached_and_pressed_by_keys(open_page: Open) -> None:
    page = open_page(f"#stop-{PLACE}")
    button(page).focus()
    page.keyboard.press("Enter")
    expect(page.locator(".view .ghost")).to_be_visible()
    expect(button(page)).to_be_focused()
    page.keyboard.press("Space")
    assert page.locator(".ghost").count() == 0


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing_with_another_side_shown(open_page: Open, dark: bool) -> None:
    page = open_page(f"#stop-{PLACE}", dark=dark)
    button(page).click()
    assert violations(page) == []


def test_right_to_left_a_date_lies_on_its_side_of_the_timeline(
    open_page: Open, persian: object
) -> None:
    page = open_page(f"#stop-{DATE}", page=persian)
    button(page, about="date").click()
    own = page.locator(".stay.cur").bounding_box()
    other = page.locator(".ghost-bar").bounding_box()
    assert own
    assert other
    assert other["x"] + other["width"] > own["x"] + own["width"]
