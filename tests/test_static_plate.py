"""The plate that stands without a script says what the key explains: direction and disagreement."""

import math
import re

import pytest

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


@pytest.mark.parametrize("is_forced", [False, True], ids=["free", "forced"])
def test_every_long_leg_has_a_head_that_points_the_way_of_travel(is_forced: bool) -> None:
    payload = payload_of(ROAD)
    world = world_of(payload, is_long=False)
    heads = [
        [tuple(map(int, corner.split())) for corner in head.split("L")]
        for head in re.findall(r"M([^Z]+)Z", world["heads"][is_forced][1])
    ]
    longest = [
        max(leg["curves"], key=lambda curve: math.dist(curve[:2], curve[4:]))
        for leg in payload["client"]["legs"]
        if bool(leg["forced"]) == is_forced
    ]
    ways = [(curve[:2], curve[4:]) for curve in longest]
    long = [way for way in ways if math.dist(*way) > 40 * world["pixel"]]
    assert len(heads) == len(long) > 0
    for (tip, _, notch, _), (start, end) in zip(heads, long, strict=True):
        assert math.dist(tip, end) < math.dist(notch, end)
        assert math.dist(tip, start) > math.dist(notch, start)
