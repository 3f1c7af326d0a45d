"""Which of the spots that bear a name is the place meant, and why; or that nobody can tell.

Country, kind and `within` are conditions: what fails one is out. The rest is weighed in pairs. A
spot is taken when it is worse than no other by any reason, and better than each by a strong one
(its names, the years of a name) or by two weak ones: nearer to the places before and after it,
known by more names, far more inhabitants. So size alone never decides, and neither does nearness:
people are sent far away. Everything else is ambiguous.
"""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

from mapgen.folding import fold
from mapgen.geocache import Answer
from mapgen.geocode.index import name_key
from mapgen.geocode.question import Form, Ground, Question
from mapgen.geocode.spots import GEONAMES, Gazetteer, Spot, SpotName
from mapgen.model import PlaceKind
from mapgen.sphere import distance_km

FITTING_KINDS: dict[PlaceKind, tuple[PlaceKind, ...]] = {
    "settlement": ("settlement", "site"),
    "site": ("site", "settlement"),
    "region": ("region", "country", "water", "site"),
    "country": ("country", "region"),
    "water": ("water", "region"),
}
"""For each kind a route may give: the kinds that can answer it, the exact one first."""

SAME_SPOT_KM = 12.0
NEAR_SETTLEMENT_KM = 60.0
BOX_MARGIN_KM = 60.0
_MUCH_LARGER = 20
_FEWEST_INHABITANTS = 500
_BETTER_KNOWN = 3
_NEAR_KM = 300.0
_NEARER_BY_KM = 300.0
_WELL_KNOWN_INHABITANTS = 10_000
_ALIKE = 0.75
_COMPARED = 40
_SHOWN = 8
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
    def forms(self) -> frozenset[str]:
        return frozenset(bearing.form.text for bearing in self.bearings)

    @property
    def query(self) -> str:
        """The form that found it: the first of those asked."""
        return self.bearings[0].form.text


@dataclass(frozen=True, slots=True)
class Ranked:
    """A hit with what speaks for it and against it, in words."""

    hit: Hit
    why: str


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the ranking, in words, for whoever asks how it came about."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer, the hits in their order (the one taken first), and how it came about."""

    answer: Answer
    ranked: tuple[Ranked, ...]
    steps: tuple[Step, ...]

    @property
    def chosen(self) -> Ranked | None:
        return self.ranked[0] if self.answer == "found" else None


def rank_hits(question: Question, hits: Iterable[Hit]) -> Verdict:
    """The verdict on the spots found for a place."""
    found = list(hits)
    steps = [_names_step(question, found)]
    for title, test in _CONDITIONS:
        kept = [hit for hit in found if test(question, hit)]
        steps.append(_condition_step(question, title, found, kept))
        found = kept
    found = _exact_kind_first(question, found)
    ordered = _ordered(question, found)
    ranked = tuple(Ranked(hit, _why(question, hit)) for hit in ordered)
    if not ranked:
        return Verdict("not found", (), tuple(steps))
    doubts = _doubts(question, ordered[0], ordered[1:])
    steps.append(_weighing_step(question, ordered, doubts))
    return Verdict("ambiguous" if doubts else "found", ranked, tuple(steps))


def lies_on(lat: float, lon: float, ground: Ground) -> bool:
    """Whether a point lies on known ground, or so near its rough edge that it may."""
    if ground.box is None:
        reach = max(ground.radius_km, NEAR_SETTLEMENT_KM)
        return distance_km(lat, lon, ground.lat, ground.lon) <= reach
    west, south, east, north = ground.box
    margin_lat = BOX_MARGIN_KM / 111.2
    margin_lon = margin_lat / max(0.1, math.cos(math.radians(lat)))
    width = (east - west) % 360 + 2 * margin_lon
    inside = (lon - west + margin_lon) % 360 <= width
    return inside and south - margin_lat <= lat <= north + margin_lat


def _in_country(question: Question, hit: Hit) -> bool:
    return question.country is None or question.country in hit.spot.countries


def _of_kind(question: Question, hit: Hit) -> bool:
    return hit.spot.kind in FITTING_KINDS[question.kind]


def _within(question: Question, hit: Hit) -> bool:
    return all(lies_on(hit.spot.lat, hit.spot.lon, ground) for ground in question.within)


_CONDITIONS: tuple[tuple[str, Callable[[Question, Hit], bool]], ...] = (
    ("country", _in_country),
    ("kind", _of_kind),
    ("within", _within),
)


