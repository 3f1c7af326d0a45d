"""Waits for files to change: those that the maps hang on, and those that are looked for."""

from collections.abc import Iterator
from pathlib import Path

from watchfiles import Change, awatch

from mapgen.errors import FileProblem
from mapgen.serve.maps import Maps

_QUIET_MS = 5
"""An editor may save in several steps; they follow each other faster than this."""

_LONGEST_WAIT_MS = 100
_FIRST_LOOK_MS = 500


async def watch(maps: Maps) -> None:
    """Refresh the maps whenever something changes, until this is cancelled.

    Raises FileProblem where the system does not let that many folders be watched.
    """
    while True:
        try:
            await _watch_folders(maps)
        except FileNotFoundError:
            await maps.refresh()  # a folder went away in this very moment
        except BrokenPipeError:
            raise  # nobody reads any more what is said
        except OSError as error:
            raise FileProblem(f"the routes cannot be watched: {error}") from None


async def _watch_folders(maps: Maps) -> None:
    """Watch until other folders have to be watched.

    What changed between the last drawing and the first look is found by looking again.
    """
    anchors = set(_anchors(maps))
    folders = {folder for folder, _ in anchors}
    is_first = True

    def concerns(_: Change, path: str) -> bool:
        changed = Path(path)
        return (
            changed in folders
            or (changed.parent, changed.name) in anchors
            or changed.suffix == ".yaml"
        )

    async for changes in awatch(
        *folders,
        watch_filter=concerns,
        debounce=_LONGEST_WAIT_MS,
        step=_QUIET_MS,
        rust_timeout=_FIRST_LOOK_MS,
        yield_on_timeout=True,
        recursive=False,
    ):
        if changes or is_first:
            is_first = False
            await maps.refresh()
            gone = {Path(path) for _, path in changes} & folders
            if gone or set(_anchors(maps)) != anchors:
                return


def _anchors(maps: Maps) -> Iterator[tuple[Path, str]]:
    """For each path that matters, the nearest folder that is there, and what to look for in it."""
    for shown in maps:
        for path in shown.outcome.inputs.paths:
            name, folder = path.name, path.parent
            while not folder.is_dir():
                name, folder = folder.name, folder.parent
            yield folder, name
