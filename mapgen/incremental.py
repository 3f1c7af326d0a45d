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

from mapgen.errors import Problem
from mapgen.files import cached_text, keep_in_cache
from mapgen.marks import Mark
from mapgen.site import Site

_LAYOUT = 3
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
class Inputs:
    """What a build hangs on, all paths absolute.

    `read` are files, each with where it led and the sha256 of its bytes, "" where it could not be
    read; `absent` are paths where nothing was found, `links` paths that were looked for, with the
    files they led to.
    """

    read: tuple[tuple[str, str, str], ...] = ()
    absent: tuple[str, ...] = ()
    links: tuple[tuple[str, str], ...] = ()

    @classmethod
    def noted(
        cls, read: Mapping[Path, str], absent: Iterable[Path] = (), links: Iterable[Path] = ()
    ) -> "Inputs":
        """The inputs that were noted while a route was looked at."""
        return cls(
            tuple((_absolute(path), os.path.realpath(path), read[path]) for path in read),
            tuple(_absolute(path) for path in absent),
            tuple((_absolute(path), os.path.realpath(path)) for path in links),
        )

    @classmethod
    def unknown(cls, path: Path) -> "Inputs":
        """Inputs of which nothing is known but one path: they are never unchanged."""
        return cls(((_absolute(path), os.path.realpath(path), "unknown"),))

    def are_unchanged(self) -> bool:
        """Whether everything is now as it was then; times of files count for nothing."""
        return (
            all(
                os.path.realpath(path) == there and fingerprint_of(Path(path)) == sha256
                for path, there, sha256 in self.read
            )
            and not any(os.path.lexists(path) for path in self.absent)
            and all(os.path.realpath(path) == there for path, there in self.links)
        )

    @property
    def paths(self) -> frozenset[Path]:
        """Every path at which a change can make a difference."""
        read = {Path(each) for path, there, _ in self.read for each in (path, there)}
        return frozenset({*read, *map(Path, self.absent), *(Path(path) for path, _ in self.links)})


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an order: a page and the files `beside` it, or the problems that stopped it.

    `fingerprints` are the sha256 of the page and of what lies beside it. `failure` is why the
    route could not be looked at, where that is so; `said` is what was told on the way. `is_kept`
    says that nothing had to be done. `inputs` are what it all hangs on.
    """

    path: Path
    page: Path | None = None
    beside: tuple[Path, ...] = ()
    fingerprints: tuple[str, ...] = ()
    stops: int = 0
    verified: int = 0
    quotes: int = 0
    size: int = 0
    problems: tuple[Problem, ...] = ()
    failure: str = ""
    said: str = ""
    is_kept: bool = False
    inputs: Inputs = field(default_factory=Inputs, compare=False, repr=False)

    def is_unchanged(self) -> bool:
        """Whether the inputs are what they were, and what was written is what it was."""
        written = (self.page, *self.beside) if self.page else ()
        is_written = self.fingerprints == tuple(map(fingerprint_of, written))
        return is_written and self.inputs.are_unchanged()


def kept_outcome(order: Order) -> Outcome | None:
    """What a build of the order would come to, if it is known; None if it has to be done."""
    written = cached_text(_entry(order))
    if written is None:
        return None
    try:
        kept = json.loads(written)
        outcome = _outcome(order, kept["outcome"])
        is_known = kept["program"] == program_fingerprint() and outcome.is_unchanged()
        return outcome if is_known else None
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None


def keep_outcome(order: Order, outcome: Outcome) -> None:
    """Keep what a build came to, if that is a page and its inputs are still what it read."""
    if not outcome.page or not outcome.is_unchanged():
        return
    written = json.dumps(
        {"program": program_fingerprint(), "outcome": {**asdict(outcome), "path": None}},
        default=str,
    )
    keep_in_cache(_entry(order), written)


def _outcome(order: Order, written: dict[str, Any]) -> Outcome:
    found = written["inputs"]
    inputs = Inputs(
        tuple((path, there, sha256) for path, there, sha256 in found["read"]),
        tuple(found["absent"]),
        tuple((path, there) for path, there in found["links"]),
    )
    told = {
        "path": order.path,
        "page": Path(written["page"]),
        "beside": tuple(map(Path, written["beside"])),
        "fingerprints": tuple(written["fingerprints"]),
        "problems": tuple(
            Problem(Mark(**each.pop("mark")), **each) for each in written["problems"]
        ),
        "inputs": inputs,
        "is_kept": True,
    }
    return Outcome(**{**written, **told})


def fingerprint_of(path: Path) -> str:
    """The sha256 of a file; "" where there is none that can be read."""
    try:
        if not path.is_file():
            return "not a file" if path.exists() else ""
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""


def _entry(order: Order) -> str:
    """The name under which an order's entry is kept: by what was asked for, and in which folder."""
    asked = [
        _LAYOUT, str(Path.cwd()), str(order.path), str(order.output), order.is_strict,
        order.languages, order.site.address if order.site else None, *map(str, order.sources),
    ]  # fmt: skip
    name = hashlib.sha256(json.dumps(asked).encode()).hexdigest()[:32]
    return f"builds/{name}.json"


def _absolute(path: Path) -> str:
    return str(path.absolute())


@cache
def program_fingerprint() -> str:
    """The sha256 of all that draws: this package's files, the interpreter, all other packages.

    Other packages are told by the names of their folders of metadata, which hold the version.
    """
    digest = hashlib.sha256(sys.version.encode())
    for path in sorted(_PACKAGE.rglob("*")):
        if path.suffix != ".pyc" and path.is_file():
            digest.update(f"{path.relative_to(_PACKAGE)} {fingerprint_of(path)}\n".encode())
    for folder in sys.path:
        if Path(folder).is_dir():
            names = sorted(each.name for each in Path(folder).iterdir())
            metadata = [name for name in names if name.endswith((".dist-info", ".egg-info"))]
            digest.update(" ".join(metadata).encode())
    return digest.hexdigest()