def _exact_kind_first(question: Question, hits: list[Hit]) -> list[Hit]:
    for kind in FITTING_KINDS[question.kind]:
        exact = [hit for hit in hits if hit.spot.kind == kind]
        if exact:
            return exact
    return hits


def _by_names(question: Question, hit: Hit, other: Hit) -> str:
    if hit.forms > other.forms:
        more = ", ".join(f"`{form}`" for form in sorted(hit.forms - other.forms))
        return f"it also bears {more}"
    if _bears_then_and_now(hit) and not _bears_then_and_now(other):
        return "it bears the name of then and the present one"
    return ""


def _by_own_name(question: Question, hit: Hit, other: Hit) -> str:
    if _closeness(hit) > _closeness(other):
        return "the name is its own there, an alternate one here"
    return ""


def _by_years(question: Question, hit: Hit, other: Hit) -> str:
    if _years_fit(question, hit) and not _years_fit(question, other):
        return "the name was in use in those years"
    return ""


def _by_neighbours(question: Question, hit: Hit, other: Hit) -> str:
    near, far = _neighbour(question, hit), _neighbour(question, other)
    if near is None or far is None:
        return ""
    if near[1] <= _NEAR_KM and near[1] + _NEARER_BY_KM < far[1]:
        return f"{near[1]:,.0f} km from {near[0]}, the other {far[1]:,.0f} km"
    return ""


def _by_inhabitants(question: Question, hit: Hit, other: Hit) -> str:
    many, few = hit.spot.population, _inhabitants(other.spot)
    return f"{many:,} inhabitants to {few:,}" if many > _MUCH_LARGER * few > 0 else ""


def _inhabitants(spot: Spot) -> int:
    """The inhabitants of a spot, 0 where nobody knows; where GeoNames gives none they are few."""
    if spot.gazetteer == GEONAMES and spot.kind == "settlement":
        return max(spot.population, _FEWEST_INHABITANTS)
    return spot.population


def _by_fame(question: Question, hit: Hit, other: Hit) -> str:
    if hit.spot.fame >= _BETTER_KNOWN * other.spot.fame > 0:
        return f"known by {hit.spot.fame} names, the other by {other.spot.fame}"
    return ""


Reason = Callable[[Question, Hit, Hit], str]
_STRONG: tuple[Reason, ...] = (_by_names, _by_own_name, _by_years)
_WEAK: tuple[Reason, ...] = (_by_neighbours, _by_inhabitants)
_WEAKEST: tuple[Reason, ...] = (_by_fame,)
"""What counts for a spot beside another reason, but not against one."""


def _reasons(kinds: tuple[Reason, ...], question: Question, hit: Hit, other: Hit) -> list[str]:
    return [words for reason in kinds if (words := reason(question, hit, other))]


def _all_reasons(question: Question, hit: Hit, other: Hit) -> list[str]:
    return _reasons((*_STRONG, *_WEAK, *_WEAKEST), question, hit, other)


def _doubt_between(question: Question, hit: Hit, other: Hit) -> str:
    """Why a hit cannot be taken before another; empty where it can."""
    spot, rival = hit.spot, other.spot
    if distance_km(spot.lat, spot.lon, rival.lat, rival.lon) <= SAME_SPOT_KM:
        return ""
    if against := _reasons((*_STRONG, *_WEAK), question, other, hit):
        return f"{_label(rival)}: {against[0]}"
    strong = _reasons(_STRONG, question, hit, other)
    weak = _reasons((*_WEAK, *_WEAKEST), question, hit, other)
    if len(strong) + len(weak) < 2 and not (strong and question.country):
        alone = f", and this alone does not decide: {weak[0]}" if weak else ""
        nowhere = "" if question.country else ", and no `country` is given"
        return f"{_label(rival)} bears the name as well{alone}{nowhere}"
    return ""


def _doubts(question: Question, hit: Hit, others: list[Hit]) -> list[str]:
    doubts = [doubt] if (doubt := _doubt_alone(question, hit)) else []
    between = (_doubt_between(question, hit, other) for other in others)
    return doubts + [doubt for doubt in between if doubt]


def _doubt_alone(question: Question, hit: Hit) -> str:
    """Why a hit cannot be taken even where it has no rival; empty where it can.

    Gazetteers lack most villages: what bears the name among others only may well be another
    place of the same name, most of all where it is small or no country is given.
    """
    if _closeness(hit) > 0 or _bears_then_and_now(hit):
        return ""
    if question.country is None:
        return f"`{hit.query}` is one of its other names, and no `country` is given"
    if hit.spot.population >= _WELL_KNOWN_INHABITANTS:
        return ""
    if any(_is_alike(bearing.form.text, hit.spot.name) for bearing in hit.bearings):
        return ""
    return f"`{hit.query}` is one of its other names, and the place is small"


