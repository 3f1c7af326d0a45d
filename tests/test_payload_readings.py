"""What the map draws of a side that its author does not follow."""

from typing import Any

from mapgen.payload.world import to_world
from tests.small_road import payload_of, road


def drawn(says: dict[str, Any], about: str, **stop: Any) -> dict[str, Any] | None:
    """What is drawn of the one side against the reading of the third of the road's stops."""
    written = road()
    reading = written["chapters"][1]["stops"][0]
    reading.update(leg={"kind": "travel", "by": "train"}, **stop)
    reading["quotes"] = [{"source": "fa", "text": "x", "says": says}]
    told = payload_of(written)["chapters"][1]["stops"][0]
    (conflict,) = (each for each in told["conflicts"] if each["about"] == about)
    own, other = conflict["sides"]
    assert own["drawn"] is None
    found: dict[str, Any] | None = other["drawn"]
    return found


def ends(found: dict[str, Any]) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    return [((ax, ay), (bx, by)) for ax, ay, _, _, bx, by in found["curves"]]


UST_KUT = to_world(56.79, 105.77)
LONDON = to_world(51.51, -0.13)
SAMARA = to_world(53.2, 50.15)
PETERSBURG = to_world(59.93, 30.33)


def test_another_place_is_drawn_with_the_way_from_before_and_on() -> None:
    found = drawn({"where": "samara"}, "place")
    assert found
    assert found["places"] == [list(SAMARA)]
    assert ends(found) == [(UST_KUT, SAMARA), (SAMARA, PETERSBURG)]
    assert found["bar"] == []


def test_another_start_is_drawn_with_the_way_from_there() -> None:
    found = drawn({"from": "samara", "to": "london"}, "leg")
    assert found
    assert found["places"] == [list(SAMARA)]
    assert ends(found) == [(SAMARA, LONDON)]


def test_another_end_is_drawn_with_the_way_to_it() -> None:
    found = drawn({"to": "samara"}, "leg")
    assert found
    assert found["places"] == [list(SAMARA)]
    assert ends(found) == [(UST_KUT, SAMARA)]


def test_another_date_is_a_reach_on_the_timeline() -> None:
    found = drawn({"when": "1910"}, "date")
    assert found
    assert (found["places"], found["curves"]) == ([], [])
    first, last = found["bar"]
    edges = [bar["edges"] for bar in payload_of(road())["timeline"]["bars"]]
    assert edges[4][3] < first < last < edges[5][0]


def test_a_date_whose_end_is_open_reaches_to_the_end_of_the_axis() -> None:
    found = drawn({"when": "1910/.."}, "date")
    assert found
    assert found["bar"][1] == 1


def test_a_way_at_another_time_is_a_reach_on_the_timeline_as_well() -> None:
    found = drawn({"from": "samara", "when": "1910"}, "leg")
    assert found
    assert found["places"] == [list(SAMARA)]
    assert len(found["bar"]) == 2


def test_other_means_cannot_be_drawn() -> None:
    assert drawn({"by": "ship"}, "leg") is None


def test_nothing_is_drawn_of_what_says_cannot_hold() -> None:
    written = road()
    quotes = written["chapters"][1]["stops"][0]["quotes"]
    quotes[0]["id"] = "invited"
    quotes[1] = {
        "source": "fa",
        "text": "x",
        "disagrees": {"with": "invited", "about": "who invited him"},
    }
    told = payload_of(written)["chapters"][1]["stops"][0]
    (conflict,) = (each for each in told["conflicts"] if each["about"] == "other")
    assert [side["drawn"] for side in conflict["sides"]] == [None, None]
