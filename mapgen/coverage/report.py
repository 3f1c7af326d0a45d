"""What a map leaves of its texts: each mention of a place, and whether a quote says it."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from mapgen.coverage.lexicon import Lexicon
from mapgen.coverage.matcher import Mention, find_mentions
from mapgen.coverage.stretches import Stretch, find_stretches
from mapgen.errors import Problem
from mapgen.marks import Mark, Marks
from mapgen.model import Route, Selector

Standing = Literal["quoted", "unquoted", "off-map", "set-aside"]
"""A quote round the mention says the place; the place is on the route, but none says it there; it
is not on the route; the route sets the stretch aside."""

STANDINGS: tuple[Standing, ...] = ("quoted", "set-aside", "unquoted", "off-map")
OPEN_STANDINGS: frozenset[Standing] = frozenset({"unquoted", "off-map"})

Selectors = Mapping[tuple[int, int], Selector]
"""Where quotes stand in their sources, by (stop, quote): numbers in the order of the story."""

Progress = Callable[[str, int, int], None]
"""Told which source is read, how many code points of it are done, and how many it has."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A mention and how it stands. `note` is the reason it is set aside, or what a quote lacks."""

    source: str
    mark: Mark
    mention: Mention
    standing: Standing
    note: str = ""

    @property
    def is_open(self) -> bool:
        return self.standing in OPEN_STANDINGS


@dataclass(frozen=True, slots=True)
class SourceCoverage:
    """The findings in one source, in the order of its text."""

    source: str
    file: str
    findings: tuple[Finding, ...]

    def count(self, standing: Standing) -> int:
        return Counter(finding.standing for finding in self.findings)[standing]


@dataclass(frozen=True, slots=True)
class Coverage:
    """The findings in all sources at hand, and the problems of `set_aside`.

    `unread` are the ids of sources whose text is not at hand.
    """

    sources: tuple[SourceCoverage, ...]
    unread: tuple[str, ...]
    problems: tuple[Problem, ...]

    @property
    def open_findings(self) -> tuple[Finding, ...]:
        """The mentions neither quoted nor set aside."""
        return tuple(
            finding for source in self.sources for finding in source.findings if finding.is_open
        )


def coverage_report(
    route: Route,
    marks: Marks,
    texts: Mapping[str, str],
    selectors: Selectors,
    lexicon: Lexicon,
    *,
    progress: Progress | None = None,
) -> Coverage:
    """How every mention of a known place in the texts stands to the route.

    `texts` are by source id; `lexicon` is that of the route (`build_lexicon(route)`). A mention is
    quoted if a quote holds it and says that very place by `where`, `from`, `to` or `via`: saying
    what it lies in, or what lies in it, is not enough. A quoted mention counts as quoted even
    where its stretch is set aside.
    """
    stretches, problems = find_stretches(route, marks, texts)
    sources = []
    for key, source in route.sources.items():
        if key not in texts:
            continue
        text, file = texts[key], source.file or key
        said = list(_sayings(route, key, selectors))
        told = (lambda done, whole, key=key: progress(key, done, whole)) if progress else None
        lines = _line_starts(text)
        findings = [
            Finding(
                key, _mark(file, text, lines, mention), mention, *_standing(mention, said, aside)
            )
            for aside in [stretches.get(key, ())]
            for mention in find_mentions(text, lexicon, language=source.language, progress=told)
        ]
        sources.append(SourceCoverage(key, file, tuple(findings)))
    unread = tuple(key for key in route.sources if key not in texts)
    return Coverage(tuple(sources), unread, tuple(problems))


def _sayings(
    route: Route, source: str, selectors: Selectors
) -> Iterator[tuple[int, int, str, tuple[str, ...]]]:
    """Of each quote of a source: where it begins and ends, its stop, and the places it says."""
    stops = route.all_stops
    for (stop, number), selector in selectors.items():
        quote = stops[stop].quotes[number]
        if quote.source == source:
            yield selector.start, selector.end, stops[stop].id, quote.says.places


def _standing(
    mention: Mention,
    said: list[tuple[int, int, str, tuple[str, ...]]],
    aside: tuple[Stretch, ...],
) -> tuple[Standing, str]:
    ids = {place.id for place in mention.places if place.is_on_map}
    round_it = [row for row in said if row[0] <= mention.start and mention.end <= row[1]]
    if any(ids.intersection(places) for *_, places in round_it):
        return "quoted", ""
    for stretch in aside:
        if stretch.start <= mention.start and mention.end <= stretch.end:
            return "set-aside", stretch.reason.forms[0]
    if not ids:
        return "off-map", ""
    stops = ", ".join(dict.fromkeys(f"`{stop}`" for *_, stop, _ in round_it))
    return "unquoted", f"the quote at {stops} does not say it" if stops else ""


def _line_starts(text: str) -> list[int]:
    return [0, *(place + 1 for place, letter in enumerate(text) if letter == "\n")]


def _mark(file: str, text: str, lines: list[int], mention: Mention) -> Mark:
    line = bisect_right(lines, mention.start)
    start = lines[line - 1]
    end = lines[line] - 1 if line < len(lines) else len(text)
    column, width = mention.start - start + 1, mention.end - mention.start
    return Mark(file, line, column, width, text[start:end].rstrip("\r"))
