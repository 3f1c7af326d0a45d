"""The page laid out for paper: by the browser's own events, and back."""

from playwright.sync_api import Page

from tests.browser.conftest import Open
from tests.browser.test_layout import meetings
from tests.browser.test_story import current_stop, stop_ids

PLATE = (695, 758)


def on_paper(page: Page) -> None:
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")


def back_on_screen(page: Page) -> None:
    page.emulate_media(media="screen")
    page.evaluate("dispatchEvent(new Event('afterprint'))")


def test_on_paper_the_plate_has_its_printed_size_and_nothing_overlaps(open_page: Open) -> None:
    page = open_page(dark=True)
    on_paper(page)
    plate = page.locator(".plate").bounding_box()
    assert plate
    assert (round(plate["width"]), round(plate["height"])) == PLATE
    assert meetings(page) == []
    places = page.eval_on_selector_all("article.stop", "all => all.map(n => n.dataset.place)")
    shown = page.eval_on_selector_all(
        "button[data-place]", "nodes => nodes.map(node => node.dataset.place)"
    )
    assert set(places) == set(shown)


def test_on_paper_every_quotation_is_open_and_no_stop_is_current(open_page: Open) -> None:
    page = open_page()
    page.evaluate(f"location.hash = '#stop-{stop_ids(page)[8]}'")
    page.click("#map button[data-place]:visible >> nth=0")
    on_paper(page)
    assert page.locator(".pop").is_hidden()
    assert page.locator("#world .dim, #world .on, .disc.cur").count() == 0
    closed = page.eval_on_selector_all(
        "article blockquote", "nodes => nodes.filter(node => !node.checkVisibility()).length"
    )
    assert closed == 0
    assert page.locator(".keybox ul").is_visible()


def test_after_printing_all_is_as_it_was(open_page: Open) -> None:
    page = open_page()
    stop = stop_ids(page)[8]
    page.evaluate(f"location.hash = '#stop-{stop}'")
    page.wait_for_selector(f"#stop-{stop}[aria-current=step]")

    def picture() -> list[str | None]:
        marks: list[str] = page.eval_on_selector_all(
            ".view button, .view .nm", "all => all.map(n => n.className + n.style.cssText)"
        )
        return [page.get_attribute("#world", "viewBox"), *marks]

    before = picture()
    on_paper(page)
    assert picture() != before
    back_on_screen(page)
    assert picture() == before
    assert current_stop(page) == stop


def test_an_embedded_map_is_printed_as_the_whole_page(open_page: Open) -> None:
    page = open_page("?embed=1", size=(640, 400))
    on_paper(page)
    assert page.locator(".tracks").is_visible()
    assert page.locator(".keybox").is_visible()
    back_on_screen(page)
    assert page.locator(".tracks").is_hidden()


def test_a_page_that_has_its_printed_size_already_shows_no_stop_as_current(open_page: Open) -> None:
    page = open_page("#stop-london-1902")
    page.emulate_media(media="print")
    page.evaluate("document.documentElement.className = 'js printing'")
    page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
    assert page.evaluate("map_plate.getSize().x") < 700
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator(".keybox ul").is_visible()
    assert page.locator("#world .dim, #world .on, .disc.cur").count() == 0
