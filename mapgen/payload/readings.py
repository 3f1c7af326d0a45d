"""What the map draws of a side that its author does not follow."""

from itertools import pairwise
from typing import Any

from mapgen.model import Conflict, Says
from mapgen.payload.road import Road
from mapgen.payload.timeline import Timeline
from mapgen.payload.world import Bows, Sheet


class Readings:
    """Draws what passages say against the reading: other places, other ways, other dates."""

    def __init__(self, road: Road, sheet: Sheet, timeline: Timeline) -> None:
        self._road = road
        self._stops = road.route.all_stops
        self._sheet = sheet
        self._timeline = timeline

    def drawn(self, conflict: Conflict, claim: Says | None) -> dict[str, Any] | None:
        """The other places, the curves from and to them, and the reach of another date.

        None where nothing of a claim can be drawn: other means, or a place without a position.
        """
        if not claim:
            return None
        way = self._way(conflict, claim)
        bar = self._timeline.reach(claim.when) if claim.when else []
        if not (way or bar):
            return None
        others = {claim.where, claim.from_, claim.to}
        bows = Bows(self._sheet)
        return {
            "places": [list(self._point(place)) for place in way if place in others],
            "curves": [
                curve
                for pair in pairwise(way)
                for curve in bows.between(self._point(pair[0]), self._point(pair[1]), pair)
            ],
            "bar": bar,
        }

    def _way(self, conflict: Conflict, claim: Says) -> list[str]:
        """Where he comes from and goes by a claim, in order; of another place also where next."""
        here = self._stops[conflict.stop].place
        before, after = (
            [self._stops[index].place] if 0 <= index < len(self._stops) else []
            for index in (conflict.stop - 1, conflict.stop + 1)
        )
        other = claim.where or claim.to
        if conflict.about == "place" and other:
            way = [*before, other, *after]
        elif claim.from_ or claim.to:
            way = [*([claim.from_] if claim.from_ else before), claim.to or here]
        else:
            way = []
        return way if all(place in self._road.positions for place in way) else []

    def _point(self, place: str) -> tuple[int, int]:
        return self._sheet.position(self._road.positions[place])
