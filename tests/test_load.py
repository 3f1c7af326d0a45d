"""A route file is read as strings; whatever else it holds is refused where it stands."""

import itertools
import os
import stat
from pathlib import Path

import pytest

from mapgen.errors import FileProblem
from mapgen.loading import Loaded, load_route

GOOD = """\
route: small
title: Small
subject: {name: Someone}
places:
  odessa: {name: Odessa, country: UA}
stops:
  - id: first
    place: odessa
    when: 1888
"""


def load(folder: Path, text: str | bytes) -> Loaded:
    path = folder / "small.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return load_route(path)


def found(loaded: Loaded) -> list[tuple[str, int, int]]:
    return [(each.code, each.mark.line, each.mark.column) for each in loaded.problems]


def with_title(text: str) -> str:
    return GOOD.replace("title: Small", f"title: {text}")


def test_a_good_route_has_no_problems(tmp_path: Path) -> None:
    loaded = load(tmp_path, GOOD)
    assert loaded.problems == ()
    assert loaded.route is not None
    assert [stop.id for stop in loaded.route.all_stops] == ["first"]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("NO", "NO"),
        ("no", "no"),
        ("null", "null"),
        ("~", "~"),
        ("12:30", "12:30"),
        ("1e3", "1e3"),
        ("0777", "0777"),
        ("1_000", "1_000"),
        ("=", "="),
        (".", "."),
        ("._", "._"),
        ("on", "on"),
        ("1929-02-30", "1929-02-30"),
        ("9" * 5000, "9" * 5000),
        ("a # b", "a"),
        ("a#b", "a#b"),
        (r'"\N\L\P\uFEFF"', "\x85\u2028\u2029\ufeff"),
        ('"می\u200cرود"', "می\u200cرود"),
        ("|\n  two\n  lines  ", "two\nlines  \n"),
        (">\n  folded\n  text\n", "folded text\n"),
        ("\U00020000", "\U00020000"),
        ("C:\\2019", "C:\\2019"),
    ],
    ids=repr,
)
def test_a_value_arrives_as_the_text_that_was_typed(
    tmp_path: Path, written: str, meant: str
) -> None:
    loaded = load(tmp_path, with_title(written))
    assert loaded.problems == ()
    assert loaded.route is not None
    assert loaded.route.title.forms == (meant,)


@pytest.mark.parametrize("ending", ["\r\n", "\r"], ids=["CRLF", "CR"])
def test_line_ends_of_other_systems_are_read(tmp_path: Path, ending: str) -> None:
    loaded = load(tmp_path, GOOD.replace("\n", ending).replace("1888", "1888-13"))
    assert found(loaded) == [("date-syntax", 9, 11)]


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        (with_title("'At Scala's court'"), "inside 'single quotes' write an apostrophe twice"),
        (with_title('"In exile" again'), "put a text that holds \"double quotes\" in 'single"),
        (with_title('"C:\\letters"'), "write the backslash twice"),
        (with_title("[untitled life]"), 'put a text that begins with "[" in "double quotes"'),
        (GOOD.replace("UA}", "UA"), "the `{` on line 5 is still open"),
        (with_title("[a, b\nc: d"), "the `[` on line 2 is still open"),
        (GOOD.replace("place: odessa", "place:\u00a0odessa"), "line 8 has U+00A0 (no-break space)"),
        (GOOD.replace("place: odessa", "place\uff1aodessa"), "line 8 has U+FF1A (fullwidth colon)"),
        (GOOD.replace("    place", "\u00a0   place"), "line 8 has U+00A0 (no-break space)"),
    ],
    ids=[
        "an apostrophe in single quotes", "double quotes at the beginning", "a backslash",
        "a text in brackets", "a brace left open",
        "a bracket left open", "a pasted space", "a colon of another script", "a pasted indent",
    ],
)  # fmt: skip
def test_the_hint_says_what_to_do_about_this_very_mistake(
    tmp_path: Path, text: str, hint: str
) -> None:
    assert hint in load(tmp_path, text).problems[0].hint


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    loaded = load(tmp_path, b"\xef\xbb\xbf" + GOOD.replace("odessa\n", "odesa\n").encode())
    assert found(loaded) == [("unused-place", 5, 3), ("unknown-place", 8, 12)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (GOOD.encode("utf-16"), ("encoding", 1, 1)),
        (with_title("caf\xe9").encode("latin-1"), ("encoding", 2, 11)),
        (with_title("a: b: c"), ("yaml-syntax", 2, 9)),
        (with_title("a\n\tb: c"), ("yaml-syntax", 3, 1)),
        (with_title("[unclosed"), ("yaml-syntax", 3, 8)),
        (with_title("!!python/object/apply:os.system [ls]"), ("yaml-tag", 2, 8)),
        (with_title("!!bool maybe"), ("yaml-tag", 2, 8)),
        (with_title('!!int ""'), ("yaml-tag", 2, 8)),
        (with_title("&a x"), ("yaml-anchor", 2, 8)),
        (with_title("*a"), ("yaml-alias", 2, 8)),
        ("route: &a [*a]\n", ("yaml-alias", 1, 12)),
        (GOOD + "---\nroute: b\n", ("second-document", 10, 1)),
        (GOOD + "title: Again\n", ("duplicate-key", 10, 1)),
        (GOOD + "<<: {a: b}\n", ("yaml-merge", 10, 1)),
        (GOOD + "NO: x\n", ("unknown-key", 10, 1)),
        (GOOD + "[a]: b\n", ("yaml-key", 10, 1)),
        (with_title("bell \x07"), ("control-character", 2, 13)),
        (with_title("nul \x00"), ("control-character", 2, 12)),
        (with_title("del \x7f"), ("control-character", 2, 12)),
        (with_title('"\\x07"'), ("control-character", 2, 8)),
        (with_title('"\\0"'), ("control-character", 2, 8)),
        (with_title('"\\r"'), ("control-character", 2, 8)),
        (with_title("next line \x85"), ("control-character", 2, 18)),
        (with_title("line separator \u2028"), ("control-character", 2, 23)),
        (with_title('"\\uD800"'), ("yaml-syntax", 2, 11)),
        (with_title('""'), ("bad-form", 2, 8)),
        (with_title("[a, b]"), ("wrong-kind", 2, 8)),
        ("", ("empty-file", 0, 0)),
        ("# only a comment\n", ("empty-file", 0, 0)),
        ("just text\n", ("wrong-kind", 1, 1)),
        ("---", ("wrong-kind", 1, 4)),
        (GOOD + "note:", ("bad-form", 10, 6)),
        (with_title("no letter \ufffe"), ("control-character", 2, 18)),
        (with_title('"\\uFFFF"'), ("control-character", 2, 8)),
        ("[" * 100_000, ("too-deep", 0, 0)),
        ("a:\n" + "".join("  " * n + "- \n" for n in range(1, 40)), ("too-deep", 0, 0)),
        (GOOD.replace("1888", "1888-2-3"), ("date-syntax", 9, 11)),
        (GOOD.replace("id: first", "id: First"), ("bad-id", 7, 9)),
        (GOOD.replace("UA", "Ukraine"), ("bad-form", 5, 35)),
        (with_title("{en: Small, fa: خرد, englsh: Small}"), ("bad-form", 2, 29)),
    ],
    ids=lambda value: None if isinstance(value, str | bytes) else f"{value[0]}-{value[1]}",
)
def test_what_is_no_route_is_refused_where_it_stands(
    tmp_path: Path, text: str | bytes, expected: tuple[str, int, int]
) -> None:
    loaded = load(tmp_path, text)
    assert loaded.route is None
    if expected[0] == "too-deep" and expected[1] == 0:
        assert [code for code, _, _ in found(loaded)] == ["too-deep"]
    else:
        assert expected in found(loaded)


