"""What `mapgen embed` prints and writes: escaped for each kind of page, the same each time."""

import base64
import hashlib
import html
import json
import re
from pathlib import Path
from typing import Any

import html5lib
import pytest
from geojson_pydantic import FeatureCollection
from markdown_it import MarkdownIt

from mapgen.check import examine
from mapgen.embed.demo import DEMO_NAME
from mapgen.embed.script import SCRIPT_NAME, integrity, script
from mapgen.embed.snippets import snippets_of
from mapgen.formats.kartographer import to_kartographer
from mapgen.model import Route
from mapgen.sharing import as_wikitext
from mapgen.site import Site
from tests.project import Project, make_project
from tests.small_road import ROAD, payload_of, positions_of, road
from tests.test_page import PAYLOADS

ROUTE = Path(__file__).parent.parent / "routes" / "trotsky.yaml"
SITE = "https://example.org/maps/"
MAP = "https://example.org/maps/small.html"
TITLE = "Map: A small road, 2 stops, 1879–1940"
KINDS = ["html", "element", "wordpress", "address", "markdown", "mediawiki"]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return make_project(tmp_path)


def told(project: Project, *more: str) -> dict[str, Any]:
    """What the command tells a program."""
    ran = project.run("embed", "small", "--site-url", SITE, "--json", *more)
    assert ran.code == 0, ran.err
    assert ran.out.count("\n") == 1
    found: dict[str, Any] = json.loads(ran.out)
    return found


def snippet(kind: str, title: str) -> str:
    """One snippet for the short road under another title."""
    payload = payload_of(road(title=title))
    features = {"features": [{"type": "Feature", "properties": {"title": as_wikitext(title)}}]}
    snippets = snippets_of(payload, Site.read(SITE), features)
    return next(each.text for each in snippets if each.kind == kind)


def attributes(text: str, tag: str) -> dict[str, str]:
    """The attributes of the one element of a kind, as a browser reads them."""
    parsed = html5lib.parseFragment(text, namespaceHTMLElements=False)
    [found] = [each for each in parsed.iter() if each.tag == tag]
    return dict(found.attrib)


# --- what is printed ------------------------------------------------------------------------------


def test_a_frame_has_all_that_it_needs_and_a_link_under_it(project: Project) -> None:
    text = told(project)["snippets"]["html"]
    assert attributes(text, "iframe") == {
        "src": MAP,
        "title": TITLE,
        "loading": "lazy",
        "referrerpolicy": "strict-origin-when-cross-origin",
        "allow": "fullscreen",
        "width": "100%",
        "height": "450",
        "style": "border:0;width:100%;height:auto;aspect-ratio:16/10;min-height:420px",
    }
    assert text.endswith(f'\n<p><a href="{MAP}">Open the map in its own page</a></p>')


def test_every_snippet_opens_the_stop_that_is_asked_for(project: Project) -> None:
    found = told(project, "--stop", "door")
    assert (found["stop"], found["page"]) == ("door", f"{MAP}#stop-door")
    assert list(found["snippets"]) == KINDS
    for kind, text in found["snippets"].items():
        assert f"{MAP}#stop-door" in text, kind
    element = attributes(found["snippets"]["element"].split("\n")[1], "mapgen-map")
    assert element == {"src": MAP, "stop": "door"}


def test_an_id_that_a_stop_had_before_opens_it_by_its_new_one(project: Project) -> None:
    project.edit("- id: door\n", "- id: door\n        formerly: gate\n")
    assert told(project, "--stop", "gate")["stop"] == "door"


def test_a_stop_that_is_not_there_is_wrong_usage_and_the_nearest_is_named(
    project: Project,
) -> None:
    ran = project.run("embed", "small", "--site-url", SITE, "--stop", "dor")
    assert ran.code == 2
    assert "--stop: there is no stop `dor`; did you mean `door`?" in ran.err
    assert ran.out == ""
    ran = project.run("embed", "small", "--site-url", SITE, "--stop", "xyzzy")
    assert "the ids stand in the route, at `id:`" in ran.err


def test_without_an_address_nothing_is_printed_and_none_is_invented(project: Project) -> None:
    ran = project.run("embed", "small")
    assert ran.code == 2
    assert "say with --site-url where the map is, or write --script or --demo" in ran.err
    for option in (["--json"], ["--stop", "door"]):
        ran = project.run("embed", "small", "--script", *option)
        assert ran.code == 2
        assert "--json and --stop go with --site-url" in ran.err


