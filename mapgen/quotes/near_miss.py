"""The passage that comes closest to words a text does not hold, to show where they part."""

import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from heapq import nlargest
from itertools import takewhile

_WIDTHS = (8, 4)
_MOST_SEARCHED_CLOSELY = 20
_MOST_SHARING_A_SEED = 20
_MOST_STRETCHES_TRIED = 5
_DRIFT = 64
_LONGEST_SLIP = 8
_FEWEST_THE_SAME = 3
_SLIPS_SHOWN = (0, 8, 40)
"""How many more letters than the words a passage may have."""


@dataclass(frozen=True, slots=True)
class NearMiss:
    """The passage that begins at `start`; it and the words wanted agree for `agrees` letters."""

    start: int
    agrees: int


def closest(wanted: Collection[str], text: str) -> dict[str, NearMiss]:
    """For each of the words wanted the passage of a text that shares most with them, if any does.

    Letters in a row that both hold are looked up at every eighth place of the text, so that 15
    equal ones are always found, in one pass for all; for the first 20 that remain, four letters at
    every fourth place. Which of two passages is the closer one is a guess; nothing hangs on it.
    """
    found: dict[str, NearMiss] = {}
    for width in _WIDTHS:
        left = [words for words in wanted if words not in found]
        if width != _WIDTHS[0]:
            left = left[:_MOST_SEARCHED_CLOSELY]
        for words, seeds in _seeds(left, text, width).items():
            misses = (_aligned(words, text, *seed) for seed in seeds)
            found[words] = max(misses, key=lambda miss: miss.agrees)
    return found


def _seeds(wanted: Collection[str], text: str, width: int) -> dict[str, list[tuple[int, int]]]:
    """For each of the words where they and the text begin to agree, in the best stretches of it."""
    grams: dict[str, list[tuple[str, int]]] = {}
    for words in wanted:
        for shift in range(len(words) - width + 1):
            grams.setdefault(words[shift : shift + width], []).append((words, shift))
    stretches: dict[tuple[str, int], list[tuple[int, int]]] = {}
    for index in range(0, len(text) if grams else 0, width):
        sharing = grams.get(text[index : index + width], ())
        if len(sharing) <= _MOST_SHARING_A_SEED:
            for words, shift in sharing:
                stretch = (words, (index - shift) // _DRIFT)
                stretches.setdefault(stretch, []).append((shift, index))
    by_words: dict[str, list[list[tuple[int, int]]]] = {}
    for (words, _), hits in stretches.items():
        by_words.setdefault(words, []).append(hits)
    return {
        words: [min(hits) for hits in nlargest(_MOST_STRETCHES_TRIED, each, key=len)]
        for words, each in by_words.items()
    }


def _aligned(words: str, text: str, shift: int, index: int) -> NearMiss:
    """The near miss from letters that agree: `words` from `shift`, the text from `index`."""
    lengths = {start: _agreement(words, text, start) for start in _slips(index - shift)}
    start = max(lengths, key=lambda each: lengths[each])
    return NearMiss(start, lengths[start])


def _slips(start: int) -> Iterator[int]:
    """Starts near one, the nearest first: a letter too many or too few shifts what follows."""
    yield max(0, start)
    for slip in range(1, _LONGEST_SLIP + 1):
        yield max(0, start - slip)
        yield start + slip


def _agreement(words: str, text: str, start: int) -> int:
    pairs = zip(words, text[start : start + len(words)], strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def compared(words: str, text: str, near: NearMiss) -> list[tuple[str, bool]]:
    """The passage of a near miss in pieces, each with whether it differs from the words wanted.

    A piece that differs may be empty: there only the words have letters. Fewer than three letters
    in a row that are the same say nothing.

    >>> compared("took a train to Rome", "He took the train to Rome.", NearMiss(3, 5))
    [('took ', False), ('the', True), (' train to Rome', False)]
    """
    start = near.start + near.agrees
    rest = words[near.agrees :]
    tries = (_pieces(rest, text[start : start + len(rest) + slip]) for slip in _SLIPS_SHOWN)
    best = min(tries, key=_letters_marked)
    return [(text[near.start : start], False), *best]


def _letters_marked(pieces: Sequence[tuple[str, bool]]) -> int:
    """How much differs; a mark counts as a letter more than there are in it."""
    return sum(len(piece) + 1 for piece, differs in pieces if differs)


def _pieces(words: str, passage: str) -> list[tuple[str, bool]]:
    pieces = []
    at = done = 0
    for match in SequenceMatcher(None, words, passage, autojunk=False).get_matching_blocks():
        is_last = match.size > 0 and match.a + match.size == len(words)
        if match.size >= _FEWEST_THE_SAME or is_last:
            pieces.append((passage[at : match.b], True))
            pieces.append((passage[match.b : match.b + match.size], False))
            at, done = match.b + match.size, match.a + match.size
    return pieces if done == len(words) else [*pieces, (passage[at:], True)]


def letter_in_words(letter: str) -> str:
    """A letter as a message shows it: with its code point where its look may not tell it.

    >>> letter_in_words("x"), letter_in_words("\\u06cc"), letter_in_words("")
    ('`x`', '`ی` (U+06CC)', 'nothing')
    >>> letter_in_words("\\u200c")
    'U+200C (zero width non-joiner)'
    """
    if not letter:
        return "nothing"
    if letter == " ":
        return "a space"
    if letter.isascii():
        return f"`{letter}`"
    code = f"U+{ord(letter):04X}"
    if unicodedata.category(letter)[0] in "CMZ":
        return f"{code} ({unicodedata.name(letter, 'without a name').lower()})"
    return f"`{letter}` ({code})"
