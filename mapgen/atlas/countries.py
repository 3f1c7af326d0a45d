"""Countries of today: names, label points, boxes and outlines."""

import functools
import itertools
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

LICENCE = "Made with Natural Earth 5.1.1. Public domain."
BORDERS_NOTE = "Borders of today; where they are disputed, in the German version of Natural Earth."

Polygons = tuple[tuple[tuple[tuple[float, float], ...], ...], ...]
"""Polygons, each a list of rings, each a list of (lon, lat) that ends where it begins."""

_FOLDER = Path(__file__).parent
_PER_DEGREE = 1000

_DRAWN_WITH_ANOTHER = frozenset({"BQ", "BV", "CC", "CX", "GF", "GP", "MQ", "RE", "SJ", "TK", "YT"})
"""Codes of ISO 3166-1 for what the data draws as a part of its sovereign state."""


@dataclass(frozen=True, slots=True)
class Country:
    """A country by its ISO 3166-1 alpha-2 code.

    `names` are by language: en, fa, hi, zh-Hant. `lat` and `lon` are where a label stands best.
    `box` is west, south, east, north in degrees; west is greater than east across longitude 180.
    """

    code: str
    names: Mapping[str, str]
    lat: float
    lon: float
    box: tuple[float, float, float, float]
    packed_outline: tuple[tuple[str, ...], ...]

    @property
    def outline(self) -> Polygons:
        """Its land, good to about 10 km: outer rings counter-clockwise, cut at longitude 180.

        Islands under 0.02 square degrees are left out, unless it has no larger land, and so are
        lands overseas: what lies over 15 degrees from the rest.
        """
        return _unpacked(self.packed_outline)


@functools.cache
def countries() -> Mapping[str, Country]:
    """All countries by code, in the order of their codes."""
    content = json.loads((_FOLDER / "countries.json").read_text(encoding="utf-8"))
    return {
        code: Country(
            code=code,
            names=row["names"],
            lat=row["label"][0],
            lon=row["label"][1],
            box=tuple(row["box"]),
            packed_outline=tuple(map(tuple, row["outline"])),
        )
        for code, row in content["countries"].items()
    }


def country(code: str) -> Country | None:
    """The country with a code, if there is one."""
    return countries().get(code)


def is_country_code(code: str) -> bool:
    """Whether a code stands for a country or territory, also one without an outline here."""
    return code in countries() or code in _DRAWN_WITH_ANOTHER


@functools.cache
def country_names() -> Mapping[str, Mapping[str, str]]:
    """The name of every country in all languages the data has, by code, then by language."""
    content = json.loads((_FOLDER / "country_names.json").read_text(encoding="utf-8"))
    names: Mapping[str, Mapping[str, str]] = content["names"]
    return names


def pack_ring(ring: tuple[tuple[float, float], ...]) -> str:
    """A closed ring as text: its first corner and the steps to the others, in 1/1000 degree.

    >>> pack_ring(((1.5, 2.0), (1.502, 2.0), (1.5, 1.99), (1.5, 2.0)))
    '1500 2000 2 0-2-10'
    """
    whole = [(round(lon * _PER_DEGREE), round(lat * _PER_DEGREE)) for lon, lat in ring[:-1]]
    steps = [(b[0] - a[0], b[1] - a[1]) for a, b in itertools.pairwise([(0, 0), *whole])]
    return "".join(f"{'' if n < 0 else ' '}{n}" for step in steps for n in step).strip()


@functools.cache
def _unpacked(outline: tuple[tuple[str, ...], ...]) -> Polygons:
    return tuple(tuple(unpack_ring(ring) for ring in polygon) for polygon in outline)


def unpack_ring(text: str) -> tuple[tuple[float, float], ...]:
    """The ring that `pack_ring` wrote."""
    corners = list(_corners(text))
    return (*corners, corners[0])


def _corners(text: str) -> Iterator[tuple[float, float]]:
    steps = [int(number) for number in re.findall(r"-?\d+", text)]
    lons, lats = itertools.accumulate(steps[::2]), itertools.accumulate(steps[1::2])
    for lon, lat in zip(lons, lats, strict=True):
        yield lon / _PER_DEGREE, lat / _PER_DEGREE
