"""The gazetteers on this computer, asked like any geocoder of geopy."""

import hashlib
from pathlib import Path
from typing import Any

from geopy.adapters import URLLibAdapter
from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
from geopy.location import Location

from mapgen.atlas import country_names
from mapgen.geocode.index import Holding, Index, Match, Progress, open_index
from mapgen.geocode.period_places import FILE, read_period_places
from mapgen.geocode.question import Question
from mapgen.geocode.spots import (
    Gazetteer,
    Spot,
    geonames_file,
    geonames_gazetteer,
    natural_earth_gazetteer,
    read_countries,
    read_geonames,
)

_CITIES_IN_THE_FILE = 235_000


class OfflineGeocoder(Geocoder):  # type: ignore[misc]  # geopy has no types
    """A geocoder over the index: asks no network and knows names as they were written then."""

    def __init__(self, index: Index) -> None:
        super().__init__(adapter_factory=URLLibAdapter)
        self._index = index

    def geocode(
        self, query: str, *, exactly_one: bool = True, timeout: Any = DEFAULT_SENTINEL
    ) -> Any:
        """The location of the most populous spot that bears a name, or a list of all of them.

        None where there is none. `raw` of each location is the index's match. `timeout` is taken
        because every geocoder takes it; nothing here waits.
        """
        matches = sorted(
            self._index.bearing(query), key=lambda match: (-match.spot.population, match.spot.id)
        )
        found = [
            Location(match.spot.name, (match.spot.lat, match.spot.lon), match) for match in matches
        ]
        return (found[0] if exactly_one else found) if found else None


class OfflineSource:
    """The index as something the search can ask: every form of a name costs nothing."""

    asks_every_form = True
    endpoint = ""

    def __init__(self, index: Index) -> None:
        self._geocoder = OfflineGeocoder(index)
        self._index = index
        versions = ", ".join(gazetteer.version for gazetteer in index.gazetteers.values())
        self.label = Gazetteer("offline", versions, "")

    def gazetteer(self, name: str) -> Gazetteer:
        """Where a spot comes from, by the first part of its id."""
        return self._index.gazetteers[name]

    def ask(self, form: str, question: Question) -> list[Match]:
        """Every spot that bears a form; the question's conditions are left to the ranking."""
        return [place.raw for place in self._geocoder.geocode(form, exactly_one=False) or ()]

    def names_like(self, name: str, country: str | None) -> list[str]:
        """Names spelled nearly alike, for a place that was not found."""
        return self._index.names_like(name, country)

    def spot(self, spot_id: str) -> Spot | None:
        """The spot with an id, if the index has it."""
        return self._index.spot(spot_id)

    def close(self) -> None:
        self._index.close()


def open_offline(folder: Path, progress: Progress) -> OfflineSource:
    """All gazetteers of this computer; their index is built first where it is not there."""
    return OfflineSource(open_index_of_all(folder, progress))


def open_index_of_all(folder: Path, progress: Progress) -> Index:
    """The index of GeoNames' cities, Natural Earth's countries and our own table."""
    return open_index(folder, _holdings(), progress)


def _holdings() -> list[Holding]:
    file = geonames_file()
    table = read_period_places()
    with file.open("rb") as stream:
        cities = hashlib.file_digest(stream, "sha256").hexdigest()
    names = repr(sorted(country_names().items()))
    return [
        Holding(
            geonames_gazetteer(),
            lambda: read_geonames(file, table.city_names),
            cities,
            _CITIES_IN_THE_FILE,
        ),
        Holding(natural_earth_gazetteer(), read_countries, _digest(names.encode()), 250),
        Holding(table.gazetteer, lambda: table.spots, _digest(FILE.read_bytes()), len(table.spots)),
    ]


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
