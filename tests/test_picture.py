"""The still picture: what it shows, where it stands, and that it is the same every time."""

import itertools
import struct
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from mapgen.build import tell_examined
from mapgen.check import examine
from mapgen.evidence import weigh_evidence
from mapgen.legs import draw_legs
from mapgen.model import Position, Route
from mapgen.payload import to_payload
from mapgen.picture import Theme, draw_picture, lacks_letters, letters, to_png, with_known_letters
from mapgen.picture.letters import WIDTHS, Style
from mapgen.picture.scene import scene_of
from tests.font_widths import table
from tests.project import Project, make_project

REPOSITORY = Path(__file__).parent.parent
SVG = "{http://www.w3.org/2000/svg}"
SIZES = [(1440, 900), (1200, 630), (1000, 800), (900, 1200), (640, 400)]
ODESSA, LONDON, TEHRAN = [46.5, 30.7], [51.5, -0.1], [35.7, 51.4]


def road(places: dict[str, Any], *stops: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "route": "someone",
        "title": "A road",
        "subject": {"name": "Someone", "born": "1879", "died": "1940"},
        "places": places,
        "stops": [{"id": f"stop-{n}", **stop} for n, stop in enumerate(stops)],
        **more,
    }


def town(name: Any, at: list[float]) -> dict[str, Any]:
    return {"name": name, "at": at}


def region(name: str, at: list[float]) -> dict[str, Any]:
    return {"name": name, "kind": "region", "at": at}


ROADS: dict[str, dict[str, Any]] = {
    "one stop": road({"a": town("Odessa", ODESSA)}, {"place": "a", "when": "1888"}),
    "two stops at one place": road(
        {"a": town("Odessa", ODESSA)},
        {"place": "a", "when": "1888"},
        {"place": "a", "when": "1889", "event": "arrest"},
    ),
    "across the Pacific": road(
        {
            "v": town("Vladivostok", [43.1, 131.9]),
            "y": town("Yokohama", [35.4, 139.6]),
            "s": town("San Francisco", [37.8, -122.4]),
        },
        {"place": "v", "when": "1900"},
        {"place": "y", "when": "1901", "event": "exile", "leg": {"kind": "deportation"}},
        {"place": "s", "when": "1902"},
    ),
    "areas only": road(
        {"s": region("Siberia", [61, 96]), "c": region("Congo", [-3, 23])},
        {"place": "s", "when": "1900", "event": "exile"},
        {"place": "c", "when": "1901"},
    ),
    "long words": road(
        {"a": town("Llanfair" * 7, LONDON), "b": town("A town of " + "many words " * 9, ODESSA)},
        {"place": "a", "when": "1900"},
        {"place": "b", "when": "1901"},
        title="The long road " * 12,
        subject={"name": "Karl Theodor Maria Nikolaus Johann " * 3, "born": "1879"},
    ),
    "Persian": road(
        {"a": town("تهران", TEHRAN), "b": town({"fa": "لندن", "en": "London"}, LONDON)},
        {"place": "a", "when": "1900"},
        {"place": "b", "when": "1901", "event": "prison"},
        language="fa",
        title={"fa": "راهی به تبعید", "en": "A road into exile"},
        subject={"name": "لئون تروتسکی"},
    ),
}


def payload_of(written: dict[str, Any], *, language: str | None = None) -> dict[str, Any]:
    """The payload of a road whose places are all pinned; regions are squares."""
    route = Route.model_validate(written)
    evidence = weigh_evidence(route)
    positions = {}
    for key, place in route.places.items():
        assert place.at
        lat, lon = place.at
        ring = tuple(
            (lon + dx, lat + dy) for dx, dy in ((-9, -6), (9, -6), (9, 6), (-9, 6), (-9, -6))
        )
        area = ((ring,),) if place.kind == "region" else ()
        positions[key] = Position(lat, lon, "settlement", "geonames", "GeoNames", area=area)
    legs = draw_legs(route, positions, evidence)
    return to_payload(
        route, evidence=evidence, positions=positions, legs=legs, selectors={}, language=language
    )


