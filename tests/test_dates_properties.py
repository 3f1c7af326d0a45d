"""What holds for every date: texts, bounds, comparison and the two calendars."""

import re
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from mapgen.dates import (
    DateSpan,
    EdtfError,
    civil_from_day,
    day_from_civil,
    julian_civil_from_day,
    julian_day_from_civil,
    parse_edtf,
)

QUALIFIERS = st.sampled_from(["", "", "", "?", "~", "%"])


@st.composite
def written_dates(draw: st.DrawFn) -> str:
    """A date by levels 0 and 1, with qualifiers of parts; its day may not exist."""
    year = draw(st.integers(-9999, 9999).map(lambda year: f"{year:0{5 if year < 0 else 4}}"))
    kind = draw(st.sampled_from(["year", "long", "X", "XX", "season", "month", "day"]))
    if kind == "long":
        return f"Y{draw(st.integers(10_000, 10**12 - 1))}{draw(QUALIFIERS)}"
    if kind in ("X", "XX"):
        return f"{year[: -len(kind)]}{kind}{draw(QUALIFIERS)}"
    parts = [year]
    if kind == "season":
        parts.append(draw(st.sampled_from(["21", "22", "23", "24"])))
    if kind in ("month", "day"):
        parts.append(draw(st.sampled_from(["XX", *(f"{month:02}" for month in range(1, 13))])))
    if kind == "day":
        days = ["XX", *(f"{day:02}" for day in range(1, 32))]
        parts.append("XX" if parts[-1] == "XX" else draw(st.sampled_from(days)))
    return "-".join(part + draw(QUALIFIERS) for part in parts)


@st.composite
def written_spans(draw: st.DrawFn) -> str:
    """A date, an interval or a set; intervals may be reversed."""
    one, other = draw(written_dates()), draw(written_dates())
    forms = ["{0}", "{0}/{1}", "{0}/..", "../{0}", "{0}/", "/{0}", "[{0},{1}]", "{{{0},{1}}}",
             "[..{0}]", "[{0}..]", "[{0}..{1}]", "{{{0}..{1}}}"]  # fmt: skip
    return draw(st.sampled_from(forms)).format(one, other)


def parsed(text: str, *, is_julian: bool = False) -> DateSpan | EdtfError:
    try:
        return parse_edtf(text, calendar="julian" if is_julian else "gregorian")
    except EdtfError as error:
        return error


SPANS = st.builds(
    lambda text, is_julian: parsed(text, is_julian=is_julian), written_spans(), st.booleans()
).filter(lambda span: isinstance(span, DateSpan))


@given(written_spans(), st.booleans())
def test_what_has_the_form_of_edtf_is_refused_only_where_it_cannot_be(
    text: str, is_julian: bool
) -> None:
    found = parsed(text, is_julian=is_julian)
    reasons = "does not exist|ends before it begins|one date twice or alone"
    assert isinstance(found, DateSpan) or re.search(reasons, str(found))


@given(st.text(alphabet="0123456789-/?~%.[]{},XYuTS –\u06f1", max_size=30) | st.text(max_size=200))
def test_no_text_raises_anything_but_an_edtf_error_with_a_hint(text: str) -> None:
    found = parsed(text)
    assert isinstance(found, DateSpan) or found.hint


@given(SPANS)
def test_bounds_are_in_order(span: DateSpan) -> None:
    starts = [span.drawn_start, span.compared_start, span.start]
    ends = [span.drawn_end, span.compared_end, span.end]
    for each in (*starts, *ends):
        assert each.first is None or each.last is None or each.first <= each.last
    assert span.first is None or span.last is None or span.first <= span.last
    for inner, outer in [
        (span.start, span.compared_start),
        (span.compared_start, span.drawn_start),
        (span.end, span.compared_end),
        (span.compared_end, span.drawn_end),
    ]:
        assert inner.lies_in(outer)


@given(SPANS, SPANS)
def test_overlap_is_mutual_and_containment_is_overlap(one: DateSpan, other: DateSpan) -> None:
    assert one.overlaps(other) == other.overlaps(one)
    assert (one.bearing_on(other) == "against") == (other.bearing_on(one) == "against")
    if one.lies_in(other):
        assert one.overlaps(other)


@given(SPANS)
def test_a_date_states_itself(span: DateSpan) -> None:
    assert span.lies_in(span)
    assert span.bearing_on(span) == "states"


def test_days_are_counted_as_the_standard_library_counts_them() -> None:
    for number in range(1, 146_097 + 366):
        expected = date.fromordinal(number)
        found = civil_from_day(number)
        assert found == (expected.year, expected.month, expected.day)
        assert day_from_civil(*found) == number


def test_every_day_of_julian_years_comes_after_the_day_before() -> None:
    number = julian_day_from_civil(-3, 1, 1)
    for year in range(-3, 6):
        for month in range(1, 13):
            length = 29 - (year % 4 > 0) if month == 2 else 30 + (month in (1, 3, 5, 7, 8, 10, 12))
            for day in range(1, length + 1):
                assert julian_civil_from_day(number) == (year, month, day)
                assert julian_day_from_civil(year, month, day) == number
                number += 1


@given(st.integers(-(10**15), 10**15))
def test_days_of_all_years_come_back_in_both_calendars(number: int) -> None:
    assert day_from_civil(*civil_from_day(number)) == number
    assert julian_day_from_civil(*julian_civil_from_day(number)) == number


@given(st.integers(-(10**9), 10**9))
def test_the_next_day_is_the_next_day_in_both_calendars(number: int) -> None:
    for civil in (civil_from_day, julian_civil_from_day):
        (year, month, before), after = civil(number), civil(number + 1)
        if after[2] == 1:
            assert after[:2] in ((year, month + 1), (year + 1, 1))
            assert before >= 28
        else:
            assert after == (year, month, before + 1)
