"""The years of a road as two lanes of bars: at liberty, and in prison or exile."""

from collections.abc import Iterator, Mapping
from typing import Any

from mapgen.picture.boxes import Box
from mapgen.picture.letters import Style
from mapgen.picture.svg import element, line, rectangle
from mapgen.wording import wording

_LANE = Style("sans", 12.5, 18)
_YEAR = Style("sans", 11.5, 14)
_BAR_PX = 13
_LEAST_PX = 2.5
_BETWEEN_PX = 12
_TICK_PX = (0, 3, 6)


class Timeline:
    """The bars of a payload, set in a column."""

    height = 2 * (_LANE.line + _BAR_PX + 5) + 8 + _YEAR.line

    def __init__(self, payload: Mapping[str, Any], width: float) -> None:
        self._stops = payload["client"]["stops"]
        self._bars = payload["timeline"]["bars"]
        self._ticks = payload["timeline"]["ticks"]
        self._say = wording(payload["language"])
        self._is_rtl = payload["dir"] == "rtl"
        self._width = width

    @property
    def is_telling(self) -> bool:
        """Whether there is more than one date to show."""
        return sum(not bar["undated"] for bar in self._bars) > 1

    def draw(self, x: float, y: float) -> str:
        """The lanes and their axis with the top left corner at a point."""
        words = self._say.section("client")
        drawn: list[str] = []
        for lane, name in enumerate((words["free_lane"], words["forced_lane"])):
            edge, anchor = (x + self._width, "end") if self._is_rtl else (x, "start")
            drawn.append(line(name, _LANE, "ink2", edge, y + _LANE.line * 0.68, anchor))
            y += _LANE.line
            drawn += self._lane(lane, x, y)
            y += _BAR_PX + 5
        drawn.append(element("line", kind="rule", x1=x, y1=y, x2=x + self._width, y2=y))
        return "".join([*drawn, *self._axis(x, y)])

    def _lane(self, lane: int, x: float, y: float) -> Iterator[str]:
        kind = "bar f" if lane else "bar"
        for stop, bar in zip(self._stops, self._bars, strict=True):
            if stop["forced"] != lane:
                continue
            first, solid_first, solid_last, last = bar["edges"]
            if bar["undated"]:
                yield rectangle(self._bar(x, y, first, last), f"{kind} undated")
                continue
            yield rectangle(self._bar(x, y, first, last), f"{kind} maybe")
            if solid_first < solid_last:
                yield rectangle(self._bar(x, y, solid_first, solid_last), kind)

    def _bar(self, x: float, y: float, first: float, last: float) -> Box:
        width = max(_LEAST_PX, (last - first) * self._width)
        start = (1 - last if self._is_rtl else first) * self._width
        return Box(x + min(start, self._width - width), y, width, _BAR_PX)

    def _axis(self, x: float, y: float) -> Iterator[str]:
        """Ticks, and the years that have room."""
        reached = x
        ticks = sorted(
            (1 - share if self._is_rtl else share, rank, text) for share, rank, text in self._ticks
        )
        for share, rank, text in ticks:
            at = x + share * self._width
            if rank:
                yield element("line", kind="tick", x1=at, y1=y, x2=at, y2=y + _TICK_PX[rank])
            half = _YEAR.width(text) / 2
            middle = min(max(at, x + half), x + self._width - half)
            if text and middle - half >= reached:
                reached = middle + half + _BETWEEN_PX
                yield line(text, _YEAR, "ink2", middle, y + 8 + _YEAR.line * 0.7)