@pytest.fixture(scope="module")
def trotsky() -> dict[str, Any]:
    return tell_examined(examine(REPOSITORY / "routes" / "trotsky.yaml"))


@pytest.fixture(params=ROADS, ids=str)
def any_payload(request: pytest.FixtureRequest) -> dict[str, Any]:
    return payload_of(ROADS[request.param])


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return make_project(tmp_path)


@dataclass(frozen=True)
class Drawn:
    """A text or a pill, and the box it takes up on its own map or on the sheet."""

    what: str
    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: "Drawn") -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


def maps_of(root: ET.Element) -> Iterator[tuple[ET.Element, list[Drawn]]]:
    """Each map and the sheet itself with what is drawn on it, not on a map within it."""
    for part in root.iter(f"{SVG}svg"):
        yield part, list(drawn_on(part))


def drawn_on(part: ET.Element) -> Iterator[Drawn]:
    for node in part:
        kind = node.get("class", "")
        if node.tag == f"{SVG}text" and "number" not in kind:
            yield text_box(node)
        elif kind.startswith("disc"):
            x, y, width, height = (
                float(node.get(key, "")) for key in ("x", "y", "width", "height")
            )
            yield Drawn("a pill", x, y, x + width, y + height)


def text_box(node: ET.Element) -> Drawn:
    """The letters of a text: as long as it says, and as high as capitals."""
    x, y, size, length = (float(node.get(key, "")) for key in ("x", "y", "font-size", "textLength"))
    left = {"start": x, "middle": x - length / 2, "end": x - length}[
        node.get("text-anchor", "start")
    ]
    return Drawn(node.text or "", left, y - 0.66 * size, left + length, y)


def parsed(payload: dict[str, Any], size: tuple[int, int], theme: Theme = "light") -> ET.Element:
    return ET.fromstring(draw_picture(payload, width=size[0], height=size[1], theme=theme))


def numbers_in(root: ET.Element) -> set[int]:
    """The numbers of stops on the maps, runs counted out."""
    found: set[int] = set()
    for part in itertools.islice(root.iter(f"{SVG}svg"), 1, None):
        for node in part.findall(f"{SVG}text"):
            text = node.text or ""
            if "number" in node.get("class", "") and text != "·":
                first, _, last = text.partition("–")
                found.update(range(int(first), int(last or first) + 1))
    return found


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_picture_is_one_svg_that_needs_nothing_else(
    any_payload: dict[str, Any], theme: Theme
) -> None:
    root = parsed(any_payload, (1200, 630), theme)
    tags = {node.tag.removeprefix(SVG) for node in root.iter()}
    references = {value for node in root.iter() for key, value in node.items() if "href" in key}
    assert tags & {"script", "image", "foreignObject", "a"} == set()
    assert all(reference.startswith("#") for reference in references)
    assert "url(http" not in ET.tostring(root, encoding="unicode")
    assert "var(" not in ET.tostring(root, encoding="unicode")


def test_every_number_of_a_road_is_on_its_picture(any_payload: dict[str, Any]) -> None:
    stops = len(any_payload["client"]["stops"])
    assert numbers_in(parsed(any_payload, (1200, 630))) == set(range(1, stops + 1))


@pytest.mark.parametrize("size", SIZES[:4], ids=str)
def test_every_number_of_a_long_road_is_on_its_picture(
    trotsky: dict[str, Any], size: tuple[int, int]
) -> None:
    stops = len(trotsky["client"]["stops"])
    assert numbers_in(parsed(trotsky, size)) == set(range(1, stops + 1))


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_no_two_things_stand_in_one_spot(trotsky: dict[str, Any], size: tuple[int, int]) -> None:
    assert list(faults_of_place(parsed(trotsky, size))) == []


@pytest.mark.parametrize("size", [(1200, 630), (900, 1200)], ids=str)
def test_no_two_things_of_odd_roads_stand_in_one_spot(
    any_payload: dict[str, Any], size: tuple[int, int]
) -> None:
    assert list(faults_of_place(parsed(any_payload, size))) == []


