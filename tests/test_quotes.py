"""Quotes in their texts: found word for word, or told what is wrong."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mapgen.quotes import SourceText, normalise, verify_quotes
from mapgen.quotes.passages import occurrences
from mapgen.quotes.texts import NormalisedText
from tests.quoting import (
    CHINESE,
    ENGLISH,
    HINDI,
    PERSIAN,
    codes,
    loaded,
    only,
    told,
    verified,
)

# Where a quote stands


def test_a_quote_has_the_place_of_its_words_in_the_file(tmp_path: Path) -> None:
    text = "A preface, as long as one line may be.\nHe went to Paris in May.\nThe end of it all."
    found = only(verified(tmp_path, text, "went to Paris"))
    assert (found.start, found.end) == (42, 55)
    assert (found.exact, found.prefix, found.suffix) == (
        "went to Paris",
        "ce, as long as one line may be.\nHe "[-32:],
        " in May.\nThe end of it all.",
    )
    assert found.sha256 == SourceText(text.encode()).sha256


@pytest.mark.parametrize(
    ("text", "quote", "exact"),
    [
        (ENGLISH, "He lived in Vienna", "He lived in Vienna"),
        ("In Paris", "In Paris", "In Paris"),
        ("  \n In Paris\n\n", "In Paris", "In Paris"),
        ("to Paris  in\tMay", "Paris in May", "Paris  in\tMay"),
        ("to Paris in May", "  Paris   in\n May ", "Paris in May"),
        ("to Paris\r\n in May\r\n", "Paris in", "Paris\r\n in"),
        ("\ufeffIn Paris", "In Paris", "In Paris"),
        ("to\u00a0Paris\u2003in", "to Paris in", "to\u00a0Paris\u2003in"),
        ("Cafe\u0301 de la Paix", "Café de la", "Cafe\u0301 de la"),
        ("Café de la Paix", "Cafe\u0301 de la", "Café de la"),
        ("u\u0308ber e\u0301te\u0301", "été", "e\u0301te\u0301"),
        ("\u1112\u1161\u11ab\u1100\u116e 사람", "한구", "\u1112\u1161\u11ab\u1100\u116e"),
        ("q\u0307\u0323 and q\u0323\u0307", "q\u0323\u0307 and", "q\u0307\u0323 and"),
        (PERSIAN, "می‌کرد", "می‌کرد"),
        (HINDI, "फिर वे पेरिस गए", "फिर वे पेरिस गए"),
        (CHINESE, "後來到巴黎(法國)。", "後來到巴黎(法國)。"),
        ("Was it (Paris)? [sic] a+b*c^$ \\d|x{2}", "(Paris)? [sic] a+b*c^$ \\d|x{2}", None),
        ("first 𠮷野 then 𝒳", "𠮷野 then 𝒳", "𠮷野 then 𝒳"),
    ],
    ids=[
        "at the start", "the whole file", "white space round it", "tab and two spaces",
        "white space in the quote", "CRLF", "byte order mark", "other spaces", "NFD in the text",
        "NFD in the quote", "NFD at both ends", "Hangul letter by letter", "marks in another order",
        "zero-width non-joiner", "Devanagari", "Chinese", "signs of regular expressions",
        "beyond the BMP",
    ],
)  # fmt: skip
def test_words_are_found_whatever_stands_round_them(
    tmp_path: Path, text: str, quote: str, exact: str | None
) -> None:
    found = only(verified(tmp_path, text, quote))
    assert found.exact == (exact or quote)
    assert text[found.start : found.end] == found.exact
    before = text[max(0, found.start - 32) : found.start]
    assert found.prefix == before.removeprefix("\ufeff")
    assert found.suffix == text[found.end : found.end + 32]


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        (ENGLISH, "he lived in Vienna"),
        (ENGLISH, "lived in Vienna and"),
        (ENGLISH, "lived inVienna"),
        (ENGLISH, "He lived in Vienna, and then in Paris.In Paris"),
        (PERSIAN, "میکرد"),
        (PERSIAN, "می کرد"),
        (PERSIAN, "زندگي"),
        ("sup\u00adport", "support"),
        ("it\u2019s", "it's"),
        ("Straße", "Strasse"),
        ("ﬁn", "fin"),
        ("Ⅻ", "XII"),
        (CHINESE, "後来到巴黎"),
        ("cafe\u0301", "cafe"),
        ("", "words"),
        ("In Paris", "In Paris he wrote"),
    ],
    ids=[
        "case", "comma", "space left out", "space left out at a line break", "joiner left out",
        "joiner made a space", "Arabic yeh", "soft hyphen", "apostrophe", "sharp s", "ligature",
        "Roman number", "simplified letter", "letter without its mark", "empty text",
        "beyond the end",
    ],
)  # fmt: skip
def test_nothing_fuzzy_is_accepted(tmp_path: Path, text: str, quote: str) -> None:
    found = verified(tmp_path, text, quote)
    assert list(found.selectors.values()) == [None]
    assert codes(found) == ["quote-not-found"]
    assert (found.verified, found.unverified, found.total) == (0, 1, 1)


def test_an_error_stands_at_the_text_of_the_quote(tmp_path: Path) -> None:
    (problem,) = verified(tmp_path, ENGLISH, "and", "went to Rome").problems
    assert problem.severity == "error"
    assert problem.mark.text[problem.mark.column - 1 :].startswith('"went to Rome"')


# A near miss


@pytest.mark.parametrize(
    ("text", "quote", "hint"),
    [
        (
            ENGLISH,
            "He lived in Vienna, and then in Berlin.",
            ("the closest passage, on line 1, is `He lived in Vienna, and then in Paris.…`: "
            "it has `P` where the quote has `B`"),
        ),
        (
            PERSIAN,
            "زندگي می‌کرد",
            ("the closest passage, on line 1, is `زندگی می‌کرد…`: "
            "it has `ی` (U+06CC) where the quote has `ي` (U+064A)"),
        ),
        (
            PERSIAN,
            "در تهران زندگی میکرد",
            ("the closest passage, on line 1, is `در تهران زندگی می‌کر…`: "
            "it has U+200C (zero width non-joiner) where the quote has `ک` (U+06A9)"),
        ),
        (
            ENGLISH,
            "Xn Paris he wrote.",
            ("the closest passage, on line 2, is `In Paris he wrote.`: "
            "it has `I` where the quote has `X`"),
        ),
        (
            ENGLISH,
            "In Paris he wrote. More",
            ("the closest passage, on line 2, is `In Paris he wrote.`: "
            "it has nothing where the quote has a space"),
        ),
        (
            ENGLISH,
            "He livved in Vienna, and then",
            ("the closest passage, on line 1, is `He lived in Vienna, and then…`: "
            "it has `e` where the quote has `v`"),
        ),
        (ENGLISH, "zzz", "no passage near it was found; is this the right source?"),
        (ENGLISH, "1902", "no passage near it was found; is this the right source?"),
    ],
    ids=[
        "a word", "a letter of another script", "a joiner", "the first letter", "beyond the end",
        "a letter too many", "nothing like it", "too short",
    ],
)  # fmt: skip
def test_a_near_miss_shows_where_text_and_quote_part(
    tmp_path: Path, text: str, quote: str, hint: str
) -> None:
    (problem,) = verified(tmp_path, text, quote).problems
    assert problem.message == "these words do not stand in `text` (`text.txt`)"
    assert problem.hint == hint


@pytest.mark.parametrize(
    ("quote", "marked"),
    [
        ("He lived in Vienna, and then in Berlin.", "…na, and then in ⟦Paris⟧."),
        ("He livved in Vienna, and then", "He liv⟦⟧ed in Vienna, an…"),
        ("He lived in Wien and then in", "He lived in ⟦V⟧ien⟦na,⟧ and then in"),
        ("He lived at Vienna, and later in Paris.", "He lived ⟦in⟧ Vienna, and ⟦then⟧ in Paris."),
        ("In Paris he wrote. More", "… Paris he wrote.⟦⟧"),
    ],
    ids=["a word", "a letter too many", "two words", "twice", "beyond the end"],
)
def test_all_that_differs_in_a_near_miss_is_marked(tmp_path: Path, quote: str, marked: str) -> None:
    (problem,) = verified(tmp_path, ENGLISH, quote).problems
    assert problem.label == f"the text has: {marked}"


@pytest.mark.parametrize(
    ("quote", "agrees", "there", "here"),
    [
        ("He livved in Vienna, and then", "He liv", "e", "v"),
        ("He lved in Vienna, and then", "He l", "i", "v"),
        ("He lived in a Vienna, and then", "He lived in ", "V", "a"),
        ("Here lived in Vienna, and then", "He", "a space", "r"),
    ],
)
def test_a_letter_too_many_or_too_few_shifts_nothing(
    tmp_path: Path, quote: str, agrees: str, there: str, here: str
) -> None:
    text = "Where did he live? He lived in Vienna, and then in Paris."
    (problem,) = verified(tmp_path, text, quote).problems
    assert f"is `{agrees}" in problem.hint
    there, here = (f"`{each}`" if len(each) == 1 else each for each in (there, here))
    assert problem.hint.endswith(f"it has {there} where the quote has {here}")


def test_a_near_miss_in_a_long_text_is_cut_round_the_difference(tmp_path: Path) -> None:
    words = " ".join(f"word{number}" for number in range(60))
    quote = words[:290].replace("word30", "Word30")
    (problem,) = verified(tmp_path, f"Once. {words} Done.", quote).problems
    assert problem.hint == (
        "the closest passage, on line 1, is "
        "`…rd24 word25 word26 word27 word28 word29 word30 word31 word32 word…`: "
        "it has `w` where the quote has `W`"
    )


def test_many_near_misses_are_all_told(tmp_path: Path) -> None:
    days = [1_000_003 * number for number in range(101, 141)]
    lines = [f"On day {day} he rested in town {day * 7} of the map." for day in days]
    quotes = [line.replace("rested", "Rested") for line in lines]
    found = verified(tmp_path, "\n".join(lines), *quotes)
    assert [
        f"on line {number + 1}," in problem.hint for number, problem in enumerate(found.problems)
    ] == ([True] * 40)


# A passage that stands there more than once


def test_words_that_stand_twice_are_ambiguous(tmp_path: Path) -> None:
    assert told(verified(tmp_path, ENGLISH, "n Paris")) == [
        (
            "quote-ambiguous: these words stand 2 times in `text`, on lines 1, 2; "
            "give the words right before the one that is meant as `after:`; "
            "the first stands after `Vienna, and then i`"
        )
    ]


def test_words_at_the_start_of_a_text_have_none_before_them(tmp_path: Path) -> None:
    assert told(verified(tmp_path, "Paris. Paris.", "Paris.")) == [
        (
            "quote-ambiguous: these words stand 2 times in `text`, on line 1; give the words right "
            "before the one that is meant as `after:`"
        )
    ]


def test_few_words_before_the_first_passage_are_told_whole(tmp_path: Path) -> None:
    (problem,) = verified(tmp_path, "He was in Paris. Paris!", "Paris").problems
    assert problem.hint.endswith("the first stands after `He was in`")


def test_five_passages_are_counted(tmp_path: Path) -> None:
    (problem,) = verified(tmp_path, "Paris.\n" * 5, "Paris").problems
    assert problem.message == "these words stand 5 times in `text`, on lines 1, 2, 3, 4, 5"


def test_words_that_stand_everywhere_are_not_all_counted(tmp_path: Path) -> None:
    (problem,) = verified(tmp_path, "Paris.\n" * 100, "Paris").problems
    assert problem.message == (
        "these words stand more than 5 times in `text`, on lines 1, 2, 3, 4, 5"
    )


def test_passages_that_overlap_are_two(tmp_path: Path) -> None:
    assert codes(verified(tmp_path, "banana", "ana")) == ["quote-ambiguous"]
    assert codes(verified(tmp_path, "ha" * 30, "ha" * 20)) == ["quote-ambiguous"]


@pytest.mark.parametrize(
    ("text", "quote", "after", "start"),
    [
        (ENGLISH, "Paris", "then in", 32),
        (ENGLISH, "Paris", "in  Paris.\nIn", 42),
        (ENGLISH, "Paris", "In", 42),
        (ENGLISH, "in", "lived", 9),
        ("Paris. Paris. Paris", "Paris", "Paris. Paris.", 14),
        (CHINESE, "他", "。", 18),
        ("(Paris) and (Paris)", "Paris", "and (", 13),
        ("one cafe\u0301 two cafe\u0301", "café", "two", 14),
    ],
)
def test_the_words_before_it_pick_one_passage(
    tmp_path: Path, text: str, quote: str, after: str, start: int
) -> None:
    found = only(verified(tmp_path, text, {"text": quote, "after": after}))
    assert found.start == start


@pytest.mark.parametrize(
    ("after", "how_many"), [("He lived", "none"), ("n", "several"), ("", "none"), ("wrote", "none")]
)
def test_after_stands_right_before_the_passage(tmp_path: Path, after: str, how_many: str) -> None:
    quote = {"text": "Paris", "after": after or "?"}
    (problem,) = verified(tmp_path, ENGLISH, quote).problems
    assert problem.code == "quote-ambiguous"
    assert problem.message == (
        f"these words stand 2 times in `text`, on lines 1, 2, {how_many} of them right after these"
    )
    assert problem.hint == "`after:` is what stands right before the passage, letter for letter"
    assert problem.mark.text.strip().startswith('"after"')


def test_after_is_not_needed_where_the_words_stand_once(tmp_path: Path) -> None:
    assert only(verified(tmp_path, ENGLISH, {"text": "Vienna", "after": "none"})).start == 12


# Gaps


def gap_of(length: int) -> str:
    """A text in which a gap of this length parts `first` and `last`."""
    return f"The first {'x' * length} last word."


@pytest.mark.parametrize("length", [1, 299, 300])
def test_a_gap_may_leave_out_300_characters(tmp_path: Path, length: int) -> None:
    found = only(verified(tmp_path, gap_of(length), "first [...] last"))
    assert found.exact == f"first {'x' * length} last"


def test_a_longer_gap_is_told(tmp_path: Path) -> None:
    assert told(verified(tmp_path, gap_of(301), "first [...] last")) == [
        (
            "quote-not-found: these words do not stand in `text` (`text.txt`); "
            "`[...]` may leave out 300 characters; `last` stands 301 behind `first`"
        )
    ]


@pytest.mark.parametrize(
    ("text", "quote", "exact"),
    [
        ("He went, by sledge, to Tyumen", "went, [...] to Tyumen", "went, by sledge, to Tyumen"),
        ("He went by night", "He[...]night", "He went by night"),
        ("He went by night", "He [...] went", "He went"),
        ("He went by night", "[...] went by [...]", "went by"),
        ("one two three four", "one [...] three [...] four", "one two three four"),
        ("one two three four", "one [...] [...] four", "one two three four"),
        (CHINESE, "他先到 [...] 巴黎", "他先到維也納,後來到巴黎"),
        ("He wrote [...] and left", "He wrote [...] and left", "He wrote [...] and left"),
        ("one  two\tthree", "one [...] three", "one  two\tthree"),
        ("the end. the start. the end", "start. [...] end", "start. the end"),
    ],
    ids=[
        "with commas", "no space round it", "nothing left out", "at both ends", "two gaps",
        "two gaps in a row", "Chinese", "a gap in the text itself", "white space in it",
        "an end that stands before too",
    ],
)  # fmt: skip
def test_a_gap_joins_words_of_one_paragraph(
    tmp_path: Path, text: str, quote: str, exact: str
) -> None:
    assert only(verified(tmp_path, text, quote)).exact == exact


@pytest.mark.parametrize(
    "line_break", ["\n", "\r\n", "\r", "\n\n", " \n ", "\u2028", "\u2029", "\x85", "\v", "\f"]
)
@pytest.mark.parametrize("text", ["first of{}all the last", "first{}the last", "first the{}last"])
def test_a_gap_does_not_reach_into_another_paragraph(
    tmp_path: Path, text: str, line_break: str
) -> None:
    assert told(verified(tmp_path, text.format(line_break), "first [...] last")) == [
        (
            "quote-not-found: these words do not stand in `text` (`text.txt`); "
            "a line break stands between `first` and `last`: quote them apart"
        )
    ]


def test_words_without_a_gap_may_reach_over_a_line_break(tmp_path: Path) -> None:
    quote = "then in Paris. In Paris [...] wrote"
    assert only(verified(tmp_path, ENGLISH, quote)).exact == "then in Paris.\nIn Paris he wrote"


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("one two one two three", "one [...] three"),
        ("one two three two", "one [...] two"),
        ("one two two three", "one [...] two [...] three"),
        ("aaa", "a [...] a"),
    ],
    ids=["two beginnings", "two ends", "two middles", "overlapping"],
)
def test_a_gap_that_fits_in_two_ways_is_ambiguous(tmp_path: Path, text: str, quote: str) -> None:
    assert codes(verified(tmp_path, text, quote)) == ["quote-ambiguous"]


def test_a_gap_with_two_ends_needs_more_words_behind_it(tmp_path: Path) -> None:
    (problem,) = verified(tmp_path, "one two three two", "one [...] two").problems
    assert problem.hint == "quote more of the words behind `[...]`"


def test_a_gap_with_two_beginnings_needs_the_words_before_it(tmp_path: Path) -> None:
    (problem,) = verified(tmp_path, "one two one two three", "one [...] three").problems
    assert problem.hint == "give the words right before the one that is meant as `after:`"


def test_the_words_before_it_pick_where_a_passage_with_a_gap_begins(tmp_path: Path) -> None:
    quote = {"text": "one [...] three", "after": "then"}
    assert only(verified(tmp_path, "one, then one two three", quote)).start == 10


def test_the_words_before_it_pick_the_first_part_only(tmp_path: Path) -> None:
    text = "a b a, then\na b a"
    assert only(verified(tmp_path, text, {"text": "a [...] a", "after": "then"})).start == 12


@pytest.mark.parametrize(
    ("quote", "hint"),
    [
        ("In Paris [...] Vienna", "`Vienna` never stands behind `In Paris`"),
        (
            "lived in Vienna [...] 倫敦",
            "no passage near it was found; is this the right source?",
        ),
        (
            "He lived […] in Paris",
            "a gap is written `[...]`, with three full stops",
        ),
    ],
    ids=["the other way round", "a part that is not there", "a typographer's ellipsis"],
)
def test_what_is_wrong_with_a_gap_is_told(tmp_path: Path, quote: str, hint: str) -> None:
    (problem,) = verified(tmp_path, ENGLISH, quote).problems
    assert (problem.code, problem.hint) == ("quote-not-found", hint)


def test_a_quote_needs_words_beside_a_gap(tmp_path: Path) -> None:
    assert told(verified(tmp_path, ENGLISH, "[...]")) == [
        "quote-not-found: a quote needs words beside `[...]`; "
    ]


def test_parts_that_stand_nowhere_in_a_row_are_told(tmp_path: Path) -> None:
    text = f"one two {'x' * 310} two three"
    (problem,) = verified(tmp_path, text, "one [...] two [...] three").problems
    assert problem.hint == "all its parts stand in the text, but nowhere in a row"


# What normalisation keeps


LETTERS = st.text(
    st.sampled_from("ab é\u0301\u0323e\u200c\u1112\u1161\u11ab한\n\t \r\u00a0\ufeff𠮷न\u093c"),
    max_size=60,
)


@given(LETTERS)
def test_a_normalised_text_is_the_declared_one(letters: str) -> None:
    assert NormalisedText(letters).text == normalise(letters)


@given(LETTERS)
def test_offsets_lead_back_to_the_letters_they_come_from(letters: str) -> None:
    text = NormalisedText(letters)
    words = [(found.start, found.end) for found in _words(text.text)]
    for start, _ in words:
        for _, end in words:
            if start < end:
                stretch = letters[text.offset(start) : text.offset(end)]
                assert stretch == stretch.strip()
                assert normalise(stretch) == text.text[start:end]


class _Word:
    def __init__(self, start: int, end: int) -> None:
        self.start, self.end = start, end


def _words(text: str) -> list[_Word]:
    found, at = [], 0
    for word in text.split():
        start = text.index(word, at)
        found.append(_Word(start, at := start + len(word)))
    return found


@given(LETTERS)
def test_a_paragraph_ends_where_the_text_has_a_line_break(letters: str) -> None:
    text = NormalisedText(letters)
    ends = {
        text.text[: text.paragraph_end(index)].count(" ") for index in range(len(text.text) + 1)
    }
    paragraphs = [normalise(line) for line in letters.splitlines()]
    words = [len(line.split()) for line in paragraphs if line]
    expected = {sum(words[: index + 1]) - 1 for index in range(len(words))}
    assert ends == (expected or {0})


@given(
    st.text(st.sampled_from("ab c"), max_size=80),
    st.lists(st.text(st.sampled_from("ab c"), min_size=1, max_size=24), max_size=6),
)
def test_all_occurrences_are_found_however_long_the_words(text: str, parts: list[str]) -> None:
    parts += [text[3:20], text[10:]]
    wanted = {part for part in parts if part}
    assert occurrences(wanted, text) == {
        part: [i for i in range(len(text)) if text.startswith(part, i)] for part in wanted
    }


def test_words_that_begin_and_end_alike_are_each_found_at_their_own_place() -> None:
    lines = [f"He rested on day {number} in a town of the land." for number in range(50)]
    text = "\n".join(lines)
    found = occurrences(lines, text)
    assert found == {line: [text.index(line)] for line in lines}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(letters=LETTERS, data=st.data())
def test_any_stretch_of_words_is_found_where_it_stands(
    tmp_path: Path, letters: str, data: st.DataObject
) -> None:
    words = normalise(letters).split()
    if not words:
        return
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, len(words) - 1))
    quote = unicodedata.normalize("NFD", "  ".join(words[first : last + 1]))
    found = verified(tmp_path, letters, quote)
    if codes(found) != ["quote-ambiguous"]:
        assert normalise(only(found).exact) == normalise(quote)


# Several quotes, several stops, several sources


def test_a_quote_that_sees_another_has_its_result(tmp_path: Path) -> None:
    found = loaded(
        tmp_path,
        [{"id": "vienna", "text": "in Vienna"}, {"id": "rome", "text": "in Rome"}],
        [{"see": "vienna"}, {"see": "rome"}],
    )
    assert found.route
    texts = {"text": SourceText(ENGLISH.encode())}
    result = verify_quotes(found.route, found.marks, texts, None)
    assert result.selectors[1, 0] == result.selectors[0, 0] is not None
    assert result.selectors[1, 1] is result.selectors[0, 1] is None
    assert codes(result) == ["quote-not-found"]
    assert (result.verified, result.unverified, result.total) == (2, 2, 4)
    assert [entry.stop for entry in result.record.entries] == ["stop-0"]


def test_each_source_is_held_against_its_own_text(tmp_path: Path) -> None:
    sources = {
        "text": {"title": "T", "language": "en", "file": "text.txt"},
        "other": {"title": "O", "language": "en", "file": "other.txt"},
    }
    found = loaded(tmp_path, [{"text": "one"}, {"source": "other", "text": "one"}], sources=sources)
    assert found.route
    texts = {"text": SourceText(b"one"), "other": SourceText(b"two")}
    result = verify_quotes(found.route, found.marks, texts, None)
    assert [selector is not None for selector in result.selectors.values()] == [True, False]
    assert told(result)[-1].startswith("quote-not-found: these words do not stand in `other`;")


def test_a_text_with_another_sha256_is_told_with_the_new_one(tmp_path: Path) -> None:
    source = {"title": "T", "language": "en", "file": "text.txt", "sha256": "0" * 64}
    result = verified(tmp_path, ENGLISH, "in Vienna", "in Rome", sources={"text": source})
    assert codes(result) == ["source-changed", "quote-not-found"]
    (changed, _) = result.problems
    assert changed.mark.text.strip() == f'"sha256": "{"0" * 64}"'
    assert changed.message == ("`text.txt` is not the text that was quoted: its sha256 is another")
    assert changed.hint == (
        f"if this text is meant, write `sha256: {SourceText(ENGLISH.encode()).sha256}`"
    )


# Warnings


def test_a_quote_in_another_language_needs_a_translation(tmp_path: Path) -> None:
    source = {"title": "T", "language": "fa", "file": "text.txt"}
    quotes = [
        {"id": "there", "text": "در تهران"},
        {"text": "به اصفهان رفت", "translation": "He went to Isfahan"},
        {"see": "there"},
    ]
    result = verified(tmp_path, PERSIAN * 1 + "x" * 400, *quotes, sources={"text": source})
    assert told(result) == [
        (
            "no-translation: a quote in `fa` has no translation; "
            "add `translation:` in `en`, the language of the route"
        )
    ]
    assert result.problems[0].severity == "warning"
    assert "در تهران" in result.problems[0].mark.text


@pytest.mark.parametrize(("language", "of_route"), [("zh-Hant", "zh"), ("EN-gb", "en")])
def test_a_variety_of_the_language_of_the_route_needs_none(
    tmp_path: Path, language: str, of_route: str
) -> None:
    source = {"title": "T", "language": language, "file": "text.txt"}
    result = verified(
        tmp_path, "in Vienna" + "x" * 99, "in Vienna", sources={"text": source}, language=of_route
    )
    assert result.problems == ()


def test_more_than_a_fifth_of_a_text_is_a_warning(tmp_path: Path) -> None:
    text = "a quote of twenty___" + " " + "x" * 79
    result = verified(tmp_path, text, text[:20])
    assert (result.shares, result.problems) == ({"text": 0.2}, ())
    assert told(verified(tmp_path, text[:-1], text[:20])) == [
        (
            "over-quoted: 20.2% of `text` is quoted, more than 20%; "
            "quote less of it: a few words carry a date or a place"
        )
    ]


def test_letters_quoted_twice_count_once_and_gaps_not_at_all(tmp_path: Path) -> None:
    text = "0123456789" * 10
    alphabet = "abcdefghij klmnopqrst" + " " + text
    quotes = ["abcdefghij", "fghij klmno", "abc [...] mno"]
    result = verified(tmp_path, alphabet, *quotes)
    assert result.shares == {"text": 16 / 122}


def test_two_stops_with_one_passage_count_it_once(tmp_path: Path) -> None:
    found = loaded(tmp_path, {"text": "in Vienna"}, {"text": "in Vienna"})
    assert found.route
    text = SourceText(b"He was in Vienna" + b"." * 84)
    result = verify_quotes(found.route, found.marks, {"text": text}, None)
    assert result.shares == {"text": 0.09}
    assert [entry.stop for entry in result.record.entries] == ["stop-0", "stop-1"]


# Odd texts and odd quotes


@pytest.mark.parametrize("text", ["", " \n\t", "\ufeff", "\x00", "\u200c\u200c"])
def test_texts_that_hold_nothing_hold_no_quote(tmp_path: Path, text: str) -> None:
    found = verified(tmp_path, text, "words", "more [...] words")
    assert codes(found) == ["quote-not-found"] * 2
    assert found.shares == {"text": 0.0}


def test_a_quote_of_300_characters_is_found(tmp_path: Path) -> None:
    quote = ("nine more " * 30).strip() + "!"
    assert len(quote) == 300
    assert only(verified(tmp_path, f"And {quote} There", quote)).end == 304


def test_three_hundred_letters_may_be_many_more_code_points(tmp_path: Path) -> None:
    text = "e\u0301\u0323" * 400
    quote = unicodedata.normalize("NFC", "e\u0301\u0323" * 150)
    assert codes(verified(tmp_path, text, quote)) == ["quote-ambiguous"]
    found = only(verified(tmp_path, text + "!", f"{quote[:298]}!"))
    assert (found.start, found.end) == (len(text) - 149 * 3, len(text) + 1)


def test_a_quote_may_begin_with_a_mark_or_a_joiner(tmp_path: Path) -> None:
    assert only(verified(tmp_path, PERSIAN, "\u200cکرد")).start == PERSIAN.index("\u200c")
    assert only(verified(tmp_path, HINDI, "\u093fर")).start == HINDI.index("\u093fर")


def test_a_gap_ends_with_its_paragraph(tmp_path: Path) -> None:
    text = "He went to Kiev.\nHe stayed."
    assert only(verified(tmp_path, text, "He went [...] Kiev.")).end == 16
    assert codes(verified(tmp_path, text, "Kiev. [...] He stayed")) == ["quote-not-found"]
    assert only(verified(tmp_path, text, "Kiev. He [...] stayed.")).end == 27


def test_a_gap_after_words_that_stand_in_two_paragraphs_stays_in_one(tmp_path: Path) -> None:
    text = "He went by sledge.\nHe went by ship to London."
    assert only(verified(tmp_path, text, "He went [...] London")).start == 19


def test_a_long_text_of_one_letter_takes_no_long_time_to_search(tmp_path: Path) -> None:
    text = "a" * 20_000
    quotes = ["b", "aab", "a [...] a [...] b", "a" * 300]
    found = verified(tmp_path, text, *quotes)
    assert codes(found) == ["quote-not-found"] * 3 + ["quote-ambiguous"]


def test_a_text_may_have_its_offsets_in_many_languages(tmp_path: Path) -> None:
    text = f"{PERSIAN}{HINDI}{CHINESE}{ENGLISH}"
    letters = unicodedata.normalize("NFD", text)
    quotes = ["به اصفهان رفت", "वह वियना में", "巴黎(法國)", "lived in Vienna"]
    found = verified(tmp_path, letters, *quotes)
    for quote, selector in zip(quotes, found.selectors.values(), strict=True):
        assert selector
        assert normalise(letters[selector.start : selector.end]) == quote


def test_a_line_is_counted_from_the_first(tmp_path: Path) -> None:
    (problem,) = verified(tmp_path, "\n\nIn Paris he rested", "In Paris he wrote").problems
    assert "on line 3, is `In Paris he reste…`" in problem.hint
