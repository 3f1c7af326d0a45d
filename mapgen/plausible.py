"""Warnings that need geometry: what is possible on paper but not on the ground."""

from collections.abc import Iterator, Mapping, Sequence

from mapgen.atlas import country
from mapgen.errors import Problem
from mapgen.marks import Marks
from mapgen.model import LegPath, Means, Path, Place, Position, Route, Stop
from mapgen.sphere import distance_km, distance_to_ring_km, lies_in

BORDER_TOLERANCE_KM = 30.0
"""The outlines are simplified, and ports lie on them: this much outside is not worth a word."""

_FAR_OFF_KM = 1500.0
_FAR_OFF_TIMES = 5.0
_SHORTEST_TESTED_KM = 200.0

FASTEST_KM_A_DAY: Mapping[Means, Sequence[tuple[int, float]]] = {
    "foot": [(0, 70.0)],
    "horse": [(0, 200.0)],
    "sledge": [(0, 250.0)],
    "cart": [(0, 150.0)],
    "boat": [(0, 200.0), (1850, 400.0)],
    "ship": [(0, 350.0), (1838, 500.0), (1870, 800.0), (1900, 1200.0)],
    "train": [(1825, 600.0), (1850, 1000.0), (1890, 1500.0), (1930, 2000.0), (1965, 7000.0)],
    "car": [(1890, 400.0), (1920, 900.0), (1950, 1500.0)],
    "air": [(1910, 1000.0), (1919, 3500.0), (1945, 12000.0), (1958, 22000.0)],
}
"""The most that could be covered in a day and a night, by means, from a year on, in km.

These are generous: relays of fresh horses or dogs day and night, a clipper's and a liner's best
runs (26 knots), expresses without a stop and, from 1965, high-speed lines. Air begins with the
first flights, then airliners of the twenties with stops for fuel, airliners of 1945, and jets. A
leg is only called impossible when even this would not do.
"""


def find_implausible(
    route: Route,
    marks: Marks,
    positions: Mapping[str, Position],
    legs: Sequence[LegPath | None],
) -> list[Problem]:
    """Warnings: places outside their country or far off the road, stays and legs that cannot be."""
    return [
        *_outside_country(route, marks, positions),
        *_far_off(route, marks, positions),
        *_too_fast(route, marks, legs),
        *_overlapping(route, marks, positions),
    ]


def _outside_country(
    route: Route, marks: Marks, positions: Mapping[str, Position]
) -> Iterator[Problem]:
    for key, place in route.places.items():
        position = positions.get(key)
        if not position or not place.country or place.kind in ("country", "water"):
            continue
        outside = _km_outside(place, position)
        if outside > BORDER_TOLERANCE_KM:
            yield Problem(
                marks.value("places", key, "at" if place.at else "country"),
                "outside-country",
                f"`{key}` lies {outside:,.0f} km outside {place.country}",
                "is the country today's, and latitude written before longitude?",
                "warning",
            )


def _km_outside(place: Place, position: Position) -> float:
    land = country(place.country or "")
    if land is None:
        return 0.0
    outline = land.outline
    if any(lies_in(position.lat, position.lon, polygon) for polygon in outline):
        return 0.0
    return min(distance_to_ring_km(position.lat, position.lon, polygon[0]) for polygon in outline)


def _far_off(route: Route, marks: Marks, positions: Mapping[str, Position]) -> Iterator[Problem]:
    visited = dict.fromkeys(stop.place for stop in route.all_stops)
    points = {key: positions[key] for key in visited if key in positions}
    if not 6 <= len(points) <= 1000:
        return
    alone = [key for key in points if not _has_near(key, points, _FAR_OFF_KM)]
    farthest, key = max(((_nearest_km(key, points), key) for key in alone), default=(0.0, ""))
    others = [other for other in points if other != key]
    if alone and all(_has_near(other, points, farthest / _FAR_OFF_TIMES) for other in others):
        yield Problem(
            marks.key("places", key),
            "far-off",
            f"`{key}` lies {farthest:,.0f} km from the nearest other place of the road",
            "if that is right, nothing is to be done; else give it a country or an `at`",
            "warning",
        )


