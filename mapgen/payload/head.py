"""What stands above the story: the person, the years, and one sentence on what follows."""

import re
from typing import Any

from mapgen.dates import DateSpan, EdtfDate
from mapgen.model import Route
from mapgen.payload.road import Road
from mapgen.payload.texts import Reader, Text


def head_of(road: Road, reader: Reader) -> dict[str, Any]:
    """Title, name, years and lede, and what a frame round the map is called.

    The overline is what the title says beyond the name.
    """
    route = road.route
    title, name = reader.text(route.title), reader.text(route.subject.name)
    lede = _lede(route, reader, any(found.conflicts for found in road.evidence))
    years = _years(route, reader)
    return {
        "title": title,
        "name": name,
        "overline": _overline(title, name),
        "years": years,
        "lede": lede,
        "description": reader.say.text("head", "description", name=title["text"], lede=lede),
        "frame_title": _frame_title(title["text"], years, route, reader),
        "own_page": reader.say.section("head")["own_page"],
    }


def _frame_title(title: str, years: str, route: Route, reader: Reader) -> str:
    """What stands in the frame, for whoever cannot see it."""
    say = reader.say
    stops = say.counted("client", "stops", len(route.all_stops))
    parts = say.section("list")["clauses"].join(part for part in (title, stops, years) if part)
    return say.text("head", "frame", parts=parts)


def _overline(title: Text, name: Text) -> Text | None:
    if not title["text"].startswith(name["text"]):
        return title
    rest = re.sub(r"^[\s,.:;،؛，：、–—-]+", "", title["text"][len(name["text"]) :])
    return {**title, "text": rest} if rest else None


def _years(route: Route, reader: Reader) -> str:
    born, died = (
        _year(span, reader) if span else "" for span in (route.subject.born, route.subject.died)
    )
    key = "years" if born and died else "born" if born else "died"
    if not (born or died):
        return ""
    return reader.say.text("head", key, first=born, last=died)


def _year(span: DateSpan, reader: Reader) -> str:
    begin = span.start_date
    if isinstance(begin, EdtfDate) and _names_one_year(span, begin):
        return reader.say.numeral(str(begin.year))
    return reader.say.date(span)


def _names_one_year(span: DateSpan, begin: EdtfDate) -> bool:
    is_fine = begin.precision in ("year", "season", "month", "day")
    return span.kind == "date" and begin.is_plain and is_fine and 0 < begin.year < 10_000


def _lede(route: Route, reader: Reader, has_conflicts: bool) -> str:
    say, stops = reader.say, route.all_stops
    quoted = {quote.source for stop in stops for quote in stop.quotes}
    languages = {route.sources[source].language for source in quoted}
    counted = {
        "stops": say.counted("head", "stops", len(stops)),
        "sources": say.counted("head", "sources", len(quoted), spelt=True),
        "languages": say.counted("head", "languages", len(languages), spelt=True)
        * (len(languages) > 1),
    }
    sentence = say.text("head", "lede" if quoted else "lede_unquoted", **counted)
    if not has_conflicts:
        return sentence
    return f"{sentence} {say.section('head')['lede_conflicts']}"
