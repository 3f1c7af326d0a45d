"""A route, looked at from every side: read, verified, weighed, placed, and its legs drawn."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from mapgen.atlas import Polygons
from mapgen.errors import Problem
from mapgen.evidence import weigh_evidence
from mapgen.files import read_file_if_there
from mapgen.geocache import Geocache, parse_geocache
from mapgen.legs import draw_legs
from mapgen.loading import Loaded, Read, load_route, read_document
from mapgen.marks import Marks
from mapgen.model import Evidence, LegPath, Position, Route, Selector
from mapgen.places import Resolved, resolve_places
from mapgen.plausible import find_implausible
from mapgen.project import GEOCACHE_FILE, record_path
from mapgen.quotes import QuotesRecord, Verified, read_texts, verify_quotes


@dataclass(frozen=True, slots=True)
class Examined:
    """What is known of one route; the parts are empty where an error stopped the work.

    `missing` are the ids of places that have no position and need one; `has_texts` tells whether
    any quoted text was at hand.
    """

    path: Path
    route: Route | None = None
    verified: Verified | None = None
    evidence: tuple[Evidence, ...] = ()
    positions: Mapping[str, Position] = field(default_factory=dict)
    borders: Polygons = ()
    legs: tuple[LegPath | None, ...] = ()
    missing: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    has_texts: bool = False

    @property
    def selectors(self) -> Mapping[tuple[int, int], Selector]:
        """Where each verified quote stands in its source, by stop index and quote index."""
        found = self.verified.selectors if self.verified else {}
        return {at: selector for at, selector in found.items() if selector}

    def failed(self, *, strict: bool = False) -> bool:
        """Whether anything stops the build: an error, or with `strict` a warning."""
        return any(strict or problem.severity == "error" for problem in self.problems)


def examine(path: Path, *, sources: Sequence[Path] = (), read: Read = read_document) -> Examined:
    """Everything about a route file that can be known without looking anything up.

    `sources` are folders with the quoted texts, which are looked for beside the route too. Raises
    FileProblem when a file that must be there cannot be read.
    """
    loaded = load_route(path, read=read)
    route = loaded.route
    if route is None:
        return Examined(path, problems=loaded.problems)
    marks = loaded.marks
    texts, text_problems = read_texts(route, marks, [*sources, path.parent])
    record = read_record(path)
    verified = verify_quotes(route, marks, texts, record)
    evidence = weigh_evidence(route)
    geocache, geocache_problems = read_geocache(path.with_name(GEOCACHE_FILE))
    resolved = resolve_places(route, marks, geocache, path.parent)
    problems = [
        *loaded.problems, *text_problems, *verified.problems,
        *geocache_problems, *resolved.problems, *_unquoted(route, marks),
        *_renamed(route, marks, record),
    ]  # fmt: skip
    legs: tuple[LegPath | None, ...] = ()
    if not resolved.missing:
        legs = draw_legs(route, resolved.positions, evidence)
        problems += find_implausible(route, marks, resolved.positions, legs)
    elif not geocache_problems:
        problems += _unplaced(loaded, route, resolved)
    return Examined(
        path=path,
        route=route,
        verified=verified,
        evidence=evidence,
        positions=resolved.positions,
        borders=resolved.borders,
        legs=legs,
        missing=resolved.missing,
        problems=tuple(sorted(problems, key=lambda problem: problem.sort_key)),
        has_texts=bool(texts),
    )


def read_record(path: Path) -> QuotesRecord:
    """What was verified of a route's quotes before: the committed file beside it."""
    record = record_path(path)
    content = read_file_if_there(record)
    return QuotesRecord() if content is None else QuotesRecord.parse(content, record.as_posix())


def read_geocache(path: Path) -> tuple[Geocache, list[Problem]]:
    """The look-ups kept beside a route; empty where there are none, or they are broken."""
    content = read_file_if_there(path)
    if content is None:
        return Geocache(), []
    parsed = parse_geocache(content, path.as_posix())
    return parsed.geocache or Geocache(), parsed.problems


def _unquoted(route: Route, marks: Marks) -> Iterator[Problem]:
    for path, stop in route.located_stops:
        if not stop.quotes:
            yield Problem(
                marks.value(*path, "id"),
                "no-quote",
                f"stop `{stop.id}` rests on no quotation",
                "add the words of a source that name the place or the date",
                "warning",
            )


def _renamed(route: Route, marks: Marks, record: QuotesRecord) -> Iterator[Problem]:
    """Stops of which the record knows the quotations under an id that the route has lost."""
    recorded = {entry.stop for entry in record.entries}
    kept = {name for stop in route.all_stops for name in (stop.id, *stop.formerly)}
    for path, stop in route.located_stops:
        if stop.id in recorded:
            continue
        entries = [
            record.find(quote.source, route.sources[quote.source].sha256, quote.text, quote.after)
            for quote in stop.quotes
        ]
        for old in sorted({entry.stop for entry in entries if entry} - kept):
            yield Problem(
                marks.value(*path, "id"),
                "id-changed",
                f"stop `{stop.id}` was `{old}` when its quotations were verified",
                f"add `formerly: {old}`, so that links to the old id still lead here",
                "warning",
            )


def _unplaced(loaded: Loaded, route: Route, resolved: Resolved) -> list[Problem]:
    slug = loaded.path.stem
    return [
        Problem(
            loaded.marks.key("places", key),
            "no-position",
            f"place `{key}` has no position",
            f"`mapgen geocode {slug}` looks it up, or write `at: [latitude, longitude]`",
        )
        for key in resolved.missing
        if key in route.places
    ]
