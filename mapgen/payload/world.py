"""World units: Web Mercator, 65536 units wide, x from longitude -180 and y from the top.

Roads across the antimeridian are unrolled: the world is cut where the road does not run, and x
counts on beyond 0 or 65536.
"""

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from mapgen.atlas import Polygons
from mapgen.model import LegPath, Position

SIDE = 65536
_SHORT = SIDE * 6 / 256
_MOST_BOWS = 6
_AREA_DETAIL = 1 / 160
_BORDER_STEP = 8

Point = tuple[int, int]
Curve = list[int]
"""A quadratic curve: ax, ay, qx, qy, bx, by."""


def to_world(lat: float, lon: float) -> Point:
    """A place in world units; latitudes beyond Web Mercator's 85.05 degrees are cut to it.

    >>> to_world(0, 0), to_world(90, -180)
    ((32768, 32768), (0, 0))
    """
    sine = math.sin(math.radians(max(-85.0511287798, min(85.0511287798, lat))))
    y = 0.5 - math.log((1 + sine) / (1 - sine)) / (4 * math.pi)
    return round((lon + 180) / 360 * SIDE), round(y * SIDE)


class Sheet:
    """One sheet of the world, cut along the meridian that the fewest legs cross."""

    def __init__(self, legs: Iterable[LegPath | None]) -> None:
        self._seam = _seam(
            [
                (_wrapped(start[1]), _wrapped(end[1]))
                for leg in legs
                if leg
                for start, end in pairwise(leg.points)
            ]
        )
        self._known: dict[tuple[float, float], Point] = {}

    def place(self, lat: float, lon: float) -> Point:
        """Where a place lies on the sheet."""
        found = self._known.get((lat, lon))
        if found is None:
            x, y = to_world(lat, lon)
            found = self._known[lat, lon] = ((x - self._seam) % SIDE + self._seam, y)
        return found

    def position(self, position: Position) -> Point:
        """Where a position lies on the sheet."""
        return self.place(position.lat, position.lon)

    def area(self, polygons: Polygons, *, is_only_named: bool = False) -> str:
        """Polygons of (lon, lat) as SVG path data, drawn as finely as the size of the whole needs.

        An area that texts only name, round the place of a stop, is drawn half as finely. Each ring
        lies on the sheet as a whole; rings too small to be seen are left out.
        """
        rings = self._rings(polygons)
        step = max(map(_extent, rings), default=0) * _AREA_DETAIL * (2 if is_only_named else 1)
        return "".join(_path(ring, step) for ring in rings if _extent(ring) >= 12 * step)

    def borders(self, polygons: Polygons) -> str:
        """Polygons of (lon, lat) as SVG path data, every ring drawn to a few pixels up close."""
        return "".join(_path(ring, _BORDER_STEP) for ring in self._rings(polygons))

    def _rings(self, polygons: Polygons) -> list[list[Point]]:
        return [self._laid(ring) for polygon in polygons for ring in polygon]

    def _laid(self, ring: Sequence[tuple[float, float]]) -> list[Point]:
        """The corners of a closed ring on the sheet, the last one left out."""
        points = [to_world(lat, lon) for lon, lat in ring[:-1]]
        middle = (min(x for x, _ in points) + max(x for x, _ in points)) / 2
        shift = math.floor((middle - self._seam) / SIDE) * SIDE
        return [(x - shift, y) for x, y in points]


def _extent(ring: Sequence[Point]) -> int:
    xs, ys = zip(*ring, strict=True)
    return int(max(max(xs) - min(xs), max(ys) - min(ys)))


def _thinned(ring: Sequence[Point], step: float) -> list[Point]:
    """A ring without the corners that stand closer than a step to the one before."""
    kept = [ring[0]]
    kept += (point for point in ring[1:] if math.dist(point, kept[-1]) > step)
    return kept


def _path(corners: Sequence[Point], step: float) -> str:
    """A closed ring as a move and steps: `M10 20l5 0 0-5z`; nothing of one smaller than a step."""
    ring = _thinned(corners, step)
    if len(ring) < 3:
        return ""
    steps = "".join(
        f"{_spaced(x - before_x)}{_spaced(y - before_y)}"
        for (before_x, before_y), (x, y) in pairwise(ring)
    )
    return f"M{ring[0][0]} {ring[0][1]}l{steps.lstrip()}z"


