"""`mapgen geocode`: look up the places of routes and keep the answers."""

import click

from mapgen.check import GEOCACHE_FILE, Examined, examine, find_routes
from mapgen.cli.progress import progress_bar
from mapgen.cli.routes import print_problems, route_argument
from mapgen.geocode.search import Outcome, Result, geocode_route, usual_options


@click.command("geocode")
@route_argument
def command(routes: tuple[str, ...]) -> int:
    """Look up the places of routes offline and keep the answers in geocache.json beside them.

    Exit 1 while anything is ambiguous or unknown.

    Example: mapgen geocode trotsky
    """
    settled = True
    for path in find_routes(routes):
        examined = examine(path)
        if examined.route is None:
            print_problems(examined.problems)
            settled = False
            continue
        settled = look_up(examined).is_settled and settled
    return int(not settled)


def look_up(examined: Examined) -> Outcome:
    """Look up what a route still needs, say what was found, and keep it in the geocache."""
    assert examined.route is not None
    with progress_bar() as progress:
        outcome = geocode_route(
            examined.route,
            examined.path.with_name(GEOCACHE_FILE),
            usual_options(),
            progress,
            wanted=examined.missing,
        )
    for result in outcome.results:
        if result.is_new or result.answer != "found":
            _print(result)
    return outcome


def _print(result: Result) -> None:
    entry = result.entry
    if entry.found:
        lat, lon = entry.found.at
        click.echo(
            f"{result.place}: found {entry.found.name} at {lat}, {lon} "
            f"({entry.provider}, {entry.found.id})"
        )
        return
    click.echo(f"{result.place}: {entry.answer}", err=True)
    for candidate in entry.candidates:
        country = candidate.country or "several countries"
        click.echo(f"    {candidate.id}  {candidate.name}, {country}: {candidate.why}", err=True)
