"""The page's own words: complete in every language, with its numbers and dates."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest

from mapgen.dates import parse_edtf
from mapgen.model import Event, LegKind, Means
from mapgen.page.render import render_page
from mapgen.wording import direction, wording
from tests.small_road import ROAD, payload_of

FOLDER = Path(__file__).parent.parent / "mapgen" / "wording"
LANGUAGES = sorted(file.stem for file in FOLDER.glob("*.json"))
OTHERS = [language for language in LANGUAGES if language != "en"]


def leaves(value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every text of a language file with its path of keys."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, (*path, key))
    elif isinstance(value, str):
        yield path, value


def read(language: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((FOLDER / f"{language}.json").read_text(encoding="utf-8"))
    return content


def test_there_are_the_languages_of_the_first_sources() -> None:
    assert LANGUAGES == ["en", "fa", "hi", "zh-Hant"]


@pytest.mark.parametrize("language", OTHERS)
def test_every_language_has_the_same_sentences_with_the_same_names(language: str) -> None:
    def names(text: str) -> list[str]:
        return sorted(set(re.findall(r"\{\w+\}", text)) - {"{n}"})

    english = {path: names(text) for path, text in leaves(read("en"))}
    other = {path: names(text) for path, text in leaves(read(language)) if path[0] != "dates"}
    assert other == english


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_the_format_has_a_word_on_the_page(language: str) -> None:
    words = read(language)
    assert set(words["events"]) == set(get_args(Event))
    assert set(words["legs"]) == set(get_args(LegKind))
    assert set(words["means"]) == set(get_args(Means))
    assert set(words["conflict"]["date_of"]) == set(get_args(Event)) - {"other"}
    assert set(words["conflict"]["place_of"]) == set(get_args(Event)) - {"other"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_has_ten_digits_and_a_rule_for_numbers(language: str) -> None:
    words = read(language)
    assert len(words["digits"]) == 10
    assert words["plural"] in ("one", "zero-one", "none")
    assert words["language"] == language


@pytest.mark.parametrize("language", OTHERS)
def test_a_page_in_another_language_keeps_no_english_of_its_own(language: str) -> None:
    page = re.sub(r"<script.*?</script>|<style.*?</style>", "", rendered(language), flags=re.DOTALL)
    english = {
        text
        for path, text in leaves(read("en"))
        if path[0] in ("page", "key", "events", "evidence", "sources", "conflict")
        and len(text) > 8
        and "{" not in text
        and text != "SHA-256"
    }
    assert [text for text in english if text in page] == []


def rendered(language: str) -> str:
    return render_page(payload_of(ROAD, language=language))


@pytest.mark.parametrize(
    ("language", "opening"),
    [("fa", '<html lang="fa" dir="rtl">'), ("zh-Hant", '<html lang="zh-Hant" dir="ltr">')],
)
def test_a_page_says_its_language_and_direction(language: str, opening: str) -> None:
    assert opening in rendered(language)[:80]


def test_numbers_of_visits_follow_the_digits_of_the_language() -> None:
    assert '<span class="disc f">۲</span>' in rendered("fa")


@pytest.mark.parametrize(
    ("tag", "language"),
    [("en", "en"), ("en-GB", "en"), ("fa-IR", "fa"), ("zh-Hant", "zh-Hant"), ("zh-Hans", "en"),
     ("zh-Hant-TW", "en"), ("tlh", "en")],
)  # fmt: skip
def test_a_language_tag_finds_its_file_or_english(tag: str, language: str) -> None:
    assert wording(tag).language == language


@pytest.mark.parametrize(
    ("language", "dir_"),
    [
        ("en", "ltr"), ("fa", "rtl"), ("FA-ir", "rtl"), ("ar", "rtl"), ("he", "rtl"), ("ur", "rtl"),
        ("hi", "ltr"), ("zh-Hant", "ltr"), ("fa-Latn", "ltr"), ("uz-Arab", "rtl"), ("tg", "ltr"),
        ("ckb", "rtl"), ("az-Arab-IR", "rtl"), ("ru", "ltr"), ("en-1994-Arab", "rtl"),
    ],
)  # fmt: skip
def test_the_direction_follows_the_script_and_else_the_language(language: str, dir_: str) -> None:
    assert direction(language) == dir_


@pytest.mark.parametrize(
    ("language", "value", "words"),
    [
        ("en", 7, "7"), ("en", 4800, "4,800"), ("en", 1_234_567, "1,234,567"),
        ("fa", 4800, "۴٬۸۰۰"), ("hi", 12, "12"),
    ],
)  # fmt: skip
def test_numbers_are_grouped_in_the_digits_of_the_language(
    language: str, value: int, words: str
) -> None:
    assert wording(language).number(value) == words


@pytest.mark.parametrize(
    ("language", "value", "words"),
    [
        ("en", 0, "0 stops"), ("en", 1, "One stop"), ("en", 2, "2 stops"),
        ("fa", 0, "یک ایستگاه"), ("fa", 2, "۲ ایستگاه"), ("zh-Hant", 1, "1站"),
    ],
)  # fmt: skip
def test_a_number_picks_the_form_of_its_sentence(language: str, value: int, words: str) -> None:
    assert wording(language).counted("head", "stops", value) == words


def test_a_language_without_a_singular_never_takes_that_form() -> None:
    assert wording("zh-Hant").counted("head", "languages", 1) == "、1種語言"
    assert wording("en").counted("head", "languages", 1) == ""


def test_a_small_number_may_be_spelt_out() -> None:
    say = wording("en")
    assert say.counted("head", "sources", 5, spelt=True) == "five sources"
    assert say.counted("head", "sources", 12, spelt=True) == "12 sources"


def test_a_sentence_keeps_its_names_as_pieces_and_joins_the_rest() -> None:
    say, name = wording("en"), {"text": "Kiev"}
    way = say.joined([["by train"], say.pieces("stop", "from", place=[name])], ", ")
    assert say.pieces("stop", "way", way=way) == ["The way here: by train, from ", name]


def test_items_in_a_row_have_a_word_before_the_last() -> None:
    assert wording("en").listed(["a", "b", "c"]) == ["a, b and c"]
    assert wording("fa").listed(["a", "b"]) == ["a و b"]


@pytest.mark.parametrize(
    ("language", "edtf", "words"),
    [
        ("fa", "1928-01", "ژانویهٔ ۱۹۲۸"),
        ("fa", "1902-10-05", "۵ اکتبر ۱۹۰۲"),
        ("fa", "[1936,1937]", "۱۹۳۶ یا ۱۹۳۷"),
        ("fa", "1933~", "حدود ۱۹۳۳"),
        ("fa", "1933?", "شاید ۱۹۳۳"),
        ("fa", "1907/1914-08", "۱۹۰۷ تا اوت ۱۹۱۴"),
        ("fa", "1907/..", "از ۱۹۰۷"),
        ("fa", "../1907", "تا ۱۹۰۷"),
        ("fa", "-0043", "۴۴ پیش از میلاد"),
        ("fa", "1929-21", "بهار ۱۹۲۹"),
        ("fa", "192X", "۱۹۲۰ تا ۱۹۲۹"),
        ("zh-Hant", "1902-10-05", "1902年10月5日"),
        ("zh-Hant", "19XX", "1900至1999年"),
        ("hi", "{1928,1929}", "1928 और 1929"),
    ],
)
def test_dates_are_worded_by_the_patterns_of_the_file(language: str, edtf: str, words: str) -> None:
    assert wording(language).date(parse_edtf(edtf)) == words


def test_an_old_style_day_is_given_in_both_calendars_in_other_languages_too() -> None:
    span = parse_edtf("1905-12-03", calendar="julian")
    assert wording("zh-Hant").date(span) == "儒略曆1905年12月3日（1905年12月16日）"


@pytest.mark.parametrize("language", OTHERS)
def test_every_kind_of_date_has_words(language: str) -> None:
    for edtf in [
        "1902", "1902-10", "1902-10-05", "1929-24", "19XX", "192X", "1902?/1903~", "[..1902]",
        "[1902,1904..1906]", "{1902..1904}", "1902/", "/1902", "1902-XX",
    ]:  # fmt: skip
        words = wording(language).date(parse_edtf(edtf))
        assert words
        assert "{" not in words


def test_english_pages_import_no_library_for_other_languages() -> None:
    program = "import sys, mapgen.page.render; print('babel' in sys.modules)"
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == "False"
