"""The rules of evidence: first the passages worked through in the design, then rule by rule."""

from collections.abc import Mapping
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapgen.dates import day_from_civil
from mapgen.evidence import weigh_evidence
from mapgen.model import Conflict, Evidence, Route, Says

Written = dict[str, Any]

PLACES: dict[str, Written] = {
    "ust-kut": {"within": "siberia"},
    "verkholensk": {"within": "siberia"},
    "siberia": {"kind": "region", "within": "russia"},
    "samara": {"within": "russia"},
    "samara-station": {"kind": "site", "within": "samara"},
    "petersburg": {"within": "russia"},
    "moscow": {"within": ["russia", "soviet-union"]},
    "odessa": {"within": ["ukraine", "russia", "soviet-union"]},
    "london": {"within": "britain"},
    "paris": {"within": "france"},
    "vienna": {"within": "austria"},
    "istanbul": {"within": "turkey"},
    "alma-ata": {"within": "kazakhstan"},
    "coyoacan": {"within": "mexico-city"},
    "mexico-city": {"within": "mexico"},
    "kazakhstan": {"kind": "country", "within": "soviet-union"},
    "europe": {"kind": "region"},
    **{name: {"kind": "country"} for name in ("russia", "soviet-union", "ukraine", "turkey")},
    **{name: {"kind": "country"} for name in ("mexico", "sweden")},
    **{
        name: {"kind": "country", "within": "europe"}
        for name in ("britain", "austria", "france", "balkans")
    },
}


def route_of(*stops: Written, places: Mapping[str, Written] = PLACES) -> Route:
    """A route with these stops; a quote without a source is from `text`."""
    return Route.model_validate(
        {
            "route": "small",
            "title": "Small",
            "subject": {"name": "A"},
            "sources": {key: {"title": key, "language": "en"} for key in ("text", "a", "b", "c")},
            "places": {key: {"name": key, **place} for key, place in places.items()},
            "stops": [
                {
                    "id": f"stop-{index}",
                    **stop,
                    "quotes": [
                        {"source": "text", "text": "words", **quote}
                        for quote in stop.get("quotes", [])
                    ],
                }
                for index, stop in enumerate(stops)
            ],
        }
    )


def weighed(*stops: Written) -> Evidence:
    """The evidence for the last of these stops."""
    return weigh_evidence(route_of(*stops))[-1]


def says(*claims: Written) -> list[Written]:
    return [{"says": claim} for claim in claims]


def told(conflict: Conflict) -> tuple[str, str, list[tuple[Written | str, list[int]]]]:
    """A conflict as plain values: each side with its claim and the indexes of its quotes."""
    return (
        conflict.about,
        conflict.between,
        [
            (
                "reading" if side.is_reading else plain(side.claim),
                [number for _, number in side.quotes],
            )
            for side in conflict.sides
        ],
    )


def plain(claim: Says | None) -> Written:
    assert claim is not None
    values = {key: value for key, value in claim.model_dump(by_alias=True).items() if value}
    values.pop("calendar")
    return {**values, **({"when": claim.when.edtf} if claim.when else {})}


VERKHOLENSK: Written = {"place": "verkholensk", "when": "1900/1902-08"}


# The passages worked through


def test_an_escape_dated_otherwise_disputes_the_leg_and_nothing_else() -> None:
    found = weighed(
        VERKHOLENSK,
        {
            "place": "london",
            "when": "1902-10",
            "leg": {"kind": "escape", "by": "train", "when": "1902-09/1902-10", "via": ["samara"]},
            "quotes": says(
                {"when": "1902-10", "where": "london"},
                {"when": "1898", "from": "siberia"},
                {"where": "samara"},
            ),
        },
    )
    assert (found.date, found.place, found.leg) == ("stated", "stated", "disputed")
    assert [told(conflict) for conflict in found.conflicts] == [
        ("leg", "one source", [("reading", [2]), ({"when": "1898"}, [1])])
    ]


