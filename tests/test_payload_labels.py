"""Which countries are named on the map, how, and how far their names may move."""

import pytest

from mapgen.payload.texts import Reader
from mapgen.wording import wording
from tests.small_road import ROAD, payload_of


@pytest.mark.parametrize(
    ("language", "short"),
    [
        ("en", "China"),
        ("fa", "چین"),
        ("hi", "चीन"),
        ("zh-Hant", "中國"),
        ("de", "Volksrepublik China"),
    ],
)
def test_a_country_has_the_short_name_that_stands_on_maps(language: str, short: str) -> None:
    assert Reader(wording(language), language, language).countries["CN"] == short


def test_a_name_may_move_further_in_a_large_country() -> None:
    countries = payload_of(ROAD)["client"]["countries"]
    reach = {name: degrees for _, _, name, _, degrees in countries}
    assert reach["Belgium"] == 2.6
    assert reach["Russia"] > 6


def test_a_small_country_off_the_road_is_named_only_close_by() -> None:
    countries = payload_of(ROAD)["client"]["countries"]
    lowest = {name: zoom for _, _, name, zoom, _ in countries}
    assert lowest["Luxembourg"] > 5 > lowest["Germany"] > 0
    assert lowest["United Kingdom"] == 0, "he was there"
