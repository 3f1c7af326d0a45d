"""Open formats: what leaves is what was written, and other readers take it."""

import csv
import io
import itertools
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import shapely
from geojson_pydantic import FeatureCollection
from hypothesis import given
from hypothesis import strategies as st

from mapgen.evidence import weigh_evidence
from mapgen.formats.geojson import to_geojson
from mapgen.formats.lines import bounding_box, cut_area, great_circle
from mapgen.formats.records import iso_day
from mapgen.formats.table import COLUMNS, to_csv
from mapgen.geocache import Geocache
from mapgen.legs import draw_legs
from mapgen.loading import load_route
from mapgen.model import Evidence, LegPath, Position, Route, Selector
from mapgen.places import resolve_places
from mapgen.sphere import distance_km

TEXT = "در اکتبر ۱۹۰۲، به دعوت لنین، به لندن رفت"

ROUTE = """
route: small
title: A small road
language: en
subject: {name: Someone}
licence: CC0
sources:
  fa-life: {title: "[untitled]", language: fa}
  en-life: {title: A Life, language: en, author: Nobody}
places:
  siberia: {name: Siberia, kind: region, area: siberia}
  mexico: {name: Mexico, kind: country, country: MX}
  russia: {name: Russia, kind: country, country: RU}
  chukotka:
    name: Chukotka
    kind: region
    area: [[64, 175], [64, -172], [69, -172], [69, 175]]
  petersburg:
    name: Saint Petersburg
    country: RU
    at: [59.93, 30.3]
    names: [{name: Petrograd, when: 1914-09/1924-01}]
  london: {name: London, country: GB, at: [51.507222, -0.1275]}
  vladivostok: {name: Vladivostok, at: [43.12, 131.89]}
  san-francisco: {name: San Francisco, at: [37.77, -122.42]}
chapters:
  - title: One
    stops:
      - {id: exile, place: siberia, when: 1900~, event: exile}
      - id: london-1902
        place: london
        when: 1902-10
        event: arrival
        title: =1+1
        text: |
          Two lines, "quoted",
          and a comma.
        leg: {kind: escape, by: train, when: 1902-09/1902-10, via: [petersburg]}
        quotes:
          - id: fa-invited
            source: fa-life
            text: در اکتبر ۱۹۰۲، به دعوت لنین، به لندن رفت
            translation: In October 1902, at Lenin's invitation, he went to London
            says: {when: 1902-10, where: london}
          - {source: en-life, text: he came in 1903, says: {when: 1903, where: london}}
  - title: Two
    stops:
      - id: undated
        place: petersburg
        quotes: [{source: en-life, text: he was in Russia, says: {where: russia}}]
      - {id: petrograd, place: petersburg, when: 1917-05-17}
      - {id: far-east, place: vladivostok, when: 1918}
      - {id: america, place: san-francisco, when: 1919/.., leg: {kind: voyage, by: ship}}
      - {id: the-end-of-asia, place: chukotka, when: 1921}
      - {id: asylum, place: mexico, when: "[1936,1937]", event: asylum}
"""

SELECTOR = Selector("ab" * 32, 10, 50, TEXT, "before ", " after")


@dataclass(frozen=True)
class Told:
    """All that a format is given."""

    route: Route
    evidence: tuple[Evidence, ...]
    selectors: Mapping[tuple[int, int], Selector]
    positions: Mapping[str, Position]
    legs: tuple[LegPath | None, ...]

    @property
    def geojson(self) -> dict[str, Any]:
        parts = (self.route, self.evidence, self.selectors, self.positions, self.legs)
        document: dict[str, Any] = json.loads(json.dumps(to_geojson(*parts), allow_nan=False))
        return document

    @property
    def csv(self) -> str:
        return to_csv(self.route, self.evidence, self.selectors, self.positions, self.legs)

    def features(self, kind: str) -> dict[str, dict[str, Any]]:
        return {
            feature["id"]: feature
            for feature in self.geojson["features"]
            if feature["properties"]["kind"] == kind
        }

    @property
    def rows(self) -> dict[str, dict[str, str]]:
        return {row["id"]: row for row in csv.DictReader(io.StringIO(self.csv, newline=""))}


@pytest.fixture
def told(tmp_path: Path) -> Told:
    path = tmp_path / "small.yaml"
    path.write_text(ROUTE.lstrip(), encoding="utf-8")
    loaded = load_route(path)
    assert loaded.route is not None, loaded.problems
    found = resolve_places(loaded.route, loaded.marks, Geocache(), tmp_path)
    assert (found.problems, found.missing) == ([], ())
    evidence = weigh_evidence(loaded.route)
    legs = draw_legs(loaded.route, found.positions, evidence)
    return Told(loaded.route, evidence, {(1, 0): SELECTOR}, found.positions, legs)


