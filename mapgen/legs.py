"""The legs of a road: which places each passes, when it can have happened, how long it is."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from mapgen.dates import Day
from mapgen.model import Evidence, LegPath, Position, Route, Stop
from mapgen.sphere import distance_km

Point = tuple[float, float]
"""Latitude and longitude in degrees."""


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
    """Lengths of great circles; a road there and back is measured once.

    A geodesic on the ellipsoid is within 0.6 % of it and takes ten times as long to find: a road is
    told to the nearest ten kilometres.
    """

    def __init__(self) -> None:
        self._known: dict[tuple[Point, Point], float] = {}

    def km(self, start: Point, end: Point) -> float:
        ends = (min(start, end), max(start, end))
        if ends not in self._known:
            self._known[ends] = distance_km(*ends[0], *ends[1])
        return self._known[ends]
