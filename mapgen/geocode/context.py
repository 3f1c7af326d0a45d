"""What a route tells about a place beside its name: what it lies in, what lies next to it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice

from mapgen.atlas import rough_outline
from mapgen.dates import civil_from_day
from mapgen.geocache import Candidate, Entry, Geocache, key_of
from mapgen.geocode.question import Ground, Question, forms_of
from mapgen.model import AREA_KINDS, Place, Route

MOST_NEIGHBOURS = 24


class Context:
    """A route's places: where those lie that are known, and which come after one another.

    Known are those with a position or an outline in the route or the geocache, then those that
    are learnt.
    """

    def __init__(self, route: Route, geocache: Geocache) -> None:
        self._route = route
        self._grounds: dict[str, Ground] = {}
        self._way = [place for stop in route.all_stops for place in (*stop.leg.via, stop.place)]
        self._passed: dict[str, list[int]] = defaultdict(list)
        for index, place in enumerate(self._way):
            self._passed[place].append(index)
        self._years = _years_by_place(route)
        for place, said in route.places.items():
            entry = geocache.lookup(said)
            if ground := _written_ground(said):
                self._grounds[place] = ground
            elif entry is not None:
                self.learn(place, entry)

    def learn(self, place: str, entry: Entry) -> None:
        """Take up where a place lies, if the entry has found it."""
        if entry.found is not None:
            self._grounds[place] = _ground(entry.name, entry.found)

    def question(self, place: str) -> Question:
        """The question that finds a place, with all the route says about it."""
        said = self._route.places[place]
        first_year, last_year = self._years.get(place, (None, None))
        containers = sorted(self._route.containers(place))
        return Question(
            place=place,
            key=key_of(said),
            forms=forms_of(said),
            country=said.country or self._country_of(containers),
            kind=said.kind,
            within=self._grounds_of(containers),
            near=self._grounds_of(self._neighbours(place)),
            first_year=first_year,
            last_year=last_year,
        )

    def _grounds_of(self, places: Iterable[str]) -> tuple[Ground, ...]:
        return tuple(self._grounds[place] for place in places if place in self._grounds)

    def _country_of(self, containers: list[str]) -> str | None:
        """The code on which the places round a place agree; None for several or none."""
        places = self._route.places
        codes = {places[outer].country for outer in containers if outer in places} - {None}
        return codes.pop() if len(codes) == 1 else None

    def _neighbours(self, place: str) -> list[str]:
        """The known spots next before and after each visit; some others where there is none."""
        found: dict[str, None] = {}
        for index in self._passed[place]:
            for side in (range(index - 1, -1, -1), range(index + 1, len(self._way))):
                spots = (self._way[at] for at in side if self._is_spot(self._way[at], place))
                found.update(dict.fromkeys(islice(spots, 1)))
        others = (other for other in self._grounds if self._is_spot(other, place))
        return list(islice(found or others, MOST_NEIGHBOURS))

    def _is_spot(self, place: str, asked: str) -> bool:
        """Whether a place, not the one asked for, is known as a spot and not as a wide area."""
        is_known = place != asked and place in self._grounds
        return is_known and self._route.places[place].kind not in AREA_KINDS


def _years_by_place(route: Route) -> dict[str, tuple[int | None, int | None]]:
    """The first and the last year that stops at each place may touch."""
    visits = [(stop.place, stop.when) for stop in route.all_stops if stop.when]
    first: dict[str, int] = {}
    last: dict[str, int] = {}
    for place, when in visits:
        if when.first is not None:
            year = civil_from_day(when.first)[0]
            first[place] = min(year, first.get(place, year))
        if when.last is not None:
            year = civil_from_day(when.last)[0]
            last[place] = max(year, last.get(place, year))
    return {place: (first.get(place), last.get(place)) for place, _ in visits}


def _written_ground(place: Place) -> Ground | None:
    """The ground that the route itself gives a place: its pin, or one of our outlines.

    States whose borders moved have none: their names stand for any of their times.
    """
    name = key_of(place).name
    if place.at is not None:
        return Ground(name, *place.at)
    outline = rough_outline(place.area) if isinstance(place.area, str) else None
    if outline is None or outline.years:
        return None
    lons, lats = zip(*_corners(outline.polygons), strict=True)
    return Ground(name, outline.lat, outline.lon, box=(min(lons), min(lats), max(lons), max(lats)))


def _corners(
    polygons: Iterable[Iterable[Iterable[tuple[float, float]]]],
) -> Iterator[tuple[float, float]]:
    return (corner for polygon in polygons for ring in polygon for corner in ring)


def _ground(name: str, found: Candidate) -> Ground:
    lat, lon = found.at
    return Ground(name, lat, lon, box=found.box)
