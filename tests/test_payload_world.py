"""World units, the cut of the world, bows and areas."""

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapgen.model import LegPath
from mapgen.payload.world import SIDE, Bows, Curve, Sheet, box_round, to_world

VLADIVOSTOK, SAN_FRANCISCO, LONDON, NEW_YORK = (
    (43.1, 131.9), (37.8, -122.4), (51.5, -0.1), (40.7, -74.0)
)  # fmt: skip

places = st.tuples(st.floats(-85, 85, allow_nan=False), st.floats(-180, 180, allow_nan=False))


def leg(*points: tuple[float, float], names: str = "abcdefgh") -> LegPath:
    return LegPath(1, tuple(names[: len(points)]), points, 0, None, None, False, "stated")


def curves_of(*legs: LegPath) -> list[list[Curve]]:
    bows = Bows(Sheet(legs))
    return [bows.curves(each) for each in legs]


def reach(curve: Curve) -> float:
    """How far the control point stands off the straight line, as a share of its length."""
    ax, ay, qx, qy, bx, by = curve
    length = math.dist((ax, ay), (bx, by))
    return ((qx - ax) * (by - ay) - (qy - ay) * (bx - ax)) / length**2


@pytest.mark.parametrize(
    ("lat", "lon", "point"),
    [
        (0, 0, (32768, 32768)),
        (85.0511287798, -180, (0, 0)),
        (-90, 180, (65536, 65536)),
        (51.51, -0.13, (32744, 21792)),
    ],
    ids=["middle", "corner", "beyond the edge", "London"],
)
def test_degrees_become_world_units(lat: float, lon: float, point: tuple[int, int]) -> None:
    assert to_world(lat, lon) == point


def test_legs_bow_to_the_left_of_their_travel() -> None:
    (east,), (west,) = curves_of(leg((50, 0), (50, 40)), leg((50, 40), (50, 0), names="ba"))
    assert east[3] < east[1]
    assert west[3] > west[1]


def test_repeats_of_a_leg_bow_further_and_the_way_back_a_little() -> None:
    there, back = leg((50, 0), (50, 40)), leg((50, 40), (50, 0), names="ba")
    (first,), (second,), (third,) = curves_of(there, there, back)
    assert reach(first) == pytest.approx(0.11, abs=0.002)
    assert reach(second) == pytest.approx(0.195, abs=0.002)
    assert reach(third) == pytest.approx(0.14, abs=0.002)


def test_the_hundredth_repeat_is_still_on_the_map() -> None:
    there = leg((50, 0), (50, 40))
    assert reach(curves_of(*[there] * 100)[-1][0]) < 0.7


def test_a_short_leg_bows_more() -> None:
    ((curve,),) = curves_of(leg((50, 0), (50, 4)))
    assert reach(curve) == pytest.approx(0.18, abs=0.01)


def test_a_leg_has_a_curve_for_each_place_it_passes() -> None:
    (curves,) = curves_of(leg((50, 0), (55, 30), (60, 100)))
    assert len(curves) == 2
    assert curves[0][4:] == curves[1][:2]


def test_two_places_at_one_point_have_no_curve_between_them() -> None:
    assert curves_of(leg((50, 0), (50, 0))) == [[]]


def test_a_road_across_the_pacific_is_one_curve_on_an_unrolled_sheet() -> None:
    ((curve,),) = curves_of(leg(VLADIVOSTOK, SAN_FRANCISCO))
    assert abs(curve[4] - curve[0]) < SIDE / 2


def test_the_world_stays_uncut_when_no_leg_crosses_the_antimeridian() -> None:
    sheet = Sheet([leg(LONDON, NEW_YORK)])
    assert sheet.place(*VLADIVOSTOK) == to_world(*VLADIVOSTOK)


def test_a_road_round_the_world_leaves_the_sheet_once_and_comes_in_again() -> None:
    legs = [
        leg(LONDON, NEW_YORK),
        leg(NEW_YORK, SAN_FRANCISCO, names="bc"),
        leg(SAN_FRANCISCO, VLADIVOSTOK, names="cd"),
        leg(VLADIVOSTOK, LONDON, names="da"),
    ]
    curves = curves_of(*legs)
    assert sorted(len(each) for each in curves) == [1, 1, 1, 2]
    out, back = next(each for each in curves if len(each) == 2)
    assert abs(out[0] - back[0]) == abs(out[4] - back[4]) == SIDE


