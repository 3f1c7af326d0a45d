"""The timeline, the buttons over it, and single keys."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from mapgen.build import render_examined
from mapgen.check import examine
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
        ".stay", "nodes => nodes.map(n => [Number(n.dataset.stop), n.title])"
    )
    assert [number for number, _ in names] == list(range(len(stops)))
    for number, name in names:
        expect(page.locator(bar(number))).to_have_accessible_name(name)
        place = page.locator(f"#stop-{stops[number]} h3").text_content() or ""
        date = page.locator(f"#stop-{stops[number]} time").text_content() or ""
        assert name == f"{number + 1}. {place.strip()}, {date.strip()}"


def test_stays_at_liberty_and_not_lie_in_two_lanes(open_page: Open) -> None:
    page = open_page()
    forced = page.eval_on_selector_all(
        "article.stop", "nodes => nodes.map(n => n.classList.contains('f'))"
    )
    free_lane, forced_lane = (
        page.locator(".tracks .lane").nth(index).bounding_box() for index in (0, 1)
    )
    assert free_lane
    assert forced_lane
    for number, is_forced in enumerate(forced):
        lane = forced_lane if is_forced else free_lane
        box = page.locator(bar(number)).bounding_box()
        assert box
        assert lane["y"] <= box["y"] < box["y"] + box["height"] <= lane["y"] + lane["height"]


def test_a_click_on_a_bar_chooses_its_stop_without_a_card(open_page: Open) -> None:
    page = open_page()
    page.dispatch_event(bar(20), "click")
    assert number_of_current(page) == 20
    expect(page.locator(".pop")).to_be_hidden()


def test_the_playhead_stands_at_the_current_stop(open_page: Open) -> None:
    page = open_page()
    page.evaluate(f"location.hash = '#stop-{stop_ids(page)[12]}'")
    expect(page.locator(bar(12))).to_contain_class("cur")
    share = page.evaluate(
        "JSON.parse(document.getElementById('mapgen-data').textContent).stops[12][3]"
    )
    tracks = page.locator(".tracks").bounding_box()
    head = page.locator(".ph").bounding_box()
    assert tracks
    assert head
    assert abs(head["x"] - tracks["x"] - share * tracks["width"]) < 2


def test_the_playhead_is_a_slider_that_keys_move_from_stop_to_stop(open_page: Open) -> None:
    page = open_page()
    assert page.locator(".tracks [tabindex='0']").count() == 1
    head = page.get_by_role("slider", name="Timeline")
    hint = page.inner_text(".here")
    assert told(head) == ("0", hint)
    head.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert number_of_current(page) == 1
    expect(head).to_be_focused()
    assert told(head) == ("2", page.get_attribute(bar(1), "title"))
    page.keyboard.press("End")
    last = len(stop_ids(page)) - 1
    assert number_of_current(page) == last
    assert head.get_attribute("aria-valuemax") == str(last + 1)
    page.keyboard.press("ArrowRight")
    assert number_of_current(page) == last
    page.keyboard.press("Home")
    page.keyboard.press("ArrowLeft")
    assert number_of_current(page) == 0


def told(slider: Locator) -> tuple[str | None, str | None]:
    """What a slider says of where it stands."""
    return slider.get_attribute("aria-valuenow"), slider.get_attribute("aria-valuetext")


def test_where_the_page_reads_from_the_right_the_left_key_goes_on(
    open_page: Open, persian: Path
) -> None:
    page = open_page(page=persian)
    page.locator(".ph").focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowLeft")
    assert number_of_current(page) == 1


@pytest.mark.parametrize("reads", ["left to right", "right to left"])
def test_the_playhead_is_dragged_from_stop_to_stop(
    open_page: Open, persian: Path, reads: str
) -> None:
    page = open_page(**({"page": persian} if reads == "right to left" else {}))
    mids = page.evaluate(
        "JSON.parse(document.getElementById('mapgen-data').textContent).stops.map(stop => stop[3])"
    )
    tracks = page.locator(".tracks").bounding_box()
    assert tracks

    def at(share: float) -> tuple[float, float]:
        share = share if reads == "left to right" else 1 - share
        return tracks["x"] + share * tracks["width"], tracks["y"] + 30

    def nearest(share: float) -> int:
        return min(range(len(mids)), key=lambda index: abs(mids[index] - share))

    page.mouse.move(*at(0.4))
    page.mouse.down()
    page.mouse.move(*at(0.5))
    assert number_of_current(page) == nearest(0.5)
    assert "#" not in page.url
    page.mouse.move(*at(0.9))
    assert number_of_current(page) == nearest(0.9)
    page.mouse.up()
    stop = nearest(0.9)
    assert number_of_current(page) == stop
    assert page.url.endswith(f"#stop-{stop_ids(page)[stop]}")


def test_a_press_that_hardly_moves_chooses_the_bar_under_it(open_page: Open) -> None:
    page = open_page()
    # Far from the beginning of a long stay, where the beginning of another is nearer.
    wide, x, y = page.evaluate(
        """() => [...document.querySelectorAll('.stay')].map((node) => {
          const { x, y, width } = node.getBoundingClientRect();
          const at = [x + width * 0.8, y + 6];
          const isOnTop = document.elementFromPoint(...at) === node;
          return [isOnTop && width, Number(node.dataset.stop), ...at];
        }).reduce((a, b) => (a[0] > b[0] ? a : b)).slice(1)"""
    )
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 2, y)
    page.mouse.up()
    assert number_of_current(page) == wide


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
        """() => [...document.querySelectorAll('.stay .tx > *, .chap > *')].filter((node) => {
          const box = (node.closest('.stay') ?? node.parentNode).getBoundingClientRect();
          const text = node.getBoundingClientRect();
          const isSeen = text.top < box.bottom - 2;
          return isSeen && (text.right > box.right + 4 || text.left < box.left - 2);
        }).map((node) => node.textContent)"""
    )
    assert wide == []
    seen = "(nodes) => nodes.filter(n => n.offsetTop < 10).map(n => n.textContent)"
    assert "The southern provinces" in page.eval_on_selector_all(".chap > *", seen)
    assert {"2", "Yanovka"} <= set(page.eval_on_selector_all(".tx > *", seen))


def test_without_a_script_the_timeline_stands_and_leads_to_the_stops(
    chromium: Browser, trotsky: Path
) -> None:
    context = chromium.new_context(offline=True, java_script_enabled=False)
    page = context.new_page()
    page.goto(trotsky.as_uri())
    first, last = (page.locator(".stay").nth(index) for index in (1, -1))
    left, right = (each.bounding_box() for each in (first, last))
    assert left
    assert right
    assert left["x"] + left["width"] < right["x"]
    last.click()
    assert page.url.endswith(last.get_attribute("href") or "-")
    expect(page.locator(".ph, #play")).to_have_count(2)
    assert not page.locator(".ph").is_visible()
    assert not page.locator("#play").is_visible()
    context.close()


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
    page.click(".findb")
    page.keyboard.press("n")
    assert number_of_current(page) == -1
    assert page.input_value(".filters [name=q]") == "n"


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
              if (node.closest('.tracks')) return 'timeline';
              if (node.classList.contains('findb')) return 'find';
              if (node.classList.contains('shareb')) return 'share';
              return node.id || node.tagName;
            }"""
        )
        if not seen or seen[-1] != kind:
            seen.append(kind)
        if kind == "timeline":
            break
    assert seen == [
        "map", "marker", "zoom", "inset marker", "key", "prev", "play", "next", "find",
        "share", "timeline",
    ]  # fmt: skip


