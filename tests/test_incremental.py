"""A build that draws only what changed comes to the same bytes as one that draws everything."""

import json
import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mapgen import incremental
from mapgen.build import build_examined
from mapgen.cli.drawing import draw
from mapgen.incremental import Order, Outcome, kept_outcome
from mapgen.site import Site
from tests.project import Project, make_project


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    monkeypatch.setenv("MAPGEN_CACHE_DIR", str(tmp_path / "cache"))
    folder = tmp_path / "project"
    folder.mkdir()
    return make_project(folder)


def order_of(project: Project) -> Order:
    return Order(project.route, project.page.parent, (project.folder / "texts",))


def build(project: Project) -> Outcome:
    """As the command builds: what is kept, else drawn."""
    order = order_of(project)
    return kept_outcome(order) or draw(order, is_locked=True)


def settled(project: Project) -> None:
    """Build until nothing is left to do: the first build writes the record that it did not read."""
    build(project)
    build(project)
    assert build(project).is_kept


def cache_entries(project: Project) -> list[Path]:
    return sorted((project.folder.parent / "cache" / "builds").glob("*.json"))


def test_an_unchanged_route_is_not_drawn_again(project: Project) -> None:
    settled(project)
    before = project.page.stat().st_mtime_ns
    outcome = build(project)
    assert outcome == replace(draw(order_of(project), is_locked=True), is_kept=True)
    assert outcome.problems
    build(project)
    assert project.page.stat().st_mtime_ns > before


Change = Callable[[Project], object]


def _becomes_a_folder(path: Path) -> None:
    path.unlink(missing_ok=True)
    path.mkdir()


def _edit_title(project: Project) -> None:
    text = project.route.read_text(encoding="utf-8")
    project.route.write_text(text.replace("A small road", "A small way"), encoding="utf-8")


def _edit_keeping_size_and_time(project: Project) -> None:
    before = project.route.stat()
    _edit_title_same_size(project)
    os.utime(project.route, ns=(before.st_atime_ns, before.st_mtime_ns))


def _edit_title_same_size(project: Project) -> None:
    text = project.route.read_text(encoding="utf-8")
    project.route.write_text(text.replace("A small road", "A small rope"), encoding="utf-8")


def _write_text(project: Project, name: str, text: str) -> None:
    (project.folder / "texts" / name).write_text(text, encoding="utf-8")


def _link_text(project: Project) -> None:
    text = project.folder / "texts" / "en.txt"
    (project.folder / "texts" / "other.txt").write_bytes(text.read_bytes())
    text.unlink()
    text.symlink_to("other.txt")


