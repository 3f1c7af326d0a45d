"""What was drawn and written by hand: rough outlines of regions and past states, names of seas."""

import functools
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from mapgen.atlas.countries import Polygons

_FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class RoughOutline:
    """A region as a hand would sketch it: 12 to 110 corners, good to about 100 km.

    `lat` and `lon` are where its marker stands. `years` is an EDTF interval for a state whose
    borders moved, else empty.
    """

    name: str
    lat: float
    lon: float
    years: str
    polygons: Polygons


@dataclass(frozen=True, slots=True)
class Sea:
    """The name of a sea in en, fa, hi and zh-Hant, where it stands, and from which zoom on."""

    names: Mapping[str, str]
    lat: float
    lon: float
    lowest_zoom: float


@functools.cache
def _rough_outlines() -> Mapping[str, RoughOutline]:
    content = json.loads((_FOLDER / "rough.json").read_text(encoding="utf-8"))
    return {
        name: RoughOutline(
            name,
            lat=row["label"][0],
            lon=row["label"][1],
            years=row["years"],
            polygons=((tuple(map(tuple, row["ring"])),),),
        )
        for name, row in content["outlines"].items()
    }


def rough_names() -> tuple[str, ...]:
    """The names under which there is a rough outline, sorted."""
    return tuple(sorted(_rough_outlines()))


def rough_outline(name: str) -> RoughOutline | None:
    """The rough outline of a name, if there is one."""
    return _rough_outlines().get(name)


@functools.cache
def seas() -> tuple[Sea, ...]:
    """All names of seas, oceans first; a wide sea stands in the list more than once."""
    content = json.loads((_FOLDER / "seas.json").read_text(encoding="utf-8"))
    return tuple(
        Sea(row["names"], lat=row["at"][0], lon=row["at"][1], lowest_zoom=row["zoom"])
        for row in content["seas"]
    )
