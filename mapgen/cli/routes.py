"""What commands share: their options, and how problems are printed."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import click

from mapgen.errors import Problem
from mapgen.languages import LANGUAGES
from mapgen.site import Site

route_argument = click.argument("routes", metavar="[ROUTE]...", nargs=-1)
one_route_argument = click.argument("route", metavar="ROUTE")
strict_option = click.option("--strict", is_flag=True, help="Count warnings as errors.")
locked_option = click.option(
    "--locked", is_flag=True, help="Never look a place up: one without a position fails."
)
language_option = click.option(
    "--lang",
    "languages",
    multiple=True,
    type=click.Choice(LANGUAGES),
    help="The language of the page's own words; the route's own if not given. The first of several"
    " is NAME.html, each other NAME.LANG.html beside it, and the pages link each other.",
)
sources_option = click.option(
    "--sources",
    metavar="DIR",
    multiple=True,
    type=click.Path(path_type=Path),
    help="A folder with the quoted texts: every quotation is compared with them.",
)


def _site(_context: click.Context, _option: click.Parameter, written: str | None) -> Site | None:
    try:
        return None if written is None else Site.read(written)
    except ValueError as error:
        raise click.BadParameter(str(error)) from None


def site_option(text: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Add `--site-url URL` to a command; the text says what the command does with it."""
    return click.option("--site-url", "site", metavar="URL", callback=_site, help=text)


def output_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--output DIR` to a command."""
    return click.option(
        "--output",
        metavar="DIR",
        default=Path("output"),
        show_default=True,
        type=click.Path(path_type=Path),
        help="Where the files are written.",
    )(command)


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """The errors, then the warnings, each as they stand in the files."""
    return sorted(problems, key=lambda problem: (problem.severity, problem.sort_key))


def print_problems(problems: Iterable[Problem]) -> None:
    """Problems to standard error, each with its line and its hint."""
    for problem in in_order(problems):
        click.echo(str(problem), err=True)


def counted(number: int, word: str) -> str:
    """A number and its noun: `1 stop`, `2 stops`."""
    return f"{number:,} {word}{'' if number == 1 else 's'}"
