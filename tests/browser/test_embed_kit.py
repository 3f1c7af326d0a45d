"""What `mapgen embed` gives, pasted into pages of somebody else's: each way works in Chromium."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from playwright.sync_api import Browser, Frame, Page, expect

from mapgen.build import tell_examined
from mapgen.check import examine
from mapgen.embed.demo import DEMO_NAME, demo_files
from mapgen.embed.publishing import publish_examined
from mapgen.embed.script import SCRIPT_NAME, script
from mapgen.embed.snippets import snippets_of
from mapgen.formats.kartographer import to_kartographer
from mapgen.page.bundle import leaflet_script, leaflet_styles
from mapgen.site import Site
from tests.project import make_project
from tests.web import served
from tests.wordpress import discovered, filtered, frame_of

STRICT = "default-src 'self'; frame-src {site}; img-src {site}"
TITLE = "Map: A small road, 2 stops, 1879–1940"


@dataclass(frozen=True)
class Published:
    """A map on a site, and an empty site of somebody else's; both are served on loopback."""

    site: str
    theirs: str
    folder: Path
    snippets: dict[str, str]

    def paste(self, html: str, *, policy: str = "", style: str = "") -> str:
        """The address of a host page with a snippet in it."""
        meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">' if policy else ""
        page = (
            f"<!doctype html><html lang=en><meta charset=utf-8>{meta}<title>Host</title>"
            f"<link rel=stylesheet href=host.css><body><p>Before</p>{html}"
            "<div id=end></div></body></html>"
        )
        (self.folder / "host.html").write_text(page, encoding="utf-8")
        css = f"body {{ margin: 0; width: 800px }} #end {{ height: 3000px }} {style}"
        (self.folder / "host.css").write_text(css, encoding="utf-8")
        return f"{self.theirs}host.html"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Published]:
    folders = [tmp_path_factory.mktemp(name) for name in ("project", "ours", "theirs")]
    project, ours, theirs = folders
    for folder in (ours, theirs):
        (folder / "favicon.ico").touch()
    examined = examine(make_project(project).route)
    assert examined.route
    with served(ours) as address, served(theirs) as host:
        site = Site.read(address)
        publish_examined(examined, output=ours, site=site)
        for name, content in {SCRIPT_NAME: script(), **demo_files(examined)}.items():
            (ours / name).write_bytes(content)
        features = to_kartographer(examined.route, examined.positions, examined.legs)
        snippets = snippets_of(tell_examined(examined), site, features, stop="door")
        yield Published(address, host, theirs, {each.kind: each.text for each in snippets})


Visit = Callable[[str], Page]


@pytest.fixture
def visit(chromium: Browser, published: Published) -> Iterator[Visit]:
    """Opens an address; at the end nothing has gone wrong, and nobody else was asked."""
    context = chromium.new_context(viewport={"width": 1000, "height": 700})
    wrong: list[str] = []

    def opened(address: str) -> Page:
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(f"error: {error}"))
        page.on(
            "console",
            lambda said: wrong.append(said.text) if said.type in ("error", "warning") else None,
        )
        page.on(
            "request",
            lambda asked: None if is_known(asked.url) else wrong.append(f"request: {asked.url}"),
        )
        page.goto(address)
        return page

    def is_known(address: str) -> bool:
        return address.startswith((published.site, published.theirs, "file:", "data:"))

    yield opened
    context.close()
    assert wrong == []


def map_in(page: Page) -> Frame:
    """The map in a page, once it runs."""
    page.wait_for_selector("iframe", state="attached")
    frame = page.frames[1]
    frame.wait_for_selector(".app[data-ready=yes]", state="attached")
    return frame


def size_of(page: Page, selector: str) -> tuple[float, float]:
    box = page.locator(selector).bounding_box()
    assert box
    return box["width"], box["height"]


# --- snippets -------------------------------------------------------------------------------------


def test_the_frame_is_as_wide_as_the_text_and_opens_at_the_stop(
    published: Published, visit: Visit
) -> None:
    page = visit(published.paste(published.snippets["html"]))
    assert size_of(page, "iframe") == (800, 500)
    expect(map_in(page).locator("#stop-door")).to_have_attribute("aria-current", "step")
    expect(page.get_by_role("link", name="Open the map in its own page")).to_be_visible()