def test_nine_levels_of_laughs_are_refused_before_anything_grows(tmp_path: Path) -> None:
    names = "abcdefghi"
    lines = ['a: &a ["lol"]']
    lines += [
        f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]"
        for before, name in itertools.pairwise(names)
    ]
    loaded = load(tmp_path, "\n".join(lines))
    assert {code for code, _, _ in found(loaded)} == {"yaml-anchor", "yaml-alias"}


def test_all_problems_are_reported_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    text = GOOD.replace("name: Someone", "nome: Someone").replace("UA", "ua") + "    evnt: birth\n"
    text = text.replace("subject: {", "subject: {name: X, ")
    loaded = load(tmp_path, text)
    assert found(loaded) == [("unknown-key", 3, 20), ("bad-form", 5, 35), ("unknown-key", 10, 5)]


def test_a_bad_date_does_not_hide_a_place_that_does_not_exist(tmp_path: Path) -> None:
    loaded = load(tmp_path, GOOD.replace("1888", "188").replace("place: odessa", "place: odesa"))
    assert {code for code, _, _ in found(loaded)} == {
        "date-syntax",
        "unknown-place",
        "unused-place",
    }


def test_a_large_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "large.yaml"
    with path.open("wb") as stream:
        stream.truncate(64 * 1024 * 1024 + 1)
    with pytest.raises(FileProblem, match="64 MiB"):
        load_route(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match=r"nothing\.yaml.*no such file"):
        load_route(tmp_path / "nothing.yaml")


@pytest.mark.parametrize(
    ("key", "meant"), [("date", "when"), ("kind", "event"), ("quote", "quotes"), ("titel", "title")]
)
def test_a_key_of_habit_is_answered_with_what_it_is_called_here(
    tmp_path: Path, key: str, meant: str
) -> None:
    (problem,) = load(tmp_path, GOOD + f"    {key}: x\n").problems
    assert (problem.code, problem.hint) == ("unknown-key", f"did you mean `{meant}`?")


def test_a_folder_is_no_route(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="folder"):
        load_route(tmp_path)


def test_a_pipe_is_refused_without_waiting_for_it(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.yaml"
    os.mkfifo(pipe)
    with pytest.raises(FileProblem, match="not a regular file"):
        load_route(pipe)


def test_a_loop_of_links_is_refused(tmp_path: Path) -> None:
    loop = tmp_path / "loop.yaml"
    loop.symlink_to(loop)
    with pytest.raises(FileProblem, match=r"loop\.yaml"):
        load_route(loop)


def test_an_unreadable_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "secret.yaml"
    path.write_text(GOOD)
    path.chmod(stat.S_IWUSR)

    def refuse(_path: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(FileProblem, match="permission denied"):
        load_route(path)


def test_see_takes_the_passage_of_its_target(tmp_path: Path) -> None:
    text = GOOD.replace("stops:", "sources:\n  s: {title: S, language: en}\nstops:") + (
        "    quotes:\n"
        "      - {id: q, source: s, text: went to Odessa, says: {where: odessa}}\n"
        "      - {see: q, says: {when: 1888}}\n"
    )
    loaded = load(tmp_path, text)
    assert loaded.route is not None
    target, shared = loaded.route.all_stops[0].quotes
    assert (shared.source, shared.text, shared.see) == ("s", "went to Odessa", "q")
    assert shared.says.when is not None
    assert target.says.when is None
