"""Roads at the edges of the map and of time: each is drawn, opens, and tells every stop."""

import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from mapgen.build import render_examined
from mapgen.check import Examined, examine
from mapgen.formats.geojson import to_geojson
from tests.browser.conftest import Open
from tests.hostile.road import yaml_of

SIDE = 65536
VLADIVOSTOK, SAN_FRANCISCO = (43.1056, 131.8735), (37.7793, -122.4193)
ODESSA, LONDON = (46.48, 30.73), (51.51, -0.13)


def road(
    *stops: tuple[float, float] | str | dict[str, Any], dates: str | None = None
) -> dict[str, Any]:
    """A route of such stops: degrees, the id of an area, or a stop with its place in degrees.

    `dates` are the dates of the stops, with a space between them; there are none without it.
    """
    places: dict[str, Any] = {
        "siberia": {"name": "Siberia", "kind": "region", "area": "siberia"},
        "mexico": {"name": "Mexico", "kind": "country", "country": "MX"},
        "fiji": {"name": "Fiji", "kind": "country", "country": "FJ"},
    }
    found: dict[tuple[float, float], str] = {}
    told = []
    for number, stop in enumerate(stops):
        said: dict[str, Any] = dict(stop) if isinstance(stop, dict) else {"place": stop}
        at = said["place"]
        if not isinstance(at, str):
            said["place"] = found.setdefault(at, f"p{len(found)}")
            places[said["place"]] = {"name": f"Place {said['place']}", "at": at}
        told.append({"id": f"s{number}", **said})
    if dates:
        told = [{**stop, "when": when} for stop, when in zip(told, dates.split(), strict=True)]
    used = {stop["place"] for stop in told}
    return {
        "route": "odd",
        "title": "An odd road",
        "subject": {"name": "Someone"},
        "places": {key: place for key, place in places.items() if key in used},
        "stops": told,
    }


IDENTICAL = road(ODESSA, LONDON, ODESSA)
IDENTICAL["places"]["twin"] = {**IDENTICAL["places"]["p0"], "name": "Its twin"}
IDENTICAL["stops"] += [{"id": "twin", "place": "twin"}, {"id": "back", "place": "p0"}]

ROADS: Mapping[str, dict[str, Any]] = {
    "over the Pacific": road(VLADIVOSTOK, SAN_FRANCISCO),
    "over the Pacific and back": road(VLADIVOSTOK, SAN_FRANCISCO, VLADIVOSTOK, SAN_FRANCISCO),
    "round the world": road(LONDON, (30.0, 90.0), VLADIVOSTOK, SAN_FRANCISCO, LONDON),
    "along longitude 180": road((60, 180), (-60, -180), (0, 180), (0, -180), (10, 179.9999)),
    "from pole to pole": road((90, 0), (-90, 0), (90, 180), (-90, -180)),
    "past the edge of the map": road((89.9, 10), (85.0512, 10), (85.06, 10), (-89.9, 170)),
    "between places at one point": IDENTICAL,
    "between opposite places": road((10, 20), (-10, -160), (0, 0), (0, 180), (90, 5), (-90, 5)),
    "between places a step apart": road((46.48, 30.73), (46.48000001, 30.73), (46.4801, 30.7301)),
    "of one stop": road(LONDON),
    "of one stop at a pole": road((90, 0)),
    "of one stop in one area": road("siberia"),
    "of areas only": road("siberia", "mexico", "siberia", "fiji"),
    "of one country across longitude 180": road("fiji"),
    "of one place many times": road(*[ODESSA] * 7),
    "without dates": road(ODESSA, LONDON, "siberia", VLADIVOSTOK),
    "with one date": road(ODESSA, {"place": LONDON, "when": "1902"}, VLADIVOSTOK),
    "of one day": road(ODESSA, LONDON, VLADIVOSTOK, dates="1902-10-01 1902-10-01 1902-10-01"),
    "from before our era to far ahead": road(
        ODESSA, LONDON, VLADIVOSTOK, dates="-4712-01-01 0000 9999-12-31"
    ),
    "of millions of years": road(ODESSA, LONDON, dates="Y-170000002 Y170000002"),
    "of open and doubtful dates": road(
        ODESSA, LONDON, VLADIVOSTOK, ODESSA, LONDON, dates="../1888 [1889,1890] 19XX? 1941~ 1942/.."
    ),
    "of nothing but open dates": road(ODESSA, LONDON, dates="../1902 1902/.."),
    "there and back": road(*[ODESSA, LONDON] * 6),
    "by a round trip": road(ODESSA, {"place": ODESSA, "leg": {"via": ["way"]}}),
}
ROADS["by a round trip"]["places"]["way"] = {"name": "Way", "at": LONDON}


