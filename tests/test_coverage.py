"""What a route leaves of its texts: quoted, set aside, on the map or off it."""

import functools
import json
from pathlib import Path
from typing import Any

import pytest

from mapgen.coverage.lexicon import Lexicon, build_lexicon
from mapgen.coverage.report import Coverage, coverage_report
from mapgen.coverage.rows import (
    COUNT_COLUMNS,
    count_rows,
    coverage_document,
    passage,
)
from mapgen.coverage.stretches import find_stretches
from mapgen.loading import load_route
from mapgen.model import Route, Selector

TEXT = (
    "In 1902 he came from Siberia to London.\n"
    "Paris he saw later, and Rome never.\n"
    "\n"
    "Many years passed. In Geneva others met.\n"
    "The party of France split."
)
PLACES = {
    "siberia": {"name": "Siberia", "kind": "region"},
    "london": {"name": "London", "country": "GB", "within": "britain"},
    "britain": {"name": "Britain", "kind": "country", "country": "GB"},
    "paris": {"name": "Paris", "country": "FR"},
    "france": {"name": "France", "kind": "country", "country": "FR"},
}
FIRST = "In 1902 he came from Siberia to London."


@functools.cache
def lexicon() -> Lexicon:
    """The names of the road of these tests; the same for all of its quotes."""
    stop = {"id": "one", "place": "london"}
    road = {"route": "road", "title": "A road", "subject": {"name": "A"}, "places": PLACES}
    return build_lexicon(Route.model_validate({**road, "stops": [stop]}))


def report(
    folder: Path,
    text: str = TEXT,
    *,
    says: dict[str, Any] | None = None,
    quote: str = FIRST,
    set_aside: list[dict[str, Any]] | None = None,
    progress: Any = None,
    also_lost: bool = False,
) -> Coverage:
    """The coverage of a text by a route of one stop with one quote."""
    file = folder / "road.yaml"
    written = {
        "route": "road",
        "title": "A road",
        "subject": {"name": "A"},
        "sources": {
            "life": {"title": "T", "language": "en", "file": "life.txt"},
            "lost": {"title": "L", "language": "en"},
        },
        "places": PLACES,
        "stops": [
            {
                "id": "london-1902",
                "place": "london",
                "quotes": [{"source": "life", "text": quote, "says": says or {}}],
            }
        ],
        "set_aside": set_aside or [],
    }
    file.write_text(json.dumps(written, ensure_ascii=False, indent=1), encoding="utf-8")
    found = load_route(file)
    assert found.route, [str(problem) for problem in found.problems]
    start = text.index(quote)
    selector = Selector("3f" * 32, start, start + len(quote), quote, "", "")
    return coverage_report(
        found.route,
        found.marks,
        {"life": text, "lost": text} if also_lost else {"life": text},
        {(0, 0): selector},
        lexicon(),
        progress=progress,
    )


def standings(coverage: Coverage) -> dict[str, str]:
    return {
        finding.mention.words: finding.standing
        for source in coverage.sources
        for finding in source.findings
    }


# How a mention stands


def test_each_mention_has_one_of_four_standings(tmp_path: Path) -> None:
    aside = [{"source": "life", "text": "Many years [...] others met.", "reason": "not of him"}]
    found = report(tmp_path, says={"from": "siberia", "to": "london"}, set_aside=aside)
    assert standings(found) == {
        "Siberia": "quoted",
        "London": "quoted",
        "Paris": "unquoted",
        "Rome": "off-map",
        "Geneva": "set-aside",
        "France": "unquoted",
    }


@pytest.mark.parametrize("key", ["where", "from", "to", "via"])
def test_a_quote_says_a_place_by_where_from_to_or_via(tmp_path: Path, key: str) -> None:
    assert standings(report(tmp_path, says={key: "london"}))["London"] == "quoted"


@pytest.mark.parametrize("says", [{}, {"when": "1902"}, {"where": "siberia"}, {"where": "britain"}])
def test_a_quote_that_says_another_place_does_not_say_this_one(
    tmp_path: Path, says: dict[str, str]
) -> None:
    assert standings(report(tmp_path, says=says))["London"] == "unquoted"


