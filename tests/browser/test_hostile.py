"""Every text of a road, whatever it holds: shown letter for letter in a browser, and never run."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import html5lib
import pytest
from playwright.sync_api import Browser, Dialog, Page

from tests.browser.conftest import Watched
from tests.browser.hosts import iframe, iframe_holding, inner_frame, serving
from tests.hostile.payloads import LONG_TEXT, LONG_WORD, PAYLOADS
from tests.hostile.road import FIELDS, Written, road, write_page, write_road

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
  const both = NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT;
  const walker = document.createTreeWalker(document, both);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.parentNode.closest?.('.share')) continue;
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
    first = start + (AT_ONCE + 1) * list(FIELDS).index(name)
    text = f"‹{name}›".join(
        PAYLOADS[NAMES[(first + number) % len(NAMES)]] for number in range(AT_ONCE)
    )
    # A file that leads out of the folder of texts is refused, as another test holds it to.
    return f"in {text}" if name == "source file" else text


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
    assert_pasted_verbatim(tab, " ".join(written.texts["title"].split()))


def assert_pasted_verbatim(tab: Tab, title: str) -> None:
    """What the share panel gives for other pages reads as the title there, and as nothing else."""
    html = html5lib.parse(
        tab.page.input_value(".share textarea[name=html]"), namespaceHTMLElements=False
    )
    assert {each.tag for each in html.iter()} == {"html", "head", "body", "iframe", "p", "a"}
    assert title in html.find(".//iframe").get("title")
    markdown = tab.page.input_value(".share textarea[name=markdown]")
    assert title in re.sub(r"\\([\W_])", r"\1", markdown)


_CHOOSE = """() => {
  const marker = document.querySelector('.plate button[data-place=there]');
  const chosen = marker ?? document.querySelector('#stop-there h3 a');
  chosen.focus();
  chosen.click();
}"""
"""A place without room on the map has no marker; its stop is reached through the story."""


def open_card(tab: Tab) -> None:
    """Choose a place on the map; its card opens, and on a phone the sheet."""
    tab.page.evaluate(_CHOOSE)
    tab.page.wait_for_selector(".pop:not([hidden]), .panel[data-sheet=half]")


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


ALL_TOGETHER = "·".join(PAYLOADS.values())


def everything(name: str) -> str:
    return f"‹{name}›{ALL_TOGETHER}" if "quote" not in name else f"‹{name}›{ALL_TOGETHER[:280]}"


@pytest.mark.parametrize("size", [(390, 844), (1280, 800)], ids=["phone", "desk"])
@pytest.mark.parametrize("mode", ["", "?embed=1"], ids=["alone", "embedded"])
def test_all_texts_together_are_shown_verbatim_at_any_size(
    tab: Tab, tmp_path: Path, size: tuple[int, int], mode: str
) -> None:
    written = write_page(tmp_path, everything)
    tab.page.set_viewport_size({"width": size[0], "height": size[1]})
    tab.open(written.page, f"{mode}#stop-there")
    assert_verbatim(tab, written)
    open_card(tab)
    tab.page.keyboard.press("n")
    assert_nothing_cut(tab, written)
    tab.page.set_viewport_size({"width": 1280, "height": 800})
    assert tab.went_wrong() == []


@pytest.mark.parametrize("kind", ["plain", "sandboxed", "srcdoc"])
def test_all_texts_together_are_shown_verbatim_and_never_run_in_any_frame(
    chromium: Browser, tmp_path: Path, kind: str
) -> None:
    written = write_page(tmp_path, everything)
    text = written.page.read_text(encoding="utf-8")
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    watched = Watched(page)
    with serving(text) as origins:
        attributes = "sandbox=allow-scripts" if kind == "sandboxed" else ""
        frame = (
            iframe_holding(text, (900, 600))
            if kind == "srcdoc"
            else iframe(origins.map, (900, 600), attributes)
        )
        page.goto(origins.host(frame))
        inner = inner_frame(page)
        inner.wait_for_selector(".app[data-ready]", state="attached")
        page.evaluate("frames[0].postMessage({mapgen: 1, type: 'goto', stop: 'there'}, '*')")
        inner.wait_for_selector("#stop-there[aria-current=step]", state="attached")
        asked = [place for each in FIELDS.values() for place in (*each.whole, *each.among)]
        shown = inner.evaluate(_READ, asked)
        for name, said in written.texts.items():
            for place in FIELDS[name].whole:
                assert said in shown[place], (name, place)
            for place in FIELDS[name].among:
                assert any(said in each for each in shown[place]), (name, place)
        for each in page.frames:
            assert each.evaluate("[window.pwn, violations]") == [None, []]
    wrong = [each for each in watched.wrong if not each.startswith("request: http://")]
    context.close()
    assert wrong == []


def test_all_texts_together_can_be_read_without_a_script(chromium: Browser, tmp_path: Path) -> None:
    written = write_page(tmp_path, everything)
    context = chromium.new_context(offline=True, java_script_enabled=False)
    plain = Tab(context.new_page(), Watched(context.new_page()))
    plain.page.goto(written.page.as_uri())
    places = [
        place
        for each in FIELDS.values()
        for place in each.whole
        if place not in ("title", ".phonehead .who")
        if "@" not in place
    ]
    assert plain.page.evaluate(_SEEN, places) == []
    shown = plain.read(places)
    for name, text in written.texts.items():
        assert all(text in shown[place] for place in FIELDS[name].whole if place in shown), name
    context.close()


def test_any_text_as_an_address_opens_nothing_and_never_runs(tab: Tab, tmp_path: Path) -> None:
    tab.open(write_page(tmp_path, lambda name: name).page)
    for payload in [*PAYLOADS.values(), LONG_WORD]:
        for form in ("#{}", "#stop-{}", "#stop={}", "#stop-there&{}"):
            tab.page.evaluate("(hash) => { location.hash = hash }", form.replace("{}", payload))
    tab.page.wait_for_timeout(50)
    assert tab.page.locator("article[aria-current]").count() == 0
    tab.page.evaluate("(hash) => { location.hash = hash }", f"#stop=there&a={ALL_TOGETHER}")
    tab.page.wait_for_timeout(50)
    assert tab.went_wrong() == []


@pytest.mark.parametrize("key", ["__proto__", "constructor", "hasownproperty", "-", "0"])
def test_a_word_that_programs_use_opens_its_stop_like_any_other(
    tab: Tab, tmp_path: Path, key: str
) -> None:
    written = json.loads(
        json.dumps(road(lambda name: f"‹{name}›"))
        .replace('"there"', f'"{key}"')
        .replace('"a"', f'"{key}"')
        .replace('"said"', f'"{key}"')
    )
    tab.open(write_road(tmp_path, {**written, "route": key}), f"#stop-{key}")
    tab.page.wait_for_selector(f"#stop-{key}[aria-current=step]")
    tab.page.evaluate("document.querySelector('#stop-home h3 a').click()")
    tab.page.evaluate(f"document.querySelector('.plate button[data-place=\"{key}\"]').click()")
    assert tab.page.evaluate("location.hash") == f"#stop-{key}"
    assert tab.page.text_content(".pop h3") == "‹place name›"
    assert tab.page.locator(f"#source-{key} > cite").count() == 1
    assert tab.went_wrong() == []


def test_every_link_leads_into_the_page_or_to_an_address_of_the_web(
    tab: Tab, tmp_path: Path
) -> None:
    written = road(lambda name: f"{name} javascript:window.pwn=1 https://evil.example/")
    written["sources"]["a"]["url"] = "https://аррӏе.com/?a=1&b=%3Cscript%3E"
    written["sources"]["b"]["url"] = "mailto:someone@example.org"
    tab.open(write_road(tmp_path, written))
    links = tab.page.eval_on_selector_all("[href]:not([rel=icon]), [src]", _ADDRESSES)
    ours = {"https://xn--80ak6aa92e.com", "mailto:", "#"}
    assert {link for link in links if not link.startswith("#")} == ours - {"#"}
    assert tab.page.text_content("#source-a a") == (
        "https://аррӏе.com/?a=1&b=%3Cscript%3E (xn--80ak6aa92e.com)"
    )
    assert tab.went_wrong() == []


_ADDRESSES = """
(nodes) => nodes.map((node) => {
  const address = node.getAttribute('href') ?? node.getAttribute('src');
  if (address.startsWith('#')) return address;
  const { origin, protocol } = new URL(address, 'file:///page');
  return origin === 'null' ? protocol : origin;
})
"""

_SIDEWAYS = """
() => [...document.querySelectorAll(
  'html, body, .app, #story, .plate, .pop, .pop .in, .time, .glance, .legtip')]
  .filter((node) => node.scrollWidth > node.clientWidth + 1 && node.checkVisibility())
  .map((node) => `${node.tagName}.${node.className} ${node.scrollWidth} > ${node.clientWidth}`)
