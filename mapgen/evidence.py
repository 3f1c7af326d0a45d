"""What the quotes of a route make of its author's reading: stated, wider, inferred or disputed.

`says` is what a passage claims, never corrected. What it speaks of: `where` speaks of the stop,
unless it names a `via` of the leg; `from`, `to`, `via`, `by` and the kinds of a leg speak of the
leg, and a `to` in line with the stop's place speaks of the place too; `when` dates the stop, unless
the passage has one of those and no `where`: then it dates the leg.

Dates are compared as first and last possible day, Julian ones turned into Gregorian, `~` and `%`
widened by a unit of their precision: a claim that shares no day with the reading is against it, one
inside it states it, any other is wider. A place that is the reading's own or lies within it states
it, one that it lies within is wider, any other is against. A leg is compared by its ends, means and
dates; a passage that gives only its kind, a place on the way, or means where the reading has none,
states it. The word is *disputed* if any quote is against, else *stated*, else *wider*, else
*inferred*. At an event, quotes whose days exclude each other are against each other. Silence is
never a conflict. Nothing of this is typed in by an author.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from mapgen.dates import Bearing, Bounds, DateSpan
from mapgen.model import Conflict, Evidence, Route, Says, Side, Stop, Word

_UNBOUNDED = Bounds(None, None)
_Key = Literal["when", "where", "from", "to", "by", "way"]
_Bearings = dict[_Key, Bearing]
"""What each thing that a passage says is to the reading; empty where it speaks of something else.

