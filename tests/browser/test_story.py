"""The story beside the map: what a click, an address and the browser's own search do there."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open


def current_stop(page: Page) -> str | None:
    """The id of the stop that the story marks as current."""
    ids = page.eval_on_selector_all(
        "article.stop[aria-current=step]", "nodes => nodes.map(node => node.dataset.stop)"
    )
    assert len(ids) <= 1
    return ids[0] if ids else None


def stop_ids(page: Page) -> list[str]:
    ids: list[str] = page.eval_on_selector_all(
        "article.stop", "nodes => nodes.map(node => node.dataset.stop)"
    )
    return ids


def test_at_first_no_stop_is_current_and_no_quotation_is_open(open_page: Open) -> None:
    page = open_page()
    assert current_stop(page) is None
    assert page.locator("article.stop .more:visible").count() == 0
    hint = "Press play to follow the road, or choose a stop."
    expect(page.locator(".here")).to_have_text(hint, use_inner_text=True)


def test_a_click_on_an_article_makes_it_current_and_opens_its_text(open_page: Open) -> None:
    page = open_page()
    second, third = stop_ids(page)[1:3]
    page.locator(f"#stop-{second} .what").click()
    page.locator(f"#stop-{third} .what").click()
    assert current_stop(page) == third
    expect(page.locator(f"#stop-{third} .more")).to_be_visible()
    assert page.locator("article.stop .more:visible").count() == 1
    assert page.evaluate("location.hash") == f"#stop-{third}"


def test_choosing_stops_leaves_no_trail_in_the_history(open_page: Open) -> None:
    page = open_page()
    before = page.evaluate("history.length")
    for stop in stop_ids(page)[:3]:
        page.locator(f"#stop-{stop} h3 a").click()
    assert page.evaluate("history.length") == before


def test_marking_words_in_an_article_chooses_nothing(open_page: Open) -> None:
    page = open_page()
    words = page.locator("article.stop .what").first
    words.click(click_count=3)
    page.keyboard.press("Shift+ArrowRight")
    page.evaluate("getSelection().selectAllChildren(document.querySelector('article.stop .what'))")
    second = stop_ids(page)[1]
    page.dispatch_event(f"#stop-{second} .what", "click")
    assert current_stop(page) != second


@pytest.mark.parametrize("form", ["#stop-{}", "#stop={}", "#stop={}&between=sources"])
def test_an_address_opens_its_stop_with_its_quotation(open_page: Open, form: str) -> None:
    wanted = stop_ids(open_page())[-3]
    page = open_page(form.format(wanted))
    assert current_stop(page) == wanted
    expect(page.locator(f"#stop-{wanted} .more")).to_be_visible()
    expect(page.locator(f"#stop-{wanted} h3")).to_be_in_viewport()


def test_a_change_of_the_address_opens_the_stop(open_page: Open) -> None:
    page = open_page()
    wanted = stop_ids(page)[9]
    page.evaluate(f"location.hash = '#stop-{wanted}'")
    page.wait_for_selector(f"#stop-{wanted}[aria-current=step]")


def test_an_unknown_stop_is_said_and_changes_nothing(open_page: Open) -> None:
    page = open_page("#stop-atlantis")
    assert current_stop(page) is None
    expect(page.locator(".here")).to_contain_text("atlantis")


@pytest.mark.parametrize("odd", ["#stop-<img src=x>", "#stop=a&__proto__=1", "#sources", "#%E0"])
def test_an_odd_address_does_no_harm(open_page: Open, odd: str) -> None:
    assert current_stop(open_page(odd)) is None


def test_every_stop_opened_by_its_address_shows_its_quotations(
    open_page: Open, trotsky: Path
) -> None:
    page = open_page()
    for stop in stop_ids(page):
        page.evaluate(f"location.hash = '#stop-{stop}'")
        page.wait_for_selector(f"#stop-{stop}[aria-current=step]")
        quotes = page.locator(f"#stop-{stop} blockquote")
        for index in range(quotes.count()):
            assert quotes.nth(index).is_visible(), stop
        expect(page.locator(f"#stop-{stop} h3")).to_be_in_viewport()


def test_the_browsers_own_search_opens_the_stop_it_finds(open_page: Open) -> None:
    page = open_page()
    wanted = stop_ids(page)[5]
    page.evaluate(
        f"document.querySelector('#stop-{wanted} .more')"
        ".dispatchEvent(new Event('beforematch', {bubbles: true}))"
    )
    assert current_stop(page) == wanted


def test_the_current_stop_is_announced_in_one_sentence(open_page: Open) -> None:
    page = open_page()
    last = stop_ids(page)[-1]
    page.evaluate(f"location.hash = '#stop-{last}'")
    total = len(stop_ids(page))
    expect(page.locator("#live")).to_contain_text(f"Stop {total} of {total}: ")


def test_the_current_stop_stands_under_the_head_of_its_chapter(open_page: Open) -> None:
    page = open_page()
    for stop in stop_ids(page)[::7]:
        page.locator(f"#stop-{stop}").evaluate("node => node.querySelector('h3 a').click()")
        page.wait_for_timeout(120)
        box = page.locator(f"#stop-{stop}").bounding_box()
        head = page.locator(f".chapter:has(#stop-{stop}) h2").bounding_box()
        assert box
        assert head
        assert abs(box["y"] - head["y"] - head["height"]) < 3, stop
