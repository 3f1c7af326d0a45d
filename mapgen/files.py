"""Files read and written whole: a reader that never blocks, a writer that never half-writes."""

import hashlib
import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from pathlib import Path

import platformdirs
from filelock import FileLock

from mapgen.errors import FileProblem

_NOTED: ContextVar[dict[Path, str] | None] = ContextVar("noted", default=None)


def cache_folder() -> Path:
    """Where what can be made again is kept: MAPGEN_CACHE_DIR, else the user's cache directory."""
    chosen = os.environ.get("MAPGEN_CACHE_DIR")
    return Path(chosen) if chosen else platformdirs.user_cache_path("mapgen")


def cached_text(name: str) -> str | None:
    """What `keep_in_cache` kept under a name; None where there is nothing that can be trusted."""
    try:
        checksum, _, text = (cache_folder() / name).read_text(encoding="utf-8").partition("\n")
    except (OSError, ValueError):
        return None
    return text if checksum == hashlib.sha256(text.encode()).hexdigest() else None


def keep_in_cache(name: str, text: str) -> None:
    """Keep a text in the cache folder; one that cannot be written costs time, and nothing else."""
    checksum = hashlib.sha256(text.encode()).hexdigest()
    with suppress(FileProblem):
        write_whole(cache_folder() / name, f"{checksum}\n{text}".encode())


def read_regular_file(path: Path, *, max_bytes: int | None = None) -> bytes:
    """The bytes of a file.

    Raises FileProblem, in words, when it is missing, unreadable, too large, or no regular file
    (a directory, a pipe, a loop of links): none of these is opened, so nothing can block.
    """
    content = None
    try:
        content = _regular_content(path, max_bytes)
    except (OSError, ValueError) as error:
        raise FileProblem(f"{path}: error[no-file]: {_reason(error)}") from None
    finally:
        noted = _NOTED.get()
        if noted is not None:
            noted[path] = "" if content is None else hashlib.sha256(content).hexdigest()
    return content


def read_file_if_there(path: Path) -> bytes | None:
    """As `read_regular_file`; but None where there is no such file, also if it has just gone."""
    try:
        return read_regular_file(path)
    except FileProblem:
        if path.exists():
            raise
        return None


def _regular_content(path: Path, max_bytes: int | None) -> bytes:
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        kind = "a folder" if stat.S_ISDIR(status.st_mode) else "not a regular file"
        raise FileProblem(f"{path}: error[no-file]: this is {kind}")
    if max_bytes is not None and status.st_size > max_bytes:
        size = f"{status.st_size / 2**20:.0f} MiB"
        limit = f"{max_bytes / 2**20:.0f} MiB"
        raise FileProblem(f"{path}: error[too-large]: {size} is more than the {limit} allowed")
    return path.read_bytes()


@contextmanager
def noting_reads() -> Iterator[Mapping[Path, str]]:
    """A mapping of every file that `read_regular_file` meanwhile reads to the sha256 of it.

    It is "" for one that could not be read.
    """
    noted: dict[Path, str] = {}
    token = _NOTED.set(noted)
    try:
        yield noted
    finally:
        _NOTED.reset(token)


def write_whole(path: Path, content: bytes | bytearray) -> None:
    """Put `content` in place of a file, so that a reader sees the old bytes or the new ones.

    The bytes go to a temporary file of fixed name beside the target, reach the disk, and take the
    target's name in one step; a link keeps pointing where it did. Two writers of one target wait
    for each other. Raises FileProblem when the target cannot be written; the old file then stands.
    """
    target = path.resolve() if path.is_symlink() else path
    if target.is_dir():
        raise FileProblem(f"{path}: error[cannot-write]: this is a folder")
    if target.parent.exists() and not target.parent.is_dir():
        raise FileProblem(f"{path}: error[cannot-write]: {target.parent} is a file, not a folder")
    temporary = _temporary(target)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with locked(target):
            _replace(target, temporary, content)
    except OSError as error:
        raise FileProblem(f"{path}: error[cannot-write]: {_reason(error)}") from None


def sweep(path: Path) -> None:
    """Take away what killed writers of a file left beside it; one at work is waited for."""
    target = path.resolve() if path.is_symlink() else path
    for name in (target, _merged(target)):
        if _temporary(name).exists() or _lock(name).exists():
            with suppress(OSError), locked(name):
                _temporary(name).unlink(missing_ok=True)


@contextmanager
def merging(target: Path) -> Iterator[None]:
    """Hold a file from when it is read until `write_whole` has put the changed one in its place."""
    with locked(_merged(target)):
        yield


@contextmanager
def locked(target: Path) -> Iterator[None]:
    """Hold the lock of a file while it is read, changed and replaced; nothing stays behind.

    The lock file is deleted while the lock is held: a process that waits for it sees that its
    own handle names nothing any more, and starts over (filelock checks the link count). Raises
    OSError where no file can be made.
    """
    lock = _lock(target)
    lock.touch()  # where no file can be made, FileLock would wait for ever
    with FileLock(lock):
        try:
            yield
        finally:
            lock.unlink(missing_ok=True)


def _temporary(target: Path) -> Path:
    return target.with_name(f".{target.name}.part")


def _lock(target: Path) -> Path:
    return target.with_name(f".{target.name}.lock")


def _merged(target: Path) -> Path:
    return target.with_name(f"{target.name}.merge")


def _replace(target: Path, temporary: Path, content: bytes | bytearray) -> None:
    try:
        with temporary.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        if target.exists():
            temporary.chmod(stat.S_IMODE(target.stat().st_mode))
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    _sync_folder(target.parent)


def _sync_folder(folder: Path) -> None:
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _reason(error: OSError | ValueError) -> str:
    if isinstance(error, OSError) and error.strerror:
        return error.strerror[0].lower() + error.strerror[1:]
    return str(error)
