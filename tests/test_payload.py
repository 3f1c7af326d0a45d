"""What the payload says of a route: the story, the evidence in words, the credits."""

import json
from typing import Any

import pytest

from mapgen.payload.chapters import roman
from tests.small_road import GOLDEN, ROAD, golden_text, payload_of, road


def stop_of(payload: dict[str, Any], stop: str) -> dict[str, Any]:
    return next(
        found
        for chapter in payload["chapters"]
        for found in chapter["stops"]
        if found["id"] == stop
    )


def said(pieces: list[Any]) -> str:
    return "".join(piece if isinstance(piece, str) else piece["text"] for piece in pieces)


def one_stop(**stop: Any) -> dict[str, Any]:
    """The short road with nothing but one stop in London."""
    return {
        **{key: value for key, value in road().items() if key != "chapters"},
        "stops": [{"id": "here", "place": "london", **stop}],
    }


def test_the_payload_of_a_short_road_is_the_golden_one() -> None:
    assert golden_text(payload_of(ROAD)) == GOLDEN.read_text(encoding="utf-8")


def test_the_payload_survives_json_unchanged() -> None:
    payload = payload_of(ROAD)
    assert json.loads(json.dumps(payload)) == json.loads(json.dumps(payload, sort_keys=True))
    assert all(not isinstance(value, tuple) for value in payload["client"]["stops"][0].values())


@pytest.mark.parametrize(
    ("when", "words", "datetime"),
    [
        ("1902", "1902", "1902"),
        ("1902-10", "October 1902", "1902-10"),
        ("1902-10-05", "5 October 1902", "1902-10-05"),
        ("1933~", "about 1933", None),
        ("[1936,1937]", "1936 or 1937", None),
        ("1907-10/1914-08", "October 1907 to August 1914", "1907-10"),
        ("1907~/1914", "about 1907 to 1914", None),
        ("/1914", "until 1914, start unknown", None),
    ],
)
def test_a_date_has_words_and_a_machine_form_where_html_has_one(
    when: str, words: str, datetime: str | None
) -> None:
    date = stop_of(payload_of(one_stop(when=when)), "here")["date"]
    assert date == {"words": words, "datetime": datetime, "edtf": when}


def test_a_stop_without_a_date_says_so_and_between_what_it_lies() -> None:
    date = stop_of(payload_of(ROAD), "exile")["date"]
    assert date["words"] == "date not given; between 1879 and 1902"
    assert date["edtf"] is None


def test_a_stop_that_nothing_dates_says_only_that() -> None:
    assert stop_of(payload_of(one_stop()), "here")["date"]["words"] == "date not given"


def test_a_day_that_a_passage_counts_old_style_is_shown_in_both_calendars() -> None:
    date = stop_of(payload_of(ROAD), "arrest")["date"]
    assert date["words"] == "3 December 1905 Old Style (16 December)"
    assert date["datetime"] == "1905-12-16"


def test_a_place_has_the_name_of_its_date_and_the_present_one_beneath() -> None:
    stop = stop_of(payload_of(ROAD), "petrograd")
    assert stop["name"]["text"] == "Petrograd"
    assert said(stop["now"]) == "now Saint Petersburg, Russia · town inferred"


def test_a_place_whose_name_never_changed_has_no_present_name() -> None:
    assert stop_of(payload_of(ROAD), "london-1902")["now"] == []


def test_the_way_to_a_stop_is_told_with_means_places_dates_and_distance() -> None:
    way = said(stop_of(payload_of(ROAD), "london-1902")["way"])
    assert way == (
        "The way here: escape, from Ust-Kut, via Samara, September to October 1902, about 6,800 km"
    )


def test_a_stay_in_the_same_place_has_no_way() -> None:
    stop = stop_of(payload_of(ROAD), "stay")
    assert (stop["way"], stop["leg"]) == ([], "same")


@pytest.mark.parametrize(
    ("stop", "leg", "following"),
    [
        ("birth", "none", "forced"),
        ("exile", "forced", "free"),
        ("london-1902", "free", "free inferred"),
        ("petrograd", "free inferred", "same"),
        ("stay", "same", "none"),
    ],
)
def test_the_rail_knows_the_leg_before_and_the_leg_after(
    stop: str, leg: str, following: str
) -> None:
    found = stop_of(payload_of(ROAD), stop)
    assert (found["leg"], found["next_leg"]) == (leg, following)


@pytest.mark.parametrize(
    ("stop", "words"),
    [
        (
            "exile",
            (
                "No date is given · for the place, sources name only Siberia"
                " · a source tells of the way here"
            ),
        ),
        (
            "london-1902",
            "A source gives the date · a source names the place · the way here is disputed",
        ),
        (
            "petrograd",
            (
                "No source gives the date so exactly"
                " · no source names the place; it is inferred"
                " · no source tells of the way here; it is inferred"
            ),
        ),
    ],
)
def test_the_evidence_is_put_into_words(stop: str, words: str) -> None:
    assert said(stop_of(payload_of(ROAD), stop)["sureness"]) == words


