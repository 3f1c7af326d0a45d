"""The axis of time: where each stop stands on it, as fractions from 0 to 1."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from mapgen.dates import Bounds, DateSpan, Day, civil_from_day, day_from_civil, parse_edtf
from mapgen.model import Stop
from mapgen.wording import Wording

_MOST_LABELS = 8
_HALF_YEAR, _YEAR = 183, 365
_FEWEST_YEARS = 3

Tick = tuple[float, int, str]
"""Where it stands, its rank (0 faint, 1 long, 2 labelled) and its label."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A stay: it may begin from `x0`, surely lasts from `solid0` to `solid1`, ends by `x1`."""

    x0: float
    solid0: float
    solid1: float
    x1: float
    middle: float
    ticks: tuple[float, ...] = ()
    is_undated: bool = False


@dataclass(frozen=True, slots=True)
class Axis:
    """A stretch of days as a line from 0 to 1."""

    first: Day
    last: Day

    def at(self, day: float) -> float:
        """Where a day begins, as a fraction of the axis."""
        return min(1.0, max(0.0, self.share(day)))

    def share(self, day: float) -> float:
        """Where a day begins; one beyond the axis lies beyond 0 or 1."""
        return round((day - self.first) / (self.last - self.first), 5)


@dataclass(frozen=True, slots=True)
class Years:
    """The first and the last year of a road, and where they stand on its axis.

    The first begins at `start` and ends at `after`; as far as `width` after both the last does.
    """

    first: int
    last: int
    start: float
    after: float
    width: float


class Timeline:
    """The stops of a road along one linear axis."""

    def __init__(self, stops: Sequence[Stop], say: Wording) -> None:
        self._say = say
        self._spans = [stop.when for stop in stops]
        self._drawn = [(span.drawn_start, span.drawn_end) if span else None for span in self._spans]
        self._axis = _axis_round(self._drawn)

    def bars(self) -> list[Bar]:
        """One bar per stop; a run of undated stops shares the gap between its dated neighbours."""
        starts = self._next_starts()
        bars: list[Bar] = []
        index, reached = 0, 0.0
        while index < len(self._spans):
            span, drawn = self._spans[index], self._drawn[index]
            if span and drawn:
                bar = self._bar(span, *drawn, reached, starts[index + 1])
                bars.append(bar)
                reached = bar.solid1 if bar.x1 > starts[index + 1] else bar.x1
                index += 1
            else:
                end = index
                while end < len(self._spans) and not self._spans[end]:
                    end += 1
                bars += _slots(end - index, min(reached, starts[end]), starts[end])
                index = end
        return bars

    def ticks(self) -> list[Tick]:
        """The ticks of the axis: on a road of a lifetime one a year, labelled every ten.

        Shorter and longer roads take the finest of 1, 3, 6 months and 1, 2, 5, 10, 20, 50 ...
        years that leaves at most eight labels. A road without any date has none.
        """
        return list(_ticks(self._axis, self._say)) if any(self._spans) else []

    def reach(self, span: DateSpan) -> list[float]:
        """From where to where any date reaches on the axis; to its ends where it is open."""
        first, last = span.drawn_start.first, span.drawn_end.last
        return [
            0.0 if first is None else self._axis.at(first),
            1.0 if last is None else self._axis.at(last + 1),
        ]

    def years(self) -> Years | None:
        """The years of the road, of which a reader may choose some; None where they are too few."""
        days = _days_of(self._drawn)
        if not days:
            return None
        first, last = (civil_from_day(day)[0] for day in (min(days), max(days)))
        if last - first < _FEWEST_YEARS:
            return None
        start, after, end = (
            self._axis.share(day_from_civil(year, 1, 1)) for year in (first, first + 1, last)
        )
        return Years(first, last, start, after, round(end - start, 5))

    def _next_starts(self) -> list[float]:
        """For each index the start of the first dated stop from there on; 1 after the last."""
        starts = [1.0] * (len(self._drawn) + 1)
        for index in range(len(self._drawn) - 1, -1, -1):
            drawn = self._drawn[index]
            first = drawn[0].first if drawn else None
            starts[index] = starts[index + 1] if first is None else self._axis.at(first)
        return starts

    def _bar(self, span: DateSpan, start: Bounds, end: Bounds, before: float, after: float) -> Bar:
        """The bar of a date; an end that is open fades until the next dated stay begins."""
        at = self._axis.at
        solid1 = None if end.first is None else at(end.first + 1)
        if start.first is None:
            x0 = min(before, 1.0 if solid1 is None else solid1)
        else:
            x0 = at(start.first)
        x1 = max(after, x0) if end.last is None else at(end.last + 1)
        solid0 = at(start.last) if start.last is not None else x0 if solid1 is None else solid1
        if solid1 is None:
            solid1 = solid0
        middle = round((x0 + min(solid0, x1)) / 2, 5)
        if solid0 > solid1:
            solid0 = solid1 = round((max(solid1, x0) + min(solid0, x1)) / 2, 5)
        ticks = tuple(at(choice.first) for choice in span.choices if choice.first is not None)
        return Bar(x0, solid0, solid1, x1, middle, ticks)


