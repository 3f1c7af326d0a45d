"""Where quotes exclude each other, as a reader meets it: a question, and one row per answer."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from mapgen.model import Conflict, Quote, Route, Side, Stop
from mapgen.payload.naming import Names
from mapgen.payload.readings import Readings
from mapgen.payload.texts import Reader, Text
from mapgen.payload.ways import Way, way_in_words
from mapgen.wording import Pieces, direction


class Conflicts:
    """Words for the conflicts of one route."""

    def __init__(
        self,
        route: Route,
        reader: Reader,
        names: Names,
        titles: Mapping[str, Text],
        readings: Readings,
    ) -> None:
        self._route = route
        self._stops = route.all_stops
        self._reader = reader
        self._names = names
        self._titles = titles
        self._readings = readings

    def told(self, conflict: Conflict) -> dict[str, Any]:
        """One conflict: what it is about, between whom, its question and its sides in order."""
        stop = self._stops[conflict.stop]
        met: Counter[str] = Counter()
        told_by = Counter(self._quote(at).source for side in conflict.sides for at in side.quotes)
        return {
            "about": conflict.about,
            "between": conflict.between,
            "heading": self._reader.say.section("conflict")["between"][conflict.between],
            "question": self._question(conflict, stop),
            "sides": [
                {
                    "words": self._side_words(conflict, stop, side),
                    "reading": self._reading_words(side),
                    "drawn": self._readings.drawn(conflict, side.claim),
                    "quotes": [self._row(self._quote(at), told_by, met) for at in side.quotes],
                }
                for side in conflict.sides
            ],
        }

    def _question(self, conflict: Conflict, stop: Stop) -> Pieces:
        say = self._reader.say
        if conflict.note:
            return [self._reader.text(conflict.note)]
        if conflict.about in ("date", "place"):
            asked = say.section("conflict")[f"{conflict.about}_of"].get(stop.event)
            return [asked or say.section("conflict")[conflict.about]]
        return say.pieces(
            "conflict", conflict.about, place=[self._names.then(stop.place, stop.when)]
        )

    def _reading_words(self, side: Side) -> str:
        if not side.is_reading:
            return ""
        page = self._reader.say.section("page")
        return str(page["reading"] if side.quotes else page["reading_alone"])

    def _side_words(self, conflict: Conflict, stop: Stop, side: Side) -> Pieces:
        if conflict.about == "other":
            return []
        if side.is_reading:
            return self._reading(conflict, stop)
        says = side.claim or self._quote(side.quotes[0]).says
        if conflict.about == "date":
            return [self._reader.say.date(says.when)] if says.when else []
        if conflict.about == "place":
            place = says.where or says.to
            return [self._names.then(place, stop.when)] if place else []
        return way_in_words(Way.claimed(says), self._reader.say, self._names)

    def _reading(self, conflict: Conflict, stop: Stop) -> Pieces:
        say = self._reader.say
        if conflict.about == "date":
            return [say.date(stop.when) if stop.when else say.section("stop")["undated"]]
        if conflict.about == "place":
            return [self._names.then(stop.place, stop.when)]
        before = self._stops[conflict.stop - 1].place if conflict.stop else None
        way = Way.read(stop.leg, before, None)
        return way_in_words(way, say, self._names)

    def _row(self, quote: Quote, told_by: Counter[str], met: Counter[str]) -> dict[str, Any]:
        passage = ""
        if told_by[quote.source] > 1:
            key = "another_passage" if met[quote.source] else "one_passage"
            passage = self._reader.say.section("conflict")[key]
        met[quote.source] += 1
        language = self._route.sources[quote.source].language
        return {
            "title": self._titles[quote.source],
            "passage": passage,
            "text": quote.text,
            "lang": language,
            "dir": direction(language),
        }

    def _quote(self, at: tuple[int, int]) -> Quote:
        return self._stops[at[0]].quotes[at[1]]