def test_an_unquoted_mention_inside_a_quote_names_the_stop_of_it(tmp_path: Path) -> None:
    found = report(tmp_path, says={"where": "london"})
    siberia = found.open_findings[0]
    assert siberia.mention.words == "Siberia"
    assert siberia.note == "the quote at `london-1902` does not say it"


@pytest.mark.parametrize("quote", ["came from Siberia to Lon", "ndon."], ids=["start", "end"])
def test_a_mention_half_inside_a_quote_is_not_quoted(tmp_path: Path, quote: str) -> None:
    assert standings(report(tmp_path, quote=quote, says={"to": "london"}))["London"] == "unquoted"


def test_a_quote_of_one_source_says_nothing_in_another(tmp_path: Path) -> None:
    found = report(tmp_path, says={"to": "london"}, also_lost=True)
    assert [source.count("quoted") for source in found.sources] == [1, 0]


def test_the_same_words_outside_the_quote_are_not_quoted(tmp_path: Path) -> None:
    text = f"{FIRST}\nHe dreamt of London."
    found = report(tmp_path, text, says={"to": "london"}).sources[0]
    assert [
        finding.standing for finding in found.findings if finding.mention.words == "London"
    ] == [
        "quoted",
        "unquoted",
    ]


def test_a_quoted_mention_stays_quoted_where_its_stretch_is_set_aside(tmp_path: Path) -> None:
    aside = [{"source": "life", "text": FIRST, "reason": "told elsewhere"}]
    found = report(tmp_path, says={"to": "london"}, set_aside=aside)
    assert standings(found)["London"] == "quoted"
    assert standings(found)["Siberia"] == "set-aside"


def test_open_findings_are_those_neither_quoted_nor_set_aside(tmp_path: Path) -> None:
    aside = [{"source": "life", "text": "Paris he [...] France split.", "reason": "others"}]
    says = {"from": "siberia", "to": "london"}
    assert report(tmp_path, says=says, set_aside=aside).open_findings == ()
    assert len(report(tmp_path, says=says).open_findings) == 4


def test_a_finding_stands_at_its_line_and_column(tmp_path: Path) -> None:
    text = f"{FIRST}\r\nدر لندن بود.\r\n"
    finding = report(tmp_path, text).sources[0].findings[-1]
    assert str(finding.mark) == "life.txt:2:4"
    assert (finding.mark.width, finding.mark.text) == (4, "در لندن بود.")


def test_a_source_without_its_text_is_named_as_unread(tmp_path: Path) -> None:
    found = report(tmp_path)
    assert found.unread == ("lost",)
    assert [source.source for source in found.sources] == ["life"]