def _has_near(key: str, points: Mapping[str, Position], limit_km: float) -> bool:
    return any(km <= limit_km for km in _distances_km(key, points))


def _nearest_km(key: str, points: Mapping[str, Position]) -> float:
    return min(_distances_km(key, points))


def _distances_km(key: str, points: Mapping[str, Position]) -> Iterator[float]:
    """How far the other places lie, those first that come next on the road: most are near."""
    keys = list(points)
    at = keys.index(key)
    here = points[key]
    for other in (*keys[at + 1 :], *keys[:at]):
        there = points[other]
        yield distance_km(here.lat, here.lon, there.lat, there.lon)


def _too_fast(route: Route, marks: Marks, legs: Sequence[LegPath | None]) -> Iterator[Problem]:
    for (path, stop), leg in zip(route.located_stops, legs, strict=True):
        if leg is None or leg.first_day is None or leg.last_day is None:
            continue
        if leg.distance_km < _SHORTEST_TESTED_KM:
            continue
        days = max(1, leg.last_day - leg.first_day + 1)
        year = leg.first_day / 365.2425 + 1
        fastest = _fastest(stop.leg.by, year)
        if leg.distance_km / days > fastest:
            yield Problem(
                marks.value(*path, "leg" if stop.leg.by or stop.leg.when else "when"),
                "too-fast",
                f"{leg.distance_km:,.0f} km in {days} day{'s' * (days > 1)} to `{stop.id}`",
                _speed_hint(stop.leg.by, fastest),
                "warning",
            )


def _speed_hint(means: Means | None, fastest: float) -> str:
    if means is None or means == "unknown":
        return f"in those years by any means at most {fastest:,.0f} km a day; are both dates right?"
    if not fastest:
        first = FASTEST_KM_A_DAY[means][0][0]
        return f"nobody went by {means} before {first}; is it another means, or another date?"
    return f"in those years by {means} at most {fastest:,.0f} km a day; are both dates right?"


def _fastest(means: Means | None, year: float) -> float:
    if means is None or means == "unknown":
        return max(_fastest(each, year) for each in FASTEST_KM_A_DAY)
    return max((km for since, km in FASTEST_KM_A_DAY[means] if since <= year), default=0.0)


def _overlapping(
    route: Route, marks: Marks, positions: Mapping[str, Position]
) -> Iterator[Problem]:
    longest: tuple[Path, Stop, int] | None = None
    for path, stop in route.located_stops:
        if stop.when is None:
            continue
        begins, ends = stop.when.start.last, stop.when.end.first
        too_early = longest and begins is not None and begins < longest[2]
        if longest and too_early and not _is_nested(route, stop.place, longest[1].place):
            yield _overlap(path, stop, longest[0], longest[1], marks, positions)
        if stop.when.is_interval and ends is not None and (not longest or ends >= longest[2]):
            longest = (path, stop, ends)


def _is_nested(route: Route, place: str, other: str) -> bool:
    return route.is_within(place, other) or route.is_within(other, place)


def _overlap(
    path: Path,
    stop: Stop,
    other_path: Path,
    other: Stop,
    marks: Marks,
    positions: Mapping[str, Position],
) -> Problem:
    line = marks.value(*other_path, "when").line
    here, there = positions.get(stop.place), positions.get(other.place)
    apart = (
        f", {distance_km(here.lat, here.lon, there.lat, there.lon):,.0f} km away"
        if here and there
        else ""
    )
    dated = other.when.edtf if other.when else ""
    return Problem(
        marks.value(*path, "when"),
        "overlapping-stays",
        f"stop `{stop.id}` begins before the stay at `{other.id}` has ended{apart}",
        f"end the stay on line {line} where this one begins, or split it in two",
        "warning",
        label=f"`{other.id}` (line {line}) lasts {dated}",
    )
