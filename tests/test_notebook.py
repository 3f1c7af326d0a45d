"""mapgen in a notebook that is run, and on a folium map that is drawn."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import folium
import folium.plugins
import nbformat
import pytest
from playwright.sync_api import Browser, Page, Route, expect

import mapgen
from tests.project import Project, make_project


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    monkeypatch.chdir(tmp_path)
    return make_project(tmp_path)


def run_notebook(folder: Path, *cells: str) -> str:
    """What a notebook shows once it was run by nbconvert, in a process with a kernel of its own."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    path = folder / "road.ipynb"
    path.write_text(nbformat.writes(notebook), encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, "-m", "nbconvert", "--to", "html", "--template", "basic", "--execute",
         str(path)],
        cwd=folder,
        env={**os.environ, **{f"JUPYTER_{name}_DIR": str(folder / name.lower())
                              for name in ("CONFIG", "DATA", "RUNTIME")},
             "IPYTHONDIR": str(folder / "ipython")},
        capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    return path.with_suffix(".html").read_text(encoding="utf-8")


def test_a_notebook_that_is_run_shows_the_map_and_the_map_works(
    project: Project, chromium: Browser
) -> None:
    shown = run_notebook(
        project.folder,
        "import mapgen\nroad = mapgen.load('small')\nroad",
        "[problem.code for problem in road.check()]",
        "road.build('site').as_posix(), road.to_geojson()['type']",
        "import folium\nchart = road.to_folium()\n"
        "folium.Marker((46, 30), popup='Here').add_to(chart)\nchart",
    )
    assert "quote-unverified" in shown
    assert "FeatureCollection" in shown
    assert "drawRoad(feature_group_" in shown
    assert (project.folder / "site" / "small.html").exists()
    file = project.folder / "shown.html"
    frame = re.findall(r'<iframe [^>]*sandbox="allow-scripts"[^>]*></iframe>', shown)
    assert len(frame) == 1
    file.write_text(f"<!doctype html><meta charset=utf-8>{frame[0]}", encoding="utf-8")
    page = chromium.new_context(offline=True).new_page()
    page.goto(file.as_uri())
    inner = page.frame_locator("iframe")
    inner.locator(".app[data-ready=yes]").wait_for(state="attached")
    inner.locator("#next").click()
    expect(inner.locator("#stop-school")).to_have_attribute("aria-current", "step")
    page.context.close()


# --- on a map of folium ---------------------------------------------------------------------------


def packaged(package: str, name: str) -> bytes:
    """A file that a package brings, found by the end of its path; nothing of it is imported."""
    spec = find_spec(package)
    assert spec
    assert spec.submodule_search_locations
    [found] = Path(spec.submodule_search_locations[0]).rglob(name)
    return found.read_bytes()


SCRIPTS = {
    "leaflet.js": ("js_lib_leaflet", "leaflet.js"),
    "leaflet.css": ("js_lib_leaflet", "leaflet.css"),
    "marker-icon.png": ("js_lib_leaflet", "marker-icon.png"),
    "marker-shadow.png": ("js_lib_leaflet", "marker-shadow.png"),
    "jquery-3.7.1.min.js": ("django", "jquery.min.js"),
    "Control.MiniMap.js": ("leaflet", "Control.MiniMap.js"),
    "leaflet.draw.js": ("leaflet", "leaflet.draw.js"),
}
"""What folium asks of the network and packages have: Leaflet 1.9.4 for 1.9.3, jQuery 3.7.1, the
mini map, and Leaflet.draw 1.0.4 for 1.0.2."""

LEFT_OUT = re.compile(r"bootstrap|awesome|fontawesome|\.css$|\.png$")
"""What nothing here needs: it is answered with nothing."""


@pytest.fixture
def drawn(chromium: Browser, tmp_path: Path) -> Iterator[tuple[Page, list[str]]]:
    """A page whose requests packages answer, and what went wrong in it."""
    context = chromium.new_context()
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))

    def answer(route: Route) -> None:
        name = route.request.url.split("?")[0].rpartition("/")[2]
        if name in SCRIPTS:
            route.fulfill(
                body=packaged(*SCRIPTS[name]), headers={"Access-Control-Allow-Origin": "*"}
            )
        else:
            if not LEFT_OUT.search(route.request.url):
                wrong.append(route.request.url)
            route.fulfill(body=b"")

    page.route(re.compile("^https?:"), answer)
    yield page, wrong
    context.close()


def test_a_marker_with_a_popup_and_plugins_draw_beside_the_road(
    project: Project, drawn: tuple[Page, list[str]]
) -> None:
    chart = mapgen.load("small").to_folium()
    folium.Marker((46, 10), popup=folium.Popup("Here <b>he</b> slept")).add_to(chart)
    folium.plugins.MiniMap().add_to(chart)
    folium.plugins.Draw().add_to(chart)
    file = project.folder / "road.html"
    chart.save(str(file))
    page, wrong = drawn
    page.goto(file.as_uri())
    expect(page.locator(".leaflet-control-minimap")).to_be_visible()
    expect(page.locator(".leaflet-draw-toolbar").first).to_be_visible()
    assert page.locator(".leaflet-overlay-pane path").count() >= 1
    expect(page.get_by_text("1", exact=True)).to_be_visible()
    page.locator("img.leaflet-marker-icon").dispatch_event("click")
    expect(page.locator(".leaflet-popup-content")).to_have_text("Here he slept")
    page.get_by_text("2", exact=True).dispatch_event("click")
    opened = page.locator(".leaflet-popup-content").filter(
        has_text="In London he knocked at a door"
    )
    expect(opened).to_be_visible()
    assert wrong == []
