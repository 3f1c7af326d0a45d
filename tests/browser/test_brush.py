"""The period: two handles on the timeline that limit the road to some years."""

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from mapgen.build import render_examined
from mapgen.check import examine
from tests.browser.conftest import Open
from tests.browser.test_access import violations

SHORT = """
route: short
title: A short road
language: en
subject: {name: Somebody}
places:
  odessa: {name: Odessa, at: [46.48, 30.72]}
  london: {name: London, at: [51.51, -0.13]}
stops:
  - {id: first, place: odessa, when: 1917}
  - {id: second, place: london, when: 1918}
"""


def handles(page: Page) -> tuple[Locator, Locator]:
    first, last = (
        page.get_by_role("slider", name=name, exact=True) for name in ("From year", "To year")
    )
    return first, last


def shown(page: Page) -> list[str]:
    """The stops that the story shows."""
    stops: list[str] = page.eval_on_selector_all(
        "article.stop", "all => all.filter(n => n.checkVisibility()).map(n => n.dataset.stop)"
    )
    return stops


def middle_of(page: Page, handle: Locator) -> tuple[float, float]:
    """Where a handle can be taken hold of."""
    x, y = handle.evaluate(
        """(node) => {
          const { left, right, top, height } = node.getBoundingClientRect();
          const share = (node.value - node.min) / (node.max - node.min);
          const way = (right - left - 24) * share;
          const isMirrored = document.documentElement.dir === 'rtl';
          return [isMirrored ? right - 12 - way : left + 12 + way, top + height / 2];
        }"""
    )
    return x, y


def test_a_handle_stands_where_its_year_begins(open_page: Open) -> None:
    page = open_page("#from=1900")
    x, _ = middle_of(page, handles(page)[0])
    label = page.locator(".axis span", has_text="1900").bounding_box()
    assert label
    assert abs(x - label["x"] - label["width"] / 2) < 1


def test_keys_on_the_handles_limit_the_road_and_the_button_clears(open_page: Open) -> None:
    page = open_page()
    first, last = handles(page)
    clear = page.get_by_role("button", name="Show all years")
    every = shown(page)
    expect(clear).to_be_hidden()
    first.focus()
    for _ in range(24):
        page.keyboard.press("ArrowRight")
    assert first.input_value() == "1903"
    assert page.url.endswith("#from=1903")
    last.focus()
    page.keyboard.press("Home")
    assert last.input_value() == "1903", "a handle stops at the other"
    for _ in range(2):
        page.keyboard.press("ArrowUp")
    assert page.url.endswith("#from=1903&to=1905")
    expect(clear).to_be_visible()
    assert 0 < len(shown(page)) < len(every) / 2
    expect(page.locator(".stay.out")).to_have_count(len(every) - len(shown(page)))
    clear.click()
    assert shown(page) == every
    assert (first.input_value(), last.input_value()) == ("1879", "1940")
    expect(clear).to_be_hidden()


@pytest.mark.parametrize("reads", ["left to right", "right to left"])
@pytest.mark.parametrize("size", [(1280, 800), (390, 844)], ids=["wide", "phone"])
def test_a_handle_is_dragged_and_no_stop_is_chosen(
    open_page: Open, persian: Path, reads: str, size: tuple[int, int]
) -> None:
    page = open_page(size=size, **({"page": persian} if reads == "right to left" else {}))
    first = page.locator(".edge input").first
    x, y = middle_of(page, first)
    assert page.evaluate("at => document.elementFromPoint(...at).matches('.edge input')", [x, y])
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + (120 if reads == "left to right" else -120), y, steps=4)
    page.mouse.up()
    year = int(first.input_value())
    assert 1884 < year < 1905
    assert page.url.endswith(f"#from={year}")
    assert page.locator("article[aria-current]").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]


def test_what_lies_under_the_handles_can_still_be_chosen(open_page: Open) -> None:
    page = open_page("#from=1890&to=1920")
    box = page.locator(".tracks").bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] - 4)
    assert page.locator("article[aria-current]").count() == 1


def test_a_period_in_the_address_stands_in_the_handles(open_page: Open) -> None:
    page = open_page("#from=1905&to=1917")
    first, last = handles(page)
    assert (first.input_value(), last.input_value()) == ("1905", "1917")
    assert violations(page) == []


def test_a_road_of_few_years_has_no_handles(open_page: Open, tmp_path: Path) -> None:
    (tmp_path / "short.yaml").write_text(SHORT, encoding="utf-8")
    (tmp_path / "short.html").write_text(render_examined(examine(tmp_path / "short.yaml")))
    page = open_page("#from=1918", page=tmp_path / "short.html")
    assert page.locator(".edge").count() == 0
    assert shown(page) == ["second"]
    page.get_by_role("button", name="Show all years").click()
    assert shown(page) == ["first", "second"]


def test_the_handles_are_neither_embedded_nor_printed(open_page: Open) -> None:
    assert open_page("?embed=1", size=(640, 400)).locator(".brush").is_hidden()
    page = open_page()
    page.emulate_media(media="print")
    assert page.locator(".brush").is_hidden()
