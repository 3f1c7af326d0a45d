"""A file is read whole and written whole: a reader meets the old bytes or the new ones."""

import errno
import multiprocessing
import os
import stat
import threading
from pathlib import Path
from typing import Any

import pytest

from mapgen.errors import FileProblem
from mapgen.files import locked, read_file_if_there, read_regular_file, sweep, write_whole


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_new_file_holds_the_bytes_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    write_whole(tmp_path / "deep" / "map.html", b"new")
    assert (tmp_path / "deep" / "map.html").read_bytes() == b"new"
    assert names(tmp_path / "deep") == ["map.html"]


@pytest.mark.parametrize("step", ["write", "fsync", "replace"])
@pytest.mark.parametrize("fault", [errno.ENOSPC, errno.EIO], ids=["disk full", "disk broken"])
def test_a_fault_at_any_step_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, fault: int
) -> None:
    target = tmp_path / "map.html"
    target.write_bytes(b"old")

    def fail(*_arguments: Any) -> None:
        raise OSError(fault, os.strerror(fault))

    if step == "write":
        monkeypatch.setattr(Path, "open", fail)
    elif step == "fsync":
        monkeypatch.setattr(os, "fsync", fail)
    else:
        monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(FileProblem, match=r"map\.html: error\[cannot-write\]"):
        write_whole(target, b"new")
    monkeypatch.undo()
    assert target.read_bytes() == b"old"
    assert names(tmp_path) == ["map.html"]


def test_a_folder_that_takes_no_file_is_told_and_not_waited_for() -> None:
    with pytest.raises(FileProblem, match=r"map\.html: error\[cannot-write\]"):
        write_whole(Path("/proc/map.html"), b"new")


def test_a_stray_temporary_file_of_a_killed_build_is_taken_over(tmp_path: Path) -> None:
    (tmp_path / ".map.html.part").write_bytes(b"half a ma")
    (tmp_path / ".map.html.lock").write_bytes(b"")
    write_whole(tmp_path / "map.html", b"new")
    assert names(tmp_path) == ["map.html"]


def test_what_killed_writers_left_is_swept_but_not_what_one_at_work_needs(
    tmp_path: Path,
) -> None:
    target = tmp_path / "geocache.json"
    target.write_bytes(b"whole")
    for name in (".geocache.json.part", ".geocache.json.lock", ".geocache.json.merge.lock"):
        (tmp_path / name).write_bytes(b"")
    (tmp_path / "link.json").symlink_to(target)
    sweep(tmp_path / "link.json")
    assert names(tmp_path) == ["geocache.json", "link.json"]
    assert target.read_bytes() == b"whole"
    with locked(target):
        (tmp_path / ".geocache.json.part").write_bytes(b"half")
        sweeper = threading.Thread(target=sweep, args=(target,))
        sweeper.start()
        sweeper.join(0.2)
        assert (tmp_path / ".geocache.json.part").read_bytes() == b"half"
    sweeper.join()
    assert names(tmp_path) == ["geocache.json", "link.json"]


def test_the_mode_of_a_file_is_kept(tmp_path: Path) -> None:
    target = tmp_path / "map.html"
    target.write_bytes(b"old")
    target.chmod(0o640)
    write_whole(target, b"new")
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


def test_a_link_keeps_pointing_where_it_did(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    real = tmp_path / "site" / "map.html"
    real.write_bytes(b"old")
    link = tmp_path / "map.html"
    link.symlink_to(real)
    write_whole(link, b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"


def test_a_folder_in_the_way_is_said_plainly(tmp_path: Path) -> None:
    (tmp_path / "map.html").mkdir()
    with pytest.raises(FileProblem, match="this is a folder"):
        write_whole(tmp_path / "map.html", b"new")


def test_a_file_where_a_folder_should_be_is_said_plainly(tmp_path: Path) -> None:
    (tmp_path / "output").write_bytes(b"")
    with pytest.raises(FileProblem, match=r"cannot-write"):
        write_whole(tmp_path / "output" / "map.html", b"new")


def write_often(target: str, letter: bytes) -> None:
    for _ in range(40):
        write_whole(Path(target), letter * 200_000)


def test_writers_at_the_same_time_leave_one_whole_file(tmp_path: Path) -> None:
    target = tmp_path / "map.html"
    spawn = multiprocessing.get_context("spawn")
    writers = [
        spawn.Process(target=write_often, args=(str(target), letter))
        for letter in (b"a", b"b", b"c", b"d")
    ]
    for writer in writers:
        writer.start()
    seen = set()
    while any(writer.is_alive() for writer in writers):
        if target.exists():
            content = target.read_bytes()
            seen.add((len(content), len(set(content))))
    assert [writer.exitcode for writer in writers] == [0, 0, 0, 0]
    assert seen == {(200_000, 1)}
    assert names(tmp_path) == ["map.html"]


def count_up(target: str) -> None:
    path = Path(target)
    for _ in range(50):
        with locked(path):
            path.write_text(str(int(path.read_text()) + 1))


def test_no_step_is_lost_between_processes_that_hold_the_lock(tmp_path: Path) -> None:
    counter = tmp_path / "counter"
    counter.write_text("0")
    spawn = multiprocessing.get_context("spawn")
    workers = [spawn.Process(target=count_up, args=(str(counter),)) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert counter.read_text() == "200"
    assert names(tmp_path) == ["counter"]


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "large").write_bytes(b"12345")
    with pytest.raises(FileProblem, match="too-large"):
        read_regular_file(tmp_path / "large", max_bytes=4)


@pytest.mark.parametrize("is_there", [True, False], ids=["there", "gone"])
def test_a_file_that_need_not_be_there_may_go_at_any_moment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_there: bool
) -> None:
    path = tmp_path / "geocache.json"
    path.write_bytes(b"{}")

    def fail(path: Path) -> bytes:
        if not is_there:
            path.unlink()
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(Path, "read_bytes", fail)
    if is_there:
        with pytest.raises(FileProblem):
            read_file_if_there(path)
    else:
        assert read_file_if_there(path) is None
