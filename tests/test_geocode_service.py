from pathlib import Path
from typing import Any

import pytest
from geopy.geocoders import Nominatim as GeopyNominatim
from geopy.geocoders import Pelias
from geopy.location import Location

from mapgen.errors import FileProblem, GeocoderUnavailable
from mapgen.geocode.answers import country_at, read_match
from mapgen.geocode.pace import INTERVAL_S, Pace
from mapgen.geocode.service import (
    Service,
    SettingsProblem,
    open_geocoder,
    read_service,
    user_agent,
)
from mapgen.model import PlaceKind
from tests.geocoding import question
from tests.nominatim import place

CONTACT = "historian@example.org"
ODESSA = question(("Odessa", "name"))


def settings(
    folder: Path, written: str = "", environ: dict[str, str] | None = None, **flags: str
) -> Service:
    if written:
        (folder / "mapgen.toml").write_text(written, encoding="utf-8")
    return read_service("opencage", folder=folder, environ=environ or {}, **flags)


FILE = """
[geocode]
endpoint = "https://file.example"
contact = "file@example.org"
[geocode.opencage]
api_key = "from the file"
"""
ENVIRON = {
    "MAPGEN_ENDPOINT": "https://environ.example",
    "MAPGEN_CONTACT": "environ@example.org",
    "MAPGEN_OPENCAGE_API_KEY": "from the environment",
    "MAPGEN_PELIAS_API_KEY": "for another",
}


def test_settings_come_from_the_file(tmp_path: Path) -> None:
    service = settings(tmp_path, FILE)
    assert (service.endpoint, service.contact) == ("https://file.example", "file@example.org")
    assert service.options == {"api_key": "from the file"}


def test_the_environment_goes_before_the_file(tmp_path: Path) -> None:
    service = settings(tmp_path, FILE, ENVIRON)
    assert (service.endpoint, service.contact) == ("https://environ.example", "environ@example.org")
    assert service.options == {"api_key": "from the environment"}


def test_a_flag_goes_before_all(tmp_path: Path) -> None:
    service = settings(
        tmp_path, FILE, ENVIRON, endpoint="https://flag.example", contact="flag@x.org"
    )
    assert (service.endpoint, service.contact) == ("https://flag.example", "flag@x.org")


def test_without_settings_there_are_none(tmp_path: Path) -> None:
    assert settings(tmp_path) == Service("opencage")


def test_a_broken_file_of_settings_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match=r"mapgen\.toml: error\[settings\]: "):
        settings(tmp_path, "geocode = ")


