"""All that the stages found out about one route, as the payload takes it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from mapgen.atlas import Polygons
from mapgen.model import Evidence, LegPath, Position, Route, Selector

QuoteAt = tuple[int, int]
"""Where a quote stands: the index of its stop, and its own among the quotes there."""


@dataclass(frozen=True, slots=True)
class Road:
    """A route with its evidence and legs, one each per stop, its positions and its selectors.

    `own_borders` are polygons that the author supplies in place of the borders of today, (lon, lat)
    as in GeoJSON.
    """

    route: Route
    evidence: Sequence[Evidence]
    positions: Mapping[str, Position]
    legs: Sequence[LegPath | None]
    selectors: Mapping[QuoteAt, Selector]
    own_borders: Polygons = ()

    @property
    def borders(self) -> Literal["today", "own", "none"]:
        """Which borders the map shows."""
        if self.route.borders == "none":
            return "none"
        return "own" if self.own_borders else "today"
