"""Boxes in pixels, and a grid that knows which of them are near."""

import math
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple, TypeVar

_CELL_PX = 32

T = TypeVar("T")


class Box(NamedTuple):
    """A rectangle: its left, its top, and how far it reaches."""

    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        return self.x + self.w

    @property
    def bottom(self) -> float:
        return self.y + self.h

    @property
    def middle(self) -> tuple[float, float]:
        return self.x + self.w / 2, self.y + self.h / 2

    def meets(self, other: "Box", gap: float = 0) -> bool:
        """Whether two boxes overlap, or come closer than a gap."""
        return (
            self.x < other.right + gap
            and other.x < self.right + gap
            and self.y < other.bottom + gap
            and other.y < self.bottom + gap
        )

    def lies_in(self, width: float, height: float, margin: float) -> bool:
        """Whether it lies in a view of this size, a margin away from the edges."""
        return (
            self.x >= margin
            and self.y >= margin
            and self.right <= width - margin
            and self.bottom <= height - margin
        )


def box_around(x: float, y: float, w: float, h: float) -> Box:
    """A box by its middle."""
    return Box(x - w / 2, y - h / 2, w, h)


def cheapest(candidates: Iterable[T], cost_of: Callable[[T], float]) -> T | None:
    """The candidate of least cost, the first of equals; None if every cost is infinite."""
    best, least = None, math.inf
    for candidate in candidates:
        cost = cost_of(candidate)
        if cost < least:
            best, least = candidate, cost
    return best


class Grid:
    """Boxes and points with their owners; asking costs what is near, not what there is."""

    def __init__(self, boxes: Iterable[Box] = ()) -> None:
        self._cells: dict[tuple[int, int], list[tuple[float, float, float, float, int]]] = {}
        for box in boxes:
            self.add(box)

    def add(self, box: Box, owner: int = -1) -> None:
        item = (box.x, box.y, box.right, box.bottom, owner)
        for cell in _cells_of(*item[:4]):
            self._cells.setdefault(cell, []).append(item)

    def add_point(self, x: float, y: float, owner: int) -> None:
        self.add(Box(x, y, 0, 0), owner)

    def boxes(self) -> Iterator[Box]:
        """Every box; one that lies in several cells comes several times."""
        for cell in self._cells.values():
            for left, top, right, bottom, _ in cell:
                yield Box(left, top, right - left, bottom - top)

    def meets(self, box: Box, gap: float = 0, owner: int = -2) -> bool:
        """Whether a box comes closer than a gap to what others own."""
        return any(found != owner for found in self._near(box, gap))

    def count(self, box: Box, gap: float, owner: int = -2) -> int:
        """How many points of others lie in a box or within a gap of it."""
        return sum(found != owner for found in self._near(box, gap))

    def owners(self, box: Box, gap: float) -> int:
        """How many different owners have something in a box."""
        return len(set(self._near(box, gap)))

    def _near(self, box: Box, gap: float) -> Iterator[int]:
        # Written out rather than by `Box.meets`: most of the time of a picture is spent here.
        left, top, right, bottom = box.x - gap, box.y - gap, box.right + gap, box.bottom + gap
        for cell in _cells_of(left, top, right, bottom):
            for x0, y0, x1, y1, owner in self._cells.get(cell, ()):
                if left < x1 and x0 < right and top < y1 and y0 < bottom:
                    yield owner


def _cells_of(left: float, top: float, right: float, bottom: float) -> Iterator[tuple[int, int]]:
    for column in range(math.floor(left / _CELL_PX), math.floor(right / _CELL_PX) + 1):
        for row in range(math.floor(top / _CELL_PX), math.floor(bottom / _CELL_PX) + 1):
            yield column, row
