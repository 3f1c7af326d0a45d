"""The stops as the story tells them."""

from functools import lru_cache
from typing import Any

from mapgen.dates import DateSpan, EdtfDate, EdtfRange, civil_from_day
from mapgen.model import AREA_KINDS, Evidence, Quote, Stop
from mapgen.payload.conflicts import Conflicts
from mapgen.payload.credits import source_address
from mapgen.payload.naming import Names
from mapgen.payload.readings import Readings
from mapgen.payload.road import Road
from mapgen.payload.texts import Reader, Text
from mapgen.payload.ways import Way, way_in_words
from mapgen.wording import Pieces, direction


class Story:
    """Tells one stop after the other, in the words of the page's language."""

    def __init__(self, road: Road, reader: Reader, readings: Readings) -> None:
        self._route = road.route
        self._stops = road.route.all_stops
        self._legs = road.legs
        self._selectors = road.selectors
        self._evidence = road.evidence
        self._reader = reader
        self._names = Names(road.route, reader, road.positions)
        self._titles = {
            key: reader.text(source.title) for key, source in road.route.sources.items()
        }
        self._conflicts = Conflicts(road.route, reader, self._names, self._titles, readings)
        self._events = reader.say.section("events")
        self._first_at = {
            stop.place: index for index, stop in reversed(list(enumerate(self._stops)))
        }

    def stop(self, index: int) -> dict[str, Any]:
        """One stop: everything its article holds."""
        stop, evidence = self._stops[index], self._evidence[index]
        name = self._names.then(stop.place, stop.when)
        title, text = self._reader.maybe(stop.title), self._reader.maybe(stop.text)
        return {
            "id": stop.id,
            "formerly": list(stop.formerly),
            "n": index,
            "number": self._reader.say.numeral(str(index + 1)),
            "place": stop.place,
            "forced": stop.is_forced,
            "area": self._route.places[stop.place].kind in AREA_KINDS,
            "leg": self._leg(index),
            "next_leg": self._leg(index + 1),
            "kind": self._events[stop.event],
            "date": self._date(stop, evidence),
            "name": name,
            "now": self._names.now_line(stop.place, name, evidence),
            "what": title or text,
            "text": text if title else None,
            "note": self._reader.maybe(stop.note),
            "way": self._way(index),
            "way_note": self._reader.maybe(stop.leg.note),
            "place_note": self._place_note(index),
            "evidence": _words_of(evidence),
            "sureness": self._sureness(index),
            "quotes": [self._quote(index, n, quote) for n, quote in enumerate(stop.quotes)],
            "conflicts": [self._conflicts.told(conflict) for conflict in evidence.conflicts],
        }

    def _place_note(self, index: int) -> Text | None:
        """The author's note on the place, at the first stop there."""
        place = self._stops[index].place
        is_first = self._first_at[place] == index
        return self._reader.maybe(self._route.places[place].note) if is_first else None

    def _leg(self, index: int) -> str:
        """How the line to a stop is drawn: words for the style sheet, "none" beyond the road."""
        if not 0 < index < len(self._stops):
            return "none"
        leg = self._legs[index]
        if not leg:
            return "same"
        return ("forced" if leg.is_forced else "free") + " inferred" * (leg.evidence == "inferred")

    def _date(self, stop: Stop, evidence: Evidence) -> dict[str, Any]:
        if not stop.when:
            return {"words": self._undated(evidence), "datetime": None, "edtf": None}
        return {
            "words": self._reader.say.date(_old_style(stop, stop.when) or stop.when),
            "datetime": _datetime(stop.when),
            "edtf": stop.when.edtf,
        }

    def _undated(self, evidence: Evidence) -> str:
        say = self._reader.say
        if evidence.first_day is None or evidence.last_day is None:
            return str(say.section("stop")["undated"])
        first, last = (
            say.numeral(str(civil_from_day(day)[0]))
            for day in (evidence.first_day, evidence.last_day)
        )
        if first == last:
            return say.text("stop", "undated_in", year=first)
        return say.text("stop", "undated_between", first=first, last=last)

    def _way(self, index: int) -> Pieces:
        path, say = self._legs[index], self._reader.say
        if not path:
            return []
        way = Way.read(self._stops[index].leg, self._stops[index - 1].place, path)
        return say.pieces("stop", "way", way=way_in_words(way, say, self._names))

    def _sureness(self, index: int) -> Pieces:
        """What the quotes make of the stop, in words for a small line."""
        stop, evidence, say = self._stops[index], self._evidence[index], self._reader.say
        words = say.section("evidence")
        parts: list[Pieces] = [[words[f"date_{evidence.date}" if stop.when else "undated"]]]
        for end, word in (("start", evidence.start), ("end", evidence.end)):
            if word == "inferred" and evidence.date != "inferred":
                parts.append([words[f"{end}_inferred"]])
        if evidence.wider_places:
            places = self._names.several(evidence.wider_places)
            parts.append(say.pieces("evidence", "place_wider_named", places=places))
        else:
            parts.append([words[f"place_{evidence.place}"]])
        if index and self._legs[index]:
            parts.append([words[f"leg_{evidence.leg}"]])
        return say.joined(parts, " · ")

    def _quote(self, index: int, number: int, quote: Quote) -> dict[str, Any]:
        source = self._route.sources[quote.source]
        say = self._reader.say
        return {
            "id": quote.id,
            "source": quote.source,
            "verified": (index, number) in self._selectors,
            "text": quote.text,
            "lang": source.language,
            "dir": direction(source.language),
            "cite": source_address(source) or f"#source-{quote.source}",
            "translation": self._translation(quote, source.language),
            "title": self._titles[quote.source],
            "page": say.text("page", "page_of", page=quote.page) if quote.page else "",
            "note": self._reader.maybe(quote.note),
        }

    def _translation(self, quote: Quote, language: str) -> Text | None:
        """The translation for the page; none where the passage is in the page's own language."""
        if language == self._reader.page_language:
            return None
        return self._reader.maybe(quote.translation)


def _words_of(evidence: Evidence) -> dict[str, str | None]:
    return {
        "date": evidence.date,
        "place": evidence.place,
        "leg": evidence.leg,
        "start": evidence.start,
        "end": evidence.end,
    }


def _old_style(stop: Stop, when: DateSpan) -> DateSpan | None:
    """The day of a stop as a passage counts it in the Julian calendar, which is worded in both."""
    if when.first is None or when.first != when.last:
        return None
    claims = (quote.says.when for quote in stop.quotes if quote.says.calendar == "julian")
    return next((c for c in claims if c and (c.first, c.last) == (when.first, when.last)), None)


@lru_cache(maxsize=16_384)
def _datetime(span: DateSpan) -> str | None:
    """What `<time datetime>` may hold: a plain date, or the plain date on which a stay begins.

    HTML has no form for a doubt or a choice; EDTF has, and stands beside it.
    """
    begin = span.start_date
    if not span.is_interval or not isinstance(begin, EdtfDate):
        return span.html_datetime
    return DateSpan.of(span.edtf, begin.calendar, "date", (EdtfRange(begin, begin),)).html_datetime
