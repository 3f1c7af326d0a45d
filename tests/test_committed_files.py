"""What the repository holds beside the code is what the code makes of it today."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from mapgen.cli import COMMANDS
from tests.project import make_project

REPOSITORY = Path(__file__).parent.parent
README = (REPOSITORY / "README.md").read_text(encoding="utf-8")


def run(*arguments: str, folder: Path = REPOSITORY) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "mapgen", *arguments],
        cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip


@pytest.mark.parametrize("name", ["geojson", "csv"])
def test_the_open_formats_are_those_of_the_route(tmp_path: Path, name: str) -> None:
    ran = run("export", "trotsky", "--to", name, "--output", str(tmp_path))
    assert ran.returncode == 0, ran.stderr
    kept = REPOSITORY / "output" / f"trotsky.{name}"
    assert (tmp_path / f"trotsky.{name}").read_bytes() == kept.read_bytes()


def test_the_schema_beside_the_route_is_that_of_the_model() -> None:
    kept = (REPOSITORY / "output" / "route.schema.json").read_text(encoding="utf-8")
    assert run("schema").stdout == kept
    first = (REPOSITORY / "routes" / "trotsky.yaml").read_text(encoding="utf-8").split("\n")[0]
    assert first == "# yaml-language-server: $schema=../output/route.schema.json"


def test_trotsky_s_route_has_no_errors_and_every_quote_is_on_record() -> None:
    ran = run("check", "trotsky", "--strict")
    assert ran.returncode == 0, ran.stderr
    found = re.search(r"(\d+) stops, (\d+) of (\d+) quotes verified, (\d+) conflicts", ran.stdout)
    assert found
    stops, verified, total, conflicts = map(int, found.groups())
    assert verified == total
    assert stops >= 35
    assert conflicts >= 20


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


def test_the_route_of_the_readme_is_a_route(tmp_path: Path) -> None:
    project = make_project(tmp_path)
    [route] = [block for block in blocks("yaml") if block.startswith("route:")]
    assert len(yaml.safe_load(route)["stops"]) == 1
    project.route.write_text(route.replace("country: GB", "country: GB, at: [51.5, -0.1]"), "utf-8")
    ran = run("build", "--strict", folder=tmp_path)
    problems = set(re.findall(r"\[([a-z-]+)\]", ran.stderr))
    assert problems <= {"quote-unverified", "no-source-file"}


def test_the_commands_of_the_readme_are_commands() -> None:
    lines = [line for block in blocks("sh") for line in block.splitlines() if line.strip()]
    assert any(line.startswith("make map") for line in lines)
    for line in lines:
        words = shlex.split(line, comments=True)
        if words[0] == "mapgen":
            assert words[1] in COMMANDS, line
            assert run(words[1], "--help").returncode == 0
            told = run(words[1], "--help").stdout
            assert all(word in told for word in words if word.startswith("--")), line


def test_the_python_of_the_readme_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "routes").symlink_to(REPOSITORY / "routes")
    [code] = blocks("python")
    exec(code, {})
    assert sorted(path.name for path in tmp_path.rglob("*.html")) == ["road.html", "trotsky.html"]


def test_the_picture_of_the_readme_is_there() -> None:
    for picture in re.findall(r"!\[[^]]+\]\(([^)]+)\)", README):
        assert (REPOSITORY / picture).stat().st_size > 10_000


def test_every_command_stands_in_the_changelog() -> None:
    changelog = (REPOSITORY / "CHANGELOG.md").read_text(encoding="utf-8")
    assert [name for name in COMMANDS if f"`mapgen {name}" not in changelog] == []


def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=REPOSITORY, capture_output=True, check=True
    )
    return [REPOSITORY / name for name in listed.stdout.decode().split("\0") if name]


def test_no_file_speaks_of_a_machine_or_of_unfinished_work() -> None:
    words = ["TO" + "DO", "FIX" + "ME", "/ro" + "ot/", "/wo" + "rk/", "XX" + "X "]
    found = [
        (path.name, word)
        for path in tracked()
        if path.suffix in {".py", ".js", ".css", ".md", ".j2", ".toml", ".yaml", ".json", ".txt"}
        for word in words
        if word in path.read_text(encoding="utf-8", errors="replace")
    ]
    assert found == []