DATES = {
    "day": "1902-05-24", "year": "1905", "stay": "1908/1910-06-01", "choice": "[1914,1917]",
    "undated": None, "open": "1922-03-01/..", "last": "1930-01-01",
}  # fmt: skip


@pytest.fixture
def dated(tmp_path: Path) -> Path:
    """A road with a date of each kind."""
    head = "route: dated\ntitle: Dates\nlanguage: en\nsubject: {name: A}\n"
    places = "places: {odessa: {name: Odessa, at: [46.48, 30.72]}}\nstops:\n"
    stops = "".join(
        f"  - {{id: {stop}, place: odessa{f', when: {quoted(when)}' if when else ''}}}\n"
        for stop, when in DATES.items()
    )
    (tmp_path / "dated.yaml").write_text(head + places + stops, encoding="utf-8")
    page = tmp_path / "dated.html"
    page.write_text(render_examined(examine(tmp_path / "dated.yaml")), encoding="utf-8")
    return page


def quoted(when: str) -> str:
    return f'"{when}"'


def test_each_kind_of_date_is_drawn_by_its_rule(open_page: Open, dated: Path) -> None:
    page = open_page(page=dated)
    drawn: list[dict[str, Any]] = page.eval_on_selector_all(
        ".stay",
        """(bars) => bars.map((bar) => {
          const body = getComputedStyle(bar, '::before');
          const { left, right, top, bottom, width } = bar.getBoundingClientRect();
          return {
            left, right, top, bottom, width, border: body.borderTopStyle,
            stops: [...body.backgroundImage.matchAll(/ ([\\d.]+)%/g)].map(([, at]) => Number(at)),
            ticks: [...bar.querySelectorAll('i')].map((tick) => tick.getBoundingClientRect()
              ).map(({ left, width, top, bottom }) => ({ left, width, top, bottom })),
          };
        })""",
    )
    day, year, stay, choice, undated, open_end, last = drawn
    assert (day["width"], day["stops"][:2]) == (4, [0, 100]), "hard edges, wide enough to be seen"
    assert year["stops"][0] == year["stops"][1] == pytest.approx(50, abs=0.5)
    assert stay["stops"][:2] == [pytest.approx(41.4, abs=0.3), 100], "fades in over 1908, ends hard"
    assert [tick["width"] for tick in choice["ticks"]] == [1.5, 1.5]
    for tick in choice["ticks"]:
        assert tick["top"] == choice["top"] - 2
        assert tick["bottom"] == choice["bottom"] + 2
    first, second = (tick["left"] - choice["left"] for tick in choice["ticks"])
    assert first == pytest.approx(0, abs=1)
    assert second == pytest.approx(choice["width"] * 3 / 4, abs=1.5)
    assert undated["border"] == "dotted"
    assert (day["border"], undated["ticks"]) == ("none", [])
    assert undated["left"] == pytest.approx(choice["right"], abs=1)
    assert undated["right"] == pytest.approx(open_end["left"], abs=1)
    assert open_end["right"] == pytest.approx(last["left"], abs=1)
    assert open_end["stops"][:2] == [0, 0], "fades from its first day on"
