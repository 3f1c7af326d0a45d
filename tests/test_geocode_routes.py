"""Four roads of forty names and more, looked up from nothing, held against the truth."""

import datetime
from collections.abc import Mapping
from pathlib import Path

import pytest

from mapgen.geocode.search import Options, Outcome, geocode_route
from mapgen.loading import load_route
from mapgen.model import Route
from mapgen.sphere import distance_km

HERE = Path(__file__).parent
TODAY = datetime.date(2026, 11, 22)
FILES = {
    "trotsky": HERE.parent / "routes" / "trotsky.yaml",
    "marx": HERE / "routes" / "marx.yaml",
    "dante": HERE / "routes" / "dante.yaml",
    "sun-yat-sen": HERE / "routes" / "sun-yat-sen.yaml",
}

# Latitude and longitude of the middle of each place, from maps and encyclopedias, by hand.
TRUTH: Mapping[str, Mapping[str, tuple[float, float]]] = {
    "trotsky": {
        "yanovka": (47.87, 32.15), "odessa": (46.48, 30.72), "nikolayev": (46.97, 32.00),
        "kherson": (46.64, 32.62), "moscow": (55.75, 37.62), "irkutsk": (52.29, 104.30),
        "ust-kut": (56.79, 105.77), "verkholensk": (54.11, 105.58), "samara": (53.20, 50.15),
        "london": (51.51, -0.13), "brussels": (50.85, 4.35), "paris": (48.86, 2.35),
        "geneva": (46.20, 6.15), "munich": (48.14, 11.58), "kiev": (50.45, 30.52),
        "petersburg": (59.94, 30.32), "vienna": (48.21, 16.37), "zurich": (47.37, 8.54),
        "barcelona": (41.39, 2.17), "new-york": (40.71, -74.01), "halifax": (44.65, -63.58),
        "amherst": (45.83, -64.21), "christiania": (59.91, 10.75), "brest-litovsk": (52.10, 23.69),
        "frunze": (42.87, 74.59), "alma-ata": (43.25, 76.92), "istanbul": (41.01, 28.96),
        "antwerp": (51.22, 4.40), "tampico": (22.26, -97.87), "mexico-city": (19.43, -99.13),
        "coyoacan": (19.35, -99.16),
    },
    "marx": {
        "trier": (49.76, 6.64), "bonn": (50.73, 7.10), "berlin": (52.52, 13.40),
        "jena": (50.93, 11.59), "cologne": (50.94, 6.96), "kreuznach": (49.84, 7.87),
        "paris": (48.86, 2.35), "brussels": (50.85, 4.35), "manchester": (53.48, -2.24),
        "elberfeld": (51.26, 7.15), "vienna": (48.21, 16.37), "frankfurt": (50.11, 8.68),
        "hamburg": (53.55, 10.00), "london": (51.51, -0.13), "zaltbommel": (51.81, 5.25),
        "hanover": (52.37, 9.74), "the-hague": (52.08, 4.31), "karlsbad": (50.23, 12.87),
        "algiers": (36.75, 3.06), "argenteuil": (48.95, 2.25), "vevey": (46.46, 6.84),
        "ventnor": (50.59, -1.21), "ramsgate": (51.34, 1.42),
    },
    "dante": {
        "florence": (43.77, 11.26), "bologna": (44.49, 11.34), "arezzo": (43.46, 11.88),
        "poppi": (43.72, 11.77), "san-gimignano": (43.47, 11.04), "rome": (41.89, 12.48),
        "siena": (43.32, 11.33), "gargonza": (43.33, 11.73), "san-godenzo": (43.93, 11.62),
        "forli": (44.22, 12.04), "verona": (45.44, 10.99), "treviso": (45.67, 12.24),
        "padua": (45.41, 11.88), "venice": (45.44, 12.34), "sarzana": (44.11, 9.96),
        "castelnuovo": (44.10, 10.02), "mulazzo": (44.32, 9.89), "lucca": (43.84, 10.50),
        "pisa": (43.72, 10.40), "milan": (45.46, 9.19), "gubbio": (43.35, 12.58),
        "ravenna": (44.42, 12.20), "paris": (48.86, 2.35),
    },
    "sun-yat-sen": {
        "choyhung": (22.44, 113.53), "heungshan": (22.52, 113.38), "honolulu": (21.31, -157.86),
        "hong-kong": (22.28, 114.16), "canton": (23.13, 113.26), "macao": (22.20, 113.55),
        "tientsin": (39.13, 117.20), "yokohama": (35.44, 139.64), "kobe": (34.69, 135.19),
        "tokyo": (35.69, 139.70), "san-francisco": (37.77, -122.42), "london": (51.51, -0.13),
        "taihoku": (25.04, 121.51), "waichow": (23.11, 114.41), "hanoi": (21.03, 105.85),
        "saigon": (10.78, 106.70), "singapore": (1.29, 103.85), "penang": (5.41, 100.34),
        "bangkok": (13.75, 100.50), "brussels": (50.85, 4.35), "denver": (39.74, -104.99),
        "chicago": (41.88, -87.63), "wuchang": (30.55, 114.30), "shanghai": (31.23, 121.47),
        "nanking": (32.06, 118.78), "peking": (39.91, 116.40),
    },
}  # fmt: skip
RIGHT_WITHIN_KM = 15.0
RIGHT_AT_LEAST = 0.95


