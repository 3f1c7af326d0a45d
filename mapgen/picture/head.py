"""What stands above or beside the plate: the person, the years, the chapters of the road."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from mapgen.picture.letters import Style
from mapgen.picture.svg import element, line

_OVERLINE = Style("sans-bold", 11.5, 16, tracking=0.13, is_caps=True)
_NAMES = (Style("serif", 38, 42), Style("serif", 31, 35), Style("serif", 25, 29))
_YEARS = Style("serif", 19, 28)
_LEDE = Style("sans", 15.5, 21)
_NUMERAL = Style("serif", 13, 20)
_CHAPTER = Style("serif-bold", 15, 20)
_SPAN = Style("sans", 13, 20)
_NUMERAL_PX = 31
_MOST_NAME_LINES = 3


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of text: how far its baseline is from the top, how far it is from the start or end."""

    text: str
    style: Style
    kind: str
    base: float
    at: float = 0
    is_at_end: bool = False


class Head:
    """Name, years and, beside a plate, the lede and the chapters, set in a column."""

    def __init__(self, payload: Mapping[str, Any], width: float) -> None:
        self._is_rtl = payload["dir"] == "rtl"
        self._width = width
        self._rows: list[_Row] = []
        self._rules: list[float] = []
        self.height = 0.0
        overline = payload["overline"]
        if overline:
            self._add(overline["text"], _OVERLINE, "accent", 2)
        name = payload["name"]["text"]
        style = next(
            (each for each in _NAMES if len(each.fitting(name).lines(name, width, 9)) <= 2),
            _NAMES[-1],
        )
        self._add(name, style, "ink", _MOST_NAME_LINES)
        self._add_years(payload["years"])

    def _add_years(self, years: str) -> None:
        """Beside a name that leaves room for them, else under it."""
        last = self._rows[-1]
        taken = last.style.width(last.text) + 14
        if years and self._width > 500 and taken + _YEARS.width(years) <= self._width:
            self._rows.append(_Row(years, _YEARS, "ink2", last.base, taken))
        elif years:
            self._add(years, _YEARS, "ink2", 1)

    def add_lede(self, text: str) -> None:
        self.height += 10
        self._add(text, _LEDE, "ink2", 7)

    def add_chapters(self, payload: Mapping[str, Any], room: float) -> None:
        """The chapters with their years, if all of them find room above so many pixels."""
        chapters = [chapter for chapter in payload["chapters"] if chapter["title"]]
        before = (list(self._rows), list(self._rules), self.height)
        for air in (7, 3):
            self.height += 14
            for chapter in chapters:
                self._add_chapter(chapter, air)
            if self.height <= room:
                return
            self._rows, self._rules, self.height = list(before[0]), list(before[1]), before[2]

    def _add_chapter(self, chapter: Mapping[str, Any], air: float) -> None:
        self._rules.append(self.height)
        self.height += air
        base = self.height + _CHAPTER.line * 0.72
        self._rows.append(_Row(chapter["numeral"], _NUMERAL, "accent", base))
        title, years = chapter["title"]["text"], chapter["years"]
        self._add(title, _CHAPTER, "ink", 2, at=_NUMERAL_PX)
        last = self._rows[-1]
        if _NUMERAL_PX + last.style.width(last.text) + 8 + _SPAN.width(years) <= self._width:
            self._rows.append(_Row(years, _SPAN, "ink2", last.base, is_at_end=True))
        else:
            self._add(years, _SPAN, "ink2", 1, at=_NUMERAL_PX)
        self.height += air

    def _add(self, text: str, style: Style, kind: str, most: int, *, at: float = 0) -> None:
        fitting = style.fitting(text)
        for each in fitting.lines(text, self._width - at, most):
            base = self.height + style.line / 2 + style.size * 0.33
            self._rows.append(_Row(each, fitting, kind, base, at))
            self.height += style.line

    def draw(self, x: float, y: float) -> str:
        """The head with its top left corner at a point."""
        return "".join([*self._lines(x, y), *(self._rule(x, y + rule) for rule in self._rules)])

    def _lines(self, x: float, y: float) -> Iterator[str]:
        for row in self._rows:
            is_right = row.is_at_end != self._is_rtl
            at = x + self._width - row.at if is_right else x + row.at
            yield line(
                row.text, row.style, row.kind, at, y + row.base, "end" if is_right else "start"
            )

    def _rule(self, x: float, y: float) -> str:
        return element("line", kind="rule", x1=x, y1=y, x2=x + self._width, y2=y)
