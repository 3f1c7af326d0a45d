"""Dates in the words of a language: its customs, and section "dates" of its file for the rest."""

from collections.abc import Mapping
from typing import Any

from mapgen.dates import DateSpan, EdtfDate, EdtfRange
from mapgen.wording.customs import Customs

_WINTER = 24


class DateWords:
    """Puts dates into one language.

    Plain days, months and years are said as the language does, and what two of them share is said
    once; doubts, choices, seasons and the old calendar have patterns in its file.
    """

    def __init__(self, words: Mapping[str, Any], customs: Customs) -> None:
        self._words = words
        self._customs = customs

    def of(self, span: DateSpan) -> str:
        """A date, an interval or a set in words; digits are Western."""
        if span.kind in ("date", "interval"):
            return self._stretch(span.ranges[0])
        between = self._words["or" if span.kind == "one of" else "and"]
        return str(between).join(self._stretch(each) for each in span.ranges)

    def _stretch(self, stretch: EdtfRange) -> str:
        start, end = stretch.start, stretch.end
        if isinstance(start, EdtfDate) and isinstance(end, EdtfDate):
            return self._date(start) if start == end else self._interval(start, end)
        if isinstance(end, EdtfDate):
            return self._fill("until", date=self._date(end))
        if isinstance(start, EdtfDate):
            return self._fill("from", date=self._date(start))
        return ""

    def _interval(self, start: EdtfDate, end: EdtfDate) -> str:
        is_plain = all(date.is_plain and date.calendar == "gregorian" for date in (start, end))
        if is_plain and start.year > 0 and (said := self._customs.interval(start, end)):
            return said
        return self._fill("interval", start=self._date(start), end=self._date(end))

    def _date(self, date: EdtfDate) -> str:
        words = self._plain(date)
        if date.unspecified:
            words = self._fill(f"some_{date.unspecified[-1]}", date=words)
        if date.calendar == "julian":
            new = date.gregorian
            if new:
                words = self._fill("old_style_day", date=words, new=self._plain(new))
            else:
                words = self._fill("old_style", date=words)
        if date.approximate:
            words = self._fill("about", date=words)
        if date.uncertain:
            words = self._fill("perhaps", date=words)
        return words

    def _plain(self, date: EdtfDate) -> str:
        year = self._year(date.year)
        if date.season:
            name = str(self._words["seasons"][str(date.season)])
            return self._fill("season", season=name, year=self._winter(date) or year)
        if not date.unspecified_digits:
            return self._customs.date(date, year)
        # The decade of 1900 would be read as a century.
        if date.unspecified_digits == 1 and date.year >= 1000 and date.year % 100:
            return self._fill("decade", year=year)
        last = self._year(date.year + (99 if date.unspecified_digits == 2 else 9))
        return self._fill("years", year=year, last=last)

    def _winter(self, date: EdtfDate) -> str:
        """The two years of a winter, which begins in December; empty for another season."""
        is_winter = date.season == _WINTER and date.year > 0
        return f"{date.year}/{(date.year + 1) % 100:02}" if is_winter else ""

    def _year(self, year: int) -> str:
        return str(year) if year > 0 else self._fill("before_christ", year=str(1 - year))

    def _fill(self, key: str, **parts: str) -> str:
        return str(self._words[key]).format_map(parts)
