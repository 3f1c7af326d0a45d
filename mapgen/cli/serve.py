"""`mapgen serve`: maps in a browser, drawn anew at each save."""

import asyncio
import gc
import importlib
import importlib.util
import traceback
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import click

from mapgen import __version__
from mapgen.cli import REPORT
from mapgen.cli.build import outcomes_of, print_outcome
from mapgen.cli.drawing import Memory, drawn_outcome
from mapgen.cli.routes import (
    language_option,
    locked_option,
    output_option,
    route_argument,
    sources_option,
    strict_option,
)
from mapgen.errors import FileProblem, MapgenError, MissingExtra, RouteError
from mapgen.incremental import Inputs, Order, Outcome, keep_outcome
from mapgen.project import find_routes, shared_names

_PACKAGES = ("aiohttp", "watchfiles")
_OBJECTS_BETWEEN_COLLECTIONS = 200_000
"""A drawing makes hundreds of thousands of objects, and hardly one that refers to itself."""


@click.command("serve")
@route_argument
@sources_option
@output_option
@locked_option
@strict_option
@language_option
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="The port to listen on; 0 is any that is free.",
)
def command(
    routes: tuple[str, ...],
    sources: tuple[Path, ...],
    output: Path,
    locked: bool,
    strict: bool,
    languages: tuple[str, ...],
    host: str,
    port: int,
) -> None:
    """Show maps in a browser, and draw them anew at each save.

    Routes, texts, look-ups and outlines are watched. While a route has errors its last good map
    stays, and the errors are shown over it. Only programs on this machine can see the maps,
    unless --host says otherwise. Ctrl-C ends it.

    Example: mapgen serve trotsky --sources texts/
    """
    for package in _PACKAGES:
        if importlib.util.find_spec(package) is None:
            raise MissingExtra(f"serve needs {package}: pip install 'mapgen[serve]'")

    if shared := shared_names(find_routes(routes)):
        raise RouteError(list(shared.values()))
    plan = Order(Path(), output, sources, strict, languages)
    orders = _orders(routes, plan)
    memories: defaultdict[Path, Memory] = defaultdict(Memory)

    def draw(order: Order) -> Outcome:
        return draw_safely(order, is_locked=locked, memory=memories[order.path])

    # One route is drawn here in any case: that brings in all that drawing needs.
    outcomes = [draw(orders[0])]
    _settle(orders[0], outcomes[0])
    for outcome in outcomes_of(orders[1:], is_locked=locked):
        print_outcome(outcome)
        outcomes.append(outcome)
    gc.freeze()
    gc.enable()
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)
    server = importlib.import_module("mapgen.serve")
    work = server.Work(
        find_orders=partial(_orders_now, plan, orders, is_fixed=bool(routes)),
        draw=draw,
        settle=_settle,
    )
    first = dict(zip(orders, outcomes, strict=True))
    asyncio.run(server.serve(work, first, output, _tell, host=host, port=port))


def _tell(address: str) -> None:
    click.echo(f"{address} shows what is drawn; Ctrl-C ends it")


def _orders(names: Sequence[str], plan: Order) -> list[Order]:
    """One order for each route; one that would be drawn over another's map has none."""
    paths = dict.fromkeys(find_routes(names))
    shared = shared_names(paths)
    return [replace(plan, path=path) for path in paths if path not in shared]


def _orders_now(plan: Order, first: Sequence[Order], *, is_fixed: bool) -> Sequence[Order]:
    """The first orders where they were named, else one for each file that is in routes/ by now."""
    try:
        return first if is_fixed else _orders((), plan)
    except FileProblem:
        return first


def draw_safely(order: Order, *, is_locked: bool, memory: Memory | None = None) -> Outcome:
    """What becomes of an order; whatever goes wrong is told, and the server goes on."""
    try:
        return drawn_outcome(order, is_locked=is_locked, memory=memory)
    except MapgenError as error:
        return _undone(order, str(error))
    except Exception:
        traceback.print_exc()
        return _undone(order, f"mapgen {__version__}: {REPORT}")


def _settle(order: Order, outcome: Outcome) -> None:
    print_outcome(outcome)
    keep_outcome(order, outcome)


def _undone(order: Order, failure: str) -> Outcome:
    return Outcome(order.path, failure=failure, inputs=Inputs.unknown(order.path))
