"""The page's own words: complete in every language, with its numbers and dates."""

import json
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from babel.core import Locale

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

    english = {path: names(text) for path, text in leaves(read("en")) if path[-1] != "one"}
    other = {path: names(text) for path, text in leaves(read(language))}
    sentences = {
        path: found for path, found in other.items() if path[0] != "dates" and path[-1] != "one"
    }
    assert sentences == english


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_with_a_number_has_every_plural_form_of_its_language(language: str) -> None:
    categories = {*Locale.parse(language, sep="-").plural_form.tags, "other"}
    assert categories == ({"other"} if language == "zh-Hant" else {"one", "other"})
    forms = [each for each in mappings(read(language)) if "other" in each]
    several = [
        each for each in forms if each.keys() <= {"zero", "one", "two", "few", "many", "other"}
    ]
    assert len(several) >= 10
    assert all(set(each) == categories for each in several)


@pytest.mark.parametrize("language", OTHERS)
def test_the_languages_other_than_english_have_the_same_patterns_for_dates(language: str) -> None:
    assert read(language)["dates"].keys() == read("fa")["dates"].keys()
    assert "dates" not in read("en")


def mappings(value: Any) -> Iterator[dict[str, Any]]:
    """Every mapping of a language file."""
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from mappings(inner)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_the_format_has_a_word_on_the_page(language: str) -> None:
    words = read(language)
    assert set(words["events"]) == set(get_args(Event))
    assert set(words["legs"]) == set(get_args(LegKind))
    assert set(words["means"]) == set(get_args(Means))
    assert set(words["conflict"]["date_of"]) == set(get_args(Event)) - {"other"}
    assert set(words["conflict"]["place_of"]) == set(get_args(Event)) - {"other"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_has_ten_digits_in_their_order(language: str) -> None:
    say = wording(language)
    assert say.words["language"] == say.language == language
    assert [unicodedata.digit(digit) for digit in say.digits] == list(range(10))


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
        ("fa", 4800, "۴٬۸۰۰"), ("hi", 12, "12"), ("hi", 1_234_567, "12,34,567"),
        ("zh-Hant", 4800, "4,800"),
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
        ("fa", 0, "۰ ایستگاه"), ("fa", 2, "۲ ایستگاه"), ("zh-Hant", 1, "1站"),
    ],
)  # fmt: skip
def test_a_number_picks_the_form_of_its_sentence(language: str, value: int, words: str) -> None:
    assert wording(language).counted("head", "stops", value) == words


def test_persian_and_hindi_count_nothing_as_one() -> None:
    for language in ("fa", "hi"):
        assert [wording(language).customs.plural(value) for value in (0, 1, 2)] == [
            "one", "one", "other",
        ]  # fmt: skip
    assert [wording("en").customs.plural(value) for value in (0, 1, 2)] == ["other", "one", "other"]
    assert wording("zh-Hant").customs.plural(1) == "other"


def test_a_language_that_the_file_does_not_list_is_named_all_the_same() -> None:
    assert wording("fa").language_name("sw") == "سواحیلی"
    assert wording("hi").language_name("yi") == "यिद्दिश"
    assert wording("zh-Hant").language_name("xx-Latn") == "xx-Latn"


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


