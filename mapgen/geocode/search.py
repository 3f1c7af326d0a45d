"""Places of a route looked up: what is known, what was found, what only its author can settle."""

import datetime
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from mapgen.geocache import Answer, Candidate, Entry, Geocache
from mapgen.geocode.context import Known, ask_about
from mapgen.geocode.index import Match, Progress, default_folder
from mapgen.geocode.offline import open_offline
from mapgen.geocode.question import Question, places_to_look_up
from mapgen.geocode.ranking import Bearing, Hit, Ranked, Step, Verdict, rank_hits
from mapgen.geocode.spots import Gazetteer
from mapgen.geocode.store import add_entries, read_geocache
from mapgen.model import Route

MOST_CANDIDATES = 5


class Source(Protocol):
    """Something that knows where names are: the index, or a service on the network.

    `asks_every_form` says whether all forms of a name are asked, or only as many as it takes.
    """

    @property
    def asks_every_form(self) -> bool: ...

    @property
    def gazetteers(self) -> Mapping[str, Gazetteer]: ...

    def ask(self, form: str, question: Question) -> list[Match]: ...


@dataclass(frozen=True, slots=True)
class Options:
    """How to look up: `folder` holds the index, `today` dates the entries."""

    folder: Path
    today: datetime.date
    is_dry_run: bool = False


@dataclass(frozen=True, slots=True)
class Result:
    """What is known of one place: `entry` is in the geocache, or would be but for a dry run.

    `steps` tell how the ranking came about; they are empty for an entry that stood there before.
    """

    place: str
    entry: Entry
    is_new: bool
    steps: tuple[Step, ...] = ()

    @property
    def answer(self) -> Answer:
        return self.entry.answer


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is known of all places that were wanted, in the order of the route's file."""

    route: str
    results: tuple[Result, ...]
    geocache: Geocache

    @property
    def is_settled(self) -> bool:
        return all(result.answer == "found" for result in self.results)


def usual_options(*, is_dry_run: bool = False) -> Options:
    """The options of a run by hand: the user's cache directory, today's date (UTC)."""
    today = datetime.datetime.now(datetime.UTC).date()
    return Options(default_folder(), today, is_dry_run)


def geocode_route(
    route: Route,
    geocache_path: Path,
    options: Options,
    progress: Progress,
    *,
    wanted: Collection[str] | None = None,
) -> Outcome:
    """Every wanted place of a route looked up, and the geocache with what is new in it.

    `wanted` are ids of places; None means all without a position of their own. What the geocache
    has found is left as it is; what it has not is asked again. The index is opened only when
    something must be asked. Raises RouteError for a broken geocache, MissingExtra, FileProblem.
    """
    geocache = read_geocache(geocache_path)
    ids = [place for place in places_to_look_up(route) if wanted is None or place in wanted]
    unsettled = [place for place in ids if not _is_found(geocache.lookup(route.places[place]))]
    fresh: dict[str, Result] = {}
    if unsettled:
        source = open_offline(options.folder, progress)
        try:
            fresh = _look_up(route, unsettled, geocache, source, options.today)
        finally:
            source.index.close()
    new = [result.entry for result in fresh.values() if result.is_new]
    if new and not options.is_dry_run:
        geocache = add_entries(geocache_path, new)
    return Outcome(
        route.route, tuple(_result(route, id_, geocache, fresh) for id_ in ids), geocache
    )


def _is_found(entry: Entry | None) -> bool:
    return entry is not None and entry.answer == "found"


def _result(route: Route, place: str, geocache: Geocache, fresh: dict[str, Result]) -> Result:
    entry = geocache.lookup(route.places[place])
    if place in fresh or entry is None:
        return fresh[place]
    return Result(place, entry, is_new=False)


def _look_up(
    route: Route, places: list[str], geocache: Geocache, source: Source, today: datetime.date
) -> dict[str, Result]:
    """The results for places; those found help to find the others, until nothing changes."""
    known = Known(route, geocache)
    results: dict[str, Result] = {}
    waiting = sorted(places, key=lambda place: len(route.containers(place)))
    while True:
        for place in waiting:
            question = ask_about(route, place, known)
            verdict = _ask(question, source)
            entry = _entry(question, verdict, source, today)
            results[place] = Result(place, *_kept(geocache, entry), verdict.steps)
            known.learn(place, entry)
        left = [place for place in waiting if results[place].answer != "found"]
        if len(left) in (0, len(waiting)):
            return results
        waiting = left


def _kept(geocache: Geocache, entry: Entry) -> tuple[Entry, bool]:
    """An entry, and whether it says more than the geocache did, apart from its date."""
    old = geocache.entries.get(entry.key)
    if old is not None and old.model_copy(update={"date": entry.date}) == entry:
        return old, False
    return entry, True


def _ask(question: Question, source: Source) -> Verdict:
    bearings: dict[str, tuple[Match, list[Bearing]]] = {}
    verdict = rank_hits(question, [])
    for form in question.forms:
        for match in source.ask(form.text, question):
            _, known = bearings.setdefault(match.spot.id, (match, []))
            known.append(Bearing(form, match.name))
        verdict = rank_hits(question, [_hit(*found, source) for found in bearings.values()])
        if verdict.answer == "found" and not source.asks_every_form:
            break
    return verdict


def _hit(match: Match, bearings: list[Bearing], source: Source) -> Hit:
    return Hit(match.spot, source.gazetteers[match.spot.gazetteer], tuple(bearings))


def _entry(question: Question, verdict: Verdict, source: Source, today: datetime.date) -> Entry:
    chosen = verdict.chosen
    others = verdict.ranked[1:] if chosen else verdict.ranked
    gazetteer = chosen.hit.gazetteer if chosen else next(iter(source.gazetteers.values()))
    return Entry(
        name=question.key.name,
        country=question.key.country,
        kind=question.key.kind,
        within=question.key.within,
        answer=verdict.answer,
        query=chosen.hit.query if chosen else ", ".join(form.text for form in question.forms),
        found=_candidate(chosen) if chosen else None,
        provider=gazetteer.name,
        version=gazetteer.version,
        licence=gazetteer.licence,
        date=today,
        candidates=tuple(_candidate(ranked) for ranked in others[:MOST_CANDIDATES]),
    )


def _candidate(ranked: Ranked) -> Candidate:
    spot = ranked.hit.spot
    return Candidate(
        id=spot.id,
        name=spot.name,
        country=spot.countries[0] if len(spot.countries) == 1 else None,
        kind=spot.kind,
        at=(round(spot.lat, 5), round(spot.lon, 5)),
        precision=spot.precision,
        box=spot.box,
        same_as=spot.same_as,
        why=ranked.why,
    )
