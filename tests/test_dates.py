"""What an EDTF text means: first and last days, widened where doubted, compared by the rule."""

import re
from datetime import date

import pytest

from mapgen.dates import Bounds, EdtfDate, parse_edtf

ACCEPTED = [
    "1929", "1929-02", "1929-02-12", "1929~", "1929?", "1929%", "1929-02~", "1929-02-12?", "192X",
    "19XX", "1929-XX", "1929-02-XX", "1929-XX-XX", "1929-21", "1929-24", "1929-02/1933-07-17",
    "1929~/1933?", "../1929", "1929/..", "/1929", "1929/", "[1929,1930]", "{1929,1930}", "[..1929]",
    "[1929-02..1929-05]", "1929-02~-12", "?1929-02", "-0044", "0000",
]  # fmt: skip


def day(iso: str) -> int | None:
    """The number of a day by the standard library, which repeats itself every 400 years."""
    if iso == "..":
        return None
    found = re.fullmatch(r"(-?\d+)-(\d\d)-(\d\d)", iso)
    assert found
    cycles, year = divmod(int(found[1]), 400)
    return date(year + 400, int(found[2]), int(found[3])).toordinal() + (cycles - 1) * 146_097


def bounds(text: str) -> Bounds:
    """Bounds written as `first last`; a day alone is both."""
    first, *last = text.split()
    return Bounds(day(first), day(last[0] if last else first))


DATES = [
    ("1929", "1929-01-01 1929-12-31"),
    ("1929-02", "1929-02-01 1929-02-28"),
    ("1928-02", "1928-02-01 1928-02-29"),
    ("1900-02", "1900-02-01 1900-02-28"),
    ("2000-02", "2000-02-01 2000-02-29"),
    ("1929-12", "1929-12-01 1929-12-31"),
    ("1929-04", "1929-04-01 1929-04-30"),
    ("1929-02-12", "1929-02-12"),
    ("1928-02-29", "1928-02-29"),
    ("2000-02-29", "2000-02-29"),
    ("1929-12-31", "1929-12-31"),
    ("0001-01-01", "1-01-01"),
    ("9999-12-31", "9999-12-31"),
    ("0000", "0-01-01 0-12-31"),
    ("0000-02", "0-02-01 0-02-29"),
    ("-0001", "-1-01-01 -1-12-31"),
    ("-0044", "-44-01-01 -44-12-31"),
    ("-0044-03-15", "-44-03-15"),
    ("-9999", "-9999-01-01 -9999-12-31"),
    ("Y170000002", "170000002-01-01 170000002-12-31"),
    ("Y-170000002", "-170000002-01-01 -170000002-12-31"),
    ("Y10000", "10000-01-01 10000-12-31"),
    ("192X", "1920-01-01 1929-12-31"),
    ("000X", "0-01-01 9-12-31"),
    ("-019X", "-199-01-01 -190-12-31"),
    ("19XX", "1900-01-01 1999-12-31"),
    ("-01XX", "-199-01-01 -100-12-31"),
    ("1929-XX", "1929-01-01 1929-12-31"),
    ("1929-02-XX", "1929-02-01 1929-02-28"),
    ("1928-02-XX", "1928-02-01 1928-02-29"),
    ("1929-XX-XX", "1929-01-01 1929-12-31"),
    ("1929-21", "1929-03-01 1929-05-31"),
    ("1929-22", "1929-06-01 1929-08-31"),
    ("1929-23", "1929-09-01 1929-11-30"),
    ("1929-24", "1929-12-01 1930-02-28"),
    ("1927-24", "1927-12-01 1928-02-29"),
    ("1929~", "1929-01-01 1929-12-31"),
    ("1929?", "1929-01-01 1929-12-31"),
    ("1929%", "1929-01-01 1929-12-31"),
    ("1929-02~-12", "1929-02-12"),
    ("?1929-02", "1929-02-01 1929-02-28"),
    ("[1936,1937]", "1936-01-01 1937-12-31"),
    ("[1937,1936]", "1936-01-01 1937-12-31"),
    ("[1929-02,1931]", "1929-02-01 1931-12-31"),
    ("[..1929]", ".. 1929-12-31"),
    ("[1929..]", "1929-01-01 .."),
    ("[..1929-02-12]", ".. 1929-02-12"),
    ("[1929-02..1929-05]", "1929-02-01 1929-05-31"),
    ("[1667,1668,1670..1672]", "1667-01-01 1672-12-31"),
    ("[1929,1935..]", "1929-01-01 .."),
]

