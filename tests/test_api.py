"""mapgen from Python, as in a notebook."""

import html
from pathlib import Path

import folium
import folium.plugins
import pytest
from playwright.sync_api import Browser

import mapgen
from mapgen.errors import FileProblem, RouteError
from tests.project import Project, make_project


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    monkeypatch.chdir(tmp_path)
    return make_project(tmp_path)


def test_a_route_is_loaded_by_name_or_path(project: Project) -> None:
    assert repr(mapgen.load("small")) == repr(mapgen.load(project.route))
    assert repr(mapgen.load("small")) == "<RouteMap small: 2 stops>"


def test_warnings_are_told_and_errors_are_raised(project: Project) -> None:
    codes = {problem.code for problem in mapgen.load("small").check()}
    assert codes == {"quote-unverified", "gap-of-years"}
    verified = mapgen.load("small", sources=["texts"]).check()
    assert [problem.code for problem in verified] == ["gap-of-years"]
    project.edit("place: london", "place: londn")
    with pytest.raises(RouteError, match="did you mean `london`"):
        mapgen.load("small")


@pytest.mark.parametrize("sources", ["texts", Path("texts"), ["texts"]], ids=repr)
def test_one_folder_of_texts_needs_no_list(
    project: Project, sources: str | Path | list[str | Path]
) -> None:
    road = mapgen.load("small", sources=sources)
    assert "quote-unverified" not in {problem.code for problem in road.check()}


def test_a_route_that_is_not_there_is_named(project: Project) -> None:
    with pytest.raises(FileProblem, match="there is no route `tiny`"):
        mapgen.load("tiny")


def test_building_from_python_gives_the_bytes_of_the_command_line(project: Project) -> None:
    assert project.run("build").code == 0
    page = project.page.read_bytes()
    assert mapgen.load("small").build("elsewhere").read_bytes() == page
    assert mapgen.load("small").to_html().encode() == page


def test_building_for_a_site_writes_what_the_command_line_writes(project: Project) -> None:
    assert project.run("build", "--site-url", "https://example.org/").code == 0
    mapgen.load("small").build("elsewhere", site_url="https://example.org")
    written = [
        {path.name: path.read_bytes() for path in (project.folder / folder).iterdir()}
        for folder in ("output", "elsewhere")
    ]
    assert len(written[0]) == 3
    assert written[0] == written[1]
    with pytest.raises(ValueError, match="is not the address of a site"):
        mapgen.load("small").build("elsewhere", site_url="example.org")


def test_a_notebook_shows_the_whole_map_in_a_sandbox(project: Project) -> None:
    road = mapgen.load("small")
    shown = road._repr_html_()
    assert shown.startswith('<iframe srcdoc="')
    assert 'sandbox="allow-scripts"' in shown
    assert html.unescape(shown.split('srcdoc="')[1].split('"')[0]) == road.to_html()


def test_the_map_of_a_notebook_runs(project: Project, chromium: Browser) -> None:
    page = chromium.new_context(offline=True).new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.set_content(f"<!doctype html><title>x</title>{mapgen.load('small')._repr_html_()}")
    frame = page.frame_locator("iframe")
    frame.locator("[data-ready=yes]").wait_for()
    assert frame.locator("article.stop").count() == 2
    assert faults == []
    page.context.close()


def test_any_layer_of_folium_can_be_added(project: Project) -> None:
    chart = mapgen.load("small").to_folium()
    folium.Marker((46, 30), popup=folium.Popup("Here")).add_to(chart)
    folium.plugins.Fullscreen().add_to(chart)
    drawn = chart.get_root().render()
    assert drawn.index("L.map(") < drawn.index("drawRoad(feature_group_")
    assert "L.control.fullscreen" in drawn
    assert "Here" in drawn


def test_the_same_is_open_to_other_programs_as_geojson(project: Project) -> None:
    features = mapgen.load("small").to_geojson()["features"]
    assert [each["geometry"]["type"] for each in features[:3]] == ["Point", "LineString", "Point"]


def test_a_name_that_is_not_there_is_said_as_python_says_it() -> None:
    with pytest.raises(AttributeError, match="no attribute `lod`"):
        mapgen.lod  # noqa: B018
