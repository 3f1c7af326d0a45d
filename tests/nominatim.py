"""A Nominatim on loopback: what it answers, and when it was asked what."""

import json
import time
from typing import Any

from pytest_httpserver import HTTPServer
from werkzeug import Request, Response


def place(name: str, at: tuple[float, float], **changes: Any) -> dict[str, Any]:
    """A place as Nominatim's JSON has it; its box is south, north, west, east."""
    lat, lon = at
    return {
        "place_id": 1, "osm_type": "relation", "osm_id": 1413934, "lat": str(lat), "lon": str(lon),
        "licence": "Data © OpenStreetMap contributors, ODbL 1.0. https://osm.org/copyright",
        "class": "boundary", "type": "administrative", "addresstype": "city", "name": name,
        "display_name": f"{name}, Ukraine", "importance": 0.7,
        "boundingbox": [str(lat - 0.1), str(lat + 0.1), str(lon - 0.2), str(lon + 0.2)],
        "address": {"country_code": "ua"}, "namedetails": {"name": name}, **changes,
    }  # fmt: skip


ODESA = place(
    "Odesa",
    (46.48, 30.74),
    namedetails={"name": "Одеса", "name:en": "Odesa", "old_name:en": "Odessa"},
    extratags={"wikidata": "Q1874"},
)


class Nominatim:
    """A server that answers from a table of places by name, or as it was told to misbehave.

    `misdeeds` are given first, one a request; `asked` are the names, `times` when they came.
    """

    def __init__(self, server: HTTPServer) -> None:
        self.places: dict[str, list[dict[str, Any]]] = {"Odessa": [ODESA]}
        self.misdeeds: list[Response] = []
        self.pause_s = 0.0
        self.requests: list[Request] = []
        self.times: list[float] = []
        self.answered = 0
        self.url = server.url_for("").rstrip("/")
        server.expect_request("/search").respond_with_handler(self._answer)

    @property
    def asked(self) -> list[str]:
        return [request.args["q"] for request in self.requests]

    def wait_for(self, answers: int) -> None:
        """Come back when so many were answered, those included that nobody waits for any more."""
        while self.answered < answers:
            time.sleep(0.02)

    def _answer(self, request: Request) -> Response:
        self.requests.append(request)
        self.times.append(time.monotonic())
        time.sleep(self.pause_s)
        self.answered += 1
        if self.misdeeds:
            return self.misdeeds.pop(0)
        found = self.places.get(request.args["q"], [])
        return Response(json.dumps(found), content_type="application/json")
