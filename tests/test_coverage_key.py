"""The matcher measured against a reader's own list of mentions."""

import hashlib
import itertools
import re
from pathlib import Path

import pytest

from mapgen.coverage.answer_key import (
    SCORE_COLUMNS,
    KeyRow,
    LanguageScore,
    measure_matcher,
    read_answer_key,
    score_rows,
)
from mapgen.coverage.lexicon import Lexicon, build_lexicon

KEY = Path(__file__).parent / "coverage_key.csv"
TEXT = "He left London for Paris, and never saw Rome."


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return build_lexicon()


def rows(text: str, *mentions: tuple[str, str], language: str = "en") -> list[KeyRow]:
    digest = hashlib.sha256(text.encode()).hexdigest()[:16]
    return [
        KeyRow("a.txt", text.index(words), len(words), place, language, digest)
        for words, place in mentions
    ]


def score(text: str, key: list[KeyRow], lexicon: Lexicon) -> LanguageScore:
    (found,) = measure_matcher(key, {"a.txt": text}, lexicon).scores
    return found


# What is measured


def test_a_key_that_agrees_gives_full_marks(lexicon: Lexicon) -> None:
    key = rows(TEXT, ("London", "London"), ("Paris", "Paris"), ("Rome", "Rome"))
    found = score(TEXT, key, lexicon)
    assert (found.recall, found.precision, found.exact, found.named) == (1.0, 1.0, 3, 3)
    assert (found.missed, found.extra) == ((), ())


def test_a_mention_of_the_readers_that_is_not_found_lowers_recall(lexicon: Lexicon) -> None:
    key = rows(TEXT, ("London", "London"), ("Paris", "Paris"), ("Rome", "Rome"), ("He", "Hebron"))
    found = score(TEXT, key, lexicon)
    assert (found.expected, found.recall, found.precision) == (4, 0.75, 1.0)
    assert [row.place for row in found.missed] == ["Hebron"]


def test_a_mention_the_reader_does_not_have_lowers_precision(lexicon: Lexicon) -> None:
    found = score(TEXT, rows(TEXT, ("London", "London"), ("Paris", "Paris")), lexicon)
    assert (found.found, found.recall, round(found.precision, 3)) == (3, 1.0, 0.667)
    assert [(file, mention.words) for file, mention in found.extra] == [("a.txt", "Rome")]


def test_other_bounds_and_another_place_are_counted_apart(lexicon: Lexicon) -> None:
    key = rows(TEXT, ("left London", "London"), ("Paris", "Rome"), ("Rome", "Rome"))
    found = score(TEXT, key, lexicon)
    assert (found.matched, found.exact, found.named) == (3, 2, 2)


def test_each_language_is_scored_by_itself(lexicon: Lexicon) -> None:
    persian = "به لندن رفت"
    digest = hashlib.sha256(persian.encode()).hexdigest()[:16]
    key = [*rows(TEXT, ("London", "London")), KeyRow("b.txt", 3, 4, "London", "fa", digest)]
    measured = measure_matcher(key, {"a.txt": TEXT, "b.txt": persian}, lexicon)
    assert len(SCORE_COLUMNS) == len(score_rows(measured)[0])
    assert score_rows(measured) == (
        ("en", "1", "3", "1.000", "0.333", "1", "1"),
        ("fa", "1", "1", "1.000", "1.000", "1", "1"),
    )


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        ({}, "`a.txt` is not at hand: 1 mentions could not be verified"),
        (
            {"a.txt": "other words"},
            "`a.txt` is not the text that was read: 1 mentions could not be verified",
        ),
    ],
    ids=["missing", "changed"],
)
def test_what_could_not_be_verified_is_said(
    texts: dict[str, str], told: str, lexicon: Lexicon
) -> None:
    measured = measure_matcher(rows(TEXT, ("London", "London")), texts, lexicon)
    assert measured.scores == ()
    assert measured.unverified == (told,)


# The key that is kept here


def test_the_key_holds_enough_mentions_in_four_languages() -> None:
    key = read_answer_key(KEY.read_text(encoding="utf-8"))
    assert len(key) >= 120
    assert {row.language for row in key} == {"en", "fa", "hi", "zh"}


def test_the_key_is_in_order_and_without_overlaps() -> None:
    key = read_answer_key(KEY.read_text(encoding="utf-8"))
    for one, other in itertools.pairwise(key):
        assert one.file < other.file or one.offset + one.length <= other.offset


def test_the_key_holds_no_words_of_the_texts() -> None:
    content = KEY.read_text(encoding="utf-8")
    assert content.isascii()
    for row in read_answer_key(content):
        assert row.length > 0
        assert re.fullmatch(r"[0-9a-f]{16}", row.sha256)
        assert re.fullmatch(r"[A-Za-z -]{4,}", row.place)


def test_every_place_of_the_key_is_one_the_matcher_knows(lexicon: Lexicon) -> None:
    places = {row.place for row in read_answer_key(KEY.read_text(encoding="utf-8"))}
    unknown = {place for place in places if place.lower().replace("-", " ") not in lexicon.forms}
    assert unknown == set()
