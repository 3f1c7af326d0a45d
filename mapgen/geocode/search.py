"""Places of a route looked up: what is known, what was found, what only its author can settle."""

import datetime
import os
import re
import time
from collections.abc import Collection, Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

from mapgen.files import cache_folder
from mapgen.geocache import Answer, Candidate, Entry, Geocache
from mapgen.geocode.context import Context
from mapgen.geocode.index import Match, Progress
from mapgen.geocode.offline import open_offline
from mapgen.geocode.online import OnlineSource
from mapgen.geocode.question import Question, forms_of, places_to_look_up
from mapgen.geocode.ranking import Step, Verdict, rank_hits
from mapgen.geocode.service import Service
from mapgen.geocode.spots import Gazetteer, Spot
from mapgen.geocode.store import add_entries, read_geocache
from mapgen.geocode.weighing import Bearing, Hit
from mapgen.model import AREA_KINDS, Place, Route

MOST_CANDIDATES = 8


class Source(Protocol):
    """Something that knows where names are: the index, or a service on the network.

    `asks_every_form` says whether all forms of a name are asked, or only as many as it takes.
    `label` stands in entries of places that were not found.
    """

    @property
    def asks_every_form(self) -> bool: ...

    @property
    def label(self) -> Gazetteer: ...

    @property
    def endpoint(self) -> str: ...

    def gazetteer(self, name: str) -> Gazetteer: ...

    def ask(self, form: str, question: Question) -> list[Match]: ...

    def names_like(self, name: str, country: str | None) -> list[str]: ...

    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Options:
    """How to look up: `folder` holds the index and the pace, `today` dates the entries.

    With a `service`, that service is asked and nothing else; without, only this computer.
    """

    folder: Path
    today: datetime.date
    is_dry_run: bool = False
    service: Service | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """What is known of one place: `entry` is in the geocache, or would be but for a dry run.

    `steps` tell how the ranking came about; they are empty where nothing was asked now.
    `nearest` are names spelled nearly alike, for a place that was not found. `neighbours` gives,
    by the id of a candidate, the nearest of the places before and after it and the km to it.
    """

    place: str
    entry: Entry
    is_new: bool
    steps: tuple[Step, ...] = ()
    nearest: tuple[str, ...] = ()
    neighbours: Mapping[str, tuple[str, float]] = field(default_factory=dict)

    @property
    def answer(self) -> Answer:
        return self.entry.answer


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is known of all places that were wanted, in their order."""

    route: str
    results: tuple[Result, ...]
    geocache: Geocache

    @property
    def is_settled(self) -> bool:
        return all(result.answer == "found" for result in self.results)


def usual_options(*, is_dry_run: bool = False, service: Service | None = None) -> Options:
    """The options of a run by hand: the user's cache directory, the date of the run.

    That is today's (UTC), or the day of SOURCE_DATE_EPOCH where a build is to be repeated.
    """
    return Options(cache_folder(), _today(), is_dry_run, service)


def _today() -> datetime.date:
    fixed = re.fullmatch("[0-9]{1,11}", os.environ.get("SOURCE_DATE_EPOCH", ""))
    seconds = int(fixed[0]) if fixed else time.time()
    return datetime.datetime.fromtimestamp(seconds, datetime.UTC).date()


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
    has found is left as it is. What it has not is asked again here, and of a service after 30
    days or when there is another name to ask. The index is opened only when something must be
    asked. Answers of a service are kept as they come, so that none is lost to a later failure.

    Raises RouteError for a broken geocache, FileProblem, MissingExtra, SettingsProblem,
    GeocoderUnavailable.
    """
    geocache = read_geocache(geocache_path)
    ids = list(places_to_look_up(route) if wanted is None else wanted)
    unsettled = [place for place in ids if not _is_settled(geocache, route.places[place], options)]
    fresh: dict[str, Result] = {}
    if unsettled:
        with closing(open_source(options, progress)) as source:
            search = Search(route, geocache, source, geocache_path, options)
            fresh = search.look_up(unsettled)
        geocache = geocache if options.is_dry_run else read_geocache(geocache_path)
    results = tuple(_result(route, place, geocache, fresh.get(place)) for place in ids)
    return Outcome(route.route, results, geocache)


def open_source(options: Options, progress: Progress) -> Source:
    """The service that was asked for, else the gazetteers of this computer."""
    if options.service is not None:
        return OnlineSource(options.service, options.folder, progress)
    return open_offline(options.folder, progress)


def places_not_settled(route: Route, geocache: Geocache, options: Options) -> tuple[str, ...]:
    """Ids of the places that need a position and have none from an earlier look-up."""
    return tuple(
        place
        for place in places_to_look_up(route)
        if not _is_settled(geocache, route.places[place], options)
    )


def _is_settled(geocache: Geocache, place: Place, options: Options) -> bool:
    """Whether an entry answers already: a position, or a service's fresh "no" to these forms."""
    entry = geocache.lookup(place)
    if entry is None or entry.answer == "found":
        return entry is not None
    return (
        options.service is not None
        and entry.provider == options.service.provider
        and entry.query == _forms_asked(place)
        and not entry.is_due(options.today)
    )