def test_progress_is_told_by_source(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    report(tmp_path, progress=lambda *step: told.append(step))
    assert told == [("life", len(TEXT), len(TEXT))]


# Stretches set aside


def aside_problem(folder: Path, wanted: str, text: str = TEXT) -> tuple[str, str, str]:
    found = report(folder, text, set_aside=[{"source": "life", "text": wanted, "reason": "r"}])
    (problem,) = found.problems
    return problem.code, problem.message, str(problem.mark).rpartition("/")[2]


@pytest.mark.parametrize(
    ("wanted", "code", "message"),
    [
        ("In Genf [...] met", "set-aside-not-found", "the source has no `In Genf`"),
        (
            "In Geneva [...] In 1902",
            "set-aside-not-found",
            "the source has no `In 1902` after `In Geneva`",
        ),
        ("In [...] met", "set-aside-ambiguous", "`In` stands in the source 2 times"),
        (
            "[...] others met",
            "set-aside-not-found",
            "a stretch that is set aside has no words on one side of `[...]`",
        ),
    ],
    ids=["first words", "last words", "twice", "no words"],
)
def test_a_stretch_that_cannot_be_found_is_a_problem_at_its_text(
    tmp_path: Path, wanted: str, code: str, message: str
) -> None:
    found_code, found_message, mark = aside_problem(tmp_path, wanted)
    assert (found_code, found_message) == (code, message)
    written = (tmp_path / "road.yaml").read_text().splitlines()
    line = next(number for number, row in enumerate(written, 1) if wanted in row)
    assert mark == f"road.yaml:{line}:{written[line - 1].index(wanted)}"


def test_a_problem_of_a_stretch_is_told_in_full(tmp_path: Path) -> None:
    aside = [{"source": "life", "text": "In [...] met", "reason": "r"}]
    (problem,) = report(tmp_path, set_aside=aside).problems
    line = problem.mark.line
    assert str(problem).replace(str(tmp_path), "") == "\n".join(
        [
            f"/road.yaml:{line}:12: error[set-aside-ambiguous]: `In` stands in the source 2 times",
            f'{line:5} |    "text": "In [...] met",',
            "      |            ^^^^^^^^^^^^^^",
            "  hint: begin with more words, so that they stand there only once",
        ]
    )


@pytest.mark.parametrize(
    ("text", "wanted", "expected"),
    [
        ("one two three four", "two three", "two three"),
        ("one two\n\nthree  \n four five", "two [...] four", "two\n\nthree  \n four"),
        ("one two\n three four", "two three", "two\n three"),
        ("one two three three", "two [...] three", "two three"),
        ("one two three four five", "one [...] three [...] five", "one two three four five"),
        ("cafe\u0301 au lait", "café au", "cafe\u0301 au"),
        ("caf\u00e9 au lait", "cafe\u0301 au", "caf\u00e9 au"),
        ("का \u095eर्क था", "\u092b\u093cर्क", "\u095eर्क"),
        ("यह \u092b\u093cर्क था", "\u095eर्क था", "\u092b\u093cर्क था"),
        ("a (b.c) d", "(b.c)", "(b.c)"),
    ],
    ids=[
        "whole",
        "over paragraphs",
        "white space",
        "nearest end",
        "two gaps",
        "decomposed text",
        "decomposed words",
        "composed nukta",
        "decomposed nukta",
        "punctuation",
    ],
)
def test_a_stretch_is_found_in_code_points_of_the_text(
    tmp_path: Path, text: str, wanted: str, expected: str
) -> None:
    text = f"\ufeff{FIRST}\n{text}\n"
    aside = [{"source": "life", "text": wanted, "reason": "because"}]
    report(tmp_path, text, set_aside=aside)
    loaded = load_route(tmp_path / "road.yaml")
    assert loaded.route
    stretches, problems = find_stretches(loaded.route, loaded.marks, {"life": text})
    assert not problems
    (stretch,) = stretches["life"]
    assert text[stretch.start : stretch.end] == expected
    assert stretch.reason.forms == ("because",)


def test_a_stretch_of_an_unread_source_is_left_out(tmp_path: Path) -> None:
    aside = [{"source": "lost", "text": "nothing [...] here", "reason": "r"}]
    assert report(tmp_path, set_aside=aside).problems == ()


# What is shown


def test_counts_have_a_row_for_each_source_and_their_sum(tmp_path: Path) -> None:
    found = report(tmp_path, says={"from": "siberia", "to": "london"})
    assert COUNT_COLUMNS == ("source", "quoted", "set-aside", "unquoted", "off-map", "mentions")
    assert count_rows(found) == (("life", "2", "0", "2", "2", "6"),)
    twice = Coverage(found.sources * 2, (), ())
    assert count_rows(twice)[-1] == ("all", "4", "0", "4", "4", "12")


def test_a_passage_shows_the_words_round_a_mention(tmp_path: Path) -> None:
    found = report(tmp_path, says={"from": "siberia"})
    assert passage(found.open_findings[0]) == "In 1902 he came from Siberia to ⟦London⟧."
    long = "x" * 100 + " London " + "y" * 100
    far = report(tmp_path, f"{FIRST}\n{long}").sources[0].findings[-1]
    assert passage(far) == f"…{'x' * 59} ⟦London⟧ {'y' * 59}…"


def test_the_document_for_programs_holds_every_mention(tmp_path: Path) -> None:
    found = report(tmp_path, says={"from": "siberia", "to": "london"})
    document = json.loads(json.dumps(coverage_document(found)))
    assert document["open"] == 4
    assert document["unread"] == ["lost"]
    (source,) = document["sources"]
    assert source["counts"] == {"quoted": 2, "set-aside": 0, "unquoted": 2, "off-map": 2}
    assert source["mentions"][0] == {
        "start": 21,
        "end": 28,
        "line": 1,
        "column": 22,
        "words": "Siberia",
        "places": [{"id": "siberia", "name": "Siberia"}],
        "standing": "quoted",
        "note": "",
        "dates": ["1902"],
    }
