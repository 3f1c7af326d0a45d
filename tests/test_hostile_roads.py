"""Any road an author could write: told with its problems, or drawn whole, in every format."""

import json
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from mapgen.build import render_examined
from mapgen.check import examine
from mapgen.formats.geojson import to_geojson
from mapgen.formats.table import to_csv
from mapgen.model import Event, LegKind, Means, PlaceKind
from tests.hostile.road import yaml_of

IDS = ["a", "b", "c", "d", "__proto__", "0"]
DATES = [
    "Y-170000002", "-0044", "0000", "0001-01-01", "1582-10-10", "../1888", "1888/1896", "1896~",
    "1888/1898~", "1898?", "1898%", "190X", "[..1902]", "[1901,1903]", "1902-XX-05", "1902",
    "1902-10", "1902-10-05", "1903-21", "1904-02-29", "1905/", "1905-12-03/1905-12-16", "1907/..",
    "19XX", "1940-08-21", "9999-12-31", "Y170000002",
]  # fmt: skip
"""In an order in which stops may be dated."""

ids = st.sampled_from(IDS)
dates = st.sampled_from(DATES)
words = st.sampled_from(["words", "Wörter", "کلمه", "\U00020000", "{n}", "a" * 400, " x "])
texts = words | st.dictionaries(st.sampled_from(["en", "fa", "zh-Hant"]), words, min_size=1)
degrees = st.sampled_from([0, 90, -90, 89.99, 45.5, -33.3, 1e-9])
wide = degrees | st.sampled_from([180, -180, 179.9999, 131.9, -122.4])
addresses = st.sampled_from(["https://example.org/", "doi:10.1000/182", "https://аррӏе.com/"])
CHOICES = {
    name: st.sampled_from(kind.__args__)
    for name, kind in {"event": Event, "leg": LegKind, "by": Means, "place": PlaceKind}.items()
}


def maybe(**parts: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """A mapping with any of these keys."""
    return st.fixed_dictionaries({}, optional=parts)


def always(
    optional: st.SearchStrategy[dict[str, Any]], **parts: st.SearchStrategy[Any]
) -> st.SearchStrategy[dict[str, Any]]:
    """A mapping with all of these keys, and any of the optional ones."""
    return st.builds(lambda one, other: {**one, **other}, optional, st.fixed_dictionaries(parts))


rings = st.lists(st.tuples(degrees, wide), min_size=4, max_size=5)


def places_within(others: list[str]) -> st.SearchStrategy[dict[str, Any]]:
    """A place that lies in none but these, so that none lies in itself."""
    known = st.lists(st.sampled_from(others), max_size=2) if others else st.just([])
    return always(
        maybe(
            kind=CHOICES["place"],
            country=st.sampled_from(["RU", "FJ", "NO", "AQ"]),
            within=known,
            names=st.lists(always(maybe(when=dates), name=texts), max_size=2),
            now=texts,
            also=st.lists(words, max_size=2),
            area=st.just("siberia") | rings,
        ),
        name=texts,
        at=st.tuples(degrees, wide),
    )


says = maybe(
    **{"from": ids, "to": ids, "where": ids, "via": ids, "by": CHOICES["by"], "when": dates},
    kind=CHOICES["leg"] | CHOICES["event"],
    calendar=st.sampled_from(["julian", "gregorian"]),
)
passages = always(
    maybe(
        says=says,
        translation=texts,
        page=words,
        note=texts,
        after=words,
        disagrees=always(st.just({}), about=texts, **{"with": st.just("q0")}),
    ),
    source=ids,
    text=st.sampled_from(["words", "die Wörter", "one [...] two"]),
)
POINTING = {"see", "disagrees"}
quotes = passages | passages | always(maybe(says=says, note=texts), see=st.just("q0"))
legs = maybe(
    kind=CHOICES["leg"],
    by=CHOICES["by"],
    when=dates,
    via=ids | st.lists(ids, max_size=3),
    note=texts,
)
stops = always(
    maybe(
        event=CHOICES["event"],
        title=texts,
        text=texts,
        note=texts,
        leg=legs,
        quotes=st.lists(quotes, max_size=3),
    ),
    place=ids,
)
sources = always(
    maybe(author=words, year=dates, licence=words, note=texts, file=words, url=addresses),
    title=texts,
    language=st.sampled_from(["en", "fa", "zh-Hant", "tlh"]),
)


@st.composite
def roads(draw: st.DrawFn) -> dict[str, Any]:
    """A route whose parts have the right form; dates mostly in order, and most ids known."""
    told = [{**stop, "id": f"s{n}"} for n, stop in enumerate(draw(st.lists(stops, min_size=1)))]
    days = sorted(draw(st.lists(st.integers(0, len(DATES) - 1), max_size=len(told))))
    for stop, day in zip(told, days, strict=False):
        stop["when"] = DATES[day]
    quoted = [quote for stop in told for quote in stop.get("quotes", []) if "text" in quote]
    for number, quote in enumerate(quoted):
        quote["id"] = f"q{number}"
    for stop in told:
        stop["quotes"] = [
            quote for quote in stop.get("quotes", []) if quoted or not quote.keys() & POINTING
        ]
    cut = draw(st.integers(1, len(told)))
    parts: list[list[dict[str, Any]]] = [part for part in (told[:cut], told[cut:]) if part]
    chapters = [{"title": draw(texts), "stops": part} for part in parts]
    top = maybe(
        language=st.sampled_from(["en", "fa", "hi", "zh-Hant", "tlh"]),
        author=words,
        licence=words,
        updated=dates,
        note=texts,
        translations=texts,
        borders=st.just("none"),
    )
    return {
        **draw(top),
        "route": "any",
        "title": draw(texts),
        "subject": draw(always(maybe(born=dates, died=dates), name=texts)),
        "sources": {key: draw(sources) for key in IDS},
        "places": {key: draw(places_within(IDS[number + 1 :])) for number, key in enumerate(IDS)},
        **({"chapters": chapters} if draw(st.booleans()) else {"stops": told}),
    }


@settings(max_examples=150)
@given(roads())
def test_any_road_is_drawn_whole_or_refused_in_words(
    tmp_path_factory: Any, written: dict[str, Any]
) -> None:
    folder: Path = tmp_path_factory.getbasetemp()
    path = folder / "any.yaml"
    path.write_text(yaml_of(written), encoding="utf-8")
    examined = examine(path)
    for problem in examined.problems:
        assert problem.message
        assert str(problem)
    if examined.failed() or examined.route is None:
        assert any(each.severity == "error" for each in examined.problems)
        return
    assert render_examined(examined).rstrip().endswith("</html>")
    found = (examined.evidence, examined.selectors, examined.positions, examined.legs)
    assert json.dumps(to_geojson(examined.route, *found), allow_nan=False)
    assert to_csv(examined.route, *found)
