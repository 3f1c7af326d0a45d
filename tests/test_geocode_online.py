from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Response

from mapgen.errors import GeocoderUnavailable
from mapgen.geocache import Entry
from mapgen.geocode.index import Match
from mapgen.geocode.online import OSM_LICENCE, OnlineSource
from mapgen.geocode.search import Options, Outcome, geocode_route
from mapgen.geocode.service import Service
from mapgen.geocode.store import add_entries, read_geocache
from mapgen.model import Route
from tests.geocoding import TODAY, question, quiet, route
from tests.nominatim import ODESA, Nominatim, place

CONTACT = "historian@example.org"
ODESSA = question(("Odessa", "name"))
JSON = "application/json"


@pytest.fixture
def nominatim(httpserver: HTTPServer) -> Nominatim:
    return Nominatim(httpserver)


class Asked:
    """A source with a contact, whose waits are written down instead of waited for."""

    def __init__(self, nominatim: Nominatim, folder: Path, **changes: Any) -> None:
        self.waits: list[float] = []
        self.told: list[str] = []
        values: dict[str, Any] = {"endpoint": nominatim.url, "contact": CONTACT}
        service = Service("nominatim", **{**values, **changes})
        self.source = OnlineSource(service, folder, self._tell, sleep=self._wait)

    def __call__(self, form: str = "Odessa") -> list[Match]:
        return self.source.ask(form, ODESSA)

    def _tell(self, doing: str, done: int, total: int) -> None:
        self.told.append(doing)

    def _wait(self, seconds: float) -> None:
        self.waits.append(seconds)


@pytest.fixture
def ask(nominatim: Nominatim, tmp_path: Path) -> Asked:
    return Asked(nominatim, tmp_path)


def busy(status: int, **headers: str) -> Response:
    return Response("{}", status=status, headers=headers, content_type=JSON)


def test_a_service_answers_with_spots(ask: Asked) -> None:
    (match,) = ask()
    assert match.spot.id == "osm:relation/1413934"
    assert (match.spot.lat, match.spot.lon) == (46.48, 30.74)
    assert (match.spot.kind, match.spot.precision) == ("settlement", "settlement")
    assert match.spot.countries == ("UA",)


def test_a_box_comes_back_as_west_south_east_north(ask: Asked) -> None:
    (match,) = ask()
    assert match.spot.box == pytest.approx((30.54, 46.38, 30.94, 46.58))


def test_ids_of_other_catalogues_are_kept(ask: Asked) -> None:
    (match,) = ask()
    assert match.spot.same_as == ("wikidata:Q1874",)


def test_names_in_the_languages_of_pages_are_kept(ask: Asked, nominatim: Nominatim) -> None:
    details = {"name": "Одеса", "name:en": "Odesa", "name:fa": "اودسا", "name:zh-Hant": "敖德薩"}
    nominatim.places["Odessa"] = [place("Odesa", (46.48, 30.74), namedetails=details)]
    (match,) = ask()
    assert match.spot.names == {"fa": "اودسا", "zh-Hant": "敖德薩"}


def test_a_name_of_then_that_the_service_knows_is_the_places_own(ask: Asked) -> None:
    (match,) = ask()
    assert match.name.is_main


def test_another_spelling_is_not_the_places_own(ask: Asked, nominatim: Nominatim) -> None:
    nominatim.places["Adessa"] = [ODESA]
    (match,) = ask("Adessa")
    assert not match.name.is_main


def test_a_service_is_told_who_asks_and_for_whom(ask: Asked, nominatim: Nominatim) -> None:
    ask()
    agent = nominatim.requests[0].headers["User-Agent"]
    assert agent.startswith("mapgen/")
    assert agent.endswith(f"({CONTACT})")


def test_a_service_is_asked_within_the_country_only(ask: Asked, nominatim: Nominatim) -> None:
    ask()
    assert nominatim.requests[0].args["countrycodes"] == "UA"


def test_the_progress_names_what_is_asked(ask: Asked) -> None:
    ask()
    assert ask.told == ["asking nominatim for Odessa"]


def test_one_question_is_asked_once(ask: Asked, nominatim: Nominatim) -> None:
    assert ask() == ask()
    assert nominatim.asked == ["Odessa"]


def test_a_name_nobody_knows_is_no_error(ask: Asked) -> None:
    assert ask("Xyzzy") == []


def test_between_requests_a_second_passes(ask: Asked) -> None:
    ask("Odessa")
    ask("Kherson")
    assert ask.waits[0] == 0
    assert 1.0 < ask.waits[1] <= 1.1


def test_a_busy_service_is_left_alone_for_as_long_as_it_wishes(
    ask: Asked, nominatim: Nominatim
) -> None:
    nominatim.misdeeds = [busy(429, **{"Retry-After": "7"})]
    assert ask()
    assert ask.waits == [0, pytest.approx(7, abs=0.5)]


def test_a_service_down_for_a_while_says_so_with_status_503_too(
    ask: Asked, nominatim: Nominatim
) -> None:
    nominatim.misdeeds = [busy(503, **{"Retry-After": "9"})]
    assert ask()
    assert ask.waits == [0, pytest.approx(9, abs=0.5)]


