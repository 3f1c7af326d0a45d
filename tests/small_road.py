"""A short road with one of everything, for the tests of payload and page.

`python -m tests.small_road` writes its payload to the golden file.
"""

import copy
import json
from pathlib import Path
from typing import Any

from mapgen.atlas import Polygons
from mapgen.evidence import weigh_evidence
from mapgen.legs import draw_legs
from mapgen.model import Position, Route, Selector
from mapgen.payload import to_payload

GOLDEN = Path(__file__).parent / "golden" / "payload.json"
SHA = "3f" * 32

ROAD: dict[str, Any] = {
    "route": "small",
    "title": "Lev Bronstein, from a village to a city",
    "subject": {"name": "Lev Bronstein", "born": "1879-11-07", "died": "1940-08-21"},
    "author": "A. Reader",
    "licence": "CC BY 4.0",
    "updated": "2026-11",
    "note": "The texts are anonymous.",
    "translations": "made for this map",
    "sources": {
        "fa": {
            "title": "[Persian life]",
            "language": "fa",
            "file": "life.txt",
            "sha256": SHA,
            "url": "doi:10.1000/182",
        },
        "en": {
            "title": {"en": "A life", "fa": "یک زندگی"},
            "author": "B. Writer",
            "language": "en",
        },
    },
    "places": {
        "russia": {"name": "Russia", "kind": "country", "country": "RU"},
        "siberia": {"name": "Siberia", "kind": "region", "within": "russia"},
        "yanovka": {"name": "Yanovka", "now": "Bereslavka", "country": "UA"},
        "ust-kut": {"name": "Ust-Kut", "country": "RU", "within": "siberia"},
        "samara": {"name": "Samara", "country": "RU"},
        "london": {"name": "London", "country": "GB"},
        "petersburg": {
            "name": "Saint Petersburg",
            "country": "RU",
            "names": [{"name": "Petrograd", "when": "1914-09/1924-01"}],
        },
    },
    "chapters": [
        {
            "title": "Youth",
            "stops": [
                {"id": "birth", "place": "yanovka", "when": "1879-11-07", "event": "birth",
                 "title": "Born in a village", "text": "The house is gone."},
                {"id": "exile", "place": "ust-kut", "event": "exile",
                 "leg": {"kind": "exile", "by": "horse"},
                 "quotes": [{"source": "fa", "text": "به سیبری تبعید شد", "page": "12",
                             "translation": "he was exiled to Siberia",
                             "says": {"where": "siberia", "kind": "exile"}}]},
            ],
        },
        {
            "title": "Abroad and back",
            "stops": [
                {"id": "london-1902", "place": "london", "when": "1902-10", "event": "arrival",
                 "formerly": ["london"],
                 "leg": {"kind": "escape", "when": "1902-09/1902-10", "via": "samara"},
                 "quotes": [
                     {"source": "fa", "text": "در اکتبر ۱۹۰۲ به لندن رفت",
                      "translation": {"en": "In October 1902 he went to London", "fr": "À Londres"},
                      "says": {"when": "1902-10", "where": "london"}},
                     {"source": "fa", "text": "در ۱۸۹۸ از سیبری گریخت",
                      "says": {"when": "1898", "from": "siberia"}},
                 ]},
                {"id": "arrest", "place": "petersburg", "when": "1905-12-16", "event": "arrest",
                 "quotes": [{"source": "en", "text": "taken on 3 December 1905",
                             "says": {"when": "1905-12-03", "calendar": "julian"}}]},
                {"id": "siberia", "place": "siberia", "when": "[1906,1907]", "event": "exile"},
                {"id": "petrograd", "place": "petersburg", "when": "1917-05-17/1918~",
                 "note": {"fa": "یادداشت"},
                 "quotes": [{"source": "en", "text": "back in May 1917",
                             "says": {"when": "1917-05"}}]},
                {"id": "stay", "place": "petersburg", "when": "1918~/..", "event": "work"},
            ],
        },
    ],
}  # fmt: skip

_LATS_AND_LONS = {
    "russia": (61.0, 99.0),
    "siberia": (61.0, 96.0),
    "yanovka": (47.67, 32.43),
    "ust-kut": (56.79, 105.77),
    "samara": (53.2, 50.15),
    "london": (51.51, -0.13),
    "petersburg": (59.93, 30.33),
}
_SQUARE = ((60.0, 50.0), (120.0, 50.0), (120.0, 70.0), (60.0, 70.0), (60.0, 50.0))


def road(**changes: Any) -> dict[str, Any]:
    """A copy of the short road with some of its top keys changed."""
    return {**copy.deepcopy(ROAD), **changes}


def positions_of(route: Route) -> dict[str, Position]:
    """Where the places of the short road lie; new ones stand in the Gulf of Guinea."""
    found = {}
    for place in route.places:
        lat, lon = _LATS_AND_LONS.get(place, (0.0, 0.0))
        found[place] = Position(lat, lon, "settlement", "GeoNames", "CC BY 4.0")
    if "siberia" in found:
        found["siberia"] = Position(61, 96, "region", "outline", area=((_SQUARE,),), is_rough=True)
    return found


def payload_of(
    written: dict[str, Any], *, language: str | None = None, own_borders: Polygons = ()
) -> dict[str, Any]:
    """The payload of a road; its first quotation is the one that was verified."""
    route = Route.model_validate(written)
    evidence = weigh_evidence(route)
    positions = positions_of(route)
    first = next((n for n, stop in enumerate(route.all_stops) if stop.quotes), None)
    return to_payload(
        route,
        evidence=evidence,
        positions=positions,
        legs=draw_legs(route, positions, evidence),
        selectors={} if first is None else {(first, 0): Selector(SHA, 0, 1, "a", "", "b")},
        own_borders=own_borders,
        language=language,
    )


def golden_text(payload: dict[str, Any]) -> str:
    """A payload as the golden file holds it."""
    return json.dumps(payload, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    GOLDEN.write_text(golden_text(payload_of(ROAD)), encoding="utf-8")