# GeoJSON


def test_an_independent_reader_takes_the_geojson(told: Told) -> None:
    with pytest.warns(UserWarning, match="crossing the Antimeridian"):
        read: FeatureCollection[Any] = FeatureCollection.model_validate(told.geojson)
    assert len(read.features) == len(told.geojson["features"])


def test_there_is_no_crs_and_the_order_is_that_of_the_road(told: Told) -> None:
    document = told.geojson
    assert "crs" not in document
    assert [feature["id"] for feature in document["features"]] == [
        "stop-exile",
        "leg-london-1902",
        "stop-london-1902",
        "leg-undated",
        "stop-undated",
        "stop-petrograd",
        "leg-far-east",
        "stop-far-east",
        "leg-america",
        "stop-america",
        "leg-the-end-of-asia",
        "stop-the-end-of-asia",
        "leg-asylum",
        "stop-asylum",
        "area-siberia",
        "area-chukotka",
        "area-mexico",
        "area-russia",
    ]


def test_a_position_of_the_author_keeps_its_digits(told: Told) -> None:
    london = told.features("stop")["stop-london-1902"]
    assert london["geometry"] == {"type": "Point", "coordinates": [-0.1275, 51.507222]}


def test_a_position_that_is_good_for_a_country_has_two_decimals(told: Told) -> None:
    lon, lat = told.features("stop")["stop-asylum"]["geometry"]["coordinates"]
    assert (round(lon, 2), round(lat, 2)) == (lon, lat)


def test_every_line_and_area_lies_within_the_antimeridian(told: Told) -> None:
    for feature in told.geojson["features"]:
        shape = shapely.geometry.shape(feature["geometry"])
        assert shape.is_valid
        west, _, east, _ = shape.bounds
        assert west >= -180
        assert east <= 180
    for line in (line for feature in told.features("leg").values() for line in lines(feature)):
        assert all(abs(a[0] - b[0]) < 180 for a, b in itertools.pairwise(line))


def parts(shape: Any) -> list[Any]:
    return list(shapely.get_parts(shape))


def lines(feature: dict[str, Any]) -> list[list[list[float]]]:
    geometry = feature["geometry"]
    coordinates: list[Any] = geometry["coordinates"]
    return [coordinates] if geometry["type"] == "LineString" else coordinates


def test_a_leg_over_the_pacific_comes_in_two_pieces_that_meet(told: Told) -> None:
    west, east = lines(told.features("leg")["leg-america"])
    assert west[0] == [131.89, 43.12]
    assert east[-1] == [-122.42, 37.77]
    assert (west[-1][0], east[0][0]) == (180, -180)
    assert west[-1][1] == east[0][1]


def test_a_leg_goes_through_its_stations(told: Told) -> None:
    (line,) = lines(told.features("leg")["leg-london-1902"])
    assert [30.3, 59.93] in line


def test_outer_rings_turn_counter_clockwise(told: Told) -> None:
    for feature in told.features("area").values():
        for polygon in parts(shapely.geometry.shape(feature["geometry"])):
            assert polygon.exterior.is_ccw


def test_an_area_across_the_antimeridian_is_cut_in_two(told: Told) -> None:
    geometry = told.features("area")["area-chukotka"]["geometry"]
    assert geometry["type"] == "MultiPolygon"
    assert len(geometry["coordinates"]) == 2


def test_an_area_that_a_text_names_round_a_place_is_there_without_a_stop(told: Told) -> None:
    russia = told.features("area")["area-russia"]["properties"]
    assert (russia["stops"], russia["rough"]) == ([], False)
    assert told.features("stop")["stop-undated"]["properties"]["wider_places"] == ["russia"]


def test_a_rough_area_says_so_and_has_one_decimal(told: Told) -> None:
    siberia = told.features("area")["area-siberia"]
    assert siberia["properties"]["rough"] is True
    assert siberia["properties"]["stops"] == ["exile"]
    assert [59.5, 60.0] in siberia["geometry"]["coordinates"][0]
    assert all(round(n, 1) == n for point in siberia["geometry"]["coordinates"][0] for n in point)


def test_the_box_of_the_road_leaves_out_where_it_never_was(told: Told) -> None:
    west, south, east, north = told.geojson["bbox"]
    assert west > east
    assert east == pytest.approx(-86.7, abs=0.1)
    assert (west, south) == (-0.1275, pytest.approx(14.5, abs=0.1))
    assert north == 81.859


def test_a_stop_tells_its_dates_as_written_as_days_and_in_words(told: Told) -> None:
    stop = told.features("stop")["stop-asylum"]["properties"]
    assert stop["date"] == "[1936,1937]"
    assert (stop["first_day"], stop["last_day"]) == ("1936-01-01", "1937-12-31")
    assert stop["date_words"] == "1936 or 1937"


