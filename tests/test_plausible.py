"""Warnings that need geometry: each fires where it should, and is silent next to it."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from mapgen.dates import parse_edtf
from mapgen.errors import Problem
from mapgen.loading import load_route
from mapgen.model import LegPath, Position
from mapgen.plausible import find_implausible

ODESSA = (46.48, 30.74)
KIEV = (50.45, 30.52)


def warned(folder: Path, *route: Any, **more: Any) -> list[tuple[str, str]]:
    """Codes and messages for a route as `problems` has it."""
    return [(problem.code, problem.message) for problem in problems(folder, *route, **more)]


def problems(
    folder: Path,
    places: Mapping[str, tuple[float, float]],
    stops: Sequence[str],
    *,
    country: str = "UA",
    km: float | None = None,
) -> list[Problem]:
    """What is implausible of a route whose stops are flow mappings, legs dated by the stops."""
    lines = ["route: small", "title: Small", "subject: {name: Someone}", "places:"]
    lines += [f"  {key}: {{name: {key}, country: {country}}}" for key in places]
    lines += ["stops:", *(f"  - {{{stop}}}" for stop in stops)]
    path = folder / "small.yaml"
    path.write_text("\n".join(lines))
    loaded = load_route(path)
    assert loaded.route is not None, loaded.problems
    positions = {
        key: Position(lat, lon, "settlement", "route") for key, (lat, lon) in places.items()
    }
    legs: list[LegPath | None] = [None] * len(stops)
    if km is not None:
        when = loaded.route.all_stops[1].leg.when
        assert when is not None
        legs[1] = LegPath(1, (), (), km, when.first, when.last, False, "stated")
    found = find_implausible(loaded.route, loaded.marks, positions, legs)
    assert all(problem.severity == "warning" for problem in found)
    return found


def two_stops(first: str, second: str, **extra: Any) -> list[str]:
    leg = extra.get("leg", "{}")
    return [
        f"id: a, place: odessa, when: {first}",
        f"id: b, place: {extra.get('place', 'kiev')}, when: {second}, leg: {leg}",
    ]


BOTH = {"odessa": ODESSA, "kiev": KIEV}


@pytest.mark.parametrize(
    ("at", "outside"),
    [(ODESSA, False), ((30.74, 46.48), True), ((31.85, -102.37), True), ((46.2, 31.0), False)],
    ids=["Odessa", "latitude and longitude exchanged", "Odessa in Texas", "off its coast"],
)
def test_a_place_outside_its_country_is_warned_of(
    tmp_path: Path, at: tuple[float, float], outside: bool
) -> None:
    found = warned(tmp_path, {"odessa": at}, ["id: a, place: odessa"])
    assert [code for code, _ in found] == ["outside-country"] * outside


def test_an_island_left_out_of_the_outlines_is_not_held_against_its_country(
    tmp_path: Path,
) -> None:
    prinkipo = (40.87, 29.12)
    found = warned(tmp_path, {"prinkipo": prinkipo}, ["id: a, place: prinkipo"], country="TR")
    assert found == []


@pytest.mark.parametrize(
    ("leg", "km", "too_fast"),
    [
        ("{by: foot, when: 1902-10-01/1902-10-02}", 440.0, True),
        ("{by: foot, when: 1902-10}", 440.0, False),
        ("{by: train, when: 1902-10-01}", 1400.0, False),
        ("{by: train, when: 1902-10-01}", 1600.0, True),
        ("{by: train, when: 1970-10-01}", 1600.0, False),
        ("{by: air, when: 1902-10-01}", 300.0, True),
        ("{by: ship, when: 1902-10-01/1902-10-05}", 5500.0, False),
        ("{by: ship, when: 1842-10-01/1842-10-05}", 5500.0, True),
        ("{when: 1902-10-01}", 1600.0, True),
        ("{by: foot, when: 1902-10-01}", 150.0, False),
    ],
    ids=[
        "on foot in two days",
        "on foot in a month",
        "by express in a day",
        "by train beyond any express",
        "by train in 1970",
        "by air before there was any",
        "by liner",
        "by liner before there was any",
        "by means unknown",
        "too short to be judged",
    ],
)
def test_a_leg_faster_than_its_means_allowed_is_warned_of(
    tmp_path: Path, leg: str, km: float, too_fast: bool
) -> None:
    found = warned(tmp_path, BOTH, two_stops("1902", "1902/1980", leg=leg), km=km)
    assert [code for code, _ in found if code == "too-fast"] == ["too-fast"] * too_fast


@pytest.mark.parametrize(
    ("leg", "hint"),
    [
        ("{by: air, when: 1902-10-01}", "nobody went by air before 1910; is it another"),
        ("{by: foot, when: 1902-10-01}", "in those years by foot at most"),
        ("{when: 1902-10-01}", "in those years by any means at most 1,500 km a day; are both"),
    ],
    ids=["too early", "too fast", "any means"],
)
def test_a_means_that_did_not_exist_yet_is_told_apart_from_one_that_was_slower(
    tmp_path: Path, leg: str, hint: str
) -> None:
    [found] = problems(tmp_path, BOTH, two_stops("1902", "1902/1980", leg=leg), km=1600)
    assert found.hint.startswith(hint)


@pytest.mark.parametrize(
    ("first", "second", "place", "overlap"),
    [
        ("1902-01/1902-12", "1902-06", "kiev", True),
        ("1902-01/1902-12", "1902-12", "kiev", False),
        ("1902-01/1902-12~", "1903", "kiev", False),
        ("1902-01/1902-12", "1902-06", "odessa", False),
        ("1902", "1902-06", "kiev", False),
        ("1902/..", "1903", "kiev", False),
        ("1902-01-01/1902-12-05", "1902-12-05", "kiev", False),
        ("1902-01-01/1902-12-05", "1902-12-04", "kiev", True),
    ],
    ids=[
        "inside",
        "on the last month",
        "after",
        "same place",
        "no interval",
        "open end",
        "on the last day",
        "on the day before the last",
    ],
)
def test_stays_that_overlap_in_distant_places_are_warned_of(
    tmp_path: Path, first: str, second: str, place: str, overlap: bool
) -> None:
    found = warned(tmp_path, BOTH, two_stops(first, second, place=place))
    assert [code for code, _ in found] == ["overlapping-stays"] * overlap
    if overlap:
        assert "442 km away" in found[0][1]


@pytest.mark.parametrize(
    ("first", "second"), [("ukraine", "kiev"), ("kiev", "ukraine")], ids=["into it", "out of it"]
)
def test_a_stay_within_a_wider_one_is_no_overlap(tmp_path: Path, first: str, second: str) -> None:
    path = tmp_path / "small.yaml"
    path.write_text(
        "route: small\ntitle: Small\nsubject: {name: Someone}\n"
        "places:\n  ukraine: {name: Ukraine, kind: country, country: UA}\n"
        "  kiev: {name: Kiev, country: UA}\n"
        f"stops:\n  - {{id: a, place: {first}, when: 1902-01/1902-12}}\n"
        f"  - {{id: b, place: {second}, when: 1902-06}}\n"
    )
    loaded = load_route(path)
    assert loaded.route is not None
    assert find_implausible(loaded.route, loaded.marks, {}, [None, None]) == []


def test_a_place_far_off_the_rest_of_the_road_is_warned_of(tmp_path: Path) -> None:
    near = {f"p{n}": (48.0 + n / 2, 30.0 + n / 3) for n in range(8)}
    stops = [f"id: s{n}, place: p{n}" for n in range(8)]
    assert warned(tmp_path, near, stops) == []
    stops.append("id: away, place: away")
    far = {**near, "away": (49.0, -97.0)}
    codes = [code for code, _ in warned(tmp_path, far, stops, country="CA")]
    assert codes.count("far-off") == 1


def test_dates_without_bounds_are_no_ground_for_a_warning(tmp_path: Path) -> None:
    assert parse_edtf("1902/..").last is None
    found = warned(tmp_path, BOTH, two_stops("1902", "1903", leg="{by: foot, when: ../1903}"))
    assert found == []
