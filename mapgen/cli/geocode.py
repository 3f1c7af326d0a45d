"""`mapgen geocode`: look up the places of routes and keep the answers."""

import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from mapgen.check import Examined, examine
from mapgen.cli.progress import progress_bar
from mapgen.cli.routes import print_problems, route_argument
from mapgen.geocache import Candidate, Entry
from mapgen.geocode.search import Options, Outcome, Result, geocode_route, usual_options
from mapgen.geocode.service import read_service
from mapgen.geocode.settle import Refreshed, choose, explain, refresh
from mapgen.model import Route
from mapgen.project import GEOCACHE_FILE, find_routes


@click.command("geocode")
@route_argument
@click.option("--choose", "choices", metavar="PLACE=ID", multiple=True, help="Settle a place.")
@click.option("--interactive", is_flag=True, help="Ask which candidate is meant, one by one.")
@click.option("--explain", "explained", metavar="PLACE", help="Every step of the ranking.")
@click.option("--refresh", "refreshed", metavar="PLACE", help="Look a place up afresh.")
@click.option("--move", is_flag=True, help="With --refresh: let it move by more than 10 km.")
@click.option("--dry-run", is_flag=True, help="Write nothing.")
@click.option("--json", "as_json", is_flag=True, help="One line of JSON for programs.")
@click.option(
    "--provider", metavar="NAME", help="Ask a service: nominatim, photon, or any geocoder of geopy."
)
@click.option("--endpoint", metavar="URL", default="", help="A server of your own for --provider.")
@click.option(
    "--contact", metavar="ADDRESS", default="", help="Where the service can reach you, if it must."
)
def command(
    routes: tuple[str, ...],
    choices: tuple[str, ...],
    interactive: bool,
    explained: str | None,
    refreshed: str | None,
    move: bool,
    dry_run: bool,
    as_json: bool,
    provider: str | None,
    endpoint: str,
    contact: str,
) -> int:
    """Look up the places of routes and keep the answers in geocache.json beside them.

    Offline, unless --provider names a service. What is ambiguous is listed with its candidates:
    settle it once with --choose, and it stays settled. Exit 1 while anything is unresolved.

    \b
    Example: mapgen geocode trotsky
             mapgen geocode trotsky --choose nikolayev=geonames:700569
    """
    service = (
        read_service(
            provider, endpoint=endpoint, contact=contact, folder=Path(), environ=os.environ
        )
        if provider
        else None
    )
    options = usual_options(is_dry_run=dry_run, service=service)
    single = explained or refreshed or choices
    paths = find_routes(routes)
    if single and len(paths) != 1:
        raise click.UsageError("name one ROUTE with --choose, --explain and --refresh")
    settled = True
    documents = []
    for path in paths:
        examined = examine(path)
        if examined.route is None:
            print_problems(examined.problems)
            settled = False
            continue
        work = _Work(examined.route, path.with_name(GEOCACHE_FILE), options)
        if explained:
            work.explain(explained)
        elif refreshed:
            settled = work.refresh(refreshed, may_move_far=move)
        else:
            for choice in choices:
                work.choose(choice)
            outcome = work.look_up(as_json=as_json)
            if interactive:
                outcome = work.ask(outcome)
            documents.append(_document(outcome))
            settled = settled and outcome.is_settled
    if as_json:
        click.echo(json.dumps({"mapgen": 1, "routes": documents}, ensure_ascii=False))
    return int(not settled)


