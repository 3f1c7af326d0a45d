"""Same route, same bytes; and whatever kills a build, the map is the old one or the new one."""

import contextlib
import itertools
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from tests.killed import start_build
from tests.project import Project, Ran, make_project

REPOSITORY = Path(__file__).parent.parent


@pytest.fixture
def project(tmp_path: Path) -> Project:
    folder = tmp_path / "project"
    folder.mkdir()
    return make_project(folder)


@dataclass(frozen=True)
class Kept:
    """The files that a build writes: the map, what was verified, and what was looked up."""

    page: bytes
    record: bytes
    geocache: bytes


def kept(project: Project) -> Kept:
    """What stands in the files now; nothing where there is no file."""
    return Kept(
        *(
            path.read_bytes() if path.exists() else b""
            for path in (project.page, project.record, project.geocache)
        )
    )


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project with its map as it is drawn here."""
    project = make_project(tmp_path_factory.mktemp("whole"))
    ran = project.run("build", "--sources", "texts", PYTHONHASHSEED="0")
    assert ran.code == 0, ran.err
    return project


@pytest.mark.parametrize(
    "environment",
    [
        {"TZ": "Asia/Tehran", "LANG": "fa_IR.UTF-8", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "1"},
        {"PYTHONHASHSEED": "4711", "TZ": "America/Mexico_City", "LANG": "de_DE.UTF-8"},
        {"HOME": "/dev/null", "XDG_CACHE_HOME": "/dev/null", "MAPGEN_CACHE_DIR": "/dev/null/x"},
        {"PYTHONUTF8": "0", "LC_ALL": "POSIX"},
        {"SOURCE_DATE_EPOCH": "0"},
        {"PYTHONOPTIMIZE": "1"},
    ],
    ids=lambda environment: "-".join(environment),
)
def test_the_same_route_gives_the_same_bytes_in_any_environment(
    whole: Project, project: Project, environment: dict[str, str]
) -> None:
    """SOURCE_DATE_EPOCH is among them: a page tells no time, so there is nothing for it to fix."""
    ran = project.run("build", "--sources", "texts", **environment)
    assert ran.code == 0, ran.err
    assert kept(project) == kept(whole)


def test_the_same_route_gives_the_same_bytes_in_any_folder_and_with_any_umask(
    whole: Project, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "a folder with spaces" / "کتاب"
    shutil.copytree(whole.folder, elsewhere)
    other = Project(elsewhere)
    other.page.unlink()
    before = os.umask(0o077)
    try:
        from_outside = other.run("build", str(other.route), "--output", str(other.page.parent))
    finally:
        os.umask(before)
    assert from_outside.code == 0, from_outside.err
    assert other.page.read_bytes() == whole.page.read_bytes()


def test_the_age_of_files_and_others_beside_them_do_not_matter(
    whole: Project, tmp_path: Path
) -> None:
    project = Project(shutil.copytree(whole.folder, tmp_path / "copy"))
    for name in ("zz.yaml.bak", "aa.txt", ".hidden"):
        (project.route.parent / name).write_text("noise")
    os.utime(project.route, (0, 0))
    assert project.run("build", "--force").code == 0
    assert kept(project) == kept(whole)


IN_ORDER = """
import os, sys
real = os.scandir
backwards = sys.argv.pop(1) == "backwards"

class Sorted:
    def __init__(self, path="."):
        with real(path) as found:
            entries = sorted(found, key=lambda entry: entry.name, reverse=backwards)
        self.entries = iter(entries)

    def __iter__(self): return self.entries
    def __enter__(self): return self.entries
    def __exit__(self, *_): pass

