"""From a page to the same stop in another language."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from mapgen.build import build_examined
from mapgen.check import examine
from tests.browser.conftest import ROUTE, Open


@pytest.fixture(scope="module")
def several(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Trotsky's map in all languages, English first."""
    folder = tmp_path_factory.mktemp("several")
    languages = ["en", "fa", "hi", "zh-Hant"]
    return build_examined(examine(ROUTE), output=folder, languages=languages).page


def current(page: Page) -> str | None:
    return page.locator("article.current").get_attribute("data-stop")


def test_the_switch_opens_the_same_stop_in_another_language(open_page: Open, several: Path) -> None:
    page = open_page("#stop-odessa-1888", page=several)
    page.keyboard.press("n")
    stop = current(page)
    assert stop == "odessa-st-paul"
    page.click(".languages a[hreflang=fa]")
    page.wait_for_selector('html[lang="fa"] .app[data-ready]')
    assert page.url.endswith("/trotsky.fa.html#stop-odessa-st-paul")
    assert current(page) == stop
    page.click(".languages a[hreflang=zh-Hant]")
    page.wait_for_selector('html[lang="zh-Hant"] .app[data-ready]')
    assert current(page) == stop


def test_the_switch_keeps_the_compact_layout_and_answers_the_keyboard(
    open_page: Open, several: Path
) -> None:
    page = open_page("?embed=1#stop-odessa-1888", page=several)
    page.click(".storyb")
    page.focus(".languages a[hreflang=hi]")
    page.keyboard.press("Enter")
    page.wait_for_selector('html[lang="hi"].embed .app[data-ready]')
    assert page.url.endswith("/trotsky.hi.html?embed=1#stop-odessa-1888")


@pytest.mark.parametrize("size", [(1440, 900), (820, 1180), (390, 844), (320, 640)], ids=str)
@pytest.mark.parametrize("language", ["en", "fa"])
def test_the_switch_has_room_beside_the_name(
    open_page: Open, several: Path, size: tuple[int, int], language: str
) -> None:
    page_file = several if language == "en" else several.with_name(f"trotsky.{language}.html")
    page = open_page(page=page_file, size=size)
    name = page.locator(".phonehead .who" if size[0] < 900 else "h1").bounding_box()
    links = [link.bounding_box() for link in page.locator(".languages a").all()]
    assert name
    assert len(links) == 3
    for box in links:
        assert box
        assert box["height"] >= 24
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= size[0]
        assert (
            box["x"] >= name["x"] + name["width"]
            or name["x"] >= box["x"] + box["width"]
            or box["y"] + box["height"] <= name["y"]
        )


def test_paper_shows_no_switch(open_page: Open, several: Path) -> None:
    page = open_page(page=several)
    page.emulate_media(media="print")
    assert not page.locator(".languages").is_visible()


def test_a_reader_sees_which_texts_are_not_in_the_language_of_the_page(
    open_page: Open, several: Path
) -> None:
    def label(page: Page, selector: str) -> object:
        script = "(node) => getComputedStyle(node, '::before').content"
        return page.locator(f"#stop-odessa-1888 {selector}").first.evaluate(script)

    persian = open_page("#stop-odessa-1888", page=several.with_name("trotsky.fa.html"))
    assert label(persian, ".text") == '"انگلیسی"'
    assert label(persian, ".what") == "none"
    english = open_page("#stop-odessa-1888", page=several)
    assert label(english, ".text") == "none"
    assert label(english, ".translation") == "none"
