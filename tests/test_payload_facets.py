"""By what the stops of a road may be chosen, and which stops each answer holds."""

from typing import Any

import pytest

from tests.small_road import ROAD, payload_of, road

STOPS = [stop["id"] for chapter in ROAD["chapters"] for stop in chapter["stops"]]


def held(facet: str, value: str, written: dict[str, Any] | None = None) -> set[str]:
    """The ids of the stops that an answer holds, as the page will read them."""
    facets = payload_of(written or ROAD)["facets"]
    (options,) = (each["options"] for each in facets if each["name"] == facet)
    (option,) = (each for each in options if each["value"] == value)
    found = {
        stop
        for index, stop in enumerate(STOPS)
        if int(option["stops"][index // 4], 16) >> index % 4 & 1
    }
    assert option["count"] == len(found)
    return found


@pytest.mark.parametrize(
    ("facet", "value", "stops"),
    [
        ("source", "fa", {"exile", "london-1902"}),
        ("source", "en", {"arrest", "petrograd"}),
        ("lang", "fa", {"exile", "london-1902"}),
        ("sure", "disagree", {"london-1902"}),
        ("way", "forced", {"exile", "arrest", "siberia"}),
        ("way", "free", {"birth", "london-1902", "petrograd", "stay"}),
    ],
)
def test_an_answer_holds_the_stops_it_is_true_of(facet: str, value: str, stops: set[str]) -> None:
    assert held(facet, value) == stops


def test_certainty_follows_the_words_of_the_evidence() -> None:
    stops = {
        stop["id"]: (stop["evidence"], stop["leg"] not in ("none", "same"))
        for chapter in payload_of(ROAD)["chapters"]
        for stop in chapter["stops"]
    }
    date = {key for key, (words, _) in stops.items() if words["date"] != "stated"}
    place = {key for key, (words, _) in stops.items() if words["place"] != "stated"}
    way = {key for key, (words, has_way) in stops.items() if has_way and words["leg"] != "stated"}
    assert held("sure", "date") == date
    assert held("sure", "place") == place
    assert held("sure", "way") == way
    assert held("sure", "doubt") == date | place | way
    assert date < date | place | way


def test_what_every_source_states_is_an_answer_of_its_own() -> None:
    written = road()
    birth = written["chapters"][0]["stops"][0]
    birth["quotes"] = [
        {"source": "en", "text": "x", "says": {"when": "1879-11-07", "where": "yanovka"}}
    ]
    assert held("sure", "stated", written) == {"birth"}


def test_an_answer_that_holds_no_stop_is_left_out() -> None:
    unused = road(sources={**road()["sources"], "hi": {"title": "x", "language": "hi"}})
    (sources,) = (each for each in payload_of(unused)["facets"] if each["name"] == "source")
    assert [option["value"] for option in sources["options"]] == ["fa", "en"]


def test_a_question_that_parts_no_stops_is_left_out() -> None:
    written = road(stops=[{"id": "here", "place": "london", "when": "1902"}])
    del written["chapters"]
    assert payload_of(written)["facets"] == []


def test_answers_are_in_the_language_of_the_page() -> None:
    facets = {each["name"]: each for each in payload_of(ROAD, language="fa")["facets"]}
    assert facets["lang"]["options"][0]["words"]["text"] == "فارسی"
    assert facets["source"]["options"][1]["words"]["text"] == "یک زندگی"
    assert facets["way"]["options"][1]["counted"] == "۳"
