"""Whatever a route file holds: a good route, or problems that stand where they say."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from mapgen.loading import Loaded, load_route

REAL = (Path(__file__).parent.parent / "routes" / "trotsky.yaml").read_text(encoding="utf-8")
REAL_LINES = REAL.split("\n")

SMALL = """\
route: small
title: {en: Small, fa: کوچک}
subject: {name: Someone, born: 1879-11-07, died: 1940}
sources:
  fa: {title: A life, language: fa}
places:
  russia: {name: Russia, kind: country, country: RU}
  odessa: {name: Odessa, country: UA, within: russia, at: [46.5, 30.7], also: [اودسا]}
chapters:
  - title: One
    stops:
      - id: a
        place: odessa
        when: 1888/1896~
        leg: {kind: travel, by: train, when: 1888, via: [odessa]}
        quotes:
          - {id: q, source: fa, text: به اودسا رفت, says: {when: 1888, where: odessa}}
          - {see: q, says: {from: russia, calendar: julian, when: 1888-01-01}}
set_aside:
  - {source: fa, text: first [...] last, reason: not about him}
"""

WORDS = [
    "route", "title", "subject", "places", "stops", "chapters", "id", "place", "when", "event",
    "quotes", "says", "at", "within", "see", "text", "source", "sources", "names", "leg", "via",
    "NO", "~", "null", "1902", "1902-10", "1929-02-30", "12:30", "[1936,1937]", "../1940", "=",
    "&a", "*a", "!!int", "<<", "---", "...", "%YAML 1.1", "- ", "? ", ": ", "|", ">-", "{", "}",
    "[", "]", ",", "#", "'", '"', "\t", "\\", "@", "`", "\u200c", "اودسا", "ओडेसा",
    "奥德萨", "\u2028",
    "\x85", "\x00", "\ud800", "\ufeff", "\U0001f600", "é", "e\u0301", "\u202e",
]  # fmt: skip

pieces = st.sampled_from(WORDS) | st.text(max_size=6)
lines = st.builds(
    lambda indent, words: " " * indent + "".join(words),
    st.integers(0, 12),
    st.lists(pieces | st.just(" "), max_size=8),
)
shapes = st.recursive(
    pieces,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(WORDS), inner, max_size=5)
    ),
    max_leaves=25,
)


def flow(shape: object) -> str:
    """A shape as YAML in flow style, with its texts quoted only where they come out so."""
    if isinstance(shape, dict):
        return "{" + ", ".join(f"{key}: {flow(value)}" for key, value in shape.items()) + "}"
    if isinstance(shape, list):
        return "[" + ", ".join(flow(item) for item in shape) + "]"
    return str(shape)


@st.composite
def mutated(draw: st.DrawFn, text: str) -> str:
    """A route after a few of the accidents that happen to files."""
    for _ in range(draw(st.integers(1, 4))):
        rows = text.split("\n")
        at = draw(st.integers(0, max(0, len(rows) - 1)))
        row = rows[at]
        accident: Callable[[], list[str]] = draw(
            st.sampled_from(
                [
                    lambda at=at, rows=rows: rows[:at] + rows[at + 1 :],
                    lambda at=at, rows=rows: rows[: at + 1] + rows[at:],
                    lambda at=at, rows=rows: rows[:at],
                    lambda at=at, rows=rows, row=row: [*rows[:at], "  " + row, *rows[at + 1 :]],
                    lambda at=at, rows=rows, row=row: [*rows[:at], row[2:], *rows[at + 1 :]],
                    lambda at=at, rows=rows, row=row: [
                        *rows[:at], row[: len(row) // 2], *rows[at + 1 :]
                    ],
                ]
            )
        )  # fmt: skip
        if draw(st.booleans()):
            column = draw(st.integers(0, len(row)))
            word = draw(pieces)
            rows[at] = row[:column] + word + row[column + draw(st.integers(0, 2)) :]
            text = "\n".join(rows)
        else:
            text = "\n".join(accident())
    return text


def load(content: bytes) -> Loaded:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "fuzzed.yaml"
        path.write_bytes(content)
        return load_route(path)


def assert_only_allowed_outcomes(content: bytes) -> None:
    loaded = load(content)
    has_errors = any(problem.severity == "error" for problem in loaded.problems)
    assert (loaded.route is None) == has_errors
    shown = content.decode("utf-8", "replace").removeprefix("\ufeff")
    shown = shown.replace("\r\n", "\n").replace("\r", "\n")
    rows = shown.split("\n")
    for problem in loaded.problems:
        mark = problem.mark
        assert problem.code
        assert problem.message
        assert mark.file.endswith("fuzzed.yaml")
        if mark.line:
            assert 1 <= mark.line <= len(rows), problem
            assert 1 <= mark.column <= len(rows[mark.line - 1]) + 1, problem
            if problem.code != "encoding":
                assert mark.text == rows[mark.line - 1], problem
        assert "Traceback" not in str(problem)


@settings(max_examples=400)
@given(mutated(SMALL))
@example(SMALL)
def test_a_damaged_small_route_is_read_or_refused_in_words(text: str) -> None:
    assert_only_allowed_outcomes(text.encode("utf-8", "surrogatepass"))


@settings(max_examples=40)
@given(mutated(REAL))
@example(REAL)
def test_a_damaged_real_route_is_read_or_refused_in_words(text: str) -> None:
    assert_only_allowed_outcomes(text.encode("utf-8", "surrogatepass"))


@settings(max_examples=300)
@given(st.lists(lines, max_size=12).map("\n".join))
def test_lines_of_yaml_and_nonsense_are_read_or_refused_in_words(text: str) -> None:
    assert_only_allowed_outcomes(text.encode("utf-8", "surrogatepass"))


@settings(max_examples=300)
@given(shapes.map(flow))
def test_shapes_that_are_no_route_are_refused_in_words(text: str) -> None:
    assert_only_allowed_outcomes(text.encode("utf-8", "surrogatepass"))


@settings(max_examples=200)
@given(st.binary(max_size=200))
def test_bytes_that_are_no_text_are_refused_in_words(content: bytes) -> None:
    assert_only_allowed_outcomes(content)


@settings(max_examples=100)
@given(st.integers(0, len(SMALL.encode()) - 1), st.integers(0, 255))
def test_any_byte_changed_is_read_or_refused_in_words(at: int, byte: int) -> None:
    content = bytearray(SMALL.encode())
    content[at] = byte
    assert_only_allowed_outcomes(bytes(content))
