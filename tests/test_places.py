"""Where places lie: the order of the sources, areas of every kind, and their faults in words."""

import datetime
import itertools
import json
from pathlib import Path
from typing import Any

import pytest
import shapely
from hypothesis import assume, given
from hypothesis import strategies as st
from shapely import MultiPolygon, Polygon

from mapgen.atlas import LICENCE, country, rough_outline
from mapgen.geocache import Candidate, Entry, Geocache
from mapgen.loading import load_route
from mapgen.model import Position
from mapgen.places import Resolved, resolve_places
from mapgen.places.rings import AreaFault, closed_ring, label_point, oriented, twice_area

NOWHERE = Geocache()


def resolved(
    folder: Path, *places: str, stop: str = "here", extra: str = "", geocache: Geocache = NOWHERE
) -> Resolved:
    """What becomes of places written as `key: {...}`, with one stop at `here`."""
    lines = ["route: small", "title: Small", "subject: {name: Someone}"]
    lines += ["sources: {s: {title: S, language: en}}", "places:"]
    lines += [f"  {place}" for place in places]
    lines += ["stops:", f"  - {{id: one, place: {stop}{extra}}}"]
    path = folder / "small.yaml"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    loaded = load_route(path)
    assert loaded.route is not None, loaded.problems
    return resolve_places(loaded.route, loaded.marks, geocache, folder)


def here(folder: Path, place: str, **more: Any) -> Position:
    found = resolved(folder, f"here: {place}", **more)
    assert not found.problems, found.problems
    return found.positions["here"]


def problems(folder: Path, place: str) -> list[tuple[str, str, str]]:
    found = resolved(folder, f"here: {place}").problems
    return [(problem.code, problem.message, problem.hint) for problem in found]


def cached(name: str, *, country: str | None = None, kind: str = "settlement") -> Geocache:
    entry = Entry.model_validate(
        {
            "name": name,
            "country": country,
            "kind": kind,
            "answer": "found",
            "query": name,
            "found": {
                "id": "geonames:1",
                "name": name,
                "kind": kind,
                "at": (50.0, 20.0),
                "precision": "settlement" if kind == "settlement" else "country",
            },
            "provider": "GeoNames",
            "version": "1",
            "licence": "CC BY 4.0",
            "date": datetime.date(2026, 11, 22),
        }
    )
    assert isinstance(entry.found, Candidate)
    return Geocache({entry.key: entry})


def covers(position: Position, lat: float, lon: float) -> bool:
    shape = MultiPolygon([Polygon(rings[0], rings[1:]) for rings in position.area])
    return bool(shape.covers(shapely.Point(lon, lat)))


# The order of the sources


def test_a_pin_in_the_route_is_taken_as_written(tmp_path: Path) -> None:
    position = here(tmp_path, "{name: A, at: [43.2567, 76.9286]}")
    assert (position.lat, position.lon) == (43.2567, 76.9286)
    assert (position.origin, position.precision) == ("route", "settlement")


def test_a_pin_comes_before_the_geocache(tmp_path: Path) -> None:
    position = here(tmp_path, "{name: A, at: [1, 2]}", geocache=cached("A"))
    assert (position.lat, position.origin) == (1, "route")


def test_the_geocache_gives_position_provider_and_licence(tmp_path: Path) -> None:
    position = here(tmp_path, "{name: A}", geocache=cached("A"))
    assert (position.lat, position.lon) == (50, 20)
    assert (position.origin, position.licence) == ("GeoNames", "CC BY 4.0")


def test_a_country_takes_its_outline_of_today_and_says_so(tmp_path: Path) -> None:
    position = here(tmp_path, "{name: Norway, kind: country, country: 'NO'}")
    norway = country("NO")
    assert norway
    assert (position.lat, position.lon, position.area) == (norway.lat, norway.lon, norway.outline)
    assert (position.origin, position.licence, position.precision) == (
        "outline",
        LICENCE,
        "country",
    )


def test_a_country_in_the_geocache_has_the_cached_point_and_its_outline(tmp_path: Path) -> None:
    geocache = cached("France", country="FR", kind="country")
    position = here(tmp_path, "{name: France, kind: country, country: FR}", geocache=geocache)
    assert (position.lat, position.origin) == (50, "GeoNames")
    assert covers(position, 46, 2)


def test_a_country_with_a_pin_has_the_pin_and_its_outline(tmp_path: Path) -> None:
    position = here(tmp_path, "{name: France, kind: country, country: FR, at: [45, 3]}")
    assert (position.lat, position.lon, position.origin) == (45, 3, "route")
    assert covers(position, 46, 2)


def test_a_town_takes_no_outline_from_its_country(tmp_path: Path) -> None:
    position = here(tmp_path, "{name: Oslo, country: 'NO', at: [59.9, 10.7]}")
    assert position.area == ()


