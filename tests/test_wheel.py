"""The wheel: all of the package and nothing else; it builds the maps that the checkout builds."""

import subprocess
import sysconfig
import venv
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.project import Project, make_project
from tests.wheel import PIP, REPOSITORY, built_wheel, ran

PACKAGE = REPOSITORY / "mapgen"


@dataclass(frozen=True)
class Installed:
    """The wheel, and a virtual environment that has it in place of the checkout."""

    wheel: Path
    environment: Path

    def run(self, *arguments: str, folder: Path) -> subprocess.CompletedProcess[bytes]:
        """Run the installed command in a folder; it must succeed."""
        return ran(self.environment / "bin" / "mapgen", *arguments, folder=folder)


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """Everything that is not ours comes from the environment of the tests, by a path file."""
    folder = tmp_path_factory.mktemp("wheel")
    wheel = built_wheel(folder)
    environment = folder / "environment"
    venv.create(environment, symlinks=True)
    python = environment / "bin" / "python"
    paths = "{}\n{}\n".format(*(sysconfig.get_path(name) for name in ("purelib", "platlib")))
    (site,) = environment.glob("lib/python*/site-packages")
    (site / "environment-of-the-tests.pth").write_text(paths, encoding="utf-8")
    install = ("install", "--no-index", "--no-deps", "--ignore-installed", wheel)
    ran(*PIP, "--python", python, *install, folder=folder)
    return Installed(wheel, environment)


def own_files() -> dict[str, bytes]:
    """Every file of the package in the checkout, by its name in a wheel."""
    return {
        path.relative_to(REPOSITORY).as_posix(): path.read_bytes()
        for path in PACKAGE.rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }


def test_the_wheel_holds_every_file_of_the_package_and_nothing_else(installed: Installed) -> None:
    with zipfile.ZipFile(installed.wheel) as archive:
        held = {
            name: archive.read(name) for name in archive.namelist() if ".dist-info/" not in name
        }
    assert sorted(held) == sorted(own_files())
    assert held == own_files()


@pytest.mark.parametrize(
    "pattern",
    [
        "atlas/basemap.json", "atlas/countries.json", "atlas/rough.json", "atlas/seas.json",
        "coverage/words.json", "geocode/period_places.json", "page/client/*.js",
        "page/css/*.css", "page/templates/*.j2", "page/frame/*.js", "wording/*.json", "py.typed",
        "explanations/*", "guide/*.md", "serve/live.*", "serve/templates/*.j2",
    ],
)  # fmt: skip
def test_what_the_program_reads_at_run_time_is_in_the_wheel(
    installed: Installed, pattern: str
) -> None:
    found = [path for path in PACKAGE.glob(pattern) if path.is_file()]
    wanted = {path.relative_to(REPOSITORY).as_posix() for path in found}
    assert wanted
    with zipfile.ZipFile(installed.wheel) as archive:
        assert wanted <= set(archive.namelist())


def test_the_wheel_brings_its_licence_and_its_command(installed: Installed) -> None:
    with zipfile.ZipFile(installed.wheel) as archive:
        (licence,) = (name for name in archive.namelist() if name.endswith("/licenses/LICENSE"))
        (commands,) = (name for name in archive.namelist() if name.endswith("/entry_points.txt"))
        assert archive.read(licence) == (REPOSITORY / "LICENSE").read_bytes()
        assert "mapgen = mapgen.cli:main" in archive.read(commands).decode()


def test_the_installed_program_is_not_the_one_of_the_checkout(
    installed: Installed, tmp_path: Path
) -> None:
    python = installed.environment / "bin" / "python"
    said = ran(python, "-c", "import mapgen; print(mapgen.__file__)", folder=tmp_path)
    assert Path(said.stdout.decode().strip()).is_relative_to(installed.environment)


def test_the_wheel_and_the_checkout_build_the_same_bytes(
    installed: Installed, tmp_path: Path
) -> None:
    (tmp_path / "checkout").mkdir()
    (tmp_path / "wheel").mkdir()
    checkout, other = make_project(tmp_path / "checkout"), make_project(tmp_path / "wheel")
    ran = checkout.run("build", "--sources", "texts")
    assert ran.code == 0, ran.err
    installed.run("build", "--sources", "texts", folder=other.folder)
    assert other.page.read_bytes() == checkout.page.read_bytes()
    assert other.record.read_bytes() == checkout.record.read_bytes()


def test_trotsky_s_map_from_the_wheel_is_that_from_the_checkout(
    installed: Installed, tmp_path: Path
) -> None:
    route = str(REPOSITORY / "routes" / "trotsky.yaml")
    build = ("build", route, "--locked", "--output")
    installed.run(*build, "from-wheel", folder=tmp_path)
    ran = Project(tmp_path).run(*build, "from-checkout", PYTHONPATH=str(REPOSITORY))
    assert ran.code == 0, ran.err
    pages = [tmp_path / f"from-{name}" / "trotsky.html" for name in ("wheel", "checkout")]
    assert pages[0].read_bytes() == pages[1].read_bytes()


@pytest.mark.parametrize(
    "command",
    [("schema",), ("check", "--json"), ("export", "small", "--to", "geojson"), ("--version",)],
    ids=lambda command: command[0],
)
def test_other_commands_say_the_same_from_the_wheel_and_from_the_checkout(
    installed: Installed, tmp_path: Path, command: tuple[str, ...]
) -> None:
    project = make_project(tmp_path)
    here = project.run(*command)
    written = [path.read_bytes() for path in sorted(tmp_path.glob("output/*"))]
    there = installed.run(*command, folder=tmp_path)
    assert there.stdout.decode() == here.out
    assert [path.read_bytes() for path in sorted(tmp_path.glob("output/*"))] == written
