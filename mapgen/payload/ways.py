"""How he came to a stop, in words."""

from dataclasses import dataclass

from mapgen.dates import DateSpan
from mapgen.model import Leg, LegKind, LegPath, Means, Says
from mapgen.payload.naming import Names
from mapgen.wording import Pieces, Wording


@dataclass(frozen=True, slots=True)
class Way:
    """What is said of one journey; every part of it may be missing."""

    kind: LegKind | None = None
    by: Means | None = None
    when: DateSpan | None = None
    start: str | None = None
    end: str | None = None
    via: tuple[str, ...] = ()
    distance_km: float = 0

    @classmethod
    def read(cls, leg: Leg, start: str | None, path: LegPath | None) -> "Way":
        """The journey as the author reads it, from the place of the stop before."""
        distance = path.distance_km if path else 0
        return cls(leg.kind, leg.by, leg.when, start, None, leg.via, distance)

    @classmethod
    def claimed(cls, says: Says) -> "Way":
        """The journey as a passage tells it."""
        return cls(None, says.by, says.when, says.from_, says.to, says.via)


def way_in_words(way: Way, say: Wording, names: Names) -> Pieces:
    """The parts of a journey that are known, in a row; distances to two figures."""
    parts: list[Pieces] = []
    if way.kind and way.kind != "travel":
        parts.append([say.section("legs")[way.kind]])
    if way.by and way.by != "unknown":
        parts.append([say.section("means")[way.by]])
    if way.start:
        parts.append(say.pieces("stop", "from", place=[names.then(way.start, way.when)]))
    if way.via:
        parts.append(say.pieces("stop", "via", places=names.several(way.via)))
    if way.end:
        parts.append(say.pieces("stop", "to", place=[names.then(way.end, way.when)]))
    if way.when:
        parts.append([say.date(way.when)])
    if way.distance_km:
        parts.append(say.pieces("stop", "distance", km=rounded_km(way.distance_km, say)))
    return say.joined(parts, say.section("list")["clauses"])


def rounded_km(distance_km: float, say: Wording) -> str:
    """A distance to two figures, as it is measured no better; at least one kilometre."""
    digits = len(str(int(distance_km)))
    return say.number(max(1, int(round(distance_km, min(0, 2 - digits)))))
