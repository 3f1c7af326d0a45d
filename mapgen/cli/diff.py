"""`mapgen diff`: what changed on a map between two versions of a route."""

import json
import subprocess
import tempfile
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path

import click

from mapgen.check import Examined, examine
from mapgen.cli.routes import counted, print_problems
from mapgen.compare import Change, Version, compare_versions
from mapgen.errors import FileProblem, RouteError
from mapgen.project import GEOCACHE_FILE, find_routes


@click.command("diff")
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.argument("route", metavar="[ROUTE]", required=False)
@click.option("--json", "as_json", is_flag=True, help="One line of JSON for programs.")
def command(old: str, new: str, route: str | None, as_json: bool) -> None:
    """Say in words what changed on the map from OLD to NEW.

    OLD and NEW are route files, or with a ROUTE named, git revisions of it; `.` is the file as it
    is now.

    \b
    Example: mapgen diff old.yaml new.yaml
             mapgen diff HEAD~3 . trotsky
    """
    with ExitStack() as stack:
        if route is None:
            versions = [_version(examine(path)) for path in find_routes([old, new])]
        else:
            [path] = find_routes([route])
            versions = [_version(_at_revision(path, revision, stack)) for revision in (old, new)]
        changes = compare_versions(*versions)
    if as_json:
        click.echo(json.dumps({"mapgen": 1, "changes": [asdict(change) for change in changes]}))
        return
    for change in changes:
        click.echo(change.words)
    click.echo(_total(changes))


def _total(changes: tuple[Change, ...]) -> str:
    return counted(len(changes), "change") if changes else "nothing changed on the map"


def _version(examined: Examined) -> Version:
    if examined.route is None:
        raise RouteError(list(examined.problems))
    print_problems(problem for problem in examined.problems if problem.severity == "error")
    return Version(examined.route, examined.evidence, examined.positions)


def _at_revision(path: Path, revision: str, stack: ExitStack) -> Examined:
    """A route as it was at a git revision, with the look-ups of that time beside it."""
    if revision == ".":
        return examine(path)
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="mapgen-diff-")))
    (folder / path.name).write_bytes(_shown(path, revision, is_needed=True))
    (folder / GEOCACHE_FILE).write_bytes(_shown(path.with_name(GEOCACHE_FILE), revision))
    if not (folder / GEOCACHE_FILE).stat().st_size:
        (folder / GEOCACHE_FILE).unlink()
    return examine(folder / path.name)


def _shown(path: Path, revision: str, *, is_needed: bool = False) -> bytes:
    try:
        shown = subprocess.run(
            ["git", "show", "--end-of-options", f"{revision}:./{path.name}"],
            cwd=path.parent,
            capture_output=True,
            check=False,
        )
    except FileNotFoundError:
        raise FileProblem(f"{path}: error[no-git]: git is not installed") from None
    if shown.returncode and is_needed:
        reason = shown.stderr.decode(errors="replace").strip().removeprefix("fatal: ").rstrip(".")
        raise FileProblem(f"{path}: error[no-revision]: {reason}")
    return shown.stdout if not shown.returncode else b""