@pytest.mark.parametrize(
    ("kind", "precision"),
    [("site", "site"), ("settlement", "settlement"), ("region", "region"), ("water", "region")],
)
def test_a_pin_is_as_precise_as_the_kind_of_its_place(
    tmp_path: Path, kind: str, precision: str
) -> None:
    assert here(tmp_path, f"{{name: A, kind: {kind}, at: [1, 2]}}").precision == precision


# Areas


def test_a_rough_outline_is_taken_by_name_and_marked_rough(tmp_path: Path) -> None:
    position = here(tmp_path, "{name: Siberia, kind: region, area: siberia}")
    outline = rough_outline("siberia")
    assert outline
    assert position.area == outline.polygons
    assert (position.lat, position.lon, position.is_rough) == (outline.lat, outline.lon, True)


def test_a_pin_and_an_area_keep_the_pin_as_the_position(tmp_path: Path) -> None:
    position = here(tmp_path, "{name: Siberia, kind: region, area: siberia, at: [60, 100]}")
    assert (position.lat, position.lon) == (60, 100)
    assert position.area


def test_a_ring_of_points_is_an_area_with_a_point_inside(tmp_path: Path) -> None:
    ring = "[[0, 0], [0, 10], [1, 10], [1, 1], [9, 1], [9, 10], [10, 10], [10, 0]]"
    position = here(tmp_path, f"{{name: Horseshoe, kind: region, area: {ring}}}")
    assert covers(position, position.lat, position.lon)
    assert not position.is_rough
    assert twice_area(position.area[0][0]) > 0


def test_a_ring_across_the_antimeridian_counts_on_beyond_it(tmp_path: Path) -> None:
    ring = "[[60, 170], [60, -170], [70, -170], [70, 170]]"
    position = here(tmp_path, f"{{name: Chukotka, kind: region, area: {ring}}}")
    assert [lon for lon, _ in position.area[0][0]] == [170, 190, 190, 170, 170]
    assert (position.lat, abs(position.lon)) == (65, 180)


POLYGON = {"type": "Polygon", "coordinates": [[[0, 0], [10, 0], [10, 10], [0, 10], [0, 0]]]}
OTHER = {"type": "Polygon", "coordinates": [[[20, 0], [21, 0], [21, 1], [20, 0]]]}


@pytest.mark.parametrize(
    ("document", "polygons"),
    [
        (POLYGON, 1),
        (
            {
                "type": "MultiPolygon",
                "coordinates": [POLYGON["coordinates"], OTHER["coordinates"]],
            },
            2,
        ),
        ({"type": "Feature", "geometry": POLYGON, "properties": {}}, 1),
        (
            {
                "type": "FeatureCollection",
                "features": [
                    {"type": "Feature", "geometry": POLYGON, "properties": None},
                    {"type": "Feature", "geometry": None, "properties": None},
                    {"type": "Feature", "geometry": {"type": "Point", "coordinates": [1, 1]}},
                    {"type": "Feature", "geometry": OTHER, "properties": None},
                ],
            },
            2,
        ),
        ({"type": "GeometryCollection", "geometries": [POLYGON, OTHER]}, 2),
    ],
    ids=["polygon", "multipolygon", "feature", "features", "collection"],
)
def test_an_area_file_gives_all_its_polygons(
    tmp_path: Path, document: dict[str, Any], polygons: int
) -> None:
    (tmp_path / "areas").mkdir()
    (tmp_path / "areas" / "a.geojson").write_text(json.dumps(document), encoding="utf-8")
    position = here(tmp_path, "{name: A, kind: region, area: areas/a.geojson}")
    assert len(position.area) == polygons
    assert (position.lat, position.lon) == (5, 5)


def test_a_hole_turns_the_other_way_and_holds_no_marker(tmp_path: Path) -> None:
    hole = [[1, 1], [9, 1], [9, 9], [1, 9], [1, 1]]
    holed = {"type": "Polygon", "coordinates": [POLYGON["coordinates"][0], hole]}
    (tmp_path / "a.geojson").write_text(json.dumps(holed))
    position = here(tmp_path, "{name: A, kind: region, area: a.geojson}")
    assert twice_area(position.area[0][0]) > 0 > twice_area(position.area[0][1])
    assert covers(position, position.lat, position.lon)


# Faults


def test_an_unknown_outline_gets_a_near_one(tmp_path: Path) -> None:
    assert problems(tmp_path, "{name: A, kind: region, area: syberia}") == [
        ("unknown-outline", "there is no rough outline `syberia`", "did you mean `siberia`?")
    ]


def test_an_outline_like_no_other_gets_the_list(tmp_path: Path) -> None:
    ((_, _, hint),) = problems(tmp_path, "{name: A, kind: region, area: atlantis}")
    assert hint.startswith("a GeoJSON file ends in .geojson; outlines are austria-hungary, ")


