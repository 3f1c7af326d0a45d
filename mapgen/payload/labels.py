"""Which countries of today and which seas are named on the map, and where."""

import math
from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from mapgen.atlas import Country, countries, seas
from mapgen.model import Route
from mapgen.payload.world import Point, Sheet, to_world

_MOST = 48
_ROOM = 0.1
_CELL = 1024
_LEAST_REACH = 2.6
_LEAST_PX = 24
_UNIT_ZOOM = 8

Label = list[int | float | str]
"""x, y, the name, the zoom from which on it stands; of a country also its reach in degrees."""


def country_labels(
    route: Route,
    sheet: Sheet,
    points: Sequence[Point],
    box: Sequence[int],
    names: Mapping[str, str],
) -> list[Label]:
    """Countries the road touches, then large and near ones: 48, of which about half find room.

    A country that is a stop of its own has its name there and is left out here.
    """
    visited = {stop.place for stop in route.all_stops}
    stops = {route.places[place].country for place in visited}
    own = {p.country for key, p in route.places.items() if p.kind == "country" and key in visited}
    near = {(x // _CELL * _CELL, y // _CELL * _CELL) for x, y in points}
    shown = [
        (country.code not in stops, _remoteness(country, point, near), country.code, point)
        for country in countries().values()
        if country.code not in own
        and country.code in names
        and _is_inside(point := sheet.place(country.lat, country.lon), box)
    ]
    return [
        _label(countries()[code], point, names[code], is_touched=not is_untouched)
        for is_untouched, _, code, point in sorted(shown)[:_MOST]
    ]


def _label(country: Country, point: Point, name: str, *, is_touched: bool) -> Label:
    """A name that stands from the zoom on at which its country is about as large as the name."""
    lowest_zoom = _UNIT_ZOOM + math.log2(_LEAST_PX / _width(country))
    return [*point, name, 0 if is_touched else round(lowest_zoom, 1), _reach(country)]


def sea_labels(sheet: Sheet, box: Sequence[int], language: str) -> list[Label]:
    """The seas in sight, in the language or else in English; each with its lowest zoom."""
    return [
        [*point, sea.names.get(language, sea.names["en"]), sea.lowest_zoom]
        for sea in seas()
        if _is_inside(point := sheet.place(sea.lat, sea.lon), box)
    ]


def _reach(country: Country) -> float:
    """How many degrees a name may move and still stand in its country: further in a large one."""
    west, south, east, north = country.box
    return max(_LEAST_REACH, round(math.sqrt((east - west) % 360 * (north - south)) / 9, 1))


def _is_inside(point: Point, box: Sequence[int]) -> bool:
    room_x, room_y = (box[2] - box[0]) * _ROOM, (box[3] - box[1]) * _ROOM
    return (
        box[0] - room_x <= point[0] <= box[2] + room_x
        and box[1] - room_y <= point[1] <= box[3] + 4 * room_y
    )


def _remoteness(country: Country, point: Point, points: Iterable[Point]) -> float:
    """How far from the road a country lies, in widths of its own."""
    return min(map(partial(math.dist, point), points)) / _width(country)


def _width(country: Country) -> float:
    """The side of a square as large as a country's box, in world units."""
    west, south, east, north = country.box
    (x0, y1), (x1, y0) = to_world(south, west), to_world(north, east)
    return math.sqrt(abs((x1 - x0) * (y1 - y0))) or 1
