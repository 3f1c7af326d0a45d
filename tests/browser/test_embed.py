"""The compact map: asked for, in a frame, in a hidden tab, in a page with rules of its own."""

import html
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Frame, Page, expect

from tests.browser.conftest import Open
from tests.browser.test_story import current_stop, stop_ids

SMALL = (640, 400)


def host(folder: Path, frame: str, style: str = "") -> Path:
    """A page of somebody else's with our map in it."""
    page = folder / "host.html"
    page.write_text(
        "<!doctype html><html lang=en><title>Host</title>"
        f"<style>iframe {{ border: 0; width: 600px; height: 400px }} {style}</style>"
        f"<body class=app data-ready=yes><p>Before</p>{frame}<div style='height: 2000px'></div>",
        encoding="utf-8",
    )
    return page


def framed(page: Page) -> Frame:
    frame = page.frames[1]
    frame.wait_for_selector(".app[data-ready]", state="attached")
    return frame


def test_embedded_there_is_one_bar_and_no_key_no_timeline_no_inset(open_page: Open) -> None:
    page = open_page("?embed=1", size=SMALL)
    for gone in (".keybox", ".tracks", ".inset", ".mast", ".phonehead", "#story"):
        assert page.locator(gone).first.is_hidden(), gone
    assert page.locator(".degrees span").count() == 0
    bar = page.locator(".time").bounding_box()
    assert bar
    assert bar["height"] == 44
    expect(page.locator(".here")).to_contain_text("Leon Trotsky")


def test_the_counted_button_shows_its_region(open_page: Open) -> None:
    page = open_page("?embed=1", size=SMALL)
    expect(page.locator(".eubtn")).to_contain_text("stops")
    page.click(".eubtn")
    expect(page.locator(".eubtn")).to_be_hidden()
    expect(page.locator(".whole")).to_be_visible()
    assert page.locator("button[data-place]").count() > 5


def test_the_story_slides_over_the_map_and_escape_closes_it(open_page: Open) -> None:
    page = open_page("?embed=1", size=SMALL)
    page.click(".storyb")
    expect(page.locator("#story")).to_be_visible()
    assert page.get_attribute(".storyb", "aria-expanded") == "true"
    page.keyboard.press("Escape")
    expect(page.locator("#story")).to_be_hidden()


def test_escape_closes_the_card_before_the_story(open_page: Open) -> None:
    page = open_page("?embed=1", size=SMALL)
    page.locator("#map button[data-place]").last.click()
    page.click(".storyb")
    page.keyboard.press("Escape")
    expect(page.locator(".pop")).to_be_hidden()
    expect(page.locator("#story")).to_be_visible()


def test_with_the_story_open_stops_are_shown_beside_it(open_page: Open) -> None:
    page = open_page("?embed=1", size=SMALL)
    page.click(".storyb")
    story = page.locator("#story").bounding_box()
    assert story
    for stop in stop_ids(page)[::8]:
        page.evaluate(f"location.hash = '#stop-{stop}'")
        page.wait_for_selector(f"#stop-{stop}[aria-current=step]")
        page.wait_for_timeout(60)
        spot = page.locator("#map .disc.cur").bounding_box()
        assert spot
        assert spot["x"] > story["x"] + story["width"] - 1, stop


def test_the_story_opens_at_the_current_stop(open_page: Open) -> None:
    stop = stop_ids(open_page())[30]
    page = open_page(f"?embed=1#stop-{stop}", size=SMALL)
    page.click(".storyb")
    expect(page.locator(f"#stop-{stop} h3")).to_be_in_viewport()
    assert page.locator(".glance").is_hidden()


def test_the_card_fits_into_a_small_frame(open_page: Open) -> None:
    page = open_page("?embed=1", size=(480, 320))
    page.locator("#map button[data-place]").first.click(force=True)
    card = page.locator(".pop").bounding_box()
    assert card
    assert card["y"] >= 0
    assert card["y"] + card["height"] <= 320 - 44


def test_a_small_frame_is_compact_without_being_asked(
    open_page: Open, trotsky: Path, tmp_path: Path
) -> None:
    outer = open_page(page=host(tmp_path, f'<iframe title=Map src="{trotsky.as_uri()}"></iframe>'))
    assert framed(outer).locator(".tracks").is_hidden()


def test_a_link_into_a_frame_opens_its_stop_and_leaves_the_host_where_it_is(
    open_page: Open, trotsky: Path, tmp_path: Path
) -> None:
    stop = stop_ids(open_page())[20]
    frame = f'<iframe title=Map src="{trotsky.as_uri()}#stop={stop}"></iframe>'
    outer = open_page(page=host(tmp_path, frame))
    inner = framed(outer)
    inner.wait_for_selector(f"#stop-{stop}[aria-current=step]", state="attached")
    assert outer.evaluate("scrollY") == 0


@pytest.mark.parametrize(
    "attributes",
    [
        pytest.param("", id="plain"),
        pytest.param("sandbox=allow-scripts", id="sandboxed"),
        pytest.param("sandbox=allow-scripts referrerpolicy=no-referrer", id="no-referrer"),
    ],
)
def test_a_framed_map_works_as_a_page_does(
    open_page: Open, trotsky: Path, tmp_path: Path, attributes: str
) -> None:
    frame = f'<iframe title=Map {attributes} src="{trotsky.as_uri()}"></iframe>'
    inner = framed(open_page(page=host(tmp_path, frame)))
    inner.click("#next")
    inner.click("#next")
    assert inner.locator("article.stop[aria-current=step]").count() == 1
    assert inner.locator("button[data-place]").count() > 5


