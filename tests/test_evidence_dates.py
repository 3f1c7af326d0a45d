"""The rules of evidence for dates: of a stop, of the ends of an interval, of stops without one."""

import pytest

from mapgen.dates import day_from_civil
from mapgen.evidence import weigh_evidence
from tests.weighing import Written, route_of, says, told, weighed

# Dates


@pytest.mark.parametrize(
    ("reading", "claim", "word"),
    [
        ("1929-02-12", "1929-02-12", "stated"),
        ("1929-02-12", "1929-02", "wider"),
        ("1929-02-12", "1929", "wider"),
        ("1929-02-12", "1929-02-13", "disputed"),
        ("1929-02-12", "1929-01", "disputed"),
        ("1929", "1929-02-12", "stated"),
        ("1929-02/1933-07", "1931", "stated"),
        ("1929-02/1933-07", "1929/1931", "wider"),
        ("1929-02/1933-07", "1933-08", "disputed"),
        ("1929-02/1933-07", "1929-02/1933-07", "stated"),
        ("1929-02/1933-07", "1930/..", "wider"),
        ("1929~", "1928", "stated"),
        ("1929~", "1930-12-31", "stated"),
        ("1929~", "1931", "disputed"),
        ("1929", "1930~", "wider"),
        ("1929", "1931~", "disputed"),
        ("1929-03", "1929-02~", "wider"),
        ("1929-02", "1929-02%", "wider"),
        ("1929", "1930%", "wider"),
        ("1929", "1930?", "disputed"),
        ("1929?", "1929-05", "stated"),
        ("1929-01", "[1929-01,1929-05]", "wider"),
        ("[1929-01,1929-05]", "1929-01", "stated"),
        ("[1929-01,1929-05]", "1929-03", "disputed"),
        ("[1929-01,1929-05]", "[1929-05,1929-01]", "stated"),
        ("1929/..", "1940", "stated"),
        ("1929/..", "1928", "disputed"),
    ],
)
def test_a_date_is_judged_by_the_days_it_shares(reading: str, claim: str, word: str) -> None:
    found = weighed({"place": "odessa", "when": reading, "quotes": says({"when": claim})})
    assert found.date == word


@pytest.mark.parametrize(
    ("claim", "word"),
    [
        ("1905-12-03", "stated"),
        ("1905-12", "wider"),
        ("1905-12-16", "disputed"),
        ("1905-11", "disputed"),
    ],
)
def test_old_style_dates_become_gregorian_bounds_first(claim: str, word: str) -> None:
    quote = {"when": claim, "calendar": "julian"}
    found = weighed({"place": "odessa", "when": "1905-12-16", "quotes": says(quote)})
    assert found.date == word


def test_an_old_style_month_reaches_into_the_gregorian_month_after() -> None:
    quote = {"when": "1905-12", "calendar": "julian"}
    found = weighed({"place": "odessa", "when": "1906-01-13", "quotes": says(quote)})
    assert found.date == "wider"
    found = weighed({"place": "odessa", "when": "1906-01-14", "quotes": says(quote)})
    assert found.date == "disputed"


# The ends of an interval


@pytest.mark.parametrize(
    ("claims", "start", "end"),
    [
        ([], "inferred", "inferred"),
        (["1931"], "inferred", "inferred"),
        (["1929-02-12"], "stated", "inferred"),
        (["1933-07-17"], "inferred", "stated"),
        (["1929-02"], "wider", "inferred"),
        (["1929"], "wider", "inferred"),
        (["1929-02-12/1933-07-17"], "stated", "stated"),
        (["1929/1933"], "wider", "wider"),
        (["1929-02-12/1931"], "stated", "inferred"),
        (["1930/1935"], "inferred", "wider"),
        (["1920/1940"], "wider", "wider"),
        (["1930/1932"], "inferred", "inferred"),
        (["1929-02-12/.."], "stated", "inferred"),
        (["../1933"], "inferred", "wider"),
        (["1929", "1929-02-12"], "stated", "inferred"),
        (["1929", "1933-07-17"], "wider", "stated"),
        (["1929-02~"], "wider", "inferred"),
        (["1929-03~"], "wider", "inferred"),
        (["1928"], "inferred", "inferred"),
    ],
    ids=str,
)
def test_each_end_of_an_interval_is_judged_by_itself(
    claims: list[str], start: str, end: str
) -> None:
    quotes = says(*({"when": claim} for claim in claims))
    found = weighed({"place": "istanbul", "when": "1929-02-12/1933-07-17", "quotes": quotes})
    assert (found.start, found.end) == (start, end)