class _Work:
    """One route, its geocache, and how places are looked up."""

    def __init__(self, route: Route, geocache: Path, options: Options) -> None:
        self._route = route
        self._geocache = geocache
        self._options = options

    def look_up(self, *, as_json: bool = False, wanted: tuple[str, ...] | None = None) -> Outcome:
        with progress_bar() as progress:
            outcome = geocode_route(
                self._route, self._geocache, self._options, progress, wanted=wanted
            )
        if not as_json:
            _print_results(outcome.results)
        return outcome

    def choose(self, choice: str) -> None:
        place, equals, spot = choice.partition("=")
        if not (place and equals and spot):
            raise click.UsageError(f"--choose takes PLACE=ID, not {choice}")
        with progress_bar() as progress:
            entry = choose(self._route, self._geocache, place, spot, self._options, progress)
        click.echo(f"{place}: {_found(entry)}, chosen by you")

    def explain(self, place: str) -> None:
        with progress_bar() as progress:
            result = explain(self._route, self._geocache, place, self._options, progress)
        for step in result.steps:
            click.echo(step.title)
            for line in step.lines:
                click.echo(f"    {line}")
        _print_results([result])

    def refresh(self, place: str, *, may_move_far: bool) -> bool:
        with progress_bar() as progress:
            done = refresh(
                self._route,
                self._geocache,
                place,
                self._options,
                progress,
                may_move_far=may_move_far,
            )
        click.echo(_refreshed_words(place, done))
        return not done.why_not

    def ask(self, outcome: Outcome) -> Outcome:
        """Let the user settle what is ambiguous, one place at a time; Enter leaves it open."""
        for result in outcome.results:
            candidates = result.entry.candidates
            if result.answer == "found" or not candidates:
                continue
            _print_candidates(candidates)
            answer = click.prompt(
                f"which is {result.place} (1 to {len(candidates)}, or Enter)",
                default="",
                show_default=False,
                type=click.Choice(["", *map(str, range(1, len(candidates) + 1))]),
                show_choices=False,
            )
            if answer:
                self.choose(f"{result.place}={candidates[int(answer) - 1].id}")
        return self.look_up()


def look_up(examined: Examined) -> Outcome:
    """Look up what a route still needs, say what was found, and keep it in the geocache."""
    assert examined.route is not None
    work = _Work(examined.route, examined.path.with_name(GEOCACHE_FILE), usual_options())
    return work.look_up(wanted=examined.missing)


def _print_results(results: Iterable[Result]) -> None:
    for result in results:
        if result.answer == "found":
            if result.is_new:
                click.echo(f"{result.place}: {_found(result.entry)}")
            continue
        nearest = f"; spelled alike: {', '.join(result.nearest)}" if result.nearest else ""
        click.echo(f"{result.place}: {result.answer}{nearest}", err=True)
        if result.entry.candidates:
            _print_candidates(result.entry.candidates)
            first = result.entry.candidates[0].id
            click.echo(f"  hint: settle it with --choose {result.place}={first}", err=True)


def _found(entry: Entry) -> str:
    assert entry.found is not None
    lat, lon = entry.found.at
    return f"found {entry.found.name} at {lat}, {lon} ({entry.provider}, {entry.found.id})"


def _print_candidates(candidates: Iterable[Candidate]) -> None:
    """Each candidate with where it lies: many a name stands several times in one country."""
    for number, candidate in enumerate(candidates, 1):
        lat, lon = candidate.at
        place = f"{candidate.name}, {candidate.country or 'several countries'}, {candidate.kind}"
        click.echo(f"{number:>3}  {candidate.id}  {place}, at {lat:.2f}, {lon:.2f}", err=True)
        click.echo(f"     {candidate.why}", err=True)


def _refreshed_words(place: str, done: Refreshed) -> str:
    before, after = done.before, done.result.entry
    parts = [f"{place}: was {_where(before)}", f"now {_where(after)}"]
    if done.moved_km is not None:
        parts.append(f"moved {done.moved_km:.1f} km")
    if done.why_not:
        parts.append(f"not kept: {done.why_not}")
    elif not done.is_kept:
        parts.append("not written")
    return ", ".join(parts)


def _where(entry: Entry | None) -> str:
    if entry is None:
        return "not looked up"
    if entry.found is None:
        return entry.answer
    lat, lon = entry.found.at
    return f"{entry.found.name} at {lat}, {lon}"


def _document(outcome: Outcome) -> dict[str, Any]:
    return {
        "route": outcome.route,
        "settled": outcome.is_settled,
        "places": [
            {
                "place": result.place,
                "answer": result.answer,
                "new": result.is_new,
                "found": result.entry.found.model_dump(mode="json") if result.entry.found else None,
                "provider": result.entry.provider,
                "licence": result.entry.licence,
                "chosen_by": result.entry.chosen_by,
                "candidates": [
                    candidate.model_dump(mode="json") for candidate in result.entry.candidates
                ],
                "nearest": list(result.nearest),
            }
            for result in outcome.results
        ],
    }
