"""`mapgen build`: draw routes as maps."""

import importlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from mapgen.cli.routes import (
    counted,
    language_option,
    locked_option,
    output_option,
    print_problems,
    route_argument,
    site_option,
    sources_option,
    strict_option,
)
from mapgen.incremental import Order, Outcome, kept_outcome
from mapgen.project import find_routes, shared_names
from mapgen.site import Site

PROMISED_STOPS = 10_000


@click.command("build")
@route_argument
@sources_option
@output_option
@locked_option
@strict_option
@language_option
@site_option("The folder on the web: write link preview, oEmbed and addresses for it.")
@click.option("--force", is_flag=True, help="Draw also what has not changed since the last build.")
def command(
    routes: tuple[str, ...],
    sources: tuple[Path, ...],
    output: Path,
    locked: bool,
    strict: bool,
    languages: tuple[str, ...],
    site: Site | None,
    force: bool,
) -> int:
    """Draw routes as HTML maps, one file each, or one for each language.

    Places without a position are looked up offline and kept in geocache.json beside the route. A
    map whose route, texts, look-ups and program are unchanged is left as it is. Only with
    --site-url does a map name its own address; the picture and the oEmbed file that other sites
    then look for are written beside it.

    \b
    Example: mapgen build trotsky --output site/
             mapgen build trotsky --lang en --lang fa
    """
    paths = dict.fromkeys(find_routes(routes))
    shared = shared_names(paths)
    orders = [
        Order(path, output, sources, strict, languages, site)
        for path in paths
        if path not in shared
    ]
    failed = bool(shared)
    for path, problem in shared.items():
        print_outcome(Outcome(path, problems=(problem,)))
    for outcome in outcomes_of(orders, is_locked=locked, is_forced=force):
        print_outcome(outcome)
        failed = failed or outcome.page is None
    return int(failed)


def outcomes_of(
    orders: Sequence[Order], *, is_locked: bool, is_forced: bool = False
) -> Iterator[Outcome]:
    """What becomes of each order, in turn; what draws is imported only if something has to be."""
    kept = [None if is_forced else kept_outcome(order) for order in orders]
    changed = [order for order, outcome in zip(orders, kept, strict=True) if outcome is None]
    drawn: Iterator[Outcome] = iter(())
    if changed:
        drawing = importlib.import_module("mapgen.cli.drawing")
        drawn = drawing.drawn_outcomes(changed, is_locked=is_locked)
    for outcome in kept:
        yield outcome or next(drawn)


def print_outcome(outcome: Outcome) -> None:
    """Say what became of a route: its problems, then its map."""
    click.echo(outcome.said, nl=False)
    print_problems(outcome.problems)
    if outcome.page is None:
        if outcome.failure:
            click.echo(outcome.failure, err=True)
        click.echo(f"{outcome.path}: not built; the last map, if any, is unchanged", err=True)
        return
    if outcome.stops > PROMISED_STOPS:
        promised = f"the {PROMISED_STOPS:,} promised to be quick"
        click.echo(f"{outcome.stops:,} stops are more than {promised}")
    click.echo(
        f"{outcome.page}: {counted(outcome.stops, 'stop')}, "
        f"{outcome.verified} of {outcome.quotes} quotes verified, {outcome.size / 1000:,.0f} KB"
        + ", unchanged"
        * outcome.is_kept
    )
    for path in outcome.beside:
        click.echo(str(path))
