"""`mapgen build`: draw routes as maps."""

import importlib
from pathlib import Path

import click

from mapgen.build import PROMISED_STOPS, Built, build_examined
from mapgen.check import Examined, examine
from mapgen.cli.routes import (
    counted,
    output_option,
    print_problems,
    route_argument,
    sources_option,
    strict_option,
)
from mapgen.errors import RouteError
from mapgen.project import find_routes
from mapgen.wording import LANGUAGES


@click.command("build")
@route_argument
@sources_option
@output_option
@click.option("--locked", is_flag=True, help="Never look a place up: one without a position fails.")
@strict_option
@click.option(
    "--lang",
    "language",
    type=click.Choice(LANGUAGES),
    help="The language of the page's own words; the route's own `language` if not given.",
)
def command(
    routes: tuple[str, ...],
    sources: tuple[Path, ...],
    output: Path,
    locked: bool,
    strict: bool,
    language: str | None,
) -> int:
    """Draw routes as HTML maps, one file each.

    Places without a position are looked up offline and kept in geocache.json beside the route.

    Example: mapgen build trotsky --output site/
    """
    failed = False
    for path in find_routes(routes):
        examined = examine(path, sources=sources)
        if examined.missing and not locked:
            examined = _with_places(examined, sources)
        try:
            _print(build_examined(examined, output=output, strict=strict, language=language))
        except RouteError as error:
            print_problems(error.problems)
            click.echo(f"{path}: not built; the last map, if any, is unchanged", err=True)
            failed = True
    return int(failed)


def _with_places(examined: Examined, sources: tuple[Path, ...]) -> Examined:
    importlib.import_module("mapgen.cli.geocode").look_up(examined)
    return examine(examined.path, sources=sources)


def _print(built: Built) -> None:
    print_problems(built.examined.problems)
    route, verified = built.examined.route, built.examined.verified
    assert route is not None
    assert verified is not None
    stops = len(route.all_stops)
    if stops > PROMISED_STOPS:
        click.echo(f"{stops:,} stops are more than the {PROMISED_STOPS:,} promised to be quick")
    click.echo(
        f"{built.page}: {counted(stops, 'stop')}, "
        f"{verified.verified} of {verified.total} quotes verified, {built.size / 1000:,.0f} KB"
    )
