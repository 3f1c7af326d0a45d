"""A file that is read again after an edit comes to the same as one that is read as a whole."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapgen.loading import Rereader, rereading
from mapgen.loading.yaml_nodes import Document, parse_document
from tests.generated import generated_route
from tests.measuring import REPOSITORY

SMALL = generated_route(6)
LONG = (REPOSITORY / "routes" / "trotsky.yaml").read_text(encoding="utf-8")
LINES = [
    "", "# 1905", "  # 1905", "        # so far", "    - title: Another", "      - id: x",
    "        note: A note", "          - source: made", "        note:", "        note: >",
    "          folded", "        text: [a, b", "        text: 'open", "        title: &a b",
    "...", "---", "\ttab", "chapters:", "          text: |+", "   odd: 1", "        id: s2",
    "            deeper: {a: [b, {c: d}]}", "        note: \"\"", "- x", "        note: a: b",
]  # fmt: skip


def same(one: Document, other: Document) -> bool:
    """Whether two documents have the same values in the same places, and the same problems."""
    return (
        one.root == other.root
        and one.problems == other.problems
        and one.content == other.content
        and one.marks._lines == other.marks._lines
        and one.marks._root == other.marks._root
    )


def read_in_turn(folder: Path, *texts: str | bytes) -> list[Document]:
    reader, path = Rereader(), folder / "route.yaml"
    read = []
    for text in texts:
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        read.append(reader.read(path))
    return read


@pytest.fixture
def parsed_whole(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that are parsed as a whole from now on."""
    files: list[str] = []

    def noted(content: bytes, file: str) -> Document:
        files.append(file)
        return parse_document(content, file)

    monkeypatch.setattr(rereading, "parse_document", noted)
    return files


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title: Stop number 2", "title: Stop told again"),
        ("title: Stop number 2", "title: Two\n        note: A line more"),
        ("        title: Stop number 2\n", ""),
        ("      - id: s2", "      - id: another"),
    ],
    ids=["a word", "one line more", "one line fewer", "the first line"],
)
def test_an_edit_in_one_stop_parses_no_other(
    tmp_path: Path, parsed_whole: list[str], old: str, new: str
) -> None:
    assert old in SMALL
    edited = SMALL.replace(old, new)
    *_, last = read_in_turn(tmp_path, SMALL, edited)
    assert len(parsed_whole) == 1
    assert same(last, parse_document(edited.encode(), last.marks.file))


def test_many_edits_follow_each_other(tmp_path: Path, parsed_whole: list[str]) -> None:
    texts = [LONG]
    for number in range(20):
        texts.append(LONG.replace("- id: fa-dates", f"- id: fa-dates-{number}", 1))
    more = texts[-1].replace("- id: fa-dates", "# more\n          - id: fa-dates", 1)
    texts += [more, LONG]
    for text, document in zip(texts, read_in_turn(tmp_path, *texts), strict=True):
        assert same(document, parse_document(text.encode(), document.marks.file))
    assert len(parsed_whole) <= 3, "a line of comment belongs to no item"


@pytest.mark.parametrize(
    ("before", "now"),
    [
        (SMALL, SMALL.replace("title: A generated road", "title: Another")),
        (SMALL, SMALL.replace("title: Stop number 5", "title: The last")),
        (SMALL, SMALL.replace("Stop number 2", "Stop: number 2")),
        (SMALL.replace("Stop number 2", "Stop: number 2"), SMALL),
        (SMALL, SMALL.encode().replace(b"Stop number 2", b"Stop \xff")),
        (SMALL, SMALL.replace("\n", "\r\n").replace("number 2", "2")),
        (SMALL, SMALL.replace("title: Stop number 2", "title:")),
        ("\ufeff" + SMALL, "\ufeff" + SMALL.replace("number 2", "2")),
        (SMALL, ""),
        ("", SMALL),
    ],
    ids=[
        "outside all lists", "in the last item", "no YAML", "YAML again", "no UTF-8",
        "other ends of lines", "a value that is missing", "a byte order mark", "emptied", "filled",
    ],
)  # fmt: skip
def test_what_cannot_be_told_from_one_item_is_parsed_as_a_whole(
    tmp_path: Path, parsed_whole: list[str], before: str, now: str | bytes
) -> None:
    *_, last = read_in_turn(tmp_path, before, now)
    assert len(parsed_whole) == 2
    content = now.encode() if isinstance(now, str) else now
    assert same(last, parse_document(content, last.marks.file))


@given(
    text=st.sampled_from([SMALL, LONG]),
    at=st.floats(0, 1),
    removed=st.integers(0, 3),
    added=st.lists(st.sampled_from(LINES) | st.none(), max_size=3),
    of=st.floats(0, 1),
)
def test_whatever_is_edited_comes_to_the_same(
    tmp_path_factory: pytest.TempPathFactory,
    text: str,
    at: float,
    removed: int,
    added: list[str | None],
    of: float,
) -> None:
    lines = text.split("\n")
    first = round(at * len(lines))
    copied = lines[round(of * (len(lines) - 1))]
    new = [copied if line is None else line for line in added]
    edited = "\n".join([*lines[:first], *new, *lines[first + removed :]])
    *_, last = read_in_turn(tmp_path_factory.mktemp("read"), text, edited)
    assert same(last, parse_document(edited.encode(), last.marks.file))


@given(
    text=st.sampled_from([SMALL, LONG]),
    at=st.floats(0, 1),
    letters=st.text(alphabet="ab 01:-#'\"[]{}&*!|>%@`,?\n\t\\", max_size=4),
    removed=st.integers(0, 6),
)
def test_whatever_is_typed_comes_to_the_same(
    tmp_path_factory: pytest.TempPathFactory, text: str, at: float, letters: str, removed: int
) -> None:
    first = round(at * len(text))
    edited = text[:first] + letters + text[first + removed :]
    *_, last = read_in_turn(tmp_path_factory.mktemp("read"), text, edited)
    assert same(last, parse_document(edited.encode(), last.marks.file))