REFUSED: dict[str, tuple[Service, str]] = {
    "no contact for a public server": (
        Service("nominatim"),
        (
            "nominatim asks who uses it: give an address at which you can be reached, "
            "with --contact, MAPGEN_CONTACT or `contact` under [geocode] in mapgen.toml"
        ),
    ),
    "an unknown service": (Service("gogle"), "`gogle` is no geocoding service that geopy knows"),
    "an unknown option": (
        Service("photon", options={"api_key": "x"}),
        "photon has no option `api_key`: it takes domain, scheme",
    ),
    "a missing key": (Service("opencage"), "opencage cannot be asked: "),
    "an address without a scheme": (
        Service("photon", endpoint="localhost:80"),
        "`localhost:80` is no address of a server: write https://server/path",
    ),
    "an address that is no web address": (
        Service("photon", endpoint="ftp://x.org"),
        "`ftp://x.org` is no address of a server: write https://server/path",
    ),
    "an address for a service that has its own servers": (
        Service("here", endpoint="https://x.org"),
        "here runs on servers of its own only: leave the endpoint out",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("service", "words"), REFUSED.values(), ids=REFUSED.keys())
def test_a_service_that_cannot_be_asked_so_is_refused(service: Service, words: str) -> None:
    with pytest.raises(SettingsProblem) as problem:
        open_geocoder(service)
    assert str(problem.value).startswith(words)


def test_an_own_server_needs_no_contact() -> None:
    geocoder = open_geocoder(Service("nominatim", "http://localhost:8080/geo/"))
    assert isinstance(geocoder, GeopyNominatim)
    assert geocoder.api == "http://localhost:8080/geo/search"


def test_options_reach_the_geocoder() -> None:
    service = Service("pelias", "https://pelias.example", options={"api_key": "secret"})
    geocoder = open_geocoder(service)
    assert isinstance(geocoder, Pelias)
    assert geocoder.api_key == "secret"


def test_the_user_agent_names_the_program_and_whom_to_write_to() -> None:
    assert user_agent(CONTACT).startswith("mapgen/")
    assert user_agent(CONTACT).endswith(" (historian@example.org)")


HOSTS = {
    "a public server": (Service("nominatim"), "nominatim.openstreetmap.org"),
    "an own server": (Service("nominatim", "http://me:secret@localhost:8080/x"), "localhost:8080"),
    "another service": (Service("opencage"), "opencage"),
}


@pytest.mark.parametrize(("service", "host"), HOSTS.values(), ids=HOSTS.keys())
def test_the_pace_is_kept_for_the_server(service: Service, host: str) -> None:
    assert service.host == host


def nominatim_kind(**tags: str) -> PlaceKind:
    raw = place("X", (46.5, 30.7), **{"addresstype": "", "type": "", "class": "", **tags})
    return read_match("nominatim", Location("X", (46.5, 30.7), raw), "X", ODESSA).spot.kind


KINDS: dict[str, tuple[dict[str, str], PlaceKind]] = {
    "a city's outline": ({"addresstype": "city", "type": "administrative"}, "settlement"),
    "a village": ({"type": "village", "class": "place"}, "settlement"),
    "a state": ({"addresstype": "state", "class": "boundary"}, "region"),
    "another boundary": ({"type": "historic", "class": "boundary"}, "region"),
    "a country": ({"addresstype": "country", "class": "boundary"}, "country"),
    "a bay": ({"type": "bay", "class": "natural"}, "water"),
    "a canal": ({"type": "canal", "class": "waterway"}, "water"),
    "a prison": ({"type": "prison", "class": "amenity"}, "site"),
}  # fmt: skip


@pytest.mark.parametrize(("tags", "kind"), KINDS.values(), ids=KINDS.keys())
def test_the_words_of_openstreetmap_give_the_kind(tags: dict[str, str], kind: PlaceKind) -> None:
    assert nominatim_kind(**tags) == kind


PHOTON = {
    "properties": {
        "osm_type": "N", "osm_id": 26150422, "osm_key": "place", "osm_value": "city",
        "type": "city", "countrycode": "UA", "name": "Odesa", "state": "Odesa Oblast",
        "country": "Ukraine", "extent": [30.6, 46.6, 30.8, 46.3],
    }
}  # fmt: skip
GEONAMES = {
    "geonameId": 698740, "name": "Odesa", "countryCode": "UA", "fcl": "P", "fcode": "PPLA",
    "population": 1015826, "adminName1": "Odesa", "lat": "46.47747", "lng": "30.73262",
}  # fmt: skip
PELIAS = {
    "bbox": [30.6, 46.3, 30.8, 46.6],
    "properties": {
        "gid": "whosonfirst:locality:101752", "layer": "locality", "name": "Odesa",
        "country_code": "UA", "label": "Odesa, Ukraine",
    },
}  # fmt: skip
BOX = (30.6, 46.3, 30.8, 46.6)
READERS: dict[str, tuple[str, dict[str, Any], str, object]] = {
    "photon": ("photon", PHOTON, "osm:node/26150422", BOX),
    "geonames": ("geonames", GEONAMES, "geonames:698740", None),
    "pelias": ("pelias", PELIAS, "pelias:whosonfirst:locality:101752", BOX),
    "a service without a reader": ("bing", {}, "bing:46.48000,30.74000", None),
}


@pytest.mark.parametrize(
    ("provider", "raw", "spot_id", "box"), READERS.values(), ids=READERS.keys()
)
def test_the_answer_of_each_service_is_read(
    provider: str, raw: dict[str, Any], spot_id: str, box: object
) -> None:
    location = Location("Odesa, Ukraine", (46.48, 30.74), raw)
    found = read_match(provider, location, "Odessa", ODESSA).spot
    assert (found.id, found.name, found.kind) == (spot_id, "Odesa", "settlement")
    assert (found.countries, found.box) == (("UA",), box)


@pytest.mark.parametrize(
    ("at", "codes"),
    [((46.5, 30.7), ("UA",)), ((64.0, -176.0), ()), ((66.5, -171.0), ("RU",)), ((0.0, -30.0), ())],
    ids=["inland", "at sea", "beyond longitude 180", "in mid-ocean"],
)
def test_the_country_of_a_point_is_found(at: tuple[float, float], codes: tuple[str, ...]) -> None:
    assert country_at(*at) == codes


class Clock:
    """A clock that only sleeping moves on."""

    def __init__(self) -> None:
        self.time = 1_000_000.0
        self.slept: list[float] = []

    def now(self) -> float:
        return self.time

    def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 3))
        self.time += seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


