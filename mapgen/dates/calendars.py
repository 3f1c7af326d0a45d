"""Day numbers of the Gregorian and the Julian calendar, for any year.

Both calendars are proleptic and count years astronomically: year 0 is 1 BC, year -1 is 2 BC.
The arithmetic starts the year in March, so that a leap day is its last day.
"""

from functools import lru_cache
from typing import Literal

Day = int
"""A day, counted in the Gregorian calendar from 1 = 0001-01-01; zero and less come before."""

Calendar = Literal["gregorian", "julian"]

_DAYS_BEFORE_MARCH_OF_YEAR_0 = 306
_JULIAN_LAG_OF_YEAR_0 = 2


def day_from_civil(year: int, month: int, day: int) -> Day:
    """The number of a Gregorian day; the day of the month is not checked.

    >>> day_from_civil(1, 1, 1), day_from_civil(1879, 11, 7)
    (1, 686236)
    """
    years = year - (month <= 2)
    leap_days = years // 4 - years // 100 + years // 400
    return years * 365 + leap_days + _days_since_march(month, day) - _DAYS_BEFORE_MARCH_OF_YEAR_0


@lru_cache(maxsize=10_000)
def civil_from_day(day: Day) -> tuple[int, int, int]:
    """Year, month and day of the month in the Gregorian calendar.

    >>> civil_from_day(686236), civil_from_day(0)
    ((1879, 11, 7), (0, 12, 31))
    """
    era, day_of_era = divmod(day + _DAYS_BEFORE_MARCH_OF_YEAR_0 - 1, 146_097)
    year_of_era = (
        day_of_era - day_of_era // 1_460 + day_of_era // 36_524 - day_of_era // 146_096
    ) // 365
    day_of_year = day_of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    return _civil_from_march(era * 400 + year_of_era, day_of_year)


def julian_day_from_civil(year: int, month: int, day: int) -> Day:
    """The number of a day that is written in the Julian calendar.

    >>> civil_from_day(julian_day_from_civil(1905, 12, 3))
    (1905, 12, 16)
    """
    years = year - (month <= 2)
    days = years * 365 + years // 4 + _days_since_march(month, day)
    return days - _DAYS_BEFORE_MARCH_OF_YEAR_0 - _JULIAN_LAG_OF_YEAR_0


def julian_civil_from_day(day: Day) -> tuple[int, int, int]:
    """Year, month and day of the month in the Julian calendar.

    >>> julian_civil_from_day(day_from_civil(1917, 11, 7))
    (1917, 10, 25)
    """
    since_march = day + _DAYS_BEFORE_MARCH_OF_YEAR_0 + _JULIAN_LAG_OF_YEAR_0 - 1
    era, day_of_era = divmod(since_march, 1_461)
    year_of_era = (day_of_era - day_of_era // 1_460) // 365
    return _civil_from_march(era * 4 + year_of_era, day_of_era - 365 * year_of_era)


def day_in(calendar: Calendar, year: int, month: int, day: int) -> Day:
    """The number of a day that is written in the given calendar."""
    if calendar == "julian":
        return julian_day_from_civil(year, month, day)
    return day_from_civil(year, month, day)


def civil_in(calendar: Calendar, day: Day) -> tuple[int, int, int]:
    """Year, month and day of the month in the given calendar."""
    return julian_civil_from_day(day) if calendar == "julian" else civil_from_day(day)


@lru_cache(maxsize=10_000)
def start_of_month(calendar: Calendar, year: int, month: int) -> Day:
    """The first day of a month; months beyond 1 to 12 count on into the years around.

    >>> start_of_month("gregorian", 1929, 13) == day_from_civil(1930, 1, 1)
    True
    """
    years, months = divmod(month - 1, 12)
    return day_in(calendar, year + years, months + 1, 1)


def month_length(calendar: Calendar, year: int, month: int) -> int:
    """How many days a month has."""
    return start_of_month(calendar, year, month + 1) - start_of_month(calendar, year, month)


def _days_since_march(month: int, day: int) -> int:
    return (153 * ((month + 9) % 12) + 2) // 5 + day


def _civil_from_march(year: int, day_of_year: int) -> tuple[int, int, int]:
    months = (5 * day_of_year + 2) // 153
    day = day_of_year - (153 * months + 2) // 5 + 1
    return (year, months + 3, day) if months < 10 else (year + 1, months - 9, day)