@pytest.mark.parametrize(
    ("reading", "claim", "start", "end"),
    [
        ("1929/..", "1929/..", "stated", "stated"),
        ("1929/..", "1929/1933", "stated", "inferred"),
        ("1929/..", "1935", "inferred", "inferred"),
        ("1929/", "1929/", "stated", "inferred"),
        ("../1933", "../1933", "stated", "stated"),
        ("../1933", "[..1933]", "inferred", "wider"),
        ("1929~/1933", "1928", "stated", "inferred"),
        ("{1929,1933}", "1933", "inferred", "stated"),
    ],
)
def test_an_end_that_is_not_dated_is_stated_only_by_one_left_open_too(
    reading: str, claim: str, start: str, end: str
) -> None:
    found = weighed({"place": "istanbul", "when": reading, "quotes": says({"when": claim})})
    assert (found.start, found.end) == (start, end)


def test_a_date_of_the_leg_does_not_touch_the_beginning_of_the_stay() -> None:
    found = weighed(
        {"place": "odessa", "when": "1929-02-10"},
        {
            "place": "istanbul",
            "when": "1929-02-12/1933-07-17",
            "quotes": says({"when": "1929-02-12", "to": "istanbul"}),
        },
    )
    assert (found.date, found.start, found.leg) == ("inferred", "inferred", "stated")


@pytest.mark.parametrize("when", ["1929", "1929-02-12", "[1929,1930]", None], ids=str)
def test_only_an_interval_has_ends(when: str | None) -> None:
    found = weighed({"place": "paris", **({"when": when} if when else {})})
    assert (found.start, found.end) == (None, None)


# An event on which two quotes exclude each other


def test_two_dates_of_one_event_exclude_each_other_though_both_fit_the_reading() -> None:
    found = weighed(
        {
            "place": "odessa",
            "when": "1929",
            "event": "expulsion",
            "quotes": [
                {"source": "a", "says": {"when": "1929-01"}},
                {"source": "b", "says": {"when": "1929"}},
                {"source": "c", "says": {"when": "1929-02"}},
            ],
        }
    )
    assert found.date == "disputed"
    assert [told(conflict) for conflict in found.conflicts] == [
        (
            "date",
            "sources",
            [("reading", [1]), ({"when": "1929-01"}, [0]), ({"when": "1929-02"}, [2])],
        )
    ]


def test_dates_of_a_stay_may_each_stand_for_a_part_of_it() -> None:
    quotes = says({"when": "1929-01"}, {"when": "1929-02"})
    found = weighed({"place": "odessa", "when": "1929-01/1929-02", "quotes": quotes})
    assert (found.date, found.conflicts) == ("stated", ())


def test_a_quote_against_the_reading_leaves_the_fitting_ones_on_its_side() -> None:
    quotes = says({"when": "1929-02"}, {"when": "1928"}, {"when": "1929"})
    found = weighed({"place": "odessa", "when": "1929-02-10", "quotes": quotes})
    assert [told(conflict) for conflict in found.conflicts] == [
        ("date", "one source", [("reading", [0, 2]), ({"when": "1928"}, [1])])
    ]


def test_two_dates_of_the_leg_to_an_event_do_not_exclude_each_other() -> None:
    quotes = says({"when": "1929-01", "by": "ship"}, {"when": "1929-02", "by": "ship"})
    found = weighed(
        {"place": "odessa", "when": "1928"},
        {"place": "istanbul", "when": "1929-02-12", "leg": {"when": "1929"}, "quotes": quotes},
    )
    assert (found.date, found.leg, found.conflicts) == ("inferred", "stated", ())


# A stop without a date


UNDATED_BETWEEN: list[Written] = [
    {"place": "paris", "when": "1902-10/1903-08"},
    {"place": "london"},
    {"place": "vienna", "when": "1904-02/1905"},
]


