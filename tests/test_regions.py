"""Which parts of the world the inset of a map may be named after."""

from mapgen.payload.regions import region_labels
from mapgen.payload.world import Sheet
from mapgen.wording import wording

NAMES = wording("en").section("regions")
EUROPE = [30000, 18000, 38000, 26000]


def test_regions_that_meet_the_road_come_smallest_first() -> None:
    found = region_labels(Sheet([]), EUROPE, NAMES)
    names = [name for *_, name in found]
    assert names.index("Balkans") < names.index("Europe") < names.index("Asia")
    assert "Oceania" not in names


def test_a_region_is_a_box_in_world_units() -> None:
    found = {name: box for *box, name in region_labels(Sheet([]), EUROPE, NAMES)}
    x0, y0, x1, y1 = found["Europe"]
    assert (x0, x1) == (28217, 42234)
    assert y0 < 21800 < y1, "London lies in it"


def test_regions_have_names_in_the_language_of_the_page() -> None:
    names = [
        name for *_, name in region_labels(Sheet([]), EUROPE, wording("fa").section("regions"))
    ]
    assert "اروپا" in names
