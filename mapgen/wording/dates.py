"""Dates in the words of a language file: section "dates"."""

from collections.abc import Mapping, Sequence
from typing import Any

from mapgen.dates import DateSpan, EdtfDate, EdtfRange


class DateWords:
    """Puts dates into one language by the patterns of its file.

    Nothing is folded together as English does ("1 to 3 May"): each date is said in full.
    """

    def __init__(self, words: Mapping[str, Any]) -> None:
        self._words = words

    def of(self, span: DateSpan) -> str:
        """A date, an interval or a set in words; digits are Western."""
        if span.kind in ("date", "interval"):
            return self._stretch(span.ranges[0])
        between = self._words["or" if span.kind == "one of" else "and"]
        return str(between).join(self._stretch(each) for each in span.ranges)

    def _stretch(self, stretch: EdtfRange) -> str:
        start, end = stretch.start, stretch.end
        if isinstance(start, EdtfDate) and isinstance(end, EdtfDate):
            if start == end:
                return self._date(start)
            return self._fill("interval", start=self._date(start), end=self._date(end))
        if isinstance(end, EdtfDate):
            return self._fill("until", date=self._date(end))
        if isinstance(start, EdtfDate):
            return self._fill("from", date=self._date(start))
        return ""

    def _date(self, date: EdtfDate) -> str:
        words = self._plain(date)
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
        names: Sequence[str] = self._words["months"]
        seasons: Mapping[str, str] = self._words["seasons"]
        return self._fill(
            date.precision,
            day=str(date.day or ""),
            month=names[date.month - 1] if date.month else "",
            season=seasons[str(date.season)] if date.season else "",
            year=self._year(date.year),
            last=self._year(date.year + (99 if date.precision == "century" else 9)),
        )

    def _year(self, year: int) -> str:
        return str(year) if year > 0 else self._fill("before_christ", year=str(1 - year))

    def _fill(self, key: str, **parts: str) -> str:
        return str(self._words[key]).format_map(parts)
