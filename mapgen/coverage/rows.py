"""Findings as plain rows for a table, and as a document for programs."""

from typing import Any

from mapgen.coverage.report import OPEN_STANDINGS, STANDINGS, Coverage, Finding
from mapgen.marks import Mark

COUNT_COLUMNS = ("source", *STANDINGS, "mentions")

_PASSAGE_EACH_WAY = 60


def count_rows(coverage: Coverage) -> tuple[tuple[str, ...], ...]:
    """How many mentions of each standing each source has (`COUNT_COLUMNS`); the sum last."""
    counts = [
        (one.source, [one.count(standing) for standing in STANDINGS]) for one in coverage.sources
    ]
    if len(counts) > 1:
        counts.append(("all", [sum(row) for row in zip(*(row for _, row in counts), strict=True)]))
    return tuple((name, *map(str, row), str(sum(row))) for name, row in counts)


def passage(finding: Finding) -> str:
    """The words round a mention on its line, with the mention in brackets of its own."""
    mark: Mark = finding.mark
    start, end = mark.column - 1, mark.column - 1 + mark.width
    before = mark.text[max(0, start - _PASSAGE_EACH_WAY) : start]
    after = mark.text[end : end + _PASSAGE_EACH_WAY]
    head = "…" * (start > _PASSAGE_EACH_WAY)
    tail = "…" * (len(mark.text) > end + _PASSAGE_EACH_WAY)
    return f"{head}{before}⟦{finding.mention.words}⟧{after}{tail}"


def coverage_document(coverage: Coverage) -> dict[str, Any]:
    """The whole report as plain dicts and lists, for JSON."""
    return {
        "mapgen": 1,
        "sources": [
            {
                "source": one.source,
                "file": one.file,
                "counts": {standing: one.count(standing) for standing in STANDINGS},
                "mentions": [_finding_document(finding) for finding in one.findings],
            }
            for one in coverage.sources
        ],
        "unread": list(coverage.unread),
        "open": sum(one.count(standing) for one in coverage.sources for standing in OPEN_STANDINGS),
    }


def _finding_document(finding: Finding) -> dict[str, Any]:
    mention = finding.mention
    return {
        "start": mention.start,
        "end": mention.end,
        "line": finding.mark.line,
        "column": finding.mark.column,
        "words": mention.words,
        "places": [{"id": place.id, "name": place.name} for place in mention.places],
        "standing": finding.standing,
        "note": finding.note,
        "dates": list(mention.dates),
    }
