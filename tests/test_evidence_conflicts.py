"""Conflicts of the evidence, and what holds for any quotes."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapgen.evidence import weigh_evidence
from mapgen.model import Evidence, Says
from tests.weighing import ROAD, Written, route_of, says, told, weighed

# Conflicts


@pytest.mark.parametrize(
    ("sources", "between"),
    [("ab", "sources"), ("aa", "one source"), ("-a", "reading"), ("-aab", "reading")],
)
def test_a_conflict_tells_whom_it_stands_between(sources: str, between: str) -> None:
    quotes = [
        {"source": source, "says": {"where": "london" if index == 0 else "paris"}}
        for index, source in enumerate(sources)
        if source != "-"
    ]
    (conflict,) = weighed({"place": "london", "quotes": quotes}).conflicts
    assert conflict.between == between


def test_a_source_against_itself_and_another_stands_between_sources() -> None:
    quotes = [
        {"source": "a", "says": {"where": "london"}},
        {"source": "a", "says": {"where": "paris"}},
        {"source": "b", "says": {"where": "paris"}},
    ]
    (conflict,) = weighed({"place": "london", "quotes": quotes}).conflicts
    assert conflict.between == "sources"


def test_two_sides_against_a_reading_without_quotes_are_a_conflict_of_theirs() -> None:
    quotes = [
        {"source": "a", "says": {"where": "paris"}},
        {"source": "a", "says": {"where": "vienna"}},
    ]
    (conflict,) = weighed({"place": "london", "quotes": quotes}).conflicts
    assert told(conflict) == (
        "place",
        "one source",
        [("reading", []), ({"where": "paris"}, [0]), ({"where": "vienna"}, [1])],
    )


def test_quotes_that_claim_the_same_share_a_side() -> None:
    quotes = says({"where": "paris"}, {"where": "vienna"}, {"where": "paris", "by": "ship"})
    (conflict,) = weighed({"place": "london", "quotes": quotes}).conflicts
    assert told(conflict)[2] == [
        ("reading", []),
        ({"where": "paris"}, [0, 2]),
        ({"where": "vienna"}, [1]),
    ]


def test_the_same_day_in_two_calendars_is_one_claim() -> None:
    quotes = says({"when": "1905-12-03", "calendar": "julian"}, {"when": "1905-12-16"})
    (conflict,) = weighed({"place": "london", "when": "1905-12-20", "quotes": quotes}).conflicts
    assert told(conflict)[2] == [("reading", []), ({"when": "1905-12-03"}, [0, 1])]
    assert conflict.sides[1].claim
    assert conflict.sides[1].claim.calendar == "julian"


def test_a_claim_against_holds_only_what_is_against() -> None:
    claim = {"when": "1898", "from": "siberia", "to": "paris", "by": "ship", "kind": "escape"}
    found = weighed(
        *ROAD,
        {"place": "london", "when": "1902", "leg": {"by": "train"}, "quotes": says(claim)},
    )
    assert told(found.conflicts[0])[2][1] == ({"when": "1898", "to": "paris", "by": "ship"}, [0])


def test_a_claim_without_a_date_keeps_no_calendar() -> None:
    claim = {"when": "1902-09", "calendar": "julian", "where": "paris"}
    found = weighed({"place": "london", "when": "1902", "quotes": says(claim)})
    assert found.date == "stated"
    assert found.conflicts[0].sides[1].claim == Says(where="paris")


def test_conflicts_come_in_the_order_date_place_leg_other() -> None:
    found = weighed(
        *ROAD,
        {
            "place": "london",
            "when": "1902",
            "quotes": [
                {"id": "q1", "disagrees": {"with": "q2", "about": "the sentence"}},
                {"says": {"from": "vienna"}},
                {"id": "q2", "says": {"where": "paris", "when": "1899"}},
            ],
        },
    )
    assert [conflict.about for conflict in found.conflicts] == ["date", "place", "leg", "other"]


def test_a_disagreement_that_says_cannot_hold_is_a_conflict_with_its_words() -> None:
    first = [{"source": "b"}, {"id": "for-life", "source": "a"}]
    second = {
        "id": "four-years",
        "source": "b",
        "disagrees": {"with": "for-life", "about": "the length of the sentence"},
    }
    found = weigh_evidence(
        route_of({"place": "paris", "quotes": first}, {"place": "london", "quotes": [second]})
    )
    assert [len(each.conflicts) for each in found] == [0, 1]
    (conflict,) = found[1].conflicts
    assert (conflict.about, conflict.between) == ("other", "sources")
    assert [(side.is_reading, side.quotes) for side in conflict.sides] == [
        (False, ((1, 0),)),
        (False, ((0, 1),)),
    ]
    assert conflict.note
    assert conflict.note.forms == ("the length of the sentence",)


@pytest.mark.parametrize("target", ["self", "nowhere"])
def test_a_quote_disagrees_neither_with_itself_nor_with_one_that_is_not_there(target: str) -> None:
    quote = {"id": "self", "disagrees": {"with": target, "about": "the sentence"}}
    assert weighed({"place": "paris", "quotes": [quote]}).conflicts == ()


def test_silence_is_never_a_conflict() -> None:
    found = weighed(
        *ROAD,
        {"place": "london", "quotes": says({"where": "london"}, {"kind": "escape"}, {})},
    )
    assert found.conflicts == ()


# What holds for any quotes

DATES = ["1901", "1902", "1902-09", "1902-10", "1902-10-05", "1902~", "1902-10?", "1902-09/1902-11"]
DATES += ["[1902-09,1902-11]", "1903/..", "../1902", "1903"]
NAMES = ["london", "britain", "europe", "paris", "samara", "ust-kut", "siberia", "russia"]
MEANS = ["train", "ship", "unknown"]
KINDS = ["escape", "exile", "arrest"]


def optional(*keys: str, of: list[str]) -> dict[str, st.SearchStrategy[str]]:
    return {key: st.sampled_from(of) for key in keys}


CLAIMS = st.fixed_dictionaries(
    {},
    optional={
        **optional("when", of=DATES),
        **optional("where", "from", "to", "via", of=NAMES),
        **optional("by", of=MEANS),
        **optional("kind", of=KINDS),
    },
)
QUOTES = st.lists(
    st.fixed_dictionaries({"source": st.sampled_from("abc"), "says": CLAIMS}), max_size=5
)
LEGS = st.fixed_dictionaries(
    {},
    optional={
        "when": st.sampled_from(DATES),
        "via": st.lists(st.sampled_from(NAMES), max_size=2),
        "by": st.sampled_from(MEANS),
    },
)
STOPS = st.fixed_dictionaries(
    {"place": st.sampled_from(NAMES), "leg": LEGS, "quotes": QUOTES},
    optional={"when": st.sampled_from(DATES)},
)
NEIGHBOURS = st.fixed_dictionaries(
    {"place": st.sampled_from(NAMES)}, optional={"when": st.sampled_from(DATES)}
)
GRADES = {"stated": 0, "wider": 1, "inferred": 2, "disputed": 3}


def middle_of(before: Written, stop: Written, after: Written) -> Evidence:
    return weigh_evidence(route_of(before, stop, after))[1]


def words_of(found: Evidence) -> tuple[str | None, ...]:
    return (found.date, found.place, found.leg, found.start, found.end)


@given(NEIGHBOURS, STOPS, NEIGHBOURS, st.randoms(use_true_random=False))
def test_the_order_of_quotes_changes_no_word(
    before: Written, stop: Written, after: Written, random: Random
) -> None:
    shuffled = random.sample(stop["quotes"], len(stop["quotes"]))
    found = middle_of(before, stop, after)
    again = middle_of(before, {**stop, "quotes": shuffled}, after)
    assert words_of(again) == words_of(found)
    assert again.wider_places == found.wider_places
    assert [(c.about, c.between, len(c.sides)) for c in again.conflicts] == [
        (c.about, c.between, len(c.sides)) for c in found.conflicts
    ]


@given(NEIGHBOURS, STOPS, NEIGHBOURS)
def test_a_quote_that_says_what_the_author_reads_states_it_unless_it_is_disputed(
    before: Written, stop: Written, after: Written
) -> None:
    found = middle_of(before, stop, after)
    here = {"where": stop["place"], **({"when": stop["when"]} if "when" in stop else {})}
    leg = {key: stop["leg"][key] for key in ("when", "by") if key in stop["leg"]}
    there = {"from": before["place"], "to": stop["place"], **leg}
    again = middle_of(before, {**stop, "quotes": [*stop["quotes"], *says(here, there)]}, after)
    assert again.place == ("disputed" if found.place == "disputed" else "stated")
    assert again.leg == ("disputed" if found.leg == "disputed" else "stated")
    if "when" in stop:
        assert again.date == ("disputed" if found.date == "disputed" else "stated")
    assert len(again.conflicts) == len(found.conflicts)


@given(NEIGHBOURS, STOPS, NEIGHBOURS)
def test_a_word_is_disputed_exactly_where_there_is_a_conflict(
    before: Written, stop: Written, after: Written
) -> None:
    found = middle_of(before, stop, after)
    disputed = [
        about
        for about, word in (("date", found.date), ("place", found.place), ("leg", found.leg))
        if word == "disputed"
    ]
    assert [conflict.about for conflict in found.conflicts] == disputed


@given(NEIGHBOURS, STOPS, NEIGHBOURS)
def test_no_quote_stands_on_two_sides_and_every_other_side_has_one(
    before: Written, stop: Written, after: Written
) -> None:
    for conflict in middle_of(before, stop, after).conflicts:
        quotes = [quote for side in conflict.sides for quote in side.quotes]
        assert len(quotes) == len(set(quotes))
        assert [side.is_reading for side in conflict.sides] == [True] + [False] * (
            len(conflict.sides) - 1
        )
        assert all(side.quotes and side.claim for side in conflict.sides[1:])


@given(NEIGHBOURS, STOPS, NEIGHBOURS, st.data())
def test_a_quote_taken_out_brings_no_new_conflict(
    before: Written, stop: Written, after: Written, data: st.DataObject
) -> None:
    kept = data.draw(st.lists(st.booleans(), min_size=5, max_size=5))
    fewer = [quote for quote, keep in zip(stop["quotes"], kept, strict=False) if keep]
    all_of_it = middle_of(before, stop, after)
    part = middle_of(before, {**stop, "quotes": fewer}, after)
    assert {c.about for c in part.conflicts} <= {c.about for c in all_of_it.conflicts}
    for word, word_of_all in zip(words_of(part), words_of(all_of_it), strict=True):
        if word_of_all and word and word_of_all != "disputed":
            assert GRADES[word_of_all] <= GRADES[word]


@given(STOPS)
def test_the_ends_of_an_interval_are_never_disputed(stop: Written) -> None:
    found = weighed(stop)
    assert {found.start, found.end} <= {"stated", "wider", "inferred", None}


# Odd combinations


def test_one_passage_may_be_against_date_place_and_leg_at_once() -> None:
    claim = {"when": "1850", "where": "mexico", "from": "sweden", "to": "paris", "by": "air"}
    leg = {"by": "ship", "via": ["samara"]}
    found = weighed(*ROAD, {"place": "london", "when": "1902", "leg": leg, "quotes": says(claim)})
    assert (found.date, found.place, found.leg) == ("disputed", "disputed", "disputed")
    assert [told(conflict)[2][1] for conflict in found.conflicts] == [
        ({"when": "1850"}, [0]),
        ({"where": "mexico"}, [0]),
        ({"from": "sweden", "to": "paris", "by": "air"}, [0]),
    ]


def test_sides_of_one_leg_are_parted_by_what_they_hold_against_it() -> None:
    quotes = says(
        {"when": "1898", "from": "siberia"},
        {"when": "1898", "to": "london"},
        {"when": "1898", "to": "paris"},
        {"to": "paris", "kind": "exile"},
        {"when": "1898/1898", "by": "train"},
    )
    found = weighed(*ROAD, {"place": "london", "when": "1902", "quotes": quotes})
    assert told(found.conflicts[0])[2] == [
        ("reading", []),
        ({"when": "1898"}, [0, 1]),
        ({"to": "paris", "when": "1898"}, [2]),
        ({"to": "paris"}, [3]),
        ({"when": "1898/1898"}, [4]),
    ]


def test_a_set_of_dates_at_an_event_excludes_a_day_between_them() -> None:
    quotes = says({"when": "[1929-01,1929-05]"}, {"when": "1929-03"}, {"when": "1929"})
    found = weighed({"place": "odessa", "when": "1929", "quotes": quotes})
    assert [told(conflict)[2] for conflict in found.conflicts] == [
        [
            ("reading", [2]),
            ({"when": "[1929-01,1929-05]"}, [0]),
            ({"when": "1929-03"}, [1]),
        ]
    ]


def test_about_a_month_does_not_exclude_the_month_beside_it() -> None:
    quotes = says({"when": "1929-01~"}, {"when": "1929-02"})
    assert weighed({"place": "odessa", "when": "1929", "quotes": quotes}).conflicts == ()


def test_two_claims_of_one_day_at_an_event_are_not_against_each_other() -> None:
    quotes = says({"when": "1905-12-03", "calendar": "julian"}, {"when": "1905-12-16"})
    found = weighed({"place": "odessa", "when": "1905", "quotes": quotes})
    assert (found.date, found.conflicts) == ("stated", ())


def test_one_passage_quoted_twice_can_contradict_itself() -> None:
    quotes = says({"where": "paris"}, {"where": "london"})
    (conflict,) = weighed({"place": "london", "quotes": quotes}).conflicts
    assert conflict.between == "one source"


def test_places_named_wider_are_kept_apart_from_those_against() -> None:
    found = weighed({"place": "moscow", "quotes": says({"where": "russia"}, {"where": "paris"})})
    assert (found.place, found.wider_places) == ("disputed", ())
    assert told(found.conflicts[0])[2] == [("reading", [0]), ({"where": "paris"}, [1])]


@pytest.mark.parametrize("place", ["__proto__", "constructor"])
def test_ids_that_a_browser_holds_dear_are_ordinary(place: str) -> None:
    places: dict[str, Written] = {place: {}, "there": {"within": place}}
    stop = {"id": place, "place": "there", "quotes": says({"where": place, "from": place})}
    (found,) = weigh_evidence(route_of(stop, places=places))
    assert (found.place, found.wider_places) == ("wider", (place,))


def test_places_within_each_other_in_a_circle_do_not_hang() -> None:
    places: dict[str, Written] = {"a": {"within": "b"}, "b": {"within": "a"}, "c": {}}
    stops: list[Written] = [
        {"place": "a"},
        {"place": "b", "quotes": says({"where": "a", "from": "c"})},
    ]
    found = weigh_evidence(route_of(*stops, places=places))[1]
    assert (found.place, found.leg) == ("stated", "disputed")


def test_a_place_that_no_one_knows_is_another_place() -> None:
    assert weighed({"place": "london", "quotes": says({"where": "atlantis"})}).place == "disputed"


def test_years_beyond_any_calendar_are_compared() -> None:
    quotes = says({"when": "Y-17000"}, {"when": "-0044-03-15", "where": "london"})
    found = weighed(
        {"place": "paris", "when": "Y-20000"},
        {"place": "london", "when": "-0044", "leg": {"when": "Y-17000"}, "quotes": quotes},
    )
    assert (found.date, found.leg) == ("disputed", "inferred")
