"""Which service is asked on the network, and what it is told: settings, from flags to geopy."""

import importlib.metadata
import inspect
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

import geopy
from geopy.exc import GeocoderNotFound, GeopyError
from geopy.geocoders import SERVICE_TO_GEOCODER, get_geocoder_for_service

from mapgen.errors import FileProblem, MapgenError
from mapgen.geocode.adapter import BoundedAdapter

SETTINGS_FILE = "mapgen.toml"
ENVIRONMENT = "MAPGEN_"
TIMEOUT_S = 10.0
_PUBLIC = {"nominatim": "nominatim.openstreetmap.org"}
_OURS = {"self", "timeout", "proxies", "ssl_context", "adapter_factory", "user_agent"}


class SettingsProblem(MapgenError):
    """What the user asked for cannot be done like this; the message says what to give."""

    exit_code = 2


class Geocoder(Protocol):
    """What we use of a geocoder of geopy, which has no types of its own."""

    def geocode(self, query: str, **options: Any) -> Any: ...


@dataclass(frozen=True, slots=True)
class Service:
    """A service on the network as the user set it up.

    `options` are those of geopy's class for it: keys, user names. `contact` is an address at
    which whoever runs the service can reach the user.
    """

    provider: str
    endpoint: str = ""
    contact: str = ""
    options: Mapping[str, str] = field(default_factory=dict)

    timeout_s: float = TIMEOUT_S

    @property
    def host(self) -> str:
        """What the pace is kept for: all runs that ask one server wait for each other."""
        return _without_login(self.endpoint) or _PUBLIC.get(self.provider, self.provider)

    @property
    def public_endpoint(self) -> str:
        """The endpoint as a committed file may hold it: without name, password and query."""
        address = urlsplit(self.endpoint)
        return f"{address.scheme}://{self.host}{address.path}" if self.endpoint else ""


def _without_login(address: str) -> str:
    return urlsplit(address).netloc.rpartition("@")[2]


def read_service(
    provider: str,
    *,
    endpoint: str = "",
    contact: str = "",
    folder: Path,
    environ: Mapping[str, str],
) -> Service:
    """A service from what was asked for, the environment, and `[geocode]` of mapgen.toml.

    The first that says something wins, in this order. MAPGEN_CONTACT and MAPGEN_ENDPOINT stand
    for the flags; MAPGEN_OPENCAGE_API_KEY gives `api_key` to opencage, as does
    `[geocode.opencage]` in the file. Raises FileProblem for a broken file.
    """
    written = _read_settings(folder / SETTINGS_FILE)
    table = written.get(provider, {})
    prefix = f"{ENVIRONMENT}{provider.upper()}_"
    from_environ = {
        name.removeprefix(prefix).lower(): value
        for name, value in environ.items()
        if name.startswith(prefix)
    }
    return Service(
        provider,
        endpoint or environ.get(f"{ENVIRONMENT}ENDPOINT", "") or str(written.get("endpoint", "")),
        contact or environ.get(f"{ENVIRONMENT}CONTACT", "") or str(written.get("contact", "")),
        {**{name: str(value) for name, value in table.items()}, **from_environ},
    )


def _read_settings(file: Path) -> dict[str, Any]:
    if not file.exists():
        return {}
    try:
        settings = tomllib.loads(file.read_text(encoding="utf-8")).get("geocode", {})
    except (OSError, ValueError) as error:
        msg = f"{file}: error[settings]: {error}"
        raise FileProblem(msg) from None
    return settings if isinstance(settings, dict) else {}


def open_geocoder(service: Service) -> Geocoder:
    """The geocoder of geopy for a service; raises SettingsProblem where it cannot be had so."""
    kind = _class_of(service.provider)
    known = set(inspect.signature(kind.__init__).parameters) - _OURS
    options: dict[str, Any] = {**service.options, **_endpoint_options(service, known)}
    for name in options:
        if name not in known:
            msg = f"{service.provider} has no option `{name}`: it takes {', '.join(sorted(known))}"
            raise SettingsProblem(msg)
    if service.provider in _PUBLIC and not service.endpoint and not service.contact:
        msg = (
            f"{service.provider} asks who uses it: give an address at which you can be reached,"
            " with --contact, MAPGEN_CONTACT or `contact` under [geocode] in mapgen.toml"
        )
        raise SettingsProblem(msg)
    try:
        geocoder: Geocoder = kind(
            **options,
            timeout=service.timeout_s,
            user_agent=user_agent(service.contact),
            adapter_factory=BoundedAdapter,
        )
    except (GeopyError, TypeError, ValueError) as error:
        msg = f"{service.provider} cannot be asked: {error}"
        raise SettingsProblem(msg) from None
    return geocoder


def _class_of(provider: str) -> Any:
    try:
        return get_geocoder_for_service(provider)
    except GeocoderNotFound:
        known = ", ".join(sorted(SERVICE_TO_GEOCODER))
        msg = f"`{provider}` is no geocoding service that geopy knows: {known}"
        raise SettingsProblem(msg) from None


def _endpoint_options(service: Service, known: set[str]) -> dict[str, str]:
    if not service.endpoint:
        return {}
    address = urlsplit(service.endpoint)
    if address.scheme not in ("http", "https") or not address.netloc:
        msg = f"`{service.endpoint}` is no address of a server: write https://server/path"
        raise SettingsProblem(msg)
    if "domain" not in known:
        msg = f"{service.provider} runs on servers of its own only: leave the endpoint out"
        raise SettingsProblem(msg)
    options = {"domain": f"{address.netloc}{address.path}".rstrip("/")}
    return {**options, "scheme": address.scheme} if "scheme" in known else options


def user_agent(contact: str) -> str:
    """The name under which services are asked: the program, its version, whom to write to."""
    name = f"mapgen/{importlib.metadata.version('mapgen')} geopy/{geopy.__version__}"
    return f"{name} ({contact})" if contact else name
