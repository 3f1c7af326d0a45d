"""One road in several languages: its pages, and how they find each other."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from mapgen.build import stems_of, tell_examined
from mapgen.check import examine
from mapgen.cli.drawing import draw
from mapgen.incremental import Order, kept_outcome
from mapgen.languages import LANGUAGES
from mapgen.model import Route, Words
from mapgen.page.render import render_page
from tests.project import Project, make_project
from tests.small_road import ROAD, payload_of

TROTSKY = Path("routes/trotsky.yaml")
SEVERAL = ("--lang", "en", "--lang", "fa", "--lang", "zh-Hant")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    monkeypatch.setenv("MAPGEN_CACHE_DIR", str(tmp_path / "cache"))
    folder = tmp_path / "project"
    folder.mkdir()
    return make_project(folder)


def pages(project: Project) -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in project.page.parent.glob("*.html")}


def language_of(page: str) -> str:
    found = re.search(r'<html lang="([^"]*)"', page)
    assert found
    return found[1]


def test_each_language_is_a_page_and_the_first_has_the_plain_name(project: Project) -> None:
    assert project.run("build", *SEVERAL).code == 0
    assert {name: language_of(page) for name, page in pages(project).items()} == {
        "small.html": "en", "small.fa.html": "fa", "small.zh-Hant.html": "zh-Hant",
    }  # fmt: skip


def test_the_command_names_every_page(project: Project) -> None:
    ran = project.run("build", *SEVERAL)
    first, *others = ran.out.splitlines()
    assert first.startswith("output/small.html: 2 stops, ")
    assert others == ["output/small.fa.html", "output/small.zh-Hant.html"]


def test_one_language_has_the_plain_name_whatever_it_is(project: Project) -> None:
    assert project.run("build", "--lang", "fa").code == 0
    [(name, page)] = pages(project).items()
    assert (name, language_of(page)) == ("small.html", "fa")
    assert 'rel="alternate"' not in page
    assert '<nav class="languages"' not in page


def test_a_language_given_twice_is_drawn_once() -> None:
    route = examine(TROTSKY).route
    assert stems_of(route, ["fa", "en", "fa"]) == {
        "fa": "trotsky", "en": "trotsky.en",
    }  # fmt: skip
    assert stems_of(route) == {"en": "trotsky"}


def test_every_page_links_the_others_and_names_its_own_language(project: Project) -> None:
    project.run("build", *SEVERAL)
    names = {"en": "small.html", "fa": "small.fa.html", "zh-Hant": "small.zh-Hant.html"}
    for language, name in names.items():
        page = pages(project)[name]
        others = {key: other for key, other in names.items() if key != language}
        in_head = re.findall(r'<link rel="alternate" hreflang="([^"]*)" href="([^"]*)">', page)
        in_switch = re.findall(r'<a href="([^"]*)" hreflang="([^"]*)" lang="\2" dir="(\w+)">', page)
        assert dict(in_head) == others
        assert {key: href for href, key, _ in in_switch} == others
        assert {key: way for _, key, way in in_switch} == {
            key: "rtl" if key == "fa" else "ltr" for key in others
        }
        own = {"en": "English", "fa": "فارسی", "zh-Hant": "繁體中文"}
        assert f'<span aria-current="page">{own[language]}</span>' in page
        assert all(f">{own[key]}</a>" in page for key in others)


def test_building_several_languages_again_gives_the_same_bytes(project: Project) -> None:
    project.run("build", *SEVERAL)
    before = pages(project)
    project.run("build", *SEVERAL, "--force")
    assert pages(project) == before


def test_pages_that_are_all_there_are_left_alone_and_a_lost_one_is_drawn(project: Project) -> None:
    order = Order(project.route, project.page.parent, languages=("en", "fa"))
    draw(order, is_locked=True)
    kept = kept_outcome(order)
    assert kept
    assert kept.beside == (project.page.with_name("small.fa.html"),)
    project.page.with_name("small.fa.html").write_text("lost", encoding="utf-8")
    assert kept_outcome(order) is None


def test_an_unchanged_translation_is_told_again(project: Project) -> None:
    for _ in range(2):
        ran = project.run("build", *SEVERAL[:4])
    assert ran.out.splitlines()[0].endswith(", unchanged")
    assert ran.out.splitlines()[1] == "output/small.fa.html"


def test_a_broken_route_leaves_the_pages_of_all_languages(project: Project) -> None:
    project.run("build", *SEVERAL)
    before = pages(project)
    project.edit("place: london", "place: lodnon")
    assert project.run("build", *SEVERAL).code == 1
    assert pages(project) == before


def test_a_page_of_its_own_offers_no_other_language() -> None:
    page = render_page(tell_examined(examine(TROTSKY), language="fa"))
    assert "hreflang" not in page.partition("<script")[0]


def test_on_a_site_every_page_has_an_address_a_preview_and_the_addresses_of_all(
    project: Project,
) -> None:
    ran = project.run("build", *SEVERAL[:4], "--site-url", "https://example.org/maps/")
    assert ran.code == 0, ran.err
    written = {path.name for path in project.page.parent.iterdir()}
    assert written == {
        f"small{language}.{kind}"
        for language in ("", ".fa")
        for kind in ("html", "card.png", "oembed.json")
    }
    for name, stem in (("small.html", "small"), ("small.fa.html", "small.fa")):
        page = pages(project)[name]
        assert f'<link rel="canonical" href="https://example.org/maps/{stem}.html">' in page
        assert dict(re.findall(r'hreflang="(\w+)" href="(https:[^"]*)"', page)) == {
            "en": "https://example.org/maps/small.html",
            "fa": "https://example.org/maps/small.fa.html",
        }
        told = project.page.with_name(f"{stem}.oembed.json").read_text("utf-8")
        assert f"https://example.org/maps/{stem}.html" in told
        assert f"https://example.org/maps/{stem}.card.png" in told


@pytest.mark.parametrize(
    ("language", "label"),
    [("fa", "انگلیسی"), ("hi", "अंग्रेज़ी"), ("zh-Hant", "英文"), ("en", None)],
)
def test_what_the_author_wrote_in_another_language_is_labelled_with_it(
    language: str, label: str | None
) -> None:
    page = render_page(payload_of(ROAD, language=language))
    labels = re.findall(r':lang\((\S+)\)::before\{content:"([^"]*)"\}', page)
    assert dict(labels).get("en") == label
    assert "fa" in dict(labels) or language == "fa"


def test_no_name_of_a_language_can_leave_its_label() -> None:
    payload = payload_of(ROAD)
    payload["fallbacks"] = {"xx": 'a"}</style>\\', "y}z": "b", "-q": "c"}
    page = render_page(payload)
    assert ':lang(xx)::before{content:"a}/style>"}' in page
    assert ":lang(y" not in page
    assert ":lang(-q" not in page


def test_a_direction_is_given_where_it_turns() -> None:
    in_hindi = render_page(payload_of(ROAD, language="hi"))
    in_persian = render_page(payload_of(ROAD, language="fa"))
    assert '<p class="what" lang="en">' in in_hindi
    assert '<p class="what" lang="en" dir="ltr">' in in_persian


def titles_and_names(route: Route) -> Iterator[Words]:
    """What the road and all it passes are called."""
    yield from (route.title, route.subject.name)
    yield from (chapter.title for chapter in route.chapters)
    yield from (stop.title for stop in route.all_stops if stop.title)
    for place in route.places.values():
        yield place.name
        yield from (dated.name for dated in place.names)
        if place.now:
            yield place.now


def test_trotskys_road_has_its_titles_and_places_in_every_language() -> None:
    route = examine(TROTSKY).route
    assert route
    assert all(stop.title for stop in route.all_stops)
    lacking = [
        words.forms
        for words in titles_and_names(route)
        if not set(LANGUAGES) <= set(words.by_language)
    ]
    assert lacking == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_trotskys_page_stays_small_in_every_language(language: str) -> None:
    page = render_page(tell_examined(examine(TROTSKY), language=language))
    assert len(page.encode()) <= 700_000
