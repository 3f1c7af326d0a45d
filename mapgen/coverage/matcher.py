"""Mentions of known places in a text: the longest name that stands there as a name."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from mapgen.coverage.boundaries import stands_alone
from mapgen.coverage.context import is_named
from mapgen.coverage.dates_near import dates_near
from mapgen.coverage.known import Known
from mapgen.coverage.lexicon import Form, Lexicon
from mapgen.coverage.spelling import PlainText, plain_texts

Progress = Callable[[int, int], None]
"""Told how many code points are read, and how many there are."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A name of a place in a text: `start` and `end` in code points of the text as it is.

    `places` are those it may stand for, the likeliest first. `dates` are those of its sentence.
    """

    start: int
    end: int
    words: str
    places: tuple[Known, ...]
    dates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Match:
    start: int
    end: int
    form: Form


def find_mentions(
    text: str, lexicon: Lexicon, *, language: str = "", progress: Progress | None = None
) -> tuple[Mention, ...]:
    """Every mention of a known place, in the order of the text.

    `language` is the text's own (a BCP 47 tag): it decides what Arabic script may join to a name.
    Where names overlap the longest counts. Scripts that inflect names (Russian, say) are matched
    in the forms that the gazetteers and the route list, no others.
    """
    found: list[Mention] = []
    for plain in plain_texts(text):
        matches = _longest(_matches(text, plain, lexicon, language))
        found += [
            Mention(
                match.start,
                match.end,
                text[match.start : match.end],
                match.form.places,
                dates_near(text, match.start, match.end),
            )
            for match in matches
            if match.form.places
        ]
        if progress:
            progress(plain.end, len(text))
    return tuple(found)


def _matches(text: str, plain: PlainText, lexicon: Lexicon, language: str) -> Iterator[_Match]:
    for last, form in lexicon.automaton.iter(plain.letters):
        end = last + 1 - (form.pattern[-1] == " ")
        start = end - len(form.key) + form.lead
        if stands_alone(plain.letters, start, end, form, language=language):
            first, after = plain.span(start, end)
            if is_named(text, first, after, form):
                yield _Match(first, after, form)


def _longest(matches: Iterator[_Match]) -> list[_Match]:
    """The longest matches that do not overlap, in order; the first of two that are as long."""
    kept: list[_Match] = []
    taken: set[int] = set()
    for match in sorted(matches, key=lambda one: (one.start - one.end, one.start)):
        letters = range(match.start, match.end)
        if taken.isdisjoint(letters):
            taken.update(letters)
            kept.append(match)
    return sorted(kept, key=lambda one: one.start)
