"""The places of a route by the names a page gives them."""

from collections.abc import Mapping

from mapgen.dates import DateSpan
from mapgen.folding import fold
from mapgen.model import Evidence, Position, Route, Words
from mapgen.payload.texts import Reader, Text
from mapgen.wording import Pieces


class Names:
    """What each place is called, then and now."""

    def __init__(self, route: Route, reader: Reader, positions: Mapping[str, Position]) -> None:
        self._places = route.places
        self._reader = reader
        self._positions = positions
        self._plain = {key: self._called(key, place.name) for key, place in route.places.items()}
        self._present = {
            key: self._called(key, place.now) if place.now else self._plain[key]
            for key, place in route.places.items()
        }

    def then(self, place: str, when: DateSpan | None) -> Text:
        """The name in use on a date."""
        found = self._places[place]
        return self._called(place, found.name_at(when)) if found.names else self._plain[place]

    def _called(self, place: str, words: Words) -> Text:
        """A name of a place for the page: the author's own in its language, else the gazetteer's.

        The gazetteer knows what a place is called today. So its name is taken only where the
        author's is that same one, in whatever language; never for one of another time.
        """
        found = self._reader.text(words)
        position = self._positions.get(place)
        known = position.names if position else {}
        language = self._reader.say.language
        if not found["lang"] or language not in known:
            return found
        if {*map(fold, words.forms)}.isdisjoint(map(fold, known.values())):
            return found
        return self._reader.in_language(known[language], self._reader.page_language)

    def several(self, places: tuple[str, ...]) -> Pieces:
        """Some places in a row, by their plain names."""
        return self._reader.say.listed([self._plain[place] for place in places])

    def now_line(self, place: str, name: Text, evidence: Evidence) -> Pieces:
        """What stands under the name: the present one with its country, and how sure it is."""
        found, say = self._places[place], self._reader.say
        parts: list[Pieces] = []
        present = self._present[place]
        country = self._reader.countries.get(found.country or "")
        if found.kind == "country" or (country and country in (name["text"], present["text"])):
            country = None
        if present["text"] != name["text"]:
            between = say.section("list")["clauses"]
            said: Pieces = [present, between, country] if country else [present]
            parts.append(say.pieces("stop", "now", name=said))
        if evidence.place in ("wider", "inferred"):
            kind = {"settlement": "town", "site": "site"}.get(found.kind, "place")
            parts.append([say.section("stop")[f"{kind}_inferred"]])
        return say.joined(parts, " · ")
