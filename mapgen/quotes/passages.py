"""Where quoted words stand in a text: word for word, with declared gaps and nothing fuzzy."""

from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from mapgen.quotes.texts import NormalisedText, normalise

GAP = "[...]"
LONGEST_GAP = 300

_GRIDS = (8, 4)
_FEW = 4


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a normalised text that a quote fits; `pieces` are its stretches without gaps."""

    pieces: tuple[tuple[int, int], ...]

    @property
    def start(self) -> int:
        return self.pieces[0][0]

    @property
    def end(self) -> int:
        return self.pieces[-1][1]


def parts_of(quote: str) -> tuple[str, ...]:
    """The words of a quote between its gaps, normalised; white space round a gap belongs to it.

    >>> parts_of("In October  1902 [...] he went")
    ('In October 1902', 'he went')
    """
    parts = (part.strip() for part in normalise(quote).split(GAP))
    return tuple(part for part in parts if part)


def occurrences(parts: Collection[str], text: str) -> dict[str, list[int]]:
    """Every index at which each of the parts stands in a text, also where they overlap.

    Many are looked up in one pass: a part of 15 letters or more holds eight letters that begin at
    a multiple of eight, wherever it stands; one of 7 or more holds four at a multiple of four.
    """
    found: dict[str, list[int]] = {}
    waiting = set(parts)
    for width in _GRIDS:
        long_enough = {part for part in waiting if len(part) >= 2 * width - 1}
        if long_enough:
            found |= _on_grid(long_enough, text, width)
        waiting -= long_enough
    return found | {part: list(_each(part, text)) for part in waiting}


def _on_grid(parts: Collection[str], text: str, width: int) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {part: [] for part in parts}
    grid: dict[str, list[tuple[str, int]]] = {}
    for part in parts:
        for shift in range(width):
            offset = _least_shared(part, shift, width, grid)
            grid.setdefault(part[offset : offset + width], []).append((part, offset))
    for index in range(0, len(text), width):
        for part, offset in grid.get(text[index : index + width], ()):
            if index >= offset and text.startswith(part, index - offset):
                found[part].append(index - offset)
    return {part: sorted(starts) for part, starts in found.items()}


def _least_shared(
    part: str, shift: int, width: int, grid: Mapping[str, Sequence[tuple[str, int]]]
) -> int:
    """At which letters of a part to know it by, of those that stand on the grid with a shift.

    Quotes that begin alike would all be tried wherever one of them begins; so each is known by
    letters that few others are known by, where it has such.
    """
    fewest = offset = -1
    for candidate in range(shift, len(part) - width + 1, width):
        sharing = len(grid.get(part[candidate : candidate + width], ()))
        if fewest < 0 or sharing < fewest:
            fewest, offset = sharing, candidate
        if sharing < _FEW:
            break
    return offset


def _each(part: str, text: str) -> Iterator[int]:
    start = text.find(part)
    while start >= 0:
        yield start
        start = text.find(part, start + 1)


def passages(
    parts: Sequence[str], starts: Sequence[Sequence[int]], text: NormalisedText
) -> Iterator[Passage]:
    """The passages that a quote of these parts fits, in the order of the text.

    Between two parts lie at most 300 characters, the white space at both ends not counted, and no
    line break: that is where a paragraph ends. `starts` are the occurrences of each part.
    """
    if parts and all(starts):
        stages = _reachable(parts, starts, text)
        for start in stages[0]:
            yield from _follow((), start, 0, parts, stages, text)


def stands_after(words: str, start: int, text: str) -> bool:
    """Whether normalised words stand right before an index, white space aside."""
    before = text[max(0, start - len(words) - 1) : start]
    return before.rstrip().endswith(words)


def _reachable(
    parts: Sequence[str], starts: Sequence[Sequence[int]], text: NormalisedText
) -> list[Sequence[int]]:
    """For each part the occurrences from which the rest of the parts can be reached."""
    stages = [starts[-1]]
    for part, of_part in reversed(list(zip(parts[:-1], starts[:-1], strict=True))):
        further = stages[0]
        reaching = [
            s for s in of_part if any(True for _ in _within_gap(s + len(part), further, text))
        ]
        stages.insert(0, reaching)
    return stages


def _follow(
    done: tuple[tuple[int, int], ...],
    start: int,
    number: int,
    parts: Sequence[str],
    stages: Sequence[Sequence[int]],
    text: NormalisedText,
) -> Iterator[Passage]:
    end = start + len(parts[number])
    pieces = (*done, (start, end))
    if number + 1 == len(parts):
        yield Passage(pieces)
        return
    for further in _within_gap(end, stages[number + 1], text):
        yield from _follow(pieces, further, number + 1, parts, stages, text)


def _within_gap(end: int, starts: Sequence[int], text: NormalisedText) -> Iterator[int]:
    """Those of the starts that lie a gap's length after an end, in its paragraph."""
    paragraph_end = text.paragraph_end(end)
    for index in range(bisect_left(starts, end), len(starts)):
        start = starts[index]
        if start > min(paragraph_end, end + LONGEST_GAP + 2):
            return
        if len(text.text[end:start].strip()) <= LONGEST_GAP:
            yield start