def _bears_then_and_now(hit: Hit) -> bool:
    roles = {bearing.form.role for bearing in hit.bearings}
    return "present name" in roles and bool(roles & {"name", "period name"})


def _closeness(hit: Hit) -> int:
    """2 where the name asked for is the spot's own, 1 where its own name holds it, else 0.

    Other spellings do not count: they are there to find a place, not to tell it from its likes.
    """
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


def _years_fit(question: Question, hit: Hit) -> bool:
    return any(
        (question.last_year is None or (name.first_year or -9999) <= question.last_year)
        and (question.first_year is None or (name.last_year or 9999) >= question.first_year)
        for name in (bearing.name for bearing in hit.bearings)
    )


def _neighbour(question: Question, hit: Hit) -> tuple[str, float] | None:
    return min(
        (
            (ground.name, distance_km(hit.spot.lat, hit.spot.lon, ground.lat, ground.lon))
            for ground in question.near
        ),
        key=lambda pair: pair[1],
        default=None,
    )


def _ordered(question: Question, hits: list[Hit]) -> list[Hit]:
    """The hits, the one that is better than most others first; of a great many, only the front
    of the list is compared in pairs.
    """
    likely = sorted(hits, key=lambda hit: (-_closeness(hit), -len(hit.forms), -hit.spot.population))
    front = likely[:_COMPARED]

    def standing(hit: Hit) -> tuple[int, int, int, str]:
        others = [other for other in front if other is not hit]
        beaten = sum(not _doubt_between(question, hit, other) for other in others)
        better = sum(len(_all_reasons(question, hit, other)) for other in others)
        return (-beaten, -better, -hit.spot.population, hit.spot.id)

    return sorted(front, key=standing) + likely[_COMPARED:]


def _label(spot: Spot) -> str:
    return f"{spot.name} ({', '.join([*spot.countries[:3], spot.id])})"


def _why(question: Question, hit: Hit) -> str:
    own = {2: "its own name", 1: "part of its own name", 0: "one of its names"}[_closeness(hit)]
    neighbour = _neighbour(question, hit)
    forms = list(dict.fromkeys(bearing.form.text for bearing in hit.bearings))
    more = f" and {len(forms) - _FORMS_SHOWN} more" if len(forms) > _FORMS_SHOWN else ""
    parts = [
        f"{', '.join(f'`{form}`' for form in forms[:_FORMS_SHOWN])}{more}: {own}",
        f"{neighbour[1]:,.0f} km from {neighbour[0]}"
        if neighbour and neighbour[1] <= _NEIGHBOUR_SHOWN_KM
        else "",
        f"{hit.spot.population:,} inhabitants" if hit.spot.population else "",
        hit.spot.note,
    ]
    return "; ".join(part for part in parts if part)


def _names_step(question: Question, hits: list[Hit]) -> Step:
    lines = [
        f"`{form.text}` ({form.role}): {sum(form.text in hit.forms for hit in hits)}"
        for form in question.forms
    ]
    return Step("names, and how many places bear them", tuple(lines))


def _condition_step(question: Question, title: str, before: list[Hit], kept: list[Hit]) -> Step:
    wanted = {
        "country": question.country or "any",
        "kind": question.kind,
        "within": ", ".join(ground.name for ground in question.within) or "anywhere",
    }[title]
    out = [hit for hit in before if hit not in kept]
    lines = [f"{wanted}: {len(kept)} of {len(before)} kept"]
    lines += [f"out: {_label(hit.spot)}, {hit.spot.kind}" for hit in out[:_SHOWN]]
    lines += [f"out: {len(out) - _SHOWN} more"] * (len(out) > _SHOWN)
    return Step(title, tuple(lines))


def _weighing_step(question: Question, ordered: list[Hit], doubts: list[str]) -> Step:
    first = ordered[0]
    lines = [f"first: {_label(first.spot)}: {_why(question, first)}"]
    for other in ordered[1:_SHOWN]:
        reasons = _all_reasons(question, first, other)
        lines.append(f"before {_label(other.spot)}: {'; '.join(reasons) or 'no reason'}")
    lines += [f"doubt: {doubt}" for doubt in doubts[:_SHOWN]]
    lines.append("ambiguous" if doubts else "taken")
    return Step("weighing", tuple(lines))
