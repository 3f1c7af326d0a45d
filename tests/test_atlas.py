"""The atlas: what the derived files hold, and what a page takes from them."""

import itertools
import json
import re
import struct
from collections.abc import Iterator
from pathlib import Path

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely import MultiPolygon, Polygon

from mapgen.atlas import (
    WORLD,
    Polygons,
    basemap_pieces,
    countries,
    country,
    country_names,
    is_country_code,
    rough_names,
    rough_outline,
    seas,
)
from mapgen.atlas.basemap import CELL, Arc, Atlas, read_atlas, write_atlas
from mapgen.atlas.carve import Carver, in_lines, to_world, without_islands
from mapgen.atlas.countries import pack_ring, unpack_ring
from mapgen.atlas.derive import assemble
from mapgen.atlas.shapefile import read_polygons, read_records

ATLAS = Path(__file__).parent.parent / "mapgen" / "atlas"
LANGUAGES = {"en", "fa", "hi", "zh-Hant"}
BASEMAP = read_atlas((ATLAS / "basemap.json").read_text(encoding="utf-8"))

Point = tuple[float, float]


def shape(polygons: Polygons) -> MultiPolygon:
    return MultiPolygon([Polygon(rings[0], rings[1:]) for rings in polygons])


def lines_of(path: str) -> Iterator[list[tuple[int, int]]]:
    """The corners of each line of SVG path data that has absolute moves and relative lines."""
    for move, steps in re.findall(r"M([^l]*)l([^Mz]*)z?", path):
        x, y = map(int, move.split())
        numbers = [int(number) for number in re.findall(r"-?\d+", steps)]
        line = [(x, y)]
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            line.append((line[-1][0] + dx, line[-1][1] + dy))
        yield line


def way(steps: str) -> tuple[int, int]:
    numbers = [int(number) for number in re.findall(r"-?\d+", steps)]
    return sum(numbers[::2]), sum(numbers[1::2])


@pytest.mark.parametrize("code", ["NO", "FR", "XK", "TW", "VA", "MX", "KZ"])
def test_a_country_has_a_name_in_every_language_of_the_sources(code: str) -> None:
    found = country(code)
    assert found is not None
    assert found.names.keys() == LANGUAGES
    assert all(found.names.values())


def test_a_code_that_stands_for_no_country_finds_none() -> None:
    assert country("ZZ") is None
    assert not is_country_code("ZZ")


def test_a_territory_that_is_drawn_with_its_state_is_known_by_its_code() -> None:
    assert is_country_code("GF")
    assert country("GF") is None


def test_the_gazetteer_has_names_in_more_languages_than_the_map() -> None:
    assert country_names()["DE"]["ru"] == "Германия"
    assert country_names().keys() == countries().keys()


def test_every_outline_is_valid_and_turns_counter_clockwise() -> None:
    for each in countries().values():
        assert shape(each.outline).is_valid, each.code
        assert all(Polygon(rings[0]).exterior.is_ccw for rings in each.outline), each.code


def test_every_country_keeps_some_land_and_its_name_stands_on_it() -> None:
    for each in countries().values():
        assert shape(each.outline).covers(shapely.Point(each.lon, each.lat)), each.code


def test_neighbours_share_their_border_to_the_last_digit() -> None:
    france, spain = country("FR"), country("ES")
    assert france
    assert spain
    common = shape(france.outline).intersection(shape(spain.outline))
    assert common.area == 0
    assert common.length > 3


def test_lands_overseas_are_no_part_of_an_outline() -> None:
    france = country("FR")
    assert france
    west, south, _, _ = france.box
    assert west > -6
    assert south > 41


def test_the_box_of_a_country_across_the_antimeridian_runs_from_west_to_east() -> None:
    russia = country("RU")
    assert russia
    west, _, east, _ = russia.box
    assert (round(west), round(east)) == (20, -170)


@pytest.mark.parametrize("name", rough_names())
def test_a_rough_outline_is_valid_rough_and_holds_its_own_name(name: str) -> None:
    outline = rough_outline(name)
    assert outline is not None
    region = shape(outline.polygons)
    assert region.is_valid
    assert 12 <= len(outline.polygons[0][0]) <= 110
    assert Polygon(outline.polygons[0][0]).exterior.is_ccw
    assert region.contains(shapely.Point(outline.lon, outline.lat))


