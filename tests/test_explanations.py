"""Every code has an explanation, a wrong file, and a message that stays as it is."""

import ast
import re
from pathlib import Path

import pytest

from mapgen.cli import main
from mapgen.explanations import explained_codes, explanation_of
from tests.golden_messages import (
    codes_with_a_case,
    command_of,
    copy_case,
    expected,
    is_a_command,
    messages_in,
)
from tests.problem_codes import codes_of, codes_of_package
from tests.snippets import replace_snippet

CODES = sorted(codes_of_package())
WITHOUT_LINES = {
    "broken-index",
    "encoding",
    "empty-file",
    "settings",
    "source-encoding",
    "too-large",
}
"""Codes whose example is told in words: a file of bytes, not of lines."""

IN_WORDS_OF_OTHERS = {"settings"}
"""Codes whose message is what a library says."""


def test_no_code_lacks_an_explanation_and_none_is_explained_in_vain() -> None:
    assert list(explained_codes()) == CODES


def test_no_code_lacks_a_wrong_file_with_its_message() -> None:
    assert sorted(codes_with_a_case()) == CODES


@pytest.mark.parametrize("code", CODES)
def test_the_wrong_file_brings_the_whole_message(code: str, tmp_path: Path) -> None:
    copy_case(code, tmp_path)
    told = messages_in(tmp_path, code)
    assert told == expected(code)
    assert f"[{code}]: " in told.split("\n")[0]


@pytest.mark.parametrize("code", CODES)
def test_the_example_of_wrong_stands_in_the_wrong_file_and_that_of_right_mends_it(
    code: str, tmp_path: Path
) -> None:
    told = explanation_of(code)
    if code in WITHOUT_LINES:
        return
    if told.wrong.startswith("mapgen "):
        assert told.wrong == f"mapgen {command_of(code)}"
        return
    copy_case(code, tmp_path)
    [(file, mended)] = [
        (file, mended)
        for file in sorted(tmp_path.iterdir())
        if file.is_file()
        and file.name != "expected.txt"
        and (mended := _replaced(file, told.wrong, told.right))
    ]
    file.write_text(mended, encoding="utf-8")
    assert f"[{code}]" not in messages_in(tmp_path, code)


def _replaced(file: Path, wrong: str, right: str) -> str | None:
    try:
        return replace_snippet(file.read_text(encoding="utf-8"), wrong, right)
    except (LookupError, UnicodeDecodeError):
        return None


@pytest.mark.parametrize("code", CODES)
def test_an_explanation_is_short_and_tells_the_severity_of_its_message(code: str) -> None:
    told = explanation_of(code)
    assert f"{told.severity}[{code}]" in expected(code)
    assert len(told.title) < 80
    assert max(map(len, told.text.split("\n"))) <= 100
    assert told.wrong != told.right


@pytest.mark.parametrize("code", [code for code in CODES if is_a_command(code)])
def test_an_error_ends_with_1_and_a_warning_with_0_unless_it_is_to_count(
    code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy_case(code, tmp_path)
    monkeypatch.chdir(tmp_path)
    if code == "no-git":
        monkeypatch.setenv("PATH", "")
    command = command_of(code).split()
    is_error = explanation_of(code).severity == "error"
    assert _exit_of(command) == int(is_error)
    if command[0] in ("build", "check"):
        assert _exit_of([*command, "--strict"]) == 1


def _exit_of(command: list[str]) -> object:
    with pytest.raises(SystemExit) as stop:
        main(command)
    return stop.value.code


@pytest.mark.parametrize("code", [code for code in CODES if code not in IN_WORDS_OF_OTHERS])
def test_a_message_is_lower_case_without_full_stop(code: str) -> None:
    message = re.search(rf"\[{code}\]: (.*)", expected(code))
    assert message
    assert not message[1].endswith(".")
    assert message[1][0] == message[1][0].lower()


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('Problem(mark, "a-code", "message")', {"a-code"}),
        ('Problem(mark, code="a-code", message="m")', {"a-code"}),
        ('PydanticCustomError("a-code", "message")', {"a-code"}),
        ('raise FileProblem(f"{path}: error[a-code]: it is gone")', {"a-code"}),
        ('_A = "a-code"\ndef f(mark):\n    return Problem(mark, _A, "m")', {"a-code"}),
        ('class Fault:\n    def __init__(self, code): ...\nFault("a-code")', {"a-code"}),
        ('def report(self, mark, code): ...\nself.report(mark, "a-code")', {"a-code"}),
        ('def f(at, code="a-code"): ...', {"a-code"}),
        ('def f(what):\n    Problem(m, f"no-{what}")\nf("a")\nf("b")', {"no-a", "no-b"}),
        ('def f() -> _Explanation:\n    return "a-code", "message", "hint"', {"a-code"}),
        ('click.echo("a-word")', set()),
    ],
    ids=[
        "problem", "keyword", "pydantic", "file", "constant", "class", "method", "default",
        "filled in", "explanation", "another word",
    ],
)  # fmt: skip
def test_codes_are_found_wherever_they_are_written(source: str, found: set[str]) -> None:
    assert codes_of(ast.parse(source), {"Problem": 1}) == found


def said(*arguments: str, capsys: pytest.CaptureFixture[str]) -> tuple[object, str, str]:
    with pytest.raises(SystemExit) as stop:
        main(["explain", *arguments])
    return stop.value.code, *capsys.readouterr()


def test_explain_shows_wrong_and_right(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = said("date-syntax", capsys=capsys)
    assert code == 0
    assert out.startswith("error[date-syntax]: a date that cannot be read\n\nDates are written")
    assert "\nWrong:\n\n    when: October 1898\n    event: arrival\n\nRight:\n" in out


def test_explain_takes_a_code_with_its_brackets(capsys: pytest.CaptureFixture[str]) -> None:
    assert said("[date-syntax]", capsys=capsys)[0] == 0


def test_explain_without_a_code_lists_all(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = said(capsys=capsys)
    assert code == 0
    assert [line.split()[0] for line in out.splitlines()] == CODES


@pytest.mark.parametrize(
    ("wrong", "hint"),
    [("date-sintax", "did you mean `date-syntax`?"), ("xyz", "`mapgen explain` lists all")],
)
def test_an_unknown_code_is_usage_with_a_suggestion(
    wrong: str, hint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, err = said(wrong, capsys=capsys)
    assert code == 2
    assert hint in err
