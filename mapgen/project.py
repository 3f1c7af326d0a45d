"""Where the files of a project are: its routes, and what is kept beside each."""

import difflib
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from mapgen.errors import FileProblem, Problem
from mapgen.files import read_regular_file
from mapgen.marks import Mark

ROUTES_FOLDER = Path("routes")
GEOCACHE_FILE = "geocache.json"

_NAME = re.compile(r"""^\ufeff?route:[ \t]*["']?(?P<name>[a-z0-9_-]+)""", re.M)
"""The name of a route as it stands in its file, found without reading the rest as YAML."""


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


def shared_names(paths: Iterable[Path]) -> dict[Path, Problem]:
    """The route files whose `route:` an earlier file has too: each would overwrite its map.

    One file under two names is no such pair; what cannot be read has no name.
    """
    first: dict[str, Path] = {}
    shared = {}
    for path in paths:
        found = _name_in(path)
        if found is None:
            continue
        earlier = first.setdefault(found["name"], path)
        if earlier.resolve() != path.resolve():
            line = found.string.count("\n", 0, found.start("name")) + 1
            start = found.string.rfind("\n", 0, found.start("name")) + 1
            text = found.string[start:].partition("\n")[0].rstrip("\r")
            column = found.start("name") - start + 1
            shared[path] = Problem(
                Mark(path.as_posix(), line, column, len(found["name"]), text),
                "duplicate-route",
                f"route `{found['name']}` is also in `{earlier.as_posix()}`",
                "give one of them another `route:`; it names the files that are written",
            )
    return shared


def _name_in(path: Path) -> re.Match[str] | None:
    try:
        return _NAME.search(read_regular_file(path).decode("utf-8", "replace"))
    except FileProblem:
        return None


def record_path(path: Path) -> Path:
    """Where the verified quotes of a route file are kept."""
    return path.with_suffix(".quotes.json")