JULIAN_DATES = [
    ("1905-12-03", "1905-12-16"),
    ("1905-12-31", "1906-01-13"),
    ("1917-10-25", "1917-11-07"),
    ("1900-02-28", "1900-03-12"),
    ("1900-02-29", "1900-03-13"),
    ("1900-03-01", "1900-03-14"),
    ("1879-10-26", "1879-11-07"),
    ("1582-10-04", "1582-10-14"),
    ("0001-01-01", "0-12-30"),
    ("0200-03-01", "200-03-01"),
    ("1905-12", "1905-12-14 1906-01-13"),
    ("1900-02", "1900-02-13 1900-03-13"),
    ("1905", "1905-01-14 1906-01-13"),
    ("190X", "1900-01-13 1910-01-13"),
    ("1905-24", "1905-12-14 1906-03-13"),
    ("1905-12-XX", "1905-12-14 1906-01-13"),
    ("-4712-01-01", "-4713-11-24"),
]

INTERVALS = [
    ("1929-02/1933-07-17", "1929-02-01 1929-02-28", "1933-07-17"),
    ("1906/1907", "1906-01-01 1906-12-31", "1907-01-01 1907-12-31"),
    ("1929/1929", "1929-01-01 1929-12-31", "1929-01-01 1929-12-31"),
    ("1929-02/1929", "1929-02-01 1929-02-28", "1929-01-01 1929-12-31"),
    ("-0044/0000", "-44-01-01 -44-12-31", "0-01-01 0-12-31"),
    ("1929~/1933?", "1929-01-01 1929-12-31", "1933-01-01 1933-12-31"),
    ("1929-21/1929-23", "1929-03-01 1929-05-31", "1929-09-01 1929-11-30"),
    ("192X/1933", "1920-01-01 1929-12-31", "1933-01-01 1933-12-31"),
    ("1929/..", "1929-01-01 1929-12-31", ".. .."),
    ("../1929", ".. ..", "1929-01-01 1929-12-31"),
    ("1929/", "1929-01-01 1929-12-31", ".. .."),
    ("/1929", ".. ..", "1929-01-01 1929-12-31"),
    ("{1929,1930}", "1929-01-01 1929-12-31", "1930-01-01 1930-12-31"),
    ("{1930,1929}", "1929-01-01 1929-12-31", "1930-01-01 1930-12-31"),
    ("{1929,1929-02}", "1929-01-01 1929-02-28", "1929-02-01 1929-12-31"),
    ("{1929..1933}", "1929-01-01 1929-12-31", "1933-01-01 1933-12-31"),
]

WIDENED = [
    ("1929~", "1928-01-01 1930-12-31"),
    ("1929%", "1928-01-01 1930-12-31"),
    ("1929-02~", "1929-01-01 1929-03-31"),
    ("1929-01~", "1928-12-01 1929-02-28"),
    ("1929-02-12~", "1929-02-11 1929-02-13"),
    ("1929-01-01~", "1928-12-31 1929-01-02"),
    ("1929-21~", "1928-12-01 1929-08-31"),
    ("1929-24~", "1929-09-01 1930-05-31"),
    ("192X~", "1910-01-01 1939-12-31"),
    ("19XX~", "1800-01-01 2099-12-31"),
    ("1929-XX~", "1928-01-01 1930-12-31"),
    ("1929-02-XX~", "1929-01-01 1929-03-31"),
    ("1929-02~-12", "1929-01-12 1929-03-12"),
    ("1929-03~-31", "1929-02-28 1929-04-30"),
    ("1929-01~-30", "1928-12-30 1929-02-28"),
    ("~192X", "1910-01-01 1939-12-31"),
    ("~1929-02", "1928-02-01 1930-02-28"),
    ("~1928-02-29", "1927-02-28 1929-02-28"),
    ("1929-~02", "1929-01-01 1929-03-31"),
    ("~1929-02-~12", "1928-02-12 1930-02-12"),
    ("1929-~XX", "1929-01-01 1929-12-31"),
    ("[1936~,1937]", "1935-01-01 1937-12-31"),
    ("0001~", "0-01-01 2-12-31"),
]


@pytest.mark.parametrize(("text", "expected"), DATES, ids=[row[0] for row in DATES])
def test_a_date_starts_and_ends_within_the_days_it_may_mean(text: str, expected: str) -> None:
    span = parse_edtf(text)
    assert (span.start, span.end, span.is_interval) == (bounds(expected), bounds(expected), False)


