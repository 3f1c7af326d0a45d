"""The marks of the plate that stands without a script: numbers and names that do not overlap."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import cos, pi, sin
from typing import Any

from mapgen.wording import Wording

_MOST_MARKS = 300
_MOST_NUMBERS = 3
_RINGS = (0, 23, 31, 40, 52)
_HEIGHT = 20
_DIGIT = 6.3
_LETTER = 7.4

Stop = Mapping[str, Any]
"""A stop as the payload tells it."""

Place = Mapping[str, Any]
"""A place as the payload draws it."""


@dataclass(frozen=True, slots=True)
class Number:
    """The number of a visit."""

    text: str
    is_forced: bool


@dataclass(frozen=True, slots=True)
class Name:
    """A place name beside its mark, in pixels from the middle of the mark."""

    text: str
    x: float
    y: float
    anchor: str


@dataclass(frozen=True, slots=True)
class Mark:
    """One place: its numbers in a pill at x, y (world units), a leader where it was moved."""

    x: int
    y: int
    width: float
    numbers: Sequence[Number]
    more: str
    is_forced: bool
    is_area: bool
    has_conflict: bool
    leader: str
    name: Name | None


@dataclass(frozen=True, slots=True)
class _Box:
    left: float
    top: float
    width: float
    height: float

    def holds(self, other: "_Box") -> bool:
        return (
            self.left <= other.left
            and self.top <= other.top
            and other.left + other.width <= self.left + self.width
            and other.top + other.height <= self.top + self.height
        )

    def meets(self, other: "_Box") -> bool:
        return (
            self.left < other.left + other.width + 2
            and other.left < self.left + self.width + 2
            and self.top < other.top + other.height + 2
            and other.top < self.top + self.height + 2
        )


class Plate:
    """A plate on which marks find their room, one after the other, by whole pixels."""

    def __init__(self, box: tuple[int, int, int, int], pixel: float, say: Wording) -> None:
        self._pixel = pixel
        self._say = say
        x0, y0, x1, y1 = (edge / pixel for edge in box)
        self._frame = _Box(x0, y0, x1 - x0, y1 - y0)
        self._taken: list[_Box] = []

    def marks(self, payload: Mapping[str, Any]) -> tuple[list[Mark], str]:
        """The marks of a road, and path data of dots for places without one.

        First come the ends of the road and the places most often visited. A place that finds no
        room, and every place of a road of more than 300, is a dot.
        """
        stops = [stop for chapter in payload["chapters"] for stop in chapter["stops"]]
        places = {place["id"]: place for place in payload["client"]["places"]}
        if len(places) > _MOST_MARKS:
            return [], _dots(places.values())
        visits: dict[str, list[Stop]] = {key: [] for key in places}
        for stop in stops:
            visits[stop["place"]].append(stop)
        ends = {stops[0]["place"], stops[-1]["place"]}
        order = sorted(visits, key=lambda key: (key not in ends, -len(visits[key])))
        seats = {key: self._seat(places[key], visits[key]) for key in order}
        return (
            [self._mark(places[key], visits[key], seat) for key, seat in seats.items() if seat],
            _dots(places[key] for key, seat in seats.items() if not seat),
        )

    def _takes(self, box: _Box) -> bool:
        """Whether a box is free; if so it is taken from now on."""
        is_free = self._frame.holds(box) and not any(box.meets(other) for other in self._taken)
        if is_free:
            self._taken.append(box)
        return is_free

    def _seat(self, place: Place, visits: Sequence[Stop]) -> _Box | None:
        width = _width(visits)
        x, y = place["x"] / self._pixel, place["y"] / self._pixel
        boxes = (
            _Box(x + right - width / 2, y + down - _HEIGHT / 2, width, _HEIGHT)
            for right, down in _steps_aside(width)
        )
        return next((box for box in boxes if self._takes(box)), None)

    def _mark(self, place: Place, visits: Sequence[Stop], seat: _Box) -> Mark:
        x = round((seat.left + seat.width / 2) * self._pixel)
        y = round((seat.top + seat.height / 2) * self._pixel)
        is_moved = max(abs(x - place["x"]), abs(y - place["y"])) > 2 * self._pixel
        more = len(visits) - _MOST_NUMBERS
        return Mark(
            x=x,
            y=y,
            width=round(seat.width, 1),
            numbers=[Number(stop["number"], stop["forced"]) for stop in visits[:_MOST_NUMBERS]],
            more=f" {self._say.text('client', 'more', n=self._say.number(more))}"
            if more > 0
            else "",
            is_forced=all(stop["forced"] for stop in visits),
            is_area=bool(place["area"]),
            has_conflict=any(stop["conflicts"] for stop in visits),
            leader=f"M{place['x']} {place['y']}L{x} {y}" if is_moved else "",
            name=self._name(visits[0]["name"]["text"], seat),
        )

    def _name(self, text: str, seat: _Box) -> Name | None:
        width, half = len(text) * _LETTER, seat.width / 2
        middle_x, middle_y = seat.left + half, seat.top + _HEIGHT / 2
        for x, y, anchor, left in (
            (half + 4, 4.5, "start", half + 4),
            (-half - 4, 4.5, "end", -half - 4 - width),
            (0, -14, "middle", -width / 2),
            (0, 23, "middle", -width / 2),
        ):
            if self._takes(_Box(middle_x + left, middle_y + y - 12, width, 15)):
                return Name(text, x, y, anchor)
        return None


def _dots(places: Iterable[Place]) -> str:
    return "".join(f"M{place['x']} {place['y']}h0" for place in places)


def _width(visits: Sequence[Stop]) -> float:
    letters = sum(len(stop["number"]) for stop in visits[:_MOST_NUMBERS])
    dots = min(len(visits), _MOST_NUMBERS) - 1
    return max(_HEIGHT, 10 + _DIGIT * letters + 4 * dots + 22 * (len(visits) > _MOST_NUMBERS))


def _steps_aside(width: float) -> Iterator[tuple[float, float]]:
    """How far a mark may stand off its place, the nearest first; wide ones go further sideways."""
    for radius in _RINGS:
        for step in range(12 if radius else 1):
            angle = step * pi / 6
            yield radius * cos(angle) * (1 + (width - 20) / 90), radius * sin(angle)