def test_a_map_inside_an_attribute_follows_the_reader_too(
    open_page: Open, trotsky: Path, tmp_path: Path
) -> None:
    inside = html.escape(trotsky.read_text(encoding="utf-8"))
    outer = open_page(page=host(tmp_path, f'<iframe title=Map srcdoc="{inside}"></iframe>'))
    inner = framed(outer)
    inner.click("#next")
    first = inner.evaluate("document.querySelector('article.stop').dataset.stop")
    inner.wait_for_selector(f"#stop-{first}[aria-current=step]", state="attached")
    inner.click("#next")
    assert inner.url.startswith("about:srcdoc")


def test_a_map_in_a_hidden_tab_is_composed_when_it_is_shown(
    open_page: Open, trotsky: Path, tmp_path: Path
) -> None:
    frame = f'<iframe title=Map src="{trotsky.as_uri()}"></iframe>'
    outer = open_page(page=host(tmp_path, frame, style="iframe { display: none }"))
    outer.wait_for_timeout(300)
    outer.evaluate("document.querySelector('iframe').style.display = 'block'")
    inner = framed(outer)
    inner.wait_for_selector("button[data-place]")
    assert inner.locator("button[data-place]").count() > 5
    assert inner.locator(".whole").is_hidden()


def test_the_wheel_belongs_to_the_host_until_the_reader_turns_to_the_map(
    open_page: Open, trotsky: Path, tmp_path: Path
) -> None:
    frame = f'<iframe title=Map src="{trotsky.as_uri()}"></iframe>'
    outer = open_page(page=host(tmp_path, frame))
    inner = framed(outer)
    before = inner.get_attribute("#world", "viewBox")
    outer.mouse.move(300, 300)
    expect(inner.locator(".wheelhint")).to_have_css("opacity", "1")
    outer.mouse.wheel(0, 120)
    outer.wait_for_timeout(300)
    assert outer.evaluate("scrollY") > 0
    assert inner.get_attribute("#world", "viewBox") == before
    outer.evaluate("scrollTo(0, 0)")
    outer.mouse.click(330, 330)
    outer.mouse.wheel(0, -240)
    outer.wait_for_timeout(300)
    assert inner.get_attribute("#world", "viewBox") != before
    inner.press("body", "Escape")
    outer.mouse.wheel(0, 200)
    outer.wait_for_timeout(300)
    assert outer.evaluate("scrollY") > 0


def test_one_finger_scrolls_the_host_until_the_reader_turns_to_the_map(
    chromium: Browser, trotsky: Path, tmp_path: Path
) -> None:
    context = chromium.new_context(
        viewport={"width": 800, "height": 700}, has_touch=True, is_mobile=True
    )
    outer = context.new_page()
    outer.goto(host(tmp_path, f'<iframe title=Map src="{trotsky.as_uri()}"></iframe>').as_uri())
    inner = framed(outer)
    before = inner.get_attribute("#world", "viewBox")
    swipe_up(outer)
    assert outer.evaluate("scrollY") > 0
    assert inner.get_attribute("#world", "viewBox") == before
    outer.evaluate("scrollTo(0, 0)")
    outer.touchscreen.tap(330, 330)
    swipe_up(outer)
    assert outer.evaluate("scrollY") == 0
    moved = inner.get_attribute("#world", "viewBox")
    assert moved != before
    outer.touchscreen.tap(10, 10)
    swipe_up(outer)
    assert outer.evaluate("scrollY") > 0
    assert inner.get_attribute("#world", "viewBox") == moved
    context.close()


def swipe_up(page: Page) -> None:
    """A finger that moves up 150 pixels over the frame."""
    browser = page.context.new_cdp_session(page)

    def touch(kind: str, *ys: int) -> None:
        points = [{"x": 300, "y": y} for y in ys]
        browser.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    touch("touchStart", 330)
    for y in range(315, 165, -15):
        touch("touchMove", y)
        page.wait_for_timeout(16)
    touch("touchEnd")
    page.wait_for_timeout(400)


def test_a_page_of_its_own_is_not_guarded(open_page: Open) -> None:
    page = open_page()
    assert current_stop(page) is None
    assert page.evaluate("map_plate.scrollWheelZoom.enabled()")


def test_the_story_alone_follows_its_stops_under_the_heads_of_chapters(open_page: Open) -> None:
    page = open_page("?embed=story#stop-istanbul-1929", size=(480, 700))
    below = """() => {
      const article = document.querySelector('article.stop[aria-current=step]');
      const head = article.closest('.chapter').querySelector('h2').getBoundingClientRect();
      return Math.abs(article.getBoundingClientRect().top - head.bottom) < 2
        && Math.abs(head.top) < 2 && article.id;
    }"""
    page.wait_for_function(f"({below})() === 'stop-istanbul-1929'")
    page.keyboard.press("n")
    page.wait_for_function(f"({below})() === 'stop-france-1933'")