def test_a_passage_with_a_where_dates_the_stop_and_one_without_dates_the_leg() -> None:
    found = weighed(
        {"place": "ust-kut", "when": "1907-02"},
        {
            "place": "vienna",
            "when": "1907-10/1914-08",
            "quotes": says(
                {"when": "1907", "where": "vienna", "kind": "escape"},
                {"when": "1907-01", "to": "london", "kind": "escape"},
                {"where": "europe"},
            ),
        },
    )
    assert (found.date, found.start, found.end) == ("wider", "wider", "inferred")
    assert (found.place, found.wider_places) == ("stated", ())
    assert found.leg == "disputed"
    assert [told(conflict) for conflict in found.conflicts] == [
        ("leg", "one source", [("reading", [0]), ({"when": "1907-01", "to": "london"}, [1])])
    ]


def test_another_town_disputes_the_place_while_the_month_widens_the_day() -> None:
    found = weighed(
        {
            "place": "petersburg",
            "when": "1917-05-17",
            "quotes": says(
                {"when": "1917-05", "where": "moscow"}, {"when": "1917", "where": "russia"}
            ),
        }
    )
    assert (found.date, found.place, found.leg) == ("wider", "disputed", "inferred")
    assert [told(conflict) for conflict in found.conflicts] == [
        ("place", "one source", [("reading", [1]), ({"where": "moscow"}, [0])])
    ]
    assert found.wider_places == ()


def test_a_month_that_shares_no_day_with_the_day_disputes_it() -> None:
    found = weighed(
        {
            "place": "odessa",
            "when": "1929-02-10",
            "event": "expulsion",
            "quotes": says(
                {"when": "1929-01", "where": "soviet-union"},
                {"when": "1929-02", "where": "soviet-union"},
            ),
        }
    )
    assert (found.date, found.place) == ("disputed", "wider")
    assert found.wider_places == ("soviet-union",)
    assert [told(conflict) for conflict in found.conflicts] == [
        ("date", "one source", [("reading", [1]), ({"when": "1929-01"}, [0])])
    ]


def test_two_months_of_a_journey_may_both_touch_the_leg() -> None:
    found = weighed(
        {"place": "odessa", "when": "1929-02-10"},
        {
            "place": "istanbul",
            "when": "1929-02-12/1933-07-17",
            "leg": {"kind": "deportation", "by": "ship", "when": "1929-01-22/1929-02-12"},
            "quotes": says(
                {"when": "1929-01", "from": "soviet-union", "to": "istanbul"},
                {"when": "1929-02", "from": "soviet-union"},
                {"when": "1929", "from": "soviet-union", "where": "mexico"},
                {"where": "turkey"},
            ),
        },
    )
    assert (found.date, found.start, found.end) == ("wider", "wider", "inferred")
    assert (found.place, found.leg) == ("disputed", "stated")
    assert [told(conflict) for conflict in found.conflicts] == [
        ("place", "one source", [("reading", [0, 3]), ({"where": "mexico"}, [2])])
    ]


def test_a_voyage_to_elsewhere_disputes_the_leg() -> None:
    found = weighed(
        {"place": "istanbul", "when": "1929-02-12/1933-07-17"},
        {
            "place": "france",
            "when": "1933-07/1935-06",
            "leg": {"by": "ship"},
            "quotes": says({"from": "turkey", "to": "mexico", "by": "ship"}, {"where": "france"}),
        },
    )
    assert (found.date, found.place, found.leg) == ("inferred", "stated", "disputed")
    assert (found.start, found.end) == ("inferred", "inferred")
    assert [told(conflict) for conflict in found.conflicts] == [
        ("leg", "reading", [("reading", []), ({"to": "mexico"}, [0])])
    ]


def test_a_town_named_for_a_village_in_it_is_wider() -> None:
    found = weighed(
        {
            "place": "coyoacan",
            "when": "1940-08-20",
            "quotes": says({"when": "1940", "where": "mexico-city"}),
        }
    )
    assert (found.date, found.place, found.wider_places) == ("wider", "wider", ("mexico-city",))
    assert found.conflicts == ()


def test_an_old_style_day_states_its_gregorian_day() -> None:
    found = weighed(
        {
            "place": "petersburg",
            "when": "1905-12-16",
            "quotes": says({"when": "1905-12-03", "calendar": "julian"}),
        }
    )
    assert (found.date, found.place, found.leg) == ("stated", "inferred", "inferred")


