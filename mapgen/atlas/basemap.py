"""The land of the world as SVG path data, in the detail that a road needs.

`basemap.json` keeps every shore, lake and border as arcs, one for each square cell it runs
through, each in three details that begin and end in the same corners.
"""

import functools
import json
import math
import re
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
_CLOSE_BY = 400
_STRAIGHT = 60
_FIRST_STEP = re.compile(r" ?(-?\d+) ?(-?\d+)")
_LAST_STEP = re.compile(r" ?(-?\d+) ?(-?\d+)$")
_ROOM = 0.15


class Arc(NamedTuple):
    """A line within one cell; `steps` are the numbers of an SVG `l` command, finest detail last.

    One that `goes_on` begins where the arc before it in its list ends.
    """

    cell: tuple[int, int]
    start: tuple[int, int]
    steps: tuple[str, ...]
    goes_on: bool = False


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
    return _pieces(box, tuple(close_by))


@functools.lru_cache(maxsize=8)
def _pieces(box: Box, close_by: tuple[tuple[float, float], ...]) -> Basemap:
    """The same, kept for the pages that come next: often a road in another language or wording."""
    atlas = _atlas()
    shown = _with_room(box)
    sheets = [_Sheet(turn, shown, close_by) for turn in _turns(shown)]
    return Basemap(
        land="".join(sheet.ring(ring) for sheet in sheets for ring in atlas.land),
        lakes="".join(sheet.ring(ring) for sheet in sheets for ring in atlas.lakes),
        borders="".join(sheet.borders(atlas.borders) for sheet in sheets),
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
        line = _Line()
        for arc, detail in zip(ring.arcs, details, strict=True):
            line.go_on(arc.steps[detail], detail)
        return f"{self._move(ring.arcs[0])}l{line.steps.lstrip()}z" if line.steps else ""

    def borders(self, arcs: Iterable[Arc]) -> str:
        """All borders; those that go on from another are one line with it."""
        lines: list[tuple[str, _Line]] = []
        is_drawn = False
        for arc in arcs:
            detail = self._detail(arc.cell)
            steps = arc.steps[detail] if self._shows(detail) else ""
            if steps and not (is_drawn and arc.goes_on):
                lines.append((self._move(arc), _Line()))
            if steps:
                lines[-1][1].go_on(steps, detail)
            is_drawn = bool(steps)
        return "".join(f"{move}l{line.steps.lstrip()}" for move, line in lines)

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


class _Line:
    """A line that grows arc by arc, far off without the corners where cells meet on a straight."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._detail = -1

    @property
    def steps(self) -> str:
        return "".join(self._parts)

    def go_on(self, steps: str, detail: int) -> None:
        if not steps:
            return
        if detail == self._detail == _OVERVIEW:
            self._parts[-1:] = _straightened(self._parts[-1], steps)
        else:
            self._parts.append(steps)
        self._detail = detail


def _straightened(before: str, after: str) -> list[str]:
    """The steps of two arcs, the last and the first as one where they hardly turn."""
    last, first = _LAST_STEP.search(before), _FIRST_STEP.match(after)
    assert last
    assert first
    (ax, ay), (bx, by) = map(int, last.groups()), map(int, first.groups())
    x, y = ax + bx, ay + by
    if abs(ax * y - ay * x) > _STRAIGHT * math.hypot(x, y) or ax * bx + ay * by <= 0:
        return [before, after]
    step = "".join(f"{'' if number < 0 else ' '}{number}" for number in (x, y))
    return [before[: last.start()], step + after[first.end() :]]


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
    return [*arc.cell, *arc.start, *arc.steps, *([1] if arc.goes_on else [])]


def _ring(row: list[Any]) -> Ring:
    return Ring(area=row[0], arcs=tuple(map(_arc, row[1:])))


def _arc(row: list[Any]) -> Arc:
    goes_on = row[-1] == 1
    steps = row[4:-1] if goes_on else row[4:]
    return Arc((row[0], row[1]), (row[2], row[3]), tuple(steps), goes_on)
