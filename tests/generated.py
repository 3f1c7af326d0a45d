"""Routes made by a seeded generator, for tests and measurements on many stops."""

import json
import random
from dataclasses import dataclass

_EVENTS = ["arrival", "residence", "work", "prison", "exile", "visit", "arrest", "congress"]
_KINDS = ["travel", "escape", "exile", "voyage", "transfer"]
_WORDS = [
    "the", "road", "rain", "papers", "coast", "signed", "order", "until", "came", "while",
    "others", "left", "nobody", "knew", "kept", "there", "waited", "told", "night", "harbour",
]  # fmt: skip


@dataclass(frozen=True)
class GeneratedStop:
    """One stop as both programs of a comparison draw it."""

    id: str
    lat: float
    lon: float
    when: str
    event: str
    quote: str
    translation: str


def generated_stops(number: int, *, seed: int = 1) -> list[GeneratedStop]:
    """Stops at one new place in three, dated in order, each with a quotation of its own."""
    chance = random.Random(seed)
    stops: list[GeneratedStop] = []
    lat, lon = 46.5, 30.7
    for index in range(number):
        if index % 3 == 0 or not stops:
            lat = min(70.0, max(-50.0, lat + chance.uniform(-6, 6)))
            lon = min(170.0, max(-170.0, lon + chance.uniform(-9, 9)))
            here = (round(lat, 4), round(lon, 4))
        else:
            back = chance.choice(stops[-30:])
            here = (back.lat, back.lon)
        year, rest = divmod(index * 12 // max(1, number // 60), 12)
        stops.append(
            GeneratedStop(
                f"s{index}",
                *here,
                when=f"{1880 + year}-{rest + 1:02d}",
                event=chance.choice(_EVENTS),
                quote=_sentence(chance, 24),
                translation=_sentence(chance, 18),
            )
        )
    return stops


def generated_route(number: int, *, seed: int = 1) -> str:
    """The YAML of a route of that many stops; every place has its own `at`."""
    stops = generated_stops(number, seed=seed)
    names = {}
    for stop in stops:
        names.setdefault((stop.lat, stop.lon), f"p{len(names)}")
    lines = [
        "route: generated",
        "title: A generated road",
        "subject: {name: Nobody}",
        "sources:",
        "  made: {title: Made up, language: fa}",
        "places:",
        *(
            f"  {key}: {{name: Place {key[1:]}, at: [{lat}, {lon}]}}"
            for (lat, lon), key in names.items()
        ),
        "chapters:",
    ]
    for index, stop in enumerate(stops):
        if index % 50 == 0:
            lines += [f"  - title: Chapter {index // 50 + 1}", "    stops:"]
        lines += _stop_lines(stop, names[(stop.lat, stop.lon)])
    return "\n".join(lines) + "\n"


def _stop_lines(stop: GeneratedStop, place: str) -> list[str]:
    kind = _KINDS[int(stop.id[1:]) % len(_KINDS)]
    return [
        f"      - id: {stop.id}",
        f"        place: {place}",
        f"        when: {stop.when}",
        f"        event: {stop.event}",
        f"        title: Stop number {stop.id[1:]}",
        f"        leg: {{kind: {kind}, by: train}}",
        "        quotes:",
        f"          - source: made\n            text: {json.dumps(stop.quote)}",
        f"            translation: {json.dumps(stop.translation)}",
        f"            says: {{when: {stop.when[:4]}, where: {place}}}",
    ]


def _sentence(chance: random.Random, words: int) -> str:
    return " ".join(chance.choice(_WORDS) for _ in range(words))
