"""Filters and search: what is left of story, map and timeline, and the address that says so."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from mapgen.build import tell_examined
from mapgen.check import examine
from tests.browser.conftest import ROUTE, Open
from tests.browser.test_access import violations
from tests.browser.test_story import current_stop, stop_ids
from tests.hostile.payloads import PAYLOADS

_FIND_EACH = """
async (words) => {
  const found = [];
  for (const word of words) {
    const changed = new Promise((done) => addEventListener('hashchange', done, { once: true }));
    location.hash = new URLSearchParams({ q: word });
    await changed;
    found.push([...document.querySelectorAll('.chapter article.stop')]
      .filter((node) => !node.parentElement.hidden).map((node) => node.dataset.stop));
  }
  return found;
}
"""


@pytest.fixture(scope="module")
def payload() -> dict[str, Any]:
    return tell_examined(examine(ROUTE))


def shown(page: Page) -> list[str]:
    """The stops that the story shows."""
    ids: list[str] = page.eval_on_selector_all(
        "article.stop",
        "all => all.filter(node => node.checkVisibility()).map(node => node.dataset.stop)",
    )
    return ids


def go(page: Page, fragment: str) -> None:
    """Changes the fragment of the address, and waits until the page has followed."""
    page.evaluate(
        """(hash) => new Promise((done) => {
          addEventListener('hashchange', done, { once: true });
          location.hash = hash;
        })""",
        fragment,
    )


def agree(page: Page, stops: Iterable[str]) -> None:
    """Story, map and timeline show these stops and no others."""
    wanted = sorted(map(stop_ids(page).index, stops))
    assert [stop_ids(page).index(stop) for stop in shown(page)] == wanted
    bars = page.eval_on_selector_all(
        ".stay:not(.out)", "nodes => nodes.map(node => Number(node.dataset.stop))"
    )
    assert sorted(bars) == wanted
    legs = page.eval_on_selector_all(
        "#world .leg", "all => all.map(n => [Number(n.dataset.leg), n.classList.contains('dim')])"
    )
    assert [leg for leg, is_faint in legs if not is_faint and leg not in wanted] == []
    assert [leg for leg, is_faint in legs if is_faint and leg in wanted] == []
    places = {page.get_attribute(f"#stop-{stop}", "data-place") for stop in stops}
    markers = page.eval_on_selector_all("button.disc", "all => all.map(n => n.dataset.place)")
    assert set(markers) <= places
    pills = page.eval_on_selector_all(
        "button.disc b, button.disc i", "all => all.map(node => node.textContent)"
    )
    assert {int(text) - 1 for text in pills if text.isdigit()} <= set(wanted)


def held(payload: dict[str, Any], name: str, value: str) -> list[str]:
    """The stops that an answer of the panel holds."""
    stops = [stop["id"] for stop in payload["client"]["stops"]]
    (facet,) = (each for each in payload["facets"] if each["name"] == name)
    (option,) = (each for each in facet["options"] if each["value"] == value)
    digits = option["stops"]
    return [stop for n, stop in enumerate(stops) if int(digits[n // 4], 16) >> n % 4 & 1]


def test_the_panel_is_closed_at_first_and_nothing_is_left_out(open_page: Open) -> None:
    page = open_page()
    expect(page.locator(".filters summary")).to_be_visible()
    expect(page.locator(".filters [name=q]")).to_be_hidden()
    expect(page.locator(".shown")).to_be_hidden()
    agree(page, stop_ids(page))


def test_without_a_script_there_is_no_panel(chromium: Browser, trotsky: Path) -> None:
    context = chromium.new_context(java_script_enabled=False, offline=True)
    page = context.new_page()
    page.goto(trotsky.as_uri())
    assert not page.locator(".filters").is_visible()
    assert not page.locator(".other").first.is_visible()
    context.close()


def test_typing_a_place_leaves_its_stops_in_story_map_and_timeline(open_page: Open) -> None:
    page = open_page()
    page.click(".filters summary")
    page.fill(".filters [name=q]", "Coyoacan")
    expect(page.locator(".shown")).to_contain_text("of 60 stops · Coyoacan")
    found = shown(page)
    assert 0 < len(found) < 20
    expect(page.locator(".shown span")).to_have_text(f"{len(found)} of 60 stops · Coyoacan")
    expect(page.locator(".findb .count")).to_have_text(f"{len(found)} of 60 stops")
    expect(page.locator("#live")).to_have_text(f"{len(found)} of 60 stops")
    agree(page, found)
    assert page.evaluate("location.hash") == "#q=Coyoacan"
    page.click(".shown button")
    expect(page.locator(".shown")).to_be_hidden()
    agree(page, stop_ids(page))
    assert page.evaluate("location.hash") == ""


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("london", ["London", "LÓNDON", "لندن", "लंदन", "倫敦", "伦敦"]),
        ("petersburg", ["Petrograd", "Saint Petersburg", "petersburg saint"]),
        ("alma-ata", ["Alma-Ata", "alma ata", "Almaty", "阿拉木圖", "阿拉木图"]),
        ("odessa", ["Odessa", "Odesa", "ukraine", "اوکراین", "烏克蘭", "乌克兰"]),
    ],
)
def test_a_place_is_found_in_every_script_form_and_writing(
    open_page: Open, place: str, words: list[str]
) -> None:
    page = open_page()
    there = page.eval_on_selector_all(
        f"article.stop[data-place={place}]", "nodes => nodes.map(node => node.dataset.stop)"
    )
    assert there
    for word, found in zip(words, page.evaluate(_FIND_EACH, words), strict=True):
        assert set(there) <= set(found), word
        assert len(found) < 60, word


def test_every_name_of_the_route_finds_the_stops_of_its_place(open_page: Open) -> None:
    route = examine(ROUTE).route
    assert route
    names = [
        (key, form)
        for key in dict.fromkeys(stop.place for stop in route.all_stops)
        for words in (route.places[key].name, *(each.name for each in route.places[key].names))
        for form in (*words.forms, *route.places[key].also)
    ]
    page = open_page()
    found = page.evaluate(_FIND_EACH, [form for _, form in names])
    for (key, form), stops in zip(names, found, strict=True):
        there = {stop.id for stop in route.all_stops if stop.place == key}
        assert there <= set(stops), form
        assert len(stops) < 60, form


@pytest.mark.parametrize(
    "words",
    ["Spentzer", "boarded in the house", "پانسیون شد", "پانسیون", "孟什維克", "孟什维克"],
)
def test_words_of_the_story_and_of_its_quotations_are_found(open_page: Open, words: str) -> None:
    (found,) = open_page().evaluate(_FIND_EACH, [words])
    assert 0 < len(found) < 30


def test_every_answer_shows_the_stops_it_counts(open_page: Open, payload: dict[str, Any]) -> None:
    page = open_page()
    for facet in payload["facets"]:
        for option in facet["options"]:
            go(page, f"#{facet['name']}={option['value']}")
            assert shown(page) == held(payload, facet["name"], option["value"])
            text = page.inner_text(".shown span")
            assert text.startswith(f"{option['count']} of 60 stops · ")
    agree(page, held(payload, "way", "forced"))


def test_a_period_shows_what_may_lie_in_it(open_page: Open, payload: dict[str, Any]) -> None:
    page = open_page()
    years = {stop["id"]: stop["years"] for stop in payload["client"]["stops"]}
    for asked, (first, last) in {
        "#from=1905&to=1907": (1905, 1907),
        "#from=1930": (1930, 9999),
        "#to=1890": (-9999, 1890),
    }.items():
        go(page, asked)
        assert shown(page) == [key for key, (a, b) in years.items() if a <= last and b >= first]
    agree(page, shown(page))


def test_several_filters_must_all_fit(open_page: Open, payload: dict[str, Any]) -> None:
    page = open_page("#source=hi-life&way=forced&sure=disagree")
    every = [held(payload, *each) for each in
             (("source", "hi-life"), ("way", "forced"), ("sure", "disagree"))]  # fmt: skip
    assert set(shown(page)) == set.intersection(*map(set, every))
    assert 0 < len(shown(page)) < min(map(len, every))
    agree(page, shown(page))


def test_a_link_shows_the_same_view(open_page: Open) -> None:
    page = open_page("#stop=london-1902&q=lenin&from=1902&to=1903&lang=fa")
    assert current_stop(page) == "london-1902"
    for name, value in {"q": "lenin", "from": "1902", "to": "1903", "lang": "fa"}.items():
        assert page.input_value(f".filters [name={name}]") == value
    page.click(".findb")
    page.fill(".filters [name=to]", "1904")
    expect(page.locator(".shown")).to_contain_text("1902–1904")
    address = page.evaluate("location.hash")
    assert address == "#stop=london-1902&q=lenin&from=1902&to=1904&lang=fa"
    assert page.evaluate("history.length") == 2
    again = open_page(address)
    assert (shown(again), current_stop(again)) == (shown(page), "london-1902")
    assert len(shown(again)) < 10
    page.click("#next")
    assert page.evaluate("location.hash").startswith(f"#stop={current_stop(page)}&q=lenin")


def test_an_address_of_a_stop_alone_shows_all(open_page: Open) -> None:
    page = open_page("#q=mexico")
    go(page, "#stop-london-1902")
    assert current_stop(page) == "london-1902"
    assert shown(page) == stop_ids(page)
    assert page.input_value(".filters [name=q]") == ""


@pytest.mark.parametrize(
    "fragment",
    [
        "#source=nobody&lang=xx&sure=maybe&way=sideways",
        "#from=soon&to=%3Cb%3E&q=&nothing=here",
        "#length=1&item=2&constructor=3",
        "#q=%20%20",
    ],
)
def test_what_an_address_cannot_mean_is_ignored(open_page: Open, fragment: str) -> None:
    page = open_page(fragment)
    assert shown(page) == stop_ids(page)
    expect(page.locator(".shown")).to_be_hidden()


def test_stepping_goes_over_what_is_left_out(open_page: Open) -> None:
    page = open_page("#way=forced")
    left = shown(page)
    assert len(left) < 30
    walked = []
    for _ in left:
        page.click("#next")
        walked.append(current_stop(page))
    assert walked == left
    page.keyboard.press("n")
    assert current_stop(page) == left[-1]
    page.keyboard.press("p")
    assert current_stop(page) == left[-2]
    page.focus(".ph")
    page.keyboard.press("Home")
    assert current_stop(page) == left[0]
    page.keyboard.press("ArrowLeft")
    assert current_stop(page) == left[0]
    page.keyboard.press("End")
    assert current_stop(page) == left[-1]


def test_playing_goes_over_what_is_left_out_and_stops_at_the_last(open_page: Open) -> None:
    page = open_page("#q=norway")
    left = shown(page)
    assert 1 < len(left) < 10
    page.clock.install(time=0)
    page.clock.pause_at(1000)
    page.click("#play")
    walked = [current_stop(page)]
    for _ in left[1:]:
        page.clock.run_for(3500)
        walked.append(current_stop(page))
    assert walked == left
    page.clock.run_for(3500)
    expect(page.locator("#play")).to_have_accessible_name("Play")
    assert current_stop(page) == left[-1]


def test_a_stop_that_is_filtered_out_is_current_no_more(open_page: Open) -> None:
    page = open_page("#stop-london-1902")
    page.dispatch_event("button[data-place=london]", "click")
    expect(page.locator(".pop")).to_be_visible()
    page.click(".findb")
    page.fill(".filters [name=q]", "coyoacan")
    expect(page.locator(".shown")).to_be_visible()
    assert current_stop(page) is None
    expect(page.locator(".pop")).to_be_hidden()
    assert page.locator(".stay.cur").count() == 0
    assert page.locator(".disc.cur").count() == 0
    assert "stop" not in page.evaluate("location.hash")
    agree(page, shown(page))


def test_a_bar_that_is_left_out_cannot_be_chosen(open_page: Open) -> None:
    page = open_page("#way=forced")
    outside = page.locator(".stay.out").first
    outside.dispatch_event("click")
    assert current_stop(page) is None


def test_that_no_stop_fits_is_said_with_a_button_to_show_all(open_page: Open) -> None:
    page = open_page("#q=atlantis")
    expect(page.locator(".shown span")).to_have_text("No stop fits · atlantis")
    agree(page, [])
    page.click("#next")
    page.click("#play")
    assert current_stop(page) is None
    page.click(".shown button")
    expect(page.locator(".shown")).to_be_hidden()
    agree(page, stop_ids(page))


def test_print_holds_what_is_shown_and_says_so(open_page: Open) -> None:
    page = open_page("#q=london&from=1903")
    left = shown(page)
    assert len(left) < 10
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert shown(page) == left
    expect(page.locator(".shown span")).to_be_visible()
    expect(page.locator(".shown span")).to_contain_text("of 60 stops · london · 1903–")
    expect(page.locator(".filters details")).to_be_hidden()
    expect(page.locator(".shown button")).to_be_hidden()
    expect(page.locator(".stay.out").first).to_have_css("opacity", "0.14")


def test_an_embedded_map_is_filtered_and_says_so(open_page: Open) -> None:
    page = open_page("?embed=1#q=london", size=(640, 400))
    expect(page.locator(".findb .count")).to_contain_text("of 60 stops")
    page.click(".findb")
    expect(page.locator(".filters [name=q]")).to_be_focused()
    width = page.locator(".filters [name=from]").evaluate("node => node.clientWidth")
    assert width >= 40, "a year has room"
    agree(page, shown(page))
    assert 0 < len(shown(page)) < 20


def test_on_a_phone_the_search_opens_in_the_sheet(open_page: Open) -> None:
    page = open_page(size=(390, 844), touch=True)
    page.click(".findb")
    expect(page.locator("#story")).to_have_attribute("data-sheet", "half")
    expect(page.locator(".filters [name=q]")).to_be_focused()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.fill(".filters [name=q]", "atlantis")
    expect(page.locator(".shown")).to_contain_text("No stop fits")
    assert page.locator(".glance > *").count() == 0


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("size", [(1440, 900), (390, 844)], ids=["wide", "phone"])
def test_axe_finds_nothing_with_an_open_panel(
    open_page: Open, size: tuple[int, int], dark: bool
) -> None:
    page = open_page("#stop=london-1902&q=london", size=size, dark=dark)
    page.click(".findb")
    assert violations(page) == []


def test_targets_in_the_panel_are_large_enough(open_page: Open) -> None:
    page = open_page("#stop=petrograd-1917&q=a", size=(390, 844))
    page.click(".findb")
    for target in page.locator(
        ".filters :is(input, select, button, summary):visible, .other:visible"
    ).all():
        box = target.bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= 24, target.evaluate("node => node.outerHTML")


def test_the_panel_is_walked_by_the_tab_key(open_page: Open) -> None:
    page = open_page("#q=london")
    page.focus(".filters summary")
    page.keyboard.press("Enter")
    met = []
    for _ in range(8):
        page.keyboard.press("Tab")
        met.append(page.evaluate("document.activeElement.name || document.activeElement.type"))
    assert met == ["q", "from", "to", "source", "lang", "sure", "way", "reset"]
    page.focus(".filters [name=q]")
    page.keyboard.press("Enter")
    page.keyboard.press("n")
    assert current_stop(page) is None
    assert page.evaluate("location.search") == ""


def test_in_forced_colours_fields_keep_their_edges(open_page: Open) -> None:
    page = open_page("#q=london")
    page.emulate_media(forced_colors="active")
    page.click(".findb")
    edge = "node => getComputedStyle(node).borderBottomStyle"
    assert page.eval_on_selector(".filters [name=q]", edge) == "solid"


def test_right_to_left_the_panel_starts_at_the_right(open_page: Open, persian: Path) -> None:
    page = open_page("#from=1902&to=1905", page=persian, size=(1280, 800))
    page.click(".findb")
    label = page.locator(".filters summary").bounding_box()
    panel = page.locator("#story").bounding_box()
    assert label
    assert panel
    assert panel["x"] > 600
    expect(page.locator(".shown span")).to_contain_text("۱۹۰۲–۱۹۰۵")
    expect(page.locator(".shown span")).to_contain_text("۶۰")


def test_no_text_in_field_or_address_does_anything_but_find(open_page: Open) -> None:
    page = open_page()
    page.click(".filters summary")
    for text in PAYLOADS.values():
        page.fill(".filters [name=q]", text)
        page.evaluate(
            """text => {
              location.hash = '#' + new URLSearchParams({ q: text, from: text, source: text });
            }""",
            text,
        )
        page.evaluate("text => { location.hash = '#q=' + text + '&stop=' + text; }", text)
    assert page.evaluate("globalThis.pwn") is None
    assert page.locator(".shown :not(span, bdi, button)").count() == 0
    go(page, "#q=london")
    assert 0 < len(shown(page)) < 20