def test_an_address_that_is_none_is_wrong_usage(project: Project) -> None:
    ran = project.run("embed", "small", "--site-url", "ftp://example.org/")
    assert ran.code == 2
    assert "`ftp://example.org/` is not the address of a site" in ran.err


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("place: london", "place: londn", "did you mean `london`?"),
        (", at: [51.5085, -0.1257]", "", "error[no-position]"),
    ],
    ids=["unknown place", "no position"],
)
def test_a_route_with_errors_is_told_as_such(
    project: Project, before: str, after: str, said: str
) -> None:
    project.edit(before, after)
    ran = project.run("embed", "small", "--site-url", SITE)
    assert ran.code == 1
    assert said in ran.err


def test_a_person_reads_each_snippet_under_what_it_is_for(project: Project) -> None:
    ran = project.run("embed", "small", "--site-url", SITE)
    assert ran.code == 0
    texts = told(project)["snippets"]
    assert re.split(r"(?:^|\n\n)[^<\n][^\n]*:\n\n", ran.out.rstrip("\n"))[1:] == list(
        texts.values()
    )
    for word in ("HTML", "mapgen-embed.js", "WordPress", "Markdown", "MediaWiki"):
        assert re.search(rf"^{word}|^HTML with {word}", ran.out, re.MULTILINE)


def test_wordpress_gets_a_block_of_html_and_the_address_alone(project: Project) -> None:
    texts = told(project)["snippets"]
    assert texts["wordpress"] == f"<!-- wp:html -->\n{texts['html']}\n<!-- /wp:html -->"
    assert texts["address"] == MAP


# --- titles of any kind ---------------------------------------------------------------------------


@pytest.mark.parametrize("title", PAYLOADS.values(), ids=list(PAYLOADS))
def test_any_title_comes_back_from_every_snippet(title: str) -> None:
    wanted = " ".join(f"Map: {title}, 7 stops, 1879–1940".split())
    assert attributes(snippet("html", title), "iframe")["title"] == wanted
    assert html5_text(snippet("element", title).split("\n", 1)[1]) == wanted
    assert markdown_alt(snippet("markdown", title)) == wanted
    caption, features = wiki_parts(snippet("mediawiki", title))
    assert html.unescape(caption) == f"[https://example.org/maps/small.html {wanted}]"
    assert html.unescape(features[0]["properties"]["title"]) == " ".join(title.split())


def html5_text(text: str) -> str:
    parsed = html5lib.parseFragment(text, namespaceHTMLElements=False)
    return "".join(parsed.itertext())


def markdown_alt(text: str) -> str:
    """The words for the picture, read as GitHub's Markdown with tables and autolinks."""
    rendered = MarkdownIt("gfm-like", {"linkify": False}).render(text)
    return attributes(rendered, "img")["alt"]


def wiki_parts(text: str) -> tuple[str, list[dict[str, Any]]]:
    """The caption as wikitext and the features, read as MediaWiki's preprocessor does."""
    opened, _, rest = text.partition(">")
    [caption] = re.findall(r' text="([^"]*)"', opened)
    body, closed, after = rest.partition("</mapframe>")
    assert (closed, after) == ("</mapframe>", "")
    features: list[dict[str, Any]] = json.loads(body)["features"]
    return html.unescape(caption), features


@pytest.mark.parametrize(
    "markup",
    [
        "[[Link]]", "{{Template}}", "''italic''", "'''bold'''", "<nowiki>", "__TOC__", "~~~~",
        "-{zh}-", "{|table", "https://example.com", "* list", "# list", "; term", ": indent",
        "== heading ==", "&nbsp;", "[https://example.com x]",
    ],
)  # fmt: skip
def test_no_markup_of_a_wiki_is_left_in_a_text(markup: str) -> None:
    written = as_wikitext(markup)
    assert html.unescape(written) == markup
    bare = re.sub("&#[0-9]+;", ".", written)
    assert not re.search(r"\[|\]|\{|\}|''|<|__|~|\||://|^[*#;:= ]|&", bare)


# --- the map of a wiki ----------------------------------------------------------------------------

SIMPLESTYLE = {
    "title", "description", "marker-size", "marker-symbol", "marker-color", "stroke",
    "stroke-opacity", "stroke-width", "fill", "fill-opacity",
}  # fmt: skip


@pytest.fixture(scope="module")
def trotsky_map() -> dict[str, Any]:
    examined = examine(ROUTE)
    assert examined.route
    return to_kartographer(examined.route, examined.positions, examined.legs)


