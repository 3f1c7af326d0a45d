"""One place at a time: choose among candidates, explain an answer, look it up afresh."""

import dataclasses
from contextlib import closing
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from mapgen.errors import MapgenError
from mapgen.geocache import Candidate, Entry, Key, key_of
from mapgen.geocode.index import Progress
from mapgen.geocode.offline import open_offline
from mapgen.geocode.search import (
    Options,
    Result,
    Search,
    candidate_of,
    open_source,
    places_not_settled,
)
from mapgen.geocode.spots import Gazetteer
from mapgen.geocode.store import add_entries, read_geocache
from mapgen.model import Route
from mapgen.sphere import distance_km

FAR_KM = 10.0
"""A position that would move farther than this is kept until the move is confirmed."""


class NotOffered(MapgenError):
    """A place or a choice that there is not; the message names what there is."""


@dataclass(frozen=True, slots=True)
class Refreshed:
    """A place looked up afresh: the entry before, the new result, how far the position would move.

    `is_kept` says whether the new entry stands in the geocache now; `why_not` why it does not.
    """

    before: Entry | None
    result: Result
    moved_km: float | None
    is_kept: bool
    why_not: str = ""


def choose(
    route: Route,
    geocache_path: Path,
    place: str,
    spot_id: str,
    options: Options,
    progress: Progress,
) -> Entry:
    """The entry that a human settled by the id of a spot, put into the geocache.

    The id may be one of those offered before, or any other that the index of this computer has.
    Raises NotOffered for an id or a place that there is not.
    """
    key = _key(route, place)
    before = read_geocache(geocache_path).entries.get(key)
    offered = _offered(before)
    if before is not None and spot_id in offered and _is_from_a_service(before):
        gazetteer = Gazetteer(before.provider, before.version, before.licence)
        found, endpoint = offered[spot_id], before.endpoint
    else:
        found, gazetteer = _from_the_index(spot_id, options, progress, offered)
        endpoint = None
    entry = Entry(
        name=key.name,
        country=key.country,
        kind=key.kind,
        within=key.within,
        answer="found",
        query=before.query if before else key.name,
        found=found,
        provider=gazetteer.name,
        version=gazetteer.version,
        endpoint=endpoint,
        licence=gazetteer.licence,
        date=options.today,
        chosen_by="human",
        candidates=tuple(other for other in offered.values() if other.id != spot_id),
    )
    if not options.is_dry_run:
        add_entries(geocache_path, [entry])
    return entry


def explain(
    route: Route, geocache_path: Path, place: str, options: Options, progress: Progress
) -> Result:
    """How a place would be looked up now, step by step; nothing is written.

    The other places that are not settled yet are looked up with it, as they are neighbours.
    """
    _key(route, place)
    return _look_up_afresh(route, geocache_path, place, options, progress)


def refresh(
    route: Route,
    geocache_path: Path,
    place: str,
    options: Options,
    progress: Progress,
    *,
    may_move_far: bool = False,
) -> Refreshed:
    """A place looked up afresh, and kept where that does no harm.

    The entry before stands if a human chose it, if the place is not found any more, or if it
    would move by more than 10 km and `may_move_far` does not allow it.
    """
    key = _key(route, place)
    before = read_geocache(geocache_path).entries.get(key)
    result = _look_up_afresh(route, geocache_path, place, options, progress)
    moved_km = _moved_km(before, result.entry)
    why_not = _why_not_kept(before, result.entry, moved_km, may_move_far=may_move_far)
    is_kept = not why_not and not options.is_dry_run
    if is_kept:
        add_entries(geocache_path, [result.entry], replacing=frozenset({key}))
    return Refreshed(before, result, moved_km, is_kept, why_not)


def _key(route: Route, place: str) -> Key:
    if place in route.places:
        return key_of(route.places[place])
    close = get_close_matches(place, route.places, 1)
    meant = f": did you mean `{close[0]}`?" if close else ""
    raise NotOffered(f"`{place}` is no place of `{route.route}`{meant}")


def _offered(entry: Entry | None) -> dict[str, Candidate]:
    if entry is None:
        return {}
    found = (entry.found,) if entry.found else ()
    return {candidate.id: candidate for candidate in (*found, *entry.candidates)}


def _is_from_a_service(entry: Entry) -> bool:
    return entry.version.startswith("geopy ")


def _from_the_index(
    spot_id: str, options: Options, progress: Progress, offered: dict[str, Candidate]
) -> tuple[Candidate, Gazetteer]:
    with closing(open_offline(options.folder, progress)) as source:
        spot = source.spot(spot_id)
        if spot is None:
            known = ", ".join(f"`{known}`" for known in offered) or "nothing"
            raise NotOffered(f"there is no place with the id `{spot_id}`; offered: {known}")
        why = offered[spot_id].why if spot_id in offered else "chosen by its id"
        return candidate_of(spot, why), source.gazetteer(spot.gazetteer)


def _look_up_afresh(
    route: Route, geocache_path: Path, place: str, options: Options, progress: Progress
) -> Result:
    geocache = read_geocache(geocache_path)
    dry = dataclasses.replace(options, is_dry_run=True)
    with closing(open_source(dry, progress)) as source:
        search = Search(route, geocache, source, geocache_path, dry)
        others = () if options.service else places_not_settled(route, geocache, dry)
        return search.look_up(list(dict.fromkeys([*others, place])))[place]


def _moved_km(before: Entry | None, after: Entry) -> float | None:
    if before is None or before.found is None or after.found is None:
        return None
    return distance_km(*before.found.at, *after.found.at)


def _why_not_kept(
    before: Entry | None, after: Entry, moved_km: float | None, *, may_move_far: bool
) -> str:
    if before is None:
        return ""
    if before.chosen_by == "human":
        return "a human chose the position: use --choose to choose another"
    if before.found is not None and after.found is None:
        return f"it is {after.answer} now"
    if moved_km is not None and moved_km > FAR_KM and not may_move_far:
        return f"it would move {moved_km:,.0f} km: confirm this"
    return ""
