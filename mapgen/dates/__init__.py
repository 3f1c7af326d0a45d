"""Dates as historians know them: EDTF (ISO 8601-2) read strictly, with the days they may mean."""

import re
from dataclasses import dataclass
from typing import Literal

Day = int
Calendar = Literal["gregorian", "julian"]
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


class EdtfError(ValueError):
    """The text is not a date this program reads; `hint` says what to write instead."""

    def __init__(self, message: str, hint: str = "") -> None:
        self.hint = hint
        super().__init__(message)


def day_from_civil(year: int, month: int, day: int) -> Day:
    y = year - (month <= 2)
    era, yoe = divmod(y, 400)
    doy = (153 * ((month + 9) % 12) + 2) // 5 + day - 1
    return era * 146097 + yoe * 365 + yoe // 4 - yoe // 100 + doy - 305


def civil_from_day(day: Day) -> tuple[int, int, int]:
    era, doe = divmod(day + 305, 146097)
    yoe = (doe - doe // 1460 + doe // 36524 - doe // 146096) // 365
    doy = doe - (365 * yoe + yoe // 4 - yoe // 100)
    shifted = (5 * doy + 2) // 153
    month = shifted + 3 if shifted < 10 else shifted - 9
    return yoe + era * 400 + (month <= 2), month, doy - (153 * shifted + 2) // 5 + 1


def julian_day_from_civil(year: int, month: int, day: int) -> Day:
    y = year - (month <= 2)
    era, yoe = divmod(y, 4)
    return era * 1461 + yoe * 365 + (153 * ((month + 9) % 12) + 2) // 5 + day - 308


@dataclass(frozen=True, slots=True)
class Bounds:
    """First and last possible day; None where open or unknown."""

    first: Day | None
    last: Day | None

    def overlaps(self, other: "Bounds") -> bool:
        return not _before(self.last, other.first) and not _before(other.last, self.first)

    def lies_in(self, other: "Bounds") -> bool:
        return (other.first is None or (self.first is not None and self.first >= other.first)) and (
            other.last is None or (self.last is not None and self.last <= other.last)
        )


def _before(last: Day | None, first: Day | None) -> bool:
    return last is not None and first is not None and last < first


@dataclass(frozen=True, slots=True)
class DateSpan:
    edtf: str
    calendar: Calendar
    start: Bounds
    end: Bounds
    is_interval: bool
    uncertain: bool
    approximate: bool
    choices: tuple[Bounds, ...] = ()

    @property
    def first(self) -> Day | None:
        return self.start.first

    @property
    def last(self) -> Day | None:
        return self.end.last

    @property
    def compared(self) -> Bounds:
        return Bounds(self.first, self.last)

    @property
    def drawn_start(self) -> Bounds:
        return self.start

    @property
    def drawn_end(self) -> Bounds:
        return self.end

    @property
    def html_datetime(self) -> str | None:
        return self.edtf if re.fullmatch(r"\d{4}(-\d\d){0,2}", self.edtf) else None

    def overlaps(self, other: "DateSpan") -> bool:
        return Bounds(self.first, self.last).overlaps(Bounds(other.first, other.last))

    def lies_in(self, other: "DateSpan") -> bool:
        return Bounds(self.first, self.last).lies_in(Bounds(other.first, other.last))

    def bearing_on(self, reading: "DateSpan | Bounds") -> Literal["against", "states", "wider"]:
        """What a claim of this date makes of a reading."""
        there = reading if isinstance(reading, Bounds) else reading.compared
        if not self.compared.overlaps(there):
            return "against"
        return "states" if self.compared.lies_in(there) else "wider"

    def words(self) -> str:
        return " to ".join(_in_words(part) for part in self.edtf.split("/"))


def _in_words(text: str) -> str:
    parts = text.strip("?~%").split("-")
    if not re.fullmatch(r"\d{4}(-\d\d){0,2}", "-".join(parts)):
        return text
    return " ".join(
        [*([str(int(parts[2]))] if parts[2:] else [])]
        + ([_MONTHS[int(parts[1]) - 1]] if parts[1:] else [])
        + [str(int(parts[0]))]
    )


def parse_edtf(text: str, *, calendar: Calendar = "gregorian") -> DateSpan:
    ends = text.split("/")
    if len(ends) > 2:
        raise EdtfError(f"`{text}` is not an EDTF date", "write `1929-02-12` or `1929/1933`")
    bounds = [_bounds(end, text, calendar) for end in ends]
    return DateSpan(
        text, calendar, bounds[0], bounds[-1], len(ends) == 2,
        "?" in text or "%" in text, "~" in text or "%" in text,
    )  # fmt: skip


def _bounds(text: str, whole: str, calendar: Calendar) -> Bounds:
    if text in ("", "..") and len(whole) > 2:
        return Bounds(None, None)
    found = re.fullmatch(r"(-?[0-9]{4})(?:-(0[1-9]|1[0-2]))?(?:-([0-3][0-9]))?[?~%]?", text)
    if not found:
        raise EdtfError(f"`{whole}` is not an EDTF date", "write `1929-02-12` or `1929/1933`")
    day_of = day_from_civil if calendar == "gregorian" else julian_day_from_civil
    year, month, day = int(found[1]), int(found[2] or 0), int(found[3] or 0)
    if day:
        first = last = day_of(year, month, day)
    elif month:
        first = day_of(year, month, 1)
        last = day_of(year + month // 12, month % 12 + 1, 1) - 1
    else:
        first, last = day_of(year, 1, 1), day_of(year + 1, 1, 1) - 1
    return Bounds(first, last)
