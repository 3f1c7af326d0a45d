"""What no text of a road may hold is refused where it stands; ids and addresses are what they say.

What a text may hold is held to the page in `tests/browser/test_hostile.py`, here to the formats.
"""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import html5lib
import pytest
from pydantic import BaseModel

from mapgen.build import render_examined
from mapgen.check import Examined, examine
from mapgen.formats.geojson import to_geojson
from mapgen.formats.table import to_csv
from mapgen.loading import load_route
from mapgen.model import Route, Words
from tests.hostile.payloads import CONTROL_CHARACTERS, LONG_TEXT, NO_CHARACTERS, PAYLOADS
from tests.hostile.road import FIELDS, road, yaml_of

PLACEHOLDER = "HERE"
SURROGATES = ["\ud800", "\udbff", "\udc00", "\udfff"]
PLAIN = yaml_of(road(lambda name: f"{name} {PLACEHOLDER} x"))
STANDS_AT = {
    name: next(
        (number, line)
        for number, line in enumerate(PLAIN.split("\n"), 1)
        if f'"{name} {PLACEHOLDER} x"' in line
    )
    for name in FIELDS
}
"""The line of each field, by its name."""


NO_TEXTS = {
    "Route": {"route", "language", "borders", "sources", "places"},
    "Subject": {"wikidata"},
    "Source": {"language", "url", "sha256"},
    "Place": {"country", "within", "area"},
    "Stop": {"id", "place", "formerly"},
    "Leg": {"via"},
    "Quote": {"id", "see", "source"},
    "Says": {"where", "from_", "to", "via"},
    "Disagreement": {"with_"},
    "SetAside": {"source"},
}
"""Fields whose letters are held to a form: ids, codes, addresses, names of files of shapes."""


def types_in(annotation: Any) -> Iterator[Any]:
    yield annotation
    for inner in get_args(annotation):
        yield from types_in(inner)


def text_fields(model: type[BaseModel]) -> Iterator[str]:
    """Every field of a route that takes any text, as `Class.field`."""
    for name, field in model.model_fields.items():
        kinds = list(types_in(field.annotation))
        if {Words, str} & set(kinds) and name not in NO_TEXTS.get(model.__name__, ()):
            yield f"{model.__name__}.{name}"
        for kind in kinds:
            if isinstance(kind, type) and issubclass(kind, BaseModel) and kind is not Words:
                yield from text_fields(kind)


def filled_fields(value: Any, name: str = "") -> Iterator[str]:
    """Every field in which a text of the hostile road stands."""
    if isinstance(value, BaseModel) and not isinstance(value, Words):
        for field in type(value).model_fields:
            yield from filled_fields(getattr(value, field), f"{type(value).__name__}.{field}")
    elif isinstance(value, tuple | dict) and not isinstance(value, str):
        for each in value.values() if isinstance(value, dict) else value:
            yield from filled_fields(each, name)
    elif "‹" in str(value):
        yield name


def test_the_hostile_road_has_a_text_in_every_field_that_takes_one() -> None:
    route = Route.model_validate(road(lambda name: f"‹{name}›"))
    assert set(filled_fields(route)) == set(text_fields(Route))


def problems(folder: Path, content: str) -> list[tuple[str, int, int]]:
    """The errors of a route with their lines and columns."""
    path = folder / "hostile.yaml"
    path.write_bytes(content.encode("utf-8", "surrogatepass"))
    loaded = load_route(path)
    assert loaded.route is None
    return [
        (each.code, each.mark.line, each.mark.column)
        for each in loaded.problems
        if each.severity == "error"
    ]


@pytest.mark.parametrize("letter", [*CONTROL_CHARACTERS, *NO_CHARACTERS], ids=ascii)
def test_a_control_character_is_refused_in_every_field_where_it_stands(
    tmp_path: Path, letter: str
) -> None:
    wanted = [
        ("control-character", number, line.index(PLACEHOLDER) + 1)
        for number, line in STANDS_AT.values()
    ]
    assert problems(tmp_path, PLAIN.replace(PLACEHOLDER, letter)) == sorted(wanted)


@pytest.mark.parametrize("letter", [*CONTROL_CHARACTERS, *NO_CHARACTERS, "\r"], ids=ascii)
def test_the_escape_of_a_control_character_is_refused_in_every_field_where_its_text_begins(
    tmp_path: Path, letter: str
) -> None:
    escape = f"\\U{ord(letter):08x}"
    wanted = [
        ("control-character", number, line.index(f'"{name} {PLACEHOLDER}') + 1)
        for name, (number, line) in STANDS_AT.items()
    ]
    assert problems(tmp_path, PLAIN.replace(PLACEHOLDER, escape)) == sorted(wanted)


