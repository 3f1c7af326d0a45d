"""The committed record of verified quotes: what it vouches for, and what it refuses."""

import json
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapgen.quotes import Entry, QuotesRecord, SourceText, Verified, verify_quotes
from tests.quoting import ENGLISH, PERSIAN, Written, codes, loaded, only, told, verified

SHA256 = SourceText(ENGLISH.encode()).sha256
PINNED = {"text": {"title": "T", "language": "en", "file": "text.txt", "sha256": SHA256}}
GAPPED = "lived in [...] and then"


def kept(folder: Path, *quotes: str | Written, text: str = ENGLISH) -> QuotesRecord:
    """The record of these quotes, written and read again."""
    record = verified(folder, text + "." * 999, *quotes).record
    assert record.entries
    again = QuotesRecord.parse(record.serialise(), "small.quotes.json")
    assert again.problems == ()
    return again


def without_text(folder: Path, quote: str | Written, record: QuotesRecord) -> Verified:
    return verified(folder, None, quote, record=record)


@pytest.mark.parametrize(
    "quote",
    [
        "in Vienna",
        "  in\n Vienna ",
        GAPPED,
        "Paris. In Paris",
        {"text": "Paris", "after": "In"},
    ],
    ids=["words", "white space", "a gap", "two lines", "after"],
)
def test_a_quote_without_its_text_is_verified_by_the_record(
    tmp_path: Path, quote: str | Written
) -> None:
    record = kept(tmp_path, quote)
    found = without_text(tmp_path, quote, record)
    assert found.problems == ()
    assert only(found) == record.entries[0].selector
    assert found.record == record


@pytest.mark.parametrize(
    ("kept_quote", "quote"),
    [
        ("in Vienna", "in Vienna,"),
        ("in Vienna,", "in Vienna"),
        (GAPPED, "lived in [...] then"),
        (GAPPED, "lived in Vienna, and then"),
        ("lived in Vienna, and then", GAPPED),
        ({"text": "Paris", "after": "In"}, {"text": "Paris", "after": "in"}),
    ],
)
def test_a_record_vouches_for_no_other_words(
    tmp_path: Path, kept_quote: str | Written, quote: str | Written
) -> None:
    found = without_text(tmp_path, quote, kept(tmp_path, kept_quote))
    assert list(found.selectors.values()) == [None]
    assert codes(found) == ["quote-unverified"]
    assert found.record.entries == ()


def test_a_record_vouches_for_the_sha256_of_the_route_only(tmp_path: Path) -> None:
    record = verified(tmp_path, ENGLISH, "in Vienna", sources=PINNED).record
    same = verified(tmp_path, None, "in Vienna", record=record, sources=PINNED)
    assert only(same).sha256 == SHA256
    other = {"text": {**PINNED["text"], "sha256": "0" * 64}}
    found = verified(tmp_path, None, "in Vienna", record=record, sources=other)
    assert codes(found) == ["quote-unverified"]


def test_a_record_without_a_sha256_in_the_route_vouches_for_its_own_source(tmp_path: Path) -> None:
    sources = {key: {"title": "T", "language": "en", "file": f"{key}.txt"} for key in "ab"}
    quote = {"source": "a", "text": "in Vienna"}
    found = loaded(tmp_path, quote, sources=sources)
    assert found.route
    texts = {"a": SourceText(ENGLISH.encode())}
    record = verify_quotes(found.route, found.marks, texts, None).record
    found = loaded(tmp_path, [quote, {**quote, "source": "b"}], sources=sources)
    assert found.route
    again = verify_quotes(found.route, found.marks, None, record)
    assert [selector is not None for selector in again.selectors.values()] == [True, False]


def test_a_quote_stays_verified_when_its_stop_or_source_is_renamed(tmp_path: Path) -> None:
    record = verified(tmp_path, ENGLISH, "in Vienna", sources=PINNED).record
    found = loaded(
        tmp_path,
        {"source": "new", "text": "in Vienna"},
        sources={"new": PINNED["text"]},
        stops=[
            {
                "id": "renamed",
                "place": "paris",
                "quotes": [{"source": "new", "text": "in Vienna"}],
            }
        ],
    )
    assert found.route
    again = verify_quotes(found.route, found.marks, None, record)
    assert again.verified == 1
    assert [(entry.stop, entry.source) for entry in again.record.entries] == [("renamed", "new")]


def test_a_text_at_hand_outweighs_the_record(tmp_path: Path) -> None:
    record = kept(tmp_path, "in Vienna")
    found = verified(tmp_path, "He lived in Rome.", "in Vienna", record=record)
    assert codes(found) == ["quote-not-found"]
    assert found.record.entries == ()


def test_a_source_whose_text_is_not_at_hand_keeps_its_entries(tmp_path: Path) -> None:
    sources = {key: {"title": "T", "language": "en", "file": f"{key}.txt"} for key in "ab"}
    quotes = [{"source": key, "text": "in Vienna"} for key in "ab"]
    found = loaded(tmp_path, quotes, sources=sources)
    assert found.route
    text = SourceText(ENGLISH.encode())
    first = verify_quotes(found.route, found.marks, {"a": text}, None)
    second = verify_quotes(found.route, found.marks, {"b": text}, first.record)
    assert (first.verified, second.verified) == (1, 2)
    assert [entry.source for entry in second.record.entries] == ["a", "b"]