def test_where_style_attributes_are_forbidden_the_frame_keeps_a_size(
    published: Published, chromium: Browser
) -> None:
    page = chromium.new_page()
    refused: list[str] = []
    page.on("console", lambda said: refused.append(said.text) if said.type == "error" else None)
    policy = STRICT.format(site=published.site)
    page.goto(published.paste(published.snippets["html"], policy=policy))
    assert size_of(page, "iframe") == (804, 454)
    expect(map_in(page).locator("#stop-door")).to_have_attribute("aria-current", "step")
    page.context.close()
    assert [("inline style" in each) for each in refused] == [True]


def test_what_wordpress_makes_of_the_address_is_a_map_that_works(
    published: Published, visit: Visit
) -> None:
    frame = frame_of(f"{published.site}small.html")
    assert frame == (
        '<iframe sandbox="allow-scripts" security="restricted" '
        f'src="{published.site}small.html#?secret=uVfmGB5OZ3" data-secret="uVfmGB5OZ3" '
        f'title="{TITLE}" width="600" height="450" frameborder="0"></iframe>'
    )
    page = visit(published.paste(frame))
    assert size_of(page, "iframe") == (600, 450)
    inner = map_in(page)
    assert inner.evaluate("origin") == "null"
    assert inner.locator("button[data-place]").count() == 2
    inner.click("#next")
    expect(inner.locator("#stop-school")).to_have_attribute("aria-current", "step")
    inner.click("#next")
    expect(inner.locator("#stop-door")).to_have_attribute("aria-current", "step")


def test_the_rule_of_wordpress_lets_no_more_through_than_its_own() -> None:
    hostile = (
        '<script>x</script><p><iframe src="a" title="b" onload="x" style="x" srcdoc="x" '
        'allow="x" width="1"></iframe><iframe src="c"></iframe>'
    )
    assert filtered(hostile) == (
        '<iframe sandbox="allow-scripts" security="restricted" src="a#?secret=uVfmGB5OZ3" '
        'data-secret="uVfmGB5OZ3" title="b" width="1"></iframe>'
    )
    assert filtered("<b>x</b>") == ""


def test_wordpress_finds_nothing_behind_its_limit(tmp_path: Path) -> None:
    link = '<link rel="alternate" type="application/json+oembed" href="x.json">'
    (tmp_path / "late.html").write_text(f"<head>{' ' * 150 * 1024}{link}</head>", "utf-8")
    (tmp_path / "body.html").write_text(f"<head></head>{link}", "utf-8")
    (tmp_path / "early.html").write_text(f"<head>{link}</head>", "utf-8")
    with served(tmp_path) as address:
        found = [discovered(f"{address}{name}.html") for name in ("late", "body", "early")]
    assert found == [None, None, "x.json"]


def test_the_block_for_wordpress_is_the_frame(published: Published, visit: Visit) -> None:
    page = visit(published.paste(published.snippets["wordpress"]))
    expect(map_in(page).locator("#stop-door")).to_have_attribute("aria-current", "step")


def test_markdown_shows_the_picture_and_leads_to_the_stop(
    published: Published, visit: Visit
) -> None:
    rendered = MarkdownIt().render(published.snippets["markdown"])
    page = visit(published.paste(rendered))
    picture = page.get_by_role("img", name=TITLE)
    assert picture.evaluate("image => [image.naturalWidth, image.naturalHeight]") == [1200, 630]
    picture.click()
    expect(page.locator("#stop-door")).to_have_attribute("aria-current", "step")
    assert page.url == f"{published.site}small.html#stop-door"


