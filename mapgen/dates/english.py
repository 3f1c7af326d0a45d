"""English words for dates: "October 1902", "1936 or 1937", "about 1933"."""

from collections.abc import Callable, Sequence
from typing import Literal

from mapgen.dates.single import EdtfDate, EdtfRange, Part

Kind = Literal["date", "interval", "one of", "all of"]
"""What an EDTF text is: one date, `a/b`, `[a,b]` or `{a,b}`."""

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}

_Join = Callable[[Sequence[str]], str]


def in_english(kind: Kind, ranges: Sequence[EdtfRange]) -> str:
    """A date, an interval or a set in words; parts that its dates share are said once.

    A Julian day is followed by the Gregorian one, a Julian month or year is marked only.
    """
    if kind in ("date", "interval"):
        return _stretch(kind, ranges[0])
    if len(ranges) == 1 and kind == "one of":
        return _choice(ranges[0])
    join = _listed("or" if kind == "one of" else "and")
    if all(each.start == each.end for each in ranges):
        return _phrase([date for each in ranges for date in each.dates], join)
    return join([_choice(each) if kind == "one of" else _whole(each) for each in ranges])


def _stretch(kind: Kind, stretch: EdtfRange) -> str:
    phrase = _phrase(stretch.dates, " to ".join)
    if stretch.start == "open":
        return f"until {phrase}"
    if stretch.start == "unknown":
        return f"until {phrase}, start unknown"
    if stretch.end in ("open", "unknown"):
        return f"from {phrase}, end {stretch.end}"
    lasts = kind == "interval" and len(stretch.dates) == 1
    return f"within {phrase}" if lasts and stretch.dates[0].precision != "day" else phrase


def _choice(stretch: EdtfRange) -> str:
    if stretch.start == "open":
        return f"by {_phrase(stretch.dates, _only)}"
    if stretch.end == "open":
        return f"{_phrase(stretch.dates, _only)} or later"
    if stretch.start == stretch.end:
        return _phrase(stretch.dates, _only)
    return _phrase(stretch.dates, lambda pieces: "between " + " and ".join(pieces))


def _whole(stretch: EdtfRange) -> str:
    if stretch.start == stretch.end:
        return _phrase(stretch.dates, _only)
    return _phrase(stretch.dates, lambda pieces: "all of " + " to ".join(pieces))


def _only(pieces: Sequence[str]) -> str:
    return pieces[0]


def _listed(last_word: str) -> _Join:
    def join(pieces: Sequence[str]) -> str:
        head = ", ".join(pieces[:-1])
        return f"{head} {last_word} {pieces[-1]}" if head else pieces[-1]

    return join


def _phrase(dates: Sequence[EdtfDate], join: _Join) -> str:
    if not any(date.calendar == "julian" for date in dates):
        return join(_folded(dates))
    new_style = [date.gregorian for date in dates]
    days = [day for day in new_style if day]
    if not days:
        return f"{join(_folded(dates))} Old Style"
    if len(days) < len(dates):
        return join([_phrase([date], _only) for date in dates])
    return f"{join(_folded(dates))} Old Style ({_new_style(dates, days, join)})"


def _new_style(dates: Sequence[EdtfDate], days: Sequence[EdtfDate], join: _Join) -> str:
    # The year is said again where leaving it out could mean another one.
    says_year = len({date.year for date in (*dates, *days)}) > 1
    pieces = _folded(days)
    if not says_year:
        pieces[-1] = _plain(days[-1], {"day", "month"})
    return join(pieces)


def _folded(dates: Sequence[EdtfDate]) -> list[str]:
    *early, last = dates
    said = _shared(dates)
    return [*(_worded(date, {*date.parts} - said) for date in early), _worded(last, {*last.parts})]


def _shared(dates: Sequence[EdtfDate]) -> set[Part]:
    folds = all(
        date.is_plain and date.precision in ("season", "month", "day") and date.season != 24
        for date in dates
    )
    if not folds or len({date.year for date in dates}) > 1:
        return set()
    all_days = all(date.day for date in dates)
    return {"year", "month"} if all_days and len({d.month for d in dates}) == 1 else {"year"}


def _worded(date: EdtfDate, parts: set[Part]) -> str:
    some = f"some {date.unspecified[-1]} of " if date.unspecified else ""
    doubts = {"perhaps": date.uncertain, "about": date.approximate}
    whole = [word for word, doubted in doubts.items() if {*date.parts} <= {*doubted}]
    partly = {"uncertain": date.uncertain, "approximate": date.approximate}
    notes = [
        f" ({' and '.join(reversed(doubted))} {word})"
        for word, doubted in partly.items()
        if doubted and not {*date.parts} <= {*doubted}
    ]
    return some + " ".join([*whole, _plain(date, parts)]) + "".join(notes)


def _plain(date: EdtfDate, parts: set[Part]) -> str:
    said = [
        str(date.day) if date.day and "day" in parts else "",
        _MONTHS[date.month - 1] if date.month and "month" in parts else "",
        _SEASONS[date.season] if date.season and "season" in parts else "",
        _year(date) if "year" in parts else "",
    ]
    return " ".join(word for word in said if word)


def _year(date: EdtfDate) -> str:
    year = date.year
    if date.season == 24:
        return _years(year, year + 1, "/")
    if date.precision == "century":
        return _years(year, year + 99, " to ")
    if date.precision == "decade":
        # "The 1900s" would be read as a century.
        is_spoken = year >= 1000 and year % 100
        return f"the {year}s" if is_spoken else _years(year, year + 9, " to ")
    return _years(year, year, "")


def _years(first: int, last: int, joiner: str) -> str:
    """One year or two that belong together, with the era where it is not plain.

    >>> _years(-44, -43, "/"), _years(0, 1, "/"), _years(1899, 1900, "/"), _years(1929, 1930, "/")
    ('45/44 BC', '1 BC/AD 1', '1899/1900', '1929/30')
    """
    if first == last:
        return f"{1 - first} BC" if first < 1 else f"{'AD ' if first < 1000 else ''}{first}"
    if last < 1:
        return f"{1 - first}{joiner}{1 - last} BC"
    if first < 1000:
        end = f"{last}" if first > 0 else _years(last, last, "")
        return f"{_years(first, first, '')}{joiner}{end}"
    is_short = joiner == "/" and first // 100 == last // 100
    return f"{first}{joiner}{f'{last % 100:02}' if is_short else last}"
