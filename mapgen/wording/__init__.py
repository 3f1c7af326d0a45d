"""The words of the page itself, by language.

A language is one JSON file beside this module; adding a file adds the language. Its keys are those
of `en.json`. Sentences hold `{names}` to be filled in; where a number decides, a sentence is a
mapping of the plural categories of the language. Numbers and dates follow `customs`.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from mapgen.dates import DateSpan
from mapgen.languages import LANGUAGES, direction
from mapgen.wording.customs import Customs
from mapgen.wording.dates import DateWords

__all__ = ["LANGUAGES", "Pieces", "Wording", "direction", "wording"]

_PLACEHOLDER = re.compile(r"\{(\w+)\}")

Pieces = list[Any]
"""A sentence cut at its placeholders: plain strings, and whatever stands for the names between."""


@dataclass(frozen=True)
class Wording:
    """The words of one language, and how it writes numbers and dates."""

    language: str
    words: Mapping[str, Any]
    customs: Customs

    @property
    def digits(self) -> str:
        """The ten digits, from zero up."""
        return self.customs.digits

    def section(self, name: str) -> Mapping[str, Any]:
        """All words of one section, as they stand in the file."""
        found: Mapping[str, Any] = self.words[name]
        return found

    def number(self, value: int) -> str:
        """A whole number in the digits of the language, in its groups."""
        return self.numeral(self.customs.grouped(value))

    def numeral(self, text: str) -> str:
        """A text with its Western digits turned into those of the language."""
        return text if self.digits == "0123456789" else text.translate(_digit_table(self.digits))

    def counted(self, section: str, key: str, value: int, *, spelt: bool = False) -> str:
        """A sentence for a number: the form the language wants, with `{n}` filled in.

        With `spelt` a number is given as a word where the language has one listed.
        """
        forms = self.words[section][key]
        listed: Sequence[str] = self.words["number_words"] if spelt else ()
        said = listed[value] if value < len(listed) else self.number(value)
        return str(forms[self.customs.plural(value)]).replace("{n}", said)

    def text(self, section: str, key: str, **names: str) -> str:
        """A sentence with its placeholders filled in."""
        literals = _split(str(self.words[section][key]))
        return "".join(names[part] if index % 2 else part for index, part in enumerate(literals))

    def pieces(self, section: str, key: str, **names: object) -> Pieces:
        """A sentence filled with names that stay pieces of their own, or with such sentences."""
        found: Pieces = []
        for index, part in enumerate(_split(str(self.words[section][key]))):
            value = names[part] if index % 2 else part
            _append(found, value if isinstance(value, list) else [value])
        return found

    def listed(self, items: Sequence[object]) -> Pieces:
        """Items in a row, as the language joins them: commas, and a word before the last."""
        words = self.words["list"]
        found: Pieces = []
        for index, item in enumerate(items):
            is_last = index == len(items) - 1
            _append(found, [words["last" if is_last else "between"], item] if index else [item])
        return found

    def joined(self, parts: Sequence[Pieces], between: str) -> Pieces:
        """Several sentences as one, with the same text between each two."""
        found: Pieces = []
        for index, part in enumerate(parts):
            _append(found, [between, *part] if index else part)
        return found

    def date(self, span: DateSpan) -> str:
        """A date in words. English has its own in `mapgen.dates`; others follow their file."""
        return _date_words(self.language, span)

    def language_name(self, language: str) -> str:
        """The name of a language; its tag where nothing knows it."""
        names: Mapping[str, str] = self.words["languages"]
        return (
            names.get(language)
            or self.customs.language_name(language)
            or names.get(language.split("-")[0], language)
        )


@cache
def wording(language: str) -> Wording:
    """The wording for a language tag: its own file, that of its first part, or English.

    >>> wording("en-GB").language, wording("tlh").language
    ('en', 'en')
    """
    folder = files("mapgen.wording")
    for tag in (language, language.split("-")[0], "en"):
        file = folder / f"{tag}.json"
        if file.is_file():
            words = json.loads(file.read_text(encoding="utf-8"))
            return Wording(tag, words, Customs(tag))
    raise FileNotFoundError("en.json")


@lru_cache(maxsize=20_000)
def _date_words(language: str, span: DateSpan) -> str:
    if language == "en":
        return span.words()
    say = wording(language)
    return say.numeral(DateWords(say.section("dates"), say.customs).of(span))


@cache
def _digit_table(digits: str) -> Mapping[int, str]:
    return {ord("0") + value: digit for value, digit in enumerate(digits)}


@cache
def _split(sentence: str) -> tuple[str, ...]:
    """A sentence cut at its placeholders: texts at even places, names at odd ones."""
    return tuple(_PLACEHOLDER.split(sentence))


def _append(found: Pieces, pieces: Sequence[object]) -> None:
    """Add pieces, running a text on where one ends and the next begins with text."""
    for piece in pieces:
        if isinstance(piece, str) and found and isinstance(found[-1], str):
            found[-1] += piece
        elif piece != "":
            found.append(piece)
