"""Carving the world into what a page draws: shores, lakes and borders, in several details.

Used by `mapgen.atlas.derive` alone. All geometry here is in world units: Web Mercator, 65536
units wide, y from the top, cut into square cells. A line is kept as arcs, one for each cell it
runs through; every detail of an arc begins and ends in the same corners, so that a page may take
each cell in the detail it needs and all lines still meet.
"""

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import shapely
from shapely import LineString, MultiLineString, MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from mapgen.atlas.basemap import CELL, WORLD, Arc, Ring

Point = tuple[float, float]
Cell = tuple[int, int]
Corners = Sequence[Point]

_FAR_OUT = 4 * WORLD


@dataclass(frozen=True, slots=True)
class Carver:
    """How finely each detail is drawn, finest last: the tolerance of each, in world units.

    `smallest_island` in square units is what the finest detail still shows.
    """

    tolerances: tuple[float, ...]
    smallest_island: float

    def rings(self, shapes: Sequence[BaseGeometry]) -> list[Ring]:
        """The outlines of all that the shapes cover together, holes too, largest first.

        The shapes must be a coverage: no overlaps, shared edges alike to the last bit.
        """
        cut = [with_grid_corners(shape) for shape in shapes]
        kept = self._kept_corners(cut)
        outlines = (
            ring
            for mass in shapely.get_parts(shapely.orient_polygons(shapely.coverage_union_all(cut)))
            for ring in (mass.exterior, *mass.interiors)
        )
        found = [self._ring(list(outline.coords), kept) for outline in outlines]
        return sorted(found, key=lambda ring: (-ring.area, ring.arcs[0].start))

    def borders(self, countries: Sequence[BaseGeometry]) -> list[Arc]:
        """Every stretch of border between two countries, cell by cell, in lines that go on."""
        cut = [with_grid_corners(country) for country in countries]
        kept = self._kept_corners(cut)
        owners_of: dict[tuple[Point, Point], set[int]] = defaultdict(set)
        for owner, country in enumerate(cut):
            for start, end in _edges(country):
                owners_of[min((start, end), (end, start))].add(owner)
        by_cell: dict[Cell, list[LineString]] = defaultdict(list)
        for ends, owners in owners_of.items():
            if len(owners) > 1:
                by_cell[_cell_of(*ends)].append(LineString(ends))
        lines = [
            list(line.coords)
            for edges in by_cell.values()
            for line in shapely.get_parts(shapely.line_merge(MultiLineString(edges)))
        ]
        arcs = [self._arc(line, kept) for line in _without_slivers(lines, kept[-1])]
        return list(in_lines(sorted(arcs, key=lambda arc: (arc.cell, arc.start))))

    def _kept_corners(self, cut: Sequence[BaseGeometry]) -> list[set[Point]]:
        pieces = [piece for shape in cut for piece in _cut_into_cells(shape)]
        return [
            {
                (x, y)
                for x, y in shapely.get_coordinates(shapely.coverage_simplify(pieces, tolerance))
            }
            for tolerance in self.tolerances
        ]

    def _ring(self, corners: Corners, kept: list[set[Point]]) -> Ring:
        arcs = [self._arc(arc, kept) for arc in _arcs(corners)]
        return Ring(area=round(Polygon(corners).area), arcs=tuple(arcs))

    def _arc(self, corners: Corners, kept: list[set[Point]]) -> Arc:
        return Arc(
            cell=_cell_of(*corners[:2]),
            start=_whole(corners[0]),
            steps=tuple(_steps(_simplified(corners, wanted)) for wanted in kept),
        )


def in_lines(arcs: Sequence[Arc]) -> Iterator[Arc]:
    """The arcs so that as many as can be go on from the one before, some of them turned round."""
    at: dict[tuple[int, int], list[Arc]] = defaultdict(list)
    for arc in arcs:
        at[arc.start].append(arc)
        at[_end(arc)].append(arc)
    left = dict.fromkeys(arcs)
    forks_first = sorted(at, key=lambda corner: len(at[corner]) == 2)
    for corner in forks_first:
        for first in at[corner]:
            here, next_one, goes_on = corner, first if first in left else None, False
            while next_one:
                del left[next_one]
                arc = next_one if next_one.start == here else _turned(next_one)
                yield arc._replace(goes_on=goes_on)
                here, goes_on = _end(arc), True
                next_one = next((other for other in at[here] if other in left), None)


def _end(arc: Arc) -> tuple[int, int]:
    numbers = _numbers(arc.steps[0])
    return arc.start[0] + sum(numbers[::2]), arc.start[1] + sum(numbers[1::2])


def _turned(arc: Arc) -> Arc:
    """The same arc from its end to its start."""
    return arc._replace(start=_end(arc), steps=tuple(map(_backwards, arc.steps)))


def _backwards(steps: str) -> str:
    numbers = _numbers(steps)
    pairs = zip(numbers[::2], numbers[1::2], strict=True)
    return _written([(-x, -y) for x, y in reversed(list(pairs))])


def _numbers(steps: str) -> list[int]:
    return [int(number) for number in re.findall(r"-?\d+", steps)]


def to_world(lon: float, lat: float) -> Point:
    """A point in world units (Web Mercator, EPSG:3857 scaled to 65536)."""
    sine = math.sin(math.radians(lat))
    return (
        (lon + 180) / 360 * WORLD,
        (0.5 - math.log((1 + sine) / (1 - sine)) / (4 * math.pi)) * WORLD,
    )