def _forms_asked(place: Place) -> str:
    return " | ".join(form.text for form in forms_of(place))


def _result(route: Route, place: str, geocache: Geocache, fresh: Result | None) -> Result:
    """What the geocache says of a place by now: another run may have settled it meanwhile."""
    entry = geocache.lookup(route.places[place])
    if fresh is None:
        assert entry is not None
        return Result(place, entry, is_new=False)
    return replace(fresh, entry=entry) if entry else fresh


class Search:
    """One run over the places of a route; what is found helps to find the rest."""

    def __init__(
        self, route: Route, geocache: Geocache, source: Source, path: Path, options: Options
    ) -> None:
        self._route = route
        self._geocache = geocache
        self._source = source
        self._path = path
        self._options = options
        self._context = Context(route, geocache)

    def look_up(self, places: list[str]) -> dict[str, Result]:
        """The results for places: those in nothing else first, and again until nothing changes."""
        results: dict[str, Result] = {}
        waiting = sorted(places, key=lambda place: len(self._route.containers(place)))
        while True:
            for place in waiting:
                results[place] = self._look_up_one(place)
            if self._source.asks_every_form:
                self._keep([results[place] for place in waiting])
            left = [place for place in waiting if results[place].answer != "found"]
            if len(left) in (0, len(waiting)):
                return results
            waiting = left

    def _look_up_one(self, place: str) -> Result:
        question = self._context.question(place)
        verdict = find(question, self._source)
        entry, is_new = self._kept(entry_of(question, verdict, self._source, self._options.today))
        nearest: list[str] = []
        if entry.answer == "not found":
            nearest = self._source.names_like(question.key.name, question.country)
        neighbours = {one.spot.id: one.neighbour for one in verdict.ranked if one.neighbour}
        result = Result(place, entry, is_new, verdict.steps, tuple(nearest), neighbours)
        self._context.learn(place, entry)
        if not self._source.asks_every_form:
            self._keep([result])
        return result

    def _kept(self, entry: Entry) -> tuple[Entry, bool]:
        """An entry, and whether it says more than the geocache did, apart from its date."""
        old = self._geocache.entries.get(entry.key)
        if old is not None and old.model_copy(update={"date": entry.date}) == entry:
            is_due = old.is_due(entry.date)
            return (entry if is_due else old), is_due
        return entry, True

    def _keep(self, results: list[Result]) -> None:
        new = [result.entry for result in results if result.is_new]
        if new and not self._options.is_dry_run:
            add_entries(self._path, new)


def find(question: Question, source: Source) -> Verdict:
    """The verdict on a question: all forms asked at once, or one after another until one tells."""
    bearings: dict[str, tuple[Match, list[Bearing]]] = {}
    last = question.forms[-1]
    for form in question.forms:
        for match in source.ask(form.text, question):
            _, known = bearings.setdefault(match.spot.id, (match, []))
            known.append(Bearing(form, match.name))
        if form is last or not source.asks_every_form:
            verdict = rank_hits(question, _hits(bearings, source))
            if form is last or verdict.answer == "found":
                return verdict
    raise AssertionError


def _hits(bearings: dict[str, tuple[Match, list[Bearing]]], source: Source) -> list[Hit]:
    return [
        Hit(match.spot, source.gazetteer(match.spot.gazetteer), tuple(known))
        for match, known in bearings.values()
    ]


def entry_of(question: Question, verdict: Verdict, source: Source, today: datetime.date) -> Entry:
    """The entry that keeps a verdict; of a place not found, with all forms that were asked."""
    chosen = verdict.chosen
    others = verdict.ranked[1:] if chosen else verdict.ranked
    gazetteer = chosen.hit.gazetteer if chosen else source.label
    return Entry(
        name=question.key.name,
        country=question.key.country,
        kind=question.key.kind,
        within=question.key.within,
        answer=verdict.answer,
        query=chosen.hit.query if chosen else " | ".join(form.text for form in question.forms),
        found=candidate_of(chosen.hit.spot, chosen.why) if chosen else None,
        provider=gazetteer.name,
        version=gazetteer.version,
        endpoint=source.endpoint or None,
        licence=gazetteer.licence,
        date=today,
        candidates=tuple(
            candidate_of(ranked.hit.spot, ranked.why) for ranked in others[:MOST_CANDIDATES]
        ),
    )


def candidate_of(spot: Spot, why: str) -> Candidate:
    """A spot as an entry keeps it, with what speaks for it; a wide one may have no one country."""
    is_in_one = len(spot.countries) == 1 or spot.kind not in AREA_KINDS
    return Candidate(
        id=spot.id,
        name=spot.name,
        country=spot.countries[0] if spot.countries and is_in_one else None,
        kind=spot.kind,
        at=(round(spot.lat, 5), round(spot.lon, 5)),
        precision=spot.precision,
        box=spot.box,
        same_as=spot.same_as,
        names=spot.names,
        why=why,
    )