def test_a_service_that_fails_is_asked_again_later_and_later(
    ask: Asked, nominatim: Nominatim
) -> None:
    nominatim.misdeeds = [busy(500), busy(500)]
    assert ask()
    assert ask.waits == [0, pytest.approx(2, abs=0.5), pytest.approx(4, abs=0.5)]


def test_a_service_that_wishes_for_an_hour_is_not_waited_for(
    ask: Asked, nominatim: Nominatim
) -> None:
    nominatim.misdeeds = [busy(429, **{"Retry-After": "3600"})]
    with pytest.raises(GeocoderUnavailable) as error:
        ask()
    assert error.value.retry_after_s == 3600
    assert len(nominatim.asked) == 1


def test_nobody_asks_while_a_service_wishes_to_be_left_alone(
    ask: Asked, nominatim: Nominatim, tmp_path: Path
) -> None:
    nominatim.misdeeds = [busy(429, **{"Retry-After": "3600"})]
    with pytest.raises(GeocoderUnavailable):
        ask()
    with pytest.raises(GeocoderUnavailable, match=r"asks to be left alone for another 3\d\d\d sec"):
        Asked(nominatim, tmp_path)("Kherson")
    assert len(nominatim.asked) == 1


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_service_that_goes_on_failing_is_given_up_after_three_times(
    ask: Asked, nominatim: Nominatim, status: int
) -> None:
    nominatim.misdeeds = [busy(status) for _ in range(5)]
    with pytest.raises(GeocoderUnavailable) as error:
        ask()
    assert f"the service answered {status}" in str(error.value)
    assert str(error.value).endswith("; asked 3 times")
    assert len(nominatim.asked) == 3


def test_a_service_that_is_silent_is_given_up_after_three_times(
    nominatim: Nominatim, tmp_path: Path
) -> None:
    nominatim.pause_s = 0.4
    with pytest.raises(GeocoderUnavailable, match=r"no answer within 0\.1 seconds; asked 3 times"):
        Asked(nominatim, tmp_path, timeout_s=0.1)()
    nominatim.wait_for(3)


def test_a_service_that_is_not_there_is_given_up(nominatim: Nominatim, tmp_path: Path) -> None:
    with pytest.raises(GeocoderUnavailable, match=r"no connection: .*; asked 3 times"):
        Asked(nominatim, tmp_path, endpoint="http://127.0.0.1:1")()


ROAD = route({"odessa": {"country": "UA"}})
KNOWN = Entry(
    name="Kherson", answer="not found", query="Kherson", provider="nominatim", version="1",
    date=TODAY,
)  # fmt: skip
MANY = "[" + "0," * 2_500_000 + "0]"
NONSENSE: dict[str, tuple[Response, str]] = {
    "garbage": (Response("<<<", content_type=JSON), "broken JSON"),
    "nothing": (Response("", content_type=JSON), "broken JSON"),
    "cut short": (Response('[{"lat": "46', content_type=JSON), "broken JSON"),
    "an empty object": (Response("{}", content_type=JSON), "broken JSON"),
    "a hundred thousand brackets": (Response("[" * 100_000, content_type=JSON), "broken JSON"),
    "five megabytes": (Response(MANY, content_type=JSON), "more than 4 MiB"),
    "a page": (Response("<h1>Log in</h1>", content_type="text/html"), "text/html instead of JSON"),
    "JSON called text": (Response("[]", content_type="text/plain"), "text/plain instead of JSON"),
    "bytes that are no text": (Response(b"\xff\xfe", content_type=JSON), "not UTF-8"),
    "numbers": (Response("[1, 2]", content_type=JSON), "JSON that makes no sense"),
    "a place without position": (Response('[{"name": "x"}]', content_type=JSON), "makes no sense"),
    "a place off the Earth": (
        Response('[{"lat": "91", "lon": "0"}]', content_type=JSON),
        "makes no sense",
    ),
    "a place nowhere": (Response('[{"lat": NaN, "lon": 0}]', content_type=JSON), "makes no sense"),
    "a message": (Response('{"error": "no such table"}', content_type=JSON), "no such table"),
    "a redirect": (
        Response("", status=302, headers={"Location": "http://127.0.0.1:1/s?key=secret"}),
        "the service has moved to http://127.0.0.1:1/s: give that address",
    ),
    "a locked door": (busy(403), "the service answered 403"),
    "a wrong key": (busy(401), "the service answered 401"),
    "a bad question": (busy(400), "the service answered 400"),
}


@pytest.mark.parametrize(("answer", "words"), NONSENSE.values(), ids=NONSENSE.keys())
def test_an_answer_that_waiting_does_not_mend_is_told_at_once(
    ask: Asked, nominatim: Nominatim, answer: Response, words: str
) -> None:
    nominatim.misdeeds = [answer]
    with pytest.raises(GeocoderUnavailable) as error:
        ask()
    assert words in str(error.value)
    assert "secret" not in str(error.value)
    assert len(nominatim.asked) == 1