def test_an_end_that_no_source_dates_is_named() -> None:
    payload = payload_of(one_stop(when="1907/1914", quotes=[quoted("a", when="1907")]))
    words = said(stop_of(payload, "here")["sureness"])
    assert words.startswith("A source gives the date · no source says when it ended · ")


@pytest.mark.parametrize(
    ("when", "years"),
    [
        ("1902-10", [1902, 1902]),
        ("1907/1914", [1907, 1914]),
        ("1898~", [1897, 1899]),
        ("[1906,1909]", [1906, 1909]),
        ("1918/..", [1918, None]),
        ("-0043", [-43, -43]),
    ],
)
def test_a_stop_knows_the_years_it_may_mean(when: str, years: list[int | None]) -> None:
    assert payload_of(one_stop(when=when))["client"]["stops"][0]["years"] == years


def test_an_undated_stop_has_the_years_that_its_neighbours_leave() -> None:
    assert payload_of(ROAD)["client"]["stops"][1]["years"] == [1879, 1902]


def test_a_quote_is_verified_only_by_its_own_selector() -> None:
    quotes = [quote for stop in ("exile", "london-1902") for quote in _quotes(stop)]
    assert [quote["verified"] for quote in quotes] == [True, False, False]


def _quotes(stop: str) -> list[dict[str, Any]]:
    quotes: list[dict[str, Any]] = stop_of(payload_of(ROAD), stop)["quotes"]
    return quotes


def test_a_passage_in_the_language_of_the_page_has_no_translation() -> None:
    quote = {"source": "en", "text": "he went", "translation": "he went indeed"}
    assert stop_of(payload_of(one_stop(quotes=[quote])), "here")["quotes"][0]["translation"] is None


def test_a_translation_is_in_the_language_of_the_page_where_there_is_one() -> None:
    assert _quotes("london-1902")[0]["translation"]["text"] == "In October 1902 he went to London"


def test_a_text_in_another_language_says_which_and_how_it_runs() -> None:
    note = stop_of(payload_of(ROAD), "petrograd")["note"]
    assert note == {"text": "یادداشت", "lang": "fa", "dir": "rtl"}


def test_a_conflict_asks_and_gives_each_side_its_words_and_its_passage() -> None:
    conflict = stop_of(payload_of(ROAD), "london-1902")["conflicts"][0]
    reading, other = conflict["sides"]
    assert said(conflict["question"]) == "How, and when, was London reached?"
    assert (conflict["about"], conflict["between"]) == ("leg", "reading")
    assert reading["reading"] == "the author’s reading; no passage says so"
    assert (said(other["words"]), other["quotes"][0]["text"]) == ("1898", "در ۱۸۹۸ از سیبری گریخت")


def quoted(text: str, source: str = "fa", **says: Any) -> dict[str, Any]:
    return {"source": source, "text": text, "says": says}


@pytest.mark.parametrize(
    ("event", "says", "against", "question", "sides"),
    [
        ("expulsion", {"when": "1929-02"}, {"when": "1929-01"}, "When was the expulsion?",
         ["10 February 1929", "January 1929"]),
        ("other", {"when": "1929-02"}, {"when": "1930"}, "When was this?",
         ["10 February 1929", "1930"]),
        ("arrest", {"where": "london"}, {"where": "samara"}, "Where was the arrest?",
         ["London", "Samara"]),
    ],
    ids=["date of an event", "date", "place"],
)  # fmt: skip
def test_the_question_of_a_conflict_fits_what_happened(
    event: str, says: Any, against: Any, question: str, sides: list[str]
) -> None:
    quotes = [quoted("a", **says), quoted("b", source="en", **against)]
    payload = payload_of(one_stop(when="1929-02-10", event=event, quotes=quotes))
    conflict = stop_of(payload, "here")["conflicts"][0]
    assert said(conflict["question"]) == question
    assert [said(side["words"]) for side in conflict["sides"]] == sides
    assert conflict["heading"] == "Sources disagree"


def test_one_source_against_itself_is_called_one_passage_and_another() -> None:
    quotes = [quoted("a", when="1929-02"), quoted("b", when="1929-01")]
    conflict = stop_of(payload_of(one_stop(when="1929-02-10", quotes=quotes)), "here")["conflicts"][
        0
    ]
    passages = [quote["passage"] for side in conflict["sides"] for quote in side["quotes"]]
    assert passages == ["one passage", "another passage"]
    assert conflict["heading"] == "A source disagrees with itself"


def test_a_contradiction_in_other_things_asks_in_the_words_of_the_author() -> None:
    quotes = [
        {"id": "q1", "source": "fa", "text": "a"},
        {"source": "en", "text": "b", "disagrees": {"with": "q1", "about": "Which office?"}},
    ]
    conflict = stop_of(payload_of(one_stop(quotes=quotes)), "here")["conflicts"][0]
    assert (said(conflict["question"]), conflict["about"]) == ("Which office?", "other")
    assert [side["words"] for side in conflict["sides"]] == [[], []]