# Quotes that nothing vouches for


def test_unverified_quotes_of_a_source_are_one_warning_at_the_first(tmp_path: Path) -> None:
    found = verified(tmp_path, None, "in Vienna", "in Paris")
    assert (found.verified, found.unverified, found.shares) == (0, 2, {})
    assert told(found) == [
        (
            "quote-unverified: 2 quotes of `text` cannot be verified: its text is not at hand, and "
            "no record holds these words for its sha256; give the folder of the text with "
            "`--sources`"
        )
    ]
    (problem,) = found.problems
    assert (problem.severity, problem.label) == ("warning", "the first of them")
    assert problem.mark.text.strip() == '"text": "in Vienna"'


def test_one_unverified_quote_is_marked_itself(tmp_path: Path) -> None:
    found = verified(tmp_path, None, "in Vienna", "in Paris", record=kept(tmp_path, "in Vienna"))
    (problem,) = found.problems
    assert problem.message.startswith("1 quote of `text` cannot be verified")
    assert problem.label == ""
    assert problem.mark.text.strip() == '"text": "in Paris"'


PRINTED = {"text": {"title": "A book", "language": "en"}}


def test_a_quote_of_a_printed_book_is_unverified_and_needs_its_page(tmp_path: Path) -> None:
    with_page = {"text": "in Vienna", "page": "12"}
    found = verified(tmp_path, None, with_page, sources=PRINTED)
    assert (found.verified, found.unverified, found.problems) == (0, 1, ())
    found = verified(tmp_path, None, with_page, "in Paris", sources=PRINTED)
    assert told(found) == [
        (
            "quote-unverified: 1 quote of `text` cannot be verified: it names no file, and they no "
            "page; give the source a `file`, or each quote of a printed book its `page`"
        )
    ]
    assert found.problems[0].mark.text.strip() == '"text": "in Paris"'


# The file


def test_the_file_is_one_line_a_quote_with_its_letters_as_they_are(tmp_path: Path) -> None:
    text = SourceText(PERSIAN.encode())
    record = verified(tmp_path, PERSIAN + "." * 99, "در تهران").record
    lines = record.serialise().split("\n")
    assert lines[:2] == ['{"mapgen": 1,', '"quotes": [']
    assert lines[3:] == ["]}", ""]
    entry = json.loads(lines[2])
    assert entry["exact"] == "در تهران" == text.letters[entry["start"] : entry["end"]]
    assert "در تهران" in lines[2]
    assert json.loads(record.serialise())["quotes"] == [entry]


def test_an_empty_record_is_a_file_too() -> None:
    text = QuotesRecord().serialise()
    assert json.loads(text) == {"mapgen": 1, "quotes": []}
    assert QuotesRecord.parse(text, "small.quotes.json") == QuotesRecord()


def test_the_order_of_entries_changes_no_byte(tmp_path: Path) -> None:
    entries = list(kept(tmp_path, "in Vienna", "lived", "He", GAPPED, "wrote").entries)
    written = QuotesRecord(tuple(entries)).serialise()
    random.Random(1).shuffle(entries)
    assert QuotesRecord((*entries, entries[0])).serialise() == written


@pytest.mark.parametrize("as_bytes", [True, False])
def test_a_file_with_the_line_ends_of_windows_is_read(tmp_path: Path, *, as_bytes: bool) -> None:
    record = kept(tmp_path, "in Vienna", "wrote")
    content = record.serialise().replace("\n", "\r\n")
    read = QuotesRecord.parse(content.encode() if as_bytes else content, "small.quotes.json")
    assert read == record


STRANGE = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)


@given(STRANGE, STRANGE, STRANGE, st.integers(0, 10**9))
def test_any_letters_come_back_from_the_file(
    exact: str, prefix: str, suffix: str, start: int
) -> None:
    entry = Entry(
        stop="a",
        source="b",
        words="0" * 64,
        sha256="f" * 64,
        start=start,
        end=start + len(exact),
        exact=exact,
        prefix=prefix,
        suffix=suffix,
    )
    record = QuotesRecord((entry,))
    assert QuotesRecord.parse(record.serialise(), "file") == record


def test_every_flipped_bit_is_refused_with_its_line_or_harmless(tmp_path: Path) -> None:
    record = kept(tmp_path, "lived in Vienna", "Paris. In")
    content = record.serialise().encode()
    for at in range(len(content)):
        for bit in range(8):
            flipped = bytearray(content)
            flipped[at] ^= 1 << bit
            read = QuotesRecord.parse(bytes(flipped), "small.quotes.json")
            if read.problems:
                line = content.count(b"\n", 0, at) + 1
                lines = [problem.mark.line for problem in read.problems]
                assert min(lines) <= line <= max(lines) + 1
                assert read.entries == ()
            else:
                assert set(read.entries) <= set(record.entries)


