"""Where words stand in a text, and which words before a passage pick it among others."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from mapgen.quotes import SourceText
from mapgen.quotes.passages import Passage, occurrences, parts_of, passages, stands_after

_LETTERS_SHOWN = 40
_MOST_PASSAGES = 50
_MOST_WORDS = 40


@dataclass(frozen=True, slots=True)
class FoundPassage:
    """One passage that quoted words fit. `line` counts from 1; `shown` is it among its neighbours.

    `after` are the fewest words right before it that pick it; None where it is the only one, ""
    where no words can.
    """

    line: int
    shown: str
    after: str | None


def find_passages(words: str, text: SourceText) -> list[FoundPassage]:
    """The passages that words fit, letter for letter, in the order of the text."""
    parts = parts_of(words)
    by_part = occurrences(set(parts), text.normalised.text)
    starts = [by_part[part] for part in parts]
    found = list(islice(passages(parts, starts, text.normalised), _MOST_PASSAGES))
    letters = text.normalised.text
    return [
        FoundPassage(
            line=text.line_at(text.normalised.offset(each.start)),
            shown=_shown(each, letters),
            after=None if len(found) == 1 else _words_before(each, found, letters),
        )
        for each in found
    ]


def _shown(passage: Passage, letters: str) -> str:
    start, end = passage.start - _LETTERS_SHOWN, passage.end + _LETTERS_SHOWN
    shown = letters[max(0, start) : end]
    return f"{'…' * (start > 0)}{shown}{'…' * (end < len(letters))}"


def _words_before(passage: Passage, found: Sequence[Passage], letters: str) -> str:
    before = letters[: passage.start].split(" ")[-_MOST_WORDS - 1 :]
    before = [word for word in before if word]
    for count in range(1, min(_MOST_WORDS, len(before)) + 1):
        words = " ".join(before[-count:])
        if [each for each in found if stands_after(words, each.start, letters)] == [passage]:
            return words
    return ""