os.scandir = Sorted
os.listdir = lambda path=".": [entry.name for entry in Sorted(path)]
from mapgen.cli import main
main(sys.argv[1:])
"""
"""The command line on a disk that lists its folders from A to Z, or backwards."""


def test_the_order_in_which_a_disk_lists_its_files_does_not_matter(project: Project) -> None:
    for name in ("aa.yaml", "zz.yaml"):
        shutil.copy(project.route, project.route.with_name(name))
    written = []
    for order in ("forwards", "backwards"):
        command = ("build", "small", "--force", "--sources", "texts")
        ran = subprocess.run(
            [sys.executable, "-c", IN_ORDER, order, *command],
            cwd=project.folder, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert ran.returncode == 0, ran.stderr
        written.append(kept(project))
        project.record.unlink()
    assert written[0] == written[1]


def test_trotsky_s_map_is_the_same_twice(tmp_path: Path) -> None:
    for number, seed in enumerate(["0", "99"]):
        subprocess.run(
            [
                sys.executable, "-m", "mapgen", "build", "trotsky", "--locked",
                "--output", str(tmp_path / str(number)),
            ],
            cwd=REPOSITORY, env={**os.environ, "PYTHONHASHSEED": seed},
            check=True, capture_output=True,
        )  # fmt: skip
    first, second = (tmp_path / name / "trotsky.html" for name in "01")
    assert first.read_bytes() == second.read_bytes()


KILLS = 50
VERSIONS = ("A small road", "Another road")
BUILD = ("--sources", "texts")


def strays(project: Project) -> list[str]:
    """The names of files in the folders of maps and routes that do not belong there."""
    folders = (project.page.parent, project.route.parent)
    names = {path.name for folder in folders for path in folder.iterdir()}
    return sorted(names - {"small.html", "small.yaml", "small.quotes.json", "geocache.json"})


def built(project: Project) -> None:
    process = start_build(project.folder, *BUILD)
    process.join()
    assert process.exitcode == 0


@pytest.fixture
def unplaced(
    project: Project, gazetteer_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> tuple[Project, Kept, Kept]:
    """A project whose places are looked up; what its builds write, before and after an edit.

    It stands as it was left by a build of the route before.
    """
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    monkeypatch.setenv("MAPGEN_CACHE_DIR", str(gazetteer_folder))
    project.edit("London, country: GB, at: [51.5085, -0.1257]", "London, country: GB")
    built(project)
    before = kept(project)
    project.edit(*VERSIONS)
    built(project)
    after = kept(project)
    assert before.page != after.page
    assert before.record == after.record
    project.edit(*reversed(VERSIONS))
    built(project)
    assert kept(project) == before
    return project, before, after


def assert_whole(found: Kept, before: Kept, after: Kept) -> None:
    assert found.page in (before.page, after.page)
    assert found.record in (b"", after.record)
    assert found.geocache in (b"", after.geocache)


def test_a_build_killed_before_any_change_to_a_file_leaves_old_or_new_and_nothing_stray(
    unplaced: tuple[Project, Kept, Kept],
) -> None:
    project, before, after = unplaced
    seen = set()
    for step in itertools.count(1):
        project.page.write_bytes(before.page)
        project.record.unlink()
        project.geocache.unlink()
        project.edit(*VERSIONS)
        process = start_build(project.folder, *BUILD, dies_at=step)
        process.join()
        found = kept(project)
        assert_whole(found, before, after)
        seen.add(found)
        built(project)
        assert kept(project) == after, step
        assert strays(project) == [], step
        project.edit(*reversed(VERSIONS))
        if process.exitcode == 0:
            break
        assert process.exitcode == -signal.SIGKILL
    assert step > 15
    assert seen == {
        Kept(before.page, b"", b""),
        Kept(before.page, b"", after.geocache),
        Kept(after.page, b"", after.geocache),
        after,
    }


def test_a_build_killed_at_any_moment_leaves_old_or_new_and_the_next_one_nothing_stray(
    unplaced: tuple[Project, Kept, Kept],
) -> None:
    project, before, after = unplaced
    chance = random.Random(1905)
    began = time.monotonic()
    built(project)
    usual = time.monotonic() - began
    killed = 0
    for number in range(KILLS):
        project.edit(*(VERSIONS if number % 2 == 0 else reversed(VERSIONS)))
        project.record.unlink(missing_ok=True)
        project.geocache.unlink(missing_ok=True)
        process = start_build(project.folder, *BUILD)
        process.join(usual * chance.uniform(0, 1.05))
        process.kill()
        process.join()
        killed += process.exitcode == -signal.SIGKILL
        assert_whole(kept(project), before, after)
    assert killed > 0
    built(project)
    assert kept(project) == before
    assert strays(project) == []


def test_an_output_folder_that_is_a_file_is_said_plainly(project: Project) -> None:
    (project.folder / "output").write_text("")
    ran = project.run("build")
    assert ran.code == 1
    assert "output/small.html: error[cannot-write]" in ran.err
    assert "Traceback" not in ran.err


def test_a_map_that_is_a_folder_is_said_plainly(project: Project) -> None:
    project.page.mkdir(parents=True)
    ran = project.run("build")
    assert ran.code == 1
    assert "this is a folder" in ran.err


def test_a_map_that_is_a_link_is_written_through(project: Project) -> None:
    real = project.folder / "real.html"
    real.write_text("old")
    project.page.parent.mkdir()
    project.page.symlink_to(real)
    assert project.run("build").code == 0
    assert project.page.is_symlink()
    assert real.read_text("utf-8").startswith("<!doctype html>")


@cache
def mounts_alone() -> tuple[str, ...]:
    """The command that runs a shell with mounts of its own; empty where that is not allowed."""
    for command in (("unshare", "--mount"), ("unshare", "--mount", "--map-root-user")):
        tried = [*command, "mount", "-t", "tmpfs", "tmpfs", "/mnt"]
        with contextlib.suppress(FileNotFoundError):
            if subprocess.run(tried, capture_output=True, check=False).returncode == 0:
                return command
    return ()


def build_on(project: Project, mount: str) -> Ran:
    """Build where `mount` has put another disk in place of the folder of maps.

    What stands on that disk at the end is copied to `after`.
    """
    script = f'{mount}; cp last.html output/small.html 2>/dev/null || true; "$@" || code=$?; '
    script += "cp -a output after; exit $code"
    command = [*mounts_alone(), "sh", "-ec", script, "sh", sys.executable, "-m", "mapgen", "build"]
    ran = subprocess.run(command, cwd=project.folder, capture_output=True, text=True, check=False)
    return Ran(ran.returncode, ran.stdout, ran.stderr)


@pytest.fixture
def edited(project: Project) -> Project:
    """A project whose route was edited after its map was drawn; `last.html` is that map."""
    assert project.run("build").code == 0
    shutil.copy(project.page, project.folder / "last.html")
    project.edit(*VERSIONS)
    return project


FEW_BYTES = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
from mapgen.cli import main
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
main(["build"])
"""
"""A build that may write 20,000 bytes to a file; no disk need be full for it."""


