"""What services on the network answer, turned into spots: one reader for each form of answer."""

from collections.abc import Callable, Mapping
from typing import Any

from mapgen.atlas import countries
from mapgen.folding import fold
from mapgen.geocache import Precision
from mapgen.geocode.index import Match
from mapgen.geocode.question import Question
from mapgen.geocode.spots import Spot, SpotName
from mapgen.languages import LANGUAGES
from mapgen.model import PlaceKind
from mapgen.sphere import lies_in

Box = tuple[float, float, float, float]

_SETTLEMENTS = {
    "city", "town", "village", "hamlet", "suburb", "quarter", "neighbourhood", "municipality",
    "borough", "city_district", "district", "locality", "isolated_dwelling", "localadmin",
}  # fmt: skip
_REGIONS = {"state", "region", "province", "county", "macroregion", "archipelago", "macrocounty"}
_WATERS = {"water", "bay", "sea", "ocean", "river", "lake", "strait", "waterway"}
_PRECISION: Mapping[PlaceKind, Precision] = {
    "site": "site",
    "settlement": "settlement",
    "region": "region",
    "country": "country",
    "water": "region",
}


def read_match(provider: str, location: Any, form: str, question: Question) -> Match:
    """One location that a geocoder of geopy gave for a form, as a match.

    Raises ValueError, TypeError or LookupError where it makes no sense; nothing of it is used then.
    """
    lat, lon = float(location.latitude), float(location.longitude)
    reader = _READERS.get(provider, _read_any)
    spot, names = reader(provider, lat, lon, location, question)
    is_main = fold(form) in {fold(name) for name in (spot.name, *names)}
    return Match(spot, SpotName(form, is_main))


def _spot(
    spot_id: str,
    name: str,
    country: str,
    kind: PlaceKind,
    at: tuple[float, float],
    *,
    box: Box | None = None,
    population: int = 0,
    same_as: tuple[str, ...] = (),
    note: str = "",
    names: Mapping[str, str] | None = None,
) -> Spot:
    lat, lon = at
    code = country.upper() if len(country) == 2 else ""
    return Spot(
        id=spot_id,
        name=name,
        countries=(code,) if code else country_at(lat, lon),
        kind=kind,
        lat=lat,
        lon=lon,
        precision=_PRECISION[kind],
        population=population,
        box=box,
        same_as=same_as,
        note=note,
        names=names or {},
    )


Read = tuple[Spot, list[str]]
"""A spot, and the names beside its own that were its own at some time."""


def _read_nominatim(
    provider: str, lat: float, lon: float, location: Any, question: Question
) -> Read:
    raw = location.raw
    south, north, west, east = map(float, raw["boundingbox"])
    names: Mapping[str, str] = raw.get("namedetails") or {}
    tags: Mapping[str, str] = raw.get("extratags") or {}
    wikidata = tags.get("wikidata")
    spot = _spot(
        f"osm:{raw['osm_type']}/{raw['osm_id']}",
        str(raw.get("name") or str(raw["display_name"]).partition(",")[0]),
        str((raw.get("address") or {}).get("country_code", "")),
        _kind(
            str(raw.get("addresstype") or ""),
            str(raw["type"]),
            str(raw.get("category") or raw.get("class") or ""),
        ),
        (lat, lon),
        box=(west, south, east, north),
        same_as=(f"wikidata:{wikidata}",) if wikidata else (),
        note=str(raw["display_name"]),
        names={
            language: str(names[f"name:{language}"])
            for language in LANGUAGES
            if language != "en" and names.get(f"name:{language}")
        },
    )
    own = [name for key, name in names.items() if key.startswith(("name", "old_name", "official"))]
    return spot, own


def _read_photon(provider: str, lat: float, lon: float, location: Any, question: Question) -> Read:
    about = location.raw["properties"]
    west, north, east, south = about.get("extent") or (lon, lat, lon, lat)
    kind = _kind(str(about.get("type") or ""), str(about["osm_value"]), str(about["osm_key"]))
    types = {"N": "node", "W": "way", "R": "relation"}
    spot = _spot(
        f"osm:{types[about['osm_type']]}/{about['osm_id']}",
        str(about["name"]),
        str(about.get("countrycode", "")),
        kind,
        (lat, lon),
        box=(west, south, east, north) if about.get("extent") else None,
        note=", ".join(str(about[part]) for part in ("state", "country") if part in about),
    )
    return spot, []


def _read_geonames(
    provider: str, lat: float, lon: float, location: Any, question: Question
) -> Read:
    raw = location.raw
    kinds: Mapping[str, PlaceKind] = {"P": "settlement", "A": "region", "L": "region", "H": "water"}
    kind = (
        "country" if str(raw.get("fcode", "")).startswith("PCL") else kinds.get(raw["fcl"], "site")
    )
    spot = _spot(
        f"geonames:{raw['geonameId']}",
        str(raw["name"]),
        str(raw.get("countryCode", "")),
        kind,
        (lat, lon),
        population=int(raw.get("population") or 0),
        note=str(raw.get("adminName1", "")),
    )
    return spot, []


def _read_pelias(provider: str, lat: float, lon: float, location: Any, question: Question) -> Read:
    raw = location.raw
    about = raw["properties"]
    box = raw.get("bbox")
    spot = _spot(
        f"{provider}:{str(about['gid']).replace(' ', '-')}",
        str(about["name"]),
        str(about.get("country_code", "")),
        _kind(str(about["layer"]), "", ""),
        (lat, lon),
        box=tuple(map(float, box)) if box else None,  # type: ignore[arg-type]  # four of them
        note=str(about.get("label", "")),
    )
    return spot, []


def _read_any(provider: str, lat: float, lon: float, location: Any, question: Question) -> Read:
    """A location of a service we have no reader for: taken to be of the kind that was asked."""
    address = str(location.address or "")
    spot = _spot(
        f"{provider}:{lat:.5f},{lon:.5f}",
        address.partition(",")[0] or question.key.name,
        "",
        question.kind,
        (lat, lon),
        note=address,
    )
    return spot, []


_READERS: Mapping[str, Callable[[str, float, float, Any, Question], Read]] = {
    "nominatim": _read_nominatim,
    "photon": _read_photon,
    "geonames": _read_geonames,
    "pelias": _read_pelias,
    "geocodeearth": _read_pelias,
}


def _kind(layer: str, value: str, key: str) -> PlaceKind:
    """The kind of a place from the words of OpenStreetMap and of those who build on it."""
    for word in (layer, value):
        if word == "country":
            return "country"
        if word in _SETTLEMENTS:
            return "settlement"
        if word in _REGIONS:
            return "region"
        if word in _WATERS:
            return "water"
    return "water" if key == "waterway" else "region" if key == "boundary" else "site"


def country_at(lat: float, lon: float) -> tuple[str, ...]:
    """Codes of the countries whose outline holds a point; near a border it may be its neighbour."""
    return tuple(
        code
        for code, country in countries().items()
        if _in_box(lat, lon, country.box)
        and any(lies_in(lat, lon, polygon) for polygon in country.outline)
    )


def _in_box(lat: float, lon: float, box: Box) -> bool:
    west, south, east, north = box
    return south <= lat <= north and (lon - west) % 360 <= (east - west) % 360