def faults_of_place(root: ET.Element) -> Iterator[str]:
    """What overlaps, and what leaves its map or the sheet."""
    for part, drawn in maps_of(root):
        box = part.get("viewBox", f"0 0 {part.get('width')} {part.get('height')}")
        _, _, width, height = map(float, box.split())
        for one in drawn:
            if min(one.left, one.top) < 0 or one.right > width or one.bottom > height:
                yield f"{one} leaves {width} x {height}"
        for one, other in itertools.combinations(drawn, 2):
            if one.overlaps(other):
                yield f"{one} overlaps {other}"


def test_the_inset_covers_no_number_and_no_name(trotsky: dict[str, Any]) -> None:
    _sheet, main, inset = parsed(trotsky, (1440, 900)).iter(f"{SVG}svg")
    x, y, width, height = (float(inset.get(key, "")) for key in ("x", "y", "width", "height"))
    covered = Drawn("the inset", x, y, x + width, y + height)
    assert [each for each in drawn_on(main) if each.overlaps(covered)] == []


def test_a_crowded_road_has_an_inset_named_after_its_part_of_the_world(
    trotsky: dict[str, Any],
) -> None:
    _sheet, _main, inset = parsed(trotsky, (1440, 900)).iter(f"{SVG}svg")
    assert "Europe" in [node.text for node in inset.iter(f"{SVG}text")]


def test_a_road_of_few_places_has_no_inset() -> None:
    root = parsed(payload_of(ROADS["across the Pacific"]), (1200, 630))
    assert len(list(root.iter(f"{SVG}svg"))) == 2


def test_a_road_across_the_pacific_is_drawn_in_one_piece() -> None:
    root = parsed(payload_of(ROADS["across the Pacific"]), (1200, 630))
    texts = [node.text or "" for node in root.iter(f"{SVG}text")]
    places = [texts.index(name) for name in ("Vladivostok", "Yokohama", "San Francisco")]
    assert len(places) == 3
    assert {"150° E", "150° W"} <= set(texts)


def test_areas_are_hatched_and_their_numbers_dashed() -> None:
    text = draw_picture(payload_of(ROADS["areas only"]), width=1200, height=630)
    assert text.count('fill="url(#hatch-main)"') == 1
    assert text.count('fill="url(#hatch-f-main)"') == 1
    assert text.count('class="disc ar"') + text.count('class="disc f ar"') == 2


def test_visits_that_follow_each_other_are_told_as_a_run() -> None:
    kinds = ["residence", "arrest", "prison", "trial", "residence", "residence"]
    stops = [{"place": "a", "event": kind} for kind in kinds]
    (pin,) = scene_of(payload_of(road({"a": town("Odessa", ODESSA)}, *stops))).pins
    assert [(part.text, part.is_forced) for part in pin.parts] == [
        ("1", False), ("2–4", True), ("5", False), ("6", False),
    ]  # fmt: skip


def test_a_place_of_very_many_visits_says_how_many_it_leaves_out() -> None:
    stops = [{"place": "ab"[n % 2]} for n in range(20)]
    places = {"a": town("Odessa", ODESSA), "b": town("London", LONDON)}
    pins = scene_of(payload_of(road(places, *stops))).pins
    assert [part.text for part in pins[0].parts][-2:] == ["9", "+5"]


@pytest.mark.parametrize(
    ("size", "is_beside"), [((1200, 630), True), ((900, 1200), False)], ids=["wide", "tall"]
)
def test_the_title_stands_beside_a_wide_plate_and_above_a_tall_one(
    trotsky: dict[str, Any], size: tuple[int, int], is_beside: bool
) -> None:
    root = parsed(trotsky, size)
    plate = next(itertools.islice(root.iter(f"{SVG}svg"), 1, None))
    title = next(node for node in root.findall(f"{SVG}text") if node.text == "Leon Trotsky")
    assert (float(plate.get("x", "")) > float(title.get("textLength", ""))) == is_beside
    assert (float(plate.get("y", "")) < float(title.get("y", ""))) == is_beside


def test_the_picture_says_whose_borders_and_whose_positions_it_shows(
    trotsky: dict[str, Any],
) -> None:
    texts = " ".join(node.text or "" for node in parsed(trotsky, (1440, 900)).iter(f"{SVG}text"))
    assert "Borders of today" in texts
    assert "Natural Earth" in texts
    assert "GeoNames" in texts


