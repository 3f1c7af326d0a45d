"""A service on the network, asked slowly, patiently, and never without saying what is asked."""

import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import geopy
from geopy.adapters import AdapterHTTPError, get_retry_after
from geopy.exc import (
    GeocoderAuthenticationFailure,
    GeocoderInsufficientPrivileges,
    GeocoderParseError,
    GeocoderQueryError,
    GeocoderRateLimited,
    GeocoderServiceError,
    GeopyError,
)

from mapgen.errors import GeocoderUnavailable
from mapgen.geocode.answers import read_match
from mapgen.geocode.index import Match, Progress
from mapgen.geocode.pace import LONGEST_WAIT_S, Pace
from mapgen.geocode.question import Question
from mapgen.geocode.service import Service, open_geocoder
from mapgen.geocode.spots import GEONAMES_LICENCE, Gazetteer

PAUSES_S = (2.0, 4.0, 8.0)
"""How long nobody asks after the first, second and third time a service did not answer."""

OSM_LICENCE = "Data © OpenStreetMap contributors, ODbL 1.0. https://osm.org/copyright"

_MOST_ANSWERS = 10
_LICENCES: Mapping[str, str] = {
    "nominatim": OSM_LICENCE,
    "photon": OSM_LICENCE,
    "geonames": GEONAMES_LICENCE,
}
_COUNTRY_OPTION: Mapping[str, str] = {
    "nominatim": "country_codes",
    "geonames": "country",
    "opencage": "country",
    "pelias": "countries",
    "geocodeearth": "countries",
}
_DETAILS: Mapping[str, Mapping[str, object]] = {
    "nominatim": {
        "limit": _MOST_ANSWERS,
        "addressdetails": True,
        "extratags": True,
        "namedetails": True,
        "language": "en",
    },
    "photon": {"limit": _MOST_ANSWERS, "language": "en"},
}
_NOT_MENDED_BY_WAITING = (
    GeocoderAuthenticationFailure,
    GeocoderInsufficientPrivileges,
    GeocoderParseError,
    GeocoderQueryError,
)


class OnlineSource:
    """A service as something the search can ask; forms of a name are asked until one is found.

    The pace is kept in `folder`, for all processes of this computer.
    """

    asks_every_form = False

    def __init__(
        self,
        service: Service,
        folder: Path,
        progress: Progress,
        *,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._service = service
        self._geocoder = open_geocoder(service)
        self._pace = Pace(folder, service.host, sleep=sleep)
        self._progress = progress
        self._answers: dict[tuple[str, str | None], list[Match]] = {}
        self.endpoint = service.public_endpoint
        self.label = Gazetteer(
            service.provider,
            f"geopy {geopy.__version__}",
            _LICENCES.get(service.provider, f"see the terms of {service.provider}"),
        )

    def gazetteer(self, name: str) -> Gazetteer:
        """Where a spot comes from: always the service itself."""
        return self.label

    def names_like(self, name: str, country: str | None) -> list[str]:
        """Nothing: a service is not asked for what is like a name."""
        return []

    def close(self) -> None:
        """Nothing to close: every request has its own connection."""

    def ask(self, form: str, question: Question) -> list[Match]:
        """What the service answers to a form of a name; the same is asked once only.

        A service that is busy or silent is asked again, later and later. Raises
        GeocoderUnavailable where it will not answer, or answers with what cannot be read.
        """
        key = (form, question.country)
        if key not in self._answers:
            self._progress(f"asking {self._service.provider} for {form}", 0, 0)
            self._answers[key] = self._ask_patiently(form, question)
        return self._answers[key]

    def _ask_patiently(self, form: str, question: Question) -> list[Match]:
        words = ""
        for pause_s in PAUSES_S:
            with self._pace.turn():
                try:
                    return self._ask_once(form, question)
                except GeopyError as error:
                    words = f"{self._service.provider} ({self._service.host}): {error}"
                    wish_s = _retry_after_s(error)
                    self._pace.hold_back(max(wish_s or 0.0, pause_s))
                    if isinstance(error, _NOT_MENDED_BY_WAITING) or (wish_s or 0) > LONGEST_WAIT_S:
                        raise GeocoderUnavailable(words, retry_after_s=wish_s) from None
        raise GeocoderUnavailable(f"{words}; asked {len(PAUSES_S)} times")

    def _ask_once(self, form: str, question: Question) -> list[Match]:
        provider = self._service.provider
        options: dict[str, Any] = {"exactly_one": False, **_DETAILS.get(provider, {})}
        if question.country and provider in _COUNTRY_OPTION:
            options[_COUNTRY_OPTION[provider]] = [question.country]
        try:
            locations = self._geocoder.geocode(form, **options) or []
            return [
                read_match(provider, location, form, question)
                for location in locations[:_MOST_ANSWERS]
            ]
        except GeopyError:
            raise
        except (LookupError, TypeError, ValueError, AttributeError):
            msg = "the service answered with JSON that makes no sense"
            raise GeocoderParseError(msg) from None


def _retry_after_s(error: GeopyError) -> float | None:
    """The service's own wish, in seconds; geopy reads it of status 429 only."""
    if isinstance(error, GeocoderRateLimited):
        return float(error.retry_after) if error.retry_after is not None else None
    cause = error.__cause__
    if isinstance(error, GeocoderServiceError) and isinstance(cause, AdapterHTTPError):
        wish = get_retry_after(cause.headers)
        return float(wish) if wish is not None else None
    return None
