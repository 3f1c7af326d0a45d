"""`mapgen coverage`: which places the texts name, and which of them the map leaves out."""

import importlib.util
import json
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from mapgen.check import Examined, examine
from mapgen.cli.progress import progress_bar
from mapgen.cli.routes import counted, print_problems, route_argument
from mapgen.coverage.answer_key import (
    SCORE_COLUMNS,
    measure_matcher,
    read_answer_key,
    score_rows,
)
from mapgen.coverage.lexicon import build_lexicon
from mapgen.coverage.report import Coverage, coverage_report
from mapgen.coverage.rows import COUNT_COLUMNS, count_rows, coverage_document, passage
from mapgen.errors import MissingExtra, RouteError
from mapgen.files import read_regular_file
from mapgen.loading import load_route
from mapgen.project import find_routes
from mapgen.quotes import read_texts


@click.command("coverage")
@route_argument
@click.option(
    "--sources",
    metavar="DIR",
    multiple=True,
    required=True,
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="A folder with the quoted texts.",
)
@click.option("--all", "show_all", is_flag=True, help="List the quoted and set-aside mentions too.")
@click.option("--strict", is_flag=True, help="Exit 1 if a mention is neither quoted nor set aside.")
@click.option("--json", "as_json", is_flag=True, help="One line of JSON for programs.")
@click.option(
    "--key",
    metavar="CSV",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="Measure the matcher against an answer key instead.",
)
def command(
    routes: tuple[str, ...],
    sources: tuple[Path, ...],
    show_all: bool,
    strict: bool,
    as_json: bool,
    key: Path | None,
) -> int:
    """Find every place the texts of routes name, and say what the map makes of each mention.

    Quoted: a quotation holds the mention and says that place. Unquoted: the place is on the map,
    this passage is not. Off-map: the place is not on the map. Set-aside: the route says why.

    Example: mapgen coverage trotsky --sources texts/ --strict
    """
    if importlib.util.find_spec("ahocorasick") is None:
        raise MissingExtra("coverage needs pyahocorasick: pip install 'mapgen[coverage]'")
    if key is not None:
        return _measure(key, sources)
    is_open = False
    documents = []
    for path in find_routes(routes):
        examined = examine(path, sources=sources)
        if examined.route is None:
            raise RouteError(list(examined.problems))
        coverage = _cover(examined, sources)
        print_problems(coverage.problems)
        if any(problem.severity == "error" for problem in coverage.problems):
            return 1
        is_open = is_open or bool(coverage.open_findings)
        if as_json:
            documents.append({"route": examined.route.route, **coverage_document(coverage)})
        else:
            _print(coverage, show_all=show_all)
    if as_json:
        click.echo(json.dumps({"mapgen": 1, "routes": documents}, ensure_ascii=False))
    return int(strict and is_open)


def _cover(examined: Examined, sources: tuple[Path, ...]) -> Coverage:
    assert examined.route is not None
    route, marks = examined.route, load_route(examined.path).marks
    texts, problems = read_texts(route, marks, [*sources, examined.path.parent])
    print_problems(problems)
    with progress_bar() as progress:
        return coverage_report(
            route,
            marks,
            {source: text.letters for source, text in texts.items()},
            examined.selectors,
            build_lexicon(route),
            progress=progress,
        )


def _print(coverage: Coverage, *, show_all: bool) -> None:
    for source in coverage.sources:
        for finding in source.findings:
            if show_all or finding.is_open:
                parts = [finding.standing, finding.mention.places[0].name, *finding.mention.dates]
                note = f" ({finding.note})" if finding.note else ""
                click.echo(f"{finding.mark}: {', '.join(parts)}{note}")
                click.echo(f"    {passage(finding)}")
    _print_table(COUNT_COLUMNS, count_rows(coverage))
    for unread in coverage.unread:
        click.echo(f"{unread}: its text is not at hand, so nothing is known of it")
    click.echo(f"{counted(len(coverage.open_findings), 'mention')} neither quoted nor set aside")


def _measure(key: Path, folders: tuple[Path, ...]) -> int:
    rows = read_answer_key(read_regular_file(key).decode())
    texts = {
        row.file: (folder / row.file).read_bytes().decode()
        for row in rows
        for folder in folders
        if (folder / row.file).is_file()
    }
    measured = measure_matcher(rows, texts, build_lexicon(None))
    _print_table(SCORE_COLUMNS, score_rows(measured))
    for doubt in measured.unverified:
        click.echo(doubt)
    return int(bool(measured.unverified))


def _print_table(columns: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> None:
    table = Table(*columns[:1], box=None, pad_edge=False)
    for column in columns[1:]:
        table.add_column(column, justify="right")
    for row in rows:
        table.add_row(*row)
    Console(highlight=False).print(table)
