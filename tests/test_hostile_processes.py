"""Eight programs at once on one folder of routes: each finds its places, none loses another's."""

import os
import subprocess
import sys
from pathlib import Path

from mapgen.geocache import Key, parse_geocache

NAMES = {
    "FR": ["Lyon", "Marseille", "Grenoble"],
    "DE": ["Leipzig", "Hamburg", "Cologne"],
    "IT": ["Bologna", "Ravenna", "Verona"],
    "RU": ["Irkutsk", "Samara", "Kazan"],
    "MX": ["Tampico", "Veracruz", "Oaxaca"],
    "JP": ["Yokohama", "Kobe", "Nagasaki"],
    "TR": ["Istanbul", "Izmir", "Trabzon"],
    "NO": ["Bergen", "Trondheim", "Stavanger"],
}
SHARED = "Vienna"
ROUNDS = 3
TEXT = "He was in every one of these towns, and in {name} he stayed the longest.\n" + "Rain. " * 30


def make_routes(folder: Path) -> None:
    """A route for each country, with three towns of its own and one that all share."""
    (folder / "routes").mkdir(parents=True)
    (folder / "texts").mkdir()
    for country, names in NAMES.items():
        slug = country.lower()
        (folder / "texts" / f"{slug}.txt").write_text(TEXT.format(name=names[0]), "utf-8")
        places = [f"  {name.lower()}: {{name: {name}, country: {country}}}" for name in names]
        stops = [f"  - {{id: s{n}, place: {name.lower()}}}" for n, name in enumerate(names)]
        lines = [
            f"route: {slug}",
            f"title: A road through {country}",
            "subject: {name: Someone}",
            f"sources: {{t: {{title: A text, language: en, file: {slug}.txt}}}}",
            "places:",
            *places,
            f"  shared: {{name: {SHARED}, country: AT}}",
            "stops:",
            *stops,
            "  - id: last",
            "    place: shared",
            "    quotes:",
            f"      - {{source: t, text: in {names[0]} he stayed}}",
        ]
        (folder / "routes" / f"{slug}.yaml").write_text("\n".join(lines) + "\n", "utf-8")


def start(folder: Path, gazetteer: Path, *arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "mapgen", *arguments],
        cwd=folder,
        env={**os.environ, "MAPGEN_CACHE_DIR": str(gazetteer)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )


def positions(folder: Path) -> dict[Key, tuple[float, float]]:
    content = (folder / "routes" / "geocache.json").read_bytes()
    geocache = parse_geocache(content, "geocache.json").geocache
    assert geocache
    return {key: entry.found.at for key, entry in geocache.entries.items() if entry.found}


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "geocache.json"
    }


def test_eight_processes_building_and_geocoding_at_once_lose_nothing(
    tmp_path: Path, gazetteer_folder: Path
) -> None:
    alone = tmp_path / "alone"
    make_routes(alone)
    build = ("build", "--sources", "texts")
    one = start(alone, gazetteer_folder, *build)
    _, said = one.communicate()
    assert one.returncode == 0, said.decode()
    slugs = [country.lower() for country in NAMES]
    commands = [build if number % 2 else ("geocode",) for number in range(len(slugs))]
    for turn in range(ROUNDS):
        together = tmp_path / f"together-{turn}"
        make_routes(together)
        several = [
            start(together, gazetteer_folder, *command, slug)
            for command, slug in zip(commands, slugs, strict=True)
        ]
        said_by_all = [process.communicate()[1].decode() for process in several]
        assert [process.returncode for process in several] == [0] * len(slugs), said_by_all
        assert positions(together) == positions(alone)
        assert files(together).items() < files(alone).items()
        assert sum(name.endswith(".html") for name in files(together)) == len(slugs) // 2
