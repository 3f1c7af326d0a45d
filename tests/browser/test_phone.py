"""The story as a sheet over the map, on a phone."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.test_story import current_stop, stop_ids

PHONE = (390, 844)
SHEET = "#story"


def height(page: Page) -> float:
    box = page.locator(SHEET).bounding_box()
    assert box
    return box["height"]


def test_the_sheet_peeks_with_the_first_stop_and_cuts_nothing(open_page: Open) -> None:
    page = open_page(size=PHONE)
    assert height(page) == 132
    first = stop_ids(page)[0]
    expect(page.locator(".glance h3")).to_have_text(page.text_content(f"#stop-{first} h3") or "")
    text = page.locator(".glance .what").bounding_box()
    assert text
    assert text["y"] + text["height"] <= PHONE[1]


def test_a_tap_on_the_handle_opens_half_then_all_then_peeks_again(open_page: Open) -> None:
    page = open_page(size=PHONE)
    heights = [height(page)]
    for _ in range(3):
        page.click(".grab")
        heights.append(height(page))
    assert heights[0] < heights[1] < heights[2]
    assert heights[3] == heights[0]


def test_the_handle_works_by_keyboard_and_says_what_is_open(open_page: Open) -> None:
    page = open_page(size=PHONE)
    page.focus(".grab")
    assert page.get_attribute(".grab", "aria-expanded") == "false"
    page.keyboard.press("Enter")
    assert page.get_attribute(".grab", "aria-expanded") == "true"
    assert height(page) > 400


def test_dragging_the_handle_follows_the_finger_and_then_rests(open_page: Open) -> None:
    page = open_page(size=PHONE)
    grab = page.locator(".grab").bounding_box()
    assert grab
    x, y = grab["x"] + grab["width"] / 2, grab["y"] + 12
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y - 300, steps=4)
    assert abs(height(page) - 432) < 3
    page.mouse.up()
    assert abs(height(page) - PHONE[1] * 0.56) < 2


def test_a_marker_opens_the_sheet_half_and_stays_in_sight(open_page: Open) -> None:
    page = open_page(size=PHONE)
    places = page.eval_on_selector_all(
        "button[data-place]", "nodes => nodes.map(node => node.dataset.place)"
    )
    for place in places[::5]:
        page.keyboard.press("0")
        while height(page) > 200:
            page.click(".grab")
        page.click(f"button[data-place={place}]:visible", force=True)
        stop = current_stop(page)
        assert abs(height(page) - PHONE[1] * 0.56) < 2
        expect(page.locator(f"#stop-{stop} h3")).to_be_in_viewport()
        spot = page.locator(f"button[data-place={place}]:visible").bounding_box()
        assert spot
        assert spot["y"] + spot["height"] < PHONE[1] * 0.44, place
        expect(page.locator(".pop")).to_be_hidden()


def test_reaching_for_the_story_by_keyboard_opens_the_sheet(open_page: Open) -> None:
    page = open_page(size=PHONE)
    page.focus("article.stop h3 a")
    assert height(page) > 400


def test_next_moves_the_glance_along(open_page: Open) -> None:
    page = open_page(size=PHONE)
    page.click("#next")
    page.click("#next")
    second = stop_ids(page)[1]
    expect(page.locator(".glance h3")).to_have_text(page.text_content(f"#stop-{second} h3") or "")
    assert height(page) == 132


def test_the_key_is_closed_in_the_corner_and_opens(open_page: Open) -> None:
    page = open_page(size=PHONE)
    expect(page.locator(".keybox ul")).to_be_hidden()
    page.click(".keybox summary")
    expect(page.locator(".keybox ul")).to_be_visible()
