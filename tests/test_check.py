"""What `mapgen check` tells an author: in which order and form, and what else it has an eye on."""

import json
from pathlib import Path

import pytest

from mapgen.check import examine
from mapgen.loading import load_route
from tests.project import Project, make_project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return make_project(tmp_path)


def codes(project: Project) -> list[str]:
    return [problem.code for problem in examine(project.route).problems]


def test_errors_come_before_warnings_and_both_by_line(project: Project) -> None:
    project.edit("places:\n", "places:\n  paris: {name: Paris, at: [48.8, 2.3]}\n")
    project.edit("born: 1879-11-07", "born: 1889-11-07")
    project.edit("event: schooling", "event: scholing")
    project.edit("by: train", "by: rail")
    told = project.run("check").err.splitlines()
    heads = [line.split(": ")[1] for line in told if line.startswith("routes/small.yaml:")]
    severities = [head.split("[")[0] for head in heads]
    assert severities == ["error", "error", "warning", "warning", "warning"]
    lines = [int(line.split(":")[1]) for line in told if line.startswith("routes/small.yaml:")]
    assert lines[:2] == sorted(lines[:2])
    assert lines[2:] == sorted(lines[2:])


def test_a_chapter_all_of_whose_stops_are_wrong_is_not_called_empty_too(project: Project) -> None:
    project.edit("event: schooling", "event: scholing")
    project.edit("by: train", "by: rail")
    assert [problem.code for problem in load_route(project.route).problems] == [
        "unknown-word",
        "gap-of-years",
        "unknown-word",
    ]


def test_annotations_for_github_are_one_line_each(project: Project) -> None:
    project.edit("event: schooling", "event: scholing")
    ran = project.run("check", "small", "--format", "github")
    assert ran.code == 1
    assert ran.out.startswith(
        "::error file=routes/small.yaml,title=unknown-word,line=17,col=16,endColumn=23::"
        "`scholing` is not a word that stands here. did you mean `schooling`?\n"
    )
    assert ran.err == ""


def test_an_annotation_cannot_be_ended_by_what_a_user_wrote(project: Project) -> None:
    project.edit("event: schooling", 'event: "100%\\n::error::x"')
    ran = project.run("check", "small", "--format", "github")
    assert ran.out.count("\n::") + 1 == ran.out.count("\n") == 2
    assert "`100%25%0A::error::x`" in ran.out


def test_an_annotation_names_a_strange_file_whole(project: Project) -> None:
    strange = project.route.with_name("a,b:c.yaml")
    strange.write_text("", encoding="utf-8")
    ran = project.run("check", "routes/a,b:c.yaml", "--format", "github")
    assert "file=routes/a%2Cb%3Ac.yaml,title=empty-file::" in ran.out


def test_json_is_a_format_too(project: Project) -> None:
    assert json.loads(project.run("check", "--format", "json").out) == json.loads(
        project.run("check", "--json").out
    )


def test_a_route_that_cannot_be_read_hides_none_of_the_others(project: Project) -> None:
    (project.folder / "routes" / "gone.yaml").symlink_to("nowhere.yaml")
    ran = project.run("check")
    assert ran.code == 1
    assert "routes/gone.yaml: error[no-file]: no such file or directory\n" in ran.err
    assert "routes/gone.yaml: 1 error, 0 warnings\n" in ran.out
    assert "routes/small.yaml: 2 stops" in ran.out
    told = json.loads(project.run("check", "--json").out)["routes"]
    assert [route["route"] for route in told] == ["gone", "small"]
    assert told[0]["problems"] == [
        {
            "code": "no-file",
            "severity": "error",
            "file": "routes/gone.yaml",
            "line": 0,
            "column": 0,
            "message": "no such file or directory",
            "hint": "",
        }
    ]


def test_texts_are_found_beside_the_route(project: Project) -> None:
    for text in (project.folder / "texts").iterdir():
        text.rename(project.route.with_name(text.name))
    assert "4 of 4 quotes verified" in project.run("check").out


def test_a_stop_without_a_quotation_is_warned_of(project: Project) -> None:
    project.edit("      - id: door\n", "      - {id: bare, place: odessa}\n      - id: door\n")
    assert "no-quote" in codes(project)


def test_a_stop_that_lost_its_id_is_told_of_until_formerly_names_it(project: Project) -> None:
    assert project.run("build", "--sources", "texts").code == 0
    project.edit("- id: door", "- id: knock")
    [problem] = [each for each in examine(project.route).problems if each.code == "id-changed"]
    assert problem.message == "stop `knock` was `door` when its quotations were verified"
    assert problem.severity == "warning"
    project.edit("- id: knock", "- id: knock\n        formerly: door")
    assert "id-changed" not in codes(project)


def test_a_quotation_that_moved_to_another_stop_changes_no_id(project: Project) -> None:
    assert project.run("build", "--sources", "texts").code == 0
    quote = "- {source: en, text: came to Odessa in 1889, says: {when: 1889, where: odessa}}"
    moved = f"          {quote}\n"
    project.edit(moved, "")
    text = project.route.read_text(encoding="utf-8")
    project.route.write_text(text + moved, encoding="utf-8")
    assert "id-changed" not in codes(project)


def dated(folder: Path, *stops: str) -> list[str]:
    """The messages about gaps in a route whose stops are given as flow mappings."""
    lines = ["route: small", "title: Small", "subject: {name: Someone}", "places: {a: {name: A}}"]
    lines += ["stops:", *(f"  - {{place: a, {stop}}}" for stop in stops)]
    path = folder / "small.yaml"
    path.write_text("\n".join(lines), encoding="utf-8")
    loaded = load_route(path)
    assert loaded.route, [str(problem) for problem in loaded.problems]
    return [problem.message for problem in loaded.problems if problem.code == "gap-of-years"]


@pytest.mark.parametrize(
    ("stops", "is_gap"),
    [
        (("id: x, when: 1900", "id: y, when: 1906"), False),
        (("id: x, when: 1900", "id: y, when: 1906-03"), True),
        (("id: x, when: 1900/1903", "id: y, when: 1907"), False),
        (("id: x, when: 1900/..", "id: y, when: 1910"), False),
        (("id: x, when: 1900/", "id: y, when: 1910"), False),
        (("id: x, when: 1900", "id: y, when: ../1910"), False),
        (("id: x, when: 1900", "id: z", "id: y, when: 1910"), False),
        (("id: x, when: 1900/1909", "id: z, when: 1901", "id: y, when: 1910"), False),
        (("id: x, when: 1900", "id: y, when: 1910, leg: {when: 1904/1909}"), False),
        (("id: x, when: 1900", "id: y, when: 1910, leg: {when: 1909}"), True),
        (("id: x, when: 1900/..", "id: z, when: 1905", "id: y, when: 1915"), True),
    ],
    ids=[
        "five years", "more than five", "a stay", "an open end", "an end not known",
        "an open beginning", "an undated stop between", "a longer stay before",
        "a long journey", "a journey after the gap", "after an open end",
    ],
)  # fmt: skip
def test_years_of_which_nothing_is_told_are_warned_of(
    tmp_path: Path, stops: tuple[str, ...], is_gap: bool
) -> None:
    assert len(dated(tmp_path, *stops)) == is_gap


def test_a_gap_names_its_years_and_the_stop_after_it(tmp_path: Path) -> None:
    assert dated(tmp_path, "id: x, when: 1900", "id: y, when: 1910") == [
        "nothing is told of 9 years before stop `y`"
    ]
