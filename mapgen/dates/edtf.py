"""Reading EDTF (ISO 8601-2): levels 0 and 1 without times of day, sets, qualifiers of parts."""

import re
from functools import lru_cache

from mapgen.dates.bounds import Bounds
from mapgen.dates.calendars import Calendar, month_length
from mapgen.dates.english import Kind
from mapgen.dates.refusals import guesses
from mapgen.dates.single import EdtfDate, EdtfRange, End, Part
from mapgen.dates.span import DateSpan
from mapgen.errors import MapgenError

_SEASONS = range(21, 25)
_LEVEL_2_SEASONS = range(25, 42)
_LONGEST_SHOWN = 80

_DATE = re.compile(
    r"([?~%]?)(-?[0-9]{4})([?~%]?)"
    r"(?:-([?~%]?)([0-9]{2}|XX)([?~%]?)(?:-([?~%]?)([0-9]{2}|XX)([?~%]?))?)?"
)
# Years of more than 12 digits would give day numbers that a page cannot count exactly.
_RARE_YEAR = re.compile(r"([?~%]?)(?:Y(-?[1-9][0-9]{4,11})|(-?)([0-9]{2}(?:[0-9]X|XX)))([?~%]?)")
_QUALIFIER = re.compile("[?~%]")

_Marks = list[tuple[str, str]]
"""The qualifiers before and after each part of a date."""


class EdtfError(MapgenError, ValueError):
    """A text is no date that is read here; `hint` says what to write instead."""

    def __init__(self, message: str, hint: str) -> None:
        self.hint = hint
        super().__init__(message)


def parse_edtf(text: str, *, calendar: Calendar = "gregorian") -> DateSpan:
    """The date that an EDTF text names, by levels 0 and 1 of ISO 8601-2 and parts of level 2.

    Of level 2: sets (`[1936,1937]`, `{1929,1930}`, `[..1929]`, `[1929-02..1929-05]`), qualifiers
    of single parts (`1929-02~-12`, `?1929-02`), seasons and unspecified digits wherever a date
    stands. A qualifier after a part holds for it and all before it, one in front for it alone.
    With `calendar="julian"` the text is read as dates of the Julian calendar.

    Raises EdtfError for all else: times of day, codes of level 2 left out here (seasons 25 to
    41, `1950S2`, `1XX3`), days that do not exist, intervals that end before they begin, anything
    that is not EDTF. Its hint gives what was probably meant.

    >>> parse_edtf("1902-10").words()
    'October 1902'
    >>> parse_edtf("1905-12-03", calendar="julian").words()
    '3 December 1905 Old Style (16 December)'
    """
    return _parsed(text, calendar)


@lru_cache(maxsize=16_384)
def _parsed(text: str, calendar: Calendar) -> DateSpan:
    span = _span(text, calendar)
    if span:
        return span
    shown = _shown(text)
    for guess in guesses(text):
        if guess.hint:
            raise EdtfError(f"{shown} {guess.reason}", guess.hint)
        if _is_edtf(guess.edtf, calendar):
            raise EdtfError(f"{shown} {guess.reason}", f"write `{guess.edtf}`")
    msg = f"{shown} is not an EDTF date"
    raise EdtfError(msg, "write a date as `1929-02-12`, `1929-02` or `1929`, a range `1929/1933`")


def _shown(text: str) -> str:
    start = text[:_LONGEST_SHOWN]
    visible = "".join(sign if sign.isprintable() else repr(sign)[1:-1] for sign in start)
    return f"`{visible}…`" if len(text) > _LONGEST_SHOWN else f"`{visible}`"


def _is_edtf(text: str, calendar: Calendar) -> bool:
    try:
        return _span(text, calendar) is not None
    except EdtfError:
        return False


def _span(text: str, calendar: Calendar) -> DateSpan | None:
    if text[:1] in ("[", "{"):
        return _set(text, calendar)
    if "/" in text:
        written = _range(text, "/", calendar)
        return DateSpan.of(text, calendar, "interval", (written,)) if written else None
    date = _date(text, calendar)
    return DateSpan.of(text, calendar, "date", (EdtfRange(date, date),)) if date else None


def _set(text: str, calendar: Calendar) -> DateSpan | None:
    kind: Kind = "one of" if text[0] == "[" else "all of"
    if text[-1] != ("]" if kind == "one of" else "}"):
        return None
    members = [_member(member, kind, calendar) for member in text[1:-1].split(",")]
    ranges = tuple(member for member in members if member)
    if len(ranges) < len(members):
        return None
    if len({*ranges}) < len(ranges) or (len(ranges) == 1 and ranges[0].start == ranges[0].end):
        msg = f"{_shown(text)} is a set that holds one date twice or alone"
        raise EdtfError(msg, "write each date once, and a date alone without brackets")
    return DateSpan.of(text, calendar, kind, ranges)


def _member(text: str, kind: Kind, calendar: Calendar) -> EdtfRange | None:
    if ".." in text:
        found = _range(text, "..", calendar)
        is_endless = found and "open" in (found.start, found.end)
        return None if kind == "all of" and is_endless else found
    date = _date(text, calendar)
    return EdtfRange(date, date) if date else None