@dataclass(frozen=True)
class Told:
    """An odd road, examined, and its page."""

    examined: Examined
    page: Path


def told(folder: Path, written: object) -> Told:
    path = folder / "odd.yaml"
    path.write_text(yaml_of(written), encoding="utf-8")
    examined = examine(path)
    assert [str(each) for each in examined.problems if each.severity == "error"] == []
    page = folder / "odd.html"
    page.write_bytes(render_examined(examined).encode())
    return Told(examined, page)


_NO_NUMBERS = """
() => [...document.querySelectorAll('*')].flatMap((node) => [...node.attributes])
  .filter(({ value }) => /\\b(NaN|undefined|Infinity|null)\\b/.test(value))
  .map(({ name, value }) => `${name}="${value.slice(0, 80)}"`)
"""


@pytest.mark.parametrize("size", [(1280, 800), (390, 844)], ids=["desk", "phone"])
@pytest.mark.parametrize("written", ROADS.values(), ids=list(ROADS))
def test_an_odd_road_opens_and_tells_every_stop(
    open_page: Open, tmp_path: Path, written: dict[str, Any], size: tuple[int, int]
) -> None:
    page = open_page(page=told(tmp_path, written).page, size=size)
    for stop in written["stops"]:
        page.evaluate(f"location.hash = '#stop-{stop['id']}'")
        page.wait_for_selector(f"#stop-{stop['id']}[aria-current=step]", state="attached")
        assert written["places"][stop["place"]]["name"] in (page.text_content(".here") or "")
    page.keyboard.press("0")
    assert page.evaluate(_NO_NUMBERS) == []
    assert_on_the_plate(page)


def assert_on_the_plate(page: Page) -> None:
    """At the start view every place has its number or its dot on the map, within its frame."""
    frame = page.locator("#map").bounding_box()
    assert frame
    assert frame["width"] > 100
    assert frame["height"] > 100
    for marker in page.locator("#map button.disc:visible").all():
        box = marker.bounding_box()
        assert box
        assert frame["x"] - 1 <= box["x"] <= frame["x"] + frame["width"] + 1
        assert frame["y"] - 1 <= box["y"] <= frame["y"] + frame["height"] + 1


def data_of(page: Page) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(page.text_content("#mapgen-data") or "")
    return data


def curves_of(page: Page) -> list[list[list[int]]]:
    """The curves of each leg as the page draws it, in the order of the road."""
    drawn: list[str] = page.eval_on_selector_all(
        "#world path.leg",
        "paths => paths.sort((a, b) => a.dataset.leg - b.dataset.leg).map("
        "path => path.getAttribute('d'))",
    )
    numbers = [[int(number) for number in re.findall(r"-?\d+", d)] for d in drawn]
    return [[leg[at : at + 6] for at in range(0, len(leg), 6)] for leg in numbers]


