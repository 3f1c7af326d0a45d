"""Stretches of a text that a route sets aside: found by their first and last words."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mapgen.errors import Problem
from mapgen.marks import Mark, Marks
from mapgen.model import Route, Words

_GAP = "[...]"
_NOT_FOUND = "set-aside-not-found"
_AMBIGUOUS = "set-aside-ambiguous"
_TYPING_HINT = (
    "copy the words from the text, letter for letter; only runs of white space may differ"
)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a source in code points of its text, and why mentions within it are set aside."""

    start: int
    end: int
    reason: Words


def find_stretches(
    route: Route, marks: Marks, texts: Mapping[str, str]
) -> tuple[dict[str, tuple[Stretch, ...]], list[Problem]]:
    """The stretches that `set_aside` names, by source id, and what is wrong with the others.

    A stretch is a passage, or first words and last words with `[...]` between, over paragraphs if
    need be; it ends where its last words first stand after the first ones. Words are compared as
    quotes are: NFC, a run of white space as one space. The first words must stand in the text
    once and no more. Sources whose text is not in `texts` are left out.
    """
    found: dict[str, tuple[Stretch, ...]] = {}
    problems: list[Problem] = []
    composed = {source: _composed(text) for source, text in texts.items()}
    for number, aside in enumerate(route.set_aside):
        if aside.source not in composed:
            continue
        text, offsets = composed[aside.source]
        mark = marks.value("set_aside", number, "text")
        span = _find(text, aside.text, mark)
        if isinstance(span, Problem):
            problems.append(span)
        else:
            stretch = Stretch(offsets[span[0]], offsets[span[1]], aside.reason)
            found[aside.source] = (*found.get(aside.source, ()), stretch)
    return found, problems


def _find(text: str, wanted: str, mark: Mark) -> tuple[int, int] | Problem:
    parts = [" ".join(part.split()) for part in unicodedata.normalize("NFC", wanted).split(_GAP)]
    if not all(parts):
        return Problem(
            mark,
            _NOT_FOUND,
            "a stretch that is set aside has no words on one side of `[...]`",
            "give its first words and its last words",
        )
    first, *later = parts
    starts = list(_pattern(first).finditer(text))
    if not starts:
        return Problem(mark, _NOT_FOUND, f"the source has no `{first}`", _TYPING_HINT)
    if len(starts) > 1:
        return Problem(
            mark,
            _AMBIGUOUS,
            f"`{first}` stands in the source {len(starts)} times",
            "begin with more words, so that they stand there only once",
        )
    end = starts[0].end()
    for part in later:
        match = _pattern(part).search(text, end)
        if match is None:
            message = f"the source has no `{part}` after `{first}`"
            return Problem(mark, _NOT_FOUND, message, _TYPING_HINT)
        end = match.end()
    return starts[0].start(), end


def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(r"\s+".join(map(re.escape, words.split())))


def _composed(text: str) -> tuple[str, Sequence[int]]:
    """The text in NFC, and for each of its letters, and its end, the offset in the text."""
    if unicodedata.is_normalized("NFC", text):
        return text, range(len(text) + 1)
    letters: list[str] = []
    offsets: list[int] = []
    start = 0
    for end in range(1, len(text) + 1):
        if end == len(text) or not _leans_on_the_letter_before(text[end]):
            cluster = unicodedata.normalize("NFC", text[start:end])
            letters += cluster
            offsets += [start] * len(cluster)
            start = end
    return "".join(letters), [*offsets, len(text)]


def _leans_on_the_letter_before(letter: str) -> bool:
    return unicodedata.category(letter)[0] == "M" or "\u1160" <= letter <= "\u11ff"
