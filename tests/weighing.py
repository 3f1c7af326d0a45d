"""Small routes whose quotes say things, and what was made of them as plain values."""

from collections.abc import Mapping
from typing import Any

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


ROAD: list[Written] = [
    {"place": "moscow", "when": "1900"},
    {"place": "ust-kut", "when": "1901"},
]
VERKHOLENSK: Written = {"place": "verkholensk", "when": "1900/1902-08"}
