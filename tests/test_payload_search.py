"""By which words a stop is found: the names of its place, and letters that are written two ways."""

from typing import Any

import pytest

from mapgen.folding import plain_spelling
from tests.small_road import payload_of, road


def search_of(written: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = payload_of(written)["client"]["search"]
    return found


def names_of(written: dict[str, Any], place: str) -> list[str]:
    """The texts by which a place that is visited can be found."""
    client = payload_of(written)["client"]
    index = [each["id"] for each in client["places"]].index(place)
    return [client["search"]["names"][number] for number in client["search"]["places"][index]]


def with_place(key: str, **changes: Any) -> dict[str, Any]:
    written = road()
    written["places"][key].update(changes)
    return written


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"name": {"en": "London", "hi": "लंदन", "zh-Hant": "倫敦"}}, "倫敦"),
        ({"name": {"en": "London", "fa": "لندن"}}, "لندن"),
        ({"names": [{"name": "Londinium", "when": "0100"}]}, "Londinium"),
        ({"now": "Greater London"}, "Greater London"),
        ({"also": ["Łondyn"]}, "Łondyn"),
    ],
    ids=["another language", "another script", "an old name", "the present name", "a spelling"],
)
def test_a_place_is_found_by_each_of_its_names(changes: dict[str, Any], name: str) -> None:
    assert plain_spelling(name) in " ".join(names_of(with_place("london", **changes), "london"))


def test_a_place_is_found_by_what_it_lies_in() -> None:
    found = " ".join(names_of(with_place("siberia", also=["سیبری"]), "ust-kut"))
    assert plain_spelling("سیبری") in found
    assert "russia" in found


def test_a_place_is_found_by_its_country_in_the_languages_of_pages_and_sources() -> None:
    found = " ".join(names_of(road(), "london"))
    for name in ("united kingdom", "بریتانیا", "英国"):
        assert name in found
    assert "gro\u00dfbritannien" not in found
    german = road(sources={**road()["sources"], "de": {"title": "x", "language": "de"}})
    assert "vereinigtes konigreich" in " ".join(names_of(german, "london"))


def test_names_of_one_land_stand_once_for_all_its_places() -> None:
    names = search_of(road())["names"]
    assert len(names) == len(set(names))
    assert sum("россия" in each or "russia" in each.split() for each in names) == 1


def test_a_form_that_another_holds_is_left_out() -> None:
    (plain, *_) = names_of(with_place("london", also=["LONDON", "Lóndon", "New London"]), "london")
    assert plain.split() == ["new", "london"]


def letters_of(*words: str) -> dict[str, str]:
    """The letters with what each becomes, where a stop's text holds these words."""
    written = road()
    written["chapters"][0]["stops"][0]["text"] = " ".join(words)
    pairs: str = search_of(written)["letters"]
    return {pair[0]: pair[1:] for pair in pairs.split(" ")}


def test_letters_of_the_story_that_are_written_two_ways_become_one() -> None:
    letters = letters_of("كييف 倫敦 Straße मैक्सिको")
    assert (letters["ك"], letters["ي"], letters["倫"], letters["ß"], letters["ै"]) == (
        "ک", "ی", "伦", "ss", "े",
    )  # fmt: skip


def test_a_letter_in_whose_stead_the_story_has_another_is_listed_too() -> None:
    assert letters_of("伦敦")["倫"] == "伦"
    assert "龍" not in letters_of("伦敦")


def test_a_letter_in_whose_stead_a_name_has_another_is_listed_too() -> None:
    pairs = search_of(with_place("london", also=["倫敦"]))["letters"].split(" ")
    assert "倫伦" in pairs


def test_digits_of_all_pages_are_listed_whatever_the_story_holds() -> None:
    assert (letters_of("x")["۷"], letters_of("x")["७"]) == ("7", "7")


def test_what_a_browser_makes_plain_by_itself_is_not_listed() -> None:
    letters = letters_of("Çoyoacán", "مُوسكو", "A–B")
    assert not {"C", "c", "\u0327", "\u0301", "\u064f", "–"} & set(letters)
