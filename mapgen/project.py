"""Where the files of a project are: its routes, and what is kept beside each."""

import difflib
from collections.abc import Sequence
from pathlib import Path

from mapgen.errors import FileProblem

ROUTES_FOLDER = Path("routes")
GEOCACHE_FILE = "geocache.json"


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


def record_path(path: Path) -> Path:
    """Where the verified quotes of a route file are kept."""
    return path.with_suffix(".quotes.json")
