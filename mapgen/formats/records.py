"""What all open formats say of a stop, as plain values."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from mapgen.dates import Day, civil_from_day
from mapgen.model import (
    Conflict,
    Evidence,
    LegPath,
    Position,
    Quote,
    Route,
    Says,
    Selector,
    Side,
    Stop,
    Words,
)

QuoteAt = tuple[int, int]
"""Where a quote stands: the index of its stop, and its own among the quotes there."""

_DECIMALS = {"site": 5, "settlement": 4, "region": 2, "country": 2}
_AS_WRITTEN = 6


def decimals_of(position: Position) -> int:
    """How many decimals of a degree a position is good for; the author's own stay as written."""
    return _AS_WRITTEN if position.origin == "route" else _DECIMALS[position.precision]


def lon_lat(position: Position) -> tuple[float, float]:
    """Longitude and latitude, with no more decimals than they are good for."""
    decimals = decimals_of(position)
    return round(position.lon, decimals), round(position.lat, decimals)


def iso_day(day: Day | None) -> str | None:
    """A day as ISO 8601 writes it; years beyond four digits have a sign (4.1.2.4, expanded).

    >>> iso_day(686236), iso_day(-15000)
    ('1879-11-07', '-0041-12-07')
    """
    if day is None:
        return None
    year, month, of_month = civil_from_day(day)
    sign = "-" if year < 0 else "+" if year > 9999 else ""
    return f"{sign}{abs(year):04}-{month:02}-{of_month:02}"


def text_of(words: Words | None, route: Route) -> str | None:
    """A text of the author's in the language of the route."""
    return words.in_language(route.language, route.language)[0] if words else None


def quote_record(route: Route, quote: Quote, selector: Selector | None) -> dict[str, Any]:
    """A quote with its source, its words, what it says, and where it was verified."""
    source = route.sources[quote.source]
    return {
        "id": quote.id,
        "source": quote.source,
        "source_title": text_of(source.title, route),
        "language": source.language,
        "page": quote.page,
        "text": quote.text,
        "translation": text_of(quote.translation, route),
        "says": said(quote.says),
        "verified": selector is not None,
        "selector": asdict(selector) if selector else None,
    }


def said(says: Says) -> dict[str, Any]:
    """What a passage claims; only what it gives."""
    claims: dict[str, Any] = {
        "when": says.when.edtf if says.when else None,
        "calendar": says.calendar if says.calendar == "julian" else None,
        "where": says.where,
        "from": says.from_,
        "to": says.to,
        "via": list(says.via),
        "by": says.by,
        "kind": says.kind,
    }
    return {name: claim for name, claim in claims.items() if claim}


def conflict_record(route: Route, conflict: Conflict) -> dict[str, Any]:
    """A conflict with its sides: the author's reading or not, and the passages on each."""
    return {
        "about": conflict.about,
        "between": conflict.between,
        "sides": [_side(route, side) for side in conflict.sides],
        "note": text_of(conflict.note, route),
    }


def _side(route: Route, side: Side) -> dict[str, Any]:
    quotes = [route.all_stops[stop].quotes[number] for stop, number in side.quotes]
    return {
        "reading": side.is_reading,
        "quotes": [{"source": quote.source, "text": quote.text} for quote in quotes],
        "claim": said(side.claim) if side.claim else None,
    }


def stop_records(
    route: Route, evidence: Sequence[Evidence], positions: Mapping[str, Position]
) -> list[dict[str, Any]]:
    """What every format says of each stop: where, when and what, in story order."""
    chapters = _chapter_titles(route)
    return [
        {
            "number": index + 1,
            "id": stop.id,
            "chapter": chapters[index],
            "event": stop.event,
            "title": text_of(stop.title, route),
            "text": text_of(stop.text, route),
            **_where(route, stop, positions[stop.place]),
            "date": stop.when.edtf if stop.when else None,
            "first_day": iso_day(stop.when.first if stop.when else evidence[index].first_day),
            "last_day": iso_day(stop.when.last if stop.when else evidence[index].last_day),
        }
        for index, stop in enumerate(route.all_stops)
    ]


def _where(route: Route, stop: Stop, position: Position) -> dict[str, Any]:
    place = route.places[stop.place]
    then = text_of(place.name_at(stop.when), route)
    now = text_of(place.now or place.name, route)
    return {
        "place": stop.place,
        "name": then,
        "name_now": now if now != then else None,
        "country": place.country,
        "precision": position.precision,
        "position_from": position.origin,
    }


def _chapter_titles(route: Route) -> Sequence[str | None]:
    if not route.chapters:
        return [None] * len(route.stops)
    return [text_of(chapter.title, route) for chapter in route.chapters for _ in chapter.stops]


def leg_record(route: Route, path: LegPath) -> dict[str, Any]:
    """What every format says of a leg: how, when and how far."""
    leg = route.all_stops[path.stop].leg
    return {
        "by": leg.by,
        "date": leg.when.edtf if leg.when else None,
        "first_day": iso_day(path.first_day),
        "last_day": iso_day(path.last_day),
        "distance_km": round(path.distance_km, 1),
    }


def attributions(positions: Mapping[str, Position]) -> list[str]:
    """The licence lines of all positions, each once."""
    return sorted({position.licence for position in positions.values() if position.licence})