@pytest.mark.parametrize("name", FIELDS)
@pytest.mark.parametrize("letter", SURROGATES, ids=ascii)
def test_half_of_a_pair_of_surrogates_is_refused_where_it_stands(
    tmp_path: Path, name: str, letter: str
) -> None:
    line, text = STANDS_AT[name]
    column = text.index(PLACEHOLDER) + 1
    at = f'"{name} {PLACEHOLDER} x"'
    raw = PLAIN.replace(at, at.replace(PLACEHOLDER, letter))
    assert problems(tmp_path, raw) == [("encoding", line, column)]
    escaped = PLAIN.replace(at, at.replace(PLACEHOLDER, f"\\u{ord(letter):04x}"))
    assert problems(tmp_path, escaped) == [("yaml-syntax", line, column + 2)]


@pytest.mark.parametrize("letter", ["\x00", "\x1b", "\ufffe"], ids=ascii)
def test_a_control_character_in_a_key_is_refused(tmp_path: Path, letter: str) -> None:
    content = PLAIN.replace('"b": {', f'"b\\u{ord(letter):04x}": {{')
    codes = [code for code, _, _ in problems(tmp_path, content)]
    assert "control-character" in codes


ODD_IDS = ["__proto__", "constructor", "hasownproperty", "tostring", "-", "_", "--", "0", "null"]


def road_of_ids(key: str) -> str:
    """A short road in which every id that an author gives is the same odd word."""
    return f"""\
route: "{key}"
title: Odd ids
subject: {{name: Someone}}
sources: {{"{key}": {{title: A text, language: en}}}}
places: {{"{key}": {{name: A, at: [1, 2]}}, other: {{name: Other, at: [3, 4], within: "{key}"}}}}
stops:
  - id: "{key}"
    place: "{key}"
    quotes: [{{id: "{key}", source: "{key}", text: words, says: {{where: "{key}"}}}}]
  - {{id: other, place: other, formerly: "{key}-", quotes: [{{see: "{key}"}}]}}
"""


@pytest.mark.parametrize("key", ODD_IDS)
def test_a_word_that_programs_use_is_an_ordinary_id(tmp_path: Path, key: str) -> None:
    path = tmp_path / "odd.yaml"
    path.write_text(road_of_ids(key), encoding="utf-8")
    examined = examine(path)
    assert [str(each) for each in examined.problems if each.severity == "error"] == []
    page = render_examined(examined)
    assert f'<article class="stop" id="stop-{key}" data-stop="{key}"' in page


@pytest.mark.parametrize(
    ("key", "hint"),
    [
        ("hasOwnProperty", "write `hasownproperty`"),
        ("Odessa", "write `odessa`"),
        ("odéssa", "write `od-ssa`"),
        ("ode\u0301ssa", "write `ode-ssa`"),
        ("odessa\u200b", "write `odessa`"),
        ("odessa\u202e", "write `odessa`"),
        ("оdessa", "write `dessa`"),
        ("x" * 65, "write `" + "x" * 64 + "`"),
        ("اودسا", "use small Latin letters, digits and hyphens"),
    ],
    ids=ascii,
)
def test_an_id_of_other_letters_is_refused_everywhere(tmp_path: Path, key: str, hint: str) -> None:
    path = tmp_path / "odd.yaml"
    path.write_text(road_of_ids(key), encoding="utf-8")
    found = [each for each in load_route(path).problems if each.code == "bad-id"]
    assert {each.hint for each in found} == {hint}
    assert [each.mark.line for each in found] == [1, 4, 5, 5, 7, 8, 9, 9, 9, 10, 10]


def test_ids_that_differ_in_one_sign_are_different(tmp_path: Path) -> None:
    path = tmp_path / "odd.yaml"
    text = road_of_ids("a-b").replace("other", "a_b")
    path.write_text(text, encoding="utf-8")
    loaded = load_route(path)
    assert loaded.problems == ()
    assert loaded.route
    assert [stop.id for stop in loaded.route.all_stops] == ["a-b", "a_b"]


@pytest.mark.parametrize(
    "also",
    [["São Paulo", "Sa\u0303o Paulo"], ["ODESSA", "Odessa"], ["كیف", "کیف"], ["ﬁ", "fi"]],
    ids=["accents apart", "capitals", "two letters k", "ligature"],
)
def test_other_spellings_are_kept_as_they_were_written(tmp_path: Path, also: list[str]) -> None:
    path = tmp_path / "hostile.yaml"
    written = road(lambda name: name)
    written["places"]["there"]["also"] = also
    path.write_text(yaml_of(written), encoding="utf-8")
    route = load_route(path).route
    assert route
    assert list(route.places["there"].also) == also


def examined_road(folder: Path, payload: str) -> Examined:
    """The hostile road with one text in all fields, taken through every stage from its YAML on."""
    path = folder / "hostile.yaml"
    written = road(lambda name: f"in {name} {payload}")
    path.write_text(yaml_of(written), encoding="utf-8")
    examined = examine(path)
    assert [str(each) for each in examined.problems if each.severity == "error"] == []
    return examined