def _range(text: str, separator: str, calendar: Calendar) -> EdtfRange | None:
    first, _, last = text.partition(separator)
    start, end = (_end(each, separator, calendar) for each in (first, last))
    if not start or not end or not (isinstance(start, EdtfDate) or isinstance(end, EdtfDate)):
        return None
    if isinstance(start, EdtfDate) and isinstance(end, EdtfDate):
        _check_order(text, separator, start.bounds, end.bounds)
    return EdtfRange(start, end)


def _end(text: str, separator: str, calendar: Calendar) -> End | None:
    if not text:
        return "unknown" if separator == "/" else "open"
    if text == ".." and separator == "/":
        return "open"
    return _date(text, calendar)


def _check_order(text: str, separator: str, start: Bounds, end: Bounds) -> None:
    if start.first is not None and end.last is not None and end.last < start.first:
        first, _, last = text.partition(separator)
        msg = f"`{text}` ends before it begins"
        raise EdtfError(msg, f"is `{last}{separator}{first}` meant, or another year?")


def _date(text: str, calendar: Calendar) -> EdtfDate | None:
    found = _DATE.fullmatch(text)
    if not found:
        return _rare_year(text, calendar)
    digits = [part for part in found.group(2, 5, 8) if part]
    marks = _marks(found) if _QUALIFIER.search(text) else []
    if digits[0] == "-0000" or any(before and after for before, after in marks):
        return None
    if len(digits) < 3:
        return _month_or_year(digits, marks, calendar)
    year, month, day = digits
    if month == day == "XX":
        return _made(int(year), marks, calendar, unspecified=("month", "day"))
    if month == "XX" or int(month) in _SEASONS:
        return None
    _check_month(year, month)
    if day == "XX":
        return _made(int(year), marks, calendar, month=int(month), unspecified=("day",))
    _check_day(year, month, day, calendar)
    return _made(int(year), marks, calendar, month=int(month), day=int(day))


def _marks(found: re.Match[str]) -> _Marks:
    return [(found[part - 1], found[part + 1]) for part in (2, 5, 8) if found[part]]


def _month_or_year(digits: list[str], marks: _Marks, calendar: Calendar) -> EdtfDate:
    if len(digits) == 1:
        return _made(int(digits[0]), marks, calendar)
    year, month = digits
    if month == "XX":
        return _made(int(year), marks, calendar, unspecified=("month",))
    if int(month) in _SEASONS:
        return _made(int(year), marks, calendar, season=int(month))
    if int(month) in _LEVEL_2_SEASONS:
        msg = f"`{year}-{month}` is a season code of EDTF level 2, which is not read here"
        seasons = f"`{year}-21` (spring), `{year}-22`, `{year}-23` and `{year}-24` (winter)"
        raise EdtfError(msg, _years_meant(year, month) or f"seasons are {seasons}")
    _check_month(year, month)
    return _made(int(year), marks, calendar, month=int(month))


def _rare_year(text: str, calendar: Calendar) -> EdtfDate | None:
    found = _RARE_YEAR.fullmatch(text)
    if not found or (found[1] and found[5]):
        return None
    marks = [(found[1], found[5])]
    if found[2]:
        return _made(int(found[2]), marks, calendar)
    # Before year 0 the digits count backwards: `-019X` begins with -199.
    first_year = int(found[3] + found[4].replace("X", "9" if found[3] else "0"))
    return _made(first_year, marks, calendar, unspecified_digits=found[4].count("X"))


def _made(
    year: int,
    marks: _Marks,
    calendar: Calendar,
    *,
    month: int | None = None,
    day: int | None = None,
    season: int | None = None,
    unspecified_digits: int = 0,
    unspecified: tuple[Part, ...] = (),
) -> EdtfDate:
    names: tuple[Part, ...] = ("year", "season") if season else ("year", "month", "day")
    uncertain = _marked("?%", marks, names) if marks else ()
    approximate = _marked("~%", marks, names) if marks else ()
    return EdtfDate(
        year, month, day, season, unspecified_digits, unspecified, uncertain, approximate, calendar
    )


def _marked(symbols: str, marks: _Marks, names: tuple[Part, ...]) -> tuple[Part, ...]:
    behind = [place for place, (_, after) in enumerate(marks) if after and after in symbols]
    last = behind[-1] if behind else -1
    return tuple(
        names[place]
        for place, (before, _) in enumerate(marks)
        if place <= last or (before and before in symbols)
    )


def _check_month(year: str, month: str) -> None:
    if not 1 <= int(month) <= 12:
        msg = f"`{year}-{month}` names no month: months run from `01` to `12`"
        raise EdtfError(msg, _years_meant(year, month) or f"the year alone is `{year}`")


def _years_meant(year: str, month: str) -> str:
    last = f"{year[:-2]}{month}"
    return f"a range of years is written `{year}/{last}`" if int(last) > int(year) > 0 else ""


def _check_day(year: str, month: str, day: str, calendar: Calendar) -> None:
    if 1 <= int(day) <= 28:  # every month has these, and most dates are among them
        return
    length = month_length(calendar, int(year), int(month))
    if 1 <= int(day) <= length:
        return
    msg = f"`{year}-{month}-{day}` does not exist: `{year}-{month}` has {length} days"
    if day == "00":
        raise EdtfError(msg, f"the month alone is `{year}-{month}`")
    if calendar == "gregorian" and int(day) <= month_length("julian", int(year), int(month)):
        raise EdtfError(msg, "the Julian calendar has it: a `says` may give `calendar: julian`")
    raise EdtfError(msg, f"its last day is `{year}-{month}-{length}`")