def _spaced(number: int) -> str:
    return str(number) if number < 0 else f" {number}"


def _wrapped(lon: float) -> int:
    return round((lon + 180) / 360 * SIDE) % SIDE


def _seam(steps: Sequence[tuple[int, int]]) -> int:
    """The x at which to cut: 0 unless legs cross the antimeridian and elsewhere fewer do."""
    if not any(abs(end - start) > SIDE / 2 for start, end in steps):
        return 0
    stands = sorted({x for step in steps for x in step})
    crossings = _crossings(steps, stands)
    last = len(stands) - 1

    def width(gap: int) -> int:
        return stands[gap + 1] - stands[gap] if gap < last else stands[0] + SIDE - stands[last]

    if crossings[last] == min(crossings):
        return 0
    best = min(range(len(stands)), key=lambda gap: (crossings[gap], -width(gap)))
    seam = stands[best] + width(best) // 2
    return seam - SIDE if seam > SIDE / 2 else seam


def _crossings(steps: Sequence[tuple[int, int]], stands: Sequence[int]) -> list[int]:
    """How many legs cross each gap between neighbouring stands; the last gap holds the seam 0."""
    changes = [0] * (len(stands) + 1)
    for start, end in steps:
        west, east = sorted((start, end))
        first, last = bisect_left(stands, west), bisect_left(stands, east)
        if east - west <= SIDE / 2:
            changes[first] += 1
            changes[last] -= 1
        else:
            changes[0] += 1
            changes[first] -= 1
            changes[last] += 1
    found, count = [], 0
    for change in changes[:-1]:
        count += change
        found.append(count)
    return found


class Bows:
    """Bends each leg to the left of its travel; repeats of one pair of places bow further."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._drawn: Counter[tuple[str, str]] = Counter()

    def curves(self, leg: LegPath) -> list[Curve]:
        """One curve from place to place; two where it leaves the sheet and comes in again."""
        points = [self._sheet.place(lat, lon) for lat, lon in leg.points]
        found: list[Curve] = []
        for (start, end), pair in zip(pairwise(points), pairwise(leg.places), strict=True):
            found += self.between(start, end, pair)
        return found

    def between(self, start: Point, end: Point, pair: tuple[str, str]) -> list[Curve]:
        """The curve from one point of the sheet to another, by the ids of their places."""
        if start == end:
            return []
        step = end[0] - start[0]
        shift = -SIDE if step > SIDE / 2 else SIDE if step < -SIDE / 2 else 0
        bow = self._bow(pair, math.dist(start, (end[0] + shift, end[1])))
        inward = [_curve((start[0] - shift, start[1]), end, bow)] if shift else []
        return [_curve(start, (end[0] + shift, end[1]), bow), *inward]

    def _bow(self, pair: tuple[str, str], distance: float) -> float:
        before = min(self._drawn[pair], _MOST_BOWS)
        self._drawn[pair] += 1
        there = 0.03 if self._drawn[pair[1], pair[0]] else 0
        return 0.11 + 0.085 * before + there + (0.07 if distance < _SHORT else 0)


def _curve(start: Point, end: Point, bow: float) -> Curve:
    (ax, ay), (bx, by) = start, end
    return [
        ax, ay,
        round((ax + bx) / 2 + (by - ay) * bow), round((ay + by) / 2 - (bx - ax) * bow),
        bx, by,
    ]  # fmt: skip


def box_round(points: Iterable[Point], curves: Iterable[Curve]) -> list[int]:
    """x0, y0, x1, y1 round places and curves, bows included; a lone place gets some room."""
    xs, ys = [], []
    for x, y in points:
        xs.append(x)
        ys.append(y)
    for curve in curves:
        xs += _reach(*curve[::2])
        ys += _reach(*curve[1::2])
    x0, x1, y0, y1 = min(xs), max(xs), min(ys), max(ys)
    room = max(0, 400 - max(x1 - x0, y1 - y0)) // 2
    return [x0 - room, y0 - room, x1 + room, y1 + room]


def _reach(a: int, q: int, b: int) -> tuple[int, ...]:
    """Where a quadratic curve begins and ends, and where it turns between (Bézier, t of q')."""
    if min(a, b) <= q <= max(a, b):
        return (a, b)
    t = (a - q) / (a - 2 * q + b)
    return (a, b, round((1 - t) ** 2 * a + 2 * t * (1 - t) * q + t * t * b))
