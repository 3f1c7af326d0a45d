"""What changed on a map between two versions of a route, in words."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from mapgen.model import Conflict, Evidence, Leg, Position, Quote, Route, Stop, Words
from mapgen.sphere import distance_km

_MOVED_KM = 0.05
"""Less than this is not worth a line: the last digit of a position."""


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a route with what was worked out for it."""

    route: Route
    evidence: Sequence[Evidence]
    positions: Mapping[str, Position]


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. `about` is the id of the stop or place, or "" for the route itself.

    `kind` is one of: title, chapter, stop-added, stop-removed, stop-renamed, stop-reordered,
    stop-moved, re-dated, event, words, leg, quote-added, quote-removed, quote-changed, says,
    evidence, conflict-gained, conflict-settled, place-moved.
    """

    kind: str
    about: str
    words: str


def compare_versions(old: Version, new: Version) -> tuple[Change, ...]:
    """Everything a reader of the map would meet differently, in story order of the new version."""
    pairs = _matched(old.route, new.route)
    return (
        *_route_changes(old.route, new.route),
        *_places_moved(old, new),
        *_removed(old.route, pairs),
        *_stop_changes(old, new, pairs),
    )


def _matched(old: Route, new: Route) -> dict[int, int]:
    """Index of each new stop that was there before -> its old index; `formerly` ids count."""
    known = {stop.id: index for index, stop in enumerate(old.all_stops)}
    pairs = {}
    for index, stop in enumerate(new.all_stops):
        for name in (stop.id, *stop.formerly):
            if name in known:
                pairs[index] = known.pop(name)
                break
    return pairs


def _route_changes(old: Route, new: Route) -> Iterator[Change]:
    if old.title != new.title:
        words = f"the title is now {_quoted(new.title)}, was {_quoted(old.title)}"
        yield Change("title", "", words)
    before = [_quoted(chapter.title) for chapter in old.chapters]
    after = [_quoted(chapter.title) for chapter in new.chapters]
    if before != after:
        yield Change("chapter", "", f"chapters are now {_list(after)}; were {_list(before)}")


def _places_moved(old: Version, new: Version) -> Iterator[Change]:
    for key, here in new.positions.items():
        there = old.positions.get(key)
        if there is None or key not in new.route.places:
            continue
        moved = distance_km(here.lat, here.lon, there.lat, there.lon)
        if moved > _MOVED_KM:
            words = (
                f"place `{key}` moved {moved:,.1f} km, "
                f"from {there.lat:.4f}, {there.lon:.4f} to {here.lat:.4f}, {here.lon:.4f}"
            )
            yield Change("place-moved", key, words)
        elif here.area != there.area:
            yield Change("place-moved", key, f"the area of `{key}` is drawn differently")


def _removed(old: Route, pairs: Mapping[int, int]) -> Iterator[Change]:
    kept = set(pairs.values())
    for index, stop in enumerate(old.all_stops):
        if index not in kept:
            yield Change("stop-removed", stop.id, f"stop `{stop.id}` is gone ({_told(stop)})")


def _stop_changes(old: Version, new: Version, pairs: Mapping[int, int]) -> Iterator[Change]:
    moved = _out_of_order(pairs)
    for index, stop in enumerate(new.route.all_stops):
        if index not in pairs:
            yield Change("stop-added", stop.id, f"stop `{stop.id}` is new ({_told(stop)})")
            yield from _conflict_changes(stop.id, (), new.evidence[index].conflicts, old, new)
            continue
        before = old.route.all_stops[pairs[index]]
        if index in moved:
            words = f"stop `{stop.id}` stands elsewhere: now number {index + 1}"
            yield Change("stop-reordered", stop.id, words)
        yield from _stop_words(before, stop)
        yield from _quote_changes(before, stop)
        yield from _evidence_changes(old, new, pairs[index], index)


def _out_of_order(pairs: Mapping[int, int]) -> set[int]:
    """New indexes of the stops that left the order: all but a longest run that kept it.

    A longest increasing subsequence, by patience sorting: `ends[k]` is the stop with the smallest
    old index that ends a run of k + 1.
    """
    ends: list[int] = []
    before: dict[int, int | None] = {}
    for index in sorted(pairs):
        length = bisect_left(ends, pairs[index], key=pairs.__getitem__)
        before[index] = ends[length - 1] if length else None
        ends[length : length + 1] = [index]
    kept: set[int] = set()
    step = ends[-1] if ends else None
    while step is not None:
        kept.add(step)
        step = before[step]
    return set(pairs) - kept


def _stop_words(before: Stop, stop: Stop) -> Iterator[Change]:
    if before.id != stop.id:
        words = f"stop `{stop.id}` was called `{before.id}`"
        yield Change("stop-renamed", stop.id, words)
    if before.place != stop.place:
        words = f"stop `{stop.id}` is now at `{stop.place}`, was at `{before.place}`"
        yield Change("stop-moved", stop.id, words)
    if before.when != stop.when:
        words = f"stop `{stop.id}` is now dated {_dated(stop)}, was {_dated(before)}"
        yield Change("re-dated", stop.id, words)
    if before.event != stop.event:
        words = f"stop `{stop.id}` is now {stop.event}, was {before.event}"
        yield Change("event", stop.id, words)
    for name in ("title", "text", "note"):
        if getattr(before, name) != getattr(stop, name):
            yield Change("words", stop.id, f"the {name} of `{stop.id}` reads differently")
    if before.leg != stop.leg:
        words = f"the way to `{stop.id}` is now {_way(stop.leg)}, was {_way(before.leg)}"
        yield Change("leg", stop.id, words)


def _quote_changes(before: Stop, stop: Stop) -> Iterator[Change]:
    old, new = _passages(before), _passages(stop)
    for passage in new:
        if passage not in old:
            words = f"`{stop.id}` quotes {passage[0]}: {_short(passage[1])}"
            yield Change("quote-added", stop.id, words)
        else:
            yield from _same_passage(stop.id, passage, old[passage], new[passage])
    for passage in old:
        if passage not in new:
            words = f"`{stop.id}` no longer quotes {passage[0]}: {_short(passage[1])}"
            yield Change("quote-removed", stop.id, words)


def _passages(stop: Stop) -> dict[tuple[str, str, int], Quote]:
    seen: Counter[tuple[str, str]] = Counter()
    passages = {}
    for quote in stop.quotes:
        passage = (quote.source, quote.text)
        passages[(*passage, seen[passage])] = quote
        seen[passage] += 1
    return passages


def _same_passage(
    stop: str, passage: tuple[str, str, int], before: Quote, quote: Quote
) -> Iterator[Change]:
    named = f"{passage[0]}: {_short(passage[1])}"
    if before.says != quote.says:
        yield Change("says", stop, f"what a quote of `{stop}` says is read differently ({named})")
    if before.translation != quote.translation:
        words = f"the translation of a quote of `{stop}` reads differently ({named})"
        yield Change("quote-changed", stop, words)


def _evidence_changes(old: Version, new: Version, was: int, now: int) -> Iterator[Change]:
    before, after = old.evidence[was], new.evidence[now]
    stop = new.route.all_stops[now].id
    for about, was_word, now_word in (
        ("date", before.date, after.date),
        ("place", before.place, after.place),
        ("way", before.leg, after.leg),
    ):
        if was_word != now_word:
            words = f"the {about} of `{stop}` is now {now_word}, was {was_word}"
            yield Change("evidence", stop, words)
    yield from _conflict_changes(stop, before.conflicts, after.conflicts, old, new)


def _conflict_changes(
    stop: str,
    before: Sequence[Conflict],
    after: Sequence[Conflict],
    old: Version,
    new: Version,
) -> Iterator[Change]:
    was = {_signature(conflict, old.route): conflict for conflict in before}
    now = {_signature(conflict, new.route): conflict for conflict in after}
    for signature, conflict in now.items():
        if signature not in was:
            words = f"`{stop}` gains a conflict about the {conflict.about} ({conflict.between})"
            yield Change("conflict-gained", stop, words)
    for signature, conflict in was.items():
        if signature not in now:
            words = f"a conflict of `{stop}` about the {conflict.about} is settled"
            yield Change("conflict-settled", stop, words)


def _signature(conflict: Conflict, route: Route) -> tuple[str, frozenset[tuple[str, str]]]:
    """What a conflict is about, and the passages in it: the same in both versions."""
    passages = frozenset(
        (route.all_stops[stop].quotes[quote].source, route.all_stops[stop].quotes[quote].text)
        for side in conflict.sides
        for stop, quote in side.quotes
        if not side.is_reading
    )
    return conflict.about, passages


def _told(stop: Stop) -> str:
    return f"{stop.place}, {_dated(stop)}"


def _dated(stop: Stop) -> str:
    return stop.when.edtf if stop.when else "not dated"


def _way(leg: Leg) -> str:
    parts = [leg.kind, f"by {leg.by}" if leg.by else "", leg.when.edtf if leg.when else ""]
    via = f"via {', '.join(leg.via)}" if leg.via else ""
    return " ".join(part for part in (*parts, via) if part)


def _quoted(words: Words) -> str:
    return f"“{words.forms[0]}”"


def _list(items: Sequence[str]) -> str:
    return ", ".join(items) or "none"


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"
