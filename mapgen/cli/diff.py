"""`mapgen diff`: what changed on a map between two versions of a route."""

import json
import subprocess
import tempfile
from contextlib import ExitStack
from dataclasses import asdict, replace
from pathlib import Path

import click

from mapgen.check import Examined, examine
from mapgen.cli.routes import counted, print_problems
from mapgen.compare import Change, Version, compare_versions
from mapgen.errors import FileProblem, Problem, RouteError
from mapgen.loading import load_route
from mapgen.model import Route
from mapgen.project import GEOCACHE_FILE, find_routes


@click.command("diff")
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.argument("route", metavar="[ROUTE]", required=False)
@click.option("--json", "as_json", is_flag=True, help="One line of JSON for programs.")
def command(old: str, new: str, route: str | None, as_json: bool) -> int:
    """Say in words what changed on the map from OLD to NEW.

    OLD and NEW are route files, or with a ROUTE named, git revisions of it; `.` is the file as it
    is now. Where one of them has errors, what can be compared is, and the exit code is 1.

    \b
    Example: mapgen diff old.yaml new.yaml
             mapgen diff HEAD~3 . trotsky
    """
    with ExitStack() as stack:
        if route is None:
            examined = [examine(path) for path in find_routes([old, new])]
        else:
            [path] = find_routes([route])
            examined = [_at_revision(path, revision, stack) for revision in (old, new)]
        changes = compare_versions(*map(_version, examined))
    if as_json:
        click.echo(json.dumps({"mapgen": 1, "changes": [asdict(change) for change in changes]}))
    else:
        for change in changes:
            click.echo(change.words)
        click.echo(_total(changes))
    return int(any(each.failed() for each in examined))


def _total(changes: tuple[Change, ...]) -> str:
    return counted(len(changes), "change") if changes else "nothing changed on the map"


def _version(examined: Examined) -> Version:
    if examined.route is None:
        raise RouteError(list(examined.problems))
    print_problems(problem for problem in examined.problems if problem.severity == "error")
    return Version(examined.route, examined.evidence, examined.positions)


def _at_revision(path: Path, revision: str, stack: ExitStack) -> Examined:
    """A route as it was at a git revision, with the look-ups and outlines of that time."""
    if revision == ".":
        return examine(path)
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="mapgen-diff-")))
    then = folder / path.name
    then.write_bytes(_shown(path, path.name, revision, is_needed=True))
    for name in (GEOCACHE_FILE, *_outline_files(load_route(then).route)):
        content = _shown(path, name, revision)
        if content and (folder / name).resolve().is_relative_to(folder.resolve()):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)
    examined = examine(then)
    told = (_told_at(problem, revision, path, then) for problem in examined.problems)
    return replace(examined, problems=tuple(told))


def _told_at(problem: Problem, revision: str, path: Path, then: Path) -> Problem:
    """A problem as one of the file at its revision, as git names it."""
    named = problem.mark.file.replace(
        then.parent.as_posix(), f"{revision}:{path.parent.as_posix()}"
    )
    return replace(problem, mark=replace(problem.mark, file=named))


def _outline_files(route: Route | None) -> list[str]:
    """What a route calls its outlines by: names of files, where they are no others."""
    if route is None:
        return []
    areas = [place.area for place in route.places.values()]
    return [area for area in (*areas, route.borders) if isinstance(area, str) and "." in area]


def _shown(path: Path, name: str, revision: str, *, is_needed: bool = False) -> bytes:
    """A file beside a route as it was at a revision; empty where it was not there."""
    try:
        shown = subprocess.run(
            ["git", "show", "--end-of-options", f"{revision}:./{name}"],
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
