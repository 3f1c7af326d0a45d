"""Areas from GeoJSON files (RFC 7946): whatever polygons they hold, taken together."""

import json
import math
from collections.abc import Iterator
from typing import Any

from mapgen.atlas import Polygons
from mapgen.places.rings import AreaFault, Point, Ring, closed_ring

_WGS84 = ("CRS84", "4326")


def polygons_in_geojson(content: bytes, name: str) -> Polygons:
    """All polygons of a file; features and collections are opened, points and lines passed over.

    Raises AreaFault where the file is not GeoJSON, has no polygon, or coordinates that are not
    degrees.
    """
    try:
        document = json.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise _fault(name, "is not JSON", str(error)) from None
    except RecursionError:
        raise _fault(name, "is nested too deeply", "an area is at most a collection") from None
    if isinstance(document, dict) and not _is_wgs84(document.get("crs")):
        hint = "write longitude and latitude in degrees on WGS 84"
        raise _fault(name, "has coordinates in another system", hint)
    polygons = tuple(_polygon(each, name) for each in _polygons(document))
    if not polygons:
        hint = "an area is a Polygon or a MultiPolygon, alone or in features"
        raise _fault(name, "holds no polygon", hint)
    return polygons


def _is_wgs84(crs: object) -> bool:
    return crs is None or any(known in json.dumps(crs) for known in _WGS84)


def _polygons(part: Any) -> Iterator[Any]:
    if not isinstance(part, dict):
        return
    match part.get("type"):
        case "Polygon":
            yield part.get("coordinates")
        case "MultiPolygon":
            yield from _items(part.get("coordinates"))
        case "Feature":
            yield from _polygons(part.get("geometry"))
        case "FeatureCollection":
            for feature in _items(part.get("features")):
                yield from _polygons(feature)
        case "GeometryCollection":
            for geometry in _items(part.get("geometries")):
                yield from _polygons(geometry)


def _items(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _polygon(rings: Any, name: str) -> tuple[Ring, ...]:
    if not isinstance(rings, list) or not rings:
        raise _fault(name, "has a polygon without rings", "give it at least one ring")
    found = []
    for ring in rings:
        corners = [_point(corner, name) for corner in _items(ring)]
        try:
            found.append(closed_ring(corners))
        except AreaFault as fault:
            raise _fault(name, f"cannot be used: {fault.message}", fault.hint) from None
    return _on_one_sheet(found)


def _on_one_sheet(rings: list[Ring]) -> tuple[Ring, ...]:
    """The rings, holes shifted by whole turns to where the outer ring is."""
    west = min(lon for lon, _ in rings[0])
    return tuple(tuple((lon + _turn(ring, west), lat) for lon, lat in ring) for ring in rings)


def _turn(ring: Ring, west: float) -> int:
    return 360 * math.ceil((west - min(lon for lon, _ in ring)) / 360)


def _point(corner: Any, name: str) -> Point:
    numbers = corner[:2] if isinstance(corner, list) else []
    if len(numbers) < 2 or not all(isinstance(n, int | float) and n is not True for n in numbers):
        raise _fault(name, "has a corner that is no pair of numbers", "write [longitude, latitude]")
    lon, lat = float(numbers[0]), float(numbers[1])
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        hint = "GeoJSON writes [longitude, latitude], in degrees"
        raise _fault(name, f"has a corner off the map: {numbers}", hint)
    return lon, lat


def _fault(name: str, what: str, hint: str) -> AreaFault:
    return AreaFault("area-file", f"`{name}` {what}", hint)
