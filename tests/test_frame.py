"""The fence round folium, and the road on an ordinary folium map."""

import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import folium
import pytest
from playwright.sync_api import Browser, Page, Route

import mapgen.page.frame as frame_module
from mapgen.page.frame import Frame, draw_frame, fenced
from mapgen.page.frame.fenced import drawn
from mapgen.page.frame.notebook import Verbatim, to_folium
from tests.hostile.payloads import PAYLOADS
from tests.small_road import ROAD, payload_of, road


def test_two_frames_are_the_same_bytes() -> None:
    assert drawn() == drawn()


def test_a_frame_is_drawn_once_for_a_version_of_folium_and_not_taken_from_a_damaged_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAPGEN_CACHE_DIR", str(tmp_path))
    calls: list[str] = []
    monkeypatch.setattr(fenced, "drawn", lambda: calls.append("drawn") or ("html", "script"))
    assert draw_frame.__wrapped__() == draw_frame.__wrapped__() == Frame("html", "script")
    assert len(calls) == 1
    (kept,) = (tmp_path / "frames").iterdir()
    kept.write_text(kept.read_text("utf-8").replace("html", "hole"), "utf-8")
    assert draw_frame.__wrapped__() == Frame("html", "script")
    assert len(calls) == 2
    monkeypatch.setattr(frame_module, "version", lambda package: "another")
    draw_frame.__wrapped__()
    assert len(calls) == 3
    monkeypatch.setenv("MAPGEN_CACHE_DIR", "/dev/null/nowhere")
    assert draw_frame.__wrapped__() == Frame("html", "script")
    assert len(calls) == 4


def test_a_frame_asks_the_network_for_nothing() -> None:
    frame = draw_frame()
    assert "//" not in frame.html + frame.script
    assert "tile" not in frame.script.lower()


def test_a_frame_hands_its_map_over_in_a_fixed_variable() -> None:
    frame = draw_frame()
    assert re.fullmatch(r'<div class="folium-map" id="map_plate" ?></div>', frame.html)
    assert frame.script.startswith("var map_plate = L.map(")


def test_the_map_leaves_it_to_the_page_to_follow_its_size() -> None:
    assert re.search(r'"?trackResize"?: false', draw_frame().script)


def test_the_fence_leaves_folium_itself_alone() -> None:
    before = (list(folium.Map.default_js), list(folium.Map.default_css))
    drawn()
    assert (folium.Map.default_js, folium.Map.default_css) == before
    assert "https://" in folium.Map().get_root().render()


@pytest.mark.parametrize("text", ["{{ 7 * 7 }}", "{% raw %}", "<b>&amp;", "{# gone #}"])
def test_a_verbatim_text_is_not_run_as_a_template(text: str) -> None:
    assert Verbatim(text).render() == text


def test_an_ordinary_map_has_the_scripts_of_folium() -> None:
    page = to_folium(payload_of(ROAD)).get_root().render()
    assert "leaflet.js" in page


@pytest.fixture
def notebook_tab(chromium: Browser, tmp_path: Path) -> Iterator[Page]:
    """A tab where Leaflet answers from this machine and everything else is empty."""
    leaflet = files("js_lib_leaflet") / "static" / "js_lib_leaflet"
    types = {"leaflet.js": "text/javascript", "leaflet.css": "text/css"}

    def answer(route: Route) -> None:
        name = route.request.url.rpartition("/")[2]
        body = (leaflet / name).read_text(encoding="utf-8") if name in types else ""
        route.fulfill(body=body, content_type=types.get(name, "text/plain"))

    tab = chromium.new_context().new_page()
    tab.route(re.compile("^https?:"), answer)
    yield tab
    tab.context.close()


def open_map(tab: Page, chart: folium.Map, folder: Path) -> list[str]:
    """Open a map in a tab; what went wrong in it."""
    wrong: list[str] = []
    tab.on("pageerror", lambda error: wrong.append(str(error)))
    file = folder / "map.html"
    file.write_text(chart.get_root().render(), encoding="utf-8")
    tab.goto(file.as_uri())
    return wrong


def test_the_road_and_a_layer_of_folium_are_drawn_together(
    notebook_tab: Page, tmp_path: Path
) -> None:
    chart = to_folium(payload_of(ROAD))
    folium.PolyLine([(50, 0), (60, 30)], color="#00ff00").add_to(chart)
    folium.LayerControl().add_to(chart)
    assert open_map(notebook_tab, chart, tmp_path) == []
    strokes = notebook_tab.eval_on_selector_all(
        "path.leaflet-interactive", "paths => paths.map(path => path.getAttribute('stroke'))"
    )
    assert "#00ff00" in strokes
    assert strokes.count("#b0281a") == 1
    assert strokes.count("#1f4e74") == 5
    assert notebook_tab.locator(".leaflet-marker-icon").count() == 5


EVIL = list(PAYLOADS.values())
AT_ONCE = 6


@pytest.mark.parametrize("start", range(0, len(EVIL), AT_ONCE))
def test_a_popup_shows_the_words_of_the_route_as_text(
    notebook_tab: Page, tmp_path: Path, start: int
) -> None:
    evil = "‹" + "·".join(EVIL[start : start + AT_ONCE]) + "›"
    written = road(title=evil)
    written["places"]["ust-kut"]["name"] = evil
    stop = written["chapters"][0]["stops"][1]
    stop.update(title=evil, text=evil)
    stop["quotes"][0].update(text=evil[:300], translation=evil)
    wrong = open_map(notebook_tab, to_folium(payload_of(written)), tmp_path)
    notebook_tab.locator(".leaflet-marker-icon", has_text="2").press("Enter")
    popup = notebook_tab.locator(".leaflet-popup-content")
    assert popup.locator("strong").text_content() == evil
    assert popup.locator("blockquote").text_content() == evil[:300]
    assert popup.locator("p", has_text="‹").all_text_contents() == [evil] * 3
    assert notebook_tab.evaluate("window.pwn") is None
    assert wrong == []