@pytest.mark.parametrize(
    ("title", "overline"),
    [
        ("Lev Bronstein, the road", "the road"),
        ("Lev Bronstein: the road", "the road"),
        ("Lev Bronstein", None),
        ("The road of Lev Bronstein", "The road of Lev Bronstein"),
    ],
)
def test_the_overline_is_what_the_title_says_beyond_the_name(
    title: str, overline: str | None
) -> None:
    found = payload_of(road(title=title))["overline"]
    assert (found and found["text"]) == overline


@pytest.mark.parametrize(
    ("subject", "years"),
    [
        ({"born": "1879-11-07", "died": "1940-08-21"}, "1879–1940"),
        ({"born": "1879-11-07"}, "born 1879"),
        ({"died": "1940~"}, "died about 1940"),
        ({"born": "187X", "died": "1940"}, "the 1870s–1940"),
        ({}, ""),
    ],
    ids=["both", "birth only", "death about", "decade", "neither"],
)
def test_the_years_of_a_life_keep_their_doubt(subject: dict[str, str], years: str) -> None:
    assert payload_of(road(subject={"name": "Lev", **subject}))["years"] == years


def test_a_road_without_quotations_has_a_plainer_lede() -> None:
    assert payload_of(one_stop())["lede"] == "One stop on the map."


def test_chapters_have_numerals_years_and_go_on_counting() -> None:
    first, second = payload_of(ROAD)["chapters"]
    assert (first["numeral"], first["years"]) == ("I", "1879–1902")
    assert (second["numeral"], second["years"]) == ("II", "1902–1918")


@pytest.mark.parametrize(
    ("number", "numeral"),
    [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (40, "XL"), (90, "XC"), (1944, "MCMXLIV")],
)
def test_chapters_are_numbered_as_the_romans_did(number: int, numeral: str) -> None:
    assert roman(number) == numeral


def test_a_road_without_chapters_is_one_without_a_title() -> None:
    (only,) = payload_of(one_stop())["chapters"]
    assert (only["title"], len(only["stops"])) == (None, 1)


def test_sources_tell_language_file_and_fingerprint() -> None:
    persian, english = payload_of(ROAD)["sources"]
    assert persian["facts"] == ["Persian", "3 quotations"]
    assert (persian["file"], persian["sha256"]) == ("life.txt", "3f" * 32)
    assert english["facts"] == ["English", "2 quotations"]


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("doi:10.1000/182", {"href": "https://doi.org/10.1000/182", "shown": "doi:10.1000/182"}),
        ("https://a.example/b", {"href": "https://a.example/b", "shown": "https://a.example/b"}),
        (
            "https://ä..example/",
            {"href": "https://ä..example/", "shown": "https://ä..example/ (\\xe4..example)"},
        ),
        (
            "https://аррӏе.example/x",
            {
                "href": "https://аррӏе.example/x",
                "shown": "https://аррӏе.example/x (xn--80ak6aa92e.example)",
            },
        ),
    ],
    ids=["doi", "plain", "no host at all", "look-alike letters"],
)
def test_a_link_shows_where_it_really_leads(url: str, link: dict[str, str]) -> None:
    written = road()
    written["sources"]["fa"]["url"] = url
    assert payload_of(written)["sources"][0]["url"] == link


def test_the_credits_count_positions_by_where_they_come_from() -> None:
    assert payload_of(ROAD)["credits"]["positions"] == [
        {"words": "6 places are from GeoNames", "licence": "CC BY 4.0"},
        {"words": "1 place is drawn as a rough outline of our own.", "licence": ""},
    ]


def test_the_credits_name_the_author_and_what_was_verified() -> None:
    found = payload_of(ROAD)["credits"]
    assert said(found["reading"]).endswith("are the reading of A. Reader.")
    assert found["verified"].startswith("1 of 5 quotations verified word for word")
    assert found["updated"] == "Last changed: November 2026."


def test_a_reading_without_an_author_is_called_one_reading() -> None:
    assert "one reading of these texts" in said(payload_of(road(author=None))["credits"]["reading"])


def test_a_page_in_a_language_without_words_is_english_and_marks_the_texts() -> None:
    payload = payload_of(road(language="ru"))
    assert (payload["language"], payload["title"]["lang"]) == ("en", "ru")
    assert stop_of(payload, "birth")["kind"] == "Born"


def test_ids_that_javascript_treats_as_special_are_ordinary() -> None:
    payload = payload_of(one_stop() | {"stops": [{"id": "__proto__", "place": "london"}]})
    assert payload["client"]["stops"][0]["id"] == "__proto__"


def test_the_note_of_a_place_is_told_once_at_the_first_stop_there() -> None:
    written = road()
    stops = [stop for chapter in written["chapters"] for stop in chapter["stops"]]
    place = stops[0]["place"]
    stops[-1]["place"] = place
    written["places"][place]["note"] = "on the river"
    payload = payload_of(written)
    told = [stop["place_note"] for chapter in payload["chapters"] for stop in chapter["stops"]]
    assert [note and note["text"] for note in told] == ["on the river", *[None] * (len(told) - 1)]
