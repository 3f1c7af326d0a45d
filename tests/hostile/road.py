"""A road with a text in every place where an author may write one, and where each is shown."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mapgen.build import render_examined
from mapgen.check import examine

Say = Callable[[str], str]
"""The text of a field, by the name of the field."""

MOST_IN_A_QUOTE = 300


@dataclass(frozen=True, slots=True)
class Field:
    """Where a text is shown: selectors of elements, or `selector@attribute`.

    `whole` are those whose text is the author's and nothing else; in `among` it stands among
    words of our own; `card` lists parts of the card on the map, once its stop is chosen there.
    """

    whole: tuple[str, ...] = ()
    among: tuple[str, ...] = ()
    card: tuple[str, ...] = ()


FIELDS: Mapping[str, Field] = {
    "title": Field(
        ("title", ".mast .sub", 'meta[property="og:title"]@content'),
        ('meta[name="description"]@content',),
    ),
    "subject name": Field((".phonehead .who",), ("h1",)),
    "author": Field((".about p bdi",)),
    "licence": Field(among=(".about p",)),
    "translations": Field((".about p span",)),
    "note": Field((".about > p",)),
    "source title": Field(
        ("#source-a > cite", "figure[data-source=a] cite"), card=("figcaption cite",)
    ),
    "second source title": Field(("#source-b > cite", "aside .whose cite")),
    "source author": Field(among=("#source-a .facts",)),
    "source licence": Field(("#source-a .facts",)),
    "source note": Field(("#source-a .facts",)),
    "source file": Field(("#source-a code",)),
    "place name": Field(
        ("#stop-there h3 a", "#stop-period .way bdi"),
        ('.stay[data-stop="1"]@title',),
        ("h3",),
    ),
    "place name of its time": Field(("#stop-period h3 a",), ('.stay[data-stop="2"]@title',)),
    "place now": Field(("#stop-there .now bdi",), card=(".now bdi",)),
    "wider place": Field(("#stop-there .sureness bdi",), card=(".sureness bdi",)),
    "place on the way": Field(("#stop-there .way bdi",), card=(".way bdi",)),
    "place of another opinion": Field(("#stop-disputed aside b bdi",)),
    "chapter title": Field(("h2 .title",), (".chap@title",)),
    "stop title": Field(("#stop-there .what",), card=(".what",)),
    "stop text": Field(("#stop-there .text",), card=(".text",)),
    "stop text without a title": Field(("#stop-period .what",)),
    "stop note": Field(("#stop-there .more > .note",), card=(".more > .note",)),
    "leg note": Field(("#stop-there .way + .note",), card=(".way + .note",)),
    "quote": Field(("#stop-there blockquote",), card=("blockquote",)),
    "quote of another": Field(("#stop-disputed blockquote", "aside q")),
    "translation": Field(("#stop-there .translation",), card=(".translation",)),
    "quote page": Field(among=("#stop-there figcaption span",)),
    "quote note": Field(("#stop-there .quote .note",), card=(".quote .note",)),
    "disagreement": Field(("aside .question bdi",)),
    "words of another language": Field(('#stop-period .note[lang="fa"]',)),
    # No page shows these: other spellings, words that pick a passage, what is set aside.
    "place also": Field(),
    "place note": Field(),
    "after": Field(),
    "set aside": Field(),
    "reason": Field(),
    "words of a language not shown": Field(),
}

_AT = {"home": (47.67, 32.43), "there": (56.79, 105.77), "way": (53.2, 50.15), "city": (51.5, -0.1)}


def road(say: Say) -> dict[str, Any]:
    """The route, as its author would write it: ids are plain, every text is `say(field)`."""

    def quoted(name: str) -> str:
        return say(name)[:MOST_IN_A_QUOTE]

    return {
        "route": "hostile",
        "title": say("title"),
        "subject": {"name": say("subject name"), "born": "1879"},
        "author": say("author"),
        "licence": say("licence"),
        "translations": say("translations"),
        "note": say("note"),
        "sources": {
            "a": {
                "title": say("source title"), "author": say("source author"), "language": "fa",
                "licence": say("source licence"), "note": say("source note"),
                "file": say("source file"),
            },
            "b": {"title": say("second source title"), "language": "en", "file": "b.txt"},
        },
        "places": {
            "siberia": {"name": say("wider place"), "kind": "region", "area": "siberia"},
            "home": {"name": "Home", "at": _AT["home"]},
            "there": {
                "name": say("place name"), "now": say("place now"), "within": "siberia",
                "names": [{"name": say("place name of its time"), "when": "1903/1904"}],
                "also": [say("place also")], "note": say("place note"), "at": _AT["there"],
            },
            "way": {"name": say("place on the way"), "at": _AT["way"]},
            "city": {"name": "City", "at": _AT["city"]},
            "other": {"name": say("place of another opinion"), "at": _AT["way"]},
        },
        "chapters": [
            {
                "title": say("chapter title"),
                "stops": [
                    {"id": "home", "place": "home", "when": "1879", "event": "birth"},
                    {
                        "id": "there", "place": "there", "when": "1900", "event": "exile",
                        "title": say("stop title"), "text": say("stop text"),
                        "note": say("stop note"),
                        "leg": {"kind": "exile", "via": "way", "note": say("leg note")},
                        "quotes": [
                            {
                                "id": "said", "source": "a", "text": quoted("quote"),
                                "translation": {
                                    "en": say("translation"),
                                    "fr": say("words of a language not shown"),
                                },
                                "page": say("quote page"), "note": say("quote note"),
                                "after": say("after"),
                                "says": {"when": "1900", "where": "siberia"},
                            }
                        ],
                    },
                    {
                        "id": "period", "place": "there", "when": "1903",
                        "text": say("stop text without a title"),
                        "note": {"fa": say("words of another language")},
                        "leg": {"via": "home"},
                    },
                    {
                        "id": "disputed", "place": "city", "when": "1905",
                        "leg": {"kind": "escape"},
                        "quotes": [
                            {
                                "source": "b", "text": quoted("quote of another"),
                                "says": {"when": "1906", "where": "other"},
                                "disagrees": {"with": "said", "about": say("disagreement")},
                            }
                        ],
                    },
                ],
            }
        ],
        "set_aside": [{"source": "a", "text": say("set aside"), "reason": say("reason")}],
    }  # fmt: skip


def yaml_of(written: object) -> str:
    """A route as YAML in flow style; letters that no YAML file may hold are written as escapes."""
    text = json.dumps(written, ensure_ascii=False, indent=1)
    return re.sub("[\x7f-\x9f\u2028\u2029\ufeff]", lambda letter: f"\\u{ord(letter[0]):04x}", text)


@dataclass(frozen=True)
class Written:
    """A page made of a road, and the text of each of its fields."""

    page: Path
    texts: Mapping[str, str]


def write_page(folder: Path, say: Say) -> Written:
    """The page of the road in which every field has its text.

    One of the sources is at hand, so that a hostile quotation is also verified.
    """
    quoted = say("quote of another")[:MOST_IN_A_QUOTE]
    (folder / "b.txt").write_text(f"Before.\n\n{quoted}\n\nAfter.\n", encoding="utf-8")
    return Written(write_road(folder, road(say)), {each: say(each) for each in FIELDS})


def write_road(folder: Path, written: object) -> Path:
    """The page of a route, taken through every stage from its YAML on."""
    route = folder / "hostile.yaml"
    route.write_text(yaml_of(written), encoding="utf-8")
    examined = examine(route, sources=[folder])
    errors = [str(each) for each in examined.problems if each.severity == "error"]
    assert errors == []
    page = folder / "hostile.html"
    page.write_bytes(render_examined(examined).encode())
    return page