def test_an_undated_stop_has_no_date_and_the_days_of_its_neighbours(told: Told) -> None:
    stop = told.features("stop")["stop-undated"]["properties"]
    assert (stop["date"], stop["date_words"]) == (None, None)
    assert (stop["first_day"], stop["last_day"]) == ("1902-10-01", "1917-05-17")


def test_an_open_end_has_no_last_day(told: Told) -> None:
    stop = told.features("stop")["stop-america"]["properties"]
    assert (stop["first_day"], stop["last_day"]) == ("1919-01-01", None)


def test_a_stop_has_the_name_of_its_date_and_the_present_one(told: Told) -> None:
    stops = told.features("stop")
    then, now = stops["stop-petrograd"]["properties"], stops["stop-undated"]["properties"]
    assert (then["name"], then["name_now"]) == ("Petrograd", "Saint Petersburg")
    assert (now["name"], now["name_now"]) == ("Saint Petersburg", None)


def test_a_stop_carries_its_quotes_with_source_claim_and_selector(told: Told) -> None:
    first, second = told.features("stop")["stop-london-1902"]["properties"]["quotes"]
    assert first["text"] == TEXT
    assert first["translation"] == "In October 1902, at Lenin's invitation, he went to London"
    assert (first["source"], first["source_title"]) == ("fa-life", "[untitled]")
    assert first["says"] == {"when": "1902-10", "where": "london"}
    assert first["verified"] is True
    assert first["selector"]["prefix"] == "before "
    assert (second["verified"], second["selector"]) == (False, None)


def test_a_stop_carries_the_words_of_the_evidence_and_its_conflicts(told: Told) -> None:
    properties = told.features("stop")["stop-london-1902"]["properties"]
    assert properties["evidence"]["date"] == "disputed"
    (conflict,) = properties["conflicts"]
    assert (conflict["about"], conflict["between"]) == ("date", "sources")
    assert [side["reading"] for side in conflict["sides"]] == [True, False]
    assert conflict["sides"][1]["quotes"] == [{"source": "en-life", "text": "he came in 1903"}]


def test_a_leg_carries_kind_means_dates_and_length(told: Told) -> None:
    leg = told.features("leg")["leg-london-1902"]["properties"]
    assert (leg["from"], leg["to"], leg["via"]) == ("exile", "london-1902", ["petersburg"])
    assert (leg["leg"], leg["by"], leg["forced"]) == ("escape", "train", False)
    assert (leg["date"], leg["first_day"], leg["last_day"]) == (
        "1902-09/1902-10",
        "1902-09-01",
        "1902-10-31",
    )
    assert leg["distance_km"] == pytest.approx(5400, abs=300)
    assert leg["evidence"] == {"leg": "inferred"}


def test_the_licences_of_positions_are_in_the_file(told: Told) -> None:
    assert told.geojson["attribution"] == ["Made with Natural Earth 5.1.1. Public domain."]
    assert told.geojson["licence"] == "CC0"


# The table


def test_the_table_has_a_row_for_every_stop_in_order(told: Told) -> None:
    rows = list(csv.reader(io.StringIO(told.csv, newline="")))
    assert rows[0] == list(COLUMNS)
    assert [row[1] for row in rows[1:]] == [stop.id for stop in told.route.all_stops]
    assert {len(row) for row in rows} == {len(COLUMNS)}


def test_the_table_ends_its_rows_as_rfc_4180_asks_and_has_no_byte_order_mark(told: Told) -> None:
    assert told.csv.startswith("number,id,")
    assert told.csv.endswith("\r\n")


def test_words_stand_in_the_table_as_they_were_written(told: Told) -> None:
    row = told.rows["london-1902"]
    assert row["title"] == "=1+1"
    assert row["text"] == 'Two lines, "quoted",\nand a comma.\n'
    assert row["quotations"] == f"fa-life: {TEXT}\nen-life: he came in 1903"


def test_the_table_agrees_with_the_geojson(told: Told) -> None:
    stops, legs = told.features("stop"), told.features("leg")
    for key, row in told.rows.items():
        stop = stops[f"stop-{key}"]
        assert [float(row["lon"]), float(row["lat"])] == stop["geometry"]["coordinates"]
        for name in ("chapter", "event", "place", "name", "date", "first_day", "last_day"):
            assert row[name] == (stop["properties"][name] or "")
        leg = legs.get(f"leg-{key}")
        assert row["leg_distance_km"] == (str(leg["properties"]["distance_km"]) if leg else "")
        assert row["leg_kind"] == (leg["properties"]["leg"] if leg else "")


def test_the_table_counts_quotes_and_verified_ones(told: Told) -> None:
    row = told.rows["london-1902"]
    assert (row["quotes"], row["quotes_verified"], row["conflicts"]) == ("2", "1", "1")


