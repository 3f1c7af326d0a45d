"""The order in which positions are taken: the route, the geocache, the outlines of countries."""

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from mapgen.atlas import (
    LICENCE,
    Polygons,
    countries,
    country,
    is_country_code,
    rough_names,
    rough_outline,
)
from mapgen.errors import FileProblem, Problem
from mapgen.files import read_regular_file
from mapgen.geocache import Geocache
from mapgen.marks import Marks
from mapgen.model import Place, PlaceKind, Position, Route
from mapgen.places.area_files import polygons_in_geojson
from mapgen.places.rings import AreaFault, closed_ring, label_point, oriented

LARGEST_AREA_BYTES = 2**20
"""An area is drawn on the page, and the page is to stay under 700 KB."""

_FORMER_CODES = {"SU": "RU", "UK": "GB", "YU": "RS", "CS": "CZ", "DD": "DE", "TP": "TL"}

_PRECISION: Mapping[PlaceKind, Literal["site", "settlement", "region", "country"]] = {
    "site": "site",
    "settlement": "settlement",
    "region": "region",
    "water": "region",
    "country": "country",
}


@dataclass(frozen=True, slots=True)
class Resolved:
    """Positions by place id; `missing` are ids that need one, have none, and are not at fault.

    A place needs a position if a stop, the `via` of a leg or a `says` names it. `borders` are the
    polygons of the file that the route gives in place of the borders of today.
    """

    positions: Mapping[str, Position]
    missing: tuple[str, ...]
    problems: list[Problem]
    borders: Polygons = ()


@dataclass(frozen=True, slots=True)
class _Area:
    """An area that the route gives, and the point (lat, lon) where its marker stands."""

    polygons: Polygons
    label: tuple[float, float]
    is_rough: bool = False


def resolve_places(route: Route, marks: Marks, geocache: Geocache, folder: Path) -> Resolved:
    """Where each place lies: its `at` or `area`, else the geocache, else its country's outline.

    Paths of files with areas or borders are relative to `folder`. Every place with a fault in its
    `area` or `country` is a problem.
    """
    problems: list[Problem] = []
    positions: dict[str, Position] = {}
    faulty: set[str] = set()
    for key, place in route.places.items():
        try:
            area = _area_of(place, folder)
        except AreaFault as fault:
            problems.append(_area_problem(key, fault, marks))
            faulty.add(key)
            area = None
        if place.country and not is_country_code(place.country):
            problems.append(_unknown_country(key, place.country, marks))
            faulty.add(key)
        position = _position(place, area, geocache)
        if position:
            positions[key] = position
    missing = [key for key in _needed(route) if key not in positions and key not in faulty]
    borders: Polygons = ()
    if route.borders and route.borders != "none":
        try:
            borders = _read_area(folder / route.borders, route.borders)
        except AreaFault as fault:
            mark = marks.value("borders")
            problems.append(Problem(mark, fault.code, fault.message, fault.hint))
    return Resolved(positions, tuple(missing), problems, borders)


def _needed(route: Route) -> Iterable[str]:
    named = [
        key
        for stop in route.all_stops
        for key in (
            stop.place,
            *stop.leg.via,
            *(place for quote in stop.quotes for place in quote.says.places),
        )
    ]
    return dict.fromkeys(named)


def _position(place: Place, area: _Area | None, geocache: Geocache) -> Position | None:
    precision = _PRECISION[place.kind]
    if area:
        lat, lon = place.at or area.label
        return Position(lat, lon, precision, "route", "", area.polygons, area.is_rough)
    land = country(place.country or "") if place.kind == "country" else None
    outline = land.outline if land else ()
    names = land.names if land else {}
    if place.at:
        return Position(*place.at, precision, "route", area=outline, names=names)
    entry = geocache.lookup(place)
    if entry and entry.found:
        found = entry.found
        names = names or {"en": found.name, **found.names}
        licence = entry.licence
        return Position(*found.at, found.precision, entry.provider, licence, outline, names=names)
    if land:
        return Position(land.lat, land.lon, "country", "outline", LICENCE, outline, names=names)
    return None


def _area_of(place: Place, folder: Path) -> _Area | None:
    """The area a route gives to a place. Raises AreaFault where it cannot be used."""
    if place.area is None:
        return None
    if not isinstance(place.area, str):
        ring = closed_ring([(lon, lat) for lat, lon in place.area])
        return _drawn(((ring,),))
    outline = rough_outline(place.area)
    if outline:
        return _Area(outline.polygons, (outline.lat, outline.lon), is_rough=True)
    if _looks_like_a_file(place.area):
        return _drawn(_read_area(folder / place.area, place.area))
    message = f"there is no rough outline `{place.area}`"
    raise AreaFault("unknown-outline", message, _outline_hint(place.area))


def _drawn(polygons: Polygons) -> _Area:
    return _Area(oriented(polygons), label_point(polygons))


def _looks_like_a_file(area: str) -> bool:
    return "/" in area or area.lower().endswith((".json", ".geojson"))


def _outline_hint(wanted: str) -> str:
    close = difflib.get_close_matches(wanted, rough_names(), n=1, cutoff=0.7)
    if close:
        return f"did you mean `{close[0]}`?"
    return f"a GeoJSON file ends in .geojson; outlines are {', '.join(rough_names())}"


def _read_area(path: Path, written: str) -> Polygons:
    try:
        content = read_regular_file(path, max_bytes=LARGEST_AREA_BYTES)
    except FileProblem as problem:
        raise AreaFault("area-file", f"`{written}` cannot be read", str(problem)) from None
    return polygons_in_geojson(content, written)


def _area_problem(key: str, fault: AreaFault, marks: Marks) -> Problem:
    mark = marks.value("places", key, "area", *fault.corner)
    return Problem(mark, fault.code, fault.message, fault.hint)


def _unknown_country(key: str, code: str, marks: Marks) -> Problem:
    close = list(_similar_codes(code))[:3]
    named = " or ".join(f"`{each}` ({countries()[each].names['en']})" for each in close)
    hint = (
        f"did you mean {named}?" if named else "codes are those of ISO 3166-1 today, such as `FR`"
    )
    mark = marks.value("places", key, "country")
    return Problem(mark, "unknown-country", f"`{code}` is no country's code today", hint)


def _similar_codes(code: str) -> Iterator[str]:
    if code in _FORMER_CODES:
        yield _FORMER_CODES[code]
        return
    for each in countries().values():
        if each.names["en"].upper().startswith(code):
            yield each.code
