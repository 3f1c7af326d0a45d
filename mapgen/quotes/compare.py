"""Quotes of one source compared with its text, and what to say of those that are not in it."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from mapgen.errors import Problem
from mapgen.marks import Marks
from mapgen.model import Path, Quote
from mapgen.quotes.near_miss import NearMiss, closest, compared, letter_in_words
from mapgen.quotes.passages import (
    GAP,
    LONGEST_GAP,
    Passage,
    occurrences,
    parts_of,
    passages,
    stands_after,
)
from mapgen.quotes.texts import SourceText, normalise

QuoteAt = tuple[int, int]
"""Where a quote stands: the index of its stop, and its own among the quotes there."""

_Starts = Mapping[str, Sequence[int]]
"""Where in the text each part of a quote stands."""

_MOST_PASSAGES_TOLD = 5
_MOST_NEAR_MISSES = 100
_LETTERS_SHOWN_BEFORE = 40
_LETTERS_SHOWN_AFTER = 25
_LETTERS_FOR_AFTER = 20
_LETTERS_BESIDE_MARKS = 16


@dataclass(frozen=True, slots=True)
class LocatedQuote:
    """A quote with words of its own, and where it stands in the route and in the route's file."""

    at: QuoteAt
    stop: str
    path: Path
    quote: Quote


def compare_quotes(
    quotes: Sequence[LocatedQuote], text: SourceText, marks: Marks
) -> tuple[dict[QuoteAt, Passage], list[Problem]]:
    """The passage that each quote of one source is, and a problem for each that is none or several.

    Of several passages `after` picks the one that its words stand right before, space aside.
    """
    parts = {each.at: parts_of(each.quote.text) for each in quotes}
    starts = occurrences(
        {part for of_quote in parts.values() for part in of_quote}, text.normalised.text
    )
    found: dict[QuoteAt, Passage] = {}
    missing: list[LocatedQuote] = []
    problems: list[Problem] = []
    for each in quotes:
        of_parts = [starts[part] for part in parts[each.at]]
        fitting = _fitting(parts[each.at], of_parts, text)
        picked = _picked(each.quote.after, parts[each.at], of_parts, text, fitting)
        if len(picked) == 1:
            found[each.at] = picked[0]
        elif fitting:
            problems.append(_ambiguous(each, fitting, picked, text, marks))
        else:
            missing.append(each)
    searched = missing[:_MOST_NEAR_MISSES]
    absent = {part for each in searched for part in parts[each.at] if not starts[part]}
    near = closest(sorted(absent), text.normalised.text)
    problems += (_not_found(each, parts[each.at], starts, near, text, marks) for each in missing)
    return found, problems


def _fitting(
    parts: Sequence[str], starts: Sequence[Sequence[int]], text: SourceText
) -> list[Passage]:
    """The first passages that a quote fits, one more than a message tells."""
    return list(islice(passages(parts, starts, text.normalised), _MOST_PASSAGES_TOLD + 1))


def _picked(
    after: str | None,
    parts: Sequence[str],
    starts: Sequence[Sequence[int]],
    text: SourceText,
    fitting: list[Passage],
) -> list[Passage]:
    """Those passages that stand after the words given, where there are several."""
    if after is None or len(fitting) < 2:
        return fitting
    before = normalise(after)
    letters = text.normalised.text
    first = [start for start in starts[0] if stands_after(before, start, letters)]
    return _fitting(parts, [first, *starts[1:]], text)


def _ambiguous(
    each: LocatedQuote,
    fitting: Sequence[Passage],
    picked: Sequence[Passage],
    text: SourceText,
    marks: Marks,
) -> Problem:
    times = f"{len(fitting)} times"
    if len(fitting) > _MOST_PASSAGES_TOLD:
        times = f"more than {_MOST_PASSAGES_TOLD} times"
    offsets = (text.normalised.offset(passage.start) for passage in fitting[:_MOST_PASSAGES_TOLD])
    lines = list(dict.fromkeys(str(text.line_at(offset)) for offset in offsets))
    where = f"line{'s' * (len(lines) > 1)} {', '.join(lines)}"
    message = f"these words stand {times} in `{each.quote.source}`, on {where}"
    if each.quote.after is None:
        words = _words_before(fitting[0], text)
        hint = "give the words right before the one that is meant as `after:`"
        hint += f"; the first stands after `{words}`" if words else ""
        if GAP in each.quote.text and len({passage.start for passage in fitting}) == 1:
            hint = f"quote more of the words behind `{GAP}`"
        mark = marks.value(*each.path, "text")
    else:
        message += f", {'several' if picked else 'none'} of them right after these"
        hint = "`after:` is what stands right before the passage, letter for letter"
        mark = marks.value(*each.path, "after")
    return Problem(mark, "quote-ambiguous", message, hint)


