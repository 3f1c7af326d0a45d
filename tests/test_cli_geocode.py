"""`mapgen geocode`, and what `mapgen build` looks up by itself."""

import json
from pathlib import Path

import pytest

from tests.project import Project, Ran, make_project


class Places:
    """A project whose look-ups use the session's index."""

    def __init__(self, project: Project, cache: Path) -> None:
        self.project = project
        self._cache = str(cache)

    def add(self, place: str) -> None:
        """Put a place under the first one, and a stop there at the end."""
        key = place.partition(":")[0]
        self.project.edit("places:\n", f"places:\n  {place}\n")
        text = self.project.route.read_text("utf-8")
        stop = f"      - {{id: at-{key}, place: {key}, when: 1935, event: asylum}}\n"
        self.project.route.write_text(text + stop, "utf-8")

    def run(self, *arguments: str) -> Ran:
        return self.project.run(*arguments, MAPGEN_CACHE_DIR=self._cache)

    def entry(self, name: str) -> dict[str, object]:
        entries = json.loads(self.project.geocache.read_text("utf-8"))["places"]
        [found] = [entry for entry in entries if entry["name"] == name]
        return dict(found)


@pytest.fixture
def places(tmp_path: Path, gazetteer_folder: Path) -> Places:
    return Places(make_project(tmp_path), gazetteer_folder)


def test_a_new_place_appears_after_one_build_and_is_kept(places: Places) -> None:
    places.add("trondheim: {name: Trondheim, country: NO}")
    locked = places.run("build", "--locked")
    assert locked.code == 1
    assert "`mapgen geocode small`" in locked.err
    built = places.run("build")
    assert built.code == 0, built.err
    assert "trondheim: found Trondheim at 63.43" in built.out
    assert 'data-place="trondheim"' in places.project.page.read_text("utf-8")
    assert places.entry("Trondheim")["licence"] == "GeoNames, CC BY 4.0, https://www.geonames.org/"
    again = places.run("build", "--locked")
    assert again.code == 0
    assert "found" not in again.out


def test_an_ambiguous_place_is_an_error_until_a_human_chooses(places: Places) -> None:
    places.add("springfield: {name: Springfield, country: US}")
    built = places.run("build")
    assert built.code == 1
    assert "springfield: ambiguous" in built.err
    assert "--choose springfield=geonames:" in built.err
    asked = places.run("geocode", "--json")
    assert asked.code == 1
    [route] = json.loads(asked.out)["routes"]
    [place] = route["places"]
    assert (place["place"], place["answer"], place["found"]) == ("springfield", "ambiguous", None)
    chosen = place["candidates"][1]
    [row] = [line for line in built.err.splitlines() if chosen["id"] in line]
    assert "{:.2f}, {:.2f}".format(*chosen["at"]) in row
    ran = places.run("geocode", "small", "--choose", f"springfield={chosen['id']}")
    assert ran.code == 0, ran.err
    assert places.entry("Springfield")["chosen_by"] == "human"
    assert places.run("build", "--locked").code == 0
    refreshed = places.run("geocode", "small", "--refresh", "springfield")
    assert refreshed.code == 1
    assert "a human chose the position" in refreshed.out


def test_an_unknown_place_is_said_with_names_spelled_alike(places: Places) -> None:
    places.add("tronheim: {name: Tronheim, country: 'NO'}")
    ran = places.run("geocode")
    assert ran.code == 1
    assert "tronheim: not found; spelled alike: " in ran.err
    assert "Trondheim" in ran.err


def test_every_step_of_the_ranking_can_be_asked_for(places: Places) -> None:
    places.add("trondheim: {name: Trondheim, country: NO}")
    ran = places.run("geocode", "small", "--explain", "trondheim")
    assert ran.code == 0
    assert [title for title in ("country", "kind", "weighing") if f"{title}\n" in ran.out]
    assert not places.project.geocache.exists()


def test_a_dry_run_writes_nothing(places: Places) -> None:
    places.add("trondheim: {name: Trondheim, country: NO}")
    assert places.run("geocode", "--dry-run").code == 0
    assert not places.project.geocache.exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ["--choose", "springfield"],
        ["--choose", "=geonames:1"],
        ["--provider", "nowhere"],
        ["--provider", "nominatim"],
    ],
    ids=" ".join,
)
def test_what_cannot_be_done_like_this_exits_with_2(places: Places, arguments: list[str]) -> None:
    places.add("trondheim: {name: Trondheim, country: NO}")
    ran = places.run("geocode", "small", *arguments)
    assert ran.code == 2, ran.err
    assert "Traceback" not in ran.err


def test_a_place_that_is_not_in_the_route_is_refused(places: Places) -> None:
    ran = places.run("geocode", "small", "--refresh", "odesa")
    assert ran.code == 1
    assert "did you mean `odessa`?" in ran.err


def test_a_broken_geocache_names_its_line_and_is_left_alone(places: Places) -> None:
    places.add("trondheim: {name: Trondheim, country: NO}")
    assert places.run("geocode").code == 0
    text = places.project.geocache.read_text("utf-8")
    places.project.geocache.write_text(text.replace("63.4", "36.4"), "utf-8")
    for command in ("build", "check", "geocode"):
        ran = places.run(command)
        assert ran.code == 1
        assert "routes/geocache.json:" in ran.err
    assert "36.4" in places.project.geocache.read_text("utf-8")
