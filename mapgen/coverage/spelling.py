"""The one spelling in which texts and names are compared, with the way back into the text."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from mapgen.folding import fold_with_offsets, plain_letters, plain_spelling

_WORD = re.compile(r"[^\s。、,;:!?「」《》()“”]+")
_SENTENCE_END = re.compile(r"[.!?。।؟!?](?=\s)|\n\s*\n|[。!?]")
_BLOCK = 50_000

_NO_WORD_BREAKS = (
    ("\u0e00", "\u0eff"),  # Thai and Lao
    ("\u0f00", "\u109f"),  # Tibetan and Burmese
    ("\u1780", "\u17ff"),  # Khmer
    ("\u3040", "\u30ff"),  # kana
    ("\u3400", "\u9fff"),  # Han
    ("\uf900", "\ufaff"),
    ("\U00020000", "\U0003ffff"),
)


def has_no_word_breaks(letter: str) -> bool:
    """Whether a letter is of a script that writes words without spaces between them."""
    return letter >= "\u0e00" and any(low <= letter <= high for low, high in _NO_WORD_BREAKS)


@lru_cache(maxsize=50_000)
def _plain_word(word: str) -> str:
    return plain_spelling(word)


@lru_cache(maxsize=50_000)
def _plain_offsets(word: str) -> list[tuple[int, int]]:
    """Start and end in the word of each letter of its plain spelling."""
    folded, offsets = fold_with_offsets(word)
    found: list[tuple[int, int]] = []
    last = " "
    for letter, start, end in zip(plain_letters(folded), offsets, offsets[1:], strict=False):
        if letter != " " or last != " ":
            found.append((start, end))
        last = letter
    if last == " " and found:
        found.pop()
    return found


@dataclass(frozen=True, slots=True)
class PlainText:
    """A stretch of a text in plain spelling, with a space at each end.

    `starts` says where in `letters` each word begins, `words` where it stands in the text, and
    `end` how far into the text the stretch reaches.
    """

    end: int
    letters: str
    starts: list[int]
    words: list[tuple[int, str]]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where in the text the letters from `start` up to `end` stand, in code points."""
        return self._letter(start)[0], self._letter(end - 1)[1]

    def _letter(self, place: int) -> tuple[int, int]:
        number = bisect_right(self.starts, place) - 1
        offset, word = self.words[number]
        first, last = _plain_offsets(word)[place - self.starts[number]]
        return offset + first, offset + last


def plain_texts(text: str) -> Iterator[PlainText]:
    """The text in plain spelling, some pages at a time, cut where a sentence ends."""
    start = 0
    while start < len(text):
        end = len(text)
        if end - start > _BLOCK:
            cut = _SENTENCE_END.search(text, start + _BLOCK, start + 2 * _BLOCK)
            end = cut.end() if cut else min(end, start + 2 * _BLOCK)
        yield _plain_stretch(text, start, end)
        start = end


def _plain_stretch(text: str, start: int, end: int) -> PlainText:
    pieces = [" "]
    starts: list[int] = []
    words: list[tuple[int, str]] = []
    length, before = 1, " "
    for found in _WORD.finditer(text, start, end):
        word = found.group()
        plain = _plain_word(word)
        if not plain:
            continue
        if before != " " and not (has_no_word_breaks(before) and has_no_word_breaks(plain[0])):
            pieces.append(" ")
            length += 1
        starts.append(length)
        words.append((found.start(), word))
        pieces.append(plain)
        length += len(plain)
        before = plain[-1]
    pieces.append(" ")
    return PlainText(end, "".join(pieces), starts, words)
