"""Ids that point at something: every one is looked up, and `see` takes its passage."""

import difflib
from collections.abc import Iterable, Iterator

from mapgen.errors import Problem
from mapgen.marks import Mark, Marks
from mapgen.model import Path, Quote, Route, Stop


def resolve_references(route: Route, marks: Marks) -> tuple[Route, list[Problem]]:
    """The route with every `see` filled from its target, and every id that points nowhere."""
    problems = [
        *_twice(_stop_ids(route), "stop", marks),
        *_twice(_quote_ids(route), "quote", marks),
        *_unknown_places(route, marks),
        *_unknown_sources(route, marks),
        *_circles(route, marks),
        *_unused(route, marks),
    ]
    passages = {
        quote.id: quote
        for stop in route.all_stops
        for quote in stop.quotes
        if quote.id and not quote.see
    }
    problems += _unknown_quotes(route, marks, passages)
    return _with_passages(route, passages), problems


_POINTING = {"stop": "links", "quote": "`see` and `disagrees`"}


def _stop_ids(route: Route) -> Iterator[tuple[str, Path]]:
    for path, stop in route.located_stops:
        yield stop.id, (*path, "id")
    for path, stop in route.located_stops:
        for former in stop.formerly:
            yield former, (*path, "formerly")


def _quote_ids(route: Route) -> Iterator[tuple[str, Path]]:
    for path, quote in _located_quotes(route):
        if quote.id:
            yield quote.id, (*path, "id")


def _located_quotes(route: Route) -> Iterator[tuple[Path, Quote]]:
    for path, stop in route.located_stops:
        for index, quote in enumerate(stop.quotes):
            yield (*path, "quotes", index), quote


def _twice(ids: Iterable[tuple[str, Path]], what: str, marks: Marks) -> Iterator[Problem]:
    first: dict[str, Path] = {}
    for key, path in ids:
        if key in first:
            line = marks.value(*first[key]).line
            yield Problem(
                marks.value(*path),
                f"duplicate-{what}",
                f"{what} id `{key}` is used twice",
                f"the first is on line {line}; {_POINTING[what]} point at ids",
            )
        first.setdefault(key, path)


def _unknown_places(route: Route, marks: Marks) -> Iterator[Problem]:
    for path, key in _place_references(route):
        if key not in route.places:
            mark = marks.value(*path)
            yield _unknown(mark, "place", key, route.places, "under `places:`")


def _place_references(route: Route) -> Iterator[tuple[Path, str]]:
    for key, place in route.places.items():
        yield from _each(("places", key, "within"), place.within)
    for path, stop in route.located_stops:
        yield (*path, "place"), stop.place
        yield from _each((*path, "leg", "via"), stop.leg.via)
    for path, quote in _located_quotes(route):
        says = quote.says
        for name, named in (("where", says.where), ("from", says.from_), ("to", says.to)):
            if named:
                yield (*path, "says", name), named
        yield from _each((*path, "says", "via"), says.via)


def _each(path: Path, keys: tuple[str, ...]) -> Iterator[tuple[Path, str]]:
    return (((*path, index), key) for index, key in enumerate(keys))


def _unknown_sources(route: Route, marks: Marks) -> Iterator[Problem]:
    for path, quote in _located_quotes(route):
        if not quote.see and quote.source not in route.sources:
            mark = marks.value(*path, "source")
            yield _unknown(mark, "source", quote.source, route.sources, "under `sources:`")
    for index, stretch in enumerate(route.set_aside):
        if stretch.source not in route.sources:
            mark = marks.value("set_aside", index, "source")
            yield _unknown(mark, "source", stretch.source, route.sources, "under `sources:`")


def _unknown_quotes(route: Route, marks: Marks, passages: Iterable[str]) -> Iterator[Problem]:
    known = list(passages)
    sharing = {quote.id for _, quote in _located_quotes(route) if quote.see and quote.id}
    for path, quote in _located_quotes(route):
        if quote.see and quote.see not in known:
            mark = marks.value(*path, "see")
            yield _unknown(mark, "quote", quote.see, known, "as the `id:` of a quote with a text")
        other = quote.disagrees.with_ if quote.disagrees else None
        if other and other not in known and other not in sharing:
            mark = marks.value(*path, "disagrees", "with")
            yield _unknown(mark, "quote", other, known, "as the `id:` of a quote")


def _unknown(mark: Mark, what: str, key: str, known: Iterable[str], where: str) -> Problem:
    close = difflib.get_close_matches(key, list(known), n=1, cutoff=0.6)
    hint = f"did you mean `{close[0]}`?" if close else f"add `{key}` {where}"
    return Problem(mark, f"unknown-{what}", f"there is no {what} `{key}`", hint)


def _circles(route: Route, marks: Marks) -> Iterator[Problem]:
    for key, place in route.places.items():
        for index, parent in enumerate(place.within):
            if parent == key or (parent in route.places and key in route.containers(parent)):
                yield Problem(
                    marks.value("places", key, "within", index),
                    "place-circle",
                    f"`{key}` lies within `{parent}`, which lies within `{key}`",
                    "take one of the two `within` out",
                )


def _unused(route: Route, marks: Marks) -> Iterator[Problem]:
    used = {key for path, key in _place_references(route) if path[0] != "places"}
    for key in list(used):
        used |= route.containers(key)
    for key in route.places:
        if key not in used:
            mark = marks.key("places", key)
            message = f"place `{key}` is never used"
            hint = "no stop, leg or quote names it, nor does a place within it"
            yield Problem(mark, "unused-place", message, hint, "warning")
    quoted = {quote.source for stop in route.all_stops for quote in stop.quotes}
    for key in route.sources:
        if key not in quoted:
            mark = marks.key("sources", key)
            hint = "quote it, or take it out"
            yield Problem(mark, "unused-source", f"source `{key}` is never quoted", hint, "warning")


def _with_passages(route: Route, passages: dict[str, Quote]) -> Route:
    if not any(quote.see for stop in route.all_stops for quote in stop.quotes):
        return route

    def fill(stop: Stop) -> Stop:
        if not any(quote.see for quote in stop.quotes):
            return stop
        return stop.model_copy(
            update={"quotes": tuple(_filled(quote, passages) for quote in stop.quotes)}
        )

    chapters = tuple(
        chapter.model_copy(update={"stops": tuple(fill(stop) for stop in chapter.stops)})
        for chapter in route.chapters
    )
    filled = {"chapters": chapters, "stops": tuple(fill(stop) for stop in route.stops)}
    return Route.model_construct(**{**dict(route), **filled})


def _filled(quote: Quote, passages: dict[str, Quote]) -> Quote:
    target = passages.get(quote.see) if quote.see else None
    if target is None:
        return quote
    shared = ("source", "text", "translation", "page", "after")
    return quote.model_copy(update={key: getattr(target, key) for key in shared})
