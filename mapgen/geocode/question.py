"""What is asked of a gazetteer: the names of a place, and what its route says about it."""

from dataclasses import dataclass
from typing import Literal

from mapgen.geocache import Key, key_of
from mapgen.model import Place, PlaceKind, Route

Role = Literal["name", "period name", "present name", "other spelling"]


@dataclass(frozen=True, slots=True)
class Form:
    """One form of a name; `role` says where in the route it stands."""

    text: str
    role: Role


@dataclass(frozen=True, slots=True)
class Ground:
    """A stretch of ground that is known already: a container of the place, or a neighbour.

    `box` is west, south, east, north, where it is known.
    """

    name: str
    lat: float
    lon: float
    box: tuple[float, float, float, float] | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A place to be found. `within` holds the containers whose ground is known, `near` the places
    visited before and after it; `first_year` and `last_year` bound the visits.
    """

    place: str
    key: Key
    forms: tuple[Form, ...]
    country: str | None
    kind: PlaceKind
    within: tuple[Ground, ...] = ()
    near: tuple[Ground, ...] = ()
    first_year: int | None = None
    last_year: int | None = None


def forms_of(place: Place) -> tuple[Form, ...]:
    """All forms of a place's name in the order they are asked: its own, of its periods, of today,
    then other spellings; each once.
    """
    first = key_of(place).name
    named: list[tuple[str, Role]] = [(first, "name")]
    named += [(text, "name") for text in place.name.forms]
    named += [(text, "period name") for dated in place.names for text in dated.name.forms]
    named += [(text, "present name") for text in (place.now.forms if place.now else ())]
    named += [(text, "other spelling") for text in place.also]
    seen: dict[str, Form] = {}
    for text, role in named:
        seen.setdefault(text, Form(text, role))
    return tuple(seen.values())


def places_to_look_up(route: Route) -> tuple[str, ...]:
    """Ids of the places that have no position of their own: no `at`, no `area`, no country code
    that gives them an outline.
    """
    return tuple(
        key
        for key, place in route.places.items()
        if place.at is None
        and place.area is None
        and not (place.kind == "country" and place.country)
    )
