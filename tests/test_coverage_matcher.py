"""Names of places found in texts of four scripts, and what only looks like one."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapgen.coverage.lexicon import Lexicon, build_lexicon
from mapgen.coverage.matcher import Mention, find_mentions
from mapgen.coverage.spelling import plain_texts
from mapgen.folding import plain_spelling
from mapgen.model import Route


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return build_lexicon()


def words(text: str, lexicon: Lexicon, language: str = "") -> list[str]:
    return [mention.words for mention in find_mentions(text, lexicon, language=language)]


def names(text: str, lexicon: Lexicon, language: str = "") -> list[str]:
    return [mention.places[0].name for mention in find_mentions(text, lexicon, language=language)]


def road(**places: dict[str, object]) -> Route:
    return Route.model_validate(
        {
            "route": "road",
            "title": "A road",
            "subject": {"name": "Leon Trotsky"},
            "places": {key.replace("_", "-"): place for key, place in places.items()},
            "stops": [{"id": "one", "place": next(iter(places)).replace("_", "-")}],
        }
    )


# In every script


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("He left Vienna for New York by ship.", "en", ["Vienna", "New York City"]),
        ("او از اودسا به نیویورک رفت.", "fa", ["Odesa", "New York City"]),
        ("वह लंदन से पेरिस गया।", "hi", ["London", "Paris"]),
        ("他從倫敦到巴黎。", "zh-Hant", ["London", "Paris"]),
        ("他从伦敦到巴黎。", "zh", ["London", "Paris"]),
        ("Лондон и Париж", "ru", ["London", "Paris"]),
        ("그는 런던에서 파리로 갔다.", "ko", ["London", "Paris"]),
        ("ロンドンとパリ", "ja", ["London", "Paris"]),
    ],
    ids=["English", "Persian", "Hindi", "traditional", "simplified", "Russian", "Korean", "kana"],
)
def test_settlements_are_found_in_their_script(
    text: str, language: str, expected: list[str], lexicon: Lexicon
) -> None:
    assert names(text, lexicon, language) == expected


@pytest.mark.parametrize(
    "text",
    ["Soviet Union", "اتحاد شوروی", "सोवियत संघ", "蘇聯", "苏联", "USSR", "СССР"],
)
def test_a_state_that_is_gone_is_known(text: str, lexicon: Lexicon) -> None:
    assert names(f"… {text} …", lexicon) == ["Soviet Union"]


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("خِرسون", "Kherson"),
        ("ترکـــیه", "Turkey"),
        ("تركيه", "Turkey"),
        ("روسيه", "Russia"),
        ("کی\u200cیف", "Kyiv"),
        ("मैक्सिको", "Mexico"),
        ("मेक्सिको", "Mexico"),
        ("बैल्जियम", "Belgium"),
        ("फ़्रांस", "France"),
        ("फ्रांस", "France"),
        ("लन्दन", "London"),
        ("आइसलैंड", "Iceland"),
        ("Coyoaca\u0301n", "Coyoacán"),
        ("ＬＯＮＤＯＮ", "London"),
        ("橫濱", "Yokohama"),
        ("横滨", "Yokohama"),
        ("Saint\u00a0Petersburg", "Saint Petersburg"),
        ("St. Petersburg", "Saint Petersburg"),
        ("St.-Petersburg", "Saint Petersburg"),
    ],
)
def test_spellings_of_one_name_are_found_alike(written: str, name: str, lexicon: Lexicon) -> None:
    found = find_mentions(f"({written})", lexicon, language="fa")
    assert [(mention.words, mention.places[0].name) for mention in found] == [(written, name)]


def test_offsets_count_code_points_of_the_text_as_it_is(lexicon: Lexicon) -> None:
    text = "\ufeffE\u0301ric — در خِرسون، بعد \U0001f600 倫敦。"
    found = find_mentions(text, lexicon, language="fa")
    assert [(mention.start, mention.words) for mention in found] == [
        (text.index("خ"), "خِرسون"),
        (text.index("倫"), "倫敦"),
    ]
    assert all(text[mention.start : mention.end] == mention.words for mention in found)


@given(
    st.lists(
        st.sampled_from(
            [
                "لندن",
                "London",
                "लंदन",
                "倫敦",
                "و",
                "\u200c",
                " ",
                "\n",
                "ۀ",
                "é",
                "e\u0301",
                "。",
                "-",
            ]
        )
    ).map("".join)
)
def test_every_mention_stands_where_it_says(text: str) -> None:
    for plain in plain_texts(text):
        for place, letter in enumerate(plain.letters):
            if letter != " ":
                start, end = plain.span(place, place + 1)
                assert letter in plain_spelling(text[start:end])


@given(st.text(max_size=60))
def test_any_text_at_all_can_be_read(text: str) -> None:
    lexicon = _shared_lexicon()
    for mention in find_mentions(text, lexicon, language="fa"):
        assert 0 <= mention.start < mention.end <= len(text)


_LEXICONS: list[Lexicon] = []


def _shared_lexicon() -> Lexicon:
    if not _LEXICONS:
        _LEXICONS.append(build_lexicon())
    return _LEXICONS[0]


# Where words begin and end


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("دانشگاه تکوین بود", "fa"),
        ("سفر تكوين", "fa"),
        ("یک گروه ضدروسیه", "fa"),
        ("سفر تاچین", "fa"),
        ("Londonderry's", "en"),
        ("लंदनवासी", "hi"),
        ("Мадридский", "ru"),
        ("パリジェンヌ", "ja"),
    ],
)
def test_a_name_inside_another_word_is_none(text: str, language: str, lexicon: Lexicon) -> None:
    assert words(text, lexicon, language) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("به روسیهٔ تزار رفت", "روسیهٔ"),
        ("به روسیهی تزار رفت", "روسیه"),
        ("به روسیه‌ی تزار رفت", "روسیه"),
        ("در اروپای آن زمان", "اروپا"),
        ("درروسیه بود", "روسیه"),
        ("ازترکیه رفت", "ترکیه"),
        ("به‌ترکیه رفت", "ترکیه"),
        ("به مکزیکوسیتی رفت", "مکزیکوسیتی"),
        ("شهر سنپترزبورگ", "سنپترزبورگ"),
    ],
    ids=["hamze", "ye", "joined ye", "ye after alef", "dar", "az", "be", "no space", "lost joiner"],
)
def test_persian_joins_small_words_to_a_name(text: str, expected: str, lexicon: Lexicon) -> None:
    assert words(text, lexicon, "fa") == [expected]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("ارتش روسی و آلمانی", "fa"),
        ("روسها و آلمانها", "fa"),
        ("آلمان‌ها آمدند", "fa"),
        ("مردی آلمان‌ی", "fa"),
        ("یک لندنی بریتانیایی", "fa"),
        ("رفتار روسیه‌ای", "fa"),
        ("रूसी और जर्मनों की सेना", "hi"),
        ("the Russian and German Parisians", "en"),
        ("俄國人和英國人說英语", "zh"),
        ("الروسي والألماني", "ar"),
    ],
)
def test_adjectives_peoples_and_tongues_are_no_places(
    text: str, language: str, lexicon: Lexicon
) -> None:
    assert words(text, lexicon, language) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("俄國革命", ["俄國"]),
        ("中國共產黨", ["中國"]),
        ("英國人民", ["英國"]),
        ("香港人士", ["香港"]),
    ],
)
def test_in_chinese_a_country_counts_within_a_compound(
    text: str, expected: list[str], lexicon: Lexicon
) -> None:
    assert words(text, lexicon, "zh") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("他離美回國", ["美"]),
        ("他赴英國", ["英國"]),
        ("完美的距離美好", []),
    ],
    ids=["left", "longer name", "part of a word"],
)
def test_chinese_shortens_a_country_after_a_verb_of_going(
    text: str, expected: list[str], lexicon: Lexicon
) -> None:
    assert words(text, lexicon, "zh") == expected


def test_an_arabic_name_may_have_a_preposition_before_it(lexicon: Lexicon) -> None:
    assert names("سافر وروسيا بلندن", lexicon, "ar") == ["Russia", "London"]


# Which of several


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He died in Mexico City.", ["Mexico City"]),
        ("در آلمان شرقی", ["آلمان شرقی"]),
        ("अमेरिका में लैटिन अमेरिका", ["अमेरिका", "लैटिन अमेरिका"]),
        ("中華人民共和國", ["中華人民共和國"]),
    ],
)
def test_the_longest_name_wins(text: str, expected: list[str], lexicon: Lexicon) -> None:
    assert words(text, lexicon) == expected


@pytest.mark.parametrize(
    "text",
    [
        "He saw New. York lay ahead.",
        "the New, York",
        "the New\n\nYork minster",
    ],
)
def test_a_stop_parts_two_names(text: str, lexicon: Lexicon) -> None:
    assert "New York City" not in names(text, lexicon, "en")


def test_a_name_broken_at_the_end_of_a_line_is_found(lexicon: Lexicon) -> None:
    assert names("He went to New\nYork, 墨西\n哥", lexicon) == ["New York City", "Mexico"]


def test_a_name_may_stand_for_several_places_the_likeliest_first(lexicon: Lexicon) -> None:
    mention = find_mentions("London", lexicon)[0]
    assert [place.countries for place in mention.places[:2]] == [("GB",), ("CA",)]


# Ordinary words and persons


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Reading is a nice habit. Nice, too, is a mobile.", []),
        ("He lived in Reading and then in Nice.", ["Reading", "Nice"]),
        ("he went to mexico", []),
        ("IN MEXICO", ["MEXICO"]),
        ("us, Us and the UK; uk, Uk", ["UK"]),
        ("Leon Trotsky met Vladimir Lenin, Stalin and Gorky", []),
        ("George Washington crossed the river", []),
        ("in Washington", ["Washington"]),
        ("Samuel Samara told", []),
        ("In Samara he worked.", ["Samara"]),
        ("In Samara Trotsky worked; at Samara Lenin did.", ["Samara", "Samara"]),
        ("Then Samara fell, and Samara University.", ["Samara"]),
        ("He left for Reading University in Nice Matin.", []),
    ],
)
def test_in_latin_script_capitals_and_company_tell_names_from_words(
    text: str, expected: list[str], lexicon: Lexicon
) -> None:
    assert words(text, lexicon, "en") == expected


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("میدانست که مشکل مالی تازه بود", "fa"),
        ("لئون تروتسکی و ولادیمیر لنین و جکسون", "fa"),
        ("در ۲۲ آوریل و روز دوشنبه", "fa"),
        ("گفت قم بود", "fa"),
        ("the codes LED and VIE, spelt Wei Ye Na", "en"),
        ("वह गया और सारी सूरत देखी", "hi"),
        ("人民的民主和勝利", "zh"),
        ("史達林和列寧", "zh"),
    ],
)
def test_ordinary_words_short_ones_and_persons_are_no_places(
    text: str, language: str, lexicon: Lexicon
) -> None:
    assert words(text, lexicon, language) == []


# The route's own names


def test_a_name_of_the_route_stands_for_its_place_alone() -> None:
    lexicon = build_lexicon(road(odessa={"name": "Odessa", "country": "UA"}))
    assert [place.id for place in find_mentions("Odessa", lexicon)[0].places] == ["odessa"]


def test_a_place_of_the_route_takes_over_the_gazetteers_spellings() -> None:
    lexicon = build_lexicon(
        road(
            odessa={"name": "Odessa", "country": "UA"},
            mexico={"name": "Mexico", "kind": "country", "country": "MX"},
            ussr={"name": "Soviet Union", "kind": "region"},
        )
    )
    found = find_mentions("敖德薩, اودسا, مکزیک, शोर सोवियत संघ", lexicon, language="fa")
    assert [mention.places[0].id for mention in found] == ["odessa", "odessa", "mexico", "ussr"]


def test_a_place_of_another_country_takes_no_namesakes_spellings() -> None:
    lexicon = build_lexicon(road(odessa={"name": "Odessa", "country": "US"}))
    found = find_mentions("Odessa, Хаджибей", lexicon)
    assert [mention.places[0].id for mention in found] == ["odessa", "geonames:698740"]


def test_names_now_and_also_are_looked_for() -> None:
    place = {
        "name": "Zuvandia",
        "now": "Qelbor",
        "also": ["زووندیا"],
        "names": [{"name": "Trontheim Bray", "when": "1914/1924"}],
    }
    lexicon = build_lexicon(road(zuvandia=place))
    text = "Zuvandia, Qelbor, Trontheim Bray, زووندیا"
    assert [mention.places[0].id for mention in find_mentions(text, lexicon)] == ["zuvandia"] * 4


def test_a_short_or_ordinary_name_counts_when_the_route_has_it() -> None:
    lexicon = build_lexicon(
        road(
            nice={"name": "Nice", "country": "FR", "also": ["سن"]},
        )
    )
    assert words("Nice! در سن", lexicon, "fa") == ["Nice", "سن"]


def test_a_single_character_is_no_name_even_on_a_route() -> None:
    lexicon = build_lexicon(
        road(usa={"name": "United States", "kind": "country", "country": "US", "also": ["美"]})
    )
    assert words("完美", lexicon, "zh") == []
    assert find_mentions("離美", lexicon, language="zh")[0].places[0].id == "usa"


def test_the_subjects_name_hides_a_place_in_it() -> None:
    route = road(leon={"name": "Trotsky", "country": "MX"})
    assert words("Leon Trotsky", build_lexicon(route), "en") == []


# Dates, and long texts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In October 1902 he came to London. In 1917 he left.", ("October 1902",)),
        ("On 12 May 1917 in London", ("12 May 1917",)),
        ("On May 12, 1917 in London", ("May 12, 1917",)),
        ("در ۲۰ اوت ۱۹۴۰ در لندن و در سال ۱۹۴۱", ("۲۰ اوت ۱۹۴۰", "۱۹۴۱")),
        ("در ماه مه به لندن", ()),
        ("در ۲۴ مه ۱۹۴۰ به لندن", ("۲۴ مه ۱۹۴۰",)),
        ("१९०५ में वे लंदन गए। 1917 में", ("१९०५",)),
        ("1907年1月他到倫敦。1913年", ("1907年1月",)),
        ("12月3日在倫敦", ("12月3日",)),
        ("the years 19021 and 21902 and may 3 in London", ()),
        ("In 1900 he was born. He saw London", ()),
        ("Born in 1900, he came in 1902 to London", ("1902", "1900")),
    ],
)
def test_dates_of_the_same_sentence_are_told(
    text: str, expected: tuple[str, ...], lexicon: Lexicon
) -> None:
    assert find_mentions(text, lexicon, language="fa")[0].dates == expected


def test_a_long_text_is_read_in_parts_and_loses_no_mention(lexicon: Lexicon) -> None:
    text = "He lived in London for a while. " * 8_000
    told: list[tuple[int, int]] = []
    found = find_mentions(
        text, lexicon, language="en", progress=lambda done, whole: told.append((done, whole))
    )
    assert len(found) == 8_000
    assert len(told) > 2
    assert told[-1] == (len(text), len(text))
    assert [done for done, _ in told] == sorted(done for done, _ in told)


def test_a_text_without_a_single_stop_is_read_too(lexicon: Lexicon) -> None:
    assert len(find_mentions("倫敦" * 30_000, lexicon)) == 30_000


def test_composed_and_decomposed_texts_have_the_same_mentions(lexicon: Lexicon) -> None:
    text = "São Paulo, Zürich, फ़्रांस, روسیۀ"
    apart = unicodedata.normalize("NFD", text)

    def places(mentions: tuple[Mention, ...]) -> list[str]:
        return [mention.places[0].name for mention in mentions]

    assert places(find_mentions(text, lexicon)) == places(find_mentions(apart, lexicon))
    assert len(find_mentions(apart, lexicon)) == 4
