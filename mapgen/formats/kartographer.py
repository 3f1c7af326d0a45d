"""A route as MediaWiki's Kartographer draws it: GeoJSON with simplestyle, small enough to paste."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mapgen.formats.lines import Line, great_circle, simplified
from mapgen.formats.records import lon_lat, text_of
from mapgen.model import AREA_KINDS, LegPath, Position, Route
from mapgen.sharing import as_wikitext
from mapgen.wording import wording

_FREE, _FORCED = "#1f4e74", "#b0281a"
_INFERRED_OPACITY = 0.45
_TOLERANCE_DEGREES = 0.4
_LINE_DECIMALS = 2


def to_kartographer(
    route: Route, positions: Mapping[str, Position], legs: Sequence[LegPath | None]
) -> dict[str, Any]:
    """A FeatureCollection, ready for JSON: legs of one kind as one, then each place with its dates.

    Kartographer reads titles and descriptions as wikitext, and draws no dashes: inferred legs are
    faint.
    """
    features = [*_legs(positions, legs), *_places(route, positions)]
    return {"type": "FeatureCollection", "features": features}


def _legs(
    positions: Mapping[str, Position], legs: Sequence[LegPath | None]
) -> Iterator[dict[str, Any]]:
    drawn: dict[tuple[bool, bool], list[Line]] = {}
    for leg in legs:
        if leg and len(set(leg.places)) > 1:
            kind = (leg.is_forced, leg.evidence == "inferred")
            lines = great_circle([lon_lat(positions[place]) for place in leg.places])
            drawn.setdefault(kind, []).extend(
                simplified(line, _TOLERANCE_DEGREES, _LINE_DECIMALS) for line in lines
            )
    for (is_forced, is_inferred), lines in sorted(drawn.items()):
        properties: dict[str, Any] = {
            "stroke": _FORCED if is_forced else _FREE,
            "stroke-width": 3 if is_forced else 2,
        }
        if is_inferred:
            properties["stroke-opacity"] = _INFERRED_OPACITY
        yield _feature("MultiLineString", lines, properties)


def _places(route: Route, positions: Mapping[str, Position]) -> Iterator[dict[str, Any]]:
    say = wording(route.language)
    for key in dict.fromkeys(stop.place for stop in route.all_stops):
        place = route.places[key]
        stops = [stop for stop in route.all_stops if stop.place == key]
        told = [say.date(stop.when) for stop in stops if stop.when]
        if place.kind in AREA_KINDS:
            told.append(say.section("key")["area"])
        properties = {
            "title": as_wikitext(text_of(place.name, route) or ""),
            "description": as_wikitext("; ".join(told)),
            "marker-color": _FORCED if all(stop.is_forced for stop in stops) else _FREE,
            "marker-size": "small",
        }
        yield _feature("Point", lon_lat(positions[key]), properties)


def _feature(kind: str, coordinates: object, properties: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": {name: value for name, value in properties.items() if value},
        "geometry": {"type": kind, "coordinates": coordinates},
    }
