"""The plate that stands without a script says what the key explains: direction and disagreement."""

import math
import re

from mapgen.page.render import render_page
from mapgen.page.world import world_of
from tests.small_road import ROAD, payload_of


def test_every_place_on_which_sources_disagree_has_its_diamond() -> None:
    payload = payload_of(ROAD)
    stops = [stop for chapter in payload["chapters"] for stop in chapter["stops"]]
    places = {stop["place"] for stop in stops if stop["conflicts"]}
    drawn = re.search(r'<g class="static-marks">.*?</svg>', render_page(payload), re.DOTALL)
    assert drawn
    assert drawn[0].count('<path class="diamond"') == len(places) > 0


def test_every_long_leg_has_a_head_that_points_the_way_of_travel() -> None:
    payload = payload_of(ROAD)
    world = world_of(payload)
    heads = [
        [tuple(map(int, corner.split())) for corner in head.split("L")]
        for _, drawn in world["heads"]
        for head in re.findall(r"M([^Z]+)Z", drawn)
    ]
    ways = [(curve[:2], curve[4:]) for leg in payload["client"]["legs"] for curve in leg["curves"]]
    long = [way for way in ways if math.dist(*way) > 40 * world["pixel"]]
    assert len(heads) == len(long) > 0
    for tip, _, notch, _ in heads:
        start, end = min(long, key=lambda way: math.dist(tip, way[0]) + math.dist(tip, way[1]))
        assert math.dist(tip, end) < math.dist(notch, end)
        assert math.dist(tip, start) > math.dist(notch, start)
