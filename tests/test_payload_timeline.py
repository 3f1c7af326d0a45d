"""Where stops stand on the axis of time, as LOOK 4 draws them."""

from datetime import date

import pytest

from mapgen.dates import day_from_civil
from mapgen.model import Stop
from mapgen.payload.timeline import Bar, Timeline
from mapgen.wording import wording

FIRST, LAST = "1900-07-02", "1950-01-01"


def timeline(*dates: str | None) -> Timeline:
    stops = [
        Stop.model_validate({"id": f"s{n}", "place": "p", **({"when": when} if when else {})})
        for n, when in enumerate(dates)
    ]
    return Timeline(stops, wording("en"))


def bars(*dates: str | None) -> list[Bar]:
    """The bars between two days that fix the axis: half a year before, a year after."""
    return timeline(FIRST, *dates, LAST).bars()[1:-1]


def at(day: str) -> float:
    """Where a day begins on that axis."""
    year, month, day_of_month = (int(part) for part in day.split("-"))
    start = date(1900, 7, 2).toordinal() - 183
    length = date(1950, 1, 1).toordinal() + 1 + 365 - start
    return round((day_from_civil(year, month, day_of_month) - start) / length, 5)


def edges(bar: Bar) -> tuple[float, float, float, float]:
    return bar.x0, bar.solid0, bar.solid1, bar.x1


def test_the_axis_runs_from_half_a_year_before_to_a_year_after() -> None:
    first, last = (timeline(FIRST, LAST).bars()[index] for index in (0, 1))
    length = date(1950, 1, 1).toordinal() - date(1900, 7, 2).toordinal() + 1 + 183 + 365
    assert first.x0 == round(183 / length, 5)
    assert last.x1 == round(1 - 365 / length, 5)


def test_a_short_road_has_smaller_margins() -> None:
    first, last = timeline("1917-04-01", "1917-04-30").bars()
    assert 0 < first.x0 < 0.15
    assert 0.75 < last.x1 < 1


def test_a_day_has_hard_edges() -> None:
    (bar,) = bars("1940-05-24")
    assert edges(bar) == (at("1940-05-24"), at("1940-05-24"), at("1940-05-25"), at("1940-05-25"))


def test_a_month_fades_in_and_out_round_its_middle() -> None:
    (bar,) = bars("1902-10")
    assert (bar.x0, bar.x1) == (at("1902-10-01"), at("1902-11-01"))
    assert bar.solid0 == bar.solid1 == pytest.approx((bar.x0 + bar.x1) / 2, abs=3e-5)


def test_a_year_fades_over_the_year() -> None:
    (bar,) = bars("1908")
    assert (bar.x0, bar.x1) == (at("1908-01-01"), at("1909-01-01"))
    assert bar.solid0 == bar.solid1 == pytest.approx((bar.x0 + bar.x1) / 2, abs=3e-5)


def test_an_interval_is_solid_between_latest_start_and_earliest_end() -> None:
    (bar,) = bars("1906/1907-11")
    assert edges(bar) == (
        at("1906-01-01"), at("1906-12-31"), at("1907-11-02"), at("1907-12-01")
    )  # fmt: skip


def test_a_doubtful_year_fades_one_year_further_on_both_sides() -> None:
    for when in ("1920~", "1920?", "1920%"):
        (bar,) = bars(when)
        assert (bar.x0, bar.x1) == (at("1919-01-01"), at("1922-01-01"))


@pytest.mark.parametrize("when", ["1920-05~", "1920-05?", "1920-05%"])
def test_a_doubtful_month_fades_one_month_further_on_both_sides(when: str) -> None:
    (bar,) = bars(when)
    assert (bar.x0, bar.x1) == (at("1920-04-01"), at("1920-07-01"))


def test_a_choice_has_a_tick_for_each_candidate() -> None:
    (bar,) = bars("[1936,1939]")
    assert (bar.x0, bar.x1) == (at("1936-01-01"), at("1940-01-01"))
    assert bar.ticks == (at("1936-01-01"), at("1939-01-01"))


def test_an_open_end_fades_until_the_next_dated_stay() -> None:
    bar, _, after = bars("1907-10-01/..", None, "1914")
    assert (bar.x0, bar.solid0, bar.solid1) == (at("1907-10-01"),) * 3
    assert bar.x1 == after.x0