def test_vladivostok_to_san_francisco_is_one_line_on_the_map(
    open_page: Open, tmp_path: Path
) -> None:
    page = open_page(page=told(tmp_path, ROADS["over the Pacific"]).page)
    (path,) = page.locator("#world path.leg").all()
    drawn = path.get_attribute("d") or ""
    assert (drawn.count("M"), drawn.count("Q")) == (1, 1)
    ((ax, _, _, _, bx, _),) = curves_of(page)[0]
    assert ax < bx
    assert bx - ax == pytest.approx((360 - 131.8735 - 122.4193) / 360 * SIDE, abs=1)
    shown = page.locator("#map").bounding_box()
    for place in ("p0", "p1"):
        marker = page.locator(f"#map button[data-place={place}]").bounding_box()
        assert marker
        assert shown
        assert shown["x"] < marker["x"] < shown["x"] + shown["width"]
    west, east = (
        page.locator(f"#map button[data-place={place}]").bounding_box() for place in ("p0", "p1")
    )
    assert west
    assert east
    assert west["x"] < east["x"]


def test_vladivostok_to_san_francisco_is_two_lines_in_geojson(tmp_path: Path) -> None:
    examined = told(tmp_path, ROADS["over the Pacific"]).examined
    assert examined.route
    collection = to_geojson(
        examined.route, examined.evidence, examined.selectors, examined.positions, examined.legs
    )
    (leg,) = (each for each in collection["features"] if each["properties"]["kind"] == "leg")
    assert leg["geometry"]["type"] == "MultiLineString"
    west, east = leg["geometry"]["coordinates"]
    assert west[0] == [131.8735, 43.1056]
    assert east[-1] == [-122.4193, 37.7793]
    assert (west[-1][0], east[0][0]) == (180, -180)
    assert west[-1][1] == pytest.approx(east[0][1])


def bow_of_the_look(curve: list[int], repeats: int, *, is_way_back: bool) -> tuple[float, float]:
    """Where the control point of a curve belongs, by the formula of the look's section 5."""
    ax, ay, _, _, bx, by = curve
    length = math.dist((ax, ay), (bx, by))
    k = 0.11 + 0.085 * repeats + (0.03 if is_way_back else 0)
    k += 0.07 if length < 6 * SIDE / 256 else 0
    left_x, left_y = (by - ay) / length, -(bx - ax) / length
    return (ax + bx) / 2 + k * length * left_x, (ay + by) / 2 + k * length * left_y


def test_repeated_and_opposite_legs_are_bowed_apart(open_page: Open, tmp_path: Path) -> None:
    page = open_page(page=told(tmp_path, ROADS["there and back"]).page)
    curves = [curve for leg in curves_of(page) for curve in leg]
    assert len(curves) == 11
    for number, curve in enumerate(curves):
        wanted = bow_of_the_look(curve, number // 2, is_way_back=number > 0)
        assert math.dist(curve[2:4], wanted) < 1.5, number
    lines = page.eval_on_selector_all(
        "#world path.leg",
        """(paths) => paths.map((path) => {
          const { x, y } = path.getPointAtLength(path.getTotalLength() / 2);
          return [x, y];
        })""",
    )
    pixel = data_of(page)["view"]["box"]
    apart = min(
        math.dist(one, other) for index, one in enumerate(lines) for other in lines[index + 1 :]
    )
    assert apart > (pixel[2] - pixel[0]) / 100


def test_the_first_way_back_bows_to_its_own_left(open_page: Open, tmp_path: Path) -> None:
    page = open_page(page=told(tmp_path, road(ODESSA, LONDON, ODESSA)).page)
    (there,), (back,) = curves_of(page)
    middle = (there[1] + there[5]) / 2
    assert (there[3] - middle) * (back[3] - middle) < 0


def test_a_short_leg_is_bowed_more_than_a_long_one(open_page: Open, tmp_path: Path) -> None:
    page = open_page(page=told(tmp_path, road(ODESSA, (46.97, 32.0), LONDON)).page)
    for (curve,) in curves_of(page):
        wanted = bow_of_the_look(curve, 0, is_way_back=False)
        assert math.dist(curve[2:4], wanted) < 1.5