def test_a_stop_without_quotes_is_inferred_throughout() -> None:
    assert weighed({"place": "paris", "when": "1902/1903"}) == Evidence(
        date="inferred",
        place="inferred",
        leg="inferred",
        start="inferred",
        end="inferred",
        first_day=day_from_civil(1902, 1, 1),
        last_day=day_from_civil(1903, 12, 31),
    )


# What a passage speaks of


def london_via_samara(*claims: Written) -> Evidence:
    return weighed(
        VERKHOLENSK,
        {
            "place": "london",
            "when": "1902-10",
            "leg": {"when": "1902-09/1902-10", "via": ["samara"]},
            "quotes": says(*claims),
        },
    )


@pytest.mark.parametrize("place", ["samara", "samara-station"])
def test_a_where_on_the_way_supports_the_leg_and_says_nothing_of_the_stop(place: str) -> None:
    found = london_via_samara({"where": place})
    assert (found.place, found.leg) == ("inferred", "stated")


@pytest.mark.parametrize(
    ("when", "leg"), [("1902-09", "stated"), ("1902", "wider"), ("1898", "disputed")]
)
def test_a_date_beside_a_place_on_the_way_dates_the_leg(when: str, leg: str) -> None:
    found = london_via_samara({"when": when, "where": "samara"})
    assert (found.date, found.leg) == ("inferred", leg)


def test_an_area_round_a_stage_is_not_the_stage() -> None:
    found = london_via_samara({"where": "russia"})
    assert (found.place, found.leg) == ("disputed", "inferred")


def test_the_place_of_the_stop_is_not_on_the_way_to_it() -> None:
    found = weighed(
        VERKHOLENSK,
        {"place": "moscow", "leg": {"via": ["moscow"]}, "quotes": says({"where": "moscow"})},
    )
    assert (found.place, found.leg) == ("stated", "inferred")


def test_a_town_that_lies_in_a_wide_stage_and_is_the_stop_speaks_of_the_stop() -> None:
    found = weighed(
        {"place": "london"},
        {"place": "russia", "leg": {"via": ["europe"]}, "quotes": says({"where": "moscow"})},
        {"place": "france", "leg": {"via": ["europe"]}, "quotes": says({"where": "paris"})},
    )
    assert (found.place, found.leg) == ("stated", "inferred")


@pytest.mark.parametrize(
    ("to", "place", "leg"),
    [
        ("moscow", "stated", "stated"),
        ("russia", "wider", "wider"),
        ("soviet-union", "wider", "wider"),
        ("paris", "inferred", "disputed"),
    ],
)
def test_a_destination_speaks_of_the_leg_and_of_a_place_that_it_fits(
    to: str, place: str, leg: str
) -> None:
    found = weighed({"place": "london"}, {"place": "moscow", "quotes": says({"to": to})})
    assert (found.place, found.leg) == (place, leg)


def test_a_destination_inside_the_place_states_it() -> None:
    found = weighed({"place": "london"}, {"place": "russia", "quotes": says({"to": "moscow"})})
    assert (found.place, found.leg) == ("stated", "stated")


def test_a_passage_can_contradict_the_place_with_its_where_and_fit_it_with_its_to() -> None:
    found = weighed(
        {"place": "odessa"},
        {"place": "istanbul", "quotes": says({"to": "istanbul", "where": "mexico"})},
    )
    assert (found.place, found.leg) == ("disputed", "stated")
    assert told(found.conflicts[0])[2] == [("reading", []), ({"where": "mexico"}, [0])]


@pytest.mark.parametrize(
    "journey",
    [
        {"from": "russia"},
        {"to": "london"},
        {"via": ["samara"]},
        {"by": "train"},
        {"kind": "escape"},
        {"kind": "exile"},
    ],
    ids=lambda journey: next(iter(journey)),
)
def test_a_date_with_a_word_of_the_journey_and_no_where_dates_the_leg(journey: Written) -> None:
    stop = {"place": "london", "when": "1902-10", "leg": {"when": "1902-09"}}
    alone = weighed(VERKHOLENSK, {**stop, "quotes": says({"when": "1898", **journey})})
    beside = {"when": "1898", "where": "london", **journey}
    with_where = weighed(VERKHOLENSK, {**stop, "quotes": says(beside)})
    assert (alone.date, alone.leg) == ("inferred", "disputed")
    assert with_where.date == "disputed"
    assert with_where.leg in ("stated", "wider")