@pytest.mark.parametrize(
    ("claim", "word"),
    [
        ("1903-10", "stated"),
        ("1903-08", "stated"),
        ("1904-02", "stated"),
        ("1904", "wider"),
        ("1903-07", "disputed"),
        ("1904-03", "disputed"),
        ("1905", "disputed"),
    ],
)
def test_an_undated_stop_is_dated_by_its_neighbours(claim: str, word: str) -> None:
    before, stop, after = UNDATED_BETWEEN
    stops = [before, {**stop, "quotes": says({"when": claim})}, after]
    found = weigh_evidence(route_of(*stops))[1]
    assert found.date == word
    assert (found.first_day, found.last_day) == (
        day_from_civil(1903, 8, 1),
        day_from_civil(1904, 2, 29),
    )


def test_a_run_of_undated_stops_shares_the_bounds_of_its_dated_neighbours() -> None:
    before, stop, after = UNDATED_BETWEEN
    found = weigh_evidence(route_of(before, stop, {"place": "paris"}, stop, after))
    assert {(each.first_day, each.last_day) for each in found[1:4]} == {
        (day_from_civil(1903, 8, 1), day_from_civil(1904, 2, 29))
    }


def test_the_leg_to_and_from_an_undated_stop_has_the_same_bounds() -> None:
    before, stop, after = UNDATED_BETWEEN
    journey = {"when": "1903-09", "kind": "travel"}
    stops = [before, {**stop, "quotes": says(journey)}, {**after, "quotes": says(journey)}]
    assert [each.leg for each in weigh_evidence(route_of(*stops))] == [
        "inferred",
        "stated",
        "stated",
    ]
    journey["when"] = "1902"
    stops = [before, {**stop, "quotes": says(journey)}, {**after, "quotes": says(journey)}]
    assert [each.leg for each in weigh_evidence(route_of(*stops))][1:] == ["disputed", "disputed"]


def test_nothing_bounds_an_undated_stop_at_the_ends_of_the_road() -> None:
    undated: Written = {"place": "london", "quotes": says({"when": "0800"})}
    first, _, last = weigh_evidence(
        route_of(undated, {"place": "paris", "when": "1900"}, {**undated, "quotes": []})
    )
    assert (first.date, first.first_day, first.last_day) == (
        "stated",
        None,
        day_from_civil(1900, 12, 31),
    )
    assert (last.first_day, last.last_day) == (day_from_civil(1900, 1, 1), None)


def test_two_dates_of_an_undated_stop_do_not_exclude_each_other() -> None:
    before, stop, after = UNDATED_BETWEEN
    quotes = says({"when": "1903-10"}, {"when": "1903-12"})
    found = weigh_evidence(route_of(before, {**stop, "quotes": quotes}, after))[1]
    assert (found.date, found.conflicts) == ("stated", ())


def test_an_undated_stop_between_stays_that_overlap_has_bounds_all_the_same() -> None:
    found = weigh_evidence(
        route_of(
            {"place": "vienna", "when": "1907/1914"},
            {"place": "london", "quotes": says({"when": "1909"})},
            {"place": "paris", "when": "1910"},
        )
    )[1]
    assert found.date == "stated"
    assert (found.first_day, found.last_day) == (
        day_from_civil(1907, 1, 1),
        day_from_civil(1910, 12, 31),
    )


@pytest.mark.parametrize(
    ("before", "after", "first", "last"),
    [
        ("1902/..", "1910", (1902, 1, 1), (1910, 12, 31)),
        ("1902", "../1910", (1902, 1, 1), (1910, 12, 31)),
    ],
    ids=["the stay before has no end", "the stay after has no beginning"],
)
def test_an_open_end_of_a_neighbour_is_taken_for_its_other_end(
    before: str, after: str, first: tuple[int, int, int], last: tuple[int, int, int]
) -> None:
    found = weigh_evidence(
        route_of(
            {"place": "vienna", "when": before},
            {"place": "london"},
            {"place": "paris", "when": after},
        )
    )[1]
    assert (found.first_day, found.last_day) == (day_from_civil(*first), day_from_civil(*last))
