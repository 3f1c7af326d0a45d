"""What a user meets at the command line, command by command."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from mapgen import __version__
from mapgen.cli import COMMANDS, main
from tests.project import Project, make_project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return make_project(tmp_path)


def test_the_version_is_the_package_s(project: Project) -> None:
    ran = project.run("--version")
    assert (ran.code, ran.out) == (0, f"mapgen {__version__}\n")


def test_help_lists_every_command(project: Project) -> None:
    ran = project.run("--help")
    assert ran.code == 0
    assert all(f"  {name} " in ran.out for name in COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stop:
        main([name, "--help"])
    told = capsys.readouterr().out
    assert stop.value.code == 0
    assert f"Example: mapgen {name}" in told


@pytest.mark.parametrize(
    "arguments", [[], ["draw"], ["build", "--nothing"], ["export", "small"]], ids=" ".join
)
def test_wrong_usage_exits_with_2(project: Project, arguments: list[str]) -> None:
    ran = project.run(*arguments)
    assert ran.code == 2
    assert "Traceback" not in ran.err


def test_check_verifies_quotes_and_names_both_sides_of_a_conflict(project: Project) -> None:
    ran = project.run("check", "small", "--sources", "texts")
    assert ran.code == 0, ran.err
    assert "4 of 4 quotes verified" in ran.out
    assert "school, when (sources)" in ran.out
    assert "  - 1888 (the author's reading)\n      fa: در سال ۱۸۸۸ به اودسا رفت\n" in ran.out
    assert "  - 1889\n      en: came to Odessa in 1889\n" in ran.out
    assert "door, the way there (" in ran.out


def test_one_changed_letter_is_found_with_the_nearest_passage(project: Project) -> None:
    project.edit("knocked at a door", "knocked at the door")
    ran = project.run("check", "small", "--sources", "texts")
    assert ran.code == 1
    line = 1 + project.route.read_text(encoding="utf-8").split("\n").index(
        "            text: In London he knocked at the door in October 1902"
    )
    assert f"routes/small.yaml:{line}:19: error[quote-not-found]" in ran.err
    assert "knocked at a door" in ran.err


def test_without_the_texts_the_record_of_a_build_verifies(project: Project) -> None:
    assert "0 of 4 quotes verified" in project.run("check").out
    assert project.run("build", "--sources", "texts").code == 0
    assert project.record.exists()
    ran = project.run("check")
    assert "4 of 4 quotes verified" in ran.out
    project.edit("knocked at a door", "knocked at the door")
    assert "3 of 4 quotes verified" in project.run("check").out


def test_a_build_without_the_texts_leaves_the_record_alone(project: Project) -> None:
    assert project.run("build", "--sources", "texts").code == 0
    record = project.record.read_bytes()
    project.edit("knocked at a door", "knocked at the door")
    assert "3 of 4 quotes verified" in project.run("build").out
    assert project.record.read_bytes() == record


def test_check_writes_nothing(project: Project) -> None:
    before = sorted(path for path in project.folder.rglob("*"))
    assert project.run("check", "--sources", "texts").code == 0
    assert sorted(path for path in project.folder.rglob("*")) == before


def test_check_as_json_is_one_line_with_the_promised_shape(project: Project) -> None:
    project.edit("event: schooling", "event: scholing")
    ran = project.run("check", "small", "--json")
    assert ran.code == 1
    assert ran.out.count("\n") == 1
    [route] = json.loads(ran.out)["routes"]
    [problem] = [each for each in route["problems"] if each["severity"] == "error"]
    assert problem == {
        "code": "unknown-word",
        "severity": "error",
        "file": "routes/small.yaml",
        "line": 17,
        "column": 16,
        "message": "`scholing` is not a word that stands here",
        "hint": "did you mean `schooling`?",
    }
    project.edit("event: scholing", "event: schooling")
    [route] = json.loads(project.run("check", "--json", "--sources", "texts").out)["routes"]
    assert route["route"] == "small"
    assert route["quotes"] == {"verified": 4, "unverified": 0, "total": 4}
    assert route["stops"][0] == {
        "id": "school",
        "date": "disputed",
        "place": "stated",
        "leg": "inferred",
        "start": None,
        "end": None,
    }
    about = [(each["stop"], each["about"], each["between"]) for each in route["conflicts"]]
    assert ("school", "date", "sources") in about
    sides = route["conflicts"][0]["sides"]
    assert [side["reading"] for side in sides] == [True, False]
    assert sides[1]["quotes"] == [{"source": "en", "text": "came to Odessa in 1889"}]


def test_strict_counts_a_warning_as_an_error(project: Project) -> None:
    project.edit("when: 1888\n", "when: 1878\n")
    assert project.run("check", "--sources", "texts").code == 0
    assert project.run("check", "--strict", "--sources", "texts").code == 1
    ran = project.run("build", "--strict", "--sources", "texts")
    assert ran.code == 1
    assert not project.page.exists()


def test_a_build_that_fails_leaves_the_last_map(project: Project) -> None:
    assert project.run("build", "--sources", "texts").code == 0
    page = project.page.read_bytes()
    project.edit("place: london", "place: londn")
    ran = project.run("build")
    assert ran.code == 1
    assert "did you mean `london`?" in ran.err
    assert project.page.read_bytes() == page


def test_a_build_goes_where_it_is_told(project: Project) -> None:
    assert project.run("build", "--output", "site/maps").code == 0
    assert (project.folder / "site" / "maps" / "small.html").exists()


def test_a_place_without_position_stops_a_locked_build_and_names_the_command(
    project: Project,
) -> None:
    project.edit(", at: [51.5085, -0.1257]", "")
    ran = project.run("build", "--locked")
    assert ran.code == 1
    assert "error[no-position]: place `london` has no position" in ran.err
    assert "`mapgen geocode small`" in ran.err
    assert not project.geocache.exists()


def test_a_route_is_found_by_name_or_path_and_misspelt_names_are_mended(
    project: Project,
) -> None:
    assert project.run("check", "routes/small.yaml").code == 0
    ran = project.run("check", "smal")
    assert ran.code == 1
    assert "did you mean `small`?" in ran.err
    assert project.run("check", "nothing.yaml").code == 1


def test_no_route_at_all_is_said_plainly(tmp_path: Path) -> None:
    ran = Project(tmp_path).run("build")
    assert ran.code == 1
    assert "no routes here" in ran.err


def test_an_author_s_own_borders_take_the_place_of_today_s(project: Project) -> None:
    project.edit("title: A small road\n", "title: A small road\nborders: borders.geojson\n")
    ran = project.run("build")
    assert ran.code == 1
    assert "routes/small.yaml:3:10: error[area-file]" in ran.err
    ring = [[20, 40], [40, 40], [40, 60], [20, 60], [20, 40]]
    (project.route.parent / "borders.geojson").write_text(
        json.dumps({"type": "Polygon", "coordinates": [ring]})
    )
    assert project.run("build").code == 0
    assert "Borders of today" not in project.page.read_text("utf-8")


def test_export_writes_open_formats(project: Project) -> None:
    ran = project.run("export", "small", "--to", "geojson", "--to", "csv", "--sources", "texts")
    assert ran.code == 0, ran.err
    collection = json.loads((project.folder / "output" / "small.geojson").read_text("utf-8"))
    assert collection["type"] == "FeatureCollection"
    rows = (project.folder / "output" / "small.csv").read_text("utf-8")
    assert "در سال ۱۸۸۸ به اودسا رفت" in rows


def test_a_second_route_of_one_name_overwrites_nothing(project: Project) -> None:
    copy = project.folder / "routes" / "zz-copy.yaml"
    words = project.route.read_text(encoding="utf-8")
    copy.write_text(words.replace("A small road", "Another road"), encoding="utf-8")
    told = "routes/zz-copy.yaml:1:8: error[duplicate-route]: route `small` is also in"
    built = project.run("build")
    assert built.code == 1
    assert told in built.err
    assert "routes/zz-copy.yaml: not built" in built.err
    assert "A small road" in project.page.read_text(encoding="utf-8")
    for command in (("export", "--to", "csv"), ("picture", "--to", "svg"), ("check",)):
        ran = project.run(*command)
        assert ran.code == 1
        assert told in ran.err
    assert {file.name for file in project.page.parent.iterdir()} == {"small.html"}
    assert project.run("build", "zz-copy", "--output", "other").code == 0


def test_one_route_under_two_names_is_no_second_route(project: Project) -> None:
    (project.folder / "routes" / "link.yaml").symlink_to("small.yaml")
    assert project.run("build").code == 0


def test_diff_names_what_changed(project: Project) -> None:
    other = project.folder / "routes" / "other.yaml"
    other.write_text(project.route.read_text("utf-8").replace("1902-10\n", "1902-11\n"), "utf-8")
    ran = project.run("diff", "small", "other")
    assert ran.code == 0
    assert "stop `door` is now dated 1902-11, was 1902-10" in ran.out
    told = json.loads(project.run("diff", "small", "other", "--json").out)
    assert {change["kind"] for change in told["changes"]} >= {"re-dated"}
    assert "nothing changed" in project.run("diff", "small", "small").out


def test_diff_compares_what_it_can_where_a_version_has_errors(project: Project) -> None:
    before = project.folder / "before.yaml"
    before.write_bytes(project.route.read_bytes())
    project.edit(", at: [51.5085, -0.1257]", "")
    project.edit("1902-10\n", "1902-11\n")
    ran = project.run("diff", "before.yaml", "routes/small.yaml")
    assert ran.code == 1
    assert "routes/small.yaml" in ran.err
    assert "error[no-position]" in ran.err
    assert "stop `door` is now dated 1902-11, was 1902-10" in ran.out


def test_a_misspelt_command_is_mended(project: Project) -> None:
    ran = project.run("bild")
    assert ran.code == 2
    assert "did you mean `build`?" in ran.err


def test_a_fault_of_the_program_says_where_to_report_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_arguments: object, **_options: object) -> None:
        raise RuntimeError("a bug")

    monkeypatch.setattr("mapgen.cli.app.main", fail)
    with pytest.raises(SystemExit) as stop:
        main(["check"])
    assert stop.value.code == 70
    assert "please report it" in capsys.readouterr().err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no disk that is always full")
@pytest.mark.parametrize("arguments", [["schema"], ["check", "small"], ["--help"]], ids=" ".join)
def test_a_full_disk_under_what_is_printed_is_no_fault_of_the_program(
    project: Project, arguments: list[str]
) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        ran = subprocess.run(
            [sys.executable, "-m", "mapgen", *arguments],
            cwd=project.folder, stdout=full, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    assert ran.returncode == 1
    assert ran.stderr.endswith("standard output: error[cannot-write]: no space left on device\n"), (
        ran.stderr
    )
    assert "Traceback" not in ran.stderr


def test_ctrl_c_exits_with_130(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupt(*_arguments: object, **_options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("mapgen.cli.app.main", interrupt)
    with pytest.raises(SystemExit) as stop:
        main(["check"])
    assert stop.value.code == 130
    assert capsys.readouterr().err == "stopped\n"