CROSSED = "the ring crosses itself: the edge after corner 1 crosses that after corner 3"
TWO_CORNERS = "a ring needs at least 3 corners, and this has 2"


@pytest.mark.parametrize(
    ("ring", "code", "message"),
    [
        ("[[0, 0], [1, 1]]", "ring-too-short", TWO_CORNERS),
        ("[[0, 0], [1, 1], [0, 0]]", "ring-too-short", TWO_CORNERS),
        ("[[0, 0], [1, 1], [2, 2]]", "ring-too-short", "the ring encloses nothing"),
        (
            "[[0, 0], [10, 10], [0, 10], [10, 0]]",
            "ring-crosses-itself",
            CROSSED,
        ),
        ("[[80, 0], [80, 120], [80, -120]]", "ring-round-pole", "the ring runs round a pole"),
    ],
    ids=["two points", "two points closed", "on a line", "crosses itself", "round a pole"],
)  # fmt: skip
def test_a_ring_that_cannot_be_drawn_is_a_problem(
    tmp_path: Path, ring: str, code: str, message: str
) -> None:
    ((found, words, hint),) = problems(tmp_path, f"{{name: A, kind: region, area: {ring}}}")
    assert (found, words) == (code, message)
    assert hint


def test_a_crossing_is_marked_at_its_second_corner(tmp_path: Path) -> None:
    place = "here: {name: A, kind: region, area: [[0, 0], [10, 10], [0, 10], [10, 0]]}"
    (problem,) = resolved(tmp_path, place).problems
    line = f"  {place}"
    assert problem.mark.line == 6
    assert line[problem.mark.column - 1 :].startswith("[0, 10]")


@pytest.mark.parametrize(
    ("content", "message", "hint"),
    [
        (b"{", "`a.geojson` is not JSON", "Expecting property name"),
        (b"\xff", "`a.geojson` is not JSON", "utf-8"),
        (b"[" * 100_000, "`a.geojson` is nested too deeply", "collection"),
        (b"[]", "`a.geojson` holds no polygon", "Polygon"),
        (b'{"type": "Point", "coordinates": [1, 2]}', "`a.geojson` holds no polygon", "Polygon"),
        (
            b'{"type": "Polygon", "coordinates": []}',
            "`a.geojson` has a polygon without rings",
            "ring",
        ),
        (
            b'{"type": "Polygon", "coordinates": [[["a", 1]]]}',
            "`a.geojson` has a corner that is no pair of numbers",
            "[longitude, latitude]",
        ),
        (
            b'{"type": "Polygon", "coordinates": [[[true, 1]]]}',
            "`a.geojson` has a corner that is no pair of numbers",
            "[longitude, latitude]",
        ),
        (
            b'{"type": "Polygon", "coordinates": [[[1, NaN], [2, 2], [3, 1]]]}',
            "`a.geojson` has a corner off the map: [1, nan]",
            "[longitude, latitude]",
        ),
        (
            b'{"type": "Polygon", "coordinates": [[[60, 100], [61, 101], [60, 101]]]}',
            "`a.geojson` has a corner off the map: [60, 100]",
            "[longitude, latitude]",
        ),
        (
            b'{"type": "Polygon", "coordinates": [[[0, 0], [9, 9], [0, 9], [9, 0]]]}',
            f"`a.geojson` cannot be used: {CROSSED}",
            "walk",
        ),
        (
            b'{"type": "Polygon", "crs": {"properties": {"name": "EPSG:3857"}}}',
            "`a.geojson` has coordinates in another system",
            "WGS 84",
        ),
    ],
    ids=[
        "syntax", "encoding", "nesting", "a list", "a point", "no ring", "letters", "truth",
        "no number", "latitude first", "crossing", "other system",
    ],
)  # fmt: skip
def test_an_area_file_that_cannot_be_used_is_a_problem(
    tmp_path: Path, content: bytes, message: str, hint: str
) -> None:
    (tmp_path / "a.geojson").write_bytes(content)
    ((code, words, advice),) = problems(tmp_path, "{name: A, kind: region, area: a.geojson}")
    assert (code, words) == ("area-file", message)
    assert hint in advice


def test_an_area_file_that_is_missing_is_a_problem(tmp_path: Path) -> None:
    ((code, message, hint),) = problems(tmp_path, "{name: A, kind: region, area: b.geojson}")
    assert (code, message) == ("area-file", "`b.geojson` cannot be read")
    assert "b.geojson" in hint


def test_an_area_file_of_over_a_mebibyte_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "a.geojson").write_bytes(b" " * (2**20 + 1))
    ((code, message, _),) = problems(tmp_path, "{name: A, kind: region, area: a.geojson}")
    assert (code, message) == ("area-file", "`a.geojson` cannot be read")


