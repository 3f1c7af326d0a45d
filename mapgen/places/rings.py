"""Rings an author draws: closed, checked, turned the right way, and a point within them.

Corners are (lon, lat). A ring across the antimeridian counts on beyond 180 or -180.
"""

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise

from mapgen.atlas import Polygons

Point = tuple[float, float]
Ring = tuple[Point, ...]


class AreaFault(Exception):
    """An area that cannot be used. `corner` is the path of the faulty part below the area."""

    def __init__(
        self, code: str, message: str, hint: str, corner: tuple[int | str, ...] = ()
    ) -> None:
        self.code, self.message, self.hint, self.corner = code, message, hint, corner
        super().__init__(message)


def closed_ring(corners: Sequence[Point]) -> Ring:
    """The ring through the corners, its first repeated at the end, unrolled across longitude 180.

    Each edge is taken the shorter way round the world. Raises AreaFault for a ring with under
    three corners, one that crosses itself, or one that runs round a pole.
    """
    ring = list(corners)
    if ring and ring[0] == ring[-1]:
        ring.pop()
    if len(set(ring)) < 3:
        count = len(set(ring))
        message = f"a ring needs at least 3 corners, and this has {count}"
        raise AreaFault("ring-too-short", message, "for a single point write `at` instead")
    unrolled = _unrolled([*ring, ring[0]])
    if unrolled[0] != unrolled[-1]:
        raise AreaFault(
            "ring-round-pole",
            "the ring runs round a pole",
            "let it run along longitude 180 to latitude 90 and back along longitude -180",
        )
    _refuse_crossing(unrolled)
    if not twice_area(unrolled):
        raise AreaFault(
            "ring-too-short", "the ring encloses nothing", "its corners lie on one line"
        )
    return tuple(unrolled)


def _unrolled(ring: Sequence[Point]) -> list[Point]:
    found = [ring[0]]
    turns = 0
    for (lon, _), (next_lon, next_lat) in pairwise(ring):
        # Both ends on the cut: the edge runs along it, or over a pole, as it is written.
        if abs(next_lon - lon) > 180 and not abs(lon) == abs(next_lon) == 180:
            turns += 360 if next_lon < lon else -360
        found.append((next_lon + turns, next_lat))
    return found


def _refuse_crossing(ring: Sequence[Point]) -> None:
    crossing = _first_crossing(list(pairwise(ring)))
    if crossing is None:
        return
    first, second = crossing
    raise AreaFault(
        "ring-crosses-itself",
        f"the ring crosses itself: the edge after corner {first + 1} crosses that after "
        f"corner {second + 1}",
        "list the corners in the order in which you would walk round the area",
        (second,),
    )


def _first_crossing(edges: Sequence[tuple[Point, Point]]) -> tuple[int, int] | None:
    """The indexes of two edges that cross, in order: a sweep over the edges from west to east."""
    active: list[int] = []
    for index in sorted(range(len(edges)), key=lambda index: min(edges[index])[0]):
        start, end = edges[index]
        west = min(start[0], end[0])
        active = [other for other in active if max(edges[other])[0] >= west]
        for other in active:
            if _cross(start, end, *edges[other]):
                return min(index, other), max(index, other)
        active.append(index)
    return None


def _cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    """Whether two edges run through each other; to touch is not to cross."""
    return _side(a, b, c) * _side(a, b, d) < 0 and _side(c, d, a) * _side(c, d, b) < 0


def _side(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def oriented(polygons: Polygons) -> Polygons:
    """The polygons with outer rings counter-clockwise and holes clockwise (RFC 7946, 3.1.6)."""
    return tuple(
        tuple(
            ring if (twice_area(ring) > 0) == (index == 0) else ring[::-1]
            for index, ring in enumerate(polygon)
        )
        for polygon in polygons
    )


def twice_area(ring: Sequence[Point]) -> float:
    """Twice the area in square degrees; negative where the ring runs clockwise.

    >>> twice_area(((0, 0), (1, 0), (1, 1), (0, 0)))
    1
    """
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))


def label_point(polygons: Polygons) -> Point:
    """Latitude and longitude of a point well within the largest of the polygons.

    It is the middle of the longest stretch that one of three parallels runs within it.
    """
    largest = max(polygons, key=lambda polygon: abs(twice_area(polygon[0])))
    south, north = (edge(lat for _, lat in largest[0]) for edge in (min, max))
    stretches = [
        (east - west, lat, (west + east) / 2)
        for share in (0.5, 0.3, 0.7)
        for lat in [south + (north - south) * share]
        for west, east in _stretches(largest, lat)
    ]
    _, lat, lon = max(stretches, key=lambda stretch: stretch[0])
    return round(lat, 6), round(math.remainder(lon, 360), 6)


def _stretches(polygon: Sequence[Ring], lat: float) -> Iterator[Point]:
    crossings = sorted(
        a[0] + (lat - a[1]) / (b[1] - a[1]) * (b[0] - a[0])
        for ring in polygon
        for a, b in pairwise(ring)
        if (a[1] > lat) != (b[1] > lat)
    )
    yield from zip(crossings[::2], crossings[1::2], strict=True)
