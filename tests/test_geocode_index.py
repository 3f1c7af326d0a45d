import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from mapgen.errors import FileProblem
from mapgen.files import cache_folder
from mapgen.geocode.index import Holding, Index, name_key, open_index
from mapgen.geocode.offline import OfflineGeocoder, open_index_of_all
from mapgen.geocode.spots import Spot, SpotName
from tests.geocoding import GEONAMES, quiet, spot

ODESA = spot("Odesa", (46.48, 30.74), id="geonames:698740", population=1_010_537)
ODESSA = spot("Odessa", (31.85, -102.37), id="geonames:5527554", countries=("US",), population=114)
UST_KUT = spot(
    "Ust’-Kut", (56.8, 105.79), id="geonames:2013923", countries=("RU", "KZ"), note="on the Lena",
    box=(105.0, 56.0, 106.0, 57.0), same_as=("wikidata:Q1", "osm:node/1"),
)  # fmt: skip
LIBRARY: list[tuple[Spot, list[SpotName]]] = [
    (ODESA, [SpotName("Odesa", True), SpotName("Odessa"), SpotName("ОДЕССА"), SpotName("odessa")]),
    (ODESSA, [SpotName("Odessa", True)]),
    (UST_KUT, [SpotName("Ust’-Kut", True), SpotName("Verkhneye", False, 1631, 1954)]),
]


def holding(library: list[tuple[Spot, list[SpotName]]] = LIBRARY, mark: str = "1") -> Holding:
    return Holding(GEONAMES, lambda: library, mark, len(library))


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Index]:
    with open_index(tmp_path, [holding()], quiet) as opened:
        yield opened


def files(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if path.suffix != ".lock"}


def ids(index: Index, name: str) -> set[str]:
    return {match.spot.id for match in index.bearing(name)}


@pytest.mark.parametrize(
    "name",
    ["Odessa", "ODESSA", "odèssa", "Ódessa "],
    ids=["as written", "capitals", "an accent", "another and a space"],
)
def test_a_name_finds_all_who_bear_it_in_any_spelling(index: Index, name: str) -> None:
    assert ids(index, name) == {ODESA.id, ODESSA.id}


@pytest.mark.parametrize("name", ["Ust-Kut", "Ust Kut", "Ustkut", "ust'kut"])
def test_hyphens_spaces_and_apostrophes_do_not_matter(index: Index, name: str) -> None:
    assert ids(index, name) == {UST_KUT.id}


def test_a_name_nobody_bears_finds_nothing(index: Index) -> None:
    assert index.bearing("Xyzzy") == []


def test_a_spot_comes_back_as_it_was_put_in(index: Index) -> None:
    assert index.spot(UST_KUT.id) == replace(UST_KUT, fame=2)


def test_an_id_that_is_not_there_gives_nothing(index: Index) -> None:
    assert index.spot("geonames:1") is None


def test_a_match_tells_whether_the_name_is_the_spots_own(index: Index) -> None:
    own = {match.spot.id: match.name.is_main for match in index.bearing("Odessa")}
    assert own == {ODESA.id: False, ODESSA.id: True}


def test_a_match_tells_the_years_of_a_name(index: Index) -> None:
    (match,) = index.bearing("Verkhneye")
    assert (match.name.first_year, match.name.last_year) == (1631, 1954)


def test_spellings_that_fold_to_one_count_once(index: Index) -> None:
    (odesa,) = (match.spot for match in index.bearing("Odesa"))
    assert odesa.fame == 3


def test_names_spelled_nearly_alike_are_offered(index: Index) -> None:
    assert index.names_like("Odesssa", None) == ["Odesa (UA)", "Odessa (US)"]


def test_names_spelled_nearly_alike_are_offered_in_the_country_only(index: Index) -> None:
    assert index.names_like("Odesssa", "US") == ["Odessa (US)"]


def test_the_gazetteers_are_told_with_their_licences(index: Index) -> None:
    assert index.gazetteers == {"geonames": GEONAMES}


def test_the_index_is_built_once(tmp_path: Path) -> None:
    open_index(tmp_path, [holding()], quiet).close()
    told: list[str] = []
    open_index(tmp_path, [holding()], lambda doing, done, total: told.append(doing)).close()
    assert told == []


def test_other_data_give_another_index_and_the_old_one_goes(tmp_path: Path) -> None:
    open_index(tmp_path, [holding()], quiet).close()
    before = files(tmp_path)
    open_index(tmp_path, [holding(mark="2")], quiet).close()
    assert len(files(tmp_path)) == 1
    assert files(tmp_path) != before


