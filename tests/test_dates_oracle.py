"""Our verdicts beside those of two other EDTF readers, with every disagreement named.

Neither is taken for the truth: bounds are tested against tables worked out by hand.
"""

import re
from time import struct_time

import pytest
from edtf import EDTFParseException
from edtf import parse_edtf as parse_by_python_edtf
from hypothesis import given
from hypothesis import strategies as st

from mapgen.dates import EdtfError, civil_from_day, parse_edtf
from tests import npm_edtf
from tests.test_dates import ACCEPTED
from tests.test_dates_refusals import REFUSED

PYTHON_EDTF_ALSO_ACCEPTS = {
    "1929-33": "season codes of level 2",
    "1929-30": "season codes of level 2",
    "1929-31": "season codes of level 2",
    "1929-41": "season codes of level 2",
    "1929-25": "season codes of level 2",
    "1933-33": "season codes of level 2",
    "1933/1929": "an interval that ends before it begins",
    "1929 ": "white space around a date",
    "1950S2": "significant figures",
    "1XX3": "unspecified figures in the middle",
    "1929-02-29": "29 February of a common year",
    "1900-02-29": "29 February of a common year",
    "{1929,1929}": "a set of one date twice",
}
PYTHON_EDTF_CRASHES_ON = {
    "1929-X2": AttributeError,
    "1929-1X": AttributeError,
}
PYTHON_EDTF_REFUSES = {
    "1929-21~": "a season with a qualifier",
    "?192X": "a qualifier before unspecified figures",
    "Y170000002?": "a long year with a qualifier",
    "1929-XX/..": "unspecified figures in an open interval",
    "?1929/..": "a qualifier in front, in an open interval",
}

NPM_EDTF = npm_edtf.recorded()
NPM_EDTF_ALSO_ACCEPTS = {
    **dict.fromkeys(
        ["1929-33", "1929-30", "1929-31", "1929-41", "1929-25", "1909-25", "1913-25", "1924-25"],
        "season codes of level 2",
    ),
    "1929-02-12T24:00": "times of day",
    "1950S2": "significant figures",
    "1929S2": "significant figures",
    "1XX3": "unspecified figures in the middle",
    "1929-02-29": "29 February of a common year",
    "1900-02-29": "29 February of a common year",
    "[1929]": "a set of one date",
    "{1929,1929}": "a set of one date twice",
}
NPM_EDTF_ALSO_REFUSES = {
    "1929-21~": "a season with a qualifier",
    "?192X": "a qualifier before unspecified figures",
    "Y170000002?": "a long year with a qualifier",
}


def is_accepted(text: str) -> bool:
    try:
        parse_edtf(text)
    except EdtfError:
        return False
    return True


def is_accepted_by_python_edtf(text: str) -> bool:
    try:
        parse_by_python_edtf(text)
    except EDTFParseException:
        return False
    return True


@pytest.mark.parametrize("text", ACCEPTED)
def test_python_edtf_accepts_what_we_accept(text: str) -> None:
    assert is_accepted(text)
    assert is_accepted_by_python_edtf(text)


@pytest.mark.parametrize("text", [row[0] for row in REFUSED])
def test_python_edtf_refuses_what_we_refuse_but_for_named_texts(text: str) -> None:
    assert not is_accepted(text)
    assert is_accepted_by_python_edtf(text) == (text in PYTHON_EDTF_ALSO_ACCEPTS)


@pytest.mark.parametrize("text", PYTHON_EDTF_REFUSES)
def test_python_edtf_refuses_some_combinations_that_have_a_plain_meaning(text: str) -> None:
    assert is_accepted(text)
    assert not is_accepted_by_python_edtf(text)


@pytest.mark.parametrize(("text", "error"), PYTHON_EDTF_CRASHES_ON.items())
def test_python_edtf_crashes_where_we_refuse(text: str, error: type[Exception]) -> None:
    assert not is_accepted(text)
    with pytest.raises(error):
        parse_by_python_edtf(text)


def test_the_record_of_npm_edtf_is_what_it_says() -> None:
    assert list(NPM_EDTF) == npm_edtf.texts()
    assert npm_edtf.asked(npm_edtf.texts()) == NPM_EDTF


def test_we_accept_what_npm_edtf_accepts_but_for_named_texts() -> None:
    accepted = {text for text, verdict in NPM_EDTF.items() if verdict}
    assert len(accepted) > 400
    assert {text for text in accepted if not is_accepted(text)} == set(NPM_EDTF_ALSO_ACCEPTS)


def test_we_refuse_what_npm_edtf_refuses_but_for_named_texts() -> None:
    refused = {text for text, verdict in NPM_EDTF.items() if not verdict}
    assert len(refused) > 100
    assert {text for text in refused if is_accepted(text)} == set(NPM_EDTF_ALSO_REFUSES)


