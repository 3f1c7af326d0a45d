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

from mapgen.geocache import Answer
from mapgen.geocode.question import Ground, Question
from mapgen.geocode.weighing import (
    Hit,
    Weighed,
    doubt_alone,
    doubt_between,
    reasons_before,
    weigh,
)
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

ROUND_A_SETTLEMENT_KM = 60.0
BOX_MARGIN_KM = 60.0
_KM_A_DEGREE = 111.2
_COMPARED = 40
_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the ranking, in words, for whoever asks how it came about."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer, the spots in their order (the one taken first), and how it came about."""

    answer: Answer
    ranked: tuple[Weighed, ...]
    steps: tuple[Step, ...]

    @property
    def chosen(self) -> Weighed | None:
        return self.ranked[0] if self.answer == "found" else None


def rank_hits(question: Question, hits: Iterable[Hit]) -> Verdict:
    """The verdict on the spots found for a place."""
    found = [weigh(question, hit) for hit in hits]
    steps = [_names_step(question, found)]
    for title, fits in _CONDITIONS:
        kept = [one for one in found if fits(question, one)]
        steps.append(_condition_step(question, title, found, kept))
        found = kept
    ordered = _ordered(question, _exact_kind_first(question, found))
    if not ordered:
        return Verdict("not found", (), tuple(steps))
    doubts = _doubts(question, ordered[0], ordered[1:])
    steps.append(_weighing_step(ordered, doubts))
    return Verdict("ambiguous" if doubts else "found", tuple(ordered), tuple(steps))


def lies_on(lat: float, lon: float, ground: Ground) -> bool:
    """Whether a point lies on known ground, or so near its rough edge that it may."""
    if ground.box is None:
        return distance_km(lat, lon, ground.lat, ground.lon) <= ROUND_A_SETTLEMENT_KM
    west, south, east, north = ground.box
    margin_lat = BOX_MARGIN_KM / _KM_A_DEGREE
    margin_lon = margin_lat / max(0.1, math.cos(math.radians(lat)))
    width = (east - west) % 360 + 2 * margin_lon
    inside = (lon - west + margin_lon) % 360 <= width
    return inside and south - margin_lat <= lat <= north + margin_lat


def _in_country(question: Question, one: Weighed) -> bool:
    return question.country is None or question.country in one.spot.countries


def _of_kind(question: Question, one: Weighed) -> bool:
    return one.spot.kind in FITTING_KINDS[question.kind]


def _within(question: Question, one: Weighed) -> bool:
    return all(lies_on(one.spot.lat, one.spot.lon, ground) for ground in question.within)


_CONDITIONS: tuple[tuple[str, Callable[[Question, Weighed], bool]], ...] = (
    ("country", _in_country),
    ("kind", _of_kind),
    ("within", _within),
)


def _exact_kind_first(question: Question, found: list[Weighed]) -> list[Weighed]:
    """Only those of the best kind there is: no site where a settlement was asked for and found."""
    for kind in FITTING_KINDS[question.kind]:
        exact = [one for one in found if one.spot.kind == kind]
        if exact:
            return exact
    return found


def _ordered(question: Question, found: list[Weighed]) -> list[Weighed]:
    """The spots, the one that is better than most others first; of a great many, only the front
    of the list is compared in pairs.
    """
    likely = sorted(found, key=lambda one: (-one.closeness, -len(one.forms), -one.spot.population))
    front = likely[:_COMPARED]

    def standing(one: Weighed) -> tuple[int, int, int, str]:
        others = [other for other in front if other is not one]
        beaten = sum(not doubt_between(question, one, other) for other in others)
        better = sum(len(reasons_before(one, other)) for other in others)
        return (-beaten, -better, -one.spot.population, one.spot.id)

    return sorted(front, key=standing) + likely[_COMPARED:]


def _doubts(question: Question, one: Weighed, others: list[Weighed]) -> list[str]:
    doubts = (doubt_alone(question, one), *(doubt_between(question, one, it) for it in others))
    return [doubt for doubt in doubts if doubt]


def _names_step(question: Question, found: list[Weighed]) -> Step:
    lines = [
        f"`{form.text}` ({form.role}): {sum(form.text in one.forms for one in found)}"
        for form in question.forms
    ]
    return Step("names, and how many places bear them", tuple(lines))


def _condition_step(
    question: Question, title: str, before: list[Weighed], kept: list[Weighed]
) -> Step:
    wanted = {
        "country": question.country or "any",
        "kind": question.kind,
        "within": ", ".join(ground.name for ground in question.within) or "anywhere",
    }[title]
    out = [one for one in before if one not in kept]
    lines = [f"{wanted}: {len(kept)} of {len(before)} kept"]
    lines += [f"out: {one.label}, {one.spot.kind}" for one in out[:_SHOWN]]
    lines += [f"out: {len(out) - _SHOWN} more"] * (len(out) > _SHOWN)
    return Step(title, tuple(lines))


def _weighing_step(ordered: list[Weighed], doubts: list[str]) -> Step:
    first = ordered[0]
    lines = [f"first: {first.label}: {first.why}"]
    for other in ordered[1:_SHOWN]:
        reasons = "; ".join(reasons_before(first, other)) or "no reason"
        lines.append(f"before {other.label}: {reasons}")
    lines += [f"doubt: {doubt}" for doubt in doubts[:_SHOWN]]
    lines.append("ambiguous" if doubts else "taken")
    return Step("weighing", tuple(lines))