def test_a_forced_stop_is_marked_in_the_table(told: Told) -> None:
    assert (told.rows["exile"]["forced"], told.rows["america"]["forced"]) == ("yes", "no")


# Days, lines, boxes


@pytest.mark.parametrize(
    ("day", "iso"),
    [
        (None, None),
        (1, "0001-01-01"),
        (0, "0000-12-31"),
        (-366, "-0001-12-31"),
        (3_652_060, "+10000-01-01"),
    ],
    ids=["none", "the first", "year 0", "before", "five digits"],
)
def test_days_are_written_as_iso_8601_asks(day: int | None, iso: str | None) -> None:
    assert iso_day(day) == iso


POINTS = st.tuples(st.integers(-180, 180), st.integers(-89, 89)).map(
    lambda point: (float(point[0]), float(point[1]))
)


@given(POINTS, POINTS)
def test_a_great_circle_keeps_its_ends_its_length_and_its_side_of_the_map(
    start: tuple[float, float], end: tuple[float, float]
) -> None:
    pieces = great_circle([start, end])
    corners = [corner for piece in pieces for corner in piece]
    assert {math.remainder(corners[0][0] - start[0], 360), corners[0][1] - start[1]} == {0}
    assert {math.remainder(corners[-1][0] - end[0], 360), corners[-1][1] - end[1]} == {0}
    assert all(-180 <= lon <= 180 and -90 <= lat <= 90 for lon, lat in corners)
    for piece in pieces:
        assert len(piece) > 1
        assert all(abs(a[0] - b[0]) <= 180 for a, b in itertools.pairwise(piece))
    for piece, after in itertools.pairwise(pieces):
        assert (piece[-1][0], piece[-1][1]) == (-after[0][0], after[0][1])
    length = sum(
        distance_km(*a[::-1], *b[::-1]) for piece in pieces for a, b in itertools.pairwise(piece)
    )
    assert length == pytest.approx(distance_km(*start[::-1], *end[::-1]), rel=0.007, abs=0.2)


def test_a_long_line_has_a_corner_every_hundred_kilometres_and_a_short_one_none() -> None:
    (short,), (long,) = great_circle([(0, 0), (4, 0)]), great_circle([(0, 50), (90, 50)])
    assert len(short) == 2
    steps = [distance_km(*a[::-1], *b[::-1]) for a, b in itertools.pairwise(long)]
    assert 80 < min(steps) <= max(steps) < 101
    assert max(lat for _, lat in long) > 55


@pytest.mark.parametrize(
    ("start", "end"),
    [((10, -20), (-170, 20)), ((10, 50), (-170, -50)), ((0, 0), (180, 0))],
    ids=["from the south", "from the north", "on the equator"],
)
def test_opposite_points_are_joined_over_the_north_pole(
    start: tuple[float, float], end: tuple[float, float]
) -> None:
    (line,) = great_circle([start, end])
    assert max(lat for _, lat in line) > 89


def test_the_same_point_twice_is_a_line_of_no_length() -> None:
    assert great_circle([(5, 6), (5, 6)]) == [[(5, 6), (5, 6)]]


def test_a_hole_across_the_antimeridian_is_cut_with_its_area() -> None:
    ring = ((170.0, 60.0), (190.0, 60.0), (190.0, 70.0), (170.0, 70.0), (170.0, 60.0))
    hole = ((175.0, 63.0), (175.0, 66.0), (185.0, 66.0), (185.0, 63.0), (175.0, 63.0))
    polygons = cut_area(((ring, hole),), 3)
    assert sum(shapely.Polygon(p[0], p[1:]).area for p in polygons) == 20 * 10 - 10 * 3
    assert all(-180 <= lon <= 180 for polygon in polygons for ring in polygon for lon, _ in ring)


@pytest.mark.parametrize(
    ("spans", "box"),
    [
        ([(10, 20), (30, 40)], (10, 40)),
        ([(170, 180), (-180, -170)], (170, -170)),
        ([(-170, -160), (160, 170)], (160, -160)),
        ([(-180, 180)], (-180, 180)),
        ([(7, 7)], (7, 7)),
        ([(-170, 100), (20, 30), (150, 160)], (150, 100)),
        ([(180, 180), (175, 178)], (175, 180)),
        ([(-180, -180), (-178, -175)], (-180, -175)),
    ],
    ids=[
        "plain",
        "cut",
        "across",
        "all round",
        "a point",
        "one in another",
        "to the edge",
        "from the edge",
    ],
)
def test_a_box_leaves_out_the_widest_gap(
    spans: list[tuple[float, float]], box: tuple[float, float]
) -> None:
    west, south, east, north = bounding_box([[(a, 1), (b, 2)] for a, b in spans])
    assert ((west, east), south, north) == (box, 1, 2)