def test_the_map_of_a_wiki_draws_in_leaflet(published: Published, visit: Visit) -> None:
    [body] = re.findall("<mapframe[^>]*>(.*)</mapframe>", published.snippets["mediawiki"], re.S)
    page = visit(published.paste("<div id=wiki style='height: 400px'></div>"))
    page.add_style_tag(content=leaflet_styles())
    page.add_script_tag(content=leaflet_script())
    drawn = page.evaluate(
        """body => {
          const map = L.map('wiki', { zoomAnimation: false });
          const layer = L.geoJSON(JSON.parse(body), {
            style: ({ properties }) => ({ color: properties.stroke ?? properties['marker-color'] }),
            pointToLayer: ({ properties }, at) => L.circleMarker(at).bindTooltip(properties.title),
          }).addTo(map);
          map.fitBounds(layer.getBounds());
          const paths = [...document.querySelectorAll('#wiki .leaflet-overlay-pane path')];
          return paths.map((path) => path.getAttribute('stroke'));
        }""",
        body,
    )
    assert drawn == ["#1f4e74"] * 3
    [line, *circles] = page.locator("#wiki .leaflet-overlay-pane path").all()
    assert len(line.get_attribute("d") or "") > 10
    assert len(circles) == 2


# --- the element ----------------------------------------------------------------------------------

STUB = """<!doctype html><html lang=en><title>Stub</title><body><script>
const heard = [];
addEventListener('message', ({ data }) => heard.push(data));
const tell = (message) => parent.postMessage(message, '*');
</script>"""
"""A page in place of the map, that writes down what it hears."""


def element(published: Published, **attributes: str) -> str:
    """The element round a page, with the script that makes it work."""
    written = "".join(f' {name}="{value}"' for name, value in attributes.items())
    return (
        f'<script src="{published.site}{SCRIPT_NAME}"></script>'
        f'<mapgen-map{written}><a href="{published.site}small.html">The road</a></mapgen-map>'
    )


@pytest.fixture
def stub(published: Published, visit: Visit) -> tuple[Page, Frame]:
    """A host page with the element round the stub, which has not said that it is ready."""
    (published.folder / "stub.html").write_text(STUB, encoding="utf-8")
    page = visit(published.paste(element(published, src="stub.html", stop="door")))
    page.wait_for_function("document.querySelector('mapgen-map').shadowRoot.firstChild")
    page.evaluate(
        """() => {
          globalThis.events = [];
          for (const name of ['mapgen-ready', 'mapgen-stop']) {
            document.addEventListener(name, ({ type, detail, target }) =>
              events.push([type, detail.stop, target.localName]));
          }
        }"""
    )
    frame = page.frames[1]
    frame.wait_for_function("document.readyState === 'complete' && location.hash")
    return page, frame


def told(frame: Frame, *messages: str) -> None:
    """Lets the stub tell its host messages, written as JavaScript; they have then been heard."""
    for message in messages:
        frame.evaluate(f"tell({message})")
    page = frame.page
    page.evaluate("() => new Promise((done) => setTimeout(done, 30))")


def test_the_snippet_of_the_element_works_with_the_fingerprint_of_the_script(
    published: Published, visit: Visit
) -> None:
    page = visit(published.paste(published.snippets["element"]))
    frame = map_in(page)
    expect(frame.locator("#stop-door")).to_have_attribute("aria-current", "step")
    assert size_of(page, "mapgen-map") == size_of(page, "mapgen-map iframe") == (800, 500)
    made = page.locator("mapgen-map iframe")
    expect(made).to_have_attribute("title", TITLE)
    expect(made).to_have_attribute("loading", "lazy")
    expect(page.get_by_role("link", name=TITLE)).to_be_hidden()


def test_a_script_of_other_bytes_is_refused_and_the_link_stays(
    published: Published, chromium: Browser
) -> None:
    page = chromium.new_page()
    changed = script() + b"\n"
    page.route(f"**/{SCRIPT_NAME}", lambda route: route.fulfill(
        body=changed, content_type="text/javascript", headers={"Access-Control-Allow-Origin": "*"},
    ))  # fmt: skip
    page.goto(published.paste(published.snippets["element"]))
    expect(page.get_by_role("link", name=TITLE)).to_be_visible()
    assert page.locator("iframe").count() == 0
    page.context.close()


def test_without_javascript_the_link_is_what_the_page_shows(
    published: Published, chromium: Browser
) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(published.paste(published.snippets["element"]))
    page.get_by_role("link", name=TITLE).click()
    assert page.url == f"{published.site}small.html#stop-door"
    context.close()


