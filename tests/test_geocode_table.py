"""Our own table, held against the gazetteers it adds to: nothing in it is taken on trust."""

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from mapgen.atlas import countries
from mapgen.geocode.index import Index, name_key
from mapgen.geocode.offline import open_index_of_all
from mapgen.geocode.period_places import FILE, read_period_places
from mapgen.geocode.question import Ground
from mapgen.geocode.ranking import lies_on
from mapgen.geocode.spots import Spot, geonames_file, read_geonames
from mapgen.sphere import distance_km
from tests.geocoding import quiet

ROWS: list[dict[str, Any]] = json.loads(FILE.read_text(encoding="utf-8"))["places"]
CITIES = {row["id"]: row for row in ROWS if row["id"].startswith("geonames:")}
OWN = [row for row in ROWS if row["id"].startswith("mapgen:")]
POINTS = [row for row in OWN if row["kind"] != "region"]
REGIONS = [row for row in OWN if row["kind"] == "region"]
NEAR_A_TOWN_KM = 15.0
FAR_FROM_TOWNS = {
    "mapgen:akatuy", "mapgen:banda-neira", "mapgen:chafarinas-islands", "mapgen:devils-island",
    "mapgen:gyaros", "mapgen:ilha-grande", "mapgen:imrali", "mapgen:isla-de-la-juventud",
    "mapgen:kureika", "mapgen:la-galite", "mapgen:narym", "mapgen:port-arthur",
    "mapgen:pustozersk", "mapgen:verkholensk",
}  # fmt: skip
"""Villages and islands with no town of their country within 15 km."""

MEANT_TWICE = {
    ("RU", "trotsk"), ("RU", "shlisselburg"), ("RU", "schlusselburg"), ("ES", "carcelmodelo"),
    ("ES", "modelprison"),
}  # fmt: skip
"""Names that two rows of one country bear: towns that bore one name, two model prisons."""


