"""Dates as historians know them: EDTF (ISO 8601-2) read strictly, with the days they may mean."""

from mapgen.dates.bounds import Bounds
from mapgen.dates.calendars import (
    Calendar,
    Day,
    civil_from_day,
    day_from_civil,
    julian_civil_from_day,
    julian_day_from_civil,
)
from mapgen.dates.edtf import EdtfError, parse_edtf
from mapgen.dates.english import Kind
from mapgen.dates.single import EdtfDate, EdtfRange, End, Part, Precision
from mapgen.dates.span import Bearing, DateSpan

__all__ = [
    "Bearing",
    "Bounds",
    "Calendar",
    "DateSpan",
    "Day",
    "EdtfDate",
    "EdtfError",
    "EdtfRange",
    "End",
    "Kind",
    "Part",
    "Precision",
    "civil_from_day",
    "day_from_civil",
    "julian_civil_from_day",
    "julian_day_from_civil",
    "parse_edtf",
]
