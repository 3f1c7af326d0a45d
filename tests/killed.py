"""Builds in processes of their own that have everything imported, to be killed while they work."""

import contextlib
import io
import multiprocessing
import os
import signal
import sys
from collections.abc import Mapping
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any

from mapgen.cli import main

_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT
_CHANGES = {"os.rename", "os.remove", "os.mkdir", "os.chmod", "os.link", "os.symlink"}
_FORKING = multiprocessing.get_context("forkserver")
_FORKING.set_forkserver_preload(
    ["__main__", "mapgen.cli.build", "mapgen.cli.drawing", "mapgen.cli.geocode", __name__]
)


def start_build(folder: Path, *arguments: str, dies_at: int = 0) -> ForkServerProcess:
    """Start `mapgen build` in a folder; it dies before its `dies_at`th change to a file there."""
    process = _FORKING.Process(target=_build, args=(folder, arguments, dies_at, dict(os.environ)))
    process.start()
    return process


def _build(
    folder: Path, arguments: tuple[str, ...], dies_at: int, environment: Mapping[str, str]
) -> None:
    os.chdir(folder)
    os.environ.update(environment)
    changes = 0

    def count(event: str, told: tuple[Any, ...]) -> None:
        nonlocal changes
        if _is_change(event, told, str(folder)):
            changes += 1
            if changes == dies_at:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(count)
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        main(["build", *arguments])


def _is_change(event: str, told: tuple[Any, ...], folder: str) -> bool:
    if event == "open" and not (told[2] or 0) & _WRITES:
        return False
    if event not in ("open", *_CHANGES) or not isinstance(told[0], str | os.PathLike):
        return False
    return str(Path(told[0]).absolute()).startswith(folder)
