"""The contract between Python and the page: all of a route as one plain dictionary."""

from collections.abc import Mapping, Sequence
from typing import Any

from mapgen import __version__
from mapgen.atlas import Polygons
from mapgen.model import Evidence, LegPath, Position, Route, Selector
from mapgen.payload.chapters import chapters_of
from mapgen.payload.credits import credits_of, sources_of
from mapgen.payload.facets import facets_of
from mapgen.payload.head import head_of
from mapgen.payload.plate import plate_of
from mapgen.payload.readings import Readings
from mapgen.payload.road import QuoteAt, Road
from mapgen.payload.search import search_of
from mapgen.payload.story import Story
from mapgen.payload.texts import Reader
from mapgen.payload.timeline import Timeline
from mapgen.payload.world import Sheet
from mapgen.wording import direction, wording

Payload = dict[str, Any]


def to_payload(
    route: Route,
    *,
    evidence: Sequence[Evidence],
    positions: Mapping[str, Position],
    legs: Sequence[LegPath | None],
    selectors: Mapping[QuoteAt, Selector],
    own_borders: Polygons = (),
    language: str | None = None,
    stems: Mapping[str, str] | None = None,
) -> Payload:
    """Everything a page shows, in plain lists, texts and numbers, ready for JSON.

    `evidence` and `legs` have one entry per stop; `positions` has every place that a stop names. A
    quote is verified if `selectors` has it; `own_borders` are the polygons of the file that
    `borders` of the route names. The page is in `language`, else in that of the route; where the
    program has no words in it, in English. `stems` are what its pages are called, by language.
    """
    wanted = language or route.language
    say = wording(wanted)
    page_language = wanted if wanted.split("-")[0] == say.language.split("-")[0] else say.language
    reader = Reader(say, page_language, route.language)
    road = Road(route, evidence, positions, legs, selectors, own_borders)
    sheet, timeline = Sheet(legs), Timeline(route.all_stops, say)
    story = Story(road, reader, Readings(road, sheet, timeline))
    stops = [story.stop(index) for index in range(len(route.all_stops))]
    plate = plate_of(road, reader, sheet, timeline)
    drawn = plate["client"]
    search = search_of(road, reader, stops, [place["id"] for place in drawn["places"]])
    generator = f"mapgen {__version__}"
    told = {
        "mapgen": 1,
        "generator": generator,
        "route": route.route,
        "language": page_language,
        "dir": direction(page_language),
        "stem": (stems or {}).get(wanted, route.route),
        "languages": _languages(stems or {}, wanted),
        **head_of(road, reader),
        "chapters": chapters_of(road, reader, stops),
        "sources": sources_of(road, reader),
        "credits": credits_of(road, reader, generator),
        "facets": facets_of(road, reader),
        **plate,
        "client": {**drawn, "search": search},
    }
    return {**told, "fallbacks": {tag: say.language_name(tag) for tag in sorted(reader.fallbacks)}}


def _languages(stems: Mapping[str, str], wanted: str) -> list[dict[str, Any]]:
    """The pages, where there are several, each under its language's name for itself."""
    return [
        {
            "lang": language,
            "dir": direction(language),
            "name": wording(language).language_name(language),
            "stem": stem,
            "is_here": language == wanted,
        }
        for language, stem in stems.items()
        if len(stems) > 1
    ]
