"""What the author of a text that is no EDTF probably meant."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

_NOT_EDTF = "is not an EDTF date"
_LONGEST_GUESSED = 100
_TIME = r"(?:t\d| \d?\d:\d)[^/]*"

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}

_HINTED = (
    (
        r"\.\.|/|\.\./\.\.|\.\./|/\.\.|\?+|[ux]{4}|unknown|undated|open|none|no date|n\.? ?d\.?",
        "names no date",
        "leave the date out where it is not known; of an interval one end may be missing: `1929/`",
    ),
    (
        r".*\d(s\d+|e\d+)\b.*",
        "has an exponent or significant figures, EDTF level 2, which is not read here",
        "write figures that are not known as `X`: `192X`, `19XX`",
    ),
    (r"\d{4}-?w\d\d.*", "counts weeks", "write year, month and day: `1929-02-12`"),
    (r"\d{4}-\d{3}", "counts the days of a year", "write year, month and day: `1929-02-12`"),
    (r".*\bp\d+[ymwd]\b.*", "gives a duration", "write both ends: `1929/1933`"),
    (r"-?\d{1,3}", "has a year of less than four figures", "write all four: `1929`, `0044`"),
    (r"y-?\d{13,}", "has a year of more than 12 figures", "write at most 12: `Y170000002`"),
    (r"-?\d{4}-2[1-4]-\d\d", "has a day in a season", "write month and day: `1929-02-12`"),
    (
        r"(0?[1-9]|1[0-2])([-/])(0?[1-9]|1[0-2])\2\d{4}",
        "leaves open which figure is the month",
        "write year, month and day: `1929-02-12`",
    ),
    (
        r"(before|after) .*",
        "leaves out the date that it names",
        "name the last that is possible, `[..1928]`, or the first, `[1930..]`",
    ),
)
"""Patterns of refused texts in small letters, what is wrong with them, and a hint."""

_REWRITTEN = (
    (rf"([^/]+?){_TIME}", "has a time of day, which is not read here", r"\1"),
    (rf"([^/]+?){_TIME}/([^/]+?){_TIME}", "has times of day, which are not read here", r"\1/\2"),
    (r"(.+)/(?:open|now|today|present)", "has a word where EDTF has `..`", r"\1/.."),
    (r"open/(.+)", "has a word where EDTF has `..`", r"../\1"),
    (r"(.+)/unknown", "has a word where EDTF leaves an end empty", r"\1/"),
    (r"unknown/(.+)", "has a word where EDTF leaves an end empty", r"/\1"),
    (r"(\d{4}[?~%]?)-(\d{4}[?~%]?)", "joins two dates with a dash", r"\1/\2"),
    (r"(\d{4}(?:-\d\d)+)-(\d{4}(?:-\d\d)+)", "joins two dates with a dash", r"\1/\2"),
    (r"(\d\d)(\d\d)-(\d\d)", "joins two years with a dash", r"\1\2/\1\3"),
    (r"(\d\d)(\d\d)/(\d\d)", "shortens its second date", r"\1\2/\1\3"),
    (r"(\d{4}-)(\d\d)/(\d\d)", "shortens its second date", r"\1\2/\1\3"),
    (r"(\d{4}-)(\d\d-\d\d)/(\d\d-\d\d)", "shortens its second date", r"\1\2/\1\3"),
    (r"(\d{4}-\d\d-)(\d\d)/(\d\d)", "shortens its second date", r"\1\2/\1\3"),
    (r"(\d{4})(\d\d)(\d\d)", "lacks its hyphens", r"\1-\2-\3"),
    (r"(\d{4})(\d\d)", "lacks its hyphen", r"\1-\2"),
    (r"(-?[1-9]\d{4,})", "has a long year without its `Y`", r"Y\1"),
    (r"y(-?\d{4})", "has a `Y`, which is for longer years", r"\1"),
    (r"[+](.+)", "has a plus sign", r"\1"),
    (r"-0000(.*)", "has a year 0 with a sign", r"0000\1"),
    (r"(.+?)(?:\?~|~\?)", "has two qualifiers where EDTF has one", r"\1%"),
    (r"(.+?)([?~%])\2+", "has two qualifiers where EDTF has one", r"\1\2"),
    (r"([?~%])([^?~%]+)\1", "has two qualifiers where EDTF has one", r"\2\1"),
    (r"[?~%]([^?~%]+)[?~%]", "has two qualifiers where EDTF has one", r"\1%"),
    (r"(\[[^\]]+)", "lacks its closing bracket", r"\1]"),
    (r"(\{[^}]+)", "lacks its closing bracket", r"\1}"),
    (r"\{\.\.(.+)\}", "is a set that cannot be counted", r"../\1"),
    (r"\{(.+)\.\.\}", "is a set that cannot be counted", r"\1/.."),
)
"""Patterns of refused texts in small letters, what is wrong with them, and what to write."""


@dataclass(frozen=True, slots=True)
class Guess:
    """Why a text is refused, with either a hint or the EDTF text that was perhaps meant."""

    reason: str
    edtf: str = ""
    hint: str = ""


def guesses(text: str) -> Iterator[Guess]:
    """Readings of a refused text, likeliest first; their `edtf` is for the caller to try.

    >>> "1929~" in [guess.edtf for guess in guesses("c. 1929")]
    True
    """
    if not text.strip():
        yield Guess("is no date", hint="leave the date out where it is not known")
    if len(text) > _LONGEST_GUESSED:
        return
    yield from _respelt(text)
    tidy = re.sub(r"\s+", " ", _hyphened(_ascii(text))).strip().casefold()
    for pattern, reason, hint in _HINTED:
        if re.fullmatch(pattern, tidy):
            yield Guess(reason, hint=hint)
    for pattern, reason, template in _REWRITTEN:
        if found := re.fullmatch(pattern, tidy):
            yield Guess(reason, edtf=found.expand(template).upper())
    yield Guess(_NOT_EDTF, edtf=_from_one(tidy))
    yield Guess(_NOT_EDTF, edtf=_from_joined(tidy))
    if re.fullmatch(r"[-\dx?~%/]*x[-\dx?~%/]*", tidy):
        yield Guess(
            "has an `X` in a place where EDTF level 1 has none",
            hint="`X` stands for last figures: `192X`, `19XX`, `1929-XX`, `1929-02-XX`",
        )
    if tidy.count("/") > 1:
        yield Guess("has more than two ends", hint="an interval has two: `1929/1933`")


def _respelt(text: str) -> Iterator[Guess]:
    """The same signs, spelt as EDTF wants them: figures, spaces, hyphens, letters."""
    plain = _ascii(text)
    spaceless = re.sub(r"\s+", "", plain)
    if plain != text:
        yield Guess("has figures or signs of another script", edtf=spaceless)
    yield Guess("has white space in it", edtf=spaceless)
    hyphened = _hyphened(spaceless)
    yield Guess("has a dash where EDTF has a hyphen", edtf=hyphened)
    yield Guess("has a small letter where EDTF has a capital", edtf=hyphened.upper())
    if "u" in hyphened:
        yield Guess("has a `u` where EDTF now has `X`", edtf=hyphened.replace("u", "X"))


def _ascii(text: str) -> str:
    """The text with the figures of every script as 0 to 9, and wide signs as plain ones."""
    return "".join(
        sign if (figure := unicodedata.decimal(sign, None)) is None else str(figure)
        for sign in unicodedata.normalize("NFKC", text)
    )


def _hyphened(text: str) -> str:
    return re.sub("[\u2010-\u2015\u2212]", "-", text)


def _from_joined(text: str) -> str:
    """The EDTF for dates that words join ("1929 to 1933", "1936 or 1937"); empty if none is."""
    for pattern, template in _JOINED:
        if found := re.fullmatch(pattern, text):
            *early, last = found.groups()
            dates = [*(_with_year_of(date, last) for date in early), _from_one(last)]
            if all(dates):
                return template.format(*dates)
    return ""


def _with_year_of(text: str, later: str) -> str:
    """The EDTF for a date that leaves year or month to a later one: "12 to 15 February 1929"."""
    words = later.split()
    borrowed = (" ".join([text, *words[start:]]) for start in range(len(words), -1, -1))
    return next((date for date in map(_from_one, borrowed) if date), "")


def _from_one(text: str) -> str:
    """The EDTF for one date in words or in another notation; empty if it is none of those known."""
    text = re.sub(r"^(?:in|on|the|year) ", "", text)
    for pattern, mark in _DOUBTED:
        if found := re.fullmatch(pattern, text):
            date = _from_one(found[1])
            return f"{date}{mark}" if date else ""
    for pattern, write in _NOTATIONS:
        if found := re.fullmatch(pattern, text):
            return write(*found.groups())
    return text.upper() if re.fullmatch(r"-?[\dxy]{4}\d*[-\dx?~%]*", text) else ""


def _day(year: str, month: str, day: str) -> str:
    return f"{_month(year, month)}-{int(day):02}" if _month(year, month) else ""


def _month(year: str, month: str) -> str:
    number = int(month) if month.isdecimal() else _number(month)
    return f"{year}-{number:02}" if number else ""


def _number(month: str) -> int:
    return _MONTHS.index(month[:3]) + 1 if month[:3] in _MONTHS else 0


_JOINED = (
    (r"between (.+?) and (.+)", "[{}..{}]"),
    (r"(?:from )?(.+?) (?:to|until|till|through|-) (.+)", "{}/{}"),
    (r"(.+?) ?/ ?(.+)", "{}/{}"),
    (r"([^-]+)-([^-]+)", "{}/{}"),
    (r"(?:either )?(.+?) or (.+)", "[{},{}]"),
    (r"(.+?) and (.+)", "{{{},{}}}"),
    (r"by (.+)", "[..{}]"),
    (r"(.+) or later", "[{}..]"),
    (r"(?:until|till|up to) (.+)", "../{}"),
    (r"(?:since|from) (.+)", "{}/.."),
)
_DOUBTED = (
    (r"(?:circa|ca\.?|c\.?|about|around|approximately|approx\.?|~) ?(.+)", "~"),
    (r"(?:perhaps|probably|possibly|maybe|prob\.) (.+)", "?"),
    (r"(.+?) ?(?:\?|\(\?\))", "?"),
)
_NAME = r"([a-z]{3,9})\.?"
_NOTATIONS: tuple[tuple[str, Callable[..., str]], ...] = (
    (r"(\d{4})[-./](\d\d?)[-./](\d\d?)", _day),
    (r"(\d{4})[-./](\d\d?)", _month),
    (r"(\d\d?)[-./](\d\d?)[-./](\d{4})", lambda day, month, year: _day(year, month, day)),
    (r"(\d\d?)[-./](\d{4})", lambda month, year: _month(year, month)),
    (
        rf"(\d\d?)(?:st|nd|rd|th|\.)? (?:of )?{_NAME},? (\d{{4}})",
        lambda day, month, year: _day(year, month, day),
    ),
    (
        rf"{_NAME} (\d\d?)(?:st|nd|rd|th)?,? (\d{{4}})",
        lambda month, day, year: _day(year, month, day),
    ),
    (rf"(\d{{4}}),? {_NAME} (\d\d?)", _day),
    (rf"(\d{{4}}),? {_NAME}", _month),
    (
        rf"({'|'.join(_SEASONS)})(?: of)?,? (\d{{4}})",
        lambda season, year: f"{year}-{_SEASONS[season]}",
    ),
    (rf"{_NAME}(?: of)?,? (\d{{4}})", lambda month, year: _month(year, month)),
    (r"(\d\d)00'?s", lambda century: f"{century}XX"),
    (r"(\d{3})0'?s", lambda decade: f"{decade}X"),
    (r"(\d\d?)(?:st|nd|rd|th) century", lambda number: f"{int(number) - 1:02}XX"),
    (r"(\d{1,4}) bc(?:e)?", lambda year: f"{1 - int(year):05}" if int(year) > 1 else "0000"),
    (r"ad (\d{1,4})|(\d{1,4}) (?:ad|ce)", lambda one, other: f"{int(one or other):04}"),
)
