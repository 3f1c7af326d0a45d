"""A date of a route: what is written, the days it may mean, and how it bears on another."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from mapgen.dates.bounds import UNBOUNDED, Bounds, earliest, hull, joined, latest
from mapgen.dates.calendars import Calendar, Day
from mapgen.dates.english import Kind, in_english
from mapgen.dates.single import EdtfDate, EdtfRange, End

Bearing = Literal["against", "states", "wider"]
"""What a claim is to a reading."""

_Measure = Callable[[EdtfDate], Bounds]


@dataclass(frozen=True, slots=True, repr=False)
class DateSpan:
    """A date, an interval or a set of dates. Two are equal if text and calendar are.

    `start` and `end` bound its beginning and its end; at a date, and at a set of which one holds,
    both are the bounds of the whole. `ranges` is what was written: one range for a date or an
    interval, one for each member of a set. `compared_start`, `compared_end` and (of the whole)
    `compared` are the bounds for evidence: widened by one unit at `~` and `%`.
    """

    edtf: str
    calendar: Calendar
    kind: Kind = field(compare=False)
    ranges: tuple[EdtfRange, ...] = field(compare=False)
    start: Bounds = field(compare=False)
    end: Bounds = field(compare=False)
    compared_start: Bounds = field(compare=False)
    compared_end: Bounds = field(compare=False)
    compared: Bounds = field(compare=False)

    @classmethod
    def of(
        cls, edtf: str, calendar: Calendar, kind: Kind, ranges: tuple[EdtfRange, ...]
    ) -> "DateSpan":
        """The span of what was written, with its bounds worked out."""
        written = _ends(kind, ranges, _bounds)
        is_approximate = "~" in edtf or "%" in edtf
        start, end = _ends(kind, ranges, _compared) if is_approximate else written
        whole = Bounds(start.first, end.last)
        return cls(edtf, calendar, kind, ranges, *written, start, end, whole)

    def __repr__(self) -> str:
        return f"<DateSpan {self.edtf} {self.calendar}>"

    @property
    def is_interval(self) -> bool:
        """Whether its two ends are judged apart: an interval, or a set `{a,b}` that needs both."""
        return self.kind in ("interval", "all of")

    @property
    def first(self) -> Day | None:
        """The first day it may mean."""
        return self.start.first

    @property
    def last(self) -> Day | None:
        """The last day it may mean."""
        return self.end.last

    @property
    def start_date(self) -> End:
        """The first date written; "open" or "unknown" where there is none."""
        return self.ranges[0].start

    @property
    def end_date(self) -> End:
        """The last date written, the first again at a date; "open" or "unknown"."""
        return self.ranges[-1].end

    @property
    def choices(self) -> tuple[Bounds, ...]:
        """The bounds of each member of a set of which one holds, as written; else none."""
        return self._stretches(_bounds) if self.kind == "one of" else ()

    @property
    def uncertain(self) -> bool:
        """Whether any part of it is marked `?` or `%`."""
        return any(date.uncertain for each in self.ranges for date in each.dates)

    @property
    def approximate(self) -> bool:
        """Whether any part of it is marked `~` or `%`."""
        return any(date.approximate for each in self.ranges for date in each.dates)

    @property
    def drawn_start(self) -> Bounds:
        """The bounds of the beginning as drawn: widened by one unit at `~`, `%` and `?`."""
        return _drawn_ends(self)[0]

    @property
    def drawn_end(self) -> Bounds:
        """The bounds of the end as drawn: widened by one unit at `~`, `%` and `?`."""
        return _drawn_ends(self)[1]

    @property
    def html_datetime(self) -> str | None:
        """The value for `<time datetime>`: a plain Gregorian day, month or year from 1 to 9999.

        A Julian day is given as its Gregorian day. Everything else that EDTF can say has no valid
        form in HTML, and gives None.
        """
        date = self.start_date
        if self.kind != "date" or not isinstance(date, EdtfDate) or not date.is_plain:
            return None
        shown = date.gregorian if date.calendar == "julian" else date
        if not shown or not 1 <= shown.year <= 9999:
            return None
        return {
            "year": f"{shown.year:04}",
            "month": f"{shown.year:04}-{shown.month or 0:02}",
            "day": f"{shown.year:04}-{shown.month or 0:02}-{shown.day or 0:02}",
        }.get(shown.precision)

    def overlaps(self, other: "DateSpan") -> bool:
        """Whether the two may share a day, as they are written."""
        return _overlap(self._stretches(_bounds), other._stretches(_bounds))

    def lies_in(self, other: "DateSpan") -> bool:
        """Whether every day this one may mean is one the other may mean."""
        return _lie_in(self._stretches(_bounds), other._stretches(_bounds))

    def bearing_on(self, reading: "DateSpan | Bounds") -> Bearing:
        """What this date, claimed by a passage, is to a reading: the rule of evidence for dates.

        Sharing no day with the reading it is against it; wholly inside it states it; else it is
        wider. Both are widened by one unit at `~` and `%` first. Ends that are open or unknown
        reach as far as the other needs. One end of an interval is judged by giving its bounds
        (`compared_start`, `compared_end`), an undated stop by those its neighbours leave.
        """
        claimed = self._compared_stretches()
        read = (reading,) if isinstance(reading, Bounds) else reading._compared_stretches()
        if not _overlap(claimed, read):
            return "against"
        return "states" if _lie_in(claimed, read) else "wider"

    def words(self) -> str:
        """The date in English words, never in codes."""
        return in_english(self.kind, self.ranges)

    def _compared_stretches(self) -> tuple[Bounds, ...]:
        if self.kind in ("date", "interval"):
            return (self.compared,)
        return self._stretches(_compared)

    def _stretches(self, measure: _Measure) -> tuple[Bounds, ...]:
        if self.kind in ("date", "interval"):
            start, end = _ends(self.kind, self.ranges, measure)
            return (Bounds(start.first, end.last),)
        return tuple(_reach(each, measure) for each in self.ranges)


def _bounds(date: EdtfDate) -> Bounds:
    return date.bounds


def _compared(date: EdtfDate) -> Bounds:
    return date.compared


def _drawn(date: EdtfDate) -> Bounds:
    return date.drawn


@lru_cache(maxsize=16_384)
def _drawn_ends(span: DateSpan) -> tuple[Bounds, Bounds]:
    return _ends(span.kind, span.ranges, _drawn)


def _ends(kind: Kind, ranges: tuple[EdtfRange, ...], measure: _Measure) -> tuple[Bounds, Bounds]:
    if kind in ("date", "interval"):
        start = _measured(ranges[0].start, measure)
        return start, start if kind == "date" else _measured(ranges[0].end, measure)
    if kind == "all of":
        return (
            earliest([_measured(each.start, measure) for each in ranges]),
            latest([_measured(each.end, measure) for each in ranges]),
        )
    whole = hull([_reach(each, measure) for each in ranges])
    return whole, whole


def _measured(end: End, measure: _Measure) -> Bounds:
    return measure(end) if isinstance(end, EdtfDate) else UNBOUNDED


def _reach(stretch: EdtfRange, measure: _Measure) -> Bounds:
    return Bounds(_measured(stretch.start, measure).first, _measured(stretch.end, measure).last)


def _overlap(some: tuple[Bounds, ...], others: tuple[Bounds, ...]) -> bool:
    if len(some) == len(others) == 1:
        return some[0].overlaps(others[0])
    return any(one.overlaps(other) for one in some for other in others)


def _lie_in(some: tuple[Bounds, ...], others: tuple[Bounds, ...]) -> bool:
    if len(some) == len(others) == 1:
        return some[0].lies_in(others[0])
    wholes = joined(others)
    return all(any(one.lies_in(whole) for whole in wholes) for one in some)