def _axis_round(drawn: Iterable[tuple[Bounds, Bounds] | None]) -> Axis:
    """From half a year before the first date to a year after the last.

    The margins shrink on a road of less than four years. Without any date the axis is one year
    that nothing stands on but undated stops.
    """
    days = _days_of(drawn)
    if not days:
        return Axis(0, _YEAR)
    first, last = min(days), max(days) + 1
    before, after = (last - first) // 8 + 1, (last - first) // 4 + 1
    return Axis(first - min(_HALF_YEAR, before), last + min(_YEAR, after))


def _days_of(drawn: Iterable[tuple[Bounds, Bounds] | None]) -> list[Day]:
    """The days that are known of some beginnings and ends."""
    return [
        day
        for ends in drawn
        if ends
        for bounds in ends
        for day in (bounds.first, bounds.last)
        if day is not None
    ]


def _slots(count: int, start: float, end: float) -> Iterator[Bar]:
    width = (end - start) / count
    for index in range(count):
        x0, x1 = round(start + width * index, 5), round(start + width * (index + 1), 5)
        yield Bar(x0, x0, x1, x1, round((x0 + x1) / 2, 5), is_undated=True)


def _ticks(axis: Axis, say: Wording) -> Iterator[Tick]:
    first, last = civil_from_day(axis.first), civil_from_day(axis.last)
    months = (last[0] - first[0]) * 12 + last[1] - first[1]
    label, long, faint = next(scale for scale in _scales() if months / scale[0] <= _MOST_LABELS)
    start = -(-(first[0] * 12 + first[1]) // faint) * faint
    for month in range(start, last[0] * 12 + last[1], faint):
        at = axis.at(day_from_civil(month // 12, month % 12 + 1, 1))
        if month % label == 0:
            yield at, 2, _label(month, label, say)
        else:
            yield at, 1 if month % long == 0 else 0, ""


def _scales() -> Iterator[tuple[int, int, int]]:
    """Months between labels, between long ticks and between faint ones, from fine to coarse."""
    yield from ((1, 1, 1), (3, 3, 1), (6, 3, 1), (12, 6, 1), (24, 12, 12), (60, 12, 12))
    decade = 120
    while True:
        yield decade, decade // 2, decade // 10
        yield decade * 2, decade, decade // 5
        yield decade * 5, decade, decade // 2
        decade *= 10


def _label(month: int, step: int, say: Wording) -> str:
    year = month // 12
    if abs(year) > 9999:
        return say.numeral(str(year))
    written = f"{'-' if year < 0 else ''}{abs(year):04}"
    return say.date(parse_edtf(written if step >= 12 else f"{written}-{month % 12 + 1:02}"))
