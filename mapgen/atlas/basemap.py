"""The land of the world as SVG path data, in the detail that a road needs.

`basemap.json` keeps every shore, lake and border as arcs, one for each square cell it runs
through, each in three details that begin and end in the same corners.
"""

import functools
import json
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

WORLD = 65536
"""The width of the world in the units of the page: Web Mercator, Leaflet's zoom 8 in pixels."""

CELL = 1024

Box = tuple[float, float, float, float]
"""West, north, east, south in world units; west may be under 0 and east over WORLD."""

_FILE = Path(__file__).with_name("basemap.json")
_OVERVIEW, _PLAIN, _FINE = range(3)
_SMALLEST_ISLAND = (20_000, 1_200, 0)
_CLOSE_BY = 500
_ROOM = 0.15


class Arc(NamedTuple):
    """A line within one cell; `steps` are the numbers of an SVG `l` command, finest detail last."""

    cell: tuple[int, int]
    start: tuple[int, int]
    steps: tuple[str, ...]


class Ring(NamedTuple):
    """A closed line, the shore of a land mass or of a lake; `area` in square world units."""

    area: int
    arcs: tuple[Arc, ...]


@dataclass(frozen=True, slots=True)
class Atlas:
    """The whole of the basemap."""

    land: tuple[Ring, ...]
    lakes: tuple[Ring, ...]
    borders: tuple[Arc, ...]


@dataclass(frozen=True, slots=True)
class Basemap:
    """What one page draws, as SVG path data in whole world units.

    `land` and `lakes` are closed outlines: their stroke is the coast, for no line in them runs
    along a cut. Fill them by the `nonzero` rule. `borders` are open lines, none on a coast.
    """

    land: str
    lakes: str
    borders: str


def basemap_pieces(box: Box, close_by: Iterable[tuple[float, float]]) -> Basemap:
    """The world as a page that opens on this box needs it.

    Cells near the points `close_by` (world units) are drawn finely, others in and round the box
    plainly, and what lies farther off in outline only: the world is always whole. A box across
    the antimeridian shows what lies beyond it too.
    """
    atlas = _atlas()
    points = list(close_by)
    shown = _with_room(box)
    sheets = [_Sheet(turn, shown, points) for turn in _turns(shown)]
    return Basemap(
        land="".join(sheet.ring(ring) for sheet in sheets for ring in atlas.land),
        lakes="".join(sheet.ring(ring) for sheet in sheets for ring in atlas.lakes),
        borders="".join(sheet.border(arc) for sheet in sheets for arc in atlas.borders),
    )


def _with_room(box: Box) -> Box:
    """The box with what a screen of another shape shows beside it."""
    west, north, east, south = box
    room = _ROOM * max(east - west, south - north)
    return (west - room, north - room, east + room, south + room)


def _turns(box: Box) -> range:
    return range(math.floor(box[0] / WORLD) * WORLD, math.ceil(box[2] / WORLD) * WORLD, WORLD)


class _Sheet:
    """One copy of the world, shifted by whole turns, and the detail of its cells."""

    def __init__(self, shift: int, box: Box, close_by: Iterable[tuple[float, float]]) -> None:
        self._shift = shift
        self._box = (box[0] - shift, box[1], box[2] - shift, box[3])
        self._is_main = 0 <= (self._box[0] + self._box[2]) / 2 < WORLD
        self._fine = frozenset(_cells_round((x - shift, y) for x, y in close_by))

    def ring(self, ring: Ring) -> str:
        details = [self._detail(arc.cell) for arc in ring.arcs]
        if not self._shows(max(details)) or ring.area < _SMALLEST_ISLAND[max(details)]:
            return ""
        steps = "".join(arc.steps[detail] for arc, detail in zip(ring.arcs, details, strict=True))
        return f"{self._move(ring.arcs[0])}l{steps.lstrip()}z" if steps else ""

    def border(self, arc: Arc) -> str:
        detail = self._detail(arc.cell)
        steps = arc.steps[detail] if self._shows(detail) else ""
        return f"{self._move(arc)}l{steps.lstrip()}" if steps else ""

    def _shows(self, detail: int) -> bool:
        """Whether to draw it at all: the main copy of the world is whole, others end at the box."""
        return self._is_main or detail != _OVERVIEW

    def _move(self, arc: Arc) -> str:
        return f"M{arc.start[0] + self._shift} {arc.start[1]}"

    def _detail(self, cell: tuple[int, int]) -> int:
        if cell in self._fine:
            return _FINE
        west, north = cell[0] * CELL, cell[1] * CELL
        x0, y0, x1, y1 = self._box
        inside = west < x1 and west + CELL > x0 and north < y1 and north + CELL > y0
        return _PLAIN if inside else _OVERVIEW


def _cells_round(points: Iterable[tuple[float, float]]) -> Iterator[tuple[int, int]]:
    for x, y in points:
        for column in range(int((x - _CLOSE_BY) // CELL), int((x + _CLOSE_BY) // CELL) + 1):
            for row in range(int((y - _CLOSE_BY) // CELL), int((y + _CLOSE_BY) // CELL) + 1):
                yield column, row


@functools.cache
def _atlas() -> Atlas:
    return read_atlas(_FILE.read_text(encoding="utf-8"))


def read_atlas(text: str) -> Atlas:
    """The basemap from the text of its file."""
    content = json.loads(text)
    return Atlas(
        land=tuple(_ring(row) for row in content["land"]),
        lakes=tuple(_ring(row) for row in content["lakes"]),
        borders=tuple(_arc(row) for row in content["borders"]),
    )


def write_atlas(atlas: Atlas, about: str) -> str:
    """The text of the file: one ring or border a line."""
    lists: dict[str, list[list[Any]]] = {
        "land": [[ring.area, *map(_row, ring.arcs)] for ring in atlas.land],
        "lakes": [[ring.area, *map(_row, ring.arcs)] for ring in atlas.lakes],
        "borders": [_row(arc) for arc in atlas.borders],
    }
    written = ",\n".join(
        f'"{name}": [\n' + ",\n".join(map(_line, rows)) + "\n]" for name, rows in lists.items()
    )
    return f'{{"about": {json.dumps(about)},\n{written}}}\n'


def _line(row: list[Any]) -> str:
    return json.dumps(row, separators=(",", ":"))


def _row(arc: Arc) -> list[int | str]:
    return [*arc.cell, *arc.start, *arc.steps]


def _ring(row: list[Any]) -> Ring:
    return Ring(area=row[0], arcs=tuple(map(_arc, row[1:])))


def _arc(row: list[Any]) -> Arc:
    return Arc(cell=(row[0], row[1]), start=(row[2], row[3]), steps=tuple(row[4:]))
