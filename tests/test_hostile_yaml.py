"""Files that break readers of YAML: told with their lines, or read as typed.

None of them harms the last map. Each is put in place of a route whose map was built before, and
`build` is run on it.
"""

import itertools
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from mapgen.cli import main

GOOD = """\
route: small
title: A small road
subject: {name: Someone}
places:
  oslo: {name: Oslo, country: NO, at: [59.9, 10.7]}
stops:
  - id: first
    place: oslo
    when: 1888
"""
LAST_MAP = b"<!doctype html>the last map"


@dataclass(frozen=True)
class Built:
    """What `mapgen build` did: its exit code, what it said, and what stands in the output."""

    code: object
    err: str
    page: str


Build = Callable[[], Built]


@pytest.fixture
def build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Build:
    """Builds routes/small.yaml in a folder where a map of it was built before."""
    monkeypatch.chdir(tmp_path)
    Path("routes").mkdir()
    Path("output").mkdir()
    Path("output/small.html").write_bytes(LAST_MAP)

    def built() -> Built:
        with pytest.raises(SystemExit) as stop:
            main(["build"])
        return Built(
            stop.value.code,
            capsys.readouterr().err,
            Path("output/small.html").read_text(encoding="utf-8"),
        )

    return built


def with_title(text: str) -> str:
    return GOOD.replace("title: A small road", f"title: {text}")


def with_date(text: str) -> str:
    return GOOD.replace("1888", text)


def laughs(levels: int) -> str:
    names = "abcdefghi"[:levels]
    lines = ["lol: &a [lol]"]
    lines += [
        f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]"
        for before, name in itertools.pairwise(names)
    ]
    return "\n".join(lines)


def merges(number: int) -> str:
    """Merge keys that double what they merge, again and again."""
    lines = ["a0: &a0 {x: y}"]
    lines += [f"a{n}: &a{n} {{<<: [*a{n - 1}, *a{n - 1}], y{n}: z}}" for n in range(1, number)]
    return "\n".join(lines)


ANYWHERE = -1
"""A column that depends on how far ahead libyaml looks."""

