"""Lines and areas as other programs want them: dense on long ways, cut at longitude 180."""

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import shapely
from shapely import LineString, MultiPolygon, Polygon
from shapely.affinity import translate
from shapely.geometry.base import BaseGeometry

Point = tuple[float, float]
"""Longitude and latitude in degrees, as GeoJSON writes them."""

Line = list[Point]
Polygons = Sequence[Sequence[Sequence[Point]]]

_EARTH_RADIUS_KM = 6371.0088
_LONGEST_STRAIGHT_KM = 500
_STEP_KM = 100
_LINE_DECIMALS = 3

_Vector = tuple[float, float, float]


def great_circle(stations: Sequence[Point]) -> list[Line]:
    """The way along great circles through the stations, as one line or, where cut, several.

    A part of over 500 km gets a corner about every 100 km, so that programs that draw degrees as
    a grid show it bent as it is. Between opposite points of the globe it goes over the north
    pole. Lines end at longitude 180 and go on at -180 (RFC 7946, 3.1.9).
    """
    way = [stations[0]]
    for start, end in pairwise(stations):
        way += _between(start, end)
        way.append(end)
    return _cut(way)


def _between(start: Point, end: Point) -> Iterator[Point]:
    here, there = _vector(start), _vector(end)
    ahead = _direction(here, there, end[0])
    # Between opposite points rounding may leave a hair on the wrong side of zero.
    angle = math.atan2(max(0.0, _dot(ahead, there)), _dot(here, there))
    distance_km = angle * _EARTH_RADIUS_KM
    if distance_km <= _LONGEST_STRAIGHT_KM:
        return
    steps = math.ceil(distance_km / _STEP_KM)
    for number in range(1, steps):
        turned = angle * number / steps
        sine, cosine = math.sin(turned), math.cos(turned)
        x, y, z = (cosine * a + sine * b for a, b in zip(here, ahead, strict=True))
        lon, lat = math.degrees(math.atan2(y, x)), math.degrees(math.atan2(z, math.hypot(x, y)))
        yield round(lon, _LINE_DECIMALS), round(lat, _LINE_DECIMALS)


def _vector(point: Point) -> _Vector:
    lon, lat = math.radians(point[0]), math.radians(point[1])
    return math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat)


def _direction(here: _Vector, there: _Vector, lon: float) -> _Vector:
    """The unit vector at a right angle to `here` that leads to `there`."""
    meridian = math.radians(lon)
    ways = (there, (0.0, 0.0, 1.0), (math.cos(meridian), math.sin(meridian), 0.0))
    for way in ways:
        along = _dot(here, way)
        x, y, z = (b - along * a for a, b in zip(here, way, strict=True))
        length = math.hypot(x, y, z)
        # Nothing is left where both are the same or opposite: any other way will do.
        if length > 1e-9:
            return x / length, y / length, z / length
    raise AssertionError("a pole and a meridian are never both along one vector")


def _dot(a: _Vector, b: _Vector) -> float:
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


def _cut(way: Sequence[Point]) -> list[Line]:
    lines: list[Line] = [[way[0]]]
    for (lon, lat), (next_lon, next_lat) in pairwise(way):
        if abs(next_lon - lon) > 180:
            edge = math.copysign(180.0, lon)
            beyond = next_lon + 2 * edge
            share = (edge - lon) / (beyond - lon) if beyond != lon else 0.0
            crossing = round(lat + share * (next_lat - lat), _LINE_DECIMALS)
            lines[-1].append((edge, crossing))
            lines.append([(-edge, crossing)])
        lines[-1].append((next_lon, next_lat))
    pieces = [_without_repeats(line) for line in lines]
    kept = [piece for piece in pieces if len(piece) > 1]
    return kept or [[way[0], way[-1]]]


def _without_repeats(line: Line) -> Line:
    return [line[0], *(after for before, after in pairwise(line) if after != before)]


def simplified(line: Line, tolerance: float, decimals: int) -> Line:
    """A line with the corners left out that bend it by less than so many degrees, rounded.

    >>> simplified([(0, 0), (1, 0.1), (2, 0.04), (2, 3.14159)], 0.2, 2)
    [(0.0, 0.0), (2.0, 0.04), (2.0, 3.14)]
    """
    kept = shapely.simplify(LineString(line), tolerance).coords
    return [(round(lon, decimals), round(lat, decimals)) for lon, lat in kept]


def cut_area(polygons: Polygons, decimals: int) -> list[list[Line]]:
    """The polygons within longitude -180 to 180, outer rings counter-clockwise, rounded.

    Areas come unrolled, beyond 180 or -180 where they lie across it; they are cut there.
    """
    shape = MultiPolygon([Polygon(rings[0], rings[1:]) for rings in polygons])
    west, _, east, _ = shape.bounds
    if west < -180 or east > 180:
        valid = shapely.make_valid(shape)
        sheets = [_sheet(valid, turn) for turn in (-360, 0, 360)]
        shape = MultiPolygon([part for sheet in sheets for part in sheet])
    return [
        [
            [(round(lon, decimals), round(lat, decimals)) for lon, lat in ring.coords]
            for ring in (part.exterior, *part.interiors)
        ]
        for part in shapely.orient_polygons(shape).geoms
    ]


def _sheet(shape: BaseGeometry, turn: int) -> list[Polygon]:
    on_sheet = shapely.intersection(translate(shape, turn), shapely.box(-180, -90, 180, 90))
    parts = shapely.get_parts(on_sheet)
    return [part for part in parts if isinstance(part, Polygon) and not part.is_empty]


def bounding_box(lines: Iterable[Line]) -> list[float]:
    """West, south, east, north of lines that are cut; west is greater across longitude 180.

    The box leaves out the widest stretch of longitude that no line touches (RFC 7946, 5.2).
    """
    spans: list[Point] = []
    lats: list[float] = []
    for line in lines:
        spans.append((min(lon for lon, _ in line), max(lon for lon, _ in line)))
        lats += (lat for _, lat in line)
    west, east = _round_the_gap(sorted(spans))
    return [west, min(lats), east, max(lats)]


def _round_the_gap(spans: Sequence[Point]) -> Point:
    first_west, reached = spans[0]
    gaps = []
    for west, east in spans[1:]:
        gaps.append((west - reached, west, reached))
        reached = max(reached, east)
    gaps.append((first_west + 360 - reached, first_west, reached))
    widest, start, end = max(gaps)
    return (start, end) if widest > 0 else (-180.0, 180.0)
