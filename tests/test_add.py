"""`mapgen new` and `mapgen add`: a route to start from, and stops put into it."""

import re
from pathlib import Path

import pytest

from mapgen.check import examine
from mapgen.dates import parse_edtf
from mapgen.edit.addition import NewPlace, NewQuote, NewStop, add_place, add_stop, free_id
from mapgen.edit.canonical import canonical_form
from mapgen.edit.passages import find_passages
from mapgen.edit.starter import starter_route
from mapgen.errors import RouteError
from mapgen.loading import parse_route
from mapgen.quotes import SourceText
from tests.careless import careless_route
from tests.project import Project, Ran, make_project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return make_project(tmp_path)


def test_a_new_route_has_no_problems_and_is_in_canonical_form(tmp_path: Path) -> None:
    path = tmp_path / "ada.yaml"
    path.write_text(starter_route("ada"), encoding="utf-8")
    examined = examine(path)
    assert examined.problems == ()
    assert examined.missing == ()
    assert canonical_form(path.read_bytes(), "ada.yaml") == starter_route("ada")
    assert [conflict.about for each in examined.evidence for conflict in each.conflicts] == ["leg"]


def test_new_writes_a_route_that_builds_at_once(tmp_path: Path) -> None:
    project = Project(tmp_path)
    ran = project.run("new", "emma-goldman")
    assert (ran.code, ran.err) == (0, "")
    ran = project.run("build", "emma-goldman", "--strict")
    assert (ran.code, ran.err) == (0, "")
    assert (tmp_path / "output" / "emma-goldman.html").exists()


def test_new_never_overwrites(project: Project) -> None:
    before = project.route.read_bytes()
    ran = project.run("new", "small")
    assert ran.code == 1
    assert "error[file-exists]" in ran.err
    assert project.route.read_bytes() == before


@pytest.mark.parametrize("slug", ["../up", "Emma Goldman", "a\nb: c", "", "x" * 65], ids=repr)
def test_new_takes_only_ids(project: Project, slug: str) -> None:
    before = sorted(project.folder.rglob("*"))
    assert project.run("new", slug).code == 2
    assert sorted(project.folder.rglob("*")) == before


def add(project: Project, *arguments: str, **environment: str) -> Ran:
    return project.run("add", "small", *arguments, "--sources", "texts", **environment)