def test_a_file_that_cannot_grow_leaves_the_last_map(edited: Project) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", FEW_BYTES],
        cwd=edited.folder, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 1
    assert "output/small.html: error[cannot-write]: file too large" in ran.stderr
    assert edited.page.read_bytes() == (edited.folder / "last.html").read_bytes()
    assert strays(edited) == []


def test_a_full_disk_leaves_the_last_map(edited: Project) -> None:
    last = (edited.folder / "last.html").read_bytes()
    if mounts_alone():
        room = len(last) + 100_000
        ran = build_on(edited, f"mount -t tmpfs -o size={room} tmpfs output")
        reason, after = "no space left on device", edited.folder / "after"
    else:
        ran = edited.run("build", "--output", "/dev/full")
        reason, after = "/dev/full is a file, not a folder", edited.page.parent
    assert ran.code == 1, ran.err
    assert f"error[cannot-write]: {reason}" in ran.err
    assert "Traceback" not in ran.err
    assert {path.name: path.read_bytes() for path in after.iterdir()} == {"small.html": last}


def test_a_disk_that_cannot_be_written_leaves_the_last_map(edited: Project) -> None:
    last = (edited.folder / "last.html").read_bytes()
    if mounts_alone():
        bind = "mount --bind output output; mount -o remount,bind,ro output"
        ran = build_on(edited, bind)
    else:
        edited.page.parent.chmod(0o555)
        ran = edited.run("build", "--output", "output" if os.getuid() else "/proc/none")
        edited.page.parent.chmod(0o755)
    assert ran.code == 1, ran.err
    assert "error[cannot-write]" in ran.err
    assert "Traceback" not in ran.err
    assert edited.page.read_bytes() == last
    assert strays(edited) == []


def test_builders_at_the_same_time_leave_whole_maps(project: Project) -> None:
    builders = [
        subprocess.Popen(
            [sys.executable, "-m", "mapgen", "build", "--sources", "texts"],
            cwd=project.folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        )
        for _ in range(8)
    ]  # fmt: skip
    errors = [builder.communicate()[1] for builder in builders]
    assert [builder.returncode for builder in builders] == [0] * 8, errors
    assert project.page.read_text("utf-8").rstrip().endswith("</html>")
    assert [path.name for path in project.page.parent.iterdir()] == ["small.html"]
