"""The rules of evidence: the passages worked through in the design, then places and legs."""

import pytest

from mapgen.dates import day_from_civil
from mapgen.evidence import weigh_evidence
from mapgen.model import Evidence
from tests.weighing import ROAD, VERKHOLENSK, Written, route_of, says, told, weighed

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