@pytest.mark.parametrize(
    ("code", "hint"),
    [
        ("UK", "did you mean `GB` (United Kingdom)?"),
        ("SU", "did you mean `RU` (Russia)?"),
        ("SP", "did you mean `ES` (Spain)?"),
        ("QQ", "codes are those of ISO 3166-1 today, such as `FR`"),
    ],
)
def test_an_unknown_country_gets_the_code_it_may_mean(tmp_path: Path, code: str, hint: str) -> None:
    assert problems(tmp_path, f"{{name: A, country: {code}, at: [1, 2]}}") == [
        ("unknown-country", f"`{code}` is no country's code today", hint)
    ]


def test_a_territory_without_an_outline_of_its_own_is_a_country(tmp_path: Path) -> None:
    assert problems(tmp_path, "{name: Île du Diable, country: GF, at: [5.29, -52.58]}") == []


def test_a_place_in_an_unknown_country_is_not_missing_too(tmp_path: Path) -> None:
    assert resolved(tmp_path, "here: {name: A, country: UK}").missing == ()


def test_all_faults_are_found_at_once(tmp_path: Path) -> None:
    found = resolved(
        tmp_path,
        "here: {name: A, kind: region, area: nowhere}",
        "there: {name: B, kind: region, area: [[0, 0], [1, 1]], country: QQ}",
    )
    assert [problem.code for problem in found.problems] == [
        "unknown-outline",
        "ring-too-short",
        "unknown-country",
    ]


# What is missing


def test_a_place_without_position_that_a_stop_needs_is_missing(tmp_path: Path) -> None:
    assert resolved(tmp_path, "here: {name: A}").missing == ("here",)


def test_a_place_that_nothing_names_is_not_missing(tmp_path: Path) -> None:
    found = resolved(tmp_path, "here: {name: A, at: [1, 2]}", "spare: {name: B}")
    assert found.missing == ()


@pytest.mark.parametrize(
    "extra",
    [
        ", leg: {via: [there]}",
        ", quotes: [{source: s, text: t, says: {where: there}}]",
        ", quotes: [{source: s, text: t, says: {via: [there]}}]",
    ],
    ids=["via", "where", "said via"],
)
def test_a_place_on_the_way_or_in_a_passage_is_missing_too(tmp_path: Path, extra: str) -> None:
    found = resolved(tmp_path, "here: {name: A, at: [1, 2]}", "there: {name: B}", extra=extra)
    assert found.missing == ("there",)


def test_a_place_at_fault_is_a_problem_and_not_missing_as_well(tmp_path: Path) -> None:
    found = resolved(tmp_path, "here: {name: A, kind: region, area: atlantis}")
    assert (len(found.problems), found.missing) == (1, ())


def test_a_look_up_that_found_nothing_leaves_the_place_missing(tmp_path: Path) -> None:
    entry = Entry.model_validate(
        {
            "name": "A",
            "answer": "not found",
            "query": "A",
            "provider": "GeoNames",
            "version": "1",
            "date": datetime.date(2026, 11, 22),
        }
    )
    found = resolved(tmp_path, "here: {name: A}", geocache=Geocache({entry.key: entry}))
    assert found.missing == ("here",)


# Rings, whatever their corners

CORNERS = st.lists(
    st.tuples(st.integers(-170, 170), st.integers(-80, 80)), min_size=3, max_size=7, unique=True
)


@given(CORNERS)
def test_a_ring_is_refused_for_crossing_itself_only_if_it_does(
    corners: list[tuple[int, int]],
) -> None:
    spans = [abs(a[0] - b[0]) for a, b in zip(corners, [*corners[1:], corners[0]], strict=True)]
    assume(max(spans) <= 180)
    polygon = Polygon(corners)
    fault = refused([(float(x), float(y)) for x, y in corners])
    edges = [shapely.LineString(ends) for ends in itertools.pairwise(polygon.exterior.coords)]
    crossing = any(one.crosses(other) for one, other in itertools.combinations(edges, 2))
    assert (fault == "ring-crosses-itself") == crossing
    assert fault != "" or polygon.area > 0


def refused(corners: list[tuple[float, float]]) -> str:
    """The code of the fault that a ring is refused for; empty if it is taken."""
    try:
        closed_ring(corners)
    except AreaFault as fault:
        return fault.code
    return ""


@given(CORNERS)
def test_a_label_stands_in_its_area_and_the_ring_turns_as_it_should(
    corners: list[tuple[int, int]],
) -> None:
    polygon = Polygon(corners)
    assume(polygon.is_valid and polygon.area > 1)
    ring = tuple((float(x), float(y)) for x, y in polygon.exterior.coords)
    (turned,) = oriented(((ring,),))
    assert Polygon(turned[0]).exterior.is_ccw
    lat, lon = label_point((turned,))
    assert polygon.distance(shapely.Point(lon, lat)) < 1e-5
