"""Where marks and names stand, so that no two of them stand in one spot.

The rules and the numbers are those of the page's own plate; the same input gives the same picture.
"""

import math
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass

from mapgen.picture.boxes import Box, Grid, box_around, cheapest
from mapgen.picture.camera import Camera
from mapgen.picture.curves import Leg, walk
from mapgen.picture.letters import Style
from mapgen.picture.scene import DISC_PX, Label, Pin

_RINGS = ((23, 12), (31, 12), (40, 12), (52, 24), (66, 24), (84, 24))
"""Pixels from a place, and in how many directions."""
_GAP_PX = 3
_EDGE_PX = 4
_MOST_DISCS = 300
_SAMPLE_PX = 4
_LEAST_FOR_ARROW_PX = 40
_SHARES = (0.54, 0.44, 0.64, 0.36, 0.72, 0.28)
_SHIFTS = (
    (0, 0), (0, -10), (0, 10), (0, -16), (0, 16), (-26, 0), (26, 0), (-26, -20), (26, 20),
    (26, -20), (-26, 20), (-50, 0), (50, 0),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Dot:
    """A pin at its true position, in pixels."""

    pin: Pin
    x: float
    y: float

    @property
    def box(self) -> Box:
        return box_around(self.x, self.y, 8, 8)


@dataclass(frozen=True, slots=True)
class Disc:
    """A pin with its numbers, at its place or moved beside it."""

    dot: Dot
    box: Box
    is_moved: bool


@dataclass(frozen=True, slots=True)
class Arrow:
    """The arrowhead of a leg; the angle in radians."""

    leg: Leg
    x: float
    y: float
    angle: float


@dataclass(frozen=True, slots=True)
class Name:
    """A text and the box in which it stands."""

    text: str
    style: Style
    box: Box


def diamond_box(disc: Box) -> Box:
    return Box(disc.right - 6, disc.y - 7, 13, 13)


def pins_in_view(pins: Iterable[Pin], camera: Camera) -> list[Dot]:
    """The pins in view, in the order given."""
    dots = [Dot(pin, *camera.at(pin.x, pin.y)) for pin in pins]
    return [
        dot for dot in dots if -10 < dot.x < camera.width + 10 and -10 < dot.y < camera.height + 10
    ]


class Ground:
    """A map that is being laid out: what is taken, and the points along the legs in view."""

    def __init__(self, legs: Sequence[Leg], camera: Camera, obstacles: Iterable[Box] = ()) -> None:
        self.camera = camera
        self.legs = legs
        self.clear = Grid(obstacles)
        self.points = Grid()
        self.spans: dict[int, tuple[float, float]] = {}
        """For each leg in view, the share of its length at which it is first and last seen."""
        step = _SAMPLE_PX * 4 if len(legs) > 1000 else _SAMPLE_PX
        for index, leg in enumerate(legs):
            for x, y, share in walk(leg, camera, step):
                self.points.add_point(x, y, index)
                if 0 <= x <= camera.width and 0 <= y <= camera.height:
                    first, _ = self.spans.get(index, (share, share))
                    self.spans[index] = (first, share)

    def holds(self, box: Box, margin: float) -> bool:
        return box.lies_in(self.camera.width, self.camera.height, margin)


def place_markers(
    ground: Ground, pins: Iterable[Pin], is_minor: Callable[[Pin], bool] = lambda _: False
) -> tuple[list[Disc], list[Dot]]:
    """Where the numbers stand, in the order of the pins: at the true place, else beside it.

    Those without room, and minor ones, are dots.
    """
    seen = pins_in_view(pins, ground.camera)
    places = Grid()
    for dot in seen:
        places.add_point(dot.x, dot.y, dot.pin.index)
    discs: list[Disc] = []
    dots: list[Dot] = []
    for dot in seen:
        disc = None
        if len(discs) < _MOST_DISCS and not is_minor(dot.pin):
            disc = _seat(dot, ground, places, is_many=len(seen) > _MOST_DISCS)
        if disc is None:
            dots.append(dot)
            continue
        discs.append(disc)
        ground.clear.add(disc.box)
        if dot.pin.has_conflict:
            ground.clear.add(diamond_box(disc.box))
        if disc.is_moved:
            ground.clear.add(dot.box)
    return discs, dots


def _seat(dot: Dot, ground: Ground, places: Grid, *, is_many: bool) -> Disc | None:
    def cost(spot: tuple[Box, float]) -> float:
        box, away = spot
        if not ground.holds(box, _EDGE_PX) or ground.clear.meets(box, _GAP_PX):
            return math.inf
        if dot.pin.has_conflict and ground.clear.meets(diamond_box(box)):
            return math.inf
        if not away:
            return 0
        return (
            1.1 * away + 5 * ground.points.count(box, 2) + 30 * places.count(box, 5, dot.pin.index)
        )

    home = (box_around(dot.x, dot.y, dot.pin.width, DISC_PX), 0.0)
    if cost(home) == 0:
        return Disc(dot, home[0], is_moved=False)
    spot = None if is_many else cheapest(_spots_around(dot), cost)
    return Disc(dot, spot[0], is_moved=True) if spot else None


def _spots_around(dot: Dot) -> Iterator[tuple[Box, float]]:
    """Rings round a place, from which wide pills stand farther sideways."""
    width = dot.pin.width
    for radius, directions in _RINGS:
        for step in range(directions):
            angle = step * math.tau / directions
            dx = radius * math.cos(angle) * (1 + (width - DISC_PX) / 90)
            dy = radius * math.sin(angle)
            yield box_around(dot.x + dx, dot.y + dy, width, DISC_PX), math.hypot(dx, dy)


def place_arrows(ground: Ground, dotted: Container[int]) -> list[Arrow]:
    """One arrowhead for each leg that is long enough in view and does not join two mere dots."""
    arrows: list[Arrow] = []
    taken = Grid()
    for index, (first, last) in ground.spans.items():
        leg = ground.legs[index]
        is_short = leg.span * ground.camera.scale * (last - first) < _LEAST_FOR_ARROW_PX
        if is_short or (leg.start in dotted and leg.end in dotted):
            continue
        best, least = None, math.inf
        for share in _SHARES:
            x, y, angle = leg.point(first + share * (last - first))
            arrow = Arrow(leg, *ground.camera.at(x, y), angle)
            cost = 14 * abs(share - _SHARES[0]) + _crowding(arrow, ground, index, taken)
            if cost < least:
                best, least = arrow, cost
        if best:
            taken.add_point(best.x, best.y, index)
            arrows.append(best)
    return arrows


def _crowding(arrow: Arrow, ground: Ground, index: int, taken: Grid) -> float:
    head, spot = box_around(arrow.x, arrow.y, 14, 14), Box(arrow.x, arrow.y, 0, 0)
    if not ground.holds(head, 3):
        return math.inf
    near_legs, near_heads = ground.points.count(spot, 8, index), taken.count(spot, 22)
    return 3 * near_legs + 50 * ground.clear.meets(head, 2) + 25 * near_heads


def place_names(
    ground: Ground, discs: Sequence[Disc], heads: Grid, style_of: Callable[[Pin], Style]
) -> list[Name]:
    """Names beside their discs, in the order of the discs; a name without room is left out."""

    def cost(spot: tuple[Box, int]) -> float:
        box, step = spot
        if not ground.holds(box, 6) or ground.clear.meets(box, 1):
            return math.inf
        return 3 * ground.points.count(box, 1) + 12 * heads.count(box, 6) + 0.9 * step

    placed = []
    for disc in discs:
        pin = disc.dot.pin
        style = style_of(pin)
        width = style.width(pin.name) + 2
        corners = _spots_beside(disc.box, width, style.line)
        boxes = [(Box(x, y, width, style.line), step) for step, (x, y) in enumerate(corners)]
        spot = cheapest(boxes, cost) if pin.name else None
        if spot:
            box = spot[0]
            ground.clear.add(Box(box.x - 2, box.y, box.w + 4, box.h))
            placed.append(Name(pin.name, style, box))
    return placed


def _spots_beside(disc: Box, width: float, height: float) -> list[tuple[float, float]]:
    gap = 5
    middle, level = disc.x + disc.w / 2 - width / 2, disc.y + disc.h / 2 - height / 2
    end, start = disc.right, disc.x - width
    above, below = disc.y - height, disc.bottom
    return [
        (end + gap, level), (start - gap, level), (middle, above - gap), (middle, below + gap - 1),
        (end + 1, above + 3), (end + 1, below - 3), (start - 1, above + 3), (start - 1, below - 3),
        (disc.x - 2, above - 4), (disc.x - 2, below + 4), (end + 2 - width, below + 4),
        (end - 8 - width, above - 4),
    ]  # fmt: skip


def place_labels(
    ground: Ground, labels: Iterable[Label], style: Style, *, most: float
) -> list[Name]:
    """Names of countries or seas where they cost at most so much.

    They keep within reach of their point and cross one leg at most; an ocean that has a point
    in each half of the world is named once.
    """
    placed: list[Name] = []
    camera = ground.camera

    def cost(spot: tuple[Box, float]) -> float:
        box, away = spot
        if not ground.holds(box, 8) or ground.clear.meets(box, 4):
            return math.inf
        if ground.points.owners(box, 1) > 1:
            return math.inf
        total = 3 * ground.points.count(box, 1) + 0.12 * away
        return math.inf if total > most else total

    for label in labels:
        fitting = style.fitting(label.text)
        width = fitting.width(label.text) + 2
        x, y = camera.at(label.x, label.y)
        spots = [
            (box_around(x + dx, y + dy, width, style.line), math.hypot(dx, dy))
            for dx, dy in _SHIFTS
            if math.hypot(dx, dy) <= label.reach_degrees * camera.pixels_per_degree
        ]
        is_left_out = camera.zoom < label.lowest_zoom or any(
            label.text == other.text for other in placed
        )
        spot = None if is_left_out else cheapest(spots, cost)
        if spot:
            ground.clear.add(spot[0])
            placed.append(Name(label.text, fitting, spot[0]))
    return placed
