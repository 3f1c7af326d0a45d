"""Which route files a command means, and how their problems are printed."""

import difflib
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import click

from mapgen.errors import FileProblem, Problem

ROUTES_FOLDER = Path("routes")

route_argument = click.argument("routes", metavar="[ROUTE]...", nargs=-1)
one_route_argument = click.argument("route", metavar="ROUTE")
strict_option = click.option("--strict", is_flag=True, help="Count warnings as errors.")
sources_option = click.option(
    "--sources",
    metavar="DIR",
    multiple=True,
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="A folder with the quoted texts: every quotation is compared with them.",
)


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


def find_routes(names: Sequence[str]) -> list[Path]:
    """The files that are meant: paths, names of files in routes/, or all of them.

    Raises FileProblem where there is no such route, with the nearest name.
    """
    if names:
        return [_find(name) for name in names]
    found = sorted(ROUTES_FOLDER.glob("*.yaml"))
    if not found:
        hint = "name a file, or run mapgen in the folder that holds routes/"
        raise FileProblem(f"{ROUTES_FOLDER}: error[no-route]: no routes here\n  hint: {hint}")
    return found


def _find(name: str) -> Path:
    path = Path(name)
    if path.suffix in (".yaml", ".yml") or path.exists():
        return path
    inside = ROUTES_FOLDER / f"{name}.yaml"
    if inside.exists():
        return inside
    known = [each.stem for each in sorted(ROUTES_FOLDER.glob("*.yaml"))]
    close = difflib.get_close_matches(name, known, n=1)
    if close:
        hint = f"did you mean `{close[0]}`?"
    else:
        hint = "known here: " + ", ".join(known) if known else "there are none in routes/"
    raise FileProblem(f"{inside}: error[no-route]: there is no route `{name}`\n  hint: {hint}")


def print_problems(problems: Iterable[Problem]) -> None:
    """Problems to standard error, each with its line and its hint."""
    for problem in problems:
        click.echo(str(problem), err=True)


def counted(number: int, word: str) -> str:
    """A number and its noun: `1 stop`, `2 stops`."""
    return f"{number:,} {word}{'' if number == 1 else 's'}"
