"""Every text of a road, whatever it holds: shown letter for letter in a browser, and never run."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Dialog, Page

from tests.browser.conftest import Watched
from tests.hostile.payloads import LONG_TEXT, LONG_WORD, PAYLOADS
from tests.hostile.road import FIELDS, Written, write_page

_READ = """
(places) => Object.fromEntries(places.map((place) => {
  const [selector, name] = place.split('@');
  return [place, [...document.querySelectorAll(selector)].map((node) => (
    name ? node.getAttribute(name) : node.textContent))];
}))
"""

_SEEN = """
(selectors) => selectors.filter((selector) => (
  ![...document.querySelectorAll(selector)].some((node) => node.checkVisibility())))
"""

_EVERY_TEXT = """
() => {
  const found = [];
  const walker = document.createTreeWalker(document, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.nodeType === Node.TEXT_NODE) found.push(node.data);
    else found.push(...[...node.attributes].map((attribute) => attribute.value));
  }
  return found.filter((text) => text.includes('‹'));
}
"""

_POINT_AT_A_LEG = """
() => {
  const path = document.querySelector('#world path.leg[data-leg="1"]');
  const matrix = path.getScreenCTM();
  const plate = document.querySelector('#map').getBoundingClientRect();
  for (let part = 0.5; part < 1; part += 0.02) {
    const { x, y } = path.getPointAtLength(path.getTotalLength() * part).matrixTransform(matrix);
    if (document.elementFromPoint(x, y)?.closest('#map') && x > plate.left) return [x, y];
  }
  return null;
}
"""


@dataclass
class Tab:
    """One tab for many pages, in which nothing may go wrong."""

    page: Page
    watched: Watched
    dialogs: list[str] = field(default_factory=list)

    def open(self, page: Path, address: str = "") -> None:
        self.page.goto(page.as_uri() + address)
        self.page.wait_for_selector(".app[data-ready]")

    def read(self, places: Sequence[str]) -> Mapping[str, list[str]]:
        found: Mapping[str, list[str]] = self.page.evaluate(_READ, list(places))
        return found

    def went_wrong(self) -> list[Any]:
        """Everything that no text may bring about; forgotten once it was asked for."""
        ran = self.page.evaluate("[window.pwn, ...(globalThis.violations ?? [])]")
        found = [*self.watched.wrong, *self.dialogs, *(each for each in ran if each is not None)]
        self.watched.wrong.clear()
        self.dialogs.clear()
        return found

    def note_dialog(self, dialog: Dialog) -> None:
        self.dialogs.append(f"dialog: {dialog.message}")
        dialog.dismiss()


@pytest.fixture(scope="module")
def tab(chromium: Browser) -> Iterator[Tab]:
    context = chromium.new_context(
        viewport={"width": 1280, "height": 800}, offline=True, reduced_motion="reduce"
    )
    page = context.new_page()
    opened = Tab(page, Watched(page))
    page.on("dialog", opened.note_dialog)
    yield opened
    context.close()


NAMES = list(PAYLOADS)
AT_ONCE = 3
STARTS = range(0, len(NAMES), AT_ONCE)


def own_payloads(start: int, name: str) -> str:
    """Other payloads for every field, others again on every page: all pairs come up once."""
    first = start + AT_ONCE * list(FIELDS).index(name)
    return f"‹{name}›".join(
        PAYLOADS[NAMES[(first + number) % len(NAMES)]] for number in range(AT_ONCE)
    )


def assert_verbatim(tab: Tab, written: Written) -> None:
    """Every field stands where it is shown, whole or among our words; none stands there changed."""
    asked = [place for each in FIELDS.values() for place in (*each.whole, *each.among)]
    shown = tab.read(asked)
    for name, text in written.texts.items():
        for place in FIELDS[name].whole:
            assert text in shown[place], (name, place)
        for place in FIELDS[name].among:
            assert any(text in each for each in shown[place]), (name, place)
    assert_nothing_cut(tab, written)


def assert_nothing_cut(tab: Tab, written: Written) -> None:
    for shown in tab.page.evaluate(_EVERY_TEXT):
        for name, text in written.texts.items():
            assert f"‹{name}›" not in shown or text in shown, (name, shown)


def open_card(tab: Tab) -> None:
    tab.page.evaluate("document.querySelector('#map button[data-place=there]').click()")
    tab.page.wait_for_selector(".pop:not([hidden])")


def assert_card_verbatim(tab: Tab, written: Written) -> None:
    shown = tab.read([f".pop {place}" for each in FIELDS.values() for place in each.card])
    for name, text in written.texts.items():
        for place in FIELDS[name].card:
            assert text in shown[f".pop {place}"], (name, place)


def assert_held_to_the_data(tab: Tab) -> None:
    block = tab.page.evaluate("document.querySelector('#mapgen-data').textContent")
    assert "‹" not in block
    assert json.loads(block)["mapgen"] == 1


def step_through(tab: Tab, written: Written) -> None:
    for stop in ("home", "there", "period", "disputed"):
        tab.page.evaluate(f"location.hash = '#stop-{stop}'")
        tab.page.wait_for_selector(f"#stop-{stop}[aria-current=step]")
    point = tab.page.evaluate(_POINT_AT_A_LEG)
    assert point
    tab.page.mouse.move(*point)
    tab.page.wait_for_selector(".legtip:not([hidden])")
    assert_nothing_cut(tab, written)


def assert_printed_verbatim(tab: Tab, written: Written) -> None:
    page = tab.page
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    places = [place for each in FIELDS.values() for place in each.whole if "@" not in place]
    unseen = page.evaluate(_SEEN, places)
    assert set(unseen) <= {"title", ".phonehead .who"}
    assert_verbatim(tab, written)
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")


@pytest.mark.parametrize("start", STARTS, ids=[f"from-{NAMES[start]}" for start in STARTS])
def test_texts_of_all_kinds_beside_each_other_are_shown_verbatim_and_never_run(
    tab: Tab, tmp_path: Path, start: int
) -> None:
    written = write_page(tmp_path, lambda name: own_payloads(start, name))
    tab.open(written.page)
    assert_verbatim(tab, written)
    assert_held_to_the_data(tab)
    open_card(tab)
    assert_card_verbatim(tab, written)
    for line in ("#live", ".here"):
        assert written.texts["place name"] in (tab.page.text_content(line) or ""), line
    step_through(tab, written)
    assert_printed_verbatim(tab, written)
    assert tab.went_wrong() == []


@pytest.mark.parametrize("name", NAMES)
def test_a_text_in_all_fields_at_once_is_shown_verbatim_and_never_runs(
    tab: Tab, tmp_path: Path, name: str
) -> None:
    written = write_page(tmp_path, lambda each: f"‹{each}›{PAYLOADS[name]}")
    tab.open(written.page, "#stop-there")
    assert_verbatim(tab, written)
    open_card(tab)
    assert_card_verbatim(tab, written)
    assert tab.went_wrong() == []
