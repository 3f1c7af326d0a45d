"""The words by which a reader may look for a stop, and letters that are written in two ways."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from mapgen.atlas import country_names
from mapgen.folding import TWO_WAYS, plain_spelling
from mapgen.model import Place, Route
from mapgen.payload.road import Road
from mapgen.payload.texts import Reader
from mapgen.wording import LANGUAGES

_DIGITS = set("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩०१२३४५६७८९")
_ACCENTS = (range(0x300, 0x370), range(0x64B, 0x660), range(0x670, 0x671))
"""Marks that a browser drops by itself, as it makes capitals small."""


def search_of(
    road: Road, reader: Reader, stops: Iterable[Mapping[str, Any]], places: Iterable[str]
) -> dict[str, Any]:
    """What finding a stop needs beside its article: `names`, and which of them each place has.

    `letters` are pairs like `يی` and `ßss`: a letter and its plain spelling.
    """
    names = _Names(road.route, reader.page_language)
    of_places = [names.of(place) for place in places]
    return {"names": names.listed, "places": of_places, "letters": _letters(stops, names.listed)}


class _Names:
    """All names of places in plain spelling, those of one place or country in one text."""

    def __init__(self, route: Route, page_language: str) -> None:
        self._route = route
        quoted = {source.language for source in route.sources.values()}
        self._languages = {*LANGUAGES, "zh", route.language, page_language, *quoted}
        self._country_of = {
            place.country: key
            for key, place in route.places.items()
            if place.kind == "country" and place.country
        }
        self._index: dict[str, int] = {}
        self.listed: list[str] = []

    def of(self, place: str) -> list[int]:
        """Where in `listed` the names stand of a place, of all it lies in, and of its country."""
        code = self._route.places[place].country
        named = [place, *sorted(self._route.containers(place))]
        if code and self._country_of.get(code) not in named:
            named.append(code)
        return [self._at(key) for key in named]

    def _at(self, key: str) -> int:
        """Where the names stand of a place, or of a country by its code: codes are capitals."""
        if key not in self._index:
            self._index[key] = len(self.listed)
            self.listed.append(" ".join(_plain_forms(self._forms(key))))
        return self._index[key]

    def _forms(self, key: str) -> Iterator[str]:
        place = self._route.places.get(key)
        code = key if place is None else place.country if place.kind == "country" else None
        if place:
            yield from _forms_of(place)
        if code:
            names = country_names().get(code, {})
            yield from (names[language] for language in self._languages if language in names)


def _forms_of(place: Place) -> Iterator[str]:
    yield from place.name.forms
    for dated in place.names:
        yield from dated.name.forms
    if place.now:
        yield from place.now.forms
    yield from place.also


def _plain_forms(forms: Iterable[str]) -> list[str]:
    """The forms in plain spelling, in order, without those that another holds."""
    plain = sorted({plain_spelling(form) for form in forms})
    return [form for form in plain if not any(form in other for other in plain if other != form)]


def _letters(stops: Iterable[Mapping[str, Any]], names: Iterable[str]) -> str:
    """Letters with their plain spelling, as far as these stops and names need them.

    Those are the letters in the story that are not plain, and others a reader may type in their
    stead. What a browser makes plain by itself (capitals, accents) is left out.
    """
    found = set("".join(_texts(stops)))
    written = set(unicodedata.normalize("NFKD", "".join(sorted(found))).lower())
    pairs = {letter: plain_spelling(letter) for letter in sorted(written | TWO_WAYS | _DIGITS)}
    held = written.union(*names, *(pairs[letter] for letter in written))
    return " ".join(
        letter + plain
        for letter, plain in pairs.items()
        if (letter in written or letter in _DIGITS or set(plain) <= held)
        and plain != letter
        and _is_left_to_us(letter)
    )


def _texts(stops: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    for stop in stops:
        yield from (stop["kind"], stop["date"]["words"])
        for told in (stop["name"], stop["what"], stop["text"]):
            yield told["text"] if told else ""
        for quote in stop["quotes"]:
            yield quote["text"]
            yield quote["translation"]["text"] if quote["translation"] else ""


def _is_left_to_us(letter: str) -> bool:
    is_accent = any(ord(letter) in accents for accents in _ACCENTS)
    return unicodedata.category(letter)[0] in "LMN" and not is_accent
