"""The legs of a road: which there are, when they can have happened, how long they are."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from geopy.distance import geodesic
from hypothesis import given
from hypothesis import strategies as st

from mapgen.dates import day_from_civil
from mapgen.evidence import weigh_evidence
from mapgen.legs import draw_legs
from mapgen.loading import load_route
from mapgen.model import LegPath, Position
from mapgen.sphere import distance_km

PLACES = {
    "odessa": (46.48, 30.73),
    "kiev": (50.45, 30.52),
    "vladivostok": (43.12, 131.89),
    "san-francisco": (37.77, -122.42),
}


def drawn(folder: Path, *stops: str, without: Sequence[str] = ()) -> tuple[LegPath | None, ...]:
    """The legs of a route with these stops, written as flow mappings."""
    lines = ["route: small", "title: Small", "subject: {name: Someone}", "places:"]
    lines += [f"  {key}: {{name: {key}}}" for key in PLACES]
    lines += ["stops:", *(f"  - {{{stop}}}" for stop in stops)]
    path = folder / "small.yaml"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    route = load_route(path).route
    assert route is not None
    positions = {
        key: Position(lat, lon, "settlement", "route")
        for key, (lat, lon) in PLACES.items()
        if key not in without
    }
    return draw_legs(route, positions, weigh_evidence(route))


def second_leg(folder: Path, first: str, second: str) -> LegPath:
    _, leg = drawn(folder, f"id: a, place: odessa{first}", f"id: b, place: kiev{second}")
    assert leg is not None
    return leg


def test_no_leg_leads_to_the_first_stop(tmp_path: Path) -> None:
    first, second = drawn(tmp_path, "id: a, place: odessa", "id: b, place: kiev")
    assert first is None
    assert second is not None
    assert (second.stop, second.places) == (1, ("odessa", "kiev"))
    assert second.points == (PLACES["odessa"], PLACES["kiev"])


def test_no_leg_leads_to_a_stop_in_the_same_place(tmp_path: Path) -> None:
    assert drawn(tmp_path, "id: a, place: kiev", "id: b, place: kiev") == (None, None)


def test_a_way_round_to_the_same_place_is_a_leg(tmp_path: Path) -> None:
    _, leg = drawn(
        tmp_path, "id: a, place: kiev", "id: b, place: kiev, leg: {via: [odessa, vladivostok]}"
    )
    assert leg is not None
    assert leg.places == ("kiev", "odessa", "vladivostok", "kiev")


def test_a_leg_is_as_long_as_all_its_parts(tmp_path: Path) -> None:
    _, leg = drawn(
        tmp_path, "id: a, place: odessa", "id: b, place: vladivostok, leg: {via: [kiev]}"
    )
    assert leg is not None
    parts = geodesic(PLACES["odessa"], PLACES["kiev"], PLACES["vladivostok"])
    assert leg.distance_km == pytest.approx(parts.km, rel=0.006)


def test_the_shorter_way_over_the_pacific_is_measured(tmp_path: Path) -> None:
    _, leg = drawn(tmp_path, "id: a, place: vladivostok", "id: b, place: san-francisco")
    assert leg is not None
    assert leg.distance_km == pytest.approx(8335, rel=0.006)


def test_no_leg_is_drawn_to_a_place_without_position(tmp_path: Path) -> None:
    stops = ("id: a, place: odessa", "id: b, place: kiev", "id: c, place: vladivostok")
    _, to_kiev, from_kiev = drawn(tmp_path, *stops, without=["kiev"])
    assert (to_kiev, from_kiev) == (None, None)


def test_a_leg_is_forced_by_its_kind_alone(tmp_path: Path) -> None:
    assert second_leg(tmp_path, "", ", leg: {kind: deportation}").is_forced
    assert not second_leg(tmp_path, "", ", event: prison").is_forced


def test_a_leg_nobody_tells_of_is_inferred(tmp_path: Path) -> None:
    assert second_leg(tmp_path, "", "").evidence == "inferred"


@pytest.mark.parametrize(
    ("first", "second", "days"),
    [
        (
            ", when: 1902-01/1902-03",
            ", when: 1903-05/1904",
            ((1902, 3, 1), (1903, 5, 31)),
        ),
        (", when: 1902-01-07", ", when: 1902-02-03", ((1902, 1, 7), (1902, 2, 3))),
        (
            ", when: 1902-01",
            ", when: 1902-05, leg: {when: 1902-03-02/1902-04}",
            ((1902, 3, 2), (1902, 4, 30)),
        ),
        (", when: 1902-01", ", when: 1902-05, leg: {when: ../1902-04}", (None, (1902, 4, 30))),
        ("", ", when: 1902-05", (None, (1902, 5, 31))),
        (", when: 1902-01/..", ", when: 1902-05", ((1902, 1, 1), (1902, 5, 31))),
        (", when: 1902-01", ", when: ../1902-05", ((1902, 1, 1), (1902, 5, 31))),
    ],
    ids=["stays", "days", "its own date", "open", "undated before", "open end", "open start"],
)
def test_a_leg_happened_between_the_stops_or_when_it_says(
    tmp_path: Path,
    first: str,
    second: str,
    days: tuple[tuple[int, int, int] | None, tuple[int, int, int] | None],
) -> None:
    leg = second_leg(tmp_path, first, second)
    expected = tuple(day_from_civil(*day) if day else None for day in days)
    assert (leg.first_day, leg.last_day) == expected


def test_an_undated_stop_has_the_days_that_its_neighbours_leave(tmp_path: Path) -> None:
    _, to_kiev, from_kiev = drawn(
        tmp_path,
        "id: a, place: odessa, when: 1902-01-10",
        "id: b, place: kiev",
        "id: c, place: odessa, when: 1903-02-11",
    )
    assert to_kiev is not None
    assert from_kiev is not None
    bounds = day_from_civil(1902, 1, 10), day_from_civil(1903, 2, 11)
    assert (to_kiev.first_day, to_kiev.last_day) == bounds
    assert (from_kiev.first_day, from_kiev.last_day) == bounds


LATITUDES = st.floats(-90, 90)
LONGITUDES = st.floats(-180, 180)


@given(st.tuples(LATITUDES, LONGITUDES), st.tuples(LATITUDES, LONGITUDES))
def test_lengths_are_those_of_geodesics_within_six_thousandths(
    start: tuple[float, float], end: tuple[float, float]
) -> None:
    assert distance_km(*start, *end) == pytest.approx(geodesic(start, end).km, rel=0.006, abs=1e-5)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ((90, 0), (-90, 0)),
        ((90, 10), (90, 50)),
        ((0, 0), (0, 180)),
        ((0, 0), (0.5, 179.7)),
        ((10, 0), (-10, 180)),
        ((45, 180), (45, -180)),
        ((45, 20), (45, 20)),
        ((0, 0), (0, 90)),
    ],
    ids=[
        "pole to pole", "at a pole", "opposite on the equator", "nearly opposite", "opposite",
        "same beyond 180", "same", "along the equator",
    ],
)  # fmt: skip
def test_lengths_are_right_in_odd_places(
    start: tuple[float, float], end: tuple[float, float]
) -> None:
    assert distance_km(*start, *end) == pytest.approx(geodesic(start, end).km, rel=0.006, abs=1e-5)


def test_a_road_there_and_back_is_as_long_both_ways(tmp_path: Path) -> None:
    _, there, back = drawn(
        tmp_path, "id: a, place: odessa", "id: b, place: kiev", "id: c, place: odessa"
    )
    assert there is not None
    assert back is not None
    assert there.distance_km == back.distance_km > 400