"""


PROSE = {name for name in FIELDS if name.endswith(("note", "text", "translation", "disagreement"))}


@pytest.mark.parametrize(
    ("long", "fields"), [(LONG_WORD, set(FIELDS)), (LONG_TEXT, PROSE)], ids=["word", "text"]
)
@pytest.mark.parametrize(
    ("width", "height", "mode"),
    [(1280, 800, ""), (390, 844, ""), (640, 400, "?embed=1")],
    ids=["desk", "phone", "embedded"],
)
def test_no_length_of_a_text_makes_the_page_scroll_sideways(
    tab: Tab, tmp_path: Path, long: str, fields: set[str], width: int, height: int, mode: str
) -> None:
    written = write_page(tmp_path, lambda name: f"‹{name}›{long if name in fields else ''}")
    tab.page.set_viewport_size({"width": width, "height": height})
    tab.open(written.page, mode)
    assert tab.page.evaluate(_SIDEWAYS) == []
    for stop in ("there", "disputed"):
        tab.page.evaluate(f"location.hash = '#stop-{stop}'")
        tab.page.wait_for_selector(f"#stop-{stop}[aria-current=step]", state="attached")
        assert tab.page.evaluate(_SIDEWAYS) == []
    open_card(tab)
    assert tab.page.evaluate(_SIDEWAYS) == []
    shown = tab.read([place for each in FIELDS.values() for place in each.whole])
    for name in set(FIELDS) - {"quote", "quote of another"}:
        assert all(written.texts[name] in shown[place] for place in FIELDS[name].whole), name
    tab.page.set_viewport_size({"width": 1280, "height": 800})
    assert tab.went_wrong() == []
