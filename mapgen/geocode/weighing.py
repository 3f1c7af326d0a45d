"""What speaks for one spot rather than another, and when that is enough."""

from collections.abc import Callable
from dataclasses import dataclass
from difflib import SequenceMatcher

from mapgen.folding import fold
from mapgen.geocode.index import name_key
from mapgen.geocode.question import Form, Question
from mapgen.geocode.spots import GEONAMES, Gazetteer, Spot, SpotName
from mapgen.sphere import distance_km

SAME_SPOT_KM = 12.0
"""Two entries of a gazetteer as near as this are one place on a map of a life."""

_MUCH_LARGER = 20
_FEWEST_INHABITANTS = 500
_BETTER_KNOWN = 3
_NEAR_KM = 300.0
_NEARER_BY_KM = 300.0
_WELL_KNOWN_INHABITANTS = 10_000
_ALIKE = 0.75
_FORMS_SHOWN = 3
_NEIGHBOUR_SHOWN_KM = 1500.0


@dataclass(frozen=True, slots=True)
class Bearing:
    """A form of the place's name that a spot bears, and as which of its own names."""

    form: Form
    name: SpotName


@dataclass(frozen=True, slots=True)
class Hit:
    """A spot that bears at least one form of the name; `gazetteer` is where it was found."""

    spot: Spot
    gazetteer: Gazetteer
    bearings: tuple[Bearing, ...]

    @property
    def query(self) -> str:
        """The form that found it: the first of those asked."""
        return self.bearings[0].form.text


@dataclass(frozen=True, slots=True)
class Weighed:
    """A hit with all that is compared, worked out once.

    `closeness` is 2 where the name asked for is the spot's own, 1 where its own name holds it,
    else 0. `neighbour` is the nearest of the places before and after it.
    """

    hit: Hit
    forms: frozenset[str]
    closeness: int
    bears_then_and_now: bool
    fits_years: bool
    neighbour: tuple[str, float] | None

    @property
    def spot(self) -> Spot:
        return self.hit.spot

    @property
    def label(self) -> str:
        return f"{self.spot.name} ({', '.join([*self.spot.countries[:3], self.spot.id])})"

    @property
    def why(self) -> str:
        """What speaks for the spot and against it, in words."""
        own = {2: "its own name", 1: "part of its own name", 0: "one of its names"}
        forms = list(dict.fromkeys(bearing.form.text for bearing in self.hit.bearings))
        more = f" and {len(forms) - _FORMS_SHOWN} more" if len(forms) > _FORMS_SHOWN else ""
        shown = ", ".join(f"`{form}`" for form in forms[:_FORMS_SHOWN])
        parts = [f"{shown}{more}: {own[self.closeness]}"]
        if self.neighbour and self.neighbour[1] <= _NEIGHBOUR_SHOWN_KM:
            parts.append(f"{self.neighbour[1]:,.0f} km from {self.neighbour[0]}")
        if self.spot.population:
            parts.append(f"{self.spot.population:,} inhabitants")
        return "; ".join([*parts, self.spot.note] if self.spot.note else parts)


def weigh(question: Question, hit: Hit) -> Weighed:
    """A hit with all that the reasons below compare."""
    roles = {bearing.form.role for bearing in hit.bearings}
    near = (
        (ground.name, distance_km(hit.spot.lat, hit.spot.lon, ground.lat, ground.lon))
        for ground in question.near
    )
    return Weighed(
        hit=hit,
        forms=frozenset(bearing.form.text for bearing in hit.bearings),
        closeness=_closeness(hit),
        bears_then_and_now="present name" in roles and bool(roles & {"name", "period name"}),
        fits_years=any(_fits_years(question, bearing.name) for bearing in hit.bearings),
        neighbour=min(near, key=lambda pair: pair[1], default=None),
    )


def doubt_alone(question: Question, one: Weighed) -> str:
    """Why a spot cannot be taken even where it has no rival; empty where it can.

    Gazetteers lack most villages: what bears the name among others only may well be another
    place of the same name, most of all where it is small or no country is given.
    """
    if one.closeness > 0 or one.bears_then_and_now:
        return ""
    if question.country is None:
        return f"`{one.hit.query}` is one of its other names, and no `country` is given"
    if one.spot.population >= _WELL_KNOWN_INHABITANTS:
        return ""
    if any(_is_alike(bearing.form.text, one.spot.name) for bearing in one.hit.bearings):
        return ""
    return f"`{one.hit.query}` is one of its other names, and the place is small"