def test_a_kind_that_only_an_event_has_tells_of_the_stop() -> None:
    found = weighed(
        {"place": "london", "when": "1902"},
        {
            "place": "petersburg",
            "when": "1905-12-16",
            "event": "arrest",
            "quotes": says({"when": "1905-12", "kind": "arrest"}),
        },
    )
    assert (found.date, found.leg) == ("wider", "inferred")


def test_a_passage_that_says_nothing_is_never_counted() -> None:
    found = weighed({"place": "paris", "when": "1902", "quotes": says({})})
    assert (found.date, found.place, found.leg) == ("inferred", "inferred", "inferred")


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


# Places


@pytest.mark.parametrize(
    ("reading", "claim", "word"),
    [
        ("moscow", "moscow", "stated"),
        ("moscow", "russia", "wider"),
        ("moscow", "soviet-union", "wider"),
        ("russia", "moscow", "stated"),
        ("russia", "ust-kut", "stated"),
        ("ust-kut", "verkholensk", "disputed"),
        ("moscow", "siberia", "disputed"),
        ("kazakhstan", "alma-ata", "stated"),
        ("alma-ata", "soviet-union", "wider"),
        ("alma-ata", "russia", "disputed"),
    ],
)
def test_a_place_is_judged_by_what_lies_in_what(reading: str, claim: str, word: str) -> None:
    assert weighed({"place": reading, "quotes": says({"where": claim})}).place == word


def test_a_place_lies_in_the_country_of_its_code() -> None:
    places = {"norway": {"kind": "country", "country": "NO"}, "oslo": {"country": "NO"}}
    stop = {"place": "oslo", "quotes": says({"where": "norway"})}
    (found,) = weigh_evidence(route_of(stop, places=places))
    assert (found.place, found.wider_places) == ("wider", ("norway",))


def test_wider_places_are_told_from_the_narrowest_and_only_where_the_place_is_wider() -> None:
    named = says({"where": "russia"}, {"to": "siberia"}, {"where": "russia"})
    found = weighed({"place": "london"}, {"place": "ust-kut", "quotes": named})
    assert (found.place, found.wider_places) == ("wider", ("siberia", "russia"))
    stated = [*named, *says({"where": "ust-kut"})]
    found = weighed({"place": "london"}, {"place": "ust-kut", "quotes": stated})
    assert (found.place, found.wider_places) == ("stated", ())


# The leg


ROAD: list[Written] = [
    {"place": "moscow", "when": "1900"},
    {"place": "ust-kut", "when": "1901"},
]


@pytest.mark.parametrize(
    ("claim", "word"),
    [
        ({"from": "ust-kut"}, "stated"),
        ({"from": "siberia"}, "wider"),
        ({"from": "russia"}, "wider"),
        ({"from": "moscow"}, "wider"),
        ({"from": "soviet-union"}, "wider"),
        ({"from": "verkholensk"}, "disputed"),
        ({"from": "paris"}, "disputed"),
        ({"from": "london"}, "disputed"),
        ({"to": "london"}, "stated"),
        ({"to": "europe"}, "wider"),
        ({"to": "paris"}, "disputed"),
        ({"from": "siberia", "to": "london"}, "stated"),
        ({"from": "siberia", "to": "britain"}, "wider"),
        ({"from": "siberia", "kind": "escape"}, "wider"),
        ({"from": "paris", "to": "london"}, "disputed"),
    ],
    ids=str,
)
def test_the_leg_is_judged_by_where_it_comes_from_and_goes_to(claim: Written, word: str) -> None:
    assert weighed(*ROAD, {"place": "london", "quotes": says(claim)}).leg == word


def test_a_narrower_start_states_the_leg_from_an_area() -> None:
    found = weighed({"place": "siberia"}, {"place": "london", "quotes": says({"from": "ust-kut"})})
    assert found.leg == "stated"


def test_an_earlier_area_that_holds_the_start_skips_stages() -> None:
    found = weighed(
        {"place": "siberia"},
        {"place": "paris"},
        {"place": "london", "quotes": says({"from": "ust-kut"})},
    )
    assert found.leg == "wider"


def test_a_later_stop_as_destination_skips_nothing() -> None:
    stops: list[Written] = [
        {"place": "paris"},
        {"place": "london", "quotes": says({"to": "mexico"})},
        {"place": "mexico"},
    ]
    assert weigh_evidence(route_of(*stops))[1].leg == "disputed"


