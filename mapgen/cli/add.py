"""`mapgen add`: a stop put into a route file."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click

from mapgen.cli.progress import progress_bar
from mapgen.cli.routes import one_route_argument, sources_option
from mapgen.dates import DateSpan, EdtfError, parse_edtf
from mapgen.edit.addition import NewPlace, NewQuote, NewStop, add_place, add_stop, free_id
from mapgen.edit.passages import FoundPassage, find_passages
from mapgen.errors import RouteError
from mapgen.files import read_regular_file, write_whole
from mapgen.folding import fold
from mapgen.geocode.search import Result, geocode_route, usual_options
from mapgen.loading import Loaded, parse_route
from mapgen.model import Route
from mapgen.project import GEOCACHE_FILE, find_routes
from mapgen.quotes import read_texts, verify_quotes


class _Refused(Exception):
    """Nothing is added; the message says why."""


@click.command("add")
@one_route_argument
@click.option("--place", required=True, help="The id of a place, or its name.")
@click.option("--when", "date", help="When he was there, as EDTF: 1902-10, 1907/1914.")
@click.option("--source", help="The id of the source that says so.")
@click.option("--words", help="The words of the source that say so, letter for letter.")
@click.option("--nth", type=click.IntRange(1), help="Which passage, if there are several.")
@click.option("--translation", help="The words in the language of the route.")
@click.option("--page", help="The page of a printed book.")
@click.option("--event", help="arrival, residence, arrest, ...")
@click.option("--id", "wanted_id", help="The id of the stop; else it is made of place and year.")
@click.option("--country", help="Of a new place: the code of its country today.")
@sources_option
def command(
    route: str,
    place: str,
    date: str | None,
    source: str | None,
    words: str | None,
    nth: int | None,
    translation: str | None,
    page: str | None,
    event: str | None,
    wanted_id: str | None,
    country: str | None,
    sources: tuple[Path, ...],
) -> int:
    """Put a stop into a route, in the order of dates; nothing else in the file is changed.

    The words are looked for in the text of the source. A place that the route does not have yet
    is looked up and added. What the words say is left to you: it stands in a comment.

    Example: mapgen add trotsky --place Vienna --when 1907/1914 --source en-exile --words "..."
    """
    if bool(source) != bool(words):
        raise click.UsageError("--source and --words go together")
    [path] = find_routes([route])
    when = _date(date)
    try:
        adding = _Adding(path, sources)
        quote = adding.quote(source, words, nth) if source and words else None
        if quote:
            quote = replace(quote, translation=translation, page=page)
        place_id = adding.place(place, country)
        stop = NewStop(adding.stop_id(wanted_id, place_id, when), place_id, when, event, quote)
        line = adding.add(stop)
    except (_Refused, RouteError) as refusal:
        click.echo(f"{refusal}\nnothing was added", err=True)
        return 1
    click.echo(f"{path}:{line}: stop `{stop.id}` added; confirm what its words say")
    return 0


def _date(written: str | None) -> DateSpan | None:
    try:
        return parse_edtf(written) if written else None
    except EdtfError as error:
        raise click.BadParameter(f"{error}; {error.hint}", param_hint="--when") from None


class _Adding:
    """A route file, and what is to become of it."""

    def __init__(self, path: Path, sources: Sequence[Path]) -> None:
        self.path = path
        self.content = read_regular_file(path)
        self.loaded = parse_route(path, self.content)
        if self.loaded.route is None:
            raise RouteError(list(self.loaded.problems))
        self.route: Route = self.loaded.route
        self._folders = [*sources, path.parent]
        self._new_place: NewPlace | None = None

    def quote(self, source: str, words: str, nth: int | None) -> NewQuote:
        """The passage that words of a source are."""
        if source not in self.route.sources:
            known = ", ".join(self.route.sources)
            raise _Refused(f"there is no source `{source}`; there are {known}")
        if self.route.sources[source].file is None:
            return NewQuote(source, words)
        texts, problems = read_texts(self.route, self.loaded.marks, self._folders)
        if source not in texts:
            told = [str(each) for each in problems if each.severity == "error"]
            hint = f"the text of `{source}` is not at hand: give its folder with --sources"
            raise _Refused("\n".join([*told, hint]))
        found = find_passages(words, texts[source])
        if len(found) == 1:
            return NewQuote(source, words)
        if nth and nth <= len(found) and found[nth - 1].after:
            return NewQuote(source, words, found[nth - 1].after)
        if found:
            raise _Refused(_several(found, source))
        return NewQuote(source, words)

    def place(self, named: str, country: str | None) -> str:
        """The id of a place of the route, or of one that is looked up and added."""
        if named in self.route.places:
            return named
        known = [key for key in self.route.places if fold(named) in self._names(key)]
        if len(known) > 1:
            raise _Refused(f"`{named}` may be {' or '.join(known)}: give the id")
        if known:
            return known[0]
        plain = unicodedata.normalize("NFKD", fold(named)).encode("ascii", "ignore").decode()
        slug = re.sub("[^a-z0-9]+", "-", plain).strip("-") or "place"
        place = NewPlace(free_id(slug, list(self.route.places)), named, country)
        self._new_place = self._looked_up(place)
        return place.id

    def _names(self, key: str) -> set[str]:
        place = self.route.places[key]
        words = [place.name, *(dated.name for dated in place.names)]
        words += [place.now] if place.now else []
        return {fold(form) for each in words for form in each.forms} | {*map(fold, place.also)}

    def _looked_up(self, place: NewPlace) -> NewPlace:
        """The place with the country in which it was found; the answer is kept in the geocache."""
        geocache = self.path.with_name(GEOCACHE_FILE)
        for is_dry_run in (True, False):
            content = add_place(self.content, self.loaded, place)
            route = parse_route(self.path, content).route
            if route is None:
                raise _Refused(f"`{place.country}` is not the code of a country")
            options = usual_options(is_dry_run=is_dry_run)
            with progress_bar() as progress:
                [result] = geocode_route(
                    route, geocache, options, progress, wanted=[place.id]
                ).results
            if result.entry.found is None:
                raise _Refused(_unsettled(place, result))
            found = result.entry.found
            place = replace(place, country=place.country or found.country)
        click.echo(f"{place.id}: found {found.name} at {found.at[0]}, {found.at[1]}")
        return place

    def stop_id(self, wanted: str | None, place: str, when: DateSpan | None) -> str:
        """The id that was asked for, else one of place and year that is still free."""
        taken = [name for stop in self.route.all_stops for name in (stop.id, *stop.formerly)]
        year = re.search(r"\d{4}", when.edtf) if when else None
        return wanted or free_id(f"{place}-{year[0]}" if year else place, taken)

    def add(self, stop: NewStop) -> int:
        """Write the file with the stop, and its place if it is new; the line of the stop."""
        content, loaded = self.content, self.loaded
        if self._new_place:
            content = add_place(content, loaded, self._new_place)
            loaded = parse_route(self.path, content)
        content, line = add_stop(content, loaded, stop)
        self._refuse_words_that_are_not_there(parse_route(self.path, content), stop)
        write_whole(self.path, content)
        return line

    def _refuse_words_that_are_not_there(self, changed: Loaded, stop: NewStop) -> None:
        if stop.quote is None:
            return
        assert changed.route
        texts, _ = read_texts(changed.route, changed.marks, self._folders)
        number = [each.id for each in changed.route.all_stops].index(stop.id)
        path = (*changed.route.located_stops[number][0], "quotes", 0, "text")
        problems = verify_quotes(changed.route, changed.marks, texts, None).problems
        here = [each for each in problems if each.mark == changed.marks.value(*path)]
        if any(each.severity == "error" for each in here):
            raise RouteError(here)


def _several(found: Sequence[FoundPassage], source: str) -> str:
    lines = [f"these words stand {len(found)} times in `{source}`: give more, or --nth"]
    for number, each in enumerate(found, 1):
        lines.append(f"  {number}  line {each.line}: {each.shown}")
    return "\n".join(lines)


def _unsettled(place: NewPlace, result: Result) -> str:
    lines = [f"`{place.name}` is {result.answer}: give --country, or write the place with its `at`"]
    for candidate in result.entry.candidates:
        lat, lon = candidate.at
        at = f"{lat:.2f}, {lon:.2f}"
        lines.append(f"  {candidate.country or '  '}  {candidate.name}, {at}: {candidate.why}")
    lines += [f"  spelled alike: {', '.join(result.nearest)}"] * bool(result.nearest)
    return "\n".join(lines)
