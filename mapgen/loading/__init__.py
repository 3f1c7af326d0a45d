"""A route file, read: its model, where everything stands in it, and what is wrong with it."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from mapgen.errors import Problem
from mapgen.loading.chronology import check_chronology
from mapgen.loading.references import resolve_references
from mapgen.loading.rereading import Rereader
from mapgen.loading.validation import validate_route
from mapgen.loading.yaml_nodes import Document, parse_document, read_document
from mapgen.marks import Marks
from mapgen.model import Route

__all__ = ["Loaded", "Read", "Rereader", "load_route", "parse_route", "read_document"]

Read = Callable[[Path], Document]
"""What gives the document in a file: `read_document`, or the same of a Rereader."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A route as far as it could be read; `route` is None when it cannot be used.

    `sha256` is the fingerprint of the file's bytes; `problems` are sorted by position.
    """

    path: Path
    route: Route | None
    marks: Marks
    problems: tuple[Problem, ...]
    sha256: str


def load_route(path: Path, *, read: Read = read_document) -> Loaded:
    """The route in a file, with every problem found in it at once.

    Raises FileProblem when the file cannot be read at all.
    """
    return _load(path, read(path))


def parse_route(path: Path, content: bytes) -> Loaded:
    """The route that a file would hold with this content; the file itself is not looked at."""
    return _load(path, parse_document(content, path.as_posix()))


def _load(path: Path, document: Document) -> Loaded:
    problems = list(document.problems)
    route = None
    if document.root is not None:
        route, found = validate_route(document.root, document.marks)
        problems += found
    if route is not None:
        route, found = resolve_references(route, document.marks)
        problems += found
    if route is not None:
        problems += check_chronology(route, document.marks)
    usable = route if not any(problem.severity == "error" for problem in problems) else None
    return Loaded(path, usable, document.marks, _in_order(problems), _fingerprint(document))


def _in_order(problems: list[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(set(problems), key=lambda problem: problem.sort_key))


def _fingerprint(document: Document) -> str:
    return hashlib.sha256(document.content).hexdigest()
