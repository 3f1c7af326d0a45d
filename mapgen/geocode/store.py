"""The geocache on disk: read whole, changed under a lock, replaced in one step."""

from collections.abc import Iterable
from pathlib import Path

from mapgen.errors import RouteError
from mapgen.files import merging, read_regular_file, write_whole
from mapgen.geocache import (
    Entry,
    Geocache,
    Key,
    merge_entries,
    parse_geocache,
    serialise_geocache,
)

MOST_BYTES = 64 * 2**20


def read_geocache(path: Path) -> Geocache:
    """The entries of a file; none where there is no file.

    Raises RouteError with every fault of a broken file, FileProblem where it cannot be read.
    """
    if not path.exists() and not path.is_symlink():
        return Geocache()
    parsed = parse_geocache(read_regular_file(path, max_bytes=MOST_BYTES), str(path))
    if parsed.geocache is None:
        raise RouteError(parsed.problems)
    return parsed.geocache


def add_entries(
    path: Path, entries: Iterable[Entry], *, replacing: frozenset[Key] = frozenset()
) -> Geocache:
    """What the file holds after new entries were merged into what it held by then.

    Processes that write at once wait for each other, so no entry is lost; a process killed at any
    moment leaves the old file or the new one. A file that would not change is not written.
    """
    target = path.resolve()
    target.parent.mkdir(parents=True, exist_ok=True)
    with merging(target):
        before = read_geocache(target)
        after = merge_entries(before, entries, replacing=replacing)
        if after != before:
            write_whole(target, serialise_geocache(after).encode())
    return after
