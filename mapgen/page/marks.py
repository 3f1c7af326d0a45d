"""The marks of the plate that stands without a script: numbers and names that do not overlap."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import cos, pi, sin
from typing import Any

_MOST_MARKS = 300
_MOST_NUMBERS = 3
_RINGS = (0, 23, 31, 40, 52)
_HEIGHT = 20
_DIGIT = 6.3
_LETTER = 7.4


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
    leader: str
    name: Name | None


@dataclass(frozen=True, slots=True)
class _Box:
    left: float
    top: float
    width: float
    height: float

    def meets(self, other: "_Box") -> bool:
        return (
            self.left < other.left + other.width + 2
            and other.left < self.left + self.width + 2
            and self.top < other.top + other.height + 2
            and other.top < self.top + self.height + 2
        )


def static_marks(payload: Mapping[str, Any], pixel: float) -> tuple[list[Mark], str]:
    """The marks, `pixel` world units to a pixel, and path data of dots for places without one.

    First come the ends of the road and the places most often visited. A place that finds no room,
    and every place of a road of more than 300, is a dot.
    """
    stops = [stop for chapter in payload["chapters"] for stop in chapter["stops"]]
    visits: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for stop in stops:
        visits[stop["place"]].append(stop)
    places = {place["id"]: place for place in payload["client"]["places"]}
    if len(places) > _MOST_MARKS:
        return [], _dots((place["x"], place["y"]) for place in places.values())
    ends = {stops[0]["place"], stops[-1]["place"]}
    order = sorted(visits, key=lambda key: (key not in ends, -len(visits[key])))
    taken: list[_Box] = []
    seats = [
        (key, seat) for key in order if (seat := _seat(places[key], visits[key], pixel, taken))
    ]
    missing = set(order) - {key for key, _ in seats}
    marks = [_mark(places[key], visits[key], seat, pixel, taken) for key, seat in seats]
    return marks, _dots((places[key]["x"], places[key]["y"]) for key in order if key in missing)


def _dots(points: Iterable[tuple[int, int]]) -> str:
    return "".join(f"M{x} {y}h0" for x, y in points)


def _seat(
    place: Mapping[str, Any], visits: Sequence[Any], pixel: float, taken: list[_Box]
) -> _Box | None:
    width = _width(visits)
    for x, y in _candidates(width):
        box = _Box(place["x"] / pixel + x - width / 2, place["y"] / pixel + y - 10, width, _HEIGHT)
        if not any(box.meets(other) for other in taken):
            taken.append(box)
            return box
    return None


def _width(visits: Sequence[Mapping[str, Any]]) -> float:
    letters = sum(len(stop["number"]) for stop in visits[:_MOST_NUMBERS])
    dots = min(len(visits), _MOST_NUMBERS) - 1
    return max(_HEIGHT, 10 + _DIGIT * letters + 4 * dots + 22 * (len(visits) > _MOST_NUMBERS))


def _candidates(width: float) -> Iterator[tuple[float, float]]:
    for radius in _RINGS:
        for step in range(12 if radius else 1):
            angle = step * pi / 6
            yield radius * cos(angle) * (1 + (width - 20) / 90), radius * sin(angle)


def _mark(
    place: Mapping[str, Any],
    visits: Sequence[Mapping[str, Any]],
    seat: _Box,
    pixel: float,
    taken: list[_Box],
) -> Mark:
    x = round((seat.left + seat.width / 2) * pixel)
    y = round((seat.top + seat.height / 2) * pixel)
    is_moved = abs(x - place["x"]) > 2 * pixel or abs(y - place["y"]) > 2 * pixel
    more = len(visits) - _MOST_NUMBERS
    return Mark(
        x=x,
        y=y,
        width=round(seat.width, 1),
        numbers=[Number(stop["number"], stop["forced"]) for stop in visits[:_MOST_NUMBERS]],
        more=f" +{more}" if more > 0 else "",
        is_forced=all(stop["forced"] for stop in visits),
        is_area=bool(place["area"]),
        leader=f"M{place['x']} {place['y']}L{x} {y}" if is_moved else "",
        name=_name(visits[0]["name"]["text"], seat, taken),
    )


def _name(text: str, seat: _Box, taken: list[_Box]) -> Name | None:
    width, half = len(text) * _LETTER, seat.width / 2
    middle_x, middle_y = seat.left + half, seat.top + 10
    for x, y, anchor, left in (
        (half + 4, 4.5, "start", half + 4),
        (-half - 4, 4.5, "end", -half - 4 - width),
        (0, -14, "middle", -width / 2),
        (0, 23, "middle", -width / 2),
    ):
        box = _Box(middle_x + left, middle_y + y - 12, width, 15)
        if not any(box.meets(other) for other in taken):
            taken.append(box)
            return Name(text, x, y, anchor)
    return None
