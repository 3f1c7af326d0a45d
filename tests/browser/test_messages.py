"""What a framed map and the page around it say to each other, and what nobody can make it do."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Browser, Frame, Page

from mapgen.page.render import render_page
from tests.browser.hosts import Origins, iframe, inner_frame, serving
from tests.hostile.payloads import LONG_WORD, PAYLOADS
from tests.small_road import ROAD, payload_of

STOPS = [stop["id"] for chapter in ROAD["chapters"] for stop in chapter["stops"]]
SIZE = (700, 460)

_LISTEN = """
globalThis.heard = [];
if (self === top) {
  addEventListener('message', ({ data, source }) => {
    heard.push({ data, index: Array.from(frames).indexOf(source) });
  });
}
"""

_WATCH = """
() => {
  globalThis.received = 0;
  globalThis.changes = [];
  globalThis.errors = [];
  addEventListener('message', () => { received += 1; });
  addEventListener('error', ({ message }) => errors.push(message));
  const note = ({ type, target }) => changes.push(`${type} ${target.nodeName}`);
  const all = { attributes: true, characterData: true, childList: true, subtree: true };
  new MutationObserver((records) => records.forEach(note)).observe(document, all);
}
"""

_TROUBLE = """
([number, texts, ids]) => {
  let state = 21;
  const random = () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
  const one = (from) => from[Math.floor(random() * from.length)];
  const ring = {};
  ring.ring = ring;
  const odd = [
    null, undefined, true, 0, -0, NaN, Infinity, 1e308, 10n ** 40n, '', ...texts, [], {}, ring,
    new Date(NaN), /./g, new Map([['mapgen', 1], ['type', 'play']]), new Set(['play']),
    new Error('x'), new ArrayBuffer(8), new Float64Array(2), new Blob(['<script>']), [['play']],
    ['play'], { mapgen: 1 }, JSON.parse('{"__proto__": {"polluted": 1}, "constructor": 1}'),
    { length: 1e9 }, { toString: 'play', valueOf: 1 }, ['goto', ids[0]], new Array(1000),
  ];
  const types = [
    ...odd, 'GOTO', 'goto ', ' play', 'constructor', '__proto__', 'toString', 'pause\\0', 'ready',
    'stop', 'height', 'eval', 'reload', 'close', 'focus', 'valueOf', 'hasOwnProperty',
  ];
  const wrongStops = [...odd, 'sources', 'map', 3, ...ids.flatMap((id) => [
    `stop-${id}`, `#stop-${id}`, `${id} `, `${id}\\n`, `${id.toUpperCase()}`, [id], { id },
    `../${id}`, `${id}"]`,
  ])];
  const notTexts = odd.filter((each) => typeof each !== 'string');
  const untyped = notTexts.filter((each) => typeof each !== 'number').map((each) => ({ q: each }));
  const versions = [...odd, '1', 2, -1, 1.5, [1]];
  const known = { type: 'goto', stop: ids[1] };
  const make = [
    () => one(odd),
    () => ({ ...known, mapgen: one(versions) }),
    () => known,
    () => ({ mapgen: 1, type: one(types), stop: ids[1], n: one(odd), filter: one(odd) }),
    () => ({ mapgen: 1, type: 'goto', stop: one(wrongStops) }),
    () => ({ mapgen: 1, type: 'goto', id: ids[1], n: 2 }),
    () => ({ mapgen: 1, type: 'filter', filter: one([...notTexts, ...untyped]) }),
    () => JSON.stringify({ mapgen: 1, ...known }),
    () => [{ mapgen: 1, ...known }],
    () => ({ data: { mapgen: 1, ...known } }),
    () => Object.assign(Object.create({ mapgen: 1 }), known),
  ];
  for (let sent = 0; sent < number; sent += 1) frames[0].postMessage(one(make)(), '*');
}
"""


@dataclass
class Hosted:
    """A host with a map in its first frame."""

    page: Page
    origins: Origins
    wrong: list[str]

    @property
    def map(self) -> Frame:
        return inner_frame(self.page)

    def open(self, address: str = "", others: str = "") -> None:
        """Show the map at the end of an address, and other things after it."""
        frame = iframe(self.origins.map + address, SIZE) + others
        self.page.goto(self.origins.host(frame))
        self.map.wait_for_selector(".app[data-ready]", state="attached")

    def say(self, **message: Any) -> None:
        self.page.evaluate("(message) => frames[0].postMessage(message, '*')", message)

    def heard(self, kind: str, at_least: int = 1) -> list[dict[str, Any]]:
        """What the map told of one kind, once it told so much."""
        self.page.wait_for_function(
            "([kind, least]) => heard.filter(({ data }) => data.type === kind).length >= least",
            arg=[kind, at_least],
        )
        told = self.page.evaluate("heard")
        assert {each["index"] for each in told} == {0}
        return [each["data"] for each in told if each["data"]["type"] == kind]

    def current(self) -> str | None:
        found: str | None = self.map.evaluate(
            "document.querySelector('article[aria-current]')?.dataset.stop ?? null"
        )
        return found


@pytest.fixture(scope="module")
def origins() -> Iterator[Origins]:
    with serving(render_page(payload_of(ROAD))) as served:
        yield served


@pytest.fixture
def hosted(chromium: Browser, origins: Origins) -> Iterator[Hosted]:
    context = chromium.new_context(viewport={"width": 1000, "height": 700})
    context.add_init_script(_LISTEN)
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda message: wrong.append(message.text))
    page.on("dialog", lambda dialog: wrong.append(dialog.message))
    yield Hosted(page, origins, wrong)
    context.close()
    assert wrong == []


def test_the_map_tells_that_it_is_ready_and_which_stop_its_address_opened(hosted: Hosted) -> None:
    hosted.open(f"#stop-{STOPS[2]}")
    assert hosted.heard("stop") == [{"mapgen": 1, "type": "stop", "stop": STOPS[2], "n": 3}]
    assert hosted.heard("ready") == [
        {"mapgen": 1, "type": "ready", "route": "small", "title": ROAD["title"], "stops": 7}
    ]
    assert [each["data"]["type"] for each in hosted.page.evaluate("heard")] == ["ready", "stop"]


def test_the_map_tells_each_stop_the_reader_comes_to(hosted: Hosted) -> None:
    hosted.open()
    hosted.map.click("#next")
    hosted.map.click("#next")
    assert [(told["stop"], told["n"]) for told in hosted.heard("stop", 2)] == [
        (STOPS[0], 1),
        (STOPS[1], 2),
    ]


def test_the_host_may_go_to_a_stop_also_by_an_id_it_had_formerly(hosted: Hosted) -> None:
    hosted.open()
    hosted.say(mapgen=1, type="goto", stop="arrest")
    hosted.heard("stop", 1)
    assert hosted.current() == "arrest"
    hosted.say(mapgen=1, type="goto", stop="london")
    hosted.heard("stop", 2)
    assert hosted.current() == "london-1902"
    assert hosted.map.evaluate("document.activeElement === document.body")


def test_the_host_may_play_and_pause(hosted: Hosted) -> None:
    hosted.page.clock.install()
    hosted.open()
    hosted.say(mapgen=1, type="play")
    hosted.say(mapgen=1, type="play")
    hosted.heard("stop", 1)
    hosted.page.clock.run_for(3600)
    assert len(hosted.heard("stop", 2)) == 2
    hosted.say(mapgen=1, type="pause")
    hosted.map.wait_for_selector("#play[aria-label=Play]")
    hosted.page.clock.run_for(9000)
    assert len(hosted.heard("stop", 2)) == 2


def shown(hosted: Hosted) -> list[str]:
    found: list[str] = hosted.map.eval_on_selector_all(
        "li:not([hidden]) > article.stop", "all => all.map(node => node.dataset.stop)"
    )
    return found


def test_the_host_may_filter_and_show_all_again(hosted: Hosted) -> None:
    hosted.open()
    hosted.say(mapgen=1, type="filter", filter={"q": "london", "from": 1902, "to": "1902"})
    hosted.map.wait_for_selector(".shown:not([hidden])", state="attached")
    assert shown(hosted) == ["london-1902"]
    assert hosted.map.evaluate("location.hash") == "#q=london&from=1902&to=1902"
    hosted.say(mapgen=1, type="filter", filter={"q": "", "from": "", "to": ""})
    hosted.map.wait_for_selector(".shown[hidden]", state="attached")
    assert shown(hosted) == STOPS


@pytest.mark.parametrize("word", [*PAYLOADS.values(), LONG_WORD], ids=[*PAYLOADS, "long word"])
def test_a_hostile_filter_is_looked_for_and_never_runs(hosted: Hosted, word: str) -> None:
    hosted.open()
    answers = {"q": f"q{word}", "from": word, "event": word, word: word, "prototype": word}
    hosted.say(mapgen=1, type="filter", filter=answers)
    hosted.map.wait_for_selector(".shown:not([hidden])", state="attached")
    assert shown(hosted) == []
    assert hosted.map.evaluate("window.pwn") is None
    assert len(hosted.map.input_value("[name=q]")) <= 200
    assert hosted.map.input_value("[name=from]") == ""


def test_ten_thousand_malformed_and_malicious_messages_change_nothing(hosted: Hosted) -> None:
    hosted.open()
    hosted.map.evaluate(_WATCH)
    address = hosted.map.url
    texts = [*PAYLOADS.values(), LONG_WORD]
    hosted.page.evaluate(_TROUBLE, [10_000, texts, STOPS])
    hosted.map.wait_for_function("received === 10_000")
    hosted.map.wait_for_timeout(50)
    found = hosted.map.evaluate("[changes, errors, window.pwn, {}.polluted, location.href]")
    assert found == [[], [], None, None, address]
    assert [each["data"]["type"] for each in hosted.page.evaluate("heard")] == ["ready"]
    hosted.say(mapgen=1, type="goto", stop=STOPS[3])
    hosted.heard("stop", 1)
    assert hosted.current() == STOPS[3]


def test_a_frame_beside_the_map_is_not_obeyed(hosted: Hosted) -> None:
    message = json.dumps({"mapgen": 1, "type": "goto", "stop": STOPS[1]})
    script = f"parent.frames[0].postMessage({message}, '*')"
    hosted.open(others=f'<iframe srcdoc="<p>beside</p>" data-script="{len(script)}"></iframe>')
    hosted.map.evaluate(_WATCH)
    hosted.page.frames[2].evaluate(script)
    hosted.map.wait_for_function("received === 1")
    assert hosted.current() is None


def test_a_map_that_is_not_framed_sends_nothing_and_obeys_nobody(
    chromium: Browser, origins: Origins
) -> None:
    context = chromium.new_context()
    context.add_init_script(_LISTEN)
    page = context.new_page()
    page.goto(origins.map)
    page.wait_for_selector(".app[data-ready]")
    page.click("#next")
    page.wait_for_timeout(50)
    assert page.evaluate("heard") == []
    with page.expect_popup() as opening:
        page.evaluate("(address) => { globalThis.other = open(address) }", origins.map)
    other = opening.value
    other.wait_for_selector(".app[data-ready]")
    message = {"mapgen": 1, "type": "goto", "stop": STOPS[4]}
    page.evaluate("(message) => { postMessage(message); other.postMessage(message) }", message)
    for each in (page, other):
        each.wait_for_function("heard.length === 1")
    assert page.get_attribute("article[aria-current]", "data-stop") == STOPS[0]
    assert other.locator("article[aria-current]").count() == 0
    context.close()


def test_the_story_alone_tells_its_height_and_fills_a_frame_as_high(hosted: Hosted) -> None:
    hosted.open("?embed=story")
    height = hosted.heard("height")[-1]["height"]
    for _ in range(20):
        hosted.page.evaluate("(px) => { document.querySelector('iframe').height = px }", height)
        hosted.page.wait_for_timeout(100)
        if hosted.heard("height")[-1]["height"] == height:
            break
        height = hosted.heard("height")[-1]["height"]
    assert height > 1000
    assert (
        hosted.map.evaluate("[document.documentElement.scrollHeight, innerHeight]") == [height] * 2
    )
    for gone in (".plate", ".time", ".grab", ".glance"):
        assert hosted.map.locator(gone).first.is_hidden(), gone
    assert hosted.map.locator("h1").is_visible()
    hosted.map.click("article.stop .what")
    hosted.page.wait_for_function("(px) => heard.at(-1).data.height > px", arg=height)


def test_a_map_has_no_height_to_tell(hosted: Hosted) -> None:
    hosted.open()
    hosted.map.click("#next")
    hosted.heard("stop")
    assert [each["data"]["type"] for each in hosted.page.evaluate("heard")] == ["ready", "stop"]


def test_a_source_opens_beside_the_host_and_where_it_may_not_a_click_marks_its_address(
    chromium: Browser, origins: Origins
) -> None:
    context = chromium.new_context(viewport={"width": 1000, "height": 700})
    context.route("https://doi.org/**", lambda route: route.fulfill(body="the source"))
    page = context.new_page()
    marked = []
    for attributes in ("sandbox='allow-scripts allow-popups'", "sandbox=allow-scripts"):
        page.goto(origins.host(iframe(origins.map, SIZE, attributes)))
        frame = inner_frame(page)
        frame.wait_for_selector(".app[data-ready]", state="attached")
        frame.click(".storyb")
        frame.click("#source-fa a")
        page.wait_for_timeout(400)
        marked.append((len(context.pages), frame.evaluate("getSelection().toString()")))
        assert frame.url == origins.map
    assert marked == [(2, "doi:10.1000/182")] * 2
    context.close()
