"""What builds wrote and from what: so that a route whose inputs are unchanged is not drawn again.

For each order there is a small file in the user's cache folder. It holds the fingerprints of
everything that was read, and of what came of it; times and sizes of files count for
nothing. Whatever cannot be trusted is forgotten, and the route is drawn.
"""

import hashlib
import json
import os
import sys
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from mapgen.errors import FileProblem, Problem
from mapgen.files import cache_folder, write_whole
from mapgen.marks import Mark
from mapgen.site import Site

_LAYOUT = 2
_PACKAGE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Order:
    """A route to be drawn, and how. `sources` are folders with texts; no `languages`, its own."""

    path: Path
    output: Path
    sources: tuple[Path, ...] = ()
    is_strict: bool = False
    languages: tuple[str, ...] = ()
    site: Site | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an order: a page and the files `beside` it, or the problems that stopped it.

    `failure` is why the route could not be looked at, where that is so; `said` is what was told
    on the way. `is_kept` says that nothing had to be done.
    """

    path: Path
    page: Path | None = None
    beside: tuple[Path, ...] = ()
    stops: int = 0
    verified: int = 0
    quotes: int = 0
    size: int = 0
    problems: tuple[Problem, ...] = ()
    failure: str = ""
    said: str = ""
    is_kept: bool = False


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a build read: the sha256 of each file by its path, and paths where it found none.

    `links` are paths that were looked for, with the files they led to.
    """

    read: Mapping[Path, str]
    absent: Iterable[Path] = ()
    links: Mapping[Path, Path] = field(default_factory=dict)


def kept_outcome(order: Order) -> Outcome | None:
    """What a build of the order would come to, if it is known; None if it has to be done."""
    try:
        checksum, _, written = _entry_path(order).read_text(encoding="utf-8").partition("\n")
        if checksum != hashlib.sha256(written.encode()).hexdigest():
            return None
        kept = json.loads(written)
        if kept["program"] != program_fingerprint() or not _is_unchanged(kept):
            return None
        told = kept["outcome"]
        problems = tuple(_problem(each) for each in told.pop("problems"))
        page, beside = Path(told.pop("page")), tuple(map(Path, told.pop("beside")))
        return Outcome(order.path, page, beside, problems=problems, **told, is_kept=True)
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None


def keep_outcome(order: Order, outcome: Outcome, inputs: Inputs) -> None:
    """Keep what a build came to, unless an input is another by now than the one it read."""
    assert outcome.page
    kept = {
        "program": program_fingerprint(),
        "read": [
            [_absolute(path), os.path.realpath(path), sha256]
            for path, sha256 in inputs.read.items()
        ],
        "absent": [_absolute(path) for path in inputs.absent],
        "links": [[_absolute(path), _absolute(there)] for path, there in inputs.links.items()],
        "written": [
            [_absolute(path), _fingerprint(path)] for path in (outcome.page, *outcome.beside)
        ],
        "outcome": {
            "page": str(outcome.page),
            "beside": [str(path) for path in outcome.beside],
            "stops": outcome.stops,
            "verified": outcome.verified,
            "quotes": outcome.quotes,
            "size": outcome.size,
            "problems": [asdict(problem) for problem in outcome.problems],
        },
    }
    if not _is_unchanged(kept):
        return
    written = json.dumps(kept)
    checksum = hashlib.sha256(written.encode()).hexdigest()
    try:
        write_whole(_entry_path(order), f"{checksum}\n{written}".encode())
    except FileProblem:
        return  # a cache that cannot be written costs time, and nothing else


def _is_unchanged(kept: Mapping[str, Any]) -> bool:
    return (
        all(
            os.path.realpath(path) == real and _fingerprint(Path(path)) == sha256
            for path, real, sha256 in kept["read"]
        )
        and not any(os.path.lexists(path) for path in kept["absent"])
        and all(os.path.realpath(path) == os.path.realpath(there) for path, there in kept["links"])
        and all(_fingerprint(Path(path)) == sha256 for path, sha256 in kept["written"])
    )


def _fingerprint(path: Path) -> str:
    """The sha256 of a file; "" where there is none."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""


def _entry_path(order: Order) -> Path:
    """Where an order's entry is kept: by what was asked for, and from which folder."""
    asked = [
        _LAYOUT, str(Path.cwd()), str(order.path), str(order.output), order.is_strict,
        order.languages, order.site.address if order.site else None, *map(str, order.sources),
    ]  # fmt: skip
    name = hashlib.sha256(json.dumps(asked).encode()).hexdigest()[:32]
    return cache_folder() / "builds" / f"{name}.json"


def _absolute(path: Path) -> str:
    return str(path.absolute())


def _problem(written: dict[str, Any]) -> Problem:
    return Problem(Mark(**written.pop("mark")), **written)


@cache
def program_fingerprint() -> str:
    """The sha256 of all that draws: this package's files, the interpreter, all other packages.

    Other packages are told by the names of their folders of metadata, which hold the version.
    """
    digest = hashlib.sha256(sys.version.encode())
    for path in sorted(_PACKAGE.rglob("*")):
        if path.suffix != ".pyc" and path.is_file():
            digest.update(f"{path.relative_to(_PACKAGE)} {_fingerprint(path)}\n".encode())
    for folder in sys.path:
        if Path(folder).is_dir():
            names = sorted(each.name for each in Path(folder).iterdir())
            metadata = [name for name in names if name.endswith((".dist-info", ".egg-info"))]
            digest.update(" ".join(metadata).encode())
    return digest.hexdigest()