"way" stands for a passage that tells of the journey without anything to compare.
"""
_Heard = list[tuple[int, _Bearings]]
"""What the quotes of a stop say to one question: their indexes, with how they bear on it."""

_EndOf = Callable[[DateSpan], tuple[Bounds, bool]]
"""One end of a date: its bounds, and whether it is left open (`..`)."""

_QuoteAt = tuple[int, int]
"""Where a quote stands: the index of its stop, and its own among the quotes there."""


def weigh_evidence(route: Route) -> tuple[Evidence, ...]:
    """The evidence for each stop, in story order.

    Permuting the quotes of a stop changes no word. Conflicts come in the order date, place, leg,
    other; of their sides the reading is first, the others stand in the order of their quotes.
    """
    stops = route.all_stops
    before, after = _dated_neighbours(stops)
    quote_at = {
        quote.id: (index, number)
        for index, stop in enumerate(stops)
        for number, quote in enumerate(stop.quotes)
        if quote.id
    }
    visited = _Visited(route)
    found: list[Evidence] = []
    for index, stop in enumerate(stops):
        arrival = stop.when or after[index]
        reading = _Reading(
            route=route,
            stop=stop,
            when=stop.when or _between(before[index], arrival),
            journey=stop.leg.when or _between(before[index], arrival),
            previous=stops[index - 1].place if index else None,
            visited=visited,
        )
        others = _disagreements(index, stops, quote_at)
        found.append(_weigh(index, reading, others))
        visited.add(stop.place)
    return tuple(found)


class _Visited:
    """The places of the stops told so far."""

    def __init__(self, route: Route) -> None:
        self._route = route
        self._places: set[str] = set()
        self._areas: set[str] = set()

    def add(self, place: str) -> None:
        self._places.add(place)
        self._areas |= self._route.containers(place)

    def fits(self, place: str) -> bool:
        """Whether one of them is the given place, lies in it or contains it."""
        return (
            place in self._places
            or place in self._areas
            or not self._places.isdisjoint(self._route.containers(place))
        )


@dataclass(frozen=True, slots=True)
class _Reading:
    """One stop as its author reads it, and how what passages say bears on it.

    `when` is its date, or what the neighbours leave of an undated one; `journey` the days of its
    leg; `previous` the place of the stop before, None at the first.
    """

    route: Route
    stop: Stop
    when: DateSpan | Bounds
    journey: DateSpan | Bounds
    previous: str | None
    visited: _Visited

    def heard(self, says: Says) -> tuple[_Bearings, _Bearings, _Bearings]:
        """What a passage is to the date, the place and the leg.

        A `where` speaks of the stop unless it lies on the way. A `when` dates the stop, or the leg
        where the passage tells of the journey and of no place to stay.
        """
        where = says.where
        tells_of_journey = says.speaks_of_leg
        if where and self._is_on_the_way(where):
            where, tells_of_journey = None, True
        on_date: _Bearings = {}
        on_leg: _Bearings = {}
        if tells_of_journey:
            on_leg = self._on_leg(says)
        if says.when and tells_of_journey and not where:
            on_leg["when"] = says.when.bearing_on(self.journey)
        elif says.when:
            on_date["when"] = says.when.bearing_on(self.when)
        if tells_of_journey and not on_leg:
            on_leg["way"] = "states"
        return on_date, self._on_place(where, says.to), on_leg

    def _on_place(self, where: str | None, to: str | None) -> _Bearings:
        """Of the place speak a `where` of the stop, and a `to` that fits it."""
        bearings: _Bearings = {}
        if where:
            bearings["where"] = self._fit(where, self.stop.place) or "against"
        if to and (fit := self._fit(to, self.stop.place)):
            bearings["to"] = fit
        return bearings

    def _on_leg(self, says: Says) -> _Bearings:
        bearings: _Bearings = {}
        if says.from_ and self.previous:
            bearings["from"] = self._from(says.from_, self.previous)
        if says.to:
            bearings["to"] = self._fit(says.to, self.stop.place) or self._on_the_way(says.to)
        if says.by not in (None, "unknown") and self.stop.leg.by not in (None, "unknown"):
            bearings["by"] = "states" if says.by == self.stop.leg.by else "against"
        return bearings

    def _from(self, place: str, previous: str) -> Bearing:
        fit = self._fit(place, previous) or self._on_the_way(place)
        return "wider" if fit == "against" and self.visited.fits(place) else fit

    def _on_the_way(self, place: str) -> Bearing:
        return "states" if self._is_on_the_way(place) else "against"

    def _is_on_the_way(self, place: str) -> bool:
        """Whether a place is a `via` of the leg, or lies in one and has no part in the stop."""
        via = self.stop.leg.via
        if not via or place == self.stop.place:
            return False
        return place in via or (
            self._fit(place, self.stop.place) is None
            and any(self.route.is_within(place, stage) for stage in via)
        )

    def _fit(self, place: str, read: str) -> Bearing | None:
        if self.route.is_within(place, read):
            return "states"
        return "wider" if self.route.is_within(read, place) else None


def _weigh(index: int, reading: _Reading, others: Iterable[Conflict]) -> Evidence:
    stop, when = reading.stop, reading.stop.when
    dates, places, legs = _all_heard(reading)
    claims = [span for number, _ in dates if (span := stop.quotes[number].says.when)]
    start = end = None
    if when and when.is_interval:
        start, end = _end_word(claims, when, _start), _end_word(claims, when, _end)
    elif when and len(claims) > 1:
        dates = _set_against_each_other(dates, claims)
    date, place, leg = _word(dates), _word(places), _word(legs)
    disputed: list[Conflict] = []
    if date == "disputed":
        disputed.append(_conflict(index, stop, "date", dates))
    if place == "disputed":
        disputed.append(_conflict(index, stop, "place", places))
    if leg == "disputed":
        disputed.append(_conflict(index, stop, "leg", legs))
    return Evidence(
        date=date,
        place=place,
        leg=leg,
        start=start,
        end=end,
        wider_places=_wider_places(reading, places) if place == "wider" else (),
        conflicts=(*disputed, *others),
        first_day=reading.when.first,
        last_day=reading.when.last,
    )


def _all_heard(reading: _Reading) -> tuple[_Heard, _Heard, _Heard]:
    """What the quotes of a stop say to its date, its place and its leg."""
    told: tuple[_Heard, _Heard, _Heard] = ([], [], [])
    for number, quote in enumerate(reading.stop.quotes):
        for heard, bearings in zip(told, reading.heard(quote.says), strict=True):
            if bearings:
                heard.append((number, bearings))
    return told


def _word(heard: _Heard) -> Word:
    bearings = {bearing for _, of_quote in heard for bearing in of_quote.values()}
    if "against" in bearings:
        return "disputed"
    if "states" in bearings:
        return "stated"
    return "wider" if bearings else "inferred"


def _end_word(claims: Iterable[DateSpan], when: DateSpan, end_of: _EndOf) -> Word:
    """How the claims of a date bear on one end of an interval.

    The same end of a claimed interval may state it, any date that shares a day with it widens it.
    An end without a date of its own is touched only by a claim that leaves it open as well, and a
    claim that gives no date for an end says nothing of it.
    """
    end, is_open = end_of(when)
    word: Word = "inferred"
    for claim in claims:
        own, own_is_open = end_of(claim)
        bearing = claim.bearing_on(end)
        if _UNBOUNDED in (own, end):
            bearing = "states" if claim.is_interval and is_open and own_is_open else "against"
        elif bearing == "wider" and claim.is_interval and own.lies_in(end):
            bearing = "states"
        if bearing == "states":
            return "stated"
        if bearing == "wider":
            word = "wider"
    return word


def _start(span: DateSpan) -> tuple[Bounds, bool]:
    return span.compared_start, span.start_date == "open"


def _end(span: DateSpan) -> tuple[Bounds, bool]:
    return span.compared_end, span.end_date == "open"


def _set_against_each_other(dates: _Heard, claims: Sequence[DateSpan]) -> _Heard:
    """What is said of the date of an event, where quotes that exclude each other are against it.

    Only those that fit the reading are held against each other: one that does not is against it
    already, and leaves the others on its side.
    """
    fitting = {
        claim
        for claim, (_, bearings) in zip(claims, dates, strict=True)
        if bearings["when"] != "against"
    }
    excluded = {
        claim
        for pair in combinations(fitting, 2)
        if pair[0].bearing_on(pair[1]) == "against"
        for claim in pair
    }
    return [
        (number, {"when": "against"} if claim in excluded else bearings)
        for claim, (number, bearings) in zip(claims, dates, strict=True)
    ]


def _wider_places(reading: _Reading, places: _Heard) -> tuple[str, ...]:
    """The areas that the texts name round the place of a stop, the narrowest first."""
    named = {
        area
        for number, bearings in places
        for key, bearing in bearings.items()
        if bearing == "wider" and (area := _value(reading.stop.quotes[number].says, key))
    }
    return tuple(sorted(named, key=lambda area: (-len(reading.route.containers(area)), area)))


def _conflict(
    index: int, stop: Stop, about: Literal["date", "place", "leg"], heard: _Heard
) -> Conflict:
    """The sides of one question that a quote answers against the reading."""
    supporting: list[_QuoteAt] = []
    sides: dict[object, tuple[Says, list[_QuoteAt]]] = {}
    for number, bearings in heard:
        claims = [key for key, bearing in bearings.items() if bearing == "against"]
        if claims:
            says = stop.quotes[number].says
            _, quotes = sides.setdefault(_sense(says, claims), (_only(says, claims), []))
            quotes.append((index, number))
        else:
            supporting.append((index, number))
    told = (
        Side(is_reading=True, quotes=tuple(supporting)),
        *(Side(False, tuple(quotes), claim) for claim, quotes in sides.values()),
    )
    sources = [{stop.quotes[number].source for _, number in side.quotes} for side in told]
    return Conflict(index, about, _between_whom(sources), told)


def _value(says: Says, key: _Key) -> str | None:
    return {"where": says.where, "from": says.from_, "to": says.to, "by": says.by}.get(key)


def _only(says: Says, keys: Sequence[_Key]) -> Says:
    """What a quote says under some of its keys, without the rest."""
    kept = {key: says.when if key == "when" else _value(says, key) for key in keys}
    calendar = says.calendar if "when" in keys else "gregorian"
    return Says.model_validate({**kept, "calendar": calendar})


def _sense(says: Says, keys: Iterable[_Key]) -> object:
    """What makes two claims one: the same days count, however they are written."""
    span = says.when
    days = span and (span.kind, span.compared_start, span.compared_end, span.choices)
    return tuple((key, days if key == "when" else _value(says, key)) for key in keys)


def _between_whom(sources: Sequence[set[str]]) -> Literal["sources", "one source", "reading"]:
    """Whom a conflict stands between, from the sources quoted on each side."""
    speaking = [side for side in sources if side]
    if len(speaking) < 2:
        return "reading"
    return "sources" if len(set().union(*speaking)) > 1 else "one source"


def _disagreements(
    index: int, stops: Sequence[Stop], quote_at: Mapping[str, _QuoteAt]
) -> Iterator[Conflict]:
    """The conflicts that the author found in what `says` cannot hold, as written at a stop."""
    for number, quote in enumerate(stops[index].quotes):
        if quote.disagrees and (other := quote_at.get(quote.disagrees.with_)):
            opponent = stops[other[0]].quotes[other[1]]
            if opponent is quote:
                continue
            sides = (Side(False, ((index, number),)), Side(False, (other,)))
            between = _between_whom([{quote.source}, {opponent.source}])
            yield Conflict(index, "other", between, sides, quote.disagrees.about)


def _dated_neighbours(
    stops: Sequence[Stop],
) -> tuple[list[DateSpan | None], list[DateSpan | None]]:
    """For each stop the date of the last dated one before it, and of the first one after it."""
    before: list[DateSpan | None] = []
    last: DateSpan | None = None
    for stop in stops:
        before.append(last)
        last = stop.when or last
    after: list[DateSpan | None] = []
    following: DateSpan | None = None
    for stop in reversed(stops):
        after.append(following)
        following = stop.when or following
    return before, after[::-1]


def _between(before: DateSpan | None, after: DateSpan | None) -> Bounds:
    """From the first possible end of one stay to the last possible beginning of another.

    Where the first ends after the second begins (a journey in the middle of a long stay), from
    its beginning on. An end that is not dated is taken for the other end of its stay.
    """
    first = last = None
    if after:
        last = after.compared_start.last
        last = after.compared_end.last if last is None else last
    if before:
        first = before.compared_end.first
        if first is None or (last is not None and first > last):
            first = before.compared_start.first
    return Bounds(first, last)
