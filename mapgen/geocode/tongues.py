"""In which of the page's languages a gazetteer's name is: GeoNames lists names without saying it.

Some are sure: the CLDR names the city. Else the letters tell, where they leave one name only; a
name that might as well be of another language, or one of several, is not taken.
"""

import re
from collections.abc import Callable, Iterable, Mapping

from mapgen.folding import fold
from mapgen.wording.cities import zone_city

_LARGE = 500_000
_PERSIAN_LETTERS = "آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی"
_PERSIAN = re.compile(f"[{_PERSIAN_LETTERS}][{_PERSIAN_LETTERS}ئ\u200c -]*")
_DEVANAGARI = re.compile("[\u0900-\u097f][\u0900-\u097f -]*")
_NOT_HINDI = re.compile("[ळॲऍॅऽः]|^अँ|्$")
"""Letters and endings of Marathi, Nepali and Sanskrit."""
_HAN = re.compile("[\u4e00-\u9fff][\u4e00-\u9fff·]*")


def names_by_language(
    name: str, others: Iterable[str], *, zone: str, population: int
) -> dict[str, str]:
    """The names of a city in the page's languages other than English, as far as they are sure."""
    written = list(others)
    known = zone_city(zone) if zone else {}
    by_letters = {language: _only(pick(written)) for language, pick in _PICKS.items()}
    if known and _is_city(name, written, known["en"], population):
        by_letters |= {language: known[language] for language in _PICKS if language in known}
    return {language: found for language, found in by_letters.items() if found}


def _is_city(name: str, others: list[str], city: str, population: int) -> bool:
    """Whether a city is the one of its zone: by its own name, a large one by any."""
    names = [name, *others] if population >= _LARGE else [name]
    return fold(city) in map(fold, names)


def _only(names: list[str]) -> str:
    return names[0] if len(names) == 1 else ""


def _persian(names: list[str]) -> list[str]:
    return [name for name in names if _PERSIAN.fullmatch(name)]


def _hindi(names: list[str]) -> list[str]:
    return [name for name in names if _DEVANAGARI.fullmatch(name) and not _NOT_HINDI.search(name)]


def _traditional(names: list[str]) -> list[str]:
    """Names without simplified characters; of several, those that hold traditional ones."""
    found = [name for name in names if _HAN.fullmatch(name) and _can_be_written(name, "big5")]
    marked = [name for name in found if not _can_be_written(name, "gb2312")]
    return marked if len(found) > 1 else found


def _can_be_written(name: str, encoding: str) -> bool:
    try:
        name.replace("·", "").encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


_PICKS: Mapping[str, Callable[[list[str]], list[str]]] = {
    "fa": _persian,
    "hi": _hindi,
    "zh-Hant": _traditional,
}
