"""What the map and the timeline draw: world units and fractions, no text of the story."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from mapgen.dates import civil_from_day
from mapgen.model import AREA_KINDS, Evidence, LegPath, Route, Stop
from mapgen.payload.chapters import chapter_starts
from mapgen.payload.labels import country_labels, sea_labels
from mapgen.payload.regions import region_labels
from mapgen.payload.road import Road
from mapgen.payload.texts import Reader
from mapgen.payload.timeline import Bar, Timeline
from mapgen.payload.world import Bows, Sheet, box_round


def plate_of(road: Road, reader: Reader, sheet: Sheet, timeline: Timeline) -> dict[str, Any]:
    """The JSON block of the page, without its words, the timeline, and areas of the world."""
    route, stops = road.route, road.route.all_stops
    bows = Bows(sheet)
    visited = _weighty_first(stops)
    points = [sheet.position(road.positions[place]) for place in visited]
    curves = [(leg, drawn) for leg in road.legs if leg and (drawn := bows.curves(leg))]
    bars = timeline.bars()
    box = box_round(points, (curve for _, drawn in curves for curve in drawn))
    return {
        "areas": list(_areas(road, sheet)),
        "own_borders": sheet.borders(road.own_borders),
        "timeline": {
            "bars": [_bar(bar) for bar in bars],
            "chapters": _chapters(route, bars),
            "ticks": timeline.ticks(),
            "years": asdict(years) if (years := timeline.years()) else None,
        },
        "client": {
            "mapgen": 1,
            "route": route.route,
            "stops": list(_stops(road, visited, bars)),
            "places": [
                {"id": place, "x": x, "y": y, "area": int(_is_area(route, place))}
                for place, (x, y) in zip(visited, points, strict=True)
            ],
            "legs": [_leg(leg, drawn) for leg, drawn in curves],
            "countries": country_labels(route, sheet, points, box, reader.countries),
            "seas": sea_labels(sheet, box, reader.page_language),
            "regions": region_labels(sheet, box, reader.say.section("regions")),
            "view": {"box": box},
        },
    }


def _weighty_first(stops: Sequence[Stop]) -> list[str]:
    """The places in the order in which they get room on the plate.

    The ends of the road weigh most, then many visits, then forced ones, then early ones.
    """
    visits: dict[str, list[int]] = {}
    for number, stop in enumerate(stops):
        visits.setdefault(stop.place, []).append(number)
    ends = {stops[0].place, stops[-1].place}

    def lightness(place: str) -> int:
        numbers = visits[place]
        is_forced = any(stops[number].is_forced for number in numbers)
        return numbers[0] - 40 * len(numbers) - 25 * is_forced - 300 * (place in ends)

    return sorted(visits, key=lightness)


def _is_area(route: Route, place: str) -> bool:
    return route.places[place].kind in AREA_KINDS


def _stops(road: Road, visited: Sequence[str], bars: Sequence[Bar]) -> Iterator[dict[str, Any]]:
    index = {place: number for number, place in enumerate(visited)}
    for stop, found, bar in zip(road.route.all_stops, road.evidence, bars, strict=True):
        yield {
            "id": stop.id,
            "place": index[stop.place],
            "forced": int(stop.is_forced),
            "conflict": int(bool(found.conflicts)),
            "mid": bar.middle,
            "years": _years(stop, found),
        }


def _bar(bar: Bar) -> dict[str, Any]:
    return {
        "edges": [bar.x0, bar.solid0, bar.solid1, bar.x1],
        "ticks": list(bar.ticks),
        "undated": int(bar.is_undated),
    }


def _years(stop: Stop, found: Evidence) -> list[int | None]:
    """The first and the last year that a stop may mean, as it is drawn; None where it is open."""
    days = (
        (stop.when.drawn_start.first, stop.when.drawn_end.last)
        if stop.when
        else (found.first_day, found.last_day)
    )
    return [None if day is None else civil_from_day(day)[0] for day in days]


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


def _areas(road: Road, sheet: Sheet) -> Iterator[dict[str, Any]]:
    """The areas of stops, and those that texts name round a narrower place, with their stops."""
    forced: dict[str, bool] = {}
    named: dict[str, list[int]] = {}
    for number, (stop, found) in enumerate(zip(road.route.all_stops, road.evidence, strict=True)):
        forced[stop.place] = forced.get(stop.place, True) and stop.is_forced
        for place in found.wider_places:
            named.setdefault(place, []).append(number)
    for place in dict.fromkeys([*forced, *named]):
        if place in road.positions and road.positions[place].area:
            yield {
                "place": place,
                "forced": int(forced.get(place, False)),
                "wider": int(place not in forced),
                "stops": named.get(place, []),
                "d": sheet.area(road.positions[place].area, is_only_named=place not in forced),
            }