def test_an_unknown_start_reaches_back_to_the_stay_before() -> None:
    before, bar = bars("1905-01-01", "/1914-05-01")
    assert bar.x0 == before.x1
    assert bar.x1 == at("1914-05-02")


def test_an_end_that_may_come_before_the_start_leaves_no_gap() -> None:
    (bar,) = bars("1917-05-17/1918~")
    assert bar.x0 == bar.solid0 == bar.solid1 == at("1917-05-17")
    assert bar.x1 == at("1920-01-01")


def test_undated_stops_share_the_gap_in_equal_slots() -> None:
    before, *slots, after = bars("1905-01-01", None, None, None, "1908-01-01")
    width = (after.x0 - before.x1) / 3
    assert [slot.x0 for slot in slots] == [
        pytest.approx(before.x1 + n * width, abs=2e-5) for n in range(3)
    ]
    assert all(slot.is_undated and slot.x1 > slot.x0 for slot in slots)
    assert slots[-1].x1 == after.x0


def test_undated_stops_in_no_gap_have_no_width_but_a_place() -> None:
    _, slot, after = bars("1905/1908", None, "1906-01-01")
    assert slot.x0 == slot.x1 == after.x0


def test_undated_stops_at_the_end_reach_to_the_end_of_the_axis() -> None:
    assert timeline(FIRST, LAST, None).bars()[-1].x1 == 1


def test_the_playhead_stands_in_the_middle_of_the_start() -> None:
    bar, slot, _ = bars("1906/1910", None, "1920-01-01")
    assert bar.middle == pytest.approx((at("1906-01-01") + at("1906-12-31")) / 2, abs=1e-5)
    assert slot.middle == pytest.approx((slot.x0 + slot.x1) / 2, abs=1e-5)


def test_a_road_without_dates_has_bars_but_no_ticks() -> None:
    found = timeline(None, None)
    assert [(bar.x0, bar.x1) for bar in found.bars()] == [(0, 0.5), (0.5, 1)]
    assert found.ticks() == []


def test_a_lifetime_is_labelled_every_ten_years_with_a_tick_each_year() -> None:
    ticks = timeline("1879-11-07", "1940-08-21").ticks()
    assert [label for _, rank, label in ticks if rank == 2] == [
        "1880", "1890", "1900", "1910", "1920", "1930", "1940"
    ]  # fmt: skip
    assert len(ticks) == 62
    assert [rank for _, rank, _ in ticks[:11]] == [2, 0, 0, 0, 0, 1, 0, 0, 0, 0, 2]


@pytest.mark.parametrize(
    ("first", "last", "labels"),
    [
        ("1917-01-10", "1917-05-20", ["January 1917", "February 1917", "March 1917", "April 1917",
                                      "May 1917", "June 1917"]),
        ("1917-01-10", "1921-05-20", ["1917", "1918", "1919", "1920", "1921", "1922"]),
        ("1500", "1900", ["1500", "1600", "1700", "1800", "1900"]),
        ("-0050", "0060", ["41 BC", "21 BC", "1 BC", "AD 20", "AD 40", "AD 60"]),
    ],
    ids=["months", "years", "centuries", "before Christ"],
)  # fmt: skip
def test_labels_are_as_fine_as_eight_allow(first: str, last: str, labels: list[str]) -> None:
    found = [label for _, rank, label in timeline(first, last).ticks() if rank == 2]
    assert found == labels


def test_every_tick_and_edge_lies_on_the_axis() -> None:
    found = timeline("1879~", None, "[1880,1890]", "1900/..", None)
    fractions = [x for bar in found.bars() for x in (*edges(bar), bar.middle, *bar.ticks)]
    fractions += [x for x, _, _ in found.ticks()]
    assert all(0 <= x <= 1 for x in fractions)


def test_the_years_to_choose_from_stand_where_they_begin_and_end() -> None:
    found = timeline("1900-11-07", None, "1949-12-31", "1950")
    years, after = found.years(), found.bars()[2].x1
    assert years
    assert (years.first, years.last) == (1900, 1950)
    assert years.start < 0, "half a year before the first date that year has long begun"
    assert years.start + years.width == pytest.approx(after, abs=2e-5)
    assert years.after + years.width == pytest.approx(found.bars()[3].x1, abs=1e-4)


def test_a_road_of_few_years_or_without_dates_has_none_to_choose_from() -> None:
    assert timeline("1917", "1919").years() is None
    assert timeline("1917", "1920").years()
    assert timeline(None, None).years() is None