def added_lines(before: bytes, after: bytes) -> list[str]:
    """The lines that were added; fails if anything else changed."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    lines = []
    for line in new:
        if old and line == old[0]:
            old.pop(0)
        else:
            lines.append(line.decode().rstrip("\r\n"))
    assert old == []
    return lines


def test_a_stop_is_added_in_the_order_of_dates_and_nothing_else_changes(project: Project) -> None:
    before = project.route.read_bytes()
    ran = add(
        project, "--place", "london", "--when", "1895", "--event", "visit",
        "--source", "en", "--words", "some say",
    )  # fmt: skip
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == "routes/small.yaml:24: stop `london-1895` added; confirm what its words say\n"
    assert added_lines(before, project.route.read_bytes()) == [
        "      - id: london-1895",
        "        place: london",
        "        when: 1895",
        "        event: visit",
        "        quotes:",
        "          - source: en",
        "            text: some say",
        "            # confirm what these words claim, and take the signs away:",
        "            # says: {when: 1895, where: london}",
    ]
    examined = examine(project.route, sources=[project.folder / "texts"])
    assert examined.route
    assert [stop.id for stop in examined.route.all_stops] == ["school", "london-1895", "door"]
    assert examined.verified
    assert examined.verified.unverified == 0
    assert project.run("fmt", "--check").code == 0


def test_what_the_comment_proposes_can_be_confirmed_by_taking_the_signs_away(
    project: Project,
) -> None:
    add(project, "--place", "london", "--when", "1895", "--source", "en", "--words", "some say")
    text = project.route.read_text(encoding="utf-8")
    project.route.write_text(text.replace("# says", "says"), encoding="utf-8")
    route = examine(project.route).route
    assert route
    [quote] = route.all_stops[1].quotes
    assert quote.says.where == "london"
    assert quote.says.when == parse_edtf("1895")


@pytest.mark.parametrize(
    ("when", "order"),
    [
        ("1880", ["new", "school", "door"]),
        ("1888", ["school", "new", "door"]),
        ("1903", ["school", "door", "new"]),
        (None, ["school", "door", "new"]),
        ("../1903", ["school", "door", "new"]),
    ],
    ids=["before all", "the same year", "after all", "undated", "open beginning"],
)
def test_where_a_stop_is_put(project: Project, when: str | None, order: list[str]) -> None:
    content = project.route.read_bytes()
    loaded = parse_route(project.route, content)
    stop = NewStop("new", "odessa", parse_edtf(when) if when else None)
    changed, line = add_stop(content, loaded, stop)
    route = parse_route(project.route, changed).route
    assert route
    assert [each.id for each in route.all_stops] == order
    assert changed.decode().split("\n")[line - 1].strip() == "- id: new"


def test_a_stop_goes_into_the_chapter_of_the_one_before_it(tmp_path: Path) -> None:
    text = starter_route("ada").encode()
    loaded = parse_route(tmp_path / "ada.yaml", text)
    changed, _ = add_stop(text, loaded, NewStop("new", "paris", parse_edtf("1880")))
    route = parse_route(tmp_path / "ada.yaml", changed).route
    assert route
    assert [stop.id for stop in route.chapters[0].stops] == ["lisbon-1860", "paris-1875", "new"]
    assert changed.decode().count("\n\n      - id: ") == text.decode().count("\n\n      - id: ") + 1


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize("end", [True, False], ids=["ended", "not ended"])
def test_lines_end_as_they_did(project: Project, ending: str, end: bool) -> None:
    text = "\ufeff" + project.route.read_text(encoding="utf-8").rstrip("\n") + "\n" * end
    content = text.replace("\n", ending).encode()
    loaded = parse_route(project.route, content)
    changed, _ = add_stop(content, loaded, NewStop("new", "odessa", parse_edtf("1950")))
    assert changed.startswith(content)
    rest = changed.removeprefix(content).decode()
    assert rest.count(ending) == 3 + (not end)
    assert rest.endswith(ending)


@pytest.mark.parametrize(
    "words",
    ["plain", "a: b", "# no", "'quoted'", 'double "', "[...]", "- dash", "ends ", "می\u200cرود",
     "a\\b", "\u2028line", "1902", "~", "a\u0085b"],
    ids=ascii,
)  # fmt: skip
def test_any_words_are_written_so_that_they_are_read_again(project: Project, words: str) -> None:
    content = project.route.read_bytes()
    loaded = parse_route(project.route, content)
    quote = NewQuote("fa", words, after=words, translation=words, page=words)
    stop = NewStop("new", "odessa", parse_edtf("[1936,1937]"), "visit", quote)
    changed, _ = add_stop(content, loaded, stop)
    route = parse_route(project.route, changed).route
    assert route
    [read] = route.all_stops[-1].quotes
    assert (read.text, read.after, read.page) == (words, words, words)
    assert read.translation
    assert read.translation.forms == (words,)


def test_stops_are_added_to_careless_routes_or_refused_and_nothing_else_changes() -> None:
    outcomes = []
    for seed in range(300):
        content = careless_route(seed)
        loaded = parse_route(Path("small.yaml"), content)
        assert loaded.route
        first = next(iter(loaded.route.places))
        try:
            changed, _ = add_stop(content, loaded, NewStop("new", first, parse_edtf("1901")))
        except RouteError as refusal:
            outcomes.append(refusal.problems[0].code)
            continue
        outcomes.append("added")
        if content.endswith((b"\n", b"\r")):
            added_lines(content, changed)
        after = parse_route(Path("small.yaml"), changed).route
        assert after
        assert [stop for stop in after.all_stops if stop.id != "new"] == list(
            loaded.route.all_stops
        )
    assert set(outcomes) == {"added", "cannot-add"}
    assert outcomes.count("added") > 180


def test_words_that_are_not_in_the_text_show_the_nearest_and_add_nothing(
    project: Project,
) -> None:
    before = project.route.read_bytes()
    ran = add(project, "--place", "london", "--source", "en", "--words", "knocked on a door")
    assert ran.code == 1
    assert "error[quote-not-found]" in ran.err
    assert "knocked at a door" in ran.err
    assert ran.err.endswith("nothing was added\n")
    assert project.route.read_bytes() == before


def test_words_that_stand_twice_are_listed_and_nth_fills_after(project: Project) -> None:
    before = project.route.read_bytes()
    words = ("--place", "odessa", "--source", "en", "--words", "in")
    ran = add(project, *words)
    assert ran.code == 1
    assert re.search(r"stand \d+ times in `en`: give more, or --nth\n  1  line 1: ", ran.err)
    assert project.route.read_bytes() == before
    ran = add(project, *words, "--nth", "2")
    assert ran.code == 0, ran.err
    assert "            after: door\n" in project.route.read_text(encoding="utf-8")
    assert project.run("check", "--sources", "texts").code == 0


def test_the_fewest_words_before_a_passage_pick_it() -> None:
    text = SourceText(b"door and one door or another door", "a.txt")
    assert [each.after for each in find_passages("door", text)] == ["", "one", "another"]
    assert [each.after for each in find_passages("another door", text)] == [None]
    assert find_passages("window", text) == []


def test_a_source_without_its_text_is_told_of(project: Project) -> None:
    ran = project.run("add", "small", "--place", "london", "--source", "en", "--words", "some say")
    assert ran.code == 1
    assert "give its folder with --sources" in ran.err


def test_a_printed_book_needs_no_text(project: Project) -> None:
    project.edit("places:\n", "  book: {title: A book, language: en}\nplaces:\n")
    ran = add(
        project, "--place", "london", "--source", "book", "--words", "any words", "--page", "3"
    )
    assert ran.code == 0, ran.err
    assert "            page: 3\n" in project.route.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--source", "ne", "--words", "x"), "there is no source `ne`; there are fa, en"),
        (("--when", "October 1902"), "write `1902-10`"),
        (("--source", "en"), "--source and --words go together"),
        (("--event", "holiday"), "`holiday` is not a word that stands here"),
        (("--id", "door"), "stop id `door` is used twice"),
        (("--when", "1895", "--id", "A b"), "`A b` is not an id"),
    ],
    ids=["source", "date", "no words", "event", "taken id", "bad id"],
)
def test_what_cannot_be_added_is_said_and_nothing_is_written(
    project: Project, arguments: tuple[str, ...], told: str
) -> None:
    before = project.route.read_bytes()
    ran = add(project, "--place", "london", *arguments)
    assert ran.code in (1, 2)
    assert told in ran.err
    assert "Traceback" not in ran.err
    assert project.route.read_bytes() == before


def test_a_place_is_found_by_any_of_its_names(project: Project) -> None:
    project.edit("{name: London,", "{name: London, also: [لندن], names: [{name: Londinium}],")
    for named in ("LONDON", "لندن", "londinium"):
        assert add(project, "--place", named, "--when", "1895").code == 0
    assert "london-1895-3" in project.route.read_text(encoding="utf-8")


def test_a_name_of_two_places_is_not_guessed(project: Project) -> None:
    project.edit("  siberia:", "  other: {name: London, at: [42.98, -81.25]}\n  siberia:")
    ran = add(project, "--place", "London")
    assert ran.code == 1
    assert "`London` may be london or other: give the id" in ran.err


def test_a_new_place_is_looked_up_and_kept(project: Project, gazetteer_folder: Path) -> None:
    before = project.route.read_bytes()
    cache = str(gazetteer_folder)
    ran = add(project, "--place", "Vienna", "--when", "1895", MAPGEN_CACHE_DIR=cache)
    assert ran.code == 0, ran.err
    assert ran.out.startswith("vienna: found Vienna at 48.2")
    assert added_lines(before, project.route.read_bytes()) == [
        "  vienna: {name: Vienna, country: AT}",
        "      - id: vienna-1895",
        "        place: vienna",
        "        when: 1895",
    ]
    assert '"name": "Vienna", "country": "AT"' in project.geocache.read_text(encoding="utf-8")
    assert project.run("build", "--locked").code == 0


def test_an_ambiguous_place_is_told_with_its_candidates(
    project: Project, gazetteer_folder: Path
) -> None:
    before = project.route.read_bytes()
    ran = add(project, "--place", "Springfield", MAPGEN_CACHE_DIR=str(gazetteer_folder))
    assert ran.code == 1
    assert "`Springfield` is ambiguous: give --country" in ran.err
    assert "  US  Springfield, 39.80, -89.64: " in ran.err
    assert project.route.read_bytes() == before
    assert not project.geocache.exists()


def test_a_place_is_put_below_the_last_one(project: Project) -> None:
    content = project.route.read_bytes()
    loaded = parse_route(project.route, content)
    changed = add_place(content, loaded, NewPlace("x", "Ust-Kut: the fort", "RU"))
    [line] = added_lines(content, changed)
    assert line == '  x: {name: "Ust-Kut: the fort", country: RU}'


def test_an_id_that_is_taken_gets_a_number() -> None:
    assert free_id("a", []) == "a"
    assert free_id("a", ["a", "a-2"]) == "a-3"
    assert len(free_id("a" * 70, ["a" * 64])) <= 64
