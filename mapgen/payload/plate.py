"""What the map and the timeline draw: world units and fractions, no text of the story."""

from collections.abc import Mapping, Sequence
from typing import Any

from mapgen.model import AREA_KINDS, Evidence, LegPath, Position, Route
from mapgen.payload.chapters import chapter_starts
from mapgen.payload.labels import country_labels
from mapgen.payload.timeline import Bar, Timeline
from mapgen.payload.world import Bows, Sheet, box_round


def plate_of(
    route: Route,
    evidence: Sequence[Evidence],
    positions: Mapping[str, Position],
    legs: Sequence[LegPath | None],
    timeline: Timeline,
    names: Mapping[str, str],
) -> dict[str, Any]:
    """The JSON block of the page, without its words, and the areas of the drawn world.

    `names` are those of the countries of today by code.
    """
    stops = route.all_stops
    sheet = Sheet(legs)
    bows = Bows(sheet)
    visited = list(dict.fromkeys(stop.place for stop in stops))
    points = [sheet.position(positions[place]) for place in visited]
    curves = [(leg, bows.curves(leg)) for leg in legs if leg]
    bars = timeline.bars()
    box = box_round(points, (curve for _, drawn in curves for curve in drawn))
    return {
        "areas": list(_areas(route, evidence, positions, sheet)),
        "client": {
            "mapgen": 1,
            "stops": list(_stops(route, evidence, visited, bars)),
            "places": [
                {"id": place, "x": x, "y": y, "area": int(_is_area(route, place))}
                for place, (x, y) in zip(visited, points, strict=True)
            ],
            "legs": [_leg(leg, drawn) for leg, drawn in curves],
            "axis": {"ticks": timeline.ticks()},
            "chapters": _chapters(route, bars),
            "countries": country_labels(route, sheet, points, box, names),
            "seas": [],
            "view": {"box": box},
        },
    }


def _is_area(route: Route, place: str) -> bool:
    return route.places[place].kind in AREA_KINDS


def _stops(
    route: Route, evidence: Sequence[Evidence], visited: Sequence[str], bars: Sequence[Bar]
) -> Any:
    index = {place: number for number, place in enumerate(visited)}
    for stop, found, bar in zip(route.all_stops, evidence, bars, strict=True):
        yield {
            "id": stop.id,
            "place": index[stop.place],
            "forced": int(stop.is_forced),
            "conflict": int(bool(found.conflicts)),
            "lane": int(stop.is_forced),
            "bar": [bar.x0, bar.solid0, bar.solid1, bar.x1],
            "undated": int(bar.is_undated),
            "ticks": list(bar.ticks),
            "mid": bar.middle,
        }


def _leg(leg: LegPath, curves: list[list[int]]) -> dict[str, Any]:
    return {
        "stop": leg.stop,
        "curves": curves,
        "forced": int(leg.is_forced),
        "inferred": int(leg.evidence == "inferred"),
    }


def _chapters(route: Route, bars: Sequence[Bar]) -> list[list[float]]:
    """From the first bar of each chapter to that of the next, never backwards."""
    found: list[list[float]] = []
    reached = 0.0
    for start in chapter_starts(route):
        reached = max(reached, bars[start].x0)
        if found:
            found[-1][1] = reached
        found.append([reached, 1.0])
    return found


def _areas(
    route: Route,
    evidence: Sequence[Evidence],
    positions: Mapping[str, Position],
    sheet: Sheet,
) -> Any:
    """The areas of stops; then those that texts name round a narrower place, with their stops."""
    forced: dict[str, bool] = {}
    wider: dict[str, list[int]] = {}
    for number, (stop, found) in enumerate(zip(route.all_stops, evidence, strict=True)):
        forced[stop.place] = forced.get(stop.place, True) and stop.is_forced
        for place in found.wider_places:
            wider.setdefault(place, []).append(number)
    for place, is_forced in forced.items():
        if place in positions and positions[place].area:
            yield _area(place, is_forced, [], sheet.rings(positions[place]))
    for place, numbers in wider.items():
        if place in positions and positions[place].area:
            yield _area(place, False, numbers, sheet.rings(positions[place]))


def _area(place: str, is_forced: bool, stops: list[int], path: str) -> dict[str, Any]:
    return {"place": place, "forced": int(is_forced), "stops": stops, "d": path}
