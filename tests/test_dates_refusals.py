"""What is no date here, and what the user is told to write instead."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from mapgen.dates import EdtfError, parse_edtf
from mapgen.errors import MapgenError
from mapgen.model import Leg

REFUSED = [
    ("1929-13", "`1929-13` names no month: months run from `01` to `12`",
     "the year alone is `1929`"),
    ("1929-02-30", "`1929-02-30` does not exist: `1929-02` has 28 days",
     "its last day is `1929-02-28`"),
    ("1929-2-3", "`1929-2-3` is not an EDTF date", "write `1929-02-03`"),
    ("02/1929", "`02/1929` is not an EDTF date", "write `1929-02`"),
    ("12 Feb 1929", "`12 Feb 1929` is not an EDTF date", "write `1929-02-12`"),
    ("c. 1929", "`c. 1929` is not an EDTF date", "write `1929~`"),
    ("1929-1933", "`1929-1933` joins two dates with a dash", "write `1929/1933`"),
    ("1929-33", "`1929-33` is a season code of EDTF level 2, which is not read here",
     "a range of years is written `1929/1933`"),
    ("1929-30", "`1929-30` is a season code of EDTF level 2, which is not read here",
     "a range of years is written `1929/1930`"),
    ("1929-31", "`1929-31` is a season code of EDTF level 2, which is not read here",
     "a range of years is written `1929/1931`"),
    ("1929-41", "`1929-41` is a season code of EDTF level 2, which is not read here",
     "a range of years is written `1929/1941`"),
    ("1929-25", "`1929-25` is a season code of EDTF level 2, which is not read here",
     "seasons are `1929-21` (spring), `1929-22`, `1929-23` and `1929-24` (winter)"),
    ("unknown", "`unknown` names no date",
     "leave the date out where it is not known; of an interval one end may be missing: `1929/`"),
    ("uuuu", "`uuuu` names no date",
     "leave the date out where it is not known; of an interval one end may be missing: `1929/`"),
    ("1929/open", "`1929/open` has a word where EDTF has `..`", "write `1929/..`"),
    ("1933/1929", "`1933/1929` ends before it begins", "is `1929/1933` meant, or another year?"),
    ("1929 ", "`1929 ` has white space in it", "write `1929`"),
    ("１９２９", "`１９２９` has figures or signs of another script", "write `1929`"),
    ("1929–1933", "`1929–1933` joins two dates with a dash", "write `1929/1933`"),
    ("1929-02-12T24:00", "`1929-02-12T24:00` has a time of day, which is not read here",
     "write `1929-02-12`"),
    ("1950S2",
     "`1950S2` has an exponent or significant figures, EDTF level 2, which is not read here",
     "write figures that are not known as `X`: `192X`, `19XX`"),
    ("1XX3", "`1XX3` has an `X` in a place where EDTF level 1 has none",
     "`X` stands for last figures: `192X`, `19XX`, `1929-XX`, `1929-02-XX`"),
    ("", "`` is no date", "leave the date out where it is not known"),
    ("1929-02-29", "`1929-02-29` does not exist: `1929-02` has 28 days",
     "its last day is `1929-02-28`"),
    ("1900-02-29", "`1900-02-29` does not exist: `1900-02` has 28 days",
     "the Julian calendar has it: a `says` may give `calendar: julian`"),
    ("1929-02-00", "`1929-02-00` does not exist: `1929-02` has 28 days",
     "the month alone is `1929-02`"),
    ("1929-00", "`1929-00` names no month: months run from `01` to `12`",
     "the year alone is `1929`"),
    ("1912-13", "`1912-13` names no month: months run from `01` to `12`",
     "a range of years is written `1912/1913`"),
    ("1929-42", "`1929-42` names no month: months run from `01` to `12`",
     "a range of years is written `1929/1942`"),
    ("1933-33", "`1933-33` is a season code of EDTF level 2, which is not read here",
     "seasons are `1933-21` (spring), `1933-22`, `1933-23` and `1933-24` (winter)"),
    ("-0044-60", "`-0044-60` names no month: months run from `01` to `12`",
     "the year alone is `-0044`"),
    ("1929/1930/1931", "`1929/1930/1931` has more than two ends",
     "an interval has two: `1929/1933`"),
    ("[1929]", "`[1929]` is a set that holds one date twice or alone",
     "write each date once, and a date alone without brackets"),
    ("{1929,1929}", "`{1929,1929}` is a set that holds one date twice or alone",
     "write each date once, and a date alone without brackets"),
    ("somewhen", "`somewhen` is not an EDTF date",
     "write a date as `1929-02-12`, `1929-02` or `1929`, a range `1929/1933`"),
]  # fmt: skip

MEANT = [
    ("1929-2", "1929-02"), ("1929.02.12", "1929-02-12"), ("1929/02/12", "1929-02-12"),
    ("12.2.1929", "1929-02-12"), ("13/02/1929", "1929-02-13"), ("19290212", "1929-02-12"),
    ("192902", "1929-02"), ("February 12, 1929", "1929-02-12"), ("12th of Feb. 1929", "1929-02-12"),
    ("1929 February 12", "1929-02-12"), ("1929 Feb", "1929-02"), ("february 1929", "1929-02"),
    ("spring 1929", "1929-21"), ("Fall of 1929", "1929-23"), ("1920s", "192X"),
    ("the 1920's", "192X"), ("1900s", "19XX"), ("19th century", "18XX"), ("44 BC", "-0043"),
    ("1 BCE", "0000"), ("AD 79", "0079"), ("79 CE", "0079"), ("circa 1929", "1929~"),
    ("ca 1929-02", "1929-02~"), ("about Feb 1929", "1929-02~"), ("perhaps 1929", "1929?"),
    ("1929 (?)", "1929?"), ("1929 ?", "1929?"), ("1929?~", "1929%"), ("~1929?", "1929%"),
    ("1929??", "1929?"), ("?1929?", "1929?"), ("?192X~", "192X%"), ("192x", "192X"),
    ("19uu", "19XX"),
    ("1929-uu", "1929-XX"), ("y170000002", "Y170000002"), ("170000002", "Y170000002"),
    ("Y1929", "1929"), ("+1929", "1929"), ("-0000", "0000"), ("۱۹۲۹-۰۲", "1929-02"),
    ("१९२९", "1929"), ("1929‐02", "1929-02"), ("1929—33", "1929/1933"), ("1929/33", "1929/1933"),
    ("1929-02/05", "1929-02/1929-05"), ("1929-02-12/15", "1929-02-12/1929-02-15"),
    ("1929-02-12/03-15", "1929-02-12/1929-03-15"), ("1929-02-1929-05", "1929-02/1929-05"),
    ("1929 - 1933", "1929/1933"), ("1929 to 1933", "1929/1933"),
    ("from 1929 until 1933", "1929/1933"), ("12 to 15 February 1929", "1929-02-12/1929-02-15"),
    ("12 Feb 1929/1933", "1929-02-12/1933"), ("since 1929", "1929/.."), ("until 1929", "../1929"),
    ("by 1929", "[..1929]"), ("1929/now", "1929/.."), ("open/1929", "../1929"),
    ("unknown/1929", "/1929"), ("1929/unknown", "1929/"), ("1936 or 1937", "[1936,1937]"),
    ("1929 and 1930", "{1929,1930}"), ("between 1929 and 1931", "[1929..1931]"),
    ("[1929, 1930]", "[1929,1930]"), ("[1929,1930", "[1929,1930]"), ("{..1929}", "../1929"),
    ("{1929..}", "1929/.."), ("1929-02-12 12:30", "1929-02-12"),
    ("1929-02-12T10:00Z/1929-02-13T11:00Z", "1929-02-12/1929-02-13"),
]  # fmt: skip

NAMED = [
    ("Y17E7", "an exponent"), ("1929-W05", "counts weeks"), ("1929-045", "days of a year"),
    ("1929/P4Y", "a duration"), ("44", "less than four figures"), ("Y1234567890123", "12 figures"),
    ("1929-21-05", "a day in a season"), ("02/03/1929", "which figure is the month"),
    ("before 1929", "leaves out the date"), ("after 1929", "leaves out the date"),
    ("XXXX", "names no date"), ("1929-X2", "has an `X`"), ("1929-1X", "has an `X`"),
    ("1929-XX-12", "has an `X`"), ("192X-12", "has an `X`"), ("XXXX-12-XX", "has an `X`"),
    ("..", "names no date"), ("/", "names no date"), ("../..", "names no date"),
    ("n.d.", "names no date"), ("[1930..1929]", "ends before it begins"),
    ("1929-02-30/1933", "`1929-02-30` does not exist"), ("1929-02/1929-01", "before it begins"),
    ("1929-13-01", "names no month"),
]  # fmt: skip


def refusal(text: str) -> EdtfError:
    with pytest.raises(EdtfError) as caught:
        parse_edtf(text)
    return caught.value


@pytest.mark.parametrize(("text", "message", "hint"), REFUSED, ids=[row[0] for row in REFUSED])
def test_a_refusal_quotes_the_text_and_gives_one_hint(text: str, message: str, hint: str) -> None:
    error = refusal(text)
    assert (str(error), error.hint) == (message, hint)


@pytest.mark.parametrize(("text", "meant"), MEANT, ids=[row[0] for row in MEANT])
def test_the_hint_is_the_edtf_that_was_meant(text: str, meant: str) -> None:
    assert refusal(text).hint == f"write `{meant}`"


@pytest.mark.parametrize(("text", "reason"), NAMED, ids=[row[0] for row in NAMED])
def test_what_is_left_out_of_edtf_is_refused_by_name(text: str, reason: str) -> None:
    assert reason in str(refusal(text))


def test_an_edtf_error_is_a_value_error_and_one_of_ours() -> None:
    assert isinstance(refusal("1929-13"), ValueError)
    assert isinstance(refusal("1929-13"), MapgenError)


def test_a_day_that_only_the_julian_calendar_has_is_read_there() -> None:
    assert parse_edtf("1900-02-29", calendar="julian").html_datetime == "1900-03-13"
    with pytest.raises(EdtfError, match="`1901-02` has 28 days"):
        parse_edtf("1901-02-29", calendar="julian")


@pytest.mark.parametrize("value", [["1936", "1937"], {"1936": "", "1937": ""}], ids=["[]", "{}"])
def test_a_set_whose_brackets_yaml_took_is_asked_for_in_quotation_marks(value: object) -> None:
    with pytest.raises(ValidationError) as caught:
        Leg.model_validate({"when": value})
    (error,) = caught.value.errors()
    assert error["msg"] == "a date is one text"
    assert '`"[1936,1937]"`' in error["ctx"]["hint"]


def test_a_message_stays_on_one_line() -> None:
    assert str(refusal("1929\n1930\u202e")) == "`1929\\n1930\\u202e` is not an EDTF date"


def test_a_long_text_is_cut_in_the_message() -> None:
    assert str(refusal("9" * 80)) == f"`{'9' * 80}` is not an EDTF date"
    assert str(refusal("9" * 81)) == f"`{'9' * 80}…` is not an EDTF date"
    assert len(str(refusal("[1929" + ",1929" * 1000 + "]"))) < 150


@given(st.text(alphabet="0123456789-/?~%.[]{},XYuc TS–abcfFeor\u06f1", max_size=24))
def test_what_a_hint_says_to_write_is_edtf(text: str) -> None:
    try:
        parse_edtf(text)
    except EdtfError as error:
        for written in re.findall(r"write `([^`]+)`$", error.hint):
            parse_edtf(written)