@pytest.mark.parametrize(("text", "expected"), JULIAN_DATES, ids=[row[0] for row in JULIAN_DATES])
def test_a_julian_date_means_gregorian_days(text: str, expected: str) -> None:
    span = parse_edtf(text, calendar="julian")
    assert (span.start, span.end) == (bounds(expected), bounds(expected))


@pytest.mark.parametrize(("text", "start", "end"), INTERVALS, ids=[row[0] for row in INTERVALS])
def test_each_end_of_an_interval_has_bounds_of_its_own(text: str, start: str, end: str) -> None:
    span = parse_edtf(text)
    assert (span.start, span.end, span.is_interval) == (bounds(start), bounds(end), True)


@pytest.mark.parametrize(("text", "expected"), WIDENED, ids=[row[0] for row in WIDENED])
def test_an_approximate_date_is_compared_one_unit_wider(text: str, expected: str) -> None:
    assert parse_edtf(text).compared == bounds(expected)


@pytest.mark.parametrize(("text", "expected"), WIDENED, ids=[row[0] for row in WIDENED])
def test_an_uncertain_date_is_drawn_wider_but_compared_as_it_is(text: str, expected: str) -> None:
    plain, uncertain = parse_edtf(re.sub("[~%]", "", text)), parse_edtf(re.sub("[~%]", "?", text))
    assert (uncertain.drawn_start, uncertain.drawn_end) == (bounds(expected), bounds(expected))
    assert uncertain.compared == Bounds(plain.first, plain.last)


def test_each_end_of_an_interval_widens_by_its_own_unit() -> None:
    span = parse_edtf("1929~/1933-07?")
    assert span.compared_start == bounds("1928-01-01 1930-12-31")
    assert span.compared_end == bounds("1933-07-01 1933-07-31")
    assert span.drawn_start == bounds("1928-01-01 1930-12-31")
    assert span.drawn_end == bounds("1933-06-01 1933-08-31")
    assert span.compared == bounds("1928-01-01 1933-07-31")


def test_a_julian_month_widens_by_julian_months() -> None:
    assert parse_edtf("1905-12~", calendar="julian").compared == bounds("1905-11-14 1906-02-13")


@pytest.mark.parametrize("text", ACCEPTED)
def test_every_form_a_historian_needs_is_read_and_kept_as_written(text: str) -> None:
    assert parse_edtf(text).edtf == text


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [("1929/..", None, "open"), ("1929/", None, "unknown"), ("../1929", "open", None),
     ("/1929", "unknown", None)],
)  # fmt: skip
def test_open_and_unknown_ends_are_kept_apart(
    text: str, start: str | None, end: str | None
) -> None:
    span = parse_edtf(text)
    assert span.start_date == (start or EdtfDate(1929))
    assert span.end_date == (end or EdtfDate(1929))


def test_the_parts_of_a_date_can_be_read_without_reading_its_text_again() -> None:
    whole = parse_edtf("1929-02~-12?").start_date
    assert whole == EdtfDate(
        1929, 2, 12, uncertain=("year", "month", "day"), approximate=("year", "month")
    )
    assert parse_edtf("192X").start_date == EdtfDate(1920, unspecified_digits=1)
    assert parse_edtf("1929-XX-XX").end_date == EdtfDate(1929, unspecified=("month", "day"))
    assert parse_edtf("1929-24%").end_date == EdtfDate(
        1929, season=24, uncertain=("year", "season"), approximate=("year", "season")
    )


def test_only_a_set_of_which_one_holds_has_choices() -> None:
    chosen = parse_edtf("[1936,1940..1941]").choices
    assert chosen == (bounds("1936-01-01 1936-12-31"), bounds("1940-01-01 1941-12-31"))
    assert [parse_edtf(text).choices for text in ("{1936,1937}", "1936/1937", "1936")] == [()] * 3


@pytest.mark.parametrize(
    ("text", "uncertain", "approximate"),
    [("1929", False, False), ("1929?", True, False), ("1929~", False, True), ("1929%", True, True),
     ("1929/1933?", True, False), ("[1929~,1930]", False, True), ("?1929-02", True, False)],
)  # fmt: skip
def test_a_doubt_about_any_part_is_a_doubt_about_the_whole(
    text: str, uncertain: bool, approximate: bool
) -> None:
    span = parse_edtf(text)
    assert (span.uncertain, span.approximate) == (uncertain, approximate)