@pytest.mark.parametrize(
    ("content", "line", "message"),
    [
        ("", 1, 'expected `{"mapgen": 1,`'),
        ('{"mapgen": 2,\n"quotes": [\n]}\n', 1, 'expected `{"mapgen": 1,`'),
        ('{"mapgen": 1,', 1, 'expected `"quotes": [`'),
        ('{"mapgen": 1,\n', 2, 'expected `"quotes": [`'),
        ('{"mapgen": 1,\n"quotes": [\n', 2, "expected `]}` at the end of the file"),
        ('{"mapgen": 1,\n"quotes": [\n]}\nmore\n', 4, "expected `]}` at the end of the file"),
        ('{"mapgen": 1,\n"quotes": [\n{}\n]}\n', 3, "this entry is not what was written"),
        ('{"mapgen": 1,\n"quotes": [\n[]\n]}\n', 3, "this entry is not what was written"),
        (
            '{"mapgen": 1,\n"quotes": [\n' + "[" * 9999 + "\n]}\n",
            3,
            "this entry is not what was written",
        ),
        ('{"mapgen": 1,\n"quotes": [\n<<<<<<< ours\n]}\n', 3, "this entry is not what was written"),
        (b'{"mapgen": 1,\n"quotes": [\n\xff\n]}\n', 3, "this line is not UTF-8 text"),
        ('{"mapgen": 1,\n"quotes": [\n\ud800\n]}\n', 3, "this line is not UTF-8 text"),
    ],
)
def test_a_broken_file_is_an_error_with_its_line(
    tmp_path: Path, content: str | bytes, line: int, message: str
) -> None:
    record = QuotesRecord.parse(content, "small.quotes.json")
    found = verified(tmp_path, None, "in Vienna", record=record)
    assert codes(found) == ["quote-unverified", "quotes-record"] or codes(found) == [
        "quotes-record",
        "quote-unverified",
    ]
    (problem,) = record.problems
    assert problem in found.problems
    assert (str(problem.mark), problem.message) == (f"small.quotes.json:{line}:1", message)
    assert problem.hint == (
        "restore it from version control, or delete the file and run `mapgen build --sources DIR`"
    )


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("exact", "in Venice"),
        ("start", 3),
        ("start", "12"),
        ("end", 5),
        ("sha256", "0" * 64),
        ("check", "0" * 16),
        ("note", "mine"),
    ],
)
def test_an_entry_edited_by_hand_is_refused(tmp_path: Path, key: str, value: object) -> None:
    content = kept(tmp_path, "in Vienna", "wrote").serialise().split("\n")
    entry = {**json.loads(content[3]), key: value}
    content[3] = json.dumps(entry)
    (problem,) = QuotesRecord.parse("\n".join(content), "small.quotes.json").problems
    assert (problem.mark.line, problem.mark.text) == (4, content[3])


def test_an_entry_whose_words_are_others_than_its_passage_vouches_for_nothing(
    tmp_path: Path,
) -> None:
    (entry,) = kept(tmp_path, "in Vienna").entries
    for exact in ("in Venice", "in Vienna,", "lived in Vienna", "in Vienna in Vienna"):
        record = QuotesRecord((entry.model_copy(update={"exact": exact}),))
        assert without_text(tmp_path, "in Vienna", record).verified == 0
    (entry,) = kept(tmp_path, GAPPED).entries
    for exact in ("lived in Rome", "and then lived in", "x lived in Vienna, and then", "lived in"):
        record = QuotesRecord((entry.model_copy(update={"exact": exact}),))
        assert without_text(tmp_path, GAPPED, record).verified == 0


@pytest.mark.parametrize(
    ("quote", "exact", "holds"),
    [
        ("in [...] Paris", "in Vienna, in Paris", True),
        ("in [...] in", "in", False),
        ("in [...] Rome [...] Paris", "in Vienna, in Paris", False),
        ("in [...] Vienna [...] Paris", "in Vienna, in Paris", True),
        ("in", "in Vienna in", False),
        ("[...]", "in", False),
        ("caf\u00e9", "cafe\u0301", True),
        ("in  Paris", "in\nParis", True),
    ],
)
def test_an_entry_holds_a_quote_whose_parts_it_is_made_of(
    tmp_path: Path, quote: str, exact: str, *, holds: bool
) -> None:
    (entry,) = kept(tmp_path, "in Vienna").entries
    assert entry.model_copy(update={"exact": exact}).holds(quote) is holds


@pytest.mark.parametrize(("number", "line"), [(2, 3), (3, 4)], ids=["missing", "one too many"])
def test_commas_stand_between_entries(tmp_path: Path, number: int, line: int) -> None:
    lines = kept(tmp_path, "in Vienna", "wrote").serialise().split("\n")
    lines[number] = lines[number].removesuffix(",") if number == 2 else f"{lines[number]},"
    (problem,) = QuotesRecord.parse("\n".join(lines), "small.quotes.json").problems
    assert problem.mark.line == line
