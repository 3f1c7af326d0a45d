"""The key of a picture: what occurs on it, in rows as wide as there is room."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mapgen.picture.boxes import Box
from mapgen.picture.letters import Style
from mapgen.picture.marks import arrowhead, diamond, pill
from mapgen.picture.scene import DISC_PX, Part, Scene, pill_width
from mapgen.picture.svg import element, line, rectangle
from mapgen.wording import wording

_TEXT = Style("sans", 13.5, 22)
_CREDIT = Style("sans", 11.5, 16)
_SWATCH_PX = 54
_GAP_PX = 9
_BETWEEN_PX = 24


@dataclass(frozen=True, slots=True)
class Item:
    """A sign, drawn at the left middle of its place, and what it means."""

    draw: Callable[[float, float], str]
    text: str
    swatch: float = _SWATCH_PX

    @property
    def width(self) -> float:
        return self.swatch + _GAP_PX + _TEXT.width(self.text)


class Key:
    """The key and the credits, set in rows of a width; as a list, each sign has its own row."""

    def __init__(
        self, payload: Mapping[str, Any], scene: Scene, width: float, *, is_list: bool = False
    ) -> None:
        self._is_rtl = payload["dir"] == "rtl"
        self._width = width
        items = list(_items(payload, scene))
        self._rows = [[item] for item in items] if is_list else _balanced(items, width)
        self._column = max(item.swatch for item in items) if is_list else 0
        self._credit = _CREDIT.lines(_credit(payload), width, 3)

    @property
    def height(self) -> float:
        return _TEXT.line * len(self._rows) + _CREDIT.line * len(self._credit) + 4

    def draw(self, x: float, y: float) -> str:
        """The key with its top left corner at a point."""
        drawn = []
        for number, row in enumerate(self._rows):
            middle, at = y + _TEXT.line * (number + 0.5), 0.0
            for item in row:
                drawn.append(self._item(item, x, at, middle))
                at += item.width + _BETWEEN_PX
        top = y + _TEXT.line * len(self._rows) + 4
        for number, text in enumerate(self._credit):
            base = top + _CREDIT.line * (number + 0.75)
            drawn.append(self._line(text, _CREDIT, "ink2", x, 0, base))
        return "".join(drawn)

    def _item(self, item: Item, x: float, at: float, middle: float) -> str:
        swatch = self._column or item.swatch
        sign_at = at + (swatch - item.swatch) / 2
        left = x + (self._width - sign_at - item.swatch if self._is_rtl else sign_at)
        text_at = at + swatch + _GAP_PX
        return item.draw(left, middle) + self._line(
            item.text, _TEXT, "ink", x, text_at, middle + _TEXT.size * 0.33
        )

    def _line(self, text: str, style: Style, kind: str, x: float, at: float, base: float) -> str:
        if self._is_rtl:
            return line(text, style, kind, x + self._width - at, base, "end")
        return line(text, style, kind, x + at, base, "start")


def _balanced(items: Sequence[Item], width: float) -> list[list[Item]]:
    """Items in as few rows as a width allows, those about equally long."""
    fewest = len(_rows(items, width))
    total = sum(item.width + _BETWEEN_PX for item in items)
    limits = range(int(total / fewest), int(width), 10)
    return next(
        (rows for limit in limits if len(rows := _rows(items, limit)) == fewest),
        _rows(items, width),
    )


def _rows(items: Sequence[Item], width: float) -> list[list[Item]]:
    rows: list[list[Item]] = [[]]
    taken = 0.0
    for item in items:
        if rows[-1] and taken + item.width > width:
            rows.append([])
            taken = 0.0
        rows[-1].append(item)
        taken += item.width + _BETWEEN_PX
    return rows


def _items(payload: Mapping[str, Any], scene: Scene) -> Iterator[Item]:
    say = wording(payload["language"])
    words = say.section("key")
    legs, pins = scene.legs, scene.pins
    if any(not leg.is_forced for leg in legs):
        yield Item(lambda x, y: _stroke(x, y, "leg") + arrowhead(x + 30, y, 0, is_forced=False),
                   words["free"])  # fmt: skip
    if any(leg.is_forced for leg in legs):
        yield Item(lambda x, y: _stroke(x, y, "leg f") + arrowhead(x + 30, y, 0, is_forced=True),
                   words["forced"])  # fmt: skip
    if any(leg.is_inferred for leg in legs):
        yield Item(lambda x, y: _stroke(x, y, "leg k inf"), words["inferred"])
    if any(not area["wider"] for area in payload["areas"]):
        yield Item(_hatched, words["area"])
    parts = tuple(Part(say.numeral(text), is_forced=False) for text in ("9", "12", "16"))
    width = pill_width(parts)
    yield Item(
        lambda x, y: pill(
            Box(x, y - DISC_PX / 2, width, DISC_PX), parts, is_forced=False, is_area=False
        ),
        words["visits"],
        width,
    )
    if any(pin.has_conflict for pin in pins):
        yield Item(lambda x, y: diamond(x + 6, y), words["disagree"], 12)


def _stroke(x: float, y: float, kind: str) -> str:
    return element("path", kind=kind, d=f"M{x + 1:.1f} {y:.1f}h{_SWATCH_PX - 2}")


def _hatched(x: float, y: float) -> str:
    return rectangle(Box(x + 1, y - 7, _SWATCH_PX - 2, 14), "", fill="url(#hatch-key)")


def _credit(payload: Mapping[str, Any]) -> str:
    """Whose borders and data, and the licence of every provider of positions."""
    owed = payload["credits"]
    licences = dict.fromkeys(each["licence"] for each in owed["positions"] if each["licence"])
    return " · ".join([owed["borders"]["key"], *licences])
