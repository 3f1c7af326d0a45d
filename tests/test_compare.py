"""What changed between two versions of a route is told in words, and nothing else is."""

from collections.abc import Callable
from pathlib import Path

import pytest

from mapgen.compare import Change, Version, compare_versions
from mapgen.evidence import weigh_evidence
from mapgen.loading import load_route
from mapgen.model import Position

ROUTE = """\
route: small
title: Small
subject: {name: Someone}
sources:
  s: {title: S, language: en}
places:
  odessa: {name: Odessa, at: [46.5, 30.7]}
  london: {name: London, at: [51.5, -0.1]}
  paris: {name: Paris, at: [48.9, 2.3]}
stops:
  - id: school
    place: odessa
    when: 1888
    quotes:
      - {source: s, text: at school in Odessa, says: {when: 1888, where: odessa}}
  - id: door
    place: london
    when: 1902-10
    leg: {kind: escape, by: train}
    quotes:
      - {source: s, text: in London in 1902, translation: 'in London, 1902', says: {when: 1902-10}}
  - id: talk
    place: paris
    when: 1903
"""


def version(folder: Path, text: str) -> Version:
    path = folder / "small.yaml"
    path.write_text(text)
    loaded = load_route(path)
    assert loaded.route is not None, loaded.problems
    positions = {
        key: Position(*place.at, "settlement", "route")
        for key, place in loaded.route.places.items()
        if place.at
    }
    return Version(loaded.route, weigh_evidence(loaded.route), positions)


@pytest.fixture
def changes(tmp_path: Path) -> Callable[[str], tuple[Change, ...]]:
    return lambda text: compare_versions(version(tmp_path, ROUTE), version(tmp_path, text))


Changes = Callable[[str], tuple[Change, ...]]


def test_a_route_does_not_differ_from_itself(changes: Changes) -> None:
    assert changes(ROUTE) == ()


def test_comments_and_layout_are_no_change(changes: Changes) -> None:
    assert changes(ROUTE.replace("title: Small", "title:   'Small' # a comment")) == ()


@pytest.mark.parametrize(
    ("before", "after", "kind", "words"),
    [
        ("title: Small", "title: Big", "title", "the title is now “Big”, was “Small”"),
        ("id: door", "id: porch\n    formerly: door", "stop-renamed", "stop `porch` was called"),
        ("when: 1903", "when: 1904", "re-dated", "stop `talk` is now dated 1904, was 1903"),
        ("place: paris", "place: london", "stop-moved", "is now at `london`, was at `paris`"),
        ("by: train", "by: ship", "leg", "is now escape by ship, was escape by train"),
        ("[51.5, -0.1]", "[52.5, -0.1]", "place-moved", "place `london` moved 111.2 km"),
        ("in London in 1902", "in Leeds in 1902", "quote-added", "quotes s: in Leeds in 1902"),
        ("in London in 1902", "in Leeds in 1902", "quote-removed", "no longer quotes s: in London"),
        ("'in London, 1902'", "'London, 1902'", "quote-changed", "the translation of a quote"),
        ("says: {when: 1902-10}", "says: {when: 1901}", "says", "is read differently"),
        ("says: {when: 1902-10}", "says: {when: 1901}", "conflict-gained", "about the date"),
        ("says: {when: 1902-10}", "says: {when: 1901}", "evidence", "now disputed, was stated"),
        ("when: 1903", "when: 1903\n    event: visit", "event", "now visit, was residence"),
        ("when: 1903", "when: 1903\n    title: A talk", "words", "the title of `talk`"),
        (ROUTE[ROUTE.index("  - id: talk") :], "", "stop-removed", "stop `talk` is gone"),
    ],
    ids=lambda value: value if isinstance(value, str) and value.count("-") < 2 else None,
)
def test_a_change_is_named(
    changes: Changes, before: str, after: str, kind: str, words: str
) -> None:
    assert before in ROUTE
    told = [change.words for change in changes(ROUTE.replace(before, after)) if change.kind == kind]
    assert len(told) == 1
    assert words in told[0]


def test_a_settled_conflict_is_named(tmp_path: Path) -> None:
    disputed = version(tmp_path, ROUTE.replace("says: {when: 1902-10}", "says: {when: 1901}"))
    settled = version(tmp_path, ROUTE)
    kinds = [change.kind for change in compare_versions(disputed, settled)]
    assert "conflict-settled" in kinds
    assert "conflict-gained" not in kinds


@pytest.mark.parametrize(
    ("order", "moved"),
    [("abcd", []), ("dabc", ["d"]), ("bcda", ["a"]), ("acbd", ["c"]), ("dcba", ["d", "c", "b"])],
)
def test_as_few_stops_as_can_be_are_said_to_have_moved(
    tmp_path: Path, order: str, moved: list[str]
) -> None:
    head = ROUTE.partition("stops:\n")[0] + "stops:\n"

    def ordered(letters: str) -> Version:
        stops = (f"  - {{id: {letter}, place: odessa}}\n" for letter in letters)
        return version(tmp_path, head + "".join(stops))

    found = compare_versions(ordered("abcd"), ordered(order))
    assert [change.about for change in found if change.kind == "stop-reordered"] == moved
