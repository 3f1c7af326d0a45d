"""The timeline, the buttons over it, and single keys."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.test_story import current_stop, stop_ids


def bar(number: int) -> str:
    return f".stay[data-stop='{number}']"


def stop_the_clock(page: Page) -> None:
    page.clock.install(time=0)
    page.clock.pause_at(1000)


def number_of_current(page: Page) -> int:
    stop = current_stop(page)
    return stop_ids(page).index(stop) if stop else -1


def test_every_stop_has_a_bar_named_by_number_place_and_date(open_page: Open) -> None:
    page = open_page()
    stops = stop_ids(page)
    names = page.eval_on_selector_all(
        ".stay", "nodes => nodes.map(n => [Number(n.dataset.stop), n.getAttribute('aria-label')])"
    )
    assert len(names) == len(stops)
    for number, name in names:
        place = page.locator(f"#stop-{stops[number]} h3").text_content() or ""
        date = page.locator(f"#stop-{stops[number]} time").text_content() or ""
        assert name == f"{number + 1}. {place.strip()}, {date.strip()}"


def test_stays_at_liberty_and_not_lie_in_two_lanes(open_page: Open) -> None:
    page = open_page()
    lanes = page.evaluate(
        "JSON.parse(document.getElementById('mapgen-data').textContent).stops.map(s => s.lane)"
    )
    assert page.locator(".lane.a .stay").count() == lanes.count(0)
    assert page.locator(".lane.b .stay").count() == lanes.count(1)


def test_a_click_on_a_bar_chooses_its_stop_without_a_card(open_page: Open) -> None:
    page = open_page()
    page.dispatch_event(bar(20), "click")
    assert number_of_current(page) == 20
    expect(page.locator(".pop")).to_be_hidden()


def test_the_playhead_stands_at_the_current_stop(open_page: Open) -> None:
    page = open_page()
    expect(page.locator(".ph")).to_be_hidden()
    page.evaluate(f"location.hash = '#stop-{stop_ids(page)[12]}'")
    expect(page.locator(".ph")).to_be_visible()
    share = page.evaluate(
        "JSON.parse(document.getElementById('mapgen-data').textContent).stops[12].mid"
    )
    tracks = page.locator(".tracks").bounding_box()
    head = page.locator(".ph").bounding_box()
    assert tracks
    assert head
    assert abs(head["x"] - tracks["x"] - share * tracks["width"]) < 2


def test_the_timeline_is_one_stop_of_the_tab_key_with_arrows_inside(open_page: Open) -> None:
    page = open_page()
    assert page.locator(".stay[tabindex='0']").count() == 1
    page.focus(bar(0))
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert number_of_current(page) == 1
    expect(page.locator(bar(1))).to_be_focused()
    page.keyboard.press("End")
    assert number_of_current(page) == len(stop_ids(page)) - 1
    page.keyboard.press("ArrowRight")
    assert number_of_current(page) == len(stop_ids(page)) - 1
    page.keyboard.press("Home")
    page.keyboard.press("ArrowLeft")
    assert number_of_current(page) == 0
    assert page.locator(".stay[tabindex='0']").count() == 1


def test_later_stays_are_faint(open_page: Open) -> None:
    page = open_page()
    page.dispatch_event(bar(10), "click")
    total = len(stop_ids(page))
    assert page.locator(".stay.later").count() == total - 11
    page.dispatch_event(bar(4), "click")
    assert page.locator(".stay.later").count() == total - 5


def test_texts_in_bars_and_over_them_fit(open_page: Open) -> None:
    page = open_page()
    wide = page.evaluate(
        """() => [...document.querySelectorAll('.stay .tx, .chap')].filter((node) => {
          const box = (node.closest('.stay') ?? node).getBoundingClientRect();
          const range = document.createRange();
          range.selectNodeContents(node);
          const text = range.getBoundingClientRect();
          return text.width > 0 && (text.right > box.right + 2 || text.left < box.left - 2);
        }).map((node) => node.textContent)"""
    )
    assert wide == []


def test_previous_and_next_go_one_stop(open_page: Open) -> None:
    page = open_page()
    page.click("#next")
    page.click("#next")
    assert number_of_current(page) == 1
    page.click("#prev")
    page.click("#prev")
    assert number_of_current(page) == 0


@pytest.mark.parametrize(("forth", "back"), [("n", "p"), ("PageDown", "PageUp")])
def test_keys_go_one_stop(open_page: Open, forth: str, back: str) -> None:
    page = open_page()
    for _ in range(3):
        page.keyboard.press(forth)
    page.keyboard.press(back)
    assert number_of_current(page) == 1


@pytest.mark.parametrize("modifier", ["Control", "Alt", "Meta"])
def test_keys_with_a_modifier_are_left_to_the_browser(open_page: Open, modifier: str) -> None:
    page = open_page()
    page.evaluate(f"""document.body.dispatchEvent(new KeyboardEvent('keydown', {{
      key: 'n', {modifier.lower().replace("control", "ctrl")}Key: true, bubbles: true }}))""")
    assert number_of_current(page) == -1


def test_keys_in_a_form_field_are_left_to_it(open_page: Open) -> None:
    page = open_page()
    page.evaluate("document.body.append(document.createElement('input'))")
    page.focus("input")
    page.keyboard.press("n")
    assert number_of_current(page) == -1
    assert page.input_value("input") == "n"


def test_play_goes_one_stop_every_three_and_a_half_seconds(open_page: Open) -> None:
    page = open_page()
    stop_the_clock(page)
    page.click("#play")
    expect(page.locator("#play")).to_have_accessible_name("Pause")
    assert number_of_current(page) == 0
    page.clock.run_for(3400)
    assert number_of_current(page) == 0
    page.clock.run_for(3700)
    assert number_of_current(page) == 2
    page.click("#play")
    page.clock.run_for(8000)
    assert number_of_current(page) == 2


def test_play_stops_at_the_end_and_then_starts_over(open_page: Open) -> None:
    page = open_page()
    stop_the_clock(page)
    last = len(stop_ids(page)) - 1
    page.dispatch_event(bar(last - 1), "click")
    page.click("#play")
    page.clock.run_for(8000)
    assert number_of_current(page) == last
    expect(page.locator("#play")).to_have_accessible_name("Play")
    page.click("#play")
    assert number_of_current(page) == 0


@pytest.mark.parametrize("gesture", ["press", "wheel"])
def test_turning_to_the_map_pauses(open_page: Open, gesture: str) -> None:
    page = open_page()
    page.click("#play")
    page.mouse.move(700, 120)
    if gesture == "press":
        page.mouse.down()
        page.mouse.up()
    else:
        page.mouse.wheel(0, 1)
    expect(page.locator("#play")).to_have_accessible_name("Play")


def test_a_tab_walk_meets_the_parts_in_their_order(open_page: Open) -> None:
    page = open_page()
    page.evaluate("[...document.querySelectorAll('#story :is(a, summary)')].pop().focus()")
    seen: list[str] = []
    for _ in range(80):
        page.keyboard.press("Tab")
        kind = page.evaluate(
            """() => {
              const node = document.activeElement;
              if (node.dataset.place) return node.closest('.inset') ? 'inset marker' : 'marker';
              if (node.closest('.leaflet-control-zoom')) return 'zoom';
              if (node.classList.contains('leaflet-container')) return 'map';
              if (node.closest('.keybox')) return 'key';
              if (node.classList.contains('stay')) return 'timeline';
              return node.id || node.tagName;
            }"""
        )
        if not seen or seen[-1] != kind:
            seen.append(kind)
        if kind == "timeline":
            break
    assert seen == [
        "map", "marker", "zoom", "inset marker", "key", "prev", "play", "next", "timeline",
    ]  # fmt: skip
