"""Dates held against each other: what cannot be, and what an author would want to know."""

from collections.abc import Iterator

from mapgen.dates import DateSpan
from mapgen.errors import Problem
from mapgen.marks import Marks
from mapgen.model import Path, Route, Stop

GAP_YEARS = 5
"""Up to so many years between two stops are not worth a word."""

_DAYS_A_YEAR = 365.2425


def check_chronology(route: Route, marks: Marks) -> list[Problem]:
    """Impossible orders (errors); dates and names outside their time (warnings)."""
    return [
        *_life(route, marks),
        *_order(route, marks),
        *_gaps(route, marks),
        *_names(route, marks),
    ]


def _life(route: Route, marks: Marks) -> Iterator[Problem]:
    born, died = route.subject.born, route.subject.died
    if born and died and _surely_before(died, born):
        mark = marks.value("subject", "died")
        message = f"died {died.edtf}, before being born {born.edtf}"
        yield Problem(mark, "date-order", message, "exchange `born` and `died`?")
        return
    for path, stop in route.located_stops:
        if not stop.when:
            continue
        mark = marks.value(*path, "when")
        if born and _surely_before(stop.when, born):
            hint = f"`subject` was born {born.edtf}"
            message = f"stop `{stop.id}` is dated {stop.when.edtf}, before the birth"
            yield Problem(mark, "outside-life", message, hint, "warning")
        elif died and _surely_begins_after(stop.when, died):
            hint = f"`subject` died {died.edtf}"
            message = f"stop `{stop.id}` is dated {stop.when.edtf}, after the death"
            yield Problem(mark, "outside-life", message, hint, "warning")


def _order(route: Route, marks: Marks) -> Iterator[Problem]:
    latest: tuple[Path, Stop, DateSpan] | None = None
    for path, stop in route.located_stops:
        when = stop.when
        if when is not None:
            if latest and _surely_begins_before(when, latest[2]):
                yield _impossible(path, stop, when, latest, marks)
            if latest is None or _begins(when) >= _begins(latest[2]):
                latest = (path, stop, when)
        if stop.leg.when:
            yield from _leg_order(path, stop, latest, marks)


def _impossible(
    path: Path, stop: Stop, when: DateSpan, before: tuple[Path, Stop, DateSpan], marks: Marks
) -> Problem:
    line = marks.value(*before[0], "when").line
    return Problem(
        marks.value(*path, "when"),
        "date-order",
        f"stop `{stop.id}` is dated {when.edtf}, before an earlier stop",
        f"list stops in the order visited; is the date on line {line} right?",
        label=f"`{before[1].id}` (line {line}) is dated {before[2].edtf}",
    )


def _leg_order(
    path: Path, stop: Stop, latest: tuple[Path, Stop, DateSpan] | None, marks: Marks
) -> Iterator[Problem]:
    journey, when = stop.leg.when, stop.when
    if journey and when and _surely_begins_after(journey, when):
        yield Problem(
            marks.value(*path, "leg", "when"),
            "date-order",
            f"the journey to `{stop.id}` begins {journey.edtf}, after he is there",
            f"the stop itself is dated {when.edtf}",
        )
    if journey and latest and latest[1] is not stop and _surely_before(journey, latest[2]):
        yield Problem(
            marks.value(*path, "leg", "when"),
            "date-order",
            f"the journey to `{stop.id}` ends {journey.edtf}, before an earlier stop begins",
            f"`{latest[1].id}` is dated {latest[2].edtf}",
        )


def _gaps(route: Route, marks: Marks) -> Iterator[Problem]:
    """Years between two dated neighbours of which neither stop nor the way between says anything.

    A stop without a date fills them, and so does a stay whose end is open or not known.
    """
    before: tuple[Path, Stop] | None = None
    until: int | None = None
    for path, stop in route.located_stops:
        if stop.when is None:
            before = until = None
            continue
        spans = [span for span in (stop.leg.when, stop.when) if span]
        years = 0.0
        for span in spans:
            if until is not None and span.first is not None:
                years = max(years, (span.first - until - 1) / _DAYS_A_YEAR)
            until = None if span.last is None else max(span.last, until or span.last)
        if before and years > GAP_YEARS:
            yield _gap(path, stop, before, round(years), marks)
        before = (path, stop)


def _gap(path: Path, stop: Stop, before: tuple[Path, Stop], years: int, marks: Marks) -> Problem:
    dated = before[1].when.edtf if before[1].when else ""
    line = marks.value(*before[0], "when").line
    return Problem(
        marks.value(*path, "when"),
        "gap-of-years",
        f"nothing is told of {years} years before stop `{stop.id}`",
        f"if he stayed at `{before[1].id}`, give it an end; "
        "a stop without `when` says that nothing is known",
        "warning",
        label=f"`{before[1].id}` (line {line}) is dated {dated}",
    )


def _names(route: Route, marks: Marks) -> Iterator[Problem]:
    for path, stop in route.located_stops:
        place = route.places.get(stop.place)
        if place is None or stop.when is None:
            continue
        shown = place.name_at(stop.when)
        years = [dated.when for dated in place.names if dated.name == shown and dated.when]
        if years and not any(span.overlaps(stop.when) for span in years):
            name = shown.forms[0]
            message = f"`{name}` was not the name of `{stop.place}` in {stop.when.edtf}"
            hint = f"`names` gives it for {years[0].edtf}; add the name of that time"
            yield Problem(
                marks.value(*path, "place"), "name-outside-years", message, hint, "warning"
            )


def _begins(span: DateSpan) -> float:
    return float("-inf") if span.start.first is None else span.start.first


def _surely_before(span: DateSpan, other: DateSpan) -> bool:
    return span.last is not None and other.first is not None and span.last < other.first


def _surely_begins_before(span: DateSpan, other: DateSpan) -> bool:
    last, first = span.start.last, other.start.first
    return last is not None and first is not None and last < first


def _surely_begins_after(span: DateSpan, other: DateSpan) -> bool:
    return span.first is not None and other.last is not None and span.first > other.last