def test_a_strict_policy_needs_to_know_only_the_script_and_the_frame(
    published: Published, visit: Visit
) -> None:
    site = published.site
    policy = f"default-src 'self'; frame-src {site}; script-src {site}"
    page = visit(published.paste(element(published, src=f"{site}small.html"), policy=policy))
    map_in(page)
    assert size_of(page, "mapgen-map iframe") == (800, 500)


def test_the_frame_loads_only_when_the_reader_comes_near(
    published: Published, visit: Visit
) -> None:
    (published.folder / "stub.html").write_text(STUB, encoding="utf-8")
    far = f'<div style="height: 9000px"></div>{element(published, src="stub.html")}'
    page = visit(published.paste(far))
    page.wait_for_load_state("networkidle")
    made = page.wait_for_selector("mapgen-map iframe", state="attached")
    assert made
    frame = made.content_frame()
    assert frame
    assert not frame.url.endswith("stub.html")
    page.locator("mapgen-map").scroll_into_view_if_needed()
    frame.wait_for_url("**/stub.html")


@pytest.mark.parametrize(
    "src", ["", "javascript:alert(1)", "data:text/html,x", "blob:x", "https://", "mailto:a@b.c"]
)
def test_what_is_no_address_of_a_map_leaves_the_link(
    published: Published, visit: Visit, src: str
) -> None:
    page = visit(published.paste(element(published, src=src)))
    expect(page.get_by_role("link", name="The road")).to_be_visible()
    assert page.locator("iframe").count() == 0


def test_calls_wait_until_the_map_is_ready_and_arrive_in_order(stub: tuple[Page, Frame]) -> None:
    page, frame = stub
    page.evaluate(
        """() => {
          const map = document.querySelector('mapgen-map');
          map.goTo('school');
          map.play();
        }"""
    )
    told(frame, "{ mapgen: 1, type: 'stop', stop: 'door' }")
    assert frame.evaluate("heard") == []
    told(frame, "{ mapgen: 1, type: 'ready', stop: null }")
    page.evaluate(
        """() => {
          const map = document.querySelector('mapgen-map');
          map.pause();
          map.filter({ from: 1900 });
          map.setAttribute('stop', 'school');
        }"""
    )
    frame.wait_for_function("heard.length === 5")
    assert frame.evaluate("heard") == [
        {"mapgen": 1, "type": "goto", "stop": "school"},
        {"mapgen": 1, "type": "play"},
        {"mapgen": 1, "type": "pause"},
        {"mapgen": 1, "type": "filter", "filter": {"from": 1900}},
        {"mapgen": 1, "type": "goto", "stop": "school"},
    ]
    assert page.evaluate("events") == [
        ["mapgen-stop", "door", "mapgen-map"],
        ["mapgen-ready", None, "mapgen-map"],
    ]


@pytest.mark.parametrize(
    ("height", "fitted"),
    [("640", 640), ("12.6", 200), ("-5", 200), ("1e9", 20_000), ("'640'", 500), ("NaN", 500),
     ("Infinity", 500), ("null", 500), ("{}", 500)],
)  # fmt: skip
def test_the_height_a_map_tells_is_taken_within_bounds(
    stub: tuple[Page, Frame], height: str, fitted: int
) -> None:
    page, frame = stub
    told(frame, f"{{ mapgen: 1, type: 'height', height: {height} }}")
    assert size_of(page, "mapgen-map") == size_of(page, "mapgen-map iframe") == (800, fitted)


def test_a_page_that_gives_the_element_a_height_has_the_last_word(
    published: Published, visit: Visit
) -> None:
    (published.folder / "stub.html").write_text(STUB, encoding="utf-8")
    style = "mapgen-map { height: 300px; aspect-ratio: auto; min-height: 0 }"
    page = visit(published.paste(element(published, src="stub.html"), style=style))
    page.wait_for_selector("mapgen-map iframe")
    frame = page.frames[1]
    frame.wait_for_url("**/stub.html")
    told(frame, "{ mapgen: 1, type: 'height', height: 900 }")
    assert size_of(page, "mapgen-map") == (800, 300)