def test_the_progress_ends_at_the_whole(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    open_index(tmp_path, [holding()], lambda *step: told.append(step)).close()
    assert told[-1] == ("indexing places", 3, 3)


def test_an_index_that_could_not_be_built_leaves_nothing(tmp_path: Path) -> None:
    def broken() -> Iterator[tuple[Spot, list[SpotName]]]:
        yield LIBRARY[0]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        open_index(tmp_path, [replace(holding(), spots=broken)], quiet)
    assert files(tmp_path) == set()


@pytest.mark.parametrize("damage", [b"", b"junk" * 1000], ids=["empty", "junk"])
def test_a_damaged_index_is_built_again(tmp_path: Path, damage: bytes) -> None:
    open_index(tmp_path, [holding()], quiet).close()
    (name,) = files(tmp_path)
    (tmp_path / name).write_bytes(damage)
    with open_index(tmp_path, [holding()], quiet) as index:
        assert ids(index, "Odesa") == {ODESA.id}


def test_an_index_damaged_within_is_a_problem_that_says_what_to_do(tmp_path: Path) -> None:
    open_index(tmp_path, [holding()], quiet).close()
    (name,) = files(tmp_path)
    pages = bytearray((tmp_path / name).read_bytes())
    pages[20480:] = b"junk" * (len(pages[20480:]) // 4)
    (tmp_path / name).write_bytes(pages)
    with open_index(tmp_path, [holding()], quiet) as index, pytest.raises(FileProblem) as problem:
        index.bearing("Odesa")
    assert "error[broken-index]" in str(problem.value)
    assert "remove the file, it is built again" in str(problem.value)


def test_of_several_who_ask_at_once_one_builds(tmp_path: Path) -> None:
    built: list[int] = []

    def spots() -> list[tuple[Spot, list[SpotName]]]:
        built.append(1)
        return LIBRARY

    def open_one(number: int) -> None:
        open_index(tmp_path, [replace(holding(), spots=spots)], quiet).close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(open_one, range(8)))
    assert built == [1]


def test_an_index_in_use_can_be_read_on_while_a_newer_one_is_built(
    index: Index, tmp_path: Path
) -> None:
    open_index(tmp_path, [holding(mark="2")], quiet).close()
    assert ids(index, "Odesa") == {ODESA.id}


def test_a_folder_that_cannot_be_written_is_a_problem_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(FileProblem, match="the index of places cannot be built: not a directory"):
        open_index(tmp_path / "file" / "folder", [holding()], quiet)


def test_the_folder_is_the_one_of_the_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("MAPGEN_CACHE_DIR", str(tmp_path))
    assert cache_folder() == tmp_path


def test_the_folder_is_the_users_own_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MAPGEN_CACHE_DIR", raising=False)
    assert cache_folder().name == "mapgen"


def test_a_key_has_no_spaces_and_no_punctuation_but_keeps_every_script() -> None:
    assert name_key("St. Helena") == "sthelena"
    assert name_key("सेंट हेलेना") == "सेंटहेलेना"


def test_the_offline_geocoder_answers_like_any_of_geopy(index: Index) -> None:
    location = OfflineGeocoder(index).geocode("Odessa")
    assert (location.address, location.latitude, location.longitude) == ("Odesa", 46.48, 30.74)


def test_the_offline_geocoder_gives_all_or_none(index: Index) -> None:
    geocoder = OfflineGeocoder(index)
    assert [it.address for it in geocoder.geocode("Odessa", exactly_one=False)] == [
        "Odesa",
        "Odessa",
    ]
    assert geocoder.geocode("Xyzzy") is None
    assert geocoder.geocode("Xyzzy", exactly_one=False) is None


WHOLE = {
    "a city by its name of then": ("Simbirsk", "geonames:479123"),
    "a city in Persian": ("اودسا", "geonames:698740"),
    "a city in Traditional Chinese": ("倫敦", "geonames:2643743"),
    "a country in Hindi": ("रूस", "natural-earth:RU"),
    "a country in German": ("Norwegen", "natural-earth:NO"),
    "a region in Persian": ("سیبری", "mapgen:siberia"),
    "a name of then that GeoNames gives to others": ("Nikolayev", "geonames:700569"),
    "a prison": ("Кресты", "mapgen:kresty"),
}


@pytest.mark.parametrize(("name", "spot_id"), WHOLE.values(), ids=WHOLE.keys())
def test_the_whole_index_knows(name: str, spot_id: str, gazetteer_folder: Path) -> None:
    with open_index_of_all(gazetteer_folder, quiet) as index:
        assert spot_id in ids(index, name)


def test_the_codes_of_airports_are_no_names(gazetteer_folder: Path) -> None:
    with open_index_of_all(gazetteer_folder, quiet) as index:
        assert "geonames:698740" not in ids(index, "ODS")


def test_a_town_overseas_lies_in_its_own_code_and_in_its_country(gazetteer_folder: Path) -> None:
    with open_index_of_all(gazetteer_folder, quiet) as index:
        cayenne = index.spot("geonames:3382160")
    assert cayenne is not None
    assert cayenne.countries == ("GF", "FR")


MEASURE = """
import sys
from pathlib import Path
from mapgen.geocode.offline import open_offline
source = open_offline(Path(sys.argv[1]), lambda *step: None)
for name in Path(sys.argv[2]).read_text(encoding="utf-8").splitlines():
    source.ask(name, None)
# The most this program ever held; `getrusage` would count what its parent held when it began.
status = Path("/proc/self/status").read_text()
print(status.partition("VmHWM:")[2].split()[0])
"""


def test_a_thousand_names_are_looked_up_in_under_100_megabytes(
    gazetteer_folder: Path, tmp_path: Path
) -> None:
    (path,) = gazetteer_folder.glob("*.sqlite")
    with sqlite3.connect(path) as connection:
        names = connection.execute("SELECT name FROM spots WHERE number % 200 = 0").fetchmany(1000)
    connection.close()
    listed = tmp_path / "names.txt"
    listed.write_text("\n".join(name for (name,) in names), encoding="utf-8")
    command = [sys.executable, "-c", MEASURE, str(gazetteer_folder), str(listed)]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    assert int(run.stdout) < 100 * 1024
