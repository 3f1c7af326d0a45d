"""The legs of a road: which places each passes, when it can have happened, how long it is."""

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise

from geographiclib.geodesic import Geodesic

from mapgen.dates import Day
from mapgen.model import Evidence, LegPath, Position, Route, Stop

Point = tuple[float, float]
"""Latitude and longitude in degrees."""

_EQUATOR_RADIUS_M = 6_378_137.0
_FLATTENING = 1 / 298.257223563
_POLAR_RADIUS_M = _EQUATOR_RADIUS_M * (1 - _FLATTENING)
_PRECISE_RAD = 1e-12
_MOST_ROUNDS = 20


def draw_legs(
    route: Route, positions: Mapping[str, Position], evidence: Sequence[Evidence]
) -> tuple[LegPath | None, ...]:
    """The leg that leads to each stop, in story order.

    None for the first stop, where he stays in the same place, and where a place on the way has
    no position. A stay with a `via` is a round trip.
    """
    measure = _Measure()
    stops = route.all_stops
    legs: list[LegPath | None] = [None] * len(stops)
    for index in range(1, len(stops)):
        places = (stops[index - 1].place, *stops[index].leg.via, stops[index].place)
        if len(set(places)) == 1 or not all(place in positions for place in places):
            continue
        points = tuple((positions[place].lat, positions[place].lon) for place in places)
        first_day, last_day = _days(stops, evidence, index)
        legs[index] = LegPath(
            stop=index,
            places=places,
            points=points,
            distance_km=sum(measure.km(*ends) for ends in pairwise(points)),
            first_day=first_day,
            last_day=last_day,
            is_forced=stops[index].leg.is_forced,
            evidence=evidence[index].leg,
        )
    return tuple(legs)


def _days(
    stops: Sequence[Stop], evidence: Sequence[Evidence], index: int
) -> tuple[Day | None, Day | None]:
    """The first and last day of a journey: its own, else what the stops at its ends leave."""
    before, stop = stops[index - 1], stops[index]
    if stop.leg.when:
        return stop.leg.when.first, stop.leg.when.last
    first, last = evidence[index - 1].first_day, evidence[index].last_day
    if before.when:
        # A stay whose end is open has not ended before it began; and the other way round.
        ends = before.when.end.first
        first = before.when.first if ends is None else ends
    if stop.when:
        begins = stop.when.start.last
        last = stop.when.last if begins is None else begins
    return first, last


class _Measure:
    """Lengths of geodesics; a road there and back is measured once."""

    def __init__(self) -> None:
        self._known: dict[tuple[Point, Point], float] = {}

    def km(self, start: Point, end: Point) -> float:
        ends = (min(start, end), max(start, end))
        if ends not in self._known:
            self._known[ends] = geodesic_km(*ends)
        return self._known[ends]


def geodesic_km(start: Point, end: Point) -> float:
    """The length in km of the shortest line on the WGS 84 ellipsoid.

    Vincenty's inverse formula (1975), ten times faster than Karney's and alike to a millimetre;
    Karney's where the other does not settle, which is near the opposite side of the Earth.

    >>> round(geodesic_km((0, 0), (0, 1)), 3)
    111.319
    """
    length_m = _vincenty_m(start, end)
    if length_m is None:
        length_m = Geodesic.WGS84.Inverse(*start, *end, Geodesic.DISTANCE)["s12"]
    return float(length_m) / 1000


def _vincenty_m(start: Point, end: Point) -> float | None:
    """The length in metres, or None where the formula does not settle. Letters are Vincenty's."""
    f = _FLATTENING
    lat1 = math.atan((1 - f) * math.tan(math.radians(start[0])))
    lat2 = math.atan((1 - f) * math.tan(math.radians(end[0])))
    sin1, cos1, sin2, cos2 = math.sin(lat1), math.cos(lat1), math.sin(lat2), math.cos(lat2)
    east = math.radians(end[1] - start[1])
    turn = east
    for _ in range(_MOST_ROUNDS):
        sin_turn, cos_turn = math.sin(turn), math.cos(turn)
        sin_s = math.hypot(cos2 * sin_turn, cos1 * sin2 - sin1 * cos2 * cos_turn)
        if sin_s == 0:
            return 0.0 if start[0] == end[0] else None
        cos_s = sin1 * sin2 + cos1 * cos2 * cos_turn
        s = math.atan2(sin_s, cos_s)
        sin_a = cos1 * cos2 * sin_turn / sin_s
        cos2_a = 1 - sin_a**2
        cos_2m = cos_s - 2 * sin1 * sin2 / cos2_a if cos2_a else 0.0
        c = f / 16 * cos2_a * (4 + f * (4 - 3 * cos2_a))
        wave = s + c * sin_s * (cos_2m + c * cos_s * (2 * cos_2m**2 - 1))
        before, turn = turn, east + (1 - c) * f * sin_a * wave
        if abs(turn - before) < _PRECISE_RAD:
            return _length_m(cos2_a, s, sin_s, cos_s, cos_2m)
    return None


def _length_m(cos2_a: float, s: float, sin_s: float, cos_s: float, cos_2m: float) -> float:
    u2 = cos2_a * (_EQUATOR_RADIUS_M**2 - _POLAR_RADIUS_M**2) / _POLAR_RADIUS_M**2
    a = 1 + u2 / 16384 * (4096 + u2 * (-768 + u2 * (320 - 175 * u2)))
    b = u2 / 1024 * (256 + u2 * (-128 + u2 * (74 - 47 * u2)))
    inner = cos_s * (2 * cos_2m**2 - 1)
    inner -= b / 6 * cos_2m * (4 * sin_s**2 - 3) * (4 * cos_2m**2 - 3)
    return _POLAR_RADIUS_M * a * (s - b * sin_s * (cos_2m + b / 4 * inner))