NPM_EDTF_BOUNDS = {
    "seasons are quarters of a year": r".{4}-2[1-4]",
    "an unknown end is the first day of 1970": r"/.*|.*/",
    "a set ends with its last date, not with its latest": r"[\[{](?!\.)(.*)[,.](.*)[\]}]",
    "parts left open run backwards before year 0": r"-.*X",
    "a year beyond its clock has no days": r"Y.*",
}
"""Where npm's edtf gives other days than we do, and the form of the texts where it does so."""


def test_npm_edtf_gives_dates_the_same_bounds_but_for_named_differences() -> None:
    different = {text for text, verdict in NPM_EDTF.items() if verdict and differ(text, verdict)}
    unnamed = {
        text: NPM_EDTF[text]
        for text in different
        if not any(re.fullmatch(form, text) for form in NPM_EDTF_BOUNDS.values())
    }
    assert unnamed == {}
    assert len(NPM_EDTF) - len(different) > 400
    for name, form in NPM_EDTF_BOUNDS.items():
        assert any(re.fullmatch(form, text) for text in different), name


def differ(text: str, verdict: list[str]) -> bool:
    """Whether we accept a text and give it other days than these."""
    if not is_accepted(text):
        return False
    span = parse_edtf(text)
    ours = [civil_from_day(day) if day is not None else None for day in (span.first, span.last)]
    return ours != [_civil_of(day) for day in verdict]


def _civil_of(iso: str) -> tuple[int, int, int] | None:
    found = re.fullmatch(r"([+-]?\d+)-(\d\d)-(\d\d)", iso)
    return (int(found[1]), int(found[2]), int(found[3])) if found else None


def test_python_edtf_invents_a_day_for_an_unknown_start() -> None:
    assert parse_by_python_edtf("/1929").lower_strict()[:3] == (1919, 12, 31)
    assert parse_edtf("/1929").first is None


QUALIFIERS = st.sampled_from(["", "", "?", "~", "%"])
YEARS = st.integers(-9999, 9999).map(lambda year: f"{year:0{5 if year < 0 else 4}}")


@st.composite
def specified(draw: st.DrawFn) -> str:
    month, day = draw(st.integers(0, 14)), draw(st.integers(0, 32))
    parts = draw(st.sampled_from(["", f"-{month:02}", f"-{month:02}-{day:02}"]))
    return draw(YEARS) + parts


@st.composite
def unspecified(draw: st.DrawFn) -> str:
    year, month = draw(YEARS), draw(st.integers(1, 12))
    forms = [f"{year[:-1]}X", f"{year[:-2]}XX", f"{year}-XX", f"{year}-XX-XX",
             f"{year}-{month:02}-XX"]  # fmt: skip
    return draw(st.sampled_from(forms))


@st.composite
def level_0_and_1(draw: st.DrawFn) -> str:
    one, other = (draw(specified()) + draw(QUALIFIERS) for _ in range(2))
    season = f"{draw(YEARS)}-{draw(st.integers(20, 24))}"
    long_year = f"Y{draw(st.integers(10_000, 10**11))}"
    forms = [one, draw(unspecified()), season, long_year, f"{one}/{other}", f"{one}/..",
             f"../{one}", f"{one}/", f"/{one}"]  # fmt: skip
    return draw(st.sampled_from(forms))


def differs_by_name(text: str) -> bool:
    """Whether we refuse it as 29 February of a common year or for ending before it begins."""
    try:
        parse_edtf(text)
    except EdtfError as error:
        return bool(re.search("-02-29` does not exist|ends before it begins", str(error)))
    return False


@given(level_0_and_1())
def test_python_edtf_agrees_on_levels_0_and_1_but_for_named_differences(text: str) -> None:
    assert differs_by_name(text) or is_accepted(text) == is_accepted_by_python_edtf(text)


@given(
    st.integers(1, 9999),
    st.sampled_from(["{0:04}", "{0:04}-{1:02}", "{0:04}-{1:02}-{2:02}", "{0:04}-{1:02}-XX"]),
    st.integers(1, 12),
    st.integers(1, 28),
)
def test_python_edtf_gives_plain_dates_the_same_bounds(
    year: int, form: str, month: int, day: int
) -> None:
    text = form.format(year, month, day)
    ours, theirs = parse_edtf(text), parse_by_python_edtf(text)
    assert ours.first is not None
    assert ours.last is not None
    assert civil_from_day(ours.first) == civil(theirs.lower_strict())
    assert civil_from_day(ours.last) == civil(theirs.upper_strict())


def civil(moment: struct_time) -> tuple[int, int, int]:
    return moment.tm_year, moment.tm_mon, moment.tm_mday