def test_messages_of_others_or_of_no_sense_are_not_heard(stub: tuple[Page, Frame]) -> None:
    page, frame = stub
    told(
        frame, "null", "'ready'", "1", "[]", "{ type: 'ready' }", "{ mapgen: 2, type: 'ready' }",
        "{ mapgen: '1', type: 'ready' }", "{ mapgen: 1 }", "{ mapgen: 1, type: 'goto' }",
        "{ mapgen: 1, type: '__proto__' }", "new Map()",
    )  # fmt: skip
    page.evaluate("() => postMessage({ mapgen: 1, type: 'ready', stop: 'door' }, '*')")
    page.evaluate(
        """() => {
          const other = document.body.appendChild(document.createElement('iframe'));
          other.contentWindow.eval(
            "parent.postMessage({ mapgen: 1, type: 'height', height: 900 }, '*')"
          );
          dispatchEvent(new MessageEvent('message', { data: { mapgen: 1, type: 'ready' } }));
          return new Promise((done) => setTimeout(done, 50));
        }"""
    )
    assert page.evaluate("events") == []
    assert size_of(page, "mapgen-map") == (800, 500)
    told(frame, "{ mapgen: 1, type: 'stop', stop: '<b>' }", "{ mapgen: 1, type: 'stop', stop: 7 }")
    assert page.evaluate("events") == [["mapgen-stop", None, "mapgen-map"]] * 2


def test_another_address_makes_another_frame(
    published: Published, stub: tuple[Page, Frame]
) -> None:
    page, _ = stub
    page.evaluate(
        "src => document.querySelector('mapgen-map').setAttribute('src', src)",
        f"{published.site}small.html",
    )
    expect(map_in(page).locator("#stop-door")).to_have_attribute("aria-current", "step")


def test_an_element_that_is_moved_waits_for_its_map_again(stub: tuple[Page, Frame]) -> None:
    page, frame = stub
    told(frame, "{ mapgen: 1, type: 'ready', stop: null }")
    page.evaluate(
        """() => {
          const map = document.querySelector('mapgen-map');
          document.querySelector('#end').append(map);
          map.play();
        }"""
    )
    page.locator("mapgen-map").scroll_into_view_if_needed()
    made = page.wait_for_selector("mapgen-map iframe")
    assert made
    moved = made.content_frame()
    assert moved
    moved.wait_for_function("typeof heard === 'object'")
    told(moved, "{ mapgen: 1, type: 'stop', stop: 'door' }")
    assert moved.evaluate("heard") == []
    told(moved, "{ mapgen: 1, type: 'ready', stop: null }")
    moved.wait_for_function("heard.length === 1")
    assert page.evaluate("events.length") == 3


def test_a_second_copy_of_the_script_changes_nothing(published: Published, visit: Visit) -> None:
    again = f'<script src="{published.site}{SCRIPT_NAME}"></script>'
    page = visit(published.paste(element(published, src=f"{published.site}small.html") + again))
    map_in(page)


# --- the page that shows each way -----------------------------------------------------------------


@pytest.mark.parametrize("from_disk", [False, True], ids=["served", "from disk"])
def test_the_demo_shows_the_map_in_every_way_under_its_strict_policy(
    published: Published, visit: Visit, tmp_path: Path, from_disk: bool
) -> None:
    folder = f"{published.folder.parent.as_uri()}/ours0/"
    page = visit(f"{folder if from_disk else published.site}{DEMO_NAME}")
    sections = page.locator("main section")
    assert sections.count() == 6
    for number in range(6):
        section = sections.nth(number)
        section.scroll_into_view_if_needed()
        if section.locator("iframe").count():
            inner = section.frame_locator("iframe")
            inner.locator(".app[data-ready=yes]").wait_for(state="attached")
    inner = page.frame_locator("#stop iframe")
    expect(inner.locator("#stop-door")).to_have_attribute("aria-current", "step")
    expect(page.frame_locator("#compact iframe").locator(".storyb")).to_be_visible()
    width = page.locator("#markdown img").evaluate("image => image.naturalWidth")
    assert width == 1200
    assert page.locator("section details code").count() == 6
    page.get_by_role("button", name="Go to a stop").click()