def without_pins(route: Route) -> Route:
    places = {
        key: place.model_copy(update={"at": None}) if place.kind == "settlement" else place
        for key, place in route.places.items()
    }
    return rebuilt(route, places)


def without_help(route: Route) -> Route:
    """Only the English name, as a route is first written: no other scripts, names or countries."""
    places = {}
    for key, place in route.places.items():
        bare = {"names": (), "now": None, "also": (), "country": None, "within": ()}
        name, _ = place.name.in_language("en", route.language)
        only = place.name.model_copy(update={"by_language": {"en": name}})
        places[key] = place.model_copy(update={**bare, "name": only})
    return rebuilt(route, places)


def rebuilt(route: Route, places: Mapping[str, object]) -> Route:
    # a copy would keep what the route has worked out of its places before
    fields = {name: getattr(route, name) for name in type(route).model_fields}
    return Route.model_construct(**{**fields, "places": places})


def looked_up(name: str, change: object, folder: Path, tmp_path: Path) -> tuple[Route, Outcome]:
    route = load_route(FILES[name]).route
    assert route is not None
    assert callable(change)
    changed = change(route)
    options = Options(folder, TODAY)
    return route, geocode_route(changed, tmp_path / "geocache.json", options, lambda *_: None)


def off_km(name: str, outcome: Outcome) -> dict[str, float]:
    """How far each settlement that was found lies from the truth."""
    return {
        result.place: distance_km(*result.entry.found.at, *TRUTH[name][result.place])
        for result in outcome.results
        if result.entry.found and result.place in TRUTH[name]
    }


@pytest.mark.parametrize("name", FILES)
def test_the_truth_covers_every_settlement_of_a_road(name: str) -> None:
    route = load_route(FILES[name]).route
    assert route is not None
    settlements = {key for key, place in route.places.items() if place.kind == "settlement"}
    assert settlements == set(TRUTH[name])
    assert len(settlements) >= 15


@pytest.mark.parametrize("name", FILES)
def test_nearly_all_settlements_of_a_road_are_found_where_they_are(
    name: str, gazetteer_folder: Path, tmp_path: Path
) -> None:
    _, outcome = looked_up(name, without_pins, gazetteer_folder, tmp_path)
    right = [place for place, km in off_km(name, outcome).items() if km <= RIGHT_WITHIN_KM]
    assert len(right) >= RIGHT_AT_LEAST * len(TRUTH[name])


@pytest.mark.parametrize("change", [without_pins, without_help], ids=["as written", "names only"])
@pytest.mark.parametrize("name", FILES)
def test_no_settlement_of_a_road_is_found_in_a_wrong_place(
    name: str, change: object, gazetteer_folder: Path, tmp_path: Path
) -> None:
    _, outcome = looked_up(name, change, gazetteer_folder, tmp_path)
    wrong = {place: km for place, km in off_km(name, outcome).items() if km > RIGHT_WITHIN_KM}
    assert wrong == {}


@pytest.mark.parametrize("name", FILES)
def test_what_is_not_found_is_ambiguous_with_candidates_or_unknown(
    name: str, gazetteer_folder: Path, tmp_path: Path
) -> None:
    _, outcome = looked_up(name, without_help, gazetteer_folder, tmp_path)
    left = [result for result in outcome.results if result.answer != "found"]
    assert {(result.answer, bool(result.entry.candidates)) for result in left} <= {
        ("ambiguous", True),
        ("not found", False),
    }
