"""The rules of evidence: first the passages worked through in the design, then rule by rule."""

from collections.abc import Mapping, Sequence
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