def _words_before(passage: Passage, text: SourceText) -> str:
    first = max(0, passage.start - _LETTERS_FOR_AFTER)
    letters = text.normalised.text[first : passage.start].strip()
    return letters.partition(" ")[2] or letters if first else letters


def _not_found(
    each: LocatedQuote,
    parts: Sequence[str],
    starts: _Starts,
    near: Mapping[str, NearMiss],
    text: SourceText,
    marks: Marks,
) -> Problem:
    named = f"`{each.quote.source}`" + (f" (`{text.file}`)" if text.file else "")
    message, label = f"these words do not stand in {named}", ""
    absent = [part for part in parts if not starts[part]]
    if not parts:
        message, hint = f"a quote needs words beside `{GAP}`", ""
    elif "[…]" in each.quote.text:
        hint = f"a gap is written `{GAP}`, with three full stops"
    elif not absent:
        hint = _about_gaps(parts, starts, text)
    elif absent[0] in near:
        hint = _about_letters(absent[0], near[absent[0]], text)
        label = _marked(absent[0], near[absent[0]], text.normalised.text)
    else:
        hint = "no passage near it was found; is this the right source?"
    mark = marks.value(*each.path, "text")
    return Problem(mark, "quote-not-found", message, hint, label=label)


def _about_letters(part: str, near: NearMiss, text: SourceText) -> str:
    letters = text.normalised.text
    differs = near.start + near.agrees
    first = max(near.start, differs - _LETTERS_SHOWN_BEFORE)
    last = min(near.start + len(part), differs + _LETTERS_SHOWN_AFTER)
    shown = "…" * (first > near.start) + letters[first:last].strip() + "…" * (last < len(letters))
    line = text.line_at(text.normalised.offset(differs))
    here, there = part[near.agrees : near.agrees + 1], letters[differs : differs + 1]
    return (
        f"the closest passage, on line {line}, is `{shown}`: "
        f"it has {letter_in_words(there)} where the quote has {letter_in_words(here)}"
    )


def _marked(part: str, near: NearMiss, letters: str) -> str:
    """The near passage with all that differs from the quote between ⟦ and ⟧."""
    (before, _), *pieces = compared(part, letters, near)
    after = "" if pieces[-1][1] else pieces.pop()[0]
    marked = "".join(f"⟦{piece}⟧" if differs else piece for piece, differs in pieces)
    head = "…" * (len(before) > _LETTERS_BESIDE_MARKS) + before[-_LETTERS_BESIDE_MARKS:]
    tail = after[:_LETTERS_BESIDE_MARKS] + "…" * (len(after) > _LETTERS_BESIDE_MARKS)
    return f"the text has: {head}{marked}{tail}"


def _about_gaps(parts: Sequence[str], starts: _Starts, text: SourceText) -> str:
    """Why parts that each stand in a text do not make a passage: the first pair that is apart."""
    for part, following in pairwise(parts):
        apart = _shortest_gap(part, following, starts)
        if apart is None:
            return f"`{following}` never stands behind `{part}`"
        end, start = apart
        if start > text.normalised.paragraph_end(end):
            return f"a line break stands between `{part}` and `{following}`: quote them apart"
        length = len(text.normalised.text[end:start].strip())
        if length > LONGEST_GAP:
            return (
                f"`{GAP}` may leave out {LONGEST_GAP} characters; "
                f"`{following}` stands {length} behind `{part}`"
            )
    return "all its parts stand in the text, but nowhere in a row"


def _shortest_gap(part: str, following: str, starts: _Starts) -> tuple[int, int] | None:
    gaps: list[tuple[int, int]] = []
    for start in starts[part]:
        end = start + len(part)
        index = bisect_left(starts[following], end)
        if index < len(starts[following]):
            gaps.append((end, starts[following][index]))
    return min(gaps, key=lambda gap: gap[1] - gap[0], default=None)