REFUSED: Mapping[str, tuple[str | bytes, str, int, int]] = {
    "NO as a key": (f"{GOOD}NO: x\n", "unknown-key", 10, 1),
    "a time for a date": (with_date("12:30"), "date-syntax", 9, 11),
    "30 February": (with_date("1929-02-30"), "date-syntax", 9, 11),
    "a date without zeros": (with_date("1929-2-3"), "date-syntax", 9, 11),
    "a date of YAML with a time": (with_date("2001-12-14t21:59:43.10-05:00"), "date-syntax", 9, 11),
    "an equals sign for a date": (with_date("="), "date-syntax", 9, 11),
    "a tilde for a date": (with_date("~"), "date-syntax", 9, 11),
    "nothing for a date": (with_date(""), "date-syntax", 9, 10),
    "null for a country": (GOOD.replace("NO", "null"), "bad-form", 5, 31),
    "a call of Python": (with_title("!!python/object/apply:os.system [ls]"), "yaml-tag", 2, 8),
    "a name of Python": (with_title("!!python/name:os.system"), "yaml-tag", 2, 8),
    "a boolean that is none": (with_title("!!bool maybe"), "yaml-tag", 2, 8),
    "an integer of nothing": (with_title('!!int ""'), "yaml-tag", 2, 8),
    "a float of nothing": (with_title("!!float"), "yaml-tag", 2, 8),
    "a tag of one's own": (with_title("!mine x"), "yaml-tag", 2, 8),
    "a tag of bytes": (with_title("!!binary aGk="), "yaml-tag", 2, 8),
    "points and colons as a key": (f"{GOOD}._: x\n", "unknown-key", 10, 1),
    "a key twice": (f"{GOOD}title: Again\n", "duplicate-key", 10, 1),
    "a key twice within": (
        GOOD.replace("{name: Someone}", "{name: A, name: B}"), "duplicate-key", 3, 20,
    ),
    "a key twice in two spellings": (f'{GOOD}"t\\x69tle": Again\n', "duplicate-key", 10, 1),
    "a merge key": (f"{GOOD}<<: {{a: b}}\n", "yaml-merge", 10, 1),
    "a bomb of merge keys": (merges(30), "yaml-anchor", 1, 5),
    "nine levels of laughs": (laughs(9), "yaml-anchor", 1, 6),
    "an alias of itself": ("route: &a [*a]\n", "yaml-alias", 1, 12),
    "an alias of nothing": (with_title("*nothing"), "yaml-alias", 2, 8),
    "3,000 lists in each other": (with_title("[" * 3_000 + "]" * 3_000), "too-deep", 2, ANYWHERE),
    "3,000 mappings in each other": (with_title("{a: " * 3_000 + "}" * 3_000), "too-deep", 2, 132),
    "3,000 dashes in a row": (f"{GOOD}note:\n  {'- ' * 3_000}x\n", "too-deep", 11, 65),
    "two documents": (f"{GOOD}---\n{GOOD}", "second-document", 10, 1),
    "a tab as indent": (GOOD.replace("    place", "\tplace"), "yaml-syntax", 8, 1),
    "UTF-16": (GOOD.encode("utf-16"), "encoding", 1, 1),
    "UTF-16 without a mark": (GOOD.encode("utf-16-le"), "control-character", 1, 2),
    "UTF-32": (GOOD.encode("utf-32"), "encoding", 1, 1),
    "Latin-1": (with_title("Trotzki in Thüringen").encode("latin-1"), "encoding", 2, 21),
    "a next line in a text": (with_title("a\x85b"), "control-character", 2, 9),
    "a colon in a text without quotes": (with_title("He said: no: never"), "yaml-syntax", 2, 15),
    "a text of nothing but spaces": (with_title('"   "'), "bad-form", 2, 8),
    "an unclosed quotation mark": (with_title('"He said'), "yaml-syntax", 10, 1),
    "an unclosed bracket": (with_title("[a, b"), "yaml-syntax", 3, 8),
    "a list for a mapping": ("- route: small\n", "wrong-kind", 1, 1),
    "a bare word": ("small\n", "wrong-kind", 1, 1),
    "an indicator of complex keys": (f"{GOOD}? [a, b]\n: c\n", "yaml-key", 10, 3),
    "an unknown directive": (f"%FOO bar\n---\n{GOOD}", "yaml-syntax", 1, 5),
    "another version of YAML": (f"%YAML 3.0\n---\n{GOOD}", "yaml-syntax", 1, 1),
    "an escape of half a pair": (with_title('"\\ud83d"'), "yaml-syntax", 2, 11),
    "an escape beyond the last letter": (with_title('"\\U00110000"'), "yaml-syntax", 2, 11),
    "an unfinished merge of versions": (
        GOOD.replace("    when", "<<<<<<< ours\n    when") + ">>>>>>> theirs\n",
        "yaml-syntax", 9, 1,
    ),
    "a zip": (b"PK\x03\x04" + bytes(range(256)), "encoding", 3, 115),
    "nothing": ("", "empty-file", 0, 0),
    "only a comment": ("# route: small\n", "empty-file", 0, 0),
    "only white space": (" \n\n", "empty-file", 0, 0),
    "only a mark of the byte order": ("\ufeff", "empty-file", 0, 0),
}  # fmt: skip
"""By name: what the file holds, the code of the first problem, and where it stands."""

_PROBLEM = re.compile(r"routes/small\.yaml(?::(\d+):(\d+))?: (error|warning)\[([a-z-]+)\]: .+")


def problems(told: str) -> list[tuple[str, int, int]]:
    """The errors in what was told: code, line and column; 0 where the whole file is meant."""
    found = [match for line in told.splitlines() if (match := _PROBLEM.fullmatch(line))]
    return [
        (match[4], int(match[1] or 0), int(match[2] or 0)) for match in found if match[3] == "error"
    ]


@pytest.mark.parametrize(("content", "code", "line", "column"), REFUSED.values(), ids=list(REFUSED))
def test_a_file_that_is_no_route_is_told_where_and_the_last_map_stands(
    build: Build, content: str | bytes, code: str, line: int, column: int
) -> None:
    written = content if isinstance(content, bytes) else content.encode()
    Path("routes/small.yaml").write_bytes(written)
    built = build()
    assert built.code == 1
    found = problems(built.err)
    if column == ANYWHERE:
        found = [(code, line, ANYWHERE) for code, line, _ in found]
    assert (code, line, column) in found, built.err[:2000]
    assert "Traceback" not in built.err
    assert built.page.encode() == LAST_MAP


