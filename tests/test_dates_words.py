"""Dates in English words: no codes, no rounding, parts in common said once."""

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mapgen.dates import EdtfError, parse_edtf

WORDS = [
    ("1902-10", "October 1902"), ("1879-11-07", "7 November 1879"), ("1929", "1929"),
    ("1929-21", "spring 1929"), ("1929-22", "summer 1929"), ("1929-23", "autumn 1929"),
    ("1929-24", "winter 1929/30"), ("1899-24", "winter 1899/1900"), ("1908-24", "winter 1908/09"),
    ("192X", "the 1920s"), ("190X", "1900 to 1909"), ("19XX", "1900 to 1999"),
    ("192X~", "about the 1920s"), ("099X", "AD 990 to 999"), ("101X", "the 1010s"),
    ("0999", "AD 999"), ("1000", "1000"), ("1929-XX", "some month of 1929"),
    ("1929-02-XX", "some day of February 1929"), ("1929-XX-XX", "some day of 1929"),
    ("1929-XX~", "some month of about 1929"), ("1933~", "about 1933"), ("1898?", "perhaps 1898"),
    ("1898%", "perhaps about 1898"), ("1929-02~", "about February 1929"),
    ("1929-02-12?", "perhaps 12 February 1929"), ("~1929", "about 1929"),
    ("?1929-02", "February 1929 (year uncertain)"),
    ("1929-02~-12", "12 February 1929 (month and year approximate)"),
    ("1929-02~-12?", "perhaps 12 February 1929 (month and year approximate)"),
    ("0000", "1 BC"), ("-0043", "44 BC"), ("-0043-03-15", "15 March 44 BC"), ("0079", "AD 79"),
    ("0079-08-24", "24 August AD 79"), ("-019X", "200 to 191 BC"), ("000X", "1 BC to AD 9"),
    ("001X", "AD 10 to 19"), ("0999-24", "winter AD 999/1000"), ("-0001-24", "winter 2/1 BC"),
    ("0000-24", "winter 1 BC/AD 1"), ("Y170000002", "170000002"),
    ("1906/1907", "1906 to 1907"), ("1907-10/1914-08", "October 1907 to August 1914"),
    ("1929-02/1929-05", "February to May 1929"),
    ("1929-02-12/1929-02-15", "12 to 15 February 1929"),
    ("1929-02-12/1929-03-01", "12 February to 1 March 1929"),
    ("1929-02-12/1933-07-17", "12 February 1929 to 17 July 1933"),
    ("1929-02-12/1929-03", "12 February to March 1929"), ("1929/1929-03", "1929 to March 1929"),
    ("1929-21/1929-23", "spring to autumn 1929"),
    ("1929-21/1929-24", "spring 1929 to winter 1929/30"),
    ("1929-02~/1929-05", "about February 1929 to May 1929"),
    ("1929~/1933?", "about 1929 to perhaps 1933"), ("1929/1929", "within 1929"),
    ("1929-02-12/1929-02-12", "12 February 1929"),
    ("../1916-09", "until September 1916"), ("/1916-09", "until September 1916, start unknown"),
    ("1907/..", "from 1907, end open"), ("1929/", "from 1929, end unknown"),
    ("1929~/..", "from about 1929, end open"),
    ("[1936,1937]", "1936 or 1937"), ("[1936,1937,1939]", "1936, 1937 or 1939"),
    ("[1929-02,1929-05]", "February or May 1929"), ("[1936,1937~]", "1936 or about 1937"),
    ("[..1929]", "by 1929"), ("[1929..]", "1929 or later"),
    ("[1929-02..1929-05]", "between February and May 1929"),
    ("[1929-02..1930-05]", "between February 1929 and May 1930"),
    ("[1667,1670..1672]", "1667 or between 1670 and 1672"),
    ("[1667,1670..]", "1667 or 1670 or later"),
    ("{1929,1930}", "1929 and 1930"), ("{1929,1930,1932}", "1929, 1930 and 1932"),
    ("{1929-02-12,1929-02-15}", "12 and 15 February 1929"), ("{1929..1933}", "all of 1929 to 1933"),
    ("{1925,1929..1933}", "1925 and all of 1929 to 1933"),
]  # fmt: skip

OLD_STYLE_WORDS = [
    ("1905-12-03", "3 December 1905 Old Style (16 December)"),
    ("1905-12-31", "31 December 1905 Old Style (13 January 1906)"),
    ("1905-12-03~", "about 3 December 1905 Old Style (16 December)"),
    ("1905-12", "December 1905 Old Style"), ("1905", "1905 Old Style"),
    ("1905-12-XX", "some day of December 1905 Old Style"),
    ("1905-12-03/1905-12-12", "3 to 12 December 1905 Old Style (16 to 25 December)"),
    ("1905-12-07/1905-12-21",
     "7 to 21 December 1905 Old Style (20 December 1905 to 3 January 1906)"),
    ("1905-12-03/1906-02",
     "3 December 1905 Old Style (16 December) to February 1906 Old Style"),
    ("1905-12-03/..", "from 3 December 1905 Old Style (16 December), end open"),
    ("1905/1907", "1905 to 1907 Old Style"),
    ("[1905-12-03,1905-12-05]", "3 or 5 December 1905 Old Style (16 or 18 December)"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words"), WORDS, ids=[row[0] for row in WORDS])
def test_a_date_is_said_in_words(text: str, words: str) -> None:
    assert parse_edtf(text).words() == words


@pytest.mark.parametrize(
    ("text", "words"), OLD_STYLE_WORDS, ids=[row[0] for row in OLD_STYLE_WORDS]
)
def test_an_old_style_date_is_said_with_its_gregorian_day(text: str, words: str) -> None:
    assert parse_edtf(text, calendar="julian").words() == words


@st.composite
def plain_texts(draw: st.DrawFn) -> str:
    def date() -> str:
        year = draw(st.integers(1000, 9999))
        parts = draw(st.sampled_from(["", "-{1:02}", "-{1:02}-{2:02}"]))
        month, day = draw(st.integers(1, 12)), draw(st.integers(1, 28))
        return f"{year}" + parts.format(year, month, day)

    form = draw(st.sampled_from(["{}", "{}~", "{}?", "{}/{}", "../{}", "[{},{}]", "{{{},{}}}",
                                 "[..{}]", "[{}..]", "[{}..{}]"]))  # fmt: skip
    one, other = sorted([date(), date()])
    assume(one != other)
    return form.format(one, other)


@given(plain_texts())
def test_words_can_be_read_back(text: str) -> None:
    assert read_back(parse_edtf(text).words()) == text


def read_back(words: str) -> str | None:
    """The EDTF that the hint for a text in words gives; it is found without the code above."""
    try:
        return parse_edtf(words).edtf
    except EdtfError as error:
        written = re.fullmatch("write `(.+)`", error.hint)
        return written and written[1]
