"""How geopy's geocoders reach a service here: one request a call, bounded in size and time."""

import json
import time
import urllib.error
import urllib.request
from http.client import HTTPException, HTTPMessage
from typing import IO, Any

from geopy.adapters import AdapterHTTPError, BaseSyncAdapter
from geopy.exc import (
    GeocoderParseError,
    GeocoderTimedOut,
    GeocoderUnavailable,
)

MOST_BYTES = 4 * 2**20
_BLOCK_BYTES = 1 << 16


class _StayHere(urllib.request.HTTPRedirectHandler):
    """Follow no redirect: it would be a second request at once, to who knows whom."""

    def redirect_request(
        self, req: Any, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> None:
        fp.close()
        moved = newurl.partition("?")[0]
        text = f"the service has moved to {moved}: give that address as the endpoint"
        raise GeocoderParseError(text)


class BoundedAdapter(BaseSyncAdapter):  # type: ignore[misc]  # geopy has no types
    """An adapter of geopy that repeats nothing by itself and reads at most 4 MiB."""

    def __init__(self, *, proxies: Any, ssl_context: Any) -> None:
        super().__init__(proxies=proxies, ssl_context=ssl_context)
        self._opener = urllib.request.build_opener(
            urllib.request.ProxyHandler(proxies),
            urllib.request.HTTPSHandler(context=ssl_context),
            _StayHere(),
        )

    def get_json(self, url: str, *, timeout: float, headers: dict[str, str]) -> Any:
        """The JSON at an address; GeocoderParseError for anything else."""
        text, kind = self._fetch(url, timeout, headers)
        if "json" not in kind and "javascript" not in kind:
            msg = f"the service answered with {kind or 'something'} instead of JSON"
            raise GeocoderParseError(msg)
        try:
            value = json.loads(text)
        except (ValueError, RecursionError):
            value = None
        if not isinstance(value, list | dict) or value == {}:
            msg = "the service answered with broken JSON"
            raise GeocoderParseError(msg)
        return value

    def get_text(self, url: str, *, timeout: float, headers: dict[str, str]) -> str:
        """The text at an address."""
        return self._fetch(url, timeout, headers)[0]

    def _fetch(self, url: str, timeout: float, headers: dict[str, str]) -> tuple[str, str]:
        """The text at an address and its media type, in geopy's own exceptions."""
        try:
            request = urllib.request.Request(url, headers=headers)
            with self._opener.open(request, timeout=timeout) as answer:
                content = _read(answer, time.monotonic() + timeout)
                return content.decode("utf-8"), answer.headers.get_content_type()
        except urllib.error.HTTPError as error:
            with error:
                raise AdapterHTTPError(
                    f"the service answered {error.code} {error.reason}",
                    status_code=error.code,
                    headers={name.lower(): value for name, value in error.headers.items()},
                    text="",
                ) from None
        except UnicodeDecodeError:
            msg = "the service answered with text that is not UTF-8"
            raise GeocoderParseError(msg) from None
        except (OSError, HTTPException) as error:
            reason = getattr(error, "reason", error)
            if isinstance(error, TimeoutError) or isinstance(reason, TimeoutError):
                msg = f"no answer within {timeout:g} seconds"
                raise GeocoderTimedOut(msg) from None
            raise GeocoderUnavailable(f"no connection: {reason}") from None


def _read(answer: IO[bytes], deadline: float) -> bytes:
    content = bytearray()
    while block := answer.read(_BLOCK_BYTES):
        content += block
        if len(content) > MOST_BYTES:
            msg = f"the service answered with more than {MOST_BYTES >> 20} MiB"
            raise GeocoderParseError(msg)
        if time.monotonic() > deadline:
            raise TimeoutError
    return bytes(content)