def pace(folder: Path, clock: Clock, service: str = "a server") -> Pace:
    return Pace(folder, service, now=clock.now, sleep=clock.sleep)


def test_the_first_turn_comes_at_once(tmp_path: Path, clock: Clock) -> None:
    with pace(tmp_path, clock).turn():
        pass
    assert clock.slept == [0]


def test_the_next_turn_comes_an_interval_after_the_end_of_the_last(
    tmp_path: Path, clock: Clock
) -> None:
    with pace(tmp_path, clock).turn():
        clock.time += 5
    clock.time += 0.5
    with pace(tmp_path, clock).turn():
        pass
    assert clock.slept == [0, pytest.approx(INTERVAL_S - 0.5)]


def test_a_turn_that_failed_counts(tmp_path: Path, clock: Clock) -> None:
    with pytest.raises(KeyError), pace(tmp_path, clock).turn():
        raise KeyError
    with pace(tmp_path, clock).turn():
        pass
    assert clock.slept == [0, INTERVAL_S]


def test_another_server_is_not_waited_for(tmp_path: Path, clock: Clock) -> None:
    with pace(tmp_path, clock).turn():
        pass
    with pace(tmp_path, clock, "another").turn():
        pass
    assert clock.slept == [0, 0]


def test_a_wish_to_be_left_alone_outlasts_the_interval(tmp_path: Path, clock: Clock) -> None:
    first = pace(tmp_path, clock)
    with first.turn():
        first.hold_back(30)
    with pace(tmp_path, clock).turn():
        pass
    assert clock.slept == [0, 30]


def test_a_wish_for_longer_than_a_minute_is_not_waited_for(tmp_path: Path, clock: Clock) -> None:
    first = pace(tmp_path, clock)
    with first.turn():
        first.hold_back(600)
    with pytest.raises(GeocoderUnavailable) as error, pace(tmp_path, clock).turn():
        pass
    assert error.value.retry_after_s == pytest.approx(600)
    assert clock.slept == [0]


@pytest.mark.parametrize("stamp", ["", "soon", "9e99", "nan"], ids=["empty", "words", "far", "nan"])
def test_a_stamp_that_makes_no_sense_is_void(tmp_path: Path, clock: Clock, stamp: str) -> None:
    with pace(tmp_path, clock).turn():
        pass
    (written,) = (path for path in tmp_path.iterdir() if path.suffix != ".lock")
    written.write_text(stamp)
    with pace(tmp_path, clock).turn():
        pass
    assert clock.slept == [0, 0]
