"""How a language counts and dates, as the Unicode CLDR has it; read through Babel."""

import re
from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache

from babel import numbers
from babel.core import Locale

from mapgen.dates import EdtfDate

_ZEROS = {"latn": "0", "arabext": "۰"}
"""The digit zero of each numbering system that a language of ours is written in."""

_LETTERS = re.compile(r"[A-Za-z]+")
_INTERVALS = {"day": "yMMMd", "month": "yMMMM"}


class Customs:
    """What one language does with numbers and plain dates."""

    def __init__(self, language: str) -> None:
        self._locale = Locale.parse(language, sep="-")

    @cached_property
    def digits(self) -> str:
        """The ten digits, from zero up."""
        zero = ord(_ZEROS[self._locale.default_numbering_system])
        return "".join(chr(zero + value) for value in range(10))

    def plural(self, value: int) -> str:
        """The category of a number, such as "one" or "other" (UTS 35, part 3)."""
        return str(self._locale.plural_form(value))

    def grouped(self, value: int) -> str:
        """A whole number with its digits in groups, as yet in Western ones."""
        return _grouped(value, self._locale)

    def date(self, date: EdtfDate, year: str) -> str:
        """A day, a month or a year in words; `year` is its year as it is to be said."""
        if date.day:
            pattern = self._locale.date_formats["long"].pattern
        else:
            pattern = self._locale.datetime_skeletons["yMMMM" if date.month else "y"].pattern
        return self._filled(pattern, date, year)

    def interval(self, start: EdtfDate, end: EdtfDate) -> str:
        """From one day or month to another of the same year, what they share said once; else "".

        Not from year to year: the Chinese pattern leaves out the word that makes a number a year.
        """
        if start.precision != end.precision or start.year != end.year:
            return ""
        differs = "d" if start.month == end.month else "M"
        patterns = self._locale.interval_formats.get(_INTERVALS.get(start.precision, ""), {})
        pieces: Sequence[str] = patterns.get(differs, ())
        return "".join(
            self._filled(pattern, date, str(date.year))
            for pattern, date in zip(pieces, (start, end), strict=False)
        )

    def language_name(self, language: str) -> str:
        """The name of a language; empty where there is none."""
        return str(self._locale.languages.get(language.replace("-", "_"), ""))

    @cached_property
    def _months(self) -> Mapping[int, str]:
        months: Mapping[int, str] = self._locale.months["format"]["wide"]
        return months

    def _filled(self, pattern: str, date: EdtfDate, year: str) -> str:
        """A pattern of CLDR with its letters replaced; names of months are written in full."""
        said = {"y": year, "d": str(date.day or ""), "M": str(date.month or "")}
        name = self._months[date.month] if date.month else ""
        return _LETTERS.sub(lambda found: said.get(found[0], name), pattern)


@lru_cache(maxsize=10_000)
def _grouped(value: int, locale: Locale) -> str:
    return numbers.format_decimal(value, locale=locale, numbering_system="default")
