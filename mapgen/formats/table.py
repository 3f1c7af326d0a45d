"""A route as a table (CSV, RFC 4180): one row per stop."""

import csv
import io
from collections.abc import Mapping, Sequence

from mapgen.formats.records import (
    QuoteAt,
    leg_record,
    lon_lat,
    stop_records,
)
from mapgen.model import Evidence, LegPath, Position, Route, Selector, Stop

Cell = str | int | float | None

COLUMNS = (
    "number", "id", "chapter", "event", "forced", "title", "text", "place", "name", "name_now",
    "country", "lat", "lon", "precision", "position_from", "date", "first_day", "last_day",
    "evidence_date", "evidence_start", "evidence_end", "evidence_place", "evidence_leg",
    "conflicts", "leg_kind", "leg_by", "leg_from", "leg_via", "leg_date", "leg_first_day",
    "leg_last_day", "leg_distance_km", "quotes", "quotes_verified", "quotations",
)  # fmt: skip


def to_csv(
    route: Route,
    evidence: Sequence[Evidence],
    selectors: Mapping[QuoteAt, Selector],
    positions: Mapping[str, Position],
    legs: Sequence[LegPath | None],
) -> str:
    """The table as text: a header, then a row for each stop in story order; UTF-8, no mark.

    Words stand as they are written, also those that begin with = + - or @: a table is data, and
    an apostrophe put before them would be a change that no reader of CSV takes back. In a
    spreadsheet program import the file as text, so that no such cell is taken for a formula.
    `quotations` has a line for each quote, its source first.
    """
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    records = stop_records(route, evidence, positions)
    for index, stop in enumerate(route.all_stops):
        lon, lat = lon_lat(positions[stop.place])
        row = {
            **records[index],
            "forced": "yes" if stop.is_forced else "no",
            "lat": lat,
            "lon": lon,
            **_evidence_cells(evidence[index]),
            **_leg_cells(route, stop, legs[index]),
            **_quote_cells(index, stop, selectors),
        }
        writer.writerow([row[column] for column in COLUMNS])
    return written.getvalue()


def _evidence_cells(evidence: Evidence) -> dict[str, Cell]:
    return {
        "evidence_date": evidence.date,
        "evidence_start": evidence.start,
        "evidence_end": evidence.end,
        "evidence_place": evidence.place,
        "evidence_leg": evidence.leg,
        "conflicts": len(evidence.conflicts),
    }


def _leg_cells(route: Route, stop: Stop, path: LegPath | None) -> dict[str, Cell]:
    if path is None:
        return dict.fromkeys(column for column in COLUMNS if column.startswith("leg_"))
    return {
        "leg_kind": stop.leg.kind,
        "leg_from": path.places[0],
        "leg_via": " ".join(stop.leg.via),
        **{f"leg_{name}": value for name, value in leg_record(route, path).items()},
    }


def _quote_cells(index: int, stop: Stop, selectors: Mapping[QuoteAt, Selector]) -> dict[str, Cell]:
    return {
        "quotes": len(stop.quotes),
        "quotes_verified": sum((index, number) in selectors for number in range(len(stop.quotes))),
        "quotations": "\n".join(f"{quote.source}: {quote.text}" for quote in stop.quotes),
    }