def test_the_map_of_a_wiki_is_geojson_with_simplestyle_and_small_enough_to_paste(
    trotsky_map: dict[str, Any],
) -> None:
    FeatureCollection.model_validate(trotsky_map)
    for feature in trotsky_map["features"]:
        assert set(feature["properties"]) <= SIMPLESTYLE
        for key in ("stroke", "marker-color"):
            assert re.fullmatch("#[0-9a-f]{6}", feature["properties"].get(key, "#000000"))
    assert len(json.dumps(trotsky_map, ensure_ascii=False).encode()) < 15_000


def test_every_place_is_a_point_with_its_dates() -> None:
    route = Route.model_validate(ROAD)
    drawn = to_kartographer(route, positions_of(route), [None] * len(route.all_stops))
    told = [feature["properties"] for feature in drawn["features"]]
    assert [(each["title"], each.get("description"), each["marker-color"]) for each in told] == [
        ("Yanovka", "7 November 1879", "#1f4e74"),
        ("Ust-Kut", None, "#b0281a"),
        ("London", "October 1902", "#1f4e74"),
        (
            "Saint Petersburg",
            "16 December 1905; 17 May 1917 to about 1918; from about 1918, end open",
            "#1f4e74",
        ),
        ("Siberia", "1906 or 1907; area, no town named", "#b0281a"),
    ]


def test_legs_are_of_four_kinds_and_end_where_the_places_are(trotsky_map: dict[str, Any]) -> None:
    lines = [each for each in trotsky_map["features"] if each["geometry"]["type"] != "Point"]
    assert [
        (each["properties"]["stroke"], each["properties"].get("stroke-opacity")) for each in lines
    ] == [("#1f4e74", None), ("#1f4e74", 0.45), ("#b0281a", None), ("#b0281a", 0.45)]
    points = {
        tuple(round(each, 2) for each in feature["geometry"]["coordinates"])
        for feature in trotsky_map["features"]
        if feature["geometry"]["type"] == "Point"
    }
    ends = {
        tuple(line[at])
        for feature in lines
        for line in feature["geometry"]["coordinates"]
        for at in (0, -1)
    }
    assert ends <= points


# --- the script -----------------------------------------------------------------------------------


def test_the_script_is_written_as_it_is_with_its_fingerprint(project: Project) -> None:
    ran = project.run("embed", "small", "--script", "--output", "site")
    assert (ran.code, ran.out) == (0, f"site/{SCRIPT_NAME}\n")
    written = (project.folder / "site" / SCRIPT_NAME).read_bytes()
    assert written == script()
    found = told(project)
    digest = base64.b64encode(hashlib.sha384(written).digest()).decode()
    assert found["script"] == {"name": SCRIPT_NAME, "integrity": f"sha384-{digest}"}
    element = found["snippets"]["element"].split("\n")[0]
    assert attributes(element, "script") == {
        "src": SITE + SCRIPT_NAME,
        "integrity": integrity(),
        "crossorigin": "anonymous",
        "async": "",
    }


def test_files_and_snippets_do_not_mix(project: Project) -> None:
    ran = project.run("embed", "small", "--site-url", SITE, "--script", "--json")
    assert json.loads(ran.out)["mapgen"] == 1
    assert ran.err == f"output/{SCRIPT_NAME}\n"


def test_the_script_is_small_and_says_what_it_does() -> None:
    text = script().decode("ascii")
    assert len(text) < 6_000
    for word in ("<mapgen-map", "goTo(", "play()", "pause()", "filter(", "mapgen-ready"):
        assert word in text.split("*/")[0]


# --- the page that shows each way -----------------------------------------------------------------


def test_the_demo_wants_the_map_beside_it(project: Project) -> None:
    ran = project.run("embed", "small", "--demo")
    assert ran.code == 1
    assert "output/small.html: error[no-file]: the map to show is not there" in ran.err
    assert "hint: draw it first: `mapgen build small --output output`" in ran.err
    assert not (project.folder / "output").exists()


def test_the_demo_is_a_valid_page_and_the_same_each_time(project: Project) -> None:
    assert project.run("build").code == 0
    runs = []
    for _ in range(2):
        ran = project.run("embed", "small", "--demo")
        assert ran.code == 0, ran.err
        assert ran.out.split() == [
            f"output/{name}" for name in (SCRIPT_NAME, DEMO_NAME, "small.card.png")
        ]
        folder = project.folder / "output"
        runs.append({path.name: path.read_bytes() for path in folder.iterdir()})
    assert runs[0] == runs[1]
    page = runs[0][DEMO_NAME].decode()
    html5lib.HTMLParser(strict=True).parse(page)
    assert not re.search(r"https?://", page)
