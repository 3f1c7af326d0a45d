"""Texts read from the folders where they may lie, and from nowhere else."""

import os
from pathlib import Path

import pytest

from mapgen.errors import Problem
from mapgen.quotes import SourceText, read_texts
from tests.quoting import loaded


def read(
    folder: Path, file: str | None, *named: Path
) -> tuple[dict[str, SourceText], list[Problem]]:
    """The texts of a route beside which, or in the folders named, this file is looked for."""
    source = {"title": "T", "language": "en", **({"file": file} if file else {})}
    found = loaded(folder, {"text": "words"}, sources={"text": source})
    assert found.route, found.problems
    return read_texts(found.route, found.marks, [*named, folder])


def told(problems: list[Problem]) -> list[tuple[str, str, str]]:
    return [(problem.severity, problem.code, problem.message) for problem in problems]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of the route; beside it lie `sources` and a text that is nobody's business."""
    (tmp_path / "sources").mkdir()
    (tmp_path / "secret.txt").write_bytes(b"secret")
    return tmp_path / "routes"


def test_a_text_is_looked_for_in_the_named_folder_first(folder: Path, tmp_path: Path) -> None:
    folder.mkdir()
    (folder / "a.txt").write_bytes(b"beside")
    (tmp_path / "sources" / "a.txt").write_bytes(b"named")
    texts, problems = read(folder, "a.txt", tmp_path / "sources")
    assert (texts["text"].content, texts["text"].file, problems) == (b"named", "a.txt", [])


def test_a_text_beside_the_route_is_found_too(folder: Path, tmp_path: Path) -> None:
    (folder / "deeper").mkdir(parents=True)
    (folder / "deeper" / "a.txt").write_bytes(b"beside")
    texts, problems = read(folder, "deeper/a.txt", tmp_path / "sources")
    assert (texts["text"].content, problems) == (b"beside", [])


def test_a_missing_text_is_told_of_where_a_folder_was_named(folder: Path, tmp_path: Path) -> None:
    assert read(folder, "a.txt") == ({}, [])
    named = tmp_path / "sources"
    texts, problems = read(folder, "a.txt", named)
    assert texts == {}
    assert told(problems) == [
        ("warning", "source-missing", f"`a.txt` is in none of the folders `{named}`, `{folder}`")
    ]
    assert problems[0].hint == "its quotes are not compared with it"
    assert problems[0].mark.text.strip() == '"file": "a.txt"'


def test_a_printed_book_has_no_text(folder: Path, tmp_path: Path) -> None:
    assert read(folder, None, tmp_path / "sources") == ({}, [])


def test_a_named_folder_that_is_not_there_is_an_error(folder: Path, tmp_path: Path) -> None:
    _, problems = read(folder, None, tmp_path / "sorces")
    assert told(problems) == [("error", "no-folder", "there is no such folder")]
    assert str(problems[0].mark) == str(tmp_path / "sorces")


@pytest.mark.parametrize(
    "file", ["../secret.txt", "/{}/secret.txt", "x/../../secret.txt", "link.txt", "link/secret.txt"]
)
def test_no_text_is_read_outside_the_folders(folder: Path, tmp_path: Path, file: str) -> None:
    folder.mkdir()
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "link").symlink_to(tmp_path)
    name = file.format(tmp_path)
    texts, problems = read(folder, name, tmp_path / "sources")
    assert texts == {}
    assert told(problems) == [
        ("error", "source-outside", f"`{name}` leads out of the folder of texts")
    ]


def test_a_link_inside_the_folder_is_followed(folder: Path) -> None:
    folder.mkdir()
    (folder / "a.txt").write_bytes(b"words")
    (folder / "link.txt").symlink_to("a.txt")
    assert read(folder, "link.txt")[0]["text"].content == b"words"


def test_what_is_no_file_is_told_and_never_waited_for(folder: Path) -> None:
    (folder / "a.txt").mkdir(parents=True)
    os.mkfifo(folder / "pipe.txt")
    (folder / "loop.txt").symlink_to("loop.txt")
    (folder / "nowhere.txt").symlink_to("gone.txt")
    messages = [read(folder, name)[1][0].message for name in ("a.txt", "pipe.txt")]
    assert messages == [
        "`a.txt` cannot be read: this is a folder",
        "`pipe.txt` cannot be read: this is not a regular file",
    ]
    links = [read(folder, name)[1][0].code for name in ("loop.txt", "nowhere.txt")]
    assert links == ["source-unreadable"] * 2


def test_a_text_that_goes_while_it_is_read_is_not_there(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.mkdir()
    (folder / "a.txt").write_bytes(b"words")

    def fail(path: Path) -> bytes:
        path.unlink()
        raise FileNotFoundError(path)

    read_anything = Path.read_bytes
    monkeypatch.setattr(
        Path, "read_bytes", lambda path: (fail if path.suffix == ".txt" else read_anything)(path)
    )
    assert read(folder, "a.txt") == ({}, [])


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("Straße".encode("latin-1"), "`a.txt` is not UTF-8: line 1 holds the byte 0xdf"),
        (b"one\ntwo \xed\xa0\x80", "`a.txt` is not UTF-8: line 2 holds the byte 0xed"),
        ("one".encode("utf-16"), "`a.txt` is not UTF-8: line 1 holds the byte 0xff"),
    ],
    ids=["Latin-1", "surrogates", "UTF-16"],
)
def test_a_text_in_another_encoding_is_an_error(folder: Path, content: bytes, message: str) -> None:
    folder.mkdir()
    (folder / "a.txt").write_bytes(content)
    texts, problems = read(folder, "a.txt")
    assert texts == {}
    assert told(problems) == [("error", "source-encoding", message)]
    assert problems[0].hint == "save it as UTF-8 and give its new `sha256`"


def test_a_name_that_no_file_can_have_is_a_missing_text(folder: Path, tmp_path: Path) -> None:
    (problem,) = read(folder, "a" * 300, tmp_path / "sources")[1]
    assert problem.code == "source-missing"
