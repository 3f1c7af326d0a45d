"""The contract between Python and the page: all of a route as one plain dictionary."""

from collections.abc import Mapping, Sequence
from typing import Any

from mapgen import __version__
from mapgen.model import Evidence, LegPath, Position, Route, Selector
from mapgen.payload.chapters import chapters_of
from mapgen.payload.credits import credits_of, sources_of
from mapgen.payload.head import head_of
from mapgen.payload.naming import Names, country_names_in
from mapgen.payload.plate import plate_of
from mapgen.payload.story import QuoteAt, Story
from mapgen.payload.texts import Reader
from mapgen.payload.timeline import Timeline
from mapgen.wording import direction, wording

Payload = dict[str, Any]


def to_payload(
    route: Route,
    *,
    evidence: Sequence[Evidence],
    positions: Mapping[str, Position],
    legs: Sequence[LegPath | None],
    selectors: Mapping[QuoteAt, Selector],
    shares: Mapping[str, float] | None = None,
    language: str | None = None,
) -> Payload:
    """Everything a page shows, in plain lists, texts and numbers, ready for JSON.

    `evidence` and `legs` have one entry per stop; `positions` has every place that a stop names. A
    quote is verified if `selectors` has it; `shares` is how much of each source is quoted, from 0
    to 1. The page is in `language`, else in that of the route; where the program has no words in
    it, in English.
    """
    wanted = language or route.language
    say = wording(wanted)
    page_language = wanted if wanted.split("-")[0] == say.language.split("-")[0] else say.language
    reader = Reader(say, page_language, route.language)
    countries = country_names_in(page_language)
    names = Names(route, reader, countries)
    story = Story(route, reader, names, legs, selectors, evidence)
    stops = [story.stop(index) for index in range(len(route.all_stops))]
    generator = f"mapgen {__version__}"
    return {
        "mapgen": 1,
        "generator": generator,
        "route": route.route,
        "language": page_language,
        "dir": direction(page_language),
        **head_of(route, reader, evidence),
        "chapters": chapters_of(route, reader, stops, evidence),
        "sources": sources_of(route, reader, shares or {}),
        "credits": credits_of(route, reader, positions, legs, len(selectors), generator),
        **plate_of(route, evidence, positions, legs, Timeline(route.all_stops, say), countries),
    }
