"""`mapgen embed`: what to paste on another site to show a map there."""

import difflib
import json
from pathlib import Path

import click

from mapgen.build import tell_examined
from mapgen.check import Examined, examine
from mapgen.cli.routes import one_route_argument, output_option, site_option
from mapgen.embed.demo import DEMO_NAME, demo_files
from mapgen.embed.script import SCRIPT_NAME, integrity, script
from mapgen.embed.snippets import Snippet, snippets_of
from mapgen.errors import FileProblem, RouteError
from mapgen.files import write_whole
from mapgen.formats.kartographer import to_kartographer
from mapgen.model import Route
from mapgen.project import find_routes
from mapgen.site import Site, page_name


@click.command("embed")
@one_route_argument
@site_option("The folder on the web that the map lies in.")
@click.option("--stop", "wanted", metavar="ID", help="The stop at which the map opens.")
@click.option("--json", "as_json", is_flag=True, help="Print one line of JSON.")
@click.option("--script", "with_script", is_flag=True, help=f"Write {SCRIPT_NAME}.")
@click.option(
    "--demo", "with_demo", is_flag=True, help=f"Write {DEMO_NAME}, a page that shows each way."
)
@output_option
def command(
    route: str,
    site: Site | None,
    wanted: str | None,
    as_json: bool,
    with_script: bool,
    with_demo: bool,
    output: Path,
) -> None:
    """Print what to paste on another site to show a map there.

    With --site-url: for HTML, WordPress, Markdown and MediaWiki. The script is optional: it gives
    a page the element <mapgen-map>, which loads late and speaks with the map. The page that shows
    each way stands beside the map.

    Example: mapgen embed trotsky --site-url https://example.org/maps/ --stop istanbul-1929
    """
    if site is None and not (with_script or with_demo):
        raise click.UsageError("say with --site-url where the map is, or write --script or --demo")
    if site is None and (as_json or wanted):
        raise click.UsageError("--json and --stop go with --site-url")
    [path] = find_routes([route])
    examined = examine(path)
    if examined.failed() or examined.route is None:
        raise RouteError(list(examined.problems))
    stop = _stop(examined.route, wanted) if wanted else None
    files = {SCRIPT_NAME: script()} if with_script or with_demo else {}
    if with_demo:
        files |= _demo(examined, output)
    for name, content in files.items():
        write_whole(output / name, content)
        click.echo(str(output / name), err=site is not None)
    if site:
        _print(examined, site, stop, as_json=as_json)


def _stop(route: Route, wanted: str) -> str:
    """The id of a stop by that which it has or had."""
    names = {name: stop.id for stop in route.all_stops for name in (stop.id, *stop.formerly)}
    if wanted in names:
        return names[wanted]
    close = difflib.get_close_matches(wanted, names, n=1)
    hint = f"did you mean `{close[0]}`?" if close else "the ids stand in the route, at `id:`"
    raise click.BadParameter(f"there is no stop `{wanted}`; {hint}", param_hint="--stop")


def _demo(examined: Examined, output: Path) -> dict[str, bytes]:
    assert examined.route is not None
    slug = examined.route.route
    page = output / page_name(slug)
    if not page.is_file():
        hint = f"draw it first: `mapgen build {slug} --output {output}`"
        raise FileProblem(f"{page}: error[no-file]: the map to show is not there\n  hint: {hint}")
    return demo_files(examined)


def _print(examined: Examined, site: Site, stop: str | None, *, as_json: bool) -> None:
    assert examined.route is not None
    features = to_kartographer(examined.route, examined.positions, examined.legs)
    snippets = snippets_of(tell_examined(examined), site, features, stop=stop)
    if as_json:
        click.echo(_told(examined.route, site, stop, snippets))
    else:
        click.echo("\n\n".join(f"{each.heading}:\n\n{each.text}" for each in snippets))


def _told(route: Route, site: Site, stop: str | None, snippets: list[Snippet]) -> str:
    told = {
        "mapgen": 1,
        "route": route.route,
        "stop": stop,
        "page": site.page(route.route, stop),
        "script": {"name": SCRIPT_NAME, "integrity": integrity()},
        "snippets": {each.kind: each.text for each in snippets},
    }
    return json.dumps(told, ensure_ascii=False)
