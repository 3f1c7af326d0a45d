"""The share panel: the address of what is shown, and what to paste elsewhere."""

from pathlib import Path

import html5lib
import pytest
from playwright.sync_api import Page, expect

from mapgen.build import tell_examined
from mapgen.check import examine
from mapgen.embed.publishing import publish_examined
from mapgen.embed.snippets import snippets_of
from mapgen.formats.kartographer import to_kartographer
from mapgen.site import Site
from tests.browser.conftest import ROUTE, Open
from tests.browser.test_access import violations

STOP = "#stop-istanbul-1929"


def said(page: Page, kind: str) -> str:
    return page.input_value(f".share textarea[name={kind}]")


def test_the_panel_gives_the_address_of_the_current_stop(open_page: Open) -> None:
    page = open_page(STOP)
    page.click(".shareb")
    assert said(page, "address") == f"trotsky.html{STOP}"
    assert f'<iframe src="trotsky.html{STOP}" title=' in said(page, "html")
    assert said(page, "markdown").endswith(f"](trotsky.html{STOP})")
    page.keyboard.press("Escape")
    page.click("#next")
    assert said(page, "address") != f"trotsky.html{STOP}"


def test_the_panel_gives_filters_too_and_html_keeps_them_apart(open_page: Open) -> None:
    page = open_page(f"#stop={STOP.removeprefix('#stop-')}&source=fa-life&way=forced")
    page.click(".shareb")
    assert "&source=fa-life" in said(page, "address")
    pasted = html5lib.parse(said(page, "html"), namespaceHTMLElements=False)
    address = pasted.find(".//iframe").get("src")
    assert address == "trotsky.html#stop=istanbul-1929&source=fa-life&way=forced"


def test_a_text_is_copied_or_stays_selected(open_page: Open) -> None:
    page = open_page(STOP)
    page.click(".shareb")
    page.click(".share button >> nth=1")
    expect(page.locator(".share button >> nth=1")).to_have_text("Copied")
    assert page.evaluate("getSelection().toString()") == said(page, "html")
    page.evaluate("document.execCommand = () => false")
    page.click(".share button >> nth=2")
    expect(page.locator(".share button >> nth=2")).to_have_text("Copy")
    assert page.evaluate("getSelection().toString()") == said(page, "markdown")


def test_escape_closes_the_panel_and_gives_the_focus_back(open_page: Open) -> None:
    page = open_page()
    page.click(".shareb")
    page.focus(".share textarea")
    page.keyboard.press("Escape")
    expect(page.locator(".share")).to_be_hidden()
    assert page.evaluate("document.activeElement.matches('.shareb')")


@pytest.mark.parametrize("size", [(1440, 900), (390, 844), (320, 640)], ids=str)
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_open_panel_is_in_sight_and_axe_finds_nothing(
    open_page: Open, size: tuple[int, int], dark: bool
) -> None:
    page = open_page(STOP, size=size, dark=dark)
    page.click(".shareb")
    box = page.locator(".share").bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["y"] >= 0
    assert box["x"] + box["width"] <= size[0]
    assert violations(page) == []


def test_with_a_site_the_panel_gives_what_the_command_gives_for_the_stop(
    open_page: Open, tmp_path: Path
) -> None:
    examined = examine(ROUTE)
    assert examined.route
    site = Site.read("https://example.org/maps/")
    published = publish_examined(examined, output=tmp_path, site=site)
    page = open_page(STOP, page=published.built.page)
    page.click(".shareb")
    stop = STOP.removeprefix("#stop-")
    features = to_kartographer(examined.route, examined.positions, examined.legs)
    snippets = snippets_of(tell_examined(examined), site, features, stop=stop)
    given = {each.kind: each.text for each in snippets}
    for kind in ("address", "html", "markdown", "mediawiki"):
        assert said(page, kind) == given[kind]
    assert page.locator(".share p").count() == 0