@pytest.mark.parametrize("claim", [{"from": "samara"}, {"to": "samara"}], ids=str)
def test_a_part_of_the_journey_to_or_from_a_stage_of_it_states_the_leg(claim: Written) -> None:
    found = london_via_samara(claim)
    assert (found.place, found.leg, found.conflicts) == ("inferred", "stated", ())


def test_before_the_first_stop_there_is_nowhere_to_come_from() -> None:
    found = weighed({"place": "paris", "quotes": says({"from": "london"})})
    assert (found.leg, found.conflicts) == ("stated", ())


def test_the_first_stop_can_still_be_another_destination() -> None:
    assert weighed({"place": "paris", "quotes": says({"to": "london"})}).leg == "disputed"


@pytest.mark.parametrize(
    ("leg", "claim", "word"),
    [
        ({"by": "ship"}, "ship", "stated"),
        ({"by": "ship"}, "train", "disputed"),
        ({}, "train", "stated"),
        ({"by": "unknown"}, "train", "stated"),
        ({"by": "ship"}, "unknown", "stated"),
    ],
    ids=str,
)
def test_the_means_are_compared_where_the_leg_gives_one(
    leg: Written, claim: str, word: str
) -> None:
    found = weighed(*ROAD, {"place": "london", "leg": leg, "quotes": says({"by": claim})})
    assert found.leg == word


@pytest.mark.parametrize(
    "claim", [{"kind": "deportation"}, {"via": ["paris"]}, {"kind": "exile", "via": ["paris"]}]
)
def test_a_kind_or_a_stage_alone_states_the_leg_and_is_never_against_it(claim: Written) -> None:
    leg = {"kind": "escape", "via": ["samara"]}
    found = weighed(*ROAD, {"place": "london", "leg": leg, "quotes": says(claim)})
    assert (found.leg, found.conflicts) == ("stated", ())


@pytest.mark.parametrize(
    ("claim", "word"),
    [
        ("1902-05", "stated"),
        ("1902", "wider"),
        ("1901-12-31", "stated"),
        ("1901", "wider"),
        ("1900", "disputed"),
        ("1902-10-31", "stated"),
        ("1902-11", "disputed"),
    ],
)
def test_a_leg_without_a_date_runs_from_one_stay_to_the_next(claim: str, word: str) -> None:
    found = weighed(
        {"place": "ust-kut", "when": "1900/1901-12"},
        {
            "place": "london",
            "when": "1902-10/1903",
            "quotes": says({"when": claim, "kind": "escape"}),
        },
    )
    assert found.leg == word


@pytest.mark.parametrize(("claim", "word"), [("1910-08", "stated"), ("1906", "disputed")])
def test_a_journey_in_the_middle_of_a_longer_stay_begins_within_it(claim: str, word: str) -> None:
    found = weighed(
        {"place": "vienna", "when": "1907-10/1914-08"},
        {
            "place": "paris",
            "when": "1910-08",
            "quotes": says({"when": claim, "to": "paris"}),
        },
    )
    assert found.leg == word


def test_a_stay_that_ends_on_the_day_of_the_next_leaves_that_day_for_the_journey() -> None:
    stay = {"place": "vienna", "when": "1907-10/1914-08-01"}
    quotes = says({"when": "1910", "to": "paris"})
    assert weighed(stay, {"place": "paris", "when": "1914-08-01", "quotes": quotes}).leg == (
        "disputed"
    )


def test_about_a_year_widens_what_lies_between_two_stays() -> None:
    found = weighed(
        {"place": "ust-kut", "when": "1902~"},
        {"place": "london", "when": "1902-10", "quotes": says({"when": "1901", "kind": "escape"})},
    )
    assert found.leg == "stated"


def test_a_move_within_one_place_is_judged_as_any_other() -> None:
    stay: Written = {"place": "petersburg", "when": "1905"}
    arrest = {"place": "petersburg", "when": "1905-12"}
    claims = [{"from": "petersburg"}, {"to": "russia"}, {"from": "paris"}]
    words = [weighed(stay, {**arrest, "quotes": says(claim)}).leg for claim in claims]
    assert words == ["stated", "wider", "disputed"]


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
