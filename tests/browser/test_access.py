"""What can be read and reached without seeing or pointing: axe, names, focus, forced colours."""

from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import Open
from tests.browser.test_map import marker, place_with

GOLDEN_TREE = Path(__file__).parent.parent / "golden" / "stop.aria.yaml"


def violations(page: Page) -> list[str]:
    """All that axe finds, of any weight, with the first element it names."""
    results = Axe().run(page)
    return [
        f"{found['id']}: {found['nodes'][0]['html'][:200]}"
        for found in results.response["violations"]
    ]


def at_a_stop(page: Page) -> None:
    page.evaluate("location.hash = '#stop-istanbul-1929'")


def with_a_card(page: Page) -> None:
    page.click(marker(page, place_with(page, 2)))


def with_its_story(page: Page) -> None:
    page.click("#next")
    page.click(".storyb")


def with_a_full_sheet(page: Page) -> None:
    page.click(".grab")
    page.click(".grab")


STATES: dict[str, tuple[tuple[int, int], str, Callable[[Page], object] | None]] = {
    "start": ((1440, 900), "", None),
    "stop": ((1440, 900), "", at_a_stop),
    "card": ((1440, 900), "", with_a_card),
    "tablet": ((820, 1180), "", at_a_stop),
    "phone": ((390, 844), "", None),
    "sheet": ((390, 844), "", with_a_full_sheet),
    "embed": ((640, 400), "?embed=1", None),
    "embed-card": ((640, 400), "?embed=1", lambda page: page.click("#map button[data-place]")),
    "embed-story": ((640, 400), "?embed=1", with_its_story),
}


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing(open_page: Open, state: str, dark: bool) -> None:
    size, address, reach = STATES[state]
    page = open_page(address, size=size, dark=dark)
    if reach:
        reach(page)
    assert violations(page) == []


def test_axe_finds_nothing_where_the_page_reads_from_the_right(
    open_page: Open, persian: Path
) -> None:
    page = open_page(page=persian)
    at_a_stop(page)
    assert violations(page) == []


def test_a_stop_is_told_to_assistive_technology_as_the_golden_tree_says(open_page: Open) -> None:
    """Refresh after a change that is meant: `python -m tests.golden_tree`."""
    page = open_page()
    page.evaluate("location.hash = '#stop-odessa-1929'")
    tree = page.locator("#stop-odessa-1929").aria_snapshot()
    assert tree + "\n" == GOLDEN_TREE.read_text(encoding="utf-8")


def test_a_reader_with_large_letters_gets_large_letters(open_page: Open) -> None:
    page = open_page("#stop-london-1902")
    read = "all => all.map(n => parseFloat(getComputedStyle(n).fontSize))"
    told = "#stop-london-1902 :is(h3, time, .what, .text, blockquote, .translation, cite)"
    before = page.eval_on_selector_all(told, read)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    after = page.eval_on_selector_all(told, read)
    assert after == pytest.approx([2 * size for size in before])
    assert page.eval_on_selector("#story", "n => n.scrollWidth - n.clientWidth") <= 0


def test_pictures_of_the_map_are_hidden_from_readers_of_the_screen(open_page: Open) -> None:
    page = open_page()
    for drawn in ("#world", ".ink", ".names", ".rays", ".degrees", ".rail", ".axis", ".poplead"):
        hidden = page.locator(drawn).first.evaluate("n => n.closest('[aria-hidden=true]') !== null")
        assert hidden, drawn


def test_a_marker_without_a_number_is_out_of_the_tab_order(open_page: Open) -> None:
    page = open_page()
    before = page.locator("button[data-place]").count()
    page.click(".leaflet-control-zoom-in")
    page.click(".leaflet-control-zoom-in")
    markers = page.locator("button[data-place]").all()
    assert len(markers) < before
    assert all(node.is_visible() for node in markers)


def test_a_marker_that_loses_its_number_hands_the_focus_to_the_map(open_page: Open) -> None:
    page = open_page()
    page.focus(marker(page, place_with(page, 1)))
    page.evaluate("map_plate.setView([19, -99], 6, {animate: false})")
    assert page.evaluate("document.activeElement.classList.contains('leaflet-container')")


def test_a_marker_keeps_the_focus_while_the_map_is_laid_out_again(open_page: Open) -> None:
    page = open_page()
    name = marker(page, place_with(page, 1))
    page.focus(name)
    page.evaluate("map_plate.panBy([3, 2], {animate: false})")
    assert page.locator(name).evaluate("node => node === document.activeElement")


def test_targets_are_large_enough_to_hit(open_page: Open) -> None:
    page = open_page()
    small = page.evaluate(
        """() => [...document.querySelectorAll('button, .leaflet-bar a')].filter((node) => {
          const {width, height} = node.getBoundingClientRect();
          const more = parseFloat(getComputedStyle(node, '::after').inset) || 0;
          const [w, h] = [width, height].map((side) => side - 2 * Math.min(0, more));
          return width && !node.classList.contains('stay') && (w < 24 || h < 24);
        }).map((node) => node.outerHTML.slice(0, 120))"""
    )
    assert small == []


def test_with_less_motion_nothing_moves_by_itself(open_page: Open) -> None:
    page = open_page(calm=True)
    moving = page.evaluate(
        """() => [...document.querySelectorAll('*')].filter((node) => {
          const style = getComputedStyle(node);
          return style.animationName !== 'none' || parseFloat(style.transitionDuration) > 0
            || style.scrollBehavior === 'smooth';
        }).length"""
    )
    assert moving == 0
    page.click(".leaflet-control-zoom-in")
    assert page.locator(".whole").is_visible()


def test_in_forced_colours_numbers_and_lines_keep_their_meaning(open_page: Open) -> None:
    page = open_page()
    page.emulate_media(forced_colors="active")
    free, forced = (
        page.eval_on_selector(leg, "node => getComputedStyle(node).stroke")
        for leg in ("#world .leg:not(.f)", "#world .leg.f")
    )
    assert free != forced
    grounds = page.eval_on_selector_all(
        "#map .view > button.f, #map .view > button:not(.f)",
        "nodes => new Set(nodes.map(node => getComputedStyle(node).backgroundColor)).size",
    )
    assert grounds == 2


def test_at_four_times_the_size_the_story_is_still_there(open_page: Open) -> None:
    page = open_page(size=(320, 256))
    page.click(".storyb")
    assert page.locator("article.stop").first.is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
