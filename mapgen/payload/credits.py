"""Whom and what a page owes: sources, positions, data and software."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from mapgen.model import Position, Route, Source
from mapgen.payload.road import Road
from mapgen.payload.texts import Reader
from mapgen.payload.ways import rounded_km
from mapgen.wording import Pieces

_OURS = ("route", "outline", "rough")


def sources_of(road: Road, reader: Reader) -> list[dict[str, Any]]:
    """The sources in file order, with what is quoted of each."""
    counts = Counter(quote.source for stop in road.route.all_stops for quote in stop.quotes)
    return [_source(key, source, reader, counts[key]) for key, source in road.route.sources.items()]


def _source(key: str, source: Source, reader: Reader, quotations: int) -> dict[str, Any]:
    say = reader.say
    facts = [say.language_name(source.language)]
    if source.year:
        facts.append(say.date(source.year))
    facts.append(say.counted("sources", "quotations", quotations))
    return {
        "id": key,
        "title": reader.text(source.title),
        "author": source.author,
        "facts": facts,
        "file": source.file,
        "sha256": source.sha256,
        "url": _link(source),
        "licence": source.licence,
        "note": reader.maybe(source.note),
    }


def source_address(source: Source) -> str:
    """Where a source is on the web; empty if nowhere. A DOI is sent to its resolver."""
    url = source.url or ""
    return f"https://doi.org/{url[4:]}" if url.lower().startswith("doi:") else url


def _link(source: Source) -> dict[str, str] | None:
    """A link and what it shows: the host as it will be asked for, so that none can be faked."""
    if not source.url:
        return None
    host = urlsplit(source.url).hostname or ""
    asked = "" if host.isascii() else f" ({_asked_for(host)})"
    return {"href": source_address(source), "shown": source.url + asked}


def _asked_for(host: str) -> str:
    """A host in the letters a browser sends; in escapes where it can be no host."""
    try:
        return host.encode("idna").decode()
    except UnicodeError:
        return host.encode("ascii", "backslashreplace").decode()


def credits_of(road: Road, reader: Reader, generator: str) -> dict[str, Any]:
    """All that the page says about its own making."""
    route, say = road.route, reader.say
    distance_km = sum(leg.distance_km for leg in road.legs if leg)
    return {
        "reading": _reading(route, reader),
        "licence": route.licence,
        "updated": _said(reader, "updated", date=say.date(route.updated)) if route.updated else "",
        "note": reader.maybe(route.note),
        "translations": reader.maybe(route.translations),
        "verified": _verified(route, reader, len(road.selectors)),
        "distance": distance_km and _said(reader, "distance", km=rounded_km(distance_km, say)),
        "positions": list(_positions(reader, road.positions)),
        "borders": _borders(road, reader),
        "software": _said(reader, "software", generator=generator),
    }


def _borders(road: Road, reader: Reader) -> dict[str, str]:
    """Whose borders the map shows: a short line for the key, and a longer one for the credits."""
    words = reader.say.section("sources")
    return {
        "kind": road.borders,
        "key": reader.say.section("key")[f"borders_{road.borders}"],
        "words": "" if road.borders == "none" else words[f"map_borders_{road.borders}"],
    }


def _reading(route: Route, reader: Reader) -> Pieces:
    if not route.author:
        return [reader.say.section("sources")["reading_nobody"]]
    author = reader.in_language(route.author, reader.page_language)
    return reader.say.pieces("sources", "reading", author=[author])


def _verified(route: Route, reader: Reader, verified: int) -> str:
    total = sum(len(stop.quotes) for stop in route.all_stops)
    number = reader.say.number
    return _said(reader, "verified", verified=number(verified), total=number(total)) * bool(total)


def _positions(reader: Reader, positions: Mapping[str, Position]) -> Iterator[dict[str, str]]:
    """How many positions came from where, and under which licence."""
    say = reader.say
    counts = Counter(
        ("rough" if position.is_rough else position.origin, position.licence)
        for position in positions.values()
    )
    for (origin, licence), count in sorted(counts.items()):
        is_ours = origin in _OURS
        words = say.counted("sources", f"from_{origin if is_ours else 'provider'}", count)
        yield {
            "words": words.replace("{provider}", origin),
            "licence": "" if is_ours else licence,
        }


def _said(reader: Reader, key: str, **names: str) -> str:
    return reader.say.text("sources", key, **names)