@given(st.lists(places, min_size=2, max_size=6, unique=True))
def test_every_leg_starts_and_ends_at_its_places(points: list[tuple[float, float]]) -> None:
    path = leg(*points)
    sheet = Sheet([path])
    spots = [sheet.place(*point) for point in points]
    curves = Bows(sheet).curves(path)
    starts = {tuple(curve[:2]) for curve in curves}
    ends = {tuple(curve[4:]) for curve in curves}
    for start, end in pairwise(spots):
        if start != end:
            assert start in starts
            assert end in ends


@given(st.lists(places, min_size=2, max_size=6, unique=True))
def test_no_curve_goes_the_long_way_round(points: list[tuple[float, float]]) -> None:
    (curves,) = curves_of(leg(*points))
    assert all(abs(curve[4] - curve[0]) <= SIDE / 2 for curve in curves)


@given(st.lists(places, min_size=2, max_size=6, unique=True))
def test_the_box_holds_every_place_and_every_bow(points: list[tuple[float, float]]) -> None:
    path = leg(*points)
    sheet = Sheet([path])
    curves = Bows(sheet).curves(path)
    x0, y0, x1, y1 = box_round([sheet.place(*point) for point in points], curves)
    for ax, ay, qx, qy, bx, by in curves:
        for t in (0, 0.25, 0.5, 0.75, 1):
            x = (1 - t) ** 2 * ax + 2 * t * (1 - t) * qx + t * t * bx
            y = (1 - t) ** 2 * ay + 2 * t * (1 - t) * qy + t * t * by
            assert x0 - 1 <= x <= x1 + 1
            assert y0 - 1 <= y <= y1 + 1


def test_a_lone_place_gets_room_round_it() -> None:
    x0, y0, x1, y1 = box_round([(1000, 2000)], [])
    assert (x1 - x0, y1 - y0) == (400, 400)


def test_an_area_becomes_a_closed_path() -> None:
    ring = ((0.0, 0.0), (90.0, 0.0), (90.0, 66.0), (0.0, 66.0), (0.0, 0.0))
    assert Sheet([]).area(((ring,),)) == "M32768 32768l16384 0 0-16152-16384 0z"


def test_an_area_beyond_the_cut_is_drawn_where_the_road_is() -> None:
    ring = ((-170.0, 50.0), (-150.0, 50.0), (-150.0, 60.0), (-170.0, 50.0))
    sheet = Sheet([leg(VLADIVOSTOK, SAN_FRANCISCO)])
    path = sheet.area(((ring,),))
    x = int(path[1:].split()[0])
    assert abs(x - sheet.place(55, -160)[0]) < SIDE / 20


def test_an_area_is_drawn_no_finer_than_can_be_seen() -> None:
    coast = tuple((lon / 100, 0.001 * (lon % 2)) for lon in range(9000))
    ring = (*coast, (90.0, 60.0), (0.0, 60.0), (0.0, 0.0))
    speck = ((10.0, -5.0), (10.01, -5.0), (10.0, -5.01), (10.0, -5.0))
    path = Sheet([]).area(((ring,), (speck,)))
    assert path.count("M") == 1
    assert len(path) < 5_000


def test_an_area_that_texts_only_name_is_drawn_half_as_finely() -> None:
    coast = tuple((lon / 100, 0.001 * (lon % 2)) for lon in range(9000))
    ring = (*coast, (90.0, 60.0), (0.0, 60.0), (0.0, 0.0))
    fine = Sheet([]).area(((ring,),))
    assert len(Sheet([]).area(((ring,),), is_only_named=True)) < 0.6 * len(fine)


def test_borders_keep_the_smallest_of_their_rings() -> None:
    empire = ((20.0, 40.0), (60.0, 40.0), (60.0, 60.0), (20.0, 60.0), (20.0, 40.0))
    town = ((10.0, 50.0), (10.5, 50.0), (10.5, 50.5), (10.0, 50.5), (10.0, 50.0))
    assert Sheet([]).borders(((empire,), (town,))).count("M") == 2
    assert Sheet([]).area(((empire,), (town,))).count("M") == 1


def test_a_ring_smaller_than_a_pixel_leaves_no_broken_path() -> None:
    dot = ((10.0, 50.0), (10.001, 50.0), (10.001, 50.001), (10.0, 50.0))
    assert Sheet([]).borders(((dot,),)) == ""