DATES = {
    "1928-01": ("ژانویه ۱۹۲۸", "जनवरी 1928", "1928年1月"),
    "1902-10": ("اکتبر ۱۹۰۲", "अक्टूबर 1902", "1902年10月"),
    "1902-10-05": ("۵ اکتبر ۱۹۰۲", "5 अक्टूबर 1902", "1902年10月5日"),
    "1902": ("۱۹۰۲", "1902", "1902年"),
    "[1936,1937]": ("۱۹۳۶ یا ۱۹۳۷", "1936 या 1937", "1936年或1937年"),
    "{1928,1929}": ("۱۹۲۸ و ۱۹۲۹", "1928 और 1929", "1928年和1929年"),
    "1933~": ("حدود ۱۹۳۳", "लगभग 1933", "約1933年"),
    "1933?": ("شاید ۱۹۳۳", "शायद 1933", "可能為1933年"),
    "1907/1914": ("۱۹۰۷ تا ۱۹۱۴", "1907 से 1914", "1907年至1914年"),
    "1907/1914-08": ("۱۹۰۷ تا اوت ۱۹۱۴", "1907 से अगस्त 1914", "1907年至1914年8月"),
    "1917-02/1917-05": ("فوریه تا مه ۱۹۱۷", "फ़रवरी – मई 1917", "1917年2月至5月"),
    "1929-01-01/1929-01-03": (
        "۱ تا ۳ ژانویه ۱۹۲۹", "1–3 जनवरी 1929", "1929年1月1日至3日",
    ),
    "1929-01-28/1929-02-12": (
        "۲۸ ژانویه تا ۱۲ فوریه ۱۹۲۹", "28 जनवरी – 12 फ़रवरी 1929", "1929年1月28日至2月12日",
    ),
    "1914-08/1917-05": (
        "اوت ۱۹۱۴ تا مه ۱۹۱۷", "अगस्त 1914 से मई 1917", "1914年8月至1917年5月",
    ),
    "1898-02/1898-03~": (
        "فوریه ۱۸۹۸ تا حدود مارس ۱۸۹۸", "फ़रवरी 1898 से लगभग मार्च 1898", "1898年2月至約1898年3月",
    ),
    "1907/..": ("از ۱۹۰۷", "1907 से", "1907年起"),
    "../1907": ("تا ۱۹۰۷", "1907 तक", "至1907年"),
    "-0043": ("۴۴ پیش از میلاد", "44 ईसा पूर्व", "西元前44年"),
    "-0043/-0042": (
        "۴۴ پیش از میلاد تا ۴۳ پیش از میلاد", "44 ईसा पूर्व से 43 ईसा पूर्व", "西元前44年至西元前43年",
    ),
    "-0043-03/-0043-05": (
        "مارس ۴۴ پیش از میلاد تا مه ۴۴ پیش از میلاد",
        "मार्च 44 ईसा पूर्व से मई 44 ईसा पूर्व",
        "西元前44年3月至西元前44年5月",
    ),
    "1929-21": ("بهار ۱۹۲۹", "वसंत 1929", "1929年春"),
    "1929-24": ("زمستان ۱۹۲۹/۳۰", "शीत ऋतु 1929/30", "1929/30年冬"),
    "192X": ("دههٔ ۱۹۲۰", "1920 का दशक", "1920年代"),
    "190X": ("۱۹۰۰ تا ۱۹۰۹", "1900–1909", "1900至1909年"),
    "19XX": ("۱۹۰۰ تا ۱۹۹۹", "1900–1999", "1900至1999年"),
    "1902-XX": ("ماهی از ۱۹۰۲", "1902 का कोई महीना", "1902年某月"),
    "1902-10-XX": ("روزی از اکتبر ۱۹۰۲", "अक्टूबर 1902 का कोई दिन", "1902年10月某日"),
}  # fmt: skip
"""EDTF, and its words in Persian, Hindi and Traditional Chinese; English has a table of its own."""


@pytest.mark.parametrize("edtf", DATES)
def test_dates_are_worded_as_each_language_does(edtf: str) -> None:
    said = tuple(wording(language).date(parse_edtf(edtf)) for language in ("fa", "hi", "zh-Hant"))
    assert said == DATES[edtf]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fa", "۳ دسامبر ۱۹۰۵ به تقویم ژولینی (۱۶ دسامبر ۱۹۰۵)"),
        ("hi", "जूलियन कैलेंडर से 3 दिसंबर 1905 (16 दिसंबर 1905)"),
        ("zh-Hant", "儒略曆1905年12月3日（1905年12月16日）"),
    ],
)
def test_an_old_style_day_is_given_in_both_calendars(language: str, words: str) -> None:
    assert wording(language).date(parse_edtf("1905-12-03", calendar="julian")) == words


@pytest.mark.parametrize("language", OTHERS)
def test_every_kind_of_date_has_words(language: str) -> None:
    for edtf in [
        "1902", "1902-10", "1902-10-05", "1929-24", "19XX", "192X", "1902?/1903~", "[..1902]",
        "[1902,1904..1906]", "{1902..1904}", "1902/", "/1902", "1902-XX",
    ]:  # fmt: skip
        words = wording(language).date(parse_edtf(edtf))
        assert words
        assert "{" not in words
