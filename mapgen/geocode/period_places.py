"""Our own table: names of then, regions, and places of exile that no gazetteer here has."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mapgen.geocache import Precision
from mapgen.geocode.spots import GEONAMES, Gazetteer, Spot, SpotName
from mapgen.model import PlaceKind

FILE = Path(__file__).with_name("period_places.json")
_PRECISION: Mapping[PlaceKind, Precision] = {
    "settlement": "settlement",
    "site": "site",
    "region": "region",
    "country": "country",
    "water": "region",
}


@dataclass(frozen=True, slots=True)
class PeriodPlaces:
    """The table: spots of its own, and names for cities of GeoNames by their ids."""

    gazetteer: Gazetteer
    spots: tuple[tuple[Spot, list[SpotName]], ...]
    city_names: Mapping[str, list[SpotName]]


def read_period_places() -> PeriodPlaces:
    """The table as it comes with the program."""
    content = json.loads(FILE.read_text(encoding="utf-8"))
    rows = content["places"]
    is_city = f"{GEONAMES}:"
    return PeriodPlaces(
        gazetteer=Gazetteer("mapgen", f"period places {content['version']}", content["licence"]),
        spots=tuple((_spot(row), _names(row)) for row in rows if not row["id"].startswith(is_city)),
        city_names={row["id"]: _names(row) for row in rows if row["id"].startswith(is_city)},
    )


def _spot(row: dict[str, Any]) -> Spot:
    lat, lon = row["at"]
    return Spot(
        id=row["id"],
        name=row["name"],
        countries=tuple(row["countries"]),
        kind=row["kind"],
        lat=lat,
        lon=lon,
        precision=_PRECISION[row["kind"]],
        box=tuple(row["box"]) if "box" in row else None,
        note=row.get("note", ""),
    )


def _names(row: dict[str, Any]) -> list[SpotName]:
    """The names of an entry; each is the place's own, unless many places bear it."""
    is_own = not row.get("common", False)
    own = [] if row["id"].startswith(GEONAMES) else [SpotName(row["name"], is_own)]
    return own + [
        SpotName(text, is_own, *(years or (None, None))) for text, years in row["names"].items()
    ]
