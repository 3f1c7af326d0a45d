"""What a picture shows of a route: its places as pins, its legs, the names round about."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from mapgen.atlas import WORLD
from mapgen.picture.camera import Region
from mapgen.picture.curves import Leg
from mapgen.picture.letters import Style
from mapgen.wording import wording

NUMBER = Style("sans-bold", 11.5, 12)
DISC_PX = 20
BETWEEN_PX = 7
_LEAST_RUN = 3
_MOST_PARTS = 6
_PADDING_PX = 12
_ROUND_A_LONE_PLACE = WORLD / 36


@dataclass(frozen=True, slots=True)
class Part:
    """What stands in a pill between two dots: a number, or the first and last of a run."""

    text: str
    is_forced: bool
    is_count: bool = False


@dataclass(frozen=True, slots=True)
class Pin:
    """A place of the road, in world units, with the numbers of its visits."""

    index: int
    x: float
    y: float
    name: str
    parts: tuple[Part, ...]
    visits: int
    width: float
    is_area: bool
    is_forced: bool
    has_conflict: bool


@dataclass(frozen=True, slots=True)
class Label:
    """The name of a country or a sea, from which zoom on it is shown, and how far it may move."""

    text: str
    x: float
    y: float
    lowest_zoom: float = 0
    reach_degrees: float = 2.6


@dataclass(frozen=True, slots=True)
class Scene:
    """All that is laid out on a map; the most important pins come first."""

    pins: tuple[Pin, ...]
    legs: tuple[Leg, ...]
    road: Region
    countries: tuple[Label, ...]
    seas: tuple[Label, ...]


def scene_of(payload: Mapping[str, Any]) -> Scene:
    """The scene of a payload; forced legs come last, so that they are drawn on top."""
    client = payload["client"]
    pins = tuple(_pins(payload))
    own = {pin.name for pin in pins if pin.is_area}
    return Scene(
        pins=pins,
        legs=tuple(_legs(client)),
        road=_road(Region(*client["view"]["box"]), is_lone=len(pins) == 1),
        countries=tuple(
            Label(text, x, y, zoom, reach)
            for x, y, text, zoom, reach in client["countries"]
            if text not in own
        ),
        seas=tuple(Label(text, x, y, zoom) for x, y, text, zoom in client["seas"]),
    )


def _road(box: Region, *, is_lone: bool) -> Region:
    """The box of the road; a lone place has so much round it that a reader sees where it is."""
    x, y = box.middle
    half = (_ROUND_A_LONE_PLACE if is_lone else 1) / 2
    return Region(
        min(box.x0, x - half), min(box.y0, y - half), max(box.x1, x + half), max(box.y1, y + half)
    )


def _pins(payload: Mapping[str, Any]) -> Iterator[Pin]:
    client = payload["client"]
    told = [stop for chapter in payload["chapters"] for stop in chapter["stops"]]
    visits: list[list[int]] = [[] for _ in client["places"]]
    for number, stop in enumerate(client["stops"]):
        visits[stop["place"]].append(number)
    for index, (place, numbers) in enumerate(zip(client["places"], visits, strict=True)):
        stops = [client["stops"][number] for number in numbers]
        forced = [bool(stop["forced"]) for stop in stops]
        parts = _parts(numbers, forced, payload["language"])
        if payload["dir"] == "rtl":
            parts = parts[::-1]
        yield Pin(
            index=index,
            x=place["x"],
            y=place["y"],
            name=" ".join(told[numbers[0]]["name"]["text"].split()),
            parts=parts,
            visits=len(numbers),
            width=pill_width(parts),
            is_area=bool(place["area"]),
            is_forced=all(forced),
            has_conflict=any(stop["conflict"] for stop in stops),
        )


def _parts(numbers: Sequence[int], forced: Sequence[bool], language: str) -> tuple[Part, ...]:
    """The numbers of visits, three or more that follow each other as a run: `24·26–28·41`.

    Of more than six parts the last says how many visits are left out.
    """
    say = wording(language)
    runs: list[tuple[list[int], bool]] = []
    visits = list(zip(numbers, forced, strict=True))
    # Neighbours in one run have the same distance to their place in the list.
    for (_, kind), found in groupby(
        enumerate(visits), key=lambda item: (item[1][0] - item[0], item[1][1])
    ):
        run = [number for _, (number, _) in found]
        runs += [(run, kind)] if len(run) >= _LEAST_RUN else [([each], kind) for each in run]
    parts = tuple(
        Part(say.numeral(f"{run[0] + 1}–{run[-1] + 1}" if run[1:] else f"{run[0] + 1}"), kind)
        for run, kind in runs
    )
    if len(parts) <= _MOST_PARTS:
        return parts
    left = sum(len(run) for run, _ in runs[_MOST_PARTS - 1 :])
    return (*parts[: _MOST_PARTS - 1], Part(say.numeral(f"+{left}"), False, is_count=True))


def pill_width(parts: Sequence[Part]) -> float:
    """How wide the pill of some numbers is, in pixels."""
    letters = sum(NUMBER.width(part.text) for part in parts)
    return max(DISC_PX, round(letters + BETWEEN_PX * (len(parts) - 1) + _PADDING_PX, 1))


def _legs(client: Mapping[str, Any]) -> Iterator[Leg]:
    for leg in sorted(client["legs"], key=lambda leg: int(leg["forced"])):
        start, end = (client["stops"][leg["stop"] - back]["place"] for back in (1, 0))
        yield Leg(start, end, leg["curves"], bool(leg["forced"]), bool(leg["inferred"]))
