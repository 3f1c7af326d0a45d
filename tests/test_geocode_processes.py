"""Several processes at once: none asks too fast, none loses what another wrote."""

import itertools
import multiprocessing
import random
import time
from pathlib import Path

from pytest_httpserver import HTTPServer

from mapgen.geocache import Entry
from mapgen.geocode.online import OnlineSource
from mapgen.geocode.service import Service
from mapgen.geocode.store import add_entries, read_geocache
from tests.geocoding import TODAY, question, quiet
from tests.nominatim import Nominatim

PROCESSES_ASKING = 4
NAMES_EACH = 2
PROCESSES_WRITING = 8
ROUNDS = 3

processes = multiprocessing.get_context("forkserver")
processes.set_forkserver_preload([__name__])


def ask_for(url: str, folder: Path, names: list[str]) -> None:
    source = OnlineSource(Service("nominatim", url), folder, quiet)
    for name in names:
        source.ask(name, question((name, "name")))


def write_for_ever(path: Path, writer: str, diary: Path) -> None:
    """Add one entry after another, and put each down in a diary once it is said to be kept."""
    for number in itertools.count():
        name = f"{writer}-{number}"
        entry = Entry(
            name=name, answer="not found", query=name, provider="p", version="1", date=TODAY
        )
        add_entries(path, [entry])
        with diary.open("a") as stream:
            stream.write(f"{name}\n")


def test_four_processes_together_never_ask_twice_within_a_second(
    httpserver: HTTPServer, tmp_path: Path
) -> None:
    nominatim = Nominatim(httpserver)
    names = [f"{letter}{number}" for letter in "abcd" for number in range(NAMES_EACH)]
    mine = [names[start::PROCESSES_ASKING] for start in range(PROCESSES_ASKING)]
    running = [
        processes.Process(target=ask_for, args=(nominatim.url, tmp_path, some)) for some in mine
    ]
    for process in running:
        process.start()
    for process in running:
        process.join()
    assert [process.exitcode for process in running] == [0] * PROCESSES_ASKING
    assert sorted(nominatim.asked) == names
    assert min(late - early for early, late in itertools.pairwise(nominatim.times)) >= 1.0


def test_eight_processes_killed_while_writing_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "routes" / "geocache.json"
    chance = random.Random(1940)
    diaries: list[Path] = []
    for turn in range(ROUNDS):
        mine = [tmp_path / f"{turn}-{number}" for number in range(PROCESSES_WRITING)]
        diaries += mine
        running = [
            processes.Process(target=write_for_ever, args=(path, diary.name, diary))
            for diary in mine
        ]
        for process in running:
            process.start()
        while not any(diary.exists() for diary in mine):
            time.sleep(0.05)
        chance.shuffle(running)
        for process in running:
            time.sleep(chance.uniform(0, 0.3))
            process.kill()
            process.join()
    written = {name for diary in diaries if diary.exists() for name in diary.read_text().split()}
    assert len(written) >= ROUNDS
    assert written <= {key.name for key in read_geocache(path).entries}
