"""The canonical form of a route: evenly laid out, and the same in every word."""

from pathlib import Path

import pytest

from mapgen.edit.canonical import canonical_form
from mapgen.errors import RouteError
from mapgen.loading import Loaded, parse_route
from mapgen.loading.layout import read_layout
from tests.careless import careless_route
from tests.project import ROUTE as SMALL
from tests.project import Project, make_project

REPOSITORY = Path(__file__).parent.parent
ROUTES = sorted(
    path
    for path in [*REPOSITORY.glob("routes/*.yaml"), *REPOSITORY.glob("tests/**/*.yaml")]
    if "errors" not in path.parts
)
GENERATED = 1000


def formed(text: str) -> str:
    return canonical_form(text.encode(), "small.yaml")


def read(content: bytes) -> Loaded:
    return parse_route(Path("small.yaml"), content)


def comments(content: bytes) -> list[str]:
    text = content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    return [comment.text for comment in read_layout(text).comments]


def assert_is_kept(content: bytes) -> None:
    """The form holds the same model and comments, and is its own form."""
    once = canonical_form(content, "small.yaml").encode()
    assert read(once).route == read(content).route
    assert comments(once) == comments(content)
    assert canonical_form(once, "small.yaml").encode() == once


@pytest.mark.parametrize("path", ROUTES, ids=lambda path: path.stem)
def test_every_route_in_the_tree_keeps_its_meaning_and_comments(path: Path) -> None:
    assert_is_kept(path.read_bytes())


@pytest.mark.parametrize("hundred", range(GENERATED // 100))
def test_a_thousand_careless_routes_keep_their_meaning_and_comments(hundred: int) -> None:
    for seed in range(hundred * 100, hundred * 100 + 100):
        content = careless_route(seed)
        assert read(content).route, seed
        assert_is_kept(content)


def test_careless_routes_use_every_style() -> None:
    texts = [careless_route(seed).decode() for seed in range(200)]
    for sign in ("\ufeff", "\r\n", ": |\n", ": >-\n", "\t", "---\n", "{ ", "[", '"', "'", "#"):
        assert any(sign in text for text in texts), sign


def test_trotsky_is_in_canonical_form() -> None:
    content = (REPOSITORY / "routes" / "trotsky.yaml").read_bytes()
    assert canonical_form(content, "trotsky.yaml").encode() == content


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("a:\n    b: c\n", "a:\n  b: c\n"),
        ("a:\n- b\n", "a:\n  - b\n"),
        ("a:\n-   b: c\n    d: e\n", "a:\n  - b: c\n    d: e\n"),
        ("a:   b  \n", "a: b\n"),
        ("a: {b: c ,d:   e}\n", "a: {b: c, d: e}\n"),
        ("a: [b: c]\n", "a: [{b: c}]\n"),
        ("a: [b,\n c]\n", "a: [b,\n  c]\n"),
        ("a: b\n\n\n\nc: d\n\n", "a: b\n\nc: d\n"),
        ("a: b\r\nc: d", "a: b\nc: d\n"),
        ("\ufeffa: b\n", "a: b\n"),
        ("---\na: b\n...\n", "a: b\n"),
        ("a: 'b'\nc: \"d\"\n", "a: 'b'\nc: \"d\"\n"),
        ("a: b\n   c\n", "a: b\n  c\n"),
        ("a: |\n     b\n      c\n", "a: |\n  b\n   c\n"),
        ("a: |2\n    b\n   c\n", "a: |2\n    b\n   c\n"),
        ("a:\n- |1\n   b\n", "a:\n  - |2\n      b\n"),
        ("a: |\n  b", "a: |-\n  b\n"),
        ("a: |+\n  b\n\n\nc: d\n", "a: |+\n  b\n\n\nc: d\n"),
        ("? a\n: b\n", "a: b\n"),
        ("a:\n-\n  b: c\n", "a:\n  - b: c\n"),
        ("a:\n- - b\n", "a:\n  -\n    - b\n"),
        ("a:\nb: ''\n", "a:\nb: ''\n"),
    ],
    ids=[
        "mapping", "list", "entry", "space", "brackets", "single pair", "broken brackets",
        "empty lines", "line ends", "byte order mark", "document", "quotation marks",
        "broken text", "block", "block with indent", "entry with indent", "end of file",
        "kept empty lines", "question mark", "dash alone", "list in list", "nothing",
    ],
)  # fmt: skip
def test_the_form(written: str, canonical: str) -> None:
    assert formed(written) == canonical


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("# a\nb: c\n", "# a\nb: c\n"),
        ("a:\n    # b\n    c: d\n", "a:\n  # b\n  c: d\n"),
        ("a:\n   b: c\n   # d\ne: f\n", "a:\n  b: c\n  # d\ne: f\n"),
        ("a:\n  b: c\n # d\ne: f\n", "a:\n  b: c\n# d\ne: f\n"),
        ("a:\n- b: |\n    c\n  # d\n- e\n", "a:\n  - b: |\n      c\n    # d\n  - e\n"),
        ("a:\n- # b-c\n  d: e\n", "a:\n  -  # b-c\n    d: e\n"),
        ("a: b # c\n", "a: b  # c\n"),
        ("a: b      # c\nlonger: d # e\n", "a: b      # c\nlonger: d  # e\n"),
        ("a: # b\n  c\n", "a:  # b\n  c\n"),
        ("a: | # b\n  c # d\n", "a: |  # b\n  c # d\n"),
        ("a: [b, # c\n  d]\n", "a: [b,  # c\n  d]\n"),
        ("a: b\n#### c ####  \n", "a: b\n#### c ####\n"),
        ("a:\n- # b\n  c: d\n", "a:\n  -  # b\n    c: d\n"),
    ],
    ids=[
        "first", "inner", "below", "outer", "below a block", "with a dash", "behind",
        "column", "before a value", "block", "in brackets", "last", "behind a dash",
    ],
)  # fmt: skip
def test_comments_stay(written: str, canonical: str) -> None:
    assert formed(written) == canonical