def strings_in(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from strings_in(each)


IN_GEOJSON = [
    "title", "licence", "source title", "chapter title", "stop title", "stop text", "place name",
    "place name of its time", "leg note", "quote", "translation", "disagreement",
]  # fmt: skip
IN_CSV = ["chapter title", "stop title", "stop text", "place name", "place name of its time"]


@pytest.mark.parametrize("payload", [*PAYLOADS.values(), LONG_TEXT], ids=[*PAYLOADS, "long text"])
def test_every_text_comes_back_from_the_open_formats_letter_for_letter(
    tmp_path: Path, payload: str
) -> None:
    examined = examined_road(tmp_path, payload)
    assert examined.route
    found = (examined.evidence, examined.selectors, examined.positions, examined.legs)
    written = json.dumps(to_geojson(examined.route, *found), ensure_ascii=False)
    in_geojson = set(strings_in(json.loads(written.encode().decode())))
    table = to_csv(examined.route, *found).encode().decode()
    in_csv = {cell for row in csv.reader(io.StringIO(table, newline="")) for cell in row}
    for names, texts in ((IN_GEOJSON, in_geojson), (IN_CSV, in_csv)):
        for name in names:
            text = f"in {name} {payload}"
            assert (text[:300] if name == "quote" else text) in texts, name


REFUSED_ADDRESSES = [
    "javascript:alert(1)", "javascript://host/%0aalert(1)", "JaVaScRiPt:alert(1)",
    "\\tjavascript:alert(1)", "java\\nscript:x",
    "data:text/html,x", "vbscript:x", "file:///etc/passwd", "blob:https://x/1", "about:blank",
    "ftp://x/", "//evil", "/evil", "evil.example", "https:evil", "https://", "https:///evil",
    "https://user@host/", "https://user:word@host/", "https://host:80@evil/", "https://host%40evil/",
    "https://host\\\\@evil/", "https:\\\\\\\\evil", "https://a b/", "https://host/<x>",
    "https://host/'x", "https://host/`x", "https://host/\\u202egpj.exe", "https://host/a\\u2066b",
    "https://[x", "https://]/", "https://a[b]/", "https://a\\u2100b/", "https://ab\\uff0fc.com/",
    "https://host:port/", "https://host:99999/", "https://host:0/", "https://:80/", "https://%6a/",
    "mailto:someone", "mailto:a@b?subject=x", "mailto:a@b,c@d", "mailto:a@\\u0430pple.com",
    "doi:11.1000/182", "doi:10.1000/x y", "",
]  # fmt: skip


@pytest.mark.parametrize("address", REFUSED_ADDRESSES)
def test_an_address_that_is_not_what_it_seems_is_refused_where_it_stands(
    tmp_path: Path, address: str
) -> None:
    written = road(lambda name: name)
    written["sources"]["a"]["url"] = PLACEHOLDER
    content = yaml_of(written).replace(PLACEHOLDER, address)
    line = next(n for n, row in enumerate(content.split("\n"), 1) if '"url": ' in row)
    assert problems(tmp_path, content) == [("bad-address", line, 11)]


@pytest.mark.parametrize(
    ("address", "href", "shown"),
    [
        ("https://example.org/a?b=c&d#e", None, None),
        ("HTTPS://EXAMPLE.ORG:8080/", None, None),
        ("http://[::1]/", None, None),
        ("mailto:someone@example.org", None, None),
        ("doi:10.1000/182", "https://doi.org/10.1000/182", None),
        ("https://fa.wikipedia.org/wiki/تروتسکی", None, None),
        ("https://аррӏе.com/", None, "https://аррӏе.com/ (xn--80ak6aa92e.com)"),
        ("https://evil。com", None, "https://evil。com (evil.com)"),
        ("https://exa\u00admple.com/", None, "https://exa\u00admple.com/ (example.com)"),
        ("https://ｅxample.com/", None, "https://ｅxample.com/ (example.com)"),
        (
            f"https://{'ä' * 64}.com/",
            None,
            f"https://{'ä' * 64}.com/ (" + "\\xe4" * 64 + ".com)",
        ),
    ],
    ids=ascii,
)
def test_a_link_leads_where_it_says_in_letters_that_cannot_be_mistaken(
    tmp_path: Path, address: str, href: str | None, shown: str | None
) -> None:
    path = tmp_path / "hostile.yaml"
    written = road(lambda name: name)
    written["sources"]["a"]["url"] = address
    path.write_text(yaml_of(written), encoding="utf-8")
    page = render_examined(examine(path))
    read = html5lib.parse(page, namespaceHTMLElements=False)
    link = next(each for each in read.iter("a") if each.get("target") == "_blank")
    assert link.get("href") == (href or address)
    assert link.get("rel") == "noopener noreferrer"
    assert link.text == (shown or address)


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)
def test_what_is_no_language_is_refused_where_it_stands(tmp_path: Path, payload: str) -> None:
    path = tmp_path / "hostile.yaml"
    written = road(lambda name: name)
    written["title"] = {payload: "words"}
    path.write_text(yaml_of(written), encoding="utf-8")
    (problem,) = [each for each in examine(path).problems if each.severity == "error"]
    assert (problem.code, problem.mark.line, problem.mark.column) == ("bad-form", 4, 3)
