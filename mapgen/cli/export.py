"""`mapgen export`: a route in open formats."""

import json
from pathlib import Path

import click

from mapgen.check import Examined, examine
from mapgen.cli.routes import output_option, route_argument, sources_option
from mapgen.errors import RouteError
from mapgen.files import write_whole
from mapgen.formats.geojson import to_geojson
from mapgen.formats.table import to_csv
from mapgen.project import find_routes, shared_names


@click.command("export")
@route_argument
@click.option(
    "--to",
    "formats",
    multiple=True,
    required=True,
    type=click.Choice(["geojson", "csv"]),
    help="The format; may be given twice.",
)
@sources_option
@output_option
def command(
    routes: tuple[str, ...], formats: tuple[str, ...], sources: tuple[Path, ...], output: Path
) -> None:
    """Write routes as GeoJSON or CSV: stops, legs and areas with dates, evidence and quotes.

    Example: mapgen export trotsky --to geojson --to csv
    """
    paths = dict.fromkeys(find_routes(routes))
    if shared := shared_names(paths):
        raise RouteError(list(shared.values()))
    for path in paths:
        examined = examine(path, sources=sources)
        if examined.failed() or examined.route is None:
            raise RouteError(list(examined.problems))
        for name in formats:
            target = output / f"{examined.route.route}.{name}"
            write_whole(target, _content(examined, name).encode())
            click.echo(str(target))


def _content(examined: Examined, name: str) -> str:
    assert examined.route is not None
    told = (
        examined.route,
        examined.evidence,
        examined.selectors,
        examined.positions,
        examined.legs,
    )
    if name == "csv":
        return to_csv(*told)
    return json.dumps(to_geojson(*told), ensure_ascii=False, indent=1) + "\n"