def test_a_file_that_would_not_come_out_the_same_is_refused() -> None:
    with pytest.raises(RouteError, match=r"small.yaml:1:1: error\[cannot-format\].* a value would"):
        formed('a: {b: "c\n\n  d"}\n')


def test_a_file_that_is_no_yaml_is_refused_with_its_problems() -> None:
    with pytest.raises(RouteError, match="yaml-syntax"):
        formed("a: b: c\n")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return make_project(tmp_path)


def test_fmt_writes_the_form_and_then_nothing(project: Project) -> None:
    project.route.write_text(SMALL.replace("  ", "    ").replace("- ", "-   "), encoding="utf-8")
    ran = project.run("fmt", "small")
    assert (ran.code, ran.out) == (0, "routes/small.yaml: put in canonical form\n")
    assert project.route.read_text(encoding="utf-8") == SMALL
    ran = project.run("fmt")
    assert (ran.code, ran.out) == (0, "routes/small.yaml: is in canonical form\n")


def test_fmt_check_writes_nothing_and_names_the_command(project: Project) -> None:
    project.edit("title: A small road", "title:   A small road")
    before = project.route.read_bytes()
    ran = project.run("fmt", "--check")
    assert ran.code == 1
    assert "mapgen fmt routes/small.yaml" in ran.err
    assert project.route.read_bytes() == before
    project.run("fmt")
    assert project.run("fmt", "--check").code == 0


def test_fmt_leaves_a_broken_file_as_it_is(project: Project) -> None:
    project.edit("title: A small road", "title:   A: road")
    before = project.route.read_bytes()
    assert project.run("fmt").code == 1
    assert project.route.read_bytes() == before


def test_fmt_keeps_a_route_with_mistakes_but_forms_it(project: Project) -> None:
    project.edit("place: london", "place:   londn")
    assert project.run("fmt").code == 0
    assert "place: londn\n" in project.route.read_text(encoding="utf-8")
