"""By what the stops of a road may be chosen: sources, languages, certainty, at liberty or not."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from mapgen.model import Evidence
from mapgen.payload.road import Road
from mapgen.payload.texts import Reader, Text

Option = dict[str, Any]


def facets_of(road: Road, reader: Reader) -> list[dict[str, Any]]:
    """Each question with its answers, of which one may be chosen; none that parts no stops.

    `stops` says which stops an answer holds: four of them to a hexadecimal digit, the first in
    its lowest bit.
    """
    words = reader.say.section("filters")
    answers = {
        "source": _sources(road, reader),
        "lang": _languages(road, reader),
        "sure": _certainties(road, reader),
        "way": _ways(road, reader),
    }
    found = []
    for name, options in answers.items():
        kept = [option for option in options if option["count"]]
        if any(option["count"] < len(road.route.all_stops) for option in kept):
            found.append({"name": name, "words": words[name], "options": kept})
    return found


def _option(reader: Reader, value: str, words: Text | str, chosen: Iterable[bool]) -> Option:
    text = words if isinstance(words, dict) else {"text": words, "lang": "", "dir": ""}
    is_chosen = list(chosen)
    count = sum(is_chosen)
    return {
        "value": value,
        "words": text,
        "count": count,
        "counted": reader.say.number(count),
        "stops": _in_hexadecimal(is_chosen),
    }


def _in_hexadecimal(chosen: Sequence[bool]) -> str:
    """Which are chosen, four to a digit.

    >>> _in_hexadecimal([True, False, False, False, False, True])
    '12'
    """
    return "".join(
        f"{sum(is_chosen << bit for bit, is_chosen in enumerate(chosen[start : start + 4])):x}"
        for start in range(0, len(chosen), 4)
    )


def _sources(road: Road, reader: Reader) -> Iterator[Option]:
    quoted = [{quote.source for quote in stop.quotes} for stop in road.route.all_stops]
    for key, source in road.route.sources.items():
        yield _option(reader, key, reader.text(source.title), (key in each for each in quoted))


def _languages(road: Road, reader: Reader) -> Iterator[Option]:
    sources = road.route.sources
    quoted = [
        {sources[quote.source].language for quote in stop.quotes} for stop in road.route.all_stops
    ]
    for tag in dict.fromkeys(source.language for source in sources.values()):
        yield _option(reader, tag, reader.say.language_name(tag), (tag in each for each in quoted))


def _certainties(road: Road, reader: Reader) -> Iterator[Option]:
    doubts = [
        set(_doubts(found, has_way=bool(leg)))
        for found, leg in zip(road.evidence, road.legs, strict=True)
    ]
    words = reader.say.section("filters")["sureness"]
    yield _option(reader, "stated", words["stated"], (not each for each in doubts))
    yield _option(reader, "doubt", words["doubt"], (bool(each) for each in doubts))
    for key in ("date", "place", "way"):
        yield _option(reader, key, words[key], (key in each for each in doubts))
    disputed = (bool(found.conflicts) for found in road.evidence)
    yield _option(reader, "disagree", reader.say.section("client")["disagree"], disputed)


def _doubts(found: Evidence, *, has_way: bool) -> Iterator[str]:
    """What of a stop no source states as it is told."""
    if found.date != "stated":
        yield "date"
    if found.place != "stated":
        yield "place"
    if has_way and found.leg != "stated":
        yield "way"


def _ways(road: Road, reader: Reader) -> Iterator[Option]:
    words = reader.say.section("client")
    stops = road.route.all_stops
    yield _option(reader, "free", words["free_lane"], (not stop.is_forced for stop in stops))
    yield _option(reader, "forced", words["forced_lane"], (stop.is_forced for stop in stops))