@pytest.mark.parametrize(
    ("name", "inside", "outside"),
    [
        ("siberia", [(56.8, 105.8), (54.1, 105.6), (66.5, 66.6)], [(55.75, 37.6), (43.2, 76.9)]),
        ("russian-empire", [(46.6, 32.6), (52.2, 21.0), (43.2, 76.9)], [(48.2, 16.4)]),
        ("soviet-union", [(55.75, 37.6), (43.2, 76.9)], [(52.2, 21.0), (56.9, 24.1)]),
        ("balkans", [(44.8, 20.5), (42.7, 23.3)], [(47.5, 19.0)]),
        ("bukovina", [(48.3, 25.9)], [(49.8, 24.0)]),
        ("galicia", [(49.8, 24.0), (50.06, 19.94)], [(48.2, 16.4)]),
        ("austria-hungary", [(48.2, 16.4), (47.5, 19.0), (45.8, 24.1)], [(44.8, 20.2)]),
        ("ottoman-empire", [(41.0, 28.97), (33.5, 36.3), (21.4, 39.85)], [(38.0, 23.7)]),
        ("caucasus", [(41.7, 44.8), (40.4, 49.8)], [(39.9, 32.9)]),
        ("crimea", [(44.95, 34.1)], [(46.6, 32.6)]),
        ("europe", [(51.5, -0.1), (55.75, 37.6), (40.4, -3.7)], [(39.9, 32.9), (36.8, 10.2)]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_rough_outline_holds_the_towns_it_is_known_for(
    name: str, inside: list[Point], outside: list[Point]
) -> None:
    outline = rough_outline(name)
    assert outline is not None
    region = shape(outline.polygons)
    assert all(region.contains(shapely.Point(lon, lat)) for lat, lon in inside)
    assert not any(region.contains(shapely.Point(lon, lat)) for lat, lon in outside)


def test_a_name_without_a_rough_outline_finds_none() -> None:
    assert rough_outline("atlantis") is None


def test_the_names_of_seas_stand_on_water_in_all_four_languages() -> None:
    land = [shape(each.outline) for each in countries().values()]
    for sea in seas():
        assert sea.names.keys() == LANGUAGES
        assert not any(each.covers(shapely.Point(sea.lon, sea.lat)) for each in land), sea.names
    assert len({sea.names["en"] for sea in seas()}) >= 25


@pytest.mark.parametrize("file", ["basemap.json", "countries.json", "country_names.json"])
def test_a_derived_file_says_where_it_comes_from_and_whose_view_of_borders_it_takes(
    file: str,
) -> None:
    about = json.loads((ATLAS / file).read_text(encoding="utf-8"))["about"]
    assert "Natural Earth 5.1.1" in about
    assert "public domain" in about
    assert "German point of view" in about


def test_every_detail_of_a_line_begins_and_ends_in_the_same_corners() -> None:
    arcs = [arc for ring in (*BASEMAP.land, *BASEMAP.lakes) for arc in ring.arcs]
    for arc in (*arcs, *BASEMAP.borders):
        assert len({way(steps) for steps in arc.steps}) == 1


def test_every_shore_closes_in_every_detail() -> None:
    for ring in (*BASEMAP.land, *BASEMAP.lakes):
        for detail in range(3):
            assert way("".join(f" {arc.steps[detail]}" for arc in ring.arcs)) == (0, 0)


def test_no_shore_runs_along_the_antimeridian() -> None:
    for ring in BASEMAP.land:
        for arc in ring.arcs:
            if abs(arc.start[0] - WORLD) < 10:
                steps = [int(number) for number in re.findall(r"-?\d+", arc.steps[-1])]
                upright = [dy for dx, dy in zip(steps[::2], steps[1::2], strict=True) if dx == 0]
                assert max(map(abs, upright), default=0) < 40


def test_no_border_is_drawn_on_a_shore() -> None:
    world = basemap_pieces((0, 0, WORLD, WORLD), [])
    shores = {frozenset(edge) for line in lines_of(world.land) for edge in itertools.pairwise(line)}
    borders = [
        frozenset(edge) for line in lines_of(world.borders) for edge in itertools.pairwise(line)
    ]
    assert len(borders) > 1000
    assert not shores.intersection(borders)


def test_no_border_is_drawn_twice() -> None:
    world = basemap_pieces((0, 0, WORLD, WORLD), [])
    edges = [
        frozenset(edge) for line in lines_of(world.borders) for edge in itertools.pairwise(line)
    ]
    assert len(set(edges)) == len(edges)


def test_antarctica_is_left_out() -> None:
    lowest = max(y for ring in BASEMAP.land for arc in ring.arcs for y in [arc.start[1]])
    assert lowest < to_world(0, -60)[1]


def test_what_is_close_by_is_drawn_finely_and_what_is_far_in_outline() -> None:
    oslo = to_world(10.7, 59.9)
    box = (oslo[0] - 2000, oslo[1] - 2000, oslo[0] + 2000, oslo[1] + 2000)
    plain, fine = basemap_pieces(box, []), basemap_pieces(box, [oslo])

    def corners(path: str, at: Point, reach: float = 500) -> int:
        return sum(
            abs(x - at[0]) < reach and abs(y - at[1]) < reach
            for line in lines_of(path)
            for x, y in line
        )

    chile = to_world(-73, -45)
    assert corners(fine.land, oslo) > 2 * corners(plain.land, oslo)
    assert corners(fine.land, chile) == corners(plain.land, chile) > 0
    assert corners(basemap_pieces((0, 0, WORLD, WORLD), []).land, chile) > corners(
        plain.land, chile
    )


def test_a_box_across_the_antimeridian_goes_on_beyond_it() -> None:
    vladivostok, san_francisco = to_world(131.9, 43.1), to_world(237.6, 37.8)
    box = (vladivostok[0], 22000.0, san_francisco[0], 28000.0)
    world = basemap_pieces(box, [vladivostok, san_francisco])
    near = [
        (x, y)
        for line in lines_of(world.land)
        for x, y in line
        if abs(x - san_francisco[0]) < 300 and abs(y - san_francisco[1]) < 300
    ]
    assert len(near) > 10


def test_the_world_is_drawn_once_however_wide_the_box() -> None:
    world = basemap_pieces((-500, 0, WORLD + 500, WORLD), [])
    once = basemap_pieces((10_000, 0, WORLD - 10_000, WORLD), [])
    assert len(world.borders) < 1.3 * len(once.borders)


def test_path_data_has_no_empty_line() -> None:
    world = basemap_pieces((30_000, 15_000, 40_000, 25_000), [])
    for path in (world.land, world.lakes, world.borders):
        assert re.fullmatch(r"(M-?\d+ \d+l-?\d+(?:[ -]\d+)+z?)+", path)


@given(
    st.lists(
        st.tuples(st.integers(-180_000, 180_000), st.integers(-90_000, 90_000)),
        min_size=3,
        max_size=9,
    )
)
def test_a_packed_ring_comes_back_as_it_was(corners: list[tuple[int, int]]) -> None:
    ring = tuple((lon / 1000, lat / 1000) for lon, lat in [*corners, corners[0]])
    assert unpack_ring(pack_ring(ring)) == ring


WEST = shapely.box(100, 100, 3000, 2500)
EAST = shapely.box(3000, 100, 5000, 2500)
ISLAND = shapely.box(6000, 6000, 6010, 6010)


def test_two_countries_are_carved_into_one_shore_and_one_border() -> None:
    carver = Carver(tolerances=(50, 5), smallest_island=1000)
    made = [MultiPolygon([WEST, ISLAND]), MultiPolygon([EAST])]
    land = without_islands(made, carver.smallest_island)
    (shore,) = carver.rings(land)
    assert shore.area == (5000 - 100) * (2500 - 100)
    borders = carver.borders(land)
    assert {arc.cell[0] for arc in borders} == {3000 // CELL}
    assert sum(abs(way(arc.steps[0])[1]) for arc in borders) == 2400


def test_borders_go_on_from_arc_to_arc_and_some_are_turned_round_for_it() -> None:
    pieces = [
        Arc((0, 0), (20, 0), ("-10 0", "-5 1-5-1")),
        Arc((0, 0), (20, 0), (" 0 30", " 0 30")),
        Arc((0, 0), (0, 0), (" 10 0", " 10 0")),
        Arc((9, 9), (90, 90), (" 5 5", " 5 5")),
    ]
    assert list(in_lines(pieces)) == [
        Arc((0, 0), (20, 30), (" 0-30", " 0-30")),
        Arc((0, 0), (20, 0), ("-10 0", "-5 1-5-1"), goes_on=True),
        Arc((0, 0), (10, 0), ("-10 0", "-10 0"), goes_on=True),
        Arc((9, 9), (90, 90), (" 5 5", " 5 5")),
    ]


def test_the_borders_go_on_wherever_they_say_so() -> None:
    for before, arc in itertools.pairwise(BASEMAP.borders):
        end = tuple(a + b for a, b in zip(before.start, way(before.steps[0]), strict=True))
        assert not arc.goes_on or arc.start == end
    assert sum(arc.goes_on for arc in BASEMAP.borders) > 600


def test_far_off_a_straight_needs_no_corner_where_cells_meet() -> None:
    oslo = to_world(10.7, 59.9)
    box = (oslo[0] - 2000, oslo[1] - 2000, oslo[0] + 2000, oslo[1] + 2000)
    corners = [corner for line in lines_of(basemap_pieces(box, []).borders) for corner in line]
    assert len([x for x, _ in corners if x == 7099]) <= 2
    everywhere = (0, 0, WORLD, WORLD)
    plain = [corner for line in lines_of(basemap_pieces(everywhere, []).borders) for corner in line]
    assert len([x for x, _ in plain if x == 7099]) > 3


def test_a_country_keeps_its_largest_island_however_small() -> None:
    (kept,) = without_islands([MultiPolygon([ISLAND, shapely.box(0, 0, 5, 5)])], 10_000)
    assert kept.equals(MultiPolygon([ISLAND]))


def test_a_carved_atlas_comes_back_from_its_text() -> None:
    carver = Carver(tolerances=(50, 5), smallest_island=0)
    land = [MultiPolygon([WEST]), MultiPolygon([EAST])]
    atlas = Atlas(tuple(carver.rings(land)), (), tuple(carver.borders(land)))
    assert read_atlas(write_atlas(atlas, "made up")) == atlas


def test_a_hole_goes_to_the_smallest_ring_round_it() -> None:
    def ring(x: float, size: float, *, hole: bool = False) -> tuple[Point, ...]:
        square = ((x, x), (x, x + size), (x + size, x + size), (x + size, x), (x, x))
        return square[::-1] if hole else square

    outer, lake, islet, pond = ring(0, 9), ring(1, 7, hole=True), ring(2, 5), ring(3, 1, hole=True)
    assembled = assemble([outer, pond, lake, islet])
    assert assembled.is_valid
    assert assembled.area == 81 - 49 + 25 - 1


def shapefile_of(points: list[Point], parts: list[int]) -> bytes:
    flat = [number for point in points for number in point]
    body = struct.pack("<i4d2i", 5, 0, 0, 0, 0, len(parts), len(points))
    body += struct.pack(f"<{len(parts)}i", *parts) + struct.pack(f"<{len(flat)}d", *flat)
    null = struct.pack("<i", 0)
    records = [struct.pack(">2i", 1, len(body) // 2) + body, struct.pack(">2i", 2, 2) + null]
    return bytes(100) + b"".join(records)


def test_a_shapefile_gives_its_rings_and_an_empty_shape_for_none(tmp_path: Path) -> None:
    square = [(0.0, 0.0), (0.0, 1.0), (1.0, 1.0), (0.0, 0.0)]
    file = tmp_path / "made.shp"
    file.write_bytes(shapefile_of(square * 2, [0, 4]))
    assert read_polygons(file) == [(tuple(square), tuple(square)), ()]


def test_a_shapefile_of_lines_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "made.shp"
    file.write_bytes(bytes(100) + struct.pack(">2i", 1, 2) + struct.pack("<i", 3))
    with pytest.raises(ValueError, match="shape type 3 is not a polygon"):
        read_polygons(file)


def test_records_come_with_their_fields_and_without_padding(tmp_path: Path) -> None:
    fields = b"".join(
        name.ljust(11, b"\0") + b"C" + bytes(4) + bytes([width]) + bytes(15)
        for name, width in ((b"NAME", 12), (b"CODE", 2))
    )
    header = struct.pack("<4BIHH", 3, 1, 1, 1, 1, 32 + len(fields) + 1, 15) + bytes(20)
    row = b" " + "ایران".encode().ljust(12) + b"IR"
    file = tmp_path / "made.dbf"
    file.write_bytes(header + fields + b"\r" + row)
    assert read_records(file) == [{"NAME": "ایران", "CODE": "IR"}]
