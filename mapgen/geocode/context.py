"""What a route tells about a place beside its name: what it lies in, what lies next to it."""

from collections.abc import Iterator
from itertools import islice

from mapgen.atlas import rough_outline
from mapgen.dates import civil_from_day
from mapgen.geocache import Candidate, Entry, Geocache, key_of
from mapgen.geocode.question import Ground, Question, forms_of
from mapgen.model import AREA_KINDS, Place, Route


class Known:
    """The ground of a route's places as far as it is known: from the route, then from look-ups."""

    def __init__(self, route: Route, geocache: Geocache) -> None:
        self._route = route
        self._grounds: dict[str, Ground] = {}
        for place, said in route.places.items():
            entry = geocache.lookup(said)
            if said.at is not None:
                lat, lon = said.at
                self._grounds[place] = Ground(key_of(said).name, lat, lon)
            elif ground := _rough_ground(said):
                self._grounds[place] = ground
            elif entry is not None:
                self.learn(place, entry)

    def learn(self, place: str, entry: Entry) -> None:
        """Take up where a place lies, if the entry has found it."""
        if entry.found is not None:
            self._grounds[place] = _ground(entry.name, entry.found)

    def ground(self, place: str) -> Ground | None:
        """The ground of a place; None while it is not known."""
        return self._grounds.get(place)

    def is_point(self, place: str) -> bool:
        """Whether a place is known as a spot, not as a wide area."""
        return place in self._grounds and self._route.places[place].kind not in AREA_KINDS

    def points(self) -> Iterator[str]:
        """Ids of all places known as spots."""
        return (place for place in self._grounds if self.is_point(place))


def _rough_ground(place: Place) -> Ground | None:
    """The ground of a place drawn by one of our outlines, but for states whose borders moved:
    names of states stand for any of their times.
    """
    outline = rough_outline(place.area) if isinstance(place.area, str) else None
    if outline is None or outline.years:
        return None
    corners = [corner for polygon in outline.polygons for corner in polygon[0]]
    return Ground(key_of(place).name, outline.lat, outline.lon, box=_box_round(corners))


def _box_round(corners: list[tuple[float, float]]) -> tuple[float, float, float, float]:
    lons, lats = zip(*corners, strict=True)
    return min(lons), min(lats), max(lons), max(lats)


def _ground(name: str, found: Candidate) -> Ground:
    lat, lon = found.at
    return Ground(name, lat, lon, box=found.box)


def ask_about(route: Route, place: str, known: Known) -> Question:
    """The question that finds a place of a route, with all the route says about it."""
    said = route.places[place]
    first_year, last_year = _years(route, place)
    containers = (known.ground(outer) for outer in sorted(route.containers(place)))
    near = (known.ground(other) for other in _neighbours(route, place, known))
    return Question(
        place=place,
        key=key_of(said),
        forms=forms_of(said),
        country=said.country or _country_of_containers(route, place),
        kind=said.kind,
        within=tuple(ground for ground in containers if ground),
        near=tuple(ground for ground in near if ground),
        first_year=first_year,
        last_year=last_year,
    )


def _years(route: Route, place: str) -> tuple[int | None, int | None]:
    """The first and the last year that stops at a place may touch."""
    visits = [stop.when for stop in route.all_stops if stop.place == place and stop.when]
    first = [civil_from_day(when.first)[0] for when in visits if when.first is not None]
    last = [civil_from_day(when.last)[0] for when in visits if when.last is not None]
    return min(first, default=None), max(last, default=None)


def _country_of_containers(route: Route, place: str) -> str | None:
    """The code that the places round a place agree on; None where there is none or several."""
    codes = {
        route.places[outer].country
        for outer in route.containers(place)
        if outer in route.places and route.places[outer].country
    }
    return codes.pop() if len(codes) == 1 else None


def _neighbours(route: Route, place: str, known: Known) -> list[str]:
    """The known spots next before and after each visit; all known spots where there is none."""
    way = [place for stop in route.all_stops for place in (*stop.leg.via, stop.place)]
    found: dict[str, None] = {}
    for index in (index for index, passed in enumerate(way) if passed == place):
        for side in (reversed(way[:index]), way[index + 1 :]):
            spots = (other for other in side if other != place and known.is_point(other))
            found.update(dict.fromkeys(islice(spots, 1)))
    return list(found) or [other for other in known.points() if other != place]
