"""A route as GeoJSON (RFC 7946): stops, legs and areas, in the order of the road."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mapgen.formats.lines import Line, bounding_box, cut_area, great_circle
from mapgen.formats.records import (
    QuoteAt,
    attributions,
    conflict_record,
    decimals_of,
    leg_record,
    lon_lat,
    quote_record,
    stop_records,
    text_of,
)
from mapgen.model import Evidence, LegPath, Position, Route, Selector

Feature = dict[str, Any]

_ROUGH_DECIMALS = 1
_OUTLINE_DECIMALS = 3


def to_geojson(
    route: Route,
    evidence: Sequence[Evidence],
    selectors: Mapping[QuoteAt, Selector],
    positions: Mapping[str, Position],
    legs: Sequence[LegPath | None],
) -> dict[str, Any]:
    """A FeatureCollection, ready for JSON.

    Each stop is a Point, led up to by its leg, a LineString along great circles (in pieces where
    it crosses longitude 180). The areas of stops, and those that texts name round them, follow.
    Dates are EDTF as written, with the first and last possible day beside them. Positions have no
    more decimals than they are good for; those in the route stay as they are.
    """
    features: list[Feature] = []
    records = stop_records(route, evidence, positions)
    for index, (stop, leg) in enumerate(zip(route.all_stops, legs, strict=True)):
        if leg:
            features.append(_leg(route, leg, positions))
        position = positions[stop.place]
        record, found = records[index], evidence[index]
        features.append(_stop(route, index, record, found, selectors, position))
    features += _areas(route, evidence, positions)
    return {
        "type": "FeatureCollection",
        "mapgen": 1,
        "route": route.route,
        "title": text_of(route.title, route),
        "language": route.language,
        "subject": text_of(route.subject.name, route),
        "author": route.author,
        "licence": route.licence,
        "updated": route.updated.edtf if route.updated else None,
        "attribution": attributions(positions),
        "bbox": bounding_box(line for feature in features for line in _lines(feature["geometry"])),
        "features": features,
    }


def _feature(kind: str, key: str, geometry: dict[str, Any], properties: dict[str, Any]) -> Feature:
    return {
        "type": "Feature",
        "id": f"{kind}-{key}",
        "geometry": geometry,
        "properties": {"kind": kind, **properties},
    }


def _stop(
    route: Route,
    index: int,
    record: Mapping[str, Any],
    evidence: Evidence,
    selectors: Mapping[QuoteAt, Selector],
    position: Position,
) -> Feature:
    stop = route.all_stops[index]
    properties = {
        **record,
        "date_words": stop.when.words() if stop.when else None,
        "forced": stop.is_forced,
        "note": text_of(stop.note, route),
        "area": f"area-{stop.place}" if position.area else None,
        "evidence": _evidence(evidence),
        "wider_places": list(evidence.wider_places),
        "quotes": [
            quote_record(route, quote, selectors.get((index, number)))
            for number, quote in enumerate(stop.quotes)
        ],
        "conflicts": [conflict_record(route, conflict) for conflict in evidence.conflicts],
    }
    geometry = {"type": "Point", "coordinates": list(lon_lat(position))}
    return _feature("stop", stop.id, geometry, properties)


def _evidence(evidence: Evidence) -> dict[str, str]:
    words = {
        "date": evidence.date,
        "start": evidence.start,
        "end": evidence.end,
        "place": evidence.place,
        "leg": evidence.leg,
    }
    return {about: word for about, word in words.items() if word}


def _leg(route: Route, path: LegPath, positions: Mapping[str, Position]) -> Feature:
    stop, before = route.all_stops[path.stop], route.all_stops[path.stop - 1]
    lines = great_circle([lon_lat(positions[place]) for place in path.places])
    properties = {
        "from": before.id,
        "to": stop.id,
        "via": list(stop.leg.via),
        "leg": stop.leg.kind,
        **leg_record(route, path),
        "forced": path.is_forced,
        "note": text_of(stop.leg.note, route),
        "evidence": {"leg": path.evidence},
    }
    return _feature("leg", stop.id, _line_geometry(lines), properties)


def _line_geometry(lines: list[Line]) -> dict[str, Any]:
    if len(lines) == 1:
        return {"type": "LineString", "coordinates": [list(point) for point in lines[0]]}
    return {
        "type": "MultiLineString",
        "coordinates": [[list(point) for point in line] for line in lines],
    }


def _areas(
    route: Route, evidence: Sequence[Evidence], positions: Mapping[str, Position]
) -> Iterator[Feature]:
    named = [stop.place for stop in route.all_stops]
    named += [place for found in evidence for place in found.wider_places]
    for key in dict.fromkeys(named):
        position = positions.get(key)
        if position and position.area:
            place = route.places[key]
            yield _feature(
                "area",
                key,
                _area_geometry(position),
                {
                    "place": key,
                    "name": text_of(place.name, route),
                    "country": place.country,
                    "rough": position.is_rough,
                    "stops": [stop.id for stop in route.all_stops if stop.place == key],
                },
            )


def _area_geometry(position: Position) -> dict[str, Any]:
    decimals = _OUTLINE_DECIMALS if position.origin != "route" else decimals_of(position)
    polygons = cut_area(position.area, _ROUGH_DECIMALS if position.is_rough else decimals)
    coordinates = [[[list(point) for point in ring] for ring in polygon] for polygon in polygons]
    if len(coordinates) == 1:
        return {"type": "Polygon", "coordinates": coordinates[0]}
    return {"type": "MultiPolygon", "coordinates": coordinates}


def _lines(geometry: Mapping[str, Any]) -> Iterator[Line]:
    coordinates = geometry["coordinates"]
    match geometry["type"]:
        case "Point":
            yield [coordinates]
        case "LineString":
            yield coordinates
        case "MultiLineString" | "Polygon":
            yield from coordinates
        case "MultiPolygon":
            yield from (polygon[0] for polygon in coordinates)
