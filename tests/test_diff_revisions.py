"""`mapgen diff` between versions that git keeps."""

import json
import subprocess

import pytest

from tests.project import Project, make_project

OUTLINE = '{"type": "Polygon", "coordinates": [[[30, 46], [31, 46], [31, 47], [30, 46]]]}'
IDENTITY = ("-c", "user.name=Someone", "-c", "user.email=someone@example.org")


def commit(project: Project) -> None:
    for command in (("init", "--quiet"), ("add", "routes"), (*IDENTITY, "commit", "-qm", "more")):
        subprocess.run(["git", *command], cwd=project.folder, check=True)


@pytest.fixture
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A route with an outline of its own, committed, and changed since."""
    project = make_project(tmp_path_factory.mktemp("repository"))
    outline = project.route.parent / "outlines" / "odessa.geojson"
    outline.parent.mkdir()
    outline.write_text(OUTLINE, encoding="utf-8")
    project.edit("at: [46.4857, 30.7438]", "kind: region, area: outlines/odessa.geojson")
    commit(project)
    project.edit("when: 1902-10\n        event", "when: 1902-11\n        event")
    return project


def test_a_revision_is_compared_with_the_file_as_it_is(project: Project) -> None:
    ran = project.run("diff", "HEAD", ".", "small")
    assert (ran.code, ran.err) == (0, "")
    assert "stop `door` is now dated 1902-11, was 1902-10" in ran.out
    assert "nothing changed" in project.run("diff", "HEAD", "HEAD", "small").out


def test_two_revisions_are_compared_as_programs_read_it(project: Project) -> None:
    commit(project)
    project.route.unlink()
    project.route.write_text("route: [", encoding="utf-8")
    ran = project.run("diff", "HEAD~1", "HEAD", "routes/small.yaml", "--json")
    assert (ran.code, ran.out.count("\n")) == (0, 1)
    told = json.loads(ran.out)
    assert told["mapgen"] == 1
    assert ("re-dated", "door") in {(each["kind"], each["about"]) for each in told["changes"]}


def test_an_outline_is_that_of_its_revision(project: Project) -> None:
    outline = project.route.parent / "outlines" / "odessa.geojson"
    outline.write_text(OUTLINE.replace("47", "48"), encoding="utf-8")
    assert "`odessa`" in project.run("diff", "HEAD", ".", "small").out
    assert "`odessa`" not in project.run("diff", "HEAD", "HEAD", "small").out


def test_what_was_no_route_then_is_told_with_its_mistakes(project: Project) -> None:
    project.route.write_text("route: [", encoding="utf-8")
    commit(project)
    ran = project.run("diff", "HEAD~1", "HEAD", "small")
    assert ran.code == 1
    assert ran.err.startswith("HEAD:routes/small.yaml:1:1: error[yaml-syntax]")