def without_islands(shapes: Sequence[BaseGeometry], smallest: float) -> list[BaseGeometry]:
    """The shapes without islands under an area, but each shape with its largest part.

    An island is a land mass of its own, whoever shares it: a small enclave is not one.
    """
    masses = shapely.get_parts(shapely.coverage_union_all(shapes))
    tree = shapely.STRtree(masses[shapely.area(masses) < smallest])
    kept: list[BaseGeometry] = []
    for shape in shapes:
        parts = shapely.get_parts(shape)
        stays = np.ones(len(parts), dtype=bool)
        on_islands, _ = tree.query(shapely.point_on_surface(parts), predicate="within")
        stays[on_islands] = False
        stays[int(np.argmax(shapely.area(parts)))] = True
        kept.append(MultiPolygon(list(parts[stays])))
    return kept


def with_grid_corners(shape: BaseGeometry) -> BaseGeometry:
    """The same shape with a corner wherever its outline crosses the edge of a cell."""
    return shapely.multipolygons(
        [
            Polygon(
                _with_crossings(part.exterior.coords),
                [_with_crossings(hole.coords) for hole in part.interiors],
            )
            for part in shapely.get_parts(shape)
        ]
    )


def _with_crossings(ring: Iterable[Point]) -> list[Point]:
    points = list(ring)
    found = points[:1]
    for start, end in pairwise(points):
        # Neighbours run along a shared border in opposite directions; reckoned from the same
        # end, their corners come out the same to the last bit.
        low, high = sorted((start, end))
        corners = sorted(set(_crossings(low, high)))
        found += corners if low == start else reversed(corners)
        found.append(end)
    return [found[0], *(after for before, after in pairwise(found) if after != before)]


def _crossings(low: Point, high: Point) -> Iterator[Point]:
    for axis in (0, 1):
        a, b = sorted((low[axis], high[axis]))
        for number in range(math.floor(a / CELL) + 1, math.ceil(b / CELL)):
            share = (number * CELL - low[axis]) / (high[axis] - low[axis])
            other = low[1 - axis] + share * (high[1 - axis] - low[1 - axis])
            yield (number * CELL, other) if axis == 0 else (other, number * CELL)


def _cut_into_cells(shape: BaseGeometry) -> Iterator[BaseGeometry]:
    for column in _strips(shape, axis=0):
        yield from _strips(column, axis=1)


def _strips(shape: BaseGeometry, axis: int) -> Iterator[BaseGeometry]:
    bounds = shape.bounds
    for number in range(int(bounds[axis] // CELL), math.ceil(bounds[axis + 2] / CELL)):
        low, high = number * CELL, (number + 1) * CELL
        strip = (
            shapely.box(low, -_FAR_OUT, high, _FAR_OUT)
            if axis == 0
            else shapely.box(-_FAR_OUT, low, _FAR_OUT, high)
        )
        cut = shapely.get_parts(shapely.intersection(shape, strip))
        areas = [part for part in cut if isinstance(part, Polygon) and not part.is_empty]
        if areas:
            yield shapely.multipolygons(areas)


def _edges(shape: BaseGeometry) -> Iterator[tuple[Point, Point]]:
    for part in shapely.get_parts(shape):
        for ring in (part.exterior, *part.interiors):
            yield from pairwise(ring.coords)


def _without_slivers(lines: Iterable[Corners], kept: set[Point]) -> Iterator[Corners]:
    """The lines without those that lie on one before: the other bank of a sliver of no width."""
    seen: set[frozenset[tuple[int, int]]] = set()
    for line in lines:
        corners = map(_whole, _simplified(line, kept))
        edges = [frozenset(ends) for ends in pairwise(corners) if ends[0] != ends[1]]
        if len(set(edges)) == len(edges) and not seen.intersection(edges):
            seen.update(edges)
            yield line


def _simplified(corners: Corners, kept: set[Point]) -> list[Point]:
    # A simplified ring may have let go of the corner at which the file begins it.
    return [corners[0], *(corner for corner in corners[1:-1] if corner in kept), corners[-1]]


def _arcs(ring: Corners) -> Iterator[Corners]:
    """A closed ring as arcs from cell to cell; a ring inside one cell is one arc."""
    cells = [_cell_of(*ends) for ends in pairwise(ring)]
    turns = [index for index in range(len(cells)) if cells[index] != cells[index - 1]]
    if not turns:
        yield ring
        return
    round_trip = [*ring[turns[0] : -1], *ring[: turns[0] + 1]]
    ends = [*(turn - turns[0] for turn in turns), len(ring) - 1]
    for start, end in pairwise(ends):
        yield round_trip[start : end + 1]


def _cell_of(start: Point, end: Point) -> Cell:
    return (
        math.floor((start[0] + end[0]) / 2 / CELL),
        math.floor((start[1] + end[1]) / 2 / CELL),
    )


def _whole(point: Point) -> tuple[int, int]:
    return round(point[0]), round(point[1])


def _steps(line: Corners) -> str:
    """The way from corner to corner in whole units, as the numbers of an SVG `l` command."""
    return _written((b[0] - a[0], b[1] - a[1]) for a, b in pairwise(map(_whole, line)))


def _written(steps: Iterable[tuple[int, int]]) -> str:
    return "".join(
        f"{'' if number < 0 else ' '}{number}"
        for step in steps
        if step != (0, 0)
        for number in step
    )