@pytest.mark.parametrize(("answer", "words"), NONSENSE.values(), ids=NONSENSE.keys())
def test_no_such_answer_touches_the_geocache(
    nominatim: Nominatim, tmp_path: Path, answer: Response, words: str
) -> None:
    add_entries(tmp_path / "geocache.json", [KNOWN])
    before = (tmp_path / "geocache.json").read_bytes()
    nominatim.misdeeds = [answer]
    with pytest.raises(GeocoderUnavailable):
        look_up(nominatim, tmp_path, ROAD)
    assert (tmp_path / "geocache.json").read_bytes() == before


def look_up(nominatim: Nominatim, folder: Path, road: Route, *, today: date = TODAY) -> Outcome:
    service = Service("nominatim", nominatim.url, CONTACT)
    return geocode_route(
        road, folder / "geocache.json", Options(folder, today, service=service), quiet
    )


def kept(folder: Path) -> dict[str, Entry]:
    entries = read_geocache(folder / "geocache.json").entries.values()
    return {entry.name: entry for entry in entries}


def test_what_a_service_found_is_kept_with_its_licence_and_its_address(
    nominatim: Nominatim, tmp_path: Path
) -> None:
    look_up(nominatim, tmp_path, ROAD)
    entry = kept(tmp_path)["Odessa"]
    assert entry.found is not None
    assert entry.found.id == "osm:relation/1413934"
    assert (entry.provider, entry.endpoint, entry.licence) == (
        "nominatim",
        nominatim.url,
        OSM_LICENCE,
    )


def test_no_name_and_no_password_of_an_address_is_kept(
    nominatim: Nominatim, tmp_path: Path
) -> None:
    secret = nominatim.url.replace("http://", "http://me:secret@")
    assert Service("nominatim", secret).public_endpoint == nominatim.url


def test_a_second_run_asks_nothing(nominatim: Nominatim, tmp_path: Path) -> None:
    road = route({"odessa": {"country": "UA"}, "xyzzy": {"country": "UA"}})
    first = look_up(nominatim, tmp_path, road)
    assert nominatim.asked == ["Odessa", "Xyzzy"]
    second = look_up(nominatim, tmp_path, road)
    assert nominatim.asked == ["Odessa", "Xyzzy"]
    assert [result.answer for result in second.results] == ["found", "not found"]
    assert [result.entry for result in second.results] == [result.entry for result in first.results]


def test_what_was_not_found_is_asked_again_after_30_days(
    nominatim: Nominatim, tmp_path: Path
) -> None:
    road = route({"xyzzy": {"country": "UA"}})
    look_up(nominatim, tmp_path, road)
    look_up(nominatim, tmp_path, road, today=TODAY + timedelta(days=30))
    assert len(nominatim.asked) == 1
    look_up(nominatim, tmp_path, road, today=TODAY + timedelta(days=31))
    assert len(nominatim.asked) == 2
    assert kept(tmp_path)["Xyzzy"].date == TODAY + timedelta(days=31)


def test_what_was_not_found_is_asked_again_when_it_gets_another_name(
    nominatim: Nominatim, tmp_path: Path
) -> None:
    look_up(nominatim, tmp_path, route({"xyzzy": {"country": "UA"}}))
    outcome = look_up(nominatim, tmp_path, route({"xyzzy": {"country": "UA", "now": "Odessa"}}))
    assert outcome.is_settled


def test_the_name_of_then_is_asked_first_then_the_present_one_then_the_others(
    nominatim: Nominatim, tmp_path: Path
) -> None:
    road = route(
        {
            "old": {
                "country": "UA",
                "names": [{"name": "Older"}],
                "now": "New",
                "also": ["Odessa", "Never"],
            }
        }
    )
    look_up(nominatim, tmp_path, road)
    assert nominatim.asked == ["Old", "Older", "New", "Odessa"]


def test_answers_that_came_before_a_failure_are_kept(nominatim: Nominatim, tmp_path: Path) -> None:
    nominatim.places["Kherson"] = [place("Kherson", (46.64, 32.62))]
    road = route({"kherson": {"country": "UA"}, "odessa": {"country": "UA"}})
    nominatim.misdeeds = []

    def fail_later(doing: str, done: int, total: int) -> None:
        if doing.endswith("Odessa"):
            nominatim.misdeeds = [busy(403)]

    service = Service("nominatim", nominatim.url, CONTACT)
    options = Options(tmp_path, TODAY, service=service)
    with pytest.raises(GeocoderUnavailable):
        geocode_route(road, tmp_path / "geocache.json", options, fail_later)
    assert set(kept(tmp_path)) == {"Kherson"}


def test_several_answers_far_apart_are_ambiguous(nominatim: Nominatim, tmp_path: Path) -> None:
    village = place("Odessa", (50.0, 36.0), osm_id=2, addresstype="village", type="village")
    nominatim.places["Odessa"].append(village)
    (result,) = look_up(nominatim, tmp_path, ROAD).results
    assert result.answer == "ambiguous"
    assert {candidate.id for candidate in result.entry.candidates} == {
        "osm:relation/1413934",
        "osm:relation/2",
    }