def test_the_key_explains_only_what_is_drawn() -> None:
    root = parsed(payload_of(ROADS["one stop"]), (1200, 630))
    texts = {node.text for node in root.iter(f"{SVG}text")}
    assert "visits, in order" in texts
    assert not texts & {"travelled freely", "inferred", "sources disagree"}


def test_a_tall_column_shows_the_years_at_liberty_and_in_prison(trotsky: dict[str, Any]) -> None:
    root = parsed(trotsky, (1440, 900))
    bars = [node.get("class") for node in root.findall(f"{SVG}rect")]
    texts = {node.text for node in root.findall(f"{SVG}text")}
    stops = zip(trotsky["client"]["stops"], trotsky["timeline"]["bars"], strict=True)
    forced = [stop["forced"] for stop, bar in stops if not bar["undated"]]
    assert bars.count("bar maybe") == forced.count(0)
    assert bars.count("bar f maybe") == forced.count(1)
    assert {"At liberty", "Prison or exile", "1900", "1930"} <= texts


def test_a_road_without_dates_shows_no_years() -> None:
    written = road({"a": town("Odessa", ODESSA)}, {"place": "a"}, {"place": "a"})
    texts = {node.text for node in parsed(payload_of(written), (1440, 900)).findall(f"{SVG}text")}
    assert "At liberty" not in texts


def test_a_route_without_borders_has_none_drawn() -> None:
    written = {**ROADS["one stop"], "borders": "none"}
    assert 'class="border"' not in draw_picture(payload_of(written), width=1200, height=630)


HOSTILE = "</text></svg><script>alert(1)</script> \"&amp; ']]> {{7*7}} <!-- \ufffe"


def test_hostile_texts_stay_text() -> None:
    written = road(
        {"a": town(HOSTILE, ODESSA)},
        {"place": "a"},
        title=f"{HOSTILE} title",
        subject={"name": HOSTILE},
    )
    root = parsed(payload_of(written), (1200, 630))
    assert list(root.iter(f"{SVG}script")) == []
    title = root.findtext(f"{SVG}title") or ""
    assert title == f"{HOSTILE} title".replace("\ufffe", "")


def test_letters_that_the_fonts_lack_are_found() -> None:
    assert lacks_letters(payload_of(ROADS["Persian"]))
    assert not lacks_letters(payload_of(ROADS["areas only"]))


def test_a_persian_route_falls_back_to_english_names_and_else_to_none() -> None:
    english = with_known_letters(payload_of(ROADS["Persian"], language="en"))
    texts = [node.text for node in parsed(english, (1200, 630)).iter(f"{SVG}text")]
    assert not lacks_letters(english)
    assert {"London", "A ROAD INTO EXILE", "someone"} <= set(texts)
    assert numbers_in(parsed(english, (1200, 630))) == {1, 2}


def test_a_persian_svg_keeps_its_letters_and_reads_from_the_right() -> None:
    root = parsed(payload_of(ROADS["Persian"]), (1200, 630))
    plate = next(itertools.islice(root.iter(f"{SVG}svg"), 1, None))
    title = next(node for node in root.findall(f"{SVG}text") if "تروتسکی" in (node.text or ""))
    assert title.get("text-anchor") == "end"
    assert float(title.get("x", "")) > float(plate.get("x", "")) + float(plate.get("width", ""))


@pytest.mark.parametrize("size", [(640, 400), (1801, 777)], ids=str)
def test_a_png_has_the_size_that_was_asked_for(size: tuple[int, int]) -> None:
    width, height = size
    svg = draw_picture(payload_of(ROADS["one stop"]), width=width, height=height)
    png = to_png(svg)
    assert png.startswith(b"\x89PNG\r\n")
    assert struct.unpack(">II", png[16:24]) == size


def test_two_themes_are_the_same_picture_in_other_colours(trotsky: dict[str, Any]) -> None:
    light, dark = (
        draw_picture(trotsky, width=1200, height=630, theme=theme) for theme in ("light", "dark")
    )
    assert "#faf6ed" in light
    assert "#15191c" in dark
    assert light.partition("</style>")[2] == dark.partition("</style>")[2]