@dataclass
class World:
    """The cities of GeoNames by cells of a degree, and those of the table with their names."""

    cells: dict[tuple[int, int], list[Spot]] = field(default_factory=lambda: defaultdict(list))
    named: dict[str, tuple[Spot, set[str]]] = field(default_factory=dict)

    def nearest(self, at: list[float], codes: list[str], reach: int = 1) -> float:
        """How far the nearest city of some countries lies, in km; of all where none are named."""
        lat, lon = at
        cells = (
            self.cells.get((int(lat // 1) + north, int(lon // 1) + east), [])
            for north in range(-reach, reach + 1)
            for east in range(-reach, reach + 1)
        )
        return min(
            (
                distance_km(lat, lon, spot.lat, spot.lon)
                for cell in cells
                for spot in cell
                if not codes or spot.countries[0] in codes
            ),
            default=9999.0,
        )


@pytest.fixture(scope="module")
def world() -> World:
    found = World()
    for spot, names in read_geonames(geonames_file(), {}):
        found.cells[int(spot.lat // 1), int(spot.lon // 1)].append(spot)
        if spot.id in CITIES:
            found.named[spot.id] = (spot, {name_key(name.text) for name in names})
    return found


@pytest.fixture(scope="module")
def index(gazetteer_folder: Path) -> Iterator[Index]:
    with open_index_of_all(gazetteer_folder, quiet) as opened:
        yield opened


def test_the_table_holds_more_than_150_places() -> None:
    assert len(ROWS) >= 150


def test_no_two_rows_have_one_id() -> None:
    assert len({row["id"] for row in ROWS}) == len(ROWS)


def test_a_row_has_nothing_but_what_the_reader_knows() -> None:
    always = {"id", "name", "countries", "kind", "at", "names"}
    for row in ROWS:
        assert always <= set(row) <= {*always, "box", "note", "common"}
        assert re.fullmatch(r"(geonames:\d+|mapgen:[a-z0-9-]+)", row["id"])
        assert row["kind"] in ("settlement", "site", "region")


def test_the_countries_of_a_row_are_on_the_map() -> None:
    assert [
        row["id"] for row in OWN if row["countries"] and not {*row["countries"]} & {*countries()}
    ] == []


def test_years_run_forward_and_end_before_today() -> None:
    spans = [(row["id"], *years) for row in ROWS for years in row["names"].values() if years]
    odd = [
        (row, first, last)
        for row, first, last in spans
        if not -1000 <= (first or -1000) < (last or 2027) <= 2027
    ]
    assert odd == []


def test_a_city_is_the_one_of_geonames_and_lies_where_the_row_says(world: World) -> None:
    for key, row in CITIES.items():
        spot, _ = world.named[key]
        assert (spot.name, spot.countries) == (row["name"], tuple(row["countries"]))
        assert distance_km(row["at"][0], row["at"][1], spot.lat, spot.lon) < NEAR_A_TOWN_KM


def test_a_city_has_a_name_that_geonames_lacks_or_gives_to_two(world: World) -> None:
    given = [name_key(name) for row in CITIES.values() for name in row["names"]]
    twice = {key for key in given if given.count(key) > 1}
    idle = [
        row["name"]
        for key, row in CITIES.items()
        if {name_key(name) for name in row["names"]} <= world.named[key][1] - twice
    ]
    assert idle == []


def test_geonames_has_no_such_place_there(index: Index) -> None:
    known = [
        (row["name"], match.spot.id)
        for row in OWN
        for match in index.bearing(row["name"])
        if match.spot.gazetteer == "geonames"
        and match.spot.kind == row["kind"]
        and distance_km(row["at"][0], row["at"][1], match.spot.lat, match.spot.lon) < 50
    ]
    assert known == []


def test_a_place_lies_near_a_town_of_its_country(world: World) -> None:
    far = {
        row["id"] for row in POINTS if world.nearest(row["at"], row["countries"]) >= NEAR_A_TOWN_KM
    }
    assert far == FAR_FROM_TOWNS


def test_a_region_has_its_middle_in_its_countries(world: World) -> None:
    abroad = [
        row["name"]
        for row in REGIONS
        if world.nearest(row["at"], row["countries"], 4) > world.nearest(row["at"], [], 4)
    ]
    assert abroad == []


def test_a_region_has_a_box() -> None:
    assert [row["id"] for row in REGIONS if "box" not in row] == []


def test_a_box_holds_the_middle_and_is_right_way_up() -> None:
    for row in (row for row in OWN if "box" in row):
        west, south, east, north = row["box"]
        lat, lon = row["at"]
        assert south <= lat <= north, row["id"]
        assert (lon - west) % 360 <= (east - west) % 360 < 260, row["id"]


def test_a_name_stands_twice_in_one_country_only_where_it_was_meant() -> None:
    seen: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in (row for row in ROWS if row["kind"] != "region"):
        for code in row["countries"]:
            for name in (row["name"], *row["names"]):
                seen[code, name_key(name)].add(row["id"])
    assert {name for name, rows in seen.items() if len(rows) > 1} <= MEANT_TWICE


def test_the_rows_that_must_be_there_are_there() -> None:
    wanted = {
        "siberia", "bukovina", "galicia", "balkans", "sakhalin", "verkholensk", "narym", "kresty",
        "schlisselburg-fortress", "robben-island", "devils-island", "saint-helena",
    }  # fmt: skip
    assert {f"mapgen:{name}" for name in wanted} <= {row["id"] for row in OWN}
    assert any("Monastyrskoye" in row["names"] for row in CITIES.values())


def test_names_that_many_places_bear_are_nobodys_own() -> None:
    (names,) = (names for spot, names in read_period_places().spots if spot.name == "Yanovka")
    assert not any(name.is_main for name in names)


def test_a_box_serves_as_ground() -> None:
    (siberia,) = (spot for spot, _ in read_period_places().spots if spot.name == "Siberia")
    ground = Ground(siberia.name, siberia.lat, siberia.lon, box=siberia.box)
    assert lies_on(66.0, -175.0, ground)
    assert not lies_on(55.75, 37.62, ground)
