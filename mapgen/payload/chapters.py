"""The chapters with their numerals and years."""

from collections.abc import Iterator, Sequence
from typing import Any

from mapgen.dates import civil_from_day
from mapgen.model import Evidence, Route
from mapgen.payload.road import Road
from mapgen.payload.texts import Reader

_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
    (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def chapter_starts(route: Route) -> list[int]:
    """The index of the first stop of each chapter; 0 for a road without chapters."""
    starts, count = [], 0
    for chapter in route.chapters:
        starts.append(count)
        count += len(chapter.stops)
    return starts or [0]


def chapters_of(
    road: Road, reader: Reader, stops: Sequence[dict[str, Any]]
) -> list[dict[str, Any]]:
    """Each chapter with its stops; one without a title where the route has none."""
    starts = chapter_starts(road.route)
    ends = [*starts[1:], len(stops)]
    titles = [chapter.title for chapter in road.route.chapters]
    return [
        {
            "title": reader.text(titles[number - 1]) if titles else None,
            "numeral": _numeral(number, reader),
            "years": _years(road.evidence[start:end], reader),
            "stops": stops[start:end],
        }
        for number, (start, end) in enumerate(zip(starts, ends, strict=True), 1)
    ]


def _numeral(number: int, reader: Reader) -> str:
    if reader.say.section("head")["chapter_numerals"] == "roman":
        return roman(number)
    return reader.say.numeral(str(number))


def roman(number: int) -> str:
    """A number from 1 in Roman numerals.

    >>> [roman(number) for number in (1, 4, 9, 14, 40, 1999)]
    ['I', 'IV', 'IX', 'XIV', 'XL', 'MCMXCIX']
    """
    found = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        found += letters * count
    return found


def _years(evidence: Sequence[Evidence], reader: Reader) -> str:
    years = sorted(set(_bounding_years(evidence)))
    if not years:
        return ""
    first, last = (reader.say.numeral(str(year)) for year in (years[0], years[-1]))
    if first == last:
        return first
    return reader.say.text("head", "years", first=first, last=last)


def _bounding_years(evidence: Sequence[Evidence]) -> Iterator[int]:
    for found in evidence:
        for day in (found.first_day, found.last_day):
            if day is not None:
                yield civil_from_day(day)[0]
