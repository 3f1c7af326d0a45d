"""The guide, followed to the letter by someone who has the wheel and an empty folder."""

import contextlib
import re
import shlex
import shutil
import subprocess
import sysconfig
import venv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.project import make_project
from tests.serving import Events, served
from tests.wheel import ALONE, REPOSITORY, built_wheel

GUIDE = REPOSITORY / "mapgen" / "guide"
FENCED = re.compile(r"```(?P<kind>\w+)\n(?P<text>.*?)```\n", re.DOTALL)
MISTAKE = "he took a night train"


@dataclass(frozen=True)
class Block:
    """A block of the guide, and the line of the text before it."""

    before: str
    kind: str
    text: str


def blocks(guide: str) -> list[Block]:
    text = (GUIDE / guide).read_text(encoding="utf-8")
    found = []
    for each in FENCED.finditer(text):
        before = text[: each.start()].rstrip().split("\n")[-1]
        found.append(Block(before, each["kind"], each["text"]))
    return found


@dataclass
class Reader:
    """Someone who does what the guide says, and compares what it shows."""

    folder: Path
    environment: Mapping[str, str]
    stack: contextlib.ExitStack
    said: str = ""
    code: int = 0
    replaced: tuple[Path, str] | None = None
    events: Events | None = None

    def follow(self, block: Block) -> None:
        if block.kind == "sh":
            for line in block.text.splitlines():
                self._run(line)
        elif block.kind == "console":
            self._compare(block.text)
        elif written := re.search(r"Put this into `([^`]+)`:$", block.before):
            (self.folder / written[1]).write_text(block.text, encoding="utf-8")
        elif block.before == "by":
            self._replace(block.text)
        else:
            named = re.search(r"`([^`]+)`, replace$|, replace in `([^`]+)`$", block.before)
            assert named, block
            self.replaced = (self.folder / (named[1] or named[2]), block.text)

    def _run(self, line: str) -> None:
        assert self.code == 0, self.said
        words = shlex.split(line)
        if words[0] == "cd":
            self.folder /= words[1]
        elif words[:2] == ["mapgen", "serve"]:
            self._serve(words[2:])
        else:
            ran = subprocess.run(
                ["bash", "-c", line], cwd=self.folder, env=self.environment, check=False,
                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8",
            )  # fmt: skip
            self.said, self.code = ran.stdout, ran.returncode

    def _serve(self, arguments: list[str]) -> None:
        program = Path(self.environment["PATH"].split(":")[0]) / "mapgen"
        serving = served(self.folder, *arguments, program=[program], environment=self.environment)
        name = arguments[0]
        self.events = self.stack.enter_context(self.stack.enter_context(serving).events(name))
        assert not self.events.next()["summary"]

    def _replace(self, after: str) -> None:
        """Replace in a file what stands there once; the browser is told of mistakes."""
        assert self.replaced
        path, before = self.replaced
        text = path.read_text(encoding="utf-8")
        assert text.count(f"\n{before}") == 1, before
        path.write_text(text.replace(f"\n{before}", f"\n{after}"), encoding="utf-8")
        assert self.events
        self.events.until(lambda state: bool(state["problems"]) == (MISTAKE in after))

    def _compare(self, shown: str) -> None:
        """What a command said is what the guide shows; `...` stands for anything."""
        pattern = (
            re.escape(shown)
            .replace(re.escape("...\n"), r"(.*\n)*")
            .replace(re.escape("..."), r".*")
        )
        assert re.fullmatch(pattern, self.said), f"{shown}\nbut it said:\n{self.said}"
        assert self.code == ("error[" in shown)
        self.code = 0


@pytest.fixture
def environment(tmp_path: Path, gazetteer_folder: Path) -> Mapping[str, str]:
    """A virtual environment where `pip install mapgen` finds the wheel, and all that it needs."""
    wheel = built_wheel(tmp_path)
    venv.create(tmp_path / "environment", with_pip=True, symlinks=True)
    (site,) = (tmp_path / "environment").glob("lib/python*/site-packages")
    needed = tmp_path / "needed"
    needed.mkdir()
    for folder in {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}:
        for path in Path(folder).iterdir():
            if "mapgen" not in path.name and path.suffix != ".pth":
                (needed / path.name).symlink_to(path)
    (site / "needed.pth").write_text(f"{needed}\n", encoding="utf-8")
    return {
        **ALONE,
        "PATH": f"{tmp_path / 'environment' / 'bin'}:{ALONE['PATH']}",
        "MAPGEN_CACHE_DIR": str(gazetteer_folder),
        "PIP_NO_INDEX": "1",
        "PIP_FIND_LINKS": str(wheel.parent),
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    }


def test_the_first_route_comes_about_as_the_guide_says(
    tmp_path: Path, environment: Mapping[str, str]
) -> None:
    (tmp_path / "empty").mkdir()
    with contextlib.ExitStack() as stack:
        reader = Reader(tmp_path / "empty", environment, stack)
        for block in blocks("first-route.md"):
            reader.follow(block)
        assert reader.code == 0, reader.said


RECIPES = [yaml.safe_load(block.text) for block in blocks("publishing.md") if block.kind == "yaml"]
HOOKS = yaml.safe_load((REPOSITORY / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))


def commands_in(value: Any) -> Iterator[str]:
    """Every text in a recipe that calls mapgen."""
    if isinstance(value, str) and value.startswith("mapgen "):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from commands_in(each)


def test_every_command_of_the_recipes_works(tmp_path: Path) -> None:
    project = make_project(tmp_path)
    assert project.run("build", "--sources", "texts").code == 0
    shutil.rmtree(project.folder / "texts")
    commands = list(dict.fromkeys(commands_in(RECIPES)))
    assert len(commands) > 3
    for command in commands:
        ran = project.run(*shlex.split(command)[1:])
        assert ran.code == 0, ran.err
    for folder in ("site", "public"):
        assert (tmp_path / folder / "small.html").read_bytes() == project.page.read_bytes()


def test_every_hook_of_the_recipe_is_there_and_takes_the_routes_that_changed(
    tmp_path: Path,
) -> None:
    [named] = [recipe["repos"][0]["hooks"] for recipe in RECIPES if "repos" in recipe]
    assert [hook["id"] for hook in named] == [hook["id"] for hook in HOOKS]
    project = make_project(tmp_path)
    for hook in HOOKS:
        assert hook["language"] == "python"
        files = [path for path in tmp_path.rglob("*") if path.is_file()]
        changed = [path.relative_to(tmp_path).as_posix() for path in files]
        taken = [path for path in changed if re.search(hook["files"], path)]
        assert taken == ["routes/small.yaml"]
        assert project.run(*shlex.split(hook["entry"])[1:], *taken).code == 0


def test_a_hook_stops_a_commit_of_a_wrong_route(tmp_path: Path) -> None:
    project = make_project(tmp_path)
    project.edit("place: london", "place: londn")
    [check] = [hook["entry"] for hook in HOOKS if hook["id"] == "mapgen-check"]
    assert project.run(*shlex.split(check)[1:], "routes/small.yaml").code == 1
