"""The names to look for, each with what it may stand for, in one automaton."""

import functools
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from mapgen.coverage.known import Known, Named, abbreviations, gazetteer_places, route_places
from mapgen.coverage.spelling import has_no_word_breaks
from mapgen.errors import MissingExtra
from mapgen.folding import plain_spelling
from mapgen.model import Route

try:
    import ahocorasick
except ImportError:
    msg = "`pyahocorasick` is not installed: pip install 'mapgen[coverage]'"
    raise MissingExtra(msg) from None

Script = Literal["latin", "arabic", "devanagari", "han", "kana", "hangul", "unbroken", "other"]
Trust = Literal["sure", "careful", "doubtful"]

_ABBREVIATION = re.compile(r"[A-Z]{2,5}|(?:[A-Z]\.){2,5}")
_NASAL_BEFORE_ITS_KIN = re.compile("ङ्(?=[क-घ])|ञ्(?=[च-झ])|ण्(?=[ट-ढ])|न्(?=[त-ध])|म्(?=[प-भ])")
_GOING_AND_LEAVING = "离赴访抵返旅驻"
_FEWEST_LETTERS: dict[Script, tuple[int, int]] = {
    "latin": (4, 4),
    "arabic": (3, 4),
    "devanagari": (3, 4),
    "han": (2, 2),
    "kana": (2, 2),
    "hangul": (2, 2),
    "unbroken": (4, 4),
    "other": (4, 4),
}
"""How short a gazetteer's name may be: of a country, region or capital; of a settlement."""
_TRUSTS: tuple[Trust, ...] = ("sure", "careful", "doubtful")
_RANK = {"route": 0, "country": 1, "capital": 2, "own": 3, "settlement": 4}


@dataclass(frozen=True, slots=True)
class Form:
    """One spelling of a name and the places it may stand for; none where it hides a name.

    `trust` is what a match must show besides: a "careful" one a preposition before it or else no
    capital right beside it, as in the name of a person; a "doubtful" one, which is also an
    ordinary word, both. The first `lead` letters of the key are no part of the name. An
    abbreviation stands in capitals.
    """

    key: str
    script: Script
    places: tuple[Known, ...] = ()
    trust: Trust = "sure"
    lead: int = 0
    is_abbreviation: bool = False

    @property
    def pattern(self) -> str:
        """What the automaton looks for: whole words where the script has spaces between them."""
        if self.script in ("arabic", "han", "kana", "unbroken"):
            return self.key
        return f" {self.key}" if self.script == "hangul" else f" {self.key} "


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All forms to look for, by their keys, and the automaton that finds them in a text."""

    forms: Mapping[str, Form]
    automaton: Any


def build_lexicon(route: Route | None = None) -> Lexicon:
    """The names of a route's places, of the gazetteers and of our own table, ready to look for.

    A name that a place of the route bears stands for no other place. Takes two seconds.
    """
    on_route: dict[str, Form] = {}
    of_route = route_places(route) if route else ()
    for named in of_route:
        _add(on_route, named)
    hiding = {form.key: form for form in _hiding_forms(route)}
    leaving = {form.key: form for form in _leaving_forms(of_route)}
    found = {**_gazetteer_forms(), **hiding, **leaving, **on_route}
    automaton = ahocorasick.Automaton()
    for form in found.values():
        automaton.add_word(form.pattern, form)
    automaton.make_automaton()
    return Lexicon(found, automaton)


@functools.cache
def _gazetteer_forms() -> Mapping[str, Form]:
    forms: dict[str, Form] = {}
    for named in gazetteer_places():
        _add(forms, named)
    return forms


def _add(forms: dict[str, Form], named: Named) -> None:
    listed = (form for name in named.listed for form in _listed_forms(name, named.place))
    written = (form for name in named.names for form in _forms(name, named.place))
    for form in (*listed, *written):
        before = forms.get(form.key)
        if before is None:
            forms[form.key] = form
        else:
            places = {place.id: place for place in before.places + form.places}.values()
            likeliest = sorted(places, key=lambda one: (_RANK[one.origin], -one.population))
            trust = min(before.trust, form.trust, key=_TRUSTS.index)
            forms[form.key] = replace(before, places=tuple(likeliest), trust=trust)


def _forms(name: str, place: Known, trust: Trust = "sure") -> Iterator[Form]:
    """The spellings of a name: words of Arabic script also joined, Hindi nasals also as a dot.

    A single character is no name of its own: it stands in too many other words.
    """
    key = plain_spelling(name)
    if len(key) < 2:
        return
    script = _script(key)
    is_abbreviation = bool(_ABBREVIATION.fullmatch(name))
    yield Form(key, script, (place,), trust, is_abbreviation=is_abbreviation)
    if script == "arabic" and " " in key:
        yield Form(key.replace(" ", ""), script, (place,), trust)
    if script == "devanagari" and (plainer := _NASAL_BEFORE_ITS_KIN.sub("ं", key)) != key:
        yield Form(plainer, script, (place,), trust)


def _listed_forms(name: str, place: Known) -> Iterator[Form]:
    """The spellings of a gazetteer's name that can be told from other words in a text."""
    key = plain_spelling(name)
    if not key or key in _words("persons") or _is_transliteration(name, key):
        return
    script = _script(key)
    fewest = _FEWEST_LETTERS[script][place.origin == "settlement"]
    is_ordinary = key in _words(f"ordinary {script}")
    if len(key.replace(" ", "")) < fewest or (is_ordinary and script != "latin"):
        return
    trust: Trust = "careful" if place.origin == "settlement" else "sure"
    yield from _forms(name, place, "doubtful" if is_ordinary else trust)


def _is_transliteration(name: str, key: str) -> bool:
    """GeoNames lists spellings in small Latin letters, or half in them, beside real names."""
    scripts = set() if key.isascii() else set(map(_script_of, filter(str.isalpha, key)))
    return name[0].islower() or ("latin" in scripts and len(scripts) > 1)


def _leaving_forms(of_route: tuple[Named, ...]) -> Iterator[Form]:
    """Chinese abbreviates a country to one character after a verb of going: to leave "Mei"."""
    countries = {
        named.place.countries: named.place for named in of_route if named.place.kind == "country"
    }
    for known, letters in abbreviations():
        place = countries.get(known.countries, known)
        for letter in letters:
            for verb in _GOING_AND_LEAVING:
                yield Form(verb + letter, "han", (place,), lead=1)


def _hiding_forms(route: Route | None) -> Iterator[Form]:
    names = route.subject.name.forms if route else ()
    for words in (*_words("hiding"), *map(plain_spelling, names)):
        yield Form(words, _script(words))


def _script(key: str) -> Script:
    """The script of the first letter."""
    return _script_of(next(filter(str.isalpha, key), "?"))


@functools.cache
def _script_of(letter: str) -> Script:
    word = unicodedata.name(letter, "?").split()[0].lower()
    if word in ("latin", "arabic", "devanagari", "hangul"):
        return word  # type: ignore[return-value]
    if word in ("katakana", "hiragana"):
        return "kana"
    if word == "cjk":
        return "han"
    return "unbroken" if has_no_word_breaks(letter) else "other"


@functools.cache
def _words(kind: str) -> frozenset[str]:
    """Words of our own lists in plain spelling: of one kind, and for ordinary ones one script."""
    path = Path(__file__).parent / "words.json"
    lists: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    kind, _, script = kind.partition(" ")
    return frozenset(map(plain_spelling, lists[kind].get(script, ()) if script else lists[kind]))