CHANGES: dict[str, Change] = {
    "route": _edit_title,
    "same size and time": _edit_keeping_size_and_time,
    "broken route": lambda project: project.route.write_text("route: [", encoding="utf-8"),
    "text": lambda project: _write_text(project, "en.txt", "Nothing."),
    "text gone": lambda project: (project.folder / "texts" / "en.txt").unlink(),
    "text linked": _link_text,
    "folder of texts gone": lambda project: shutil.rmtree(project.folder / "texts"),
    "record": lambda project: project.record.unlink(),
    "geocache as a folder": lambda project: _becomes_a_folder(project.geocache),
    "geocache": lambda project: project.geocache.write_text("{", encoding="utf-8"),
    "page gone": lambda project: project.page.unlink(),
    "page changed": lambda project: project.page.write_text("x", encoding="utf-8"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_whatever_a_build_hangs_on_makes_it_draw_again(project: Project, name: str) -> None:
    settled(project)
    CHANGES[name](project)
    assert kept_outcome(order_of(project)) is None


def test_a_text_that_appears_in_an_earlier_folder_makes_it_draw_again(project: Project) -> None:
    earlier = project.folder / "earlier"
    earlier.mkdir()
    order = Order(project.route, project.page.parent, (earlier, project.folder / "texts"))
    for _ in range(2):
        draw(order, is_locked=True)
    assert kept_outcome(order)
    (earlier / "en.txt").write_text("Nothing.", encoding="utf-8")
    assert kept_outcome(order) is None


def test_an_outline_is_an_input(project: Project) -> None:
    ring = '{"type": "Polygon", "coordinates": [[[30, 46], [31, 46], [31, 47], [30, 46]]]}'
    outline = project.route.with_name("odessa.geojson")
    outline.write_text(ring, encoding="utf-8")
    project.edit("at: [46.4857, 30.7438]", "kind: region, area: odessa.geojson")
    settled(project)
    outline.write_text(ring.replace("47", "48"), encoding="utf-8")
    assert kept_outcome(order_of(project)) is None


@pytest.mark.parametrize("change", ["is_strict", "languages", "output", "site"])
def test_another_order_is_kept_apart(project: Project, change: str) -> None:
    settled(project)
    values: dict[str, object] = {
        "is_strict": True,
        "languages": ("fa",),
        "output": project.folder / "site",
        "site": Site("https://example.org/"),
    }
    assert kept_outcome(replace(order_of(project), **{change: values[change]})) is None


def test_another_program_draws_again(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    settled(project)
    monkeypatch.setattr(incremental, "program_fingerprint", lambda: "another")
    assert kept_outcome(order_of(project)) is None


def test_the_program_is_told_by_its_files_and_its_libraries(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    of_program = incremental.program_fingerprint.__wrapped__
    (tmp_path / "page.css").write_text("a", encoding="utf-8")
    monkeypatch.setattr(incremental, "_PACKAGE", tmp_path)
    seen = {of_program()}
    (tmp_path / "page.css").write_text("b", encoding="utf-8")
    seen.add(of_program())
    monkeypatch.setattr("sys.path", [str(tmp_path)])
    seen.add(of_program())
    (tmp_path / "folium-0.20.1.dist-info").mkdir()
    seen.add(of_program())
    assert len(seen) == 4


def test_an_input_that_changes_while_it_is_drawn_is_not_kept(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    settled(project)

    def write_and_edit(*arguments: object, **options: object) -> object:
        built = build_examined(*arguments, **options)  # type: ignore[arg-type]
        _edit_title_same_size(project)
        return built

    monkeypatch.setattr("mapgen.cli.drawing.build_examined", write_and_edit)
    draw(order_of(project), is_locked=True)
    assert kept_outcome(order_of(project)) is None


@pytest.mark.parametrize("damage", ["cut", "flipped", "empty", "folder"])
def test_a_damaged_entry_is_forgotten(project: Project, damage: str) -> None:
    settled(project)
    [entry] = cache_entries(project)
    content = entry.read_bytes()
    entry.unlink()
    if damage == "folder":
        entry.mkdir()
    else:
        entry.write_bytes(
            {
                "cut": content[: len(content) // 2],
                "flipped": content.replace(b'"stops": 2', b'"stops": 3'),
                "empty": b"",
            }[damage]
        )
    assert kept_outcome(order_of(project)) is None
    assert build(project).page


def test_a_cache_that_cannot_be_written_costs_only_time(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAPGEN_CACHE_DIR", "/dev/null/cache")
    assert build(project).page
    assert not build(project).is_kept


OPERATIONS = [*CHANGES, "restore", "cache gone", "entry gone", "clock", "nothing", "nothing"]


@settings(max_examples=30)
@given(operations=st.lists(st.sampled_from(OPERATIONS), min_size=1, max_size=10))
def test_any_sequence_of_changes_comes_to_the_bytes_of_a_build_from_scratch(
    tmp_path_factory: pytest.TempPathFactory, operations: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("sequence")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MAPGEN_CACHE_DIR", str(folder / "cache"))
        patch.chdir(folder)
        (folder / "project").mkdir()
        project = make_project(folder / "project")
        build(project)
        for operation in operations:
            _operate(project, operation)
            _assert_same_as_from_scratch(project, patch)
    shutil.rmtree(folder)


def _operate(project: Project, operation: str) -> None:
    cache = project.folder.parent / "cache"
    if operation in CHANGES:
        try:
            CHANGES[operation](project)
        except FileNotFoundError:
            return
    elif operation == "restore":
        shutil.rmtree(project.folder / "texts", ignore_errors=True)
        shutil.rmtree(project.folder / "routes")
        make_project(project.folder)
    elif operation == "cache gone":
        shutil.rmtree(cache, ignore_errors=True)
    elif operation == "entry gone":
        for entry in cache_entries(project):
            entry.unlink()
    elif operation == "clock":
        for path in project.folder.rglob("*"):
            os.utime(path, (0, 0), follow_symlinks=False)


def _assert_same_as_from_scratch(project: Project, patch: pytest.MonkeyPatch) -> None:
    """A copy of the folder, built with an empty cache, holds the same files and tells the same."""
    scratch = Project(project.folder.parent / "scratch")
    shutil.copytree(project.folder, scratch.folder, symlinks=True)
    told = json.dumps(_told(build(project), project))
    with patch.context() as empty:
        empty.setenv("MAPGEN_CACHE_DIR", str(project.folder.parent / "empty"))
        assert json.dumps(_told(build(scratch), scratch)) == told
    assert _files(scratch) == _files(project)
    shutil.rmtree(scratch.folder)
    shutil.rmtree(project.folder.parent / "empty", ignore_errors=True)


def _told(outcome: Outcome, project: Project) -> object:
    written = repr(replace(outcome, is_kept=False))
    return written.replace(str(project.folder), "")


def _files(project: Project) -> dict[str, bytes]:
    return {
        str(path.relative_to(project.folder)): path.read_bytes()
        for path in project.folder.rglob("*")
        if path.is_file()
    }


def test_the_command_says_unchanged_and_force_draws(project: Project) -> None:
    for _ in range(2):
        ran = project.run("build", "--sources", "texts")
        assert ran.code == 0
        assert "unchanged" not in ran.out
    kept = project.run("build", "--sources", "texts")
    assert kept.out == ran.out.replace("\n", ", unchanged\n")
    assert kept.err == ran.err
    assert "unchanged" not in project.run("build", "--sources", "texts", "--force").out


def test_many_routes_are_drawn_side_by_side_and_told_in_order(project: Project) -> None:
    for number in range(4):
        copy = project.route.with_name(f"copy-{number}.yaml")
        text = project.route.read_text(encoding="utf-8")
        copy.write_text(text.replace("route: small", f"route: copy-{number}"), encoding="utf-8")
    broken = project.route.with_name("copy-2.yaml")
    broken.write_text("route: [", encoding="utf-8")
    ran = project.run("build")
    assert ran.code == 1
    names = [line.split(":")[0] for line in ran.out.splitlines()]
    assert names == [
        "output/copy-0.html", "output/copy-1.html", "output/copy-3.html", "output/small.html",
    ]  # fmt: skip
    assert "routes/copy-2.yaml: not built" in ran.err
    assert ran.err.count("error[yaml-syntax]") == 1
    again = project.run("build")
    assert again.out.count("unchanged") == 4
    assert again.code == 1


def test_a_file_that_cannot_be_read_stops_only_its_own_route(project: Project) -> None:
    ran = project.run("build", "routes/nothing.yaml", "small")
    assert ran.code == 1
    assert "routes/nothing.yaml: error[no-file]" in ran.err
    assert "output/small.html: 2 stops" in ran.out
