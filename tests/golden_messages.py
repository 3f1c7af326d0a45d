"""One wrong file for every code, and the whole message it brings.

A folder of tests/errors holds what the mistake needs, `command.txt` where it is not
`check small.yaml`, and `expected.txt`. `python -m tests.golden_messages` writes the messages anew.
"""

import contextlib
import io
import os
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from unittest.mock import patch

from mapgen.cli import main
from mapgen.coverage.stretches import find_stretches
from mapgen.errors import FileProblem
from mapgen.geocode.index import Index
from mapgen.geocode.service import read_service
from mapgen.loading import load_route

CASES = Path(__file__).parent / "errors"
EXPECTED = "expected.txt"


def codes_with_a_case() -> set[str]:
    """The codes that have a folder with a golden message."""
    return {file.parent.name for file in CASES.glob(f"*/{EXPECTED}")}


def expected(code: str) -> str:
    """The message as the golden file has it."""
    return (CASES / code / EXPECTED).read_text(encoding="utf-8")


def command_of(code: str) -> str:
    """What is called to bring the message about."""
    written = CASES / code / "command.txt"
    return written.read_text(encoding="utf-8").strip() if written.exists() else "check small.yaml"


def is_a_command(code: str) -> bool:
    """Whether a command brings the message about, and not a call from Python."""
    return code not in _ASKED


def copy_case(code: str, folder: Path) -> None:
    """Put the files of a case into a folder, and make there what cannot be committed."""
    shutil.copytree(CASES / code, folder, dirs_exist_ok=True)
    if code in _MADE:
        _MADE[code](folder)


def messages_in(folder: Path, code: str) -> str:
    """What standard error shows of a case that was put into a folder."""
    told = io.StringIO()
    with contextlib.chdir(folder), contextlib.redirect_stderr(told):
        if code in _ASKED:
            told.write(_ASKED[code]() + "\n")
        else:
            path = "" if code == "no-git" else os.environ["PATH"]
            with (
                patch.dict(os.environ, PATH=path),
                contextlib.redirect_stdout(io.StringIO()),
                contextlib.suppress(SystemExit),
            ):
                main(command_of(code).split())
    return told.getvalue()


def _make_large(folder: Path) -> None:
    with (folder / "small.yaml").open("wb") as stream:
        stream.truncate(100 * 2**20)


def _make_repository(folder: Path) -> None:
    subprocess.run(["git", "init", "--quiet"], cwd=folder, check=True)


def _set_aside() -> str:
    loaded = load_route(Path("small.yaml"))
    assert loaded.route is not None
    text = Path("life.txt").read_text(encoding="utf-8")
    _, problems = find_stretches(loaded.route, loaded.marks, {"life": text})
    return "\n".join(str(problem) for problem in problems)


def _settings() -> str:
    try:
        read_service("nominatim", folder=Path(), environ={})
    except FileProblem as problem:
        return str(problem)
    return ""


def _broken_index() -> str:
    with contextlib.closing(sqlite3.connect("gazetteer.sqlite")) as connection:
        connection.execute("CREATE TABLE gazetteers (name, version, licence)")
    try:
        with Index(Path("gazetteer.sqlite")) as index:
            index.bearing("Odessa")
    except FileProblem as problem:
        return str(problem)
    return ""


_MADE: Mapping[str, Callable[[Path], None]] = {
    "too-large": _make_large,
    "no-revision": _make_repository,
}
_ASKED: Mapping[str, Callable[[], str]] = {
    "set-aside-not-found": _set_aside,
    "set-aside-ambiguous": _set_aside,
    "settings": _settings,
    "broken-index": _broken_index,
}


def write_all() -> None:
    """Write every golden message anew, from what the program says now."""
    for case in sorted(CASES.iterdir()):
        with tempfile.TemporaryDirectory() as name:
            copy_case(case.name, Path(name))
            (case / EXPECTED).write_text(messages_in(Path(name), case.name), encoding="utf-8")


if __name__ == "__main__":
    write_all()