HTML_VALUES = [
    ("1929", "gregorian", "1929"), ("1929-02", "gregorian", "1929-02"),
    ("1929-02-12", "gregorian", "1929-02-12"), ("0044", "gregorian", "0044"),
    ("0001", "gregorian", "0001"), ("9999-12-31", "gregorian", "9999-12-31"),
    ("1905-12-03", "julian", "1905-12-16"), ("1905-12", "julian", None), ("1905", "julian", None),
    ("0000", "gregorian", None), ("-0044", "gregorian", None), ("Y10000", "gregorian", None),
    ("1929~", "gregorian", None), ("1929?", "gregorian", None), ("?1929-02", "gregorian", None),
    ("192X", "gregorian", None), ("1929-XX", "gregorian", None), ("1929-21", "gregorian", None),
    ("1929/1930", "gregorian", None), ("1929/..", "gregorian", None),
    ("[1929,1930]", "gregorian", None), ("9999-12-31", "julian", None),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "calendar", "expected"), HTML_VALUES, ids=[" ".join(row[:2]) for row in HTML_VALUES]
)
def test_only_plain_dates_have_a_value_that_html_allows(
    text: str, calendar: str, expected: str | None
) -> None:
    span = parse_edtf(text, calendar="julian" if calendar == "julian" else "gregorian")
    assert span.html_datetime == expected


BEARINGS = [
    ("1902-10", "1902-10", "states"),
    ("1929-02-12", "1929", "states"),
    ("1929", "1929-02-12", "wider"),
    ("1898", "1902-09/1902-10", "against"),
    ("1907", "1907-10/1914-08", "wider"),
    ("1907-01", "1907-10/1914-08", "against"),
    ("1929-01", "1929-02-10", "against"),
    ("1929-02", "1929-02-10", "wider"),
    ("1929-01", "1929-01-22/1929-02-12", "wider"),
    ("1929-02-13", "1929-02-12", "against"),
    ("1929-02-13", "1929-02-12~", "states"),
    ("1929-02-13~", "1929-02-12", "wider"),
    ("1929-02-13?", "1929-02-12", "against"),
    ("1930", "1929~", "states"),
    ("1930%", "1929", "wider"),
    ("1929/..", "1935", "wider"),
    ("1929/", "1935", "wider"),
    ("1935", "1929/..", "states"),
    ("1928", "1929/", "against"),
    ("../1928", "1929", "against"),
    ("1932", "[1929,1935]", "against"),
    ("1929", "[1929,1935]", "states"),
    ("[1929,1935]", "1929", "wider"),
    ("[1929,1935]", "1932", "against"),
    ("1929-12/1930-01", "[1929,1930]", "states"),
    ("1929/1935", "[1929,1935]", "wider"),
    ("1900/1930", "[1930,..1929]", "states"),
    ("1900/1940", "[1940..,1930,..1929]", "wider"),
    ("1930", "{1929,1931}", "against"),
]


@pytest.mark.parametrize(
    ("claim", "reading", "expected"), BEARINGS, ids=[f"{row[0]} on {row[1]}" for row in BEARINGS]
)
def test_a_claim_states_a_reading_or_is_wider_or_against_it(
    claim: str, reading: str, expected: str
) -> None:
    assert parse_edtf(claim).bearing_on(parse_edtf(reading)) == expected


def test_an_old_style_claim_is_compared_by_its_gregorian_day() -> None:
    claim = parse_edtf("1905-12-03", calendar="julian")
    assert claim.bearing_on(parse_edtf("1905-12-16")) == "states"
    assert claim.bearing_on(parse_edtf("1905-12-03")) == "against"


def test_a_claim_can_be_held_against_one_end_of_an_interval() -> None:
    reading, claim = parse_edtf("1907-10/1914-08"), parse_edtf("1907")
    assert claim.bearing_on(reading.compared_start) == "wider"
    assert claim.bearing_on(reading.compared_end) == "against"


def test_dates_as_written_overlap_without_being_widened() -> None:
    assert not parse_edtf("1929~").overlaps(parse_edtf("1930"))
    assert parse_edtf("1929-02").overlaps(parse_edtf("1929-02-28/1933"))
    assert parse_edtf("1929-02").lies_in(parse_edtf("1929"))
    assert not parse_edtf("1929/..").lies_in(parse_edtf("1929/1933"))


def test_spans_are_equal_by_text_and_calendar() -> None:
    assert parse_edtf("1929") == parse_edtf("1929")
    assert parse_edtf("1929") != parse_edtf("1929", calendar="julian")
    assert len({parse_edtf("1929"), parse_edtf("1929"), parse_edtf("1930")}) == 2
