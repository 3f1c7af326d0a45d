"""One date as it is written, part by part, and the days it may mean."""

from dataclasses import dataclass
from typing import Literal

from mapgen.dates.bounds import Bounds, hull
from mapgen.dates.calendars import (
    Calendar,
    Day,
    civil_from_day,
    civil_in,
    day_in,
    start_of_month,
)

Part = Literal["year", "season", "month", "day"]
Precision = Literal["century", "decade", "year", "season", "month", "day"]

_MONTHS_IN: dict[Precision, int] = {
    "century": 1200,
    "decade": 120,
    "year": 12,
    "season": 3,
    "month": 1,
}


@dataclass(frozen=True, slots=True)
class EdtfDate:
    """One date of an EDTF text. Enough to word it in any language without reading the text again.

    `year` counts astronomically (0 is 1 BC); of a decade or a century (`192X`, `19XX`, with 1 or 2
    `unspecified_digits`) it is the first. `season` is 21 (spring) to 24 (winter). `unspecified`
    holds the parts written as `XX`; `uncertain` and `approximate` the parts to which `?` and `~`
    apply (`%` is both), in the order of writing.

    Seasons are the northern meteorological ones: 21 is March to May, 22 June to August, 23
    September to November, 24 December to February of the next year. ISO 8601-2 leaves this open.
    """

    year: int
    month: int | None = None
    day: int | None = None
    season: int | None = None
    unspecified_digits: int = 0
    unspecified: tuple[Part, ...] = ()
    uncertain: tuple[Part, ...] = ()
    approximate: tuple[Part, ...] = ()
    calendar: Calendar = "gregorian"

    @property
    def parts(self) -> tuple[Part, ...]:
        """The parts given in figures, from the year down."""
        if self.season:
            return ("year", "season")
        if self.day:
            return ("year", "month", "day")
        return ("year", "month") if self.month else ("year",)

    @property
    def precision(self) -> Precision:
        """That of the finest part given in figures."""
        if self.unspecified_digits:
            return "decade" if self.unspecified_digits == 1 else "century"
        return self.parts[-1]

    @property
    def is_plain(self) -> bool:
        """Whether nothing is doubted and no part is left open."""
        return not (self.uncertain or self.approximate or self.unspecified)

    @property
    def bounds(self) -> Bounds:
        """The first and last day it may mean, `?`, `~` and `%` left aside."""
        return Bounds(*self._first_and_last())

    @property
    def compared(self) -> Bounds:
        """The bounds with one unit more on each side where the date is approximate."""
        return self._widened(self.approximate) if self.approximate else self.bounds

    @property
    def drawn(self) -> Bounds:
        """The bounds with one unit more on each side where it is approximate or uncertain."""
        doubts = [doubt for doubt in (self.approximate, self.uncertain) if doubt]
        return hull([self._widened(doubt) for doubt in doubts]) if doubts else self.bounds

    @property
    def gregorian(self) -> "EdtfDate | None":
        """The day of a Julian date in the Gregorian calendar; None if it names no single day."""
        if not (self.month and self.day):
            return None
        year, month, day = civil_from_day(day_in(self.calendar, self.year, self.month, self.day))
        return EdtfDate(year, month, day)

    def _first_and_last(self) -> tuple[Day, Day]:
        if self.day and self.month:
            only = day_in(self.calendar, self.year, self.month, self.day)
            return only, only
        month = 3 * self.season - 60 if self.season else self.month or 1
        return (
            start_of_month(self.calendar, self.year, month),
            start_of_month(self.calendar, self.year, month + _MONTHS_IN[self.precision]) - 1,
        )

    def _widened(self, doubted: tuple[Part, ...]) -> Bounds:
        first, last = self._first_and_last()
        unit = self._unit(doubted)
        if unit is None:
            return Bounds(first, last)
        if unit == "day":
            return Bounds(first - 1, last + 1)
        months = _MONTHS_IN[unit]
        return Bounds(self._months_before(first, months), self._months_after(last + 1, months) - 1)

    def _unit(self, doubted: tuple[Part, ...]) -> Precision | None:
        """The unit in which a doubt is counted.

        A doubt about neighbouring parts is one doubt, in the finest of them (`1929-02~` is a month
        off); of two doubts the coarser decides. Parts that are not given have no unit.
        """
        unit: Precision | None = None
        for part in self.parts:
            if part in doubted:
                unit = part
            elif unit:
                break
        return self.precision if unit == "year" and len(self.parts) == 1 else unit

    def _months_before(self, day: Day, months: int) -> Day:
        year, month, day_of_month = civil_in(self.calendar, day)
        start = start_of_month(self.calendar, year, month - months)
        next_month = start_of_month(self.calendar, year, month - months + 1)
        return min(start + day_of_month - 1, next_month - 1)

    def _months_after(self, day: Day, months: int) -> Day:
        year, month, day_of_month = civil_in(self.calendar, day)
        start = start_of_month(self.calendar, year, month + months)
        next_month = start_of_month(self.calendar, year, month + months + 1)
        return min(start + day_of_month - 1, next_month)


End = EdtfDate | Literal["open", "unknown"]
"""An end of a stretch of time: dated, open (`..`), or not known (left empty)."""


@dataclass(frozen=True, slots=True)
class EdtfRange:
    """From one date to another; the same date twice where only one is written."""

    start: End
    end: End

    @property
    def dates(self) -> tuple[EdtfDate, ...]:
        """The dates written: one or two."""
        written = (self.start,) if self.start == self.end else (self.start, self.end)
        return tuple(end for end in written if isinstance(end, EdtfDate))