def test_texts_are_measured_by_the_fonts_themselves() -> None:
    assert WIDTHS.read_text(encoding="utf-8") == table()


def test_a_text_too_long_for_its_lines_ends_in_dots() -> None:
    style = Style("sans", 15, 20)
    lines = style.lines("one word after another, and more than will ever fit", 80, 2)
    assert len(lines) == 2
    assert lines[-1].endswith("…")
    assert all(style.width(line) <= 80 for line in lines)


@pytest.mark.parametrize("word", ["x", "word ", "字"], ids=["a word", "words", "Han"])
def test_a_text_as_long_as_a_book_is_set_without_measuring_it_over_and_over(
    monkeypatch: pytest.MonkeyPatch, word: str
) -> None:
    measured: list[str] = []
    advance = letters._advance
    monkeypatch.setattr(
        letters, "_advance", lambda *each: measured.append(each[0]) or advance(*each)
    )
    text = word * 10_000
    written = road({"a": town(text, ODESSA)}, {"place": "a"}, title=text, subject={"name": text})
    assert parsed(payload_of(written), (1200, 630)).findtext(f"{SVG}title") == text
    assert len(measured) < 100 * len(text)


def test_the_command_writes_each_format_in_the_size_and_theme_asked_for(project: Project) -> None:
    ran = project.run(
        "picture", "small", "--to", "svg", "--to", "png", "--width", "640", "--height", "300",
        "--theme", "dark", "--output", "pictures",
    )  # fmt: skip
    svg = (project.folder / "pictures" / "small-dark.svg").read_text(encoding="utf-8")
    png = (project.folder / "pictures" / "small-dark.png").read_bytes()
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.split() == ["pictures/small-dark.svg", "pictures/small-dark.png"]
    assert 'width="640" height="300"' in svg
    assert struct.unpack(">II", png[16:24]) == (640, 300)


def test_two_runs_write_the_same_bytes(project: Project) -> None:
    pictures = []
    for seed in ("1", "2"):
        arguments = ("picture", "small", "--to", "svg", "--to", "png", "--width", "640")
        assert project.run(*arguments, PYTHONHASHSEED=seed).code == 0
        folder = project.folder / "output"
        pictures.append([(folder / f"small.{kind}").read_bytes() for kind in ("svg", "png")])
    assert pictures[0] == pictures[1]


def test_the_command_says_when_it_draws_in_english(project: Project) -> None:
    project.edit("title: A small road", "title: راهی کوچک")
    ran = project.run("picture", "small", "--width", "640")
    assert ran.code == 0
    assert "drawn in English" in ran.err


def test_a_route_with_errors_is_not_drawn(project: Project) -> None:
    project.edit("born: 1879-11-07", "born: 1879-13-07")
    ran = project.run("picture", "small", "--width", "640")
    assert ran.code == 1
    assert "error[" in ran.err
    assert not (project.folder / "output").exists()


def test_a_width_out_of_reason_is_refused(project: Project) -> None:
    ran = project.run("picture", "small", "--width", "20")
    assert ran.code == 2
    assert "320<=x<=8000" in ran.err


def test_a_strip_too_flat_to_hold_a_map_is_refused(project: Project) -> None:
    flat = project.run("picture", "small", "--to", "svg", "--width", "8000", "--height", "999")
    assert flat.code == 2
    assert "999 is too flat for a width of 8,000: at least 1,000" in flat.err
    least = project.run("picture", "small", "--to", "svg", "--width", "8000", "--height", "1000")
    assert (least.code, least.err) == (0, "")


@pytest.mark.parametrize(
    ("kind", "code"), [("png", 2), ("svg", 0)], ids=["a PNG needs the extra", "an SVG does not"]
)
def test_without_the_extra(project: Project, kind: str, code: int) -> None:
    program = (
        "import sys\nsys.modules['resvg_py'] = None\nfrom mapgen.cli import main\n"
        f"main(['picture', 'small', '--to', '{kind}'])\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], cwd=project.folder, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert ran.returncode == code
    assert ("pip install 'mapgen[picture]'" in ran.stderr) == (code == 2)