def a_folder(path: Path) -> None:
    path.mkdir()


def a_pipe(path: Path) -> None:
    os.mkfifo(path)


def a_loop_of_links(path: Path) -> None:
    path.symlink_to(path)


def a_link_to_nothing(path: Path) -> None:
    path.symlink_to("nowhere.yaml")


def a_device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def a_file_of_100_mb(path: Path) -> None:
    with path.open("wb") as stream:
        stream.truncate(100 * 2**20)


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (a_folder, "no-file"), (a_pipe, "no-file"), (a_loop_of_links, "no-file"),
        (a_link_to_nothing, "no-file"), (a_device, "no-file"), (a_file_of_100_mb, "too-large"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)  # fmt: skip
def test_a_path_that_is_no_file_is_told_and_the_last_map_stands(
    build: Build, make: Callable[[Path], None], code: str
) -> None:
    make(Path("routes/small.yaml"))
    built = build()
    assert built.code == 1
    assert (code, 0, 0) in problems(built.err), built.err
    assert built.page.encode() == LAST_MAP


READ: Mapping[str, tuple[str, str]] = {
    "NO": ("NO", "NO"),
    "a number with zeros in front": ("007", "007"),
    "a number with an exponent": ("1e3", "1e3"),
    "an octal number": ("0o14", "0o14"),
    "a tilde": ("~", "~"),
    "null": ("null", "null"),
    "an equals sign": ("=", "="),
    "a point": (".", "."),
    "a point and a line": ("._", "._"),
    "infinity": (".inf", ".inf"),
    "a time": ("12:30", "12:30"),
    "a number with lines": ("1_000", "1_000"),
    "5,000 figures": ("9" * 5_000, "9" * 5_000),
    "a day that does not exist": ("1929-02-30", "1929-02-30"),
    "a block with spaces at its ends": ("|\n  He went  \n  home ", "He went  \nhome \n"),
    "a folded block": (">\n  He went\n  home\n", "He went home\n"),
    "a sharp in a word": ("C#minor", "C#minor"),
    "a sharp in quotation marks": ('"a # b"', "a # b"),
    "an escaped next line": (r'"a\Nb"', "a\x85b"),
    "a backslash": ("C:\\2019", "C:\\2019"),
    "a merge key as a text": ("<<", "<<"),
}


@pytest.mark.parametrize(("written", "meant"), READ.values(), ids=list(READ))
def test_a_text_that_yaml_takes_for_something_else_is_on_the_map_as_typed(
    build: Build, written: str, meant: str
) -> None:
    Path("routes/small.yaml").write_text(with_title(written), encoding="utf-8")
    built = build()
    assert built.code == 0, built.err
    shown = meant.replace("&", "&amp;").replace("<", "&lt;")
    assert f'<meta property="og:title" content="{shown}">' in built.page


@pytest.mark.parametrize("written", ["007", "1e3", "0x1f", "no", "null", "1929-02-30", "12_30"])
def test_an_id_that_yaml_takes_for_something_else_is_an_id(build: Build, written: str) -> None:
    path = Path("routes/small.yaml")
    path.write_text(GOOD.replace("id: first", f"id: {written}"), encoding="utf-8")
    built = build()
    assert built.code == 0, built.err
    assert f'<article class="stop" id="stop-{written}"' in built.page


@pytest.mark.parametrize(
    "content",
    [
        GOOD.replace("\n", "\r\n"), GOOD.replace("\n", "\r"), f"\ufeff{GOOD}",
        f"--- # one\n{GOOD}...\n", f"%YAML 1.1\n---\n{GOOD}",
    ],
    ids=["CRLF", "CR", "mark of the byte order", "marks of a document", "directive"],
)  # fmt: skip
def test_another_way_to_write_a_file_is_read(build: Build, content: str) -> None:
    Path("routes/small.yaml").write_bytes(content.encode())
    built = build()
    assert built.code == 0, built.err
    assert "<title>A small road" in built.page


def test_a_file_of_5_mb_is_read(build: Build) -> None:
    Path("routes/small.yaml").write_text(GOOD + "# words of a comment\n" * 250_000, "utf-8")
    assert build().code == 0