def doubt_between(question: Question, one: Weighed, other: Weighed) -> str:
    """Why a spot cannot be taken before another; empty where it can."""
    here, there = one.spot, other.spot
    if distance_km(here.lat, here.lon, there.lat, there.lon) <= SAME_SPOT_KM:
        return ""
    if against := _reasons((*_STRONG, *_WEAK), other, one):
        return f"{other.label}: {against[0]}"
    strong = _reasons(_STRONG, one, other)
    weak = _reasons((*_WEAK, *_WEAKEST), one, other)
    if len(strong) + len(weak) < 2 and not (strong and question.country):
        alone = f", and this alone does not decide: {weak[0]}" if weak else ""
        nowhere = "" if question.country else ", and no `country` is given"
        return f"{other.label} bears the name as well{alone}{nowhere}"
    return ""


def reasons_before(one: Weighed, other: Weighed) -> list[str]:
    """All that speaks for one spot rather than another."""
    return _reasons((*_STRONG, *_WEAK, *_WEAKEST), one, other)


def _by_names(one: Weighed, other: Weighed) -> str:
    if one.forms > other.forms:
        more = ", ".join(f"`{form}`" for form in sorted(one.forms - other.forms))
        return f"it also bears {more}"
    if one.bears_then_and_now and not other.bears_then_and_now:
        return "it bears the name of then and the present one"
    return ""


def _by_own_name(one: Weighed, other: Weighed) -> str:
    if one.closeness > other.closeness:
        return "the name is its own there, an alternate one here"
    return ""


def _by_years(one: Weighed, other: Weighed) -> str:
    if one.fits_years and not other.fits_years:
        return "the name was in use in those years"
    return ""


def _by_neighbours(one: Weighed, other: Weighed) -> str:
    near, far = one.neighbour, other.neighbour
    if near and far and near[1] <= _NEAR_KM and near[1] + _NEARER_BY_KM < far[1]:
        return f"{near[1]:,.0f} km from {near[0]}, the other {far[1]:,.0f} km"
    return ""


def _by_inhabitants(one: Weighed, other: Weighed) -> str:
    many, few = one.spot.population, _inhabitants(other.spot)
    return f"{many:,} inhabitants to {few:,}" if many > _MUCH_LARGER * few > 0 else ""


def _inhabitants(spot: Spot) -> int:
    """The inhabitants of a spot, 0 where nobody knows; where GeoNames gives none they are few."""
    if spot.gazetteer == GEONAMES and spot.kind == "settlement":
        return max(spot.population, _FEWEST_INHABITANTS)
    return spot.population


def _by_fame(one: Weighed, other: Weighed) -> str:
    if one.spot.fame >= _BETTER_KNOWN * other.spot.fame > 0:
        return f"known by {one.spot.fame} names, the other by {other.spot.fame}"
    return ""


_Reason = Callable[[Weighed, Weighed], str]
_STRONG: tuple[_Reason, ...] = (_by_names, _by_own_name, _by_years)
_WEAK: tuple[_Reason, ...] = (_by_neighbours, _by_inhabitants)
_WEAKEST: tuple[_Reason, ...] = (_by_fame,)
"""What counts for a spot beside another reason, but not against one."""


def _reasons(kinds: tuple[_Reason, ...], one: Weighed, other: Weighed) -> list[str]:
    return [words for reason in kinds if (words := reason(one, other))]


def _closeness(hit: Hit) -> int:
    """Other spellings do not count: they are to find a place, not to tell it from its likes."""
    return max(
        (
            2 if bearing.name.is_main else int(_holds(hit.spot.name, bearing.form.text))
            for bearing in hit.bearings
            if bearing.form.role != "other spelling"
        ),
        default=0,
    )


def _holds(name: str, form: str) -> bool:
    whole, part = fold(name), fold(form)
    return whole != part and f" {part} " in f" {whole} "


def _is_alike(form: str, name: str) -> bool:
    return SequenceMatcher(None, name_key(form), name_key(name)).ratio() >= _ALIKE


def _fits_years(question: Question, name: SpotName) -> bool:
    begins_in_time = question.last_year is None or (name.first_year or -9999) <= question.last_year
    return begins_in_time and (
        question.first_year is None or (name.last_year or 9999) >= question.first_year
    )
