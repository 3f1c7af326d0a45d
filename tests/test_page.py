"""The page as a whole: its head, its story, and that no word of a route can become code."""

import base64
import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
import pytest
from markupsafe import Markup
from playwright.sync_api import Browser

from mapgen.page.render import Articles, json_for_script, render_page, render_pieces
from tests.small_road import ROAD, SHA, payload_of, road


def parsed(html: str) -> Element:
    """The page as a browser would build it; any parse error fails."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    document: Element = parser.parse(html)
    return document


def page_of(written: dict[str, Any], *, language: str | None = None) -> Element:
    return parsed(render_page(payload_of(written, language=language)))


@pytest.fixture(scope="module")
def page() -> Element:
    return page_of(ROAD)


def find(root: Element, tag: str, **attributes: str) -> Iterator[Element]:
    for element in root.iter(tag):
        if all(element.get(key.strip("_")) == value for key, value in attributes.items()):
            yield element


def text_of(element: Element) -> str:
    return "".join(element.itertext())


def article(page: Element, stop: str) -> Element:
    return next(find(page, "article", id=f"stop-{stop}"))


def classes(root: Element, name: str) -> list[Element]:
    return [each for each in root.iter() if name in (each.get("class") or "").split()]


# --- words of a route never become code ---------------------------------------------------------

PAYLOADS = {
    "end of script": "</script><script>window.pwn=1</script>",
    "comment and script": "<!--<script>",
    "end of comment": "-->",
    "end of cdata": "]]>",
    "image": "<img src=x onerror=window.pwn=1>",
    "svg": "<svg onload=window.pwn=1>",
    "end of style": "</style><style>*{display:none}",
    "end of textarea and title": "</title></textarea></pre>",
    "template literal": "${window.pwn=1}",
    "backtick": "`",
    "backslashes": "C:\\2019 \\u0041 \\x41 \\",
    "quotes": "'\"&<>&amp;&lt;",
    "attribute": '" onmouseover="window.pwn=1" x="',
    "jinja": "{{7*7}} {% raw %} {{ page }} {#",
    "line ends": "a\u2028b\u2029c\ufeffd",
    "bidi": "a\u202eb\u2067c",
    "long word": "x" * 10_000,
    "long text": "word " * 20_000,
    "marks and joiners": "é̂̃ 👩‍👩‍👧 क्षत्रिय می‌خواهم 𠀀𪚥",
}


FIELDS = [
    "title", "subject", "author", "licence", "note", "translations", "chapter", "stop title",
    "stop text", "stop note", "leg note", "place note", "place", "place now", "quote",
    "translation", "quote note", "page of a quote", "source title", "source author",
    "source licence", "source note", "source file", "disagreement", "in another language",
]  # fmt: skip


def filled(text: str) -> dict[str, Any]:
    """The short road with a text in every place where an author may write one."""
    say = {field: f"{field} {text}" for field in FIELDS}
    written = road(
        title=say["title"], subject={"name": say["subject"]}, author=say["author"],
        licence=say["licence"], note=say["note"], translations=say["translations"],
    )  # fmt: skip
    written["sources"]["fa"].update(
        title=say["source title"], author=say["source author"], licence=say["source licence"],
        note=say["source note"], file=say["source file"],
    )  # fmt: skip
    written["places"]["ust-kut"].update(
        name=say["place"], now=say["place now"], note=say["place note"]
    )
    written["chapters"][0]["title"] = say["chapter"]
    birth, stop = written["chapters"][0]["stops"]
    birth["note"] = {"fa": say["in another language"]}
    stop.update(title=say["stop title"], text=say["stop text"], note=say["stop note"])
    stop["leg"]["note"] = say["leg note"]
    stop["quotes"][0].update(
        id="said", text=say["quote"][:300], translation=say["translation"],
        note=say["quote note"], page=say["page of a quote"],
    )  # fmt: skip
    about = {"with": "said", "about": say["disagreement"]}
    written["chapters"][1]["stops"][1]["quotes"][0]["disagrees"] = about
    return written


def skeleton(root: Element) -> list[tuple[str, tuple[str, ...]]]:
    """Every element with the names of its attributes, in order.

    Names on the static plate and in bars are left out: one without room there is not drawn.
    """
    in_bars = {id(name) for bar in classes(root, "tx") for name in bar}
    return [
        (str(each.tag), tuple(sorted(each.keys())))
        for each in root.iter()
        if not (each.get("class") or "").startswith("name ") and id(each) not in in_bars
    ]


@pytest.fixture(scope="module")
def plain_skeleton() -> list[tuple[str, tuple[str, ...]]]:
    return skeleton(page_of(filled("plain")))


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=list(PAYLOADS))
def test_a_text_comes_back_verbatim_from_every_field_and_adds_nothing(
    payload: str, plain_skeleton: list[tuple[str, tuple[str, ...]]]
) -> None:
    page = page_of(filled(payload))
    shown = [text for each in page.iter() for text in (each.text, each.tail) if text]
    wanted = {field: f"{field} {payload}" for field in FIELDS}
    wanted["quote"] = wanted["quote"][:300]
    lost = [field for field, text in wanted.items() if not any(text in each for each in shown)]
    assert lost == []
    assert skeleton(page) == plain_skeleton


def test_all_payloads_together_run_nothing_in_a_browser(tmp_path: Path, chromium: Browser) -> None:
    everything = " ".join(value for name, value in PAYLOADS.items() if not name.startswith("long"))
    file = tmp_path / "page.html"
    file.write_text(render_page(payload_of(filled(everything))), encoding="utf-8")
    tab = chromium.new_context(offline=True).new_page()
    said: list[str] = []
    tab.on("pageerror", lambda error: said.append(str(error)))
    tab.on("console", lambda message: said.append(message.text))
    tab.goto(file.as_uri())
    assert tab.evaluate("window.pwn") is None
    assert everything in tab.evaluate("document.querySelector('#stop-exile').textContent")
    tab.context.close()
    assert said == []


@pytest.mark.parametrize("text", ["</script>", "<!--<script>", "&", "\u2028", "\u2029"], ids=ascii)
def test_json_in_the_page_cannot_leave_its_element(text: str) -> None:
    written = json_for_script({"text": text})
    assert not set(written) & set("<>&\u2028\u2029")
    assert json.loads(written) == {"text": text}


# --- head and parts -----------------------------------------------------------------------------


def test_the_head_stands_in_the_order_that_browsers_and_crawlers_need(page: Element) -> None:
    head = next(page.iter("head"))
    found = [
        ("charset" if each.get("charset") else None) or each.get("http-equiv") or each.get("name")
        or each.get("property") or each.tag
        for each in head
    ]  # fmt: skip
    assert found == [
        "charset", "Content-Security-Policy", "viewport", "referrer", "title", "link",
        "description", "og:title", "og:description", "og:type", "generator", "color-scheme",
        "style",
    ]  # fmt: skip


def test_the_charset_stands_in_the_first_bytes() -> None:
    assert "charset" in render_page(payload_of(ROAD))[:200]


def test_the_policy_allows_our_own_script_and_style_and_nothing_else(page: Element) -> None:
    meta = next(each for each in page.iter("meta") if each.get("http-equiv"))
    scripts = [each for each in page.iter("script") if not each.get("type")]
    styles = list(page.iter("style"))
    assert (len(scripts), len(styles)) == (1, 1)
    assert meta.get("content") == (
        f"default-src 'none'; script-src '{sha(scripts[0])}'; style-src '{sha(styles[0])}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def sha(element: Element) -> str:
    digest = hashlib.sha256((element.text or "").encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"


def test_no_element_has_a_style_or_an_event_attribute(page: Element) -> None:
    assert not [key for each in page.iter() for key in each.attrib if re.match("style$|on", key)]


def test_nothing_in_the_page_is_fetched(page: Element) -> None:
    fetching = {"src", "srcset", "data", "poster", "background", "action", "formaction"}
    assert not [key for each in page.iter() for key in each.attrib if key in fetching]
    assert [each.attrib for each in page.iter("link")] == [{"rel": "icon", "href": "data:,"}]
    style = text_of(next(page.iter("style")))
    assert set(re.findall(r"url\([\"']?([a-z]*[:#])", style)) <= {"#", "data:"}
    assert "@import" not in style


def test_the_page_says_what_it_means_by_inferred_and_disputed(page: Element) -> None:
    about = " ".join(text_of(each) for each in classes(page, "about"))
    assert "Inferred is what none states at all" in about
    assert "Disputed is what a passage contradicts" in about


def test_the_json_block_stands_before_the_script_and_both_after_all_else(page: Element) -> None:
    data, script = page.iter("script")
    assert (data.get("type"), data.get("id")) == ("application/json", "mapgen-data")
    (app,) = find(page, "div", **{"class": "app"})
    assert list(app)[-2:] == [data, script]
    assert list(next(page.iter("body")))[-1] is app


def test_the_json_block_repeats_no_text_of_the_story(page: Element) -> None:
    data = next(page.iter("script")).text or ""
    for text in ("Born in a village", "he was exiled to Siberia", "Yanovka", "به سیبری تبعید شد"):
        assert text not in data


def test_the_json_block_has_what_the_client_needs(page: Element) -> None:
    data = json.loads(next(page.iter("script")).text or "")
    assert set(data) == {
        "mapgen", "lang", "dir", "digits", "stops", "places", "countries", "regions", "seas",
        "view", "ui", "search", "route",
    }  # fmt: skip


def test_the_panel_asks_only_what_parts_the_stops(page: Element) -> None:
    (form,) = find(page, "form", role="search")
    names = [each.get("name") for each in form.iter() if each.tag in ("input", "select")]
    assert names == ["q", "from", "to", "source", "lang", "sure", "way"]
    lone = {key: value for key, value in ROAD.items() if key != "chapters"}
    alone = page_of({**lone, "stops": [{"id": "here", "place": "london"}]})
    names = [each.get("name") for each in next(find(alone, "form", role="search")).iter("select")]
    assert names == []


def test_every_answer_says_how_many_stops_it_holds(page: Element) -> None:
    (source,) = find(page, "select", name="source")
    assert [text_of(each) for each in source.iter("option")] == [
        "all", "[Persian life] (2)", "A life (2)",
    ]  # fmt: skip


def test_every_field_of_the_panel_has_a_label(page: Element) -> None:
    (form,) = find(page, "form", role="search")
    for label in form.iter("label"):
        assert (label.text or "").strip()
        assert len([each for each in label if each.tag in ("input", "select")]) == 1
    assert len(list(form.iter("label"))) == 7


def test_a_side_that_can_be_drawn_has_a_button(page: Element) -> None:
    (aside,) = classes(page, "conflict")
    sides = [[text_of(each) for each in side.iter("button")] for side in aside.iter("li")]
    assert sides == [[], ["Show this on the timeline"]]
    (button,) = aside.iter("button")
    places, curves, bar = json.loads(button.get("data-reading") or "")
    assert (places, curves, len(bar)) == ([], [], 2)


def test_no_id_stands_twice(page: Element) -> None:
    ids = [each.get("id") for each in page.iter() if each.get("id")]
    assert len(ids) == len(set(ids))


def test_two_renderings_are_the_same_bytes() -> None:
    assert render_page(payload_of(ROAD)) == render_page(payload_of(ROAD))


def test_the_payload_is_not_changed_by_rendering() -> None:
    payload = payload_of(ROAD)
    before = json.dumps(payload)
    render_page(payload)
    assert json.dumps(payload) == before


# --- the story without a script -----------------------------------------------------------------


def test_each_stop_is_an_article_with_what_the_evidence_makes_of_it(page: Element) -> None:
    found = article(page, "london-1902")
    assert {key: value for key, value in found.attrib.items() if key.startswith("data-")} == {
        "data-stop": "london-1902", "data-n": "2", "data-place": "london",
        "data-evidence-date": "stated", "data-evidence-place": "stated",
        "data-evidence-leg": "disputed",
    }  # fmt: skip


def test_an_interval_has_a_word_for_each_end(page: Element) -> None:
    found = article(page, "petrograd")
    assert (found.get("data-evidence-start"), found.get("data-evidence-end")) == ("wider", "stated")


def test_a_stop_without_a_date_says_so_in_words_and_in_data(page: Element) -> None:
    found = article(page, "exile")
    assert found.get("data-date-given") == "no"
    assert "date not given" in text_of(next(found.iter("time")))
    assert [each.get("id") for each in find(page, "article", data_x="")] == []
    assert len([each for each in page.iter("article") if each.get("data-date-given")]) == 1


def test_a_date_carries_its_machine_form_and_its_edtf(page: Element) -> None:
    time = next(article(page, "arrest").iter("time"))
    assert (time.get("datetime"), time.get("data-edtf")) == ("1905-12-16", "1905-12-16")


def test_old_links_still_lead_to_their_stop(page: Element) -> None:
    (anchor,) = find(article(page, "london-1902"), "span", id="stop-london")
    assert anchor.text is None


def test_stops_stand_in_lists_that_go_on_counting(page: Element) -> None:
    starts = [each.get("start") for each in page.iter("ol")]
    assert starts == ["1", "3"]
    assert all(len(list(item)) == 1 for each in page.iter("ol") for item in each)


def test_chapters_have_numeral_title_and_years(page: Element) -> None:
    heading = next(next(find(page, "section", **{"class": "chapter"})).iter("h2"))
    assert text_of(heading) == "I Youth 1879–1902"


def test_a_quotation_is_verbatim_in_its_own_language_and_direction(page: Element) -> None:
    (figure,) = find(article(page, "exile"), "figure")
    (block,) = figure.iter("blockquote")
    assert (figure.get("data-source"), figure.get("data-verified")) == ("fa", "yes")
    assert block.attrib == {"lang": "fa", "dir": "rtl", "cite": "https://doi.org/10.1000/182"}
    assert block.text == "به سیبری تبعید شد"


def test_a_translation_and_a_caption_stand_under_the_quotation(page: Element) -> None:
    (figure,) = find(article(page, "exile"), "figure")
    (translation,) = classes(figure, "translation")
    assert (translation.get("lang"), translation.text) == ("en", "he was exiled to Siberia")
    caption = text_of(next(figure.iter("figcaption")))
    assert caption == "[Persian life] page 12 verified word for word"


def test_a_quotation_that_was_not_verified_says_so_and_has_no_mark(page: Element) -> None:
    figure = next(find(article(page, "london-1902"), "figure"))
    assert figure.get("data-verified") == "no"
    assert "not compared with its source" in text_of(figure)
    assert not classes(figure, "ver")


def test_a_conflict_shows_both_sides_with_words_and_passage(page: Element) -> None:
    (aside,) = find(article(page, "london-1902"), "aside")
    assert (aside.get("data-about"), aside.get("data-between")) == ("leg", "reading")
    reading, other = aside.iter("li")
    assert "the author’s reading" in text_of(reading)
    assert "1898" in text_of(other)
    assert [(each.get("lang"), each.text) for each in other.iter("q")] == [
        ("fa", "در ۱۸۹۸ از سیبری گریخت")
    ]


def test_a_stop_without_a_quotation_is_flagged(page: Element) -> None:
    flagged = [each.get("data-stop") for each in page.iter("article") if classes(each, "unquoted")]
    assert flagged == ["birth", "siberia", "stay"]


def test_names_inside_sentences_are_set_apart(page: Element) -> None:
    (way,) = classes(article(page, "london-1902"), "way")
    assert [each.text for each in way.iter("bdi")] == ["Ust-Kut", "Samara"]


def test_a_text_in_another_language_than_the_page_says_so(page: Element) -> None:
    (note,) = classes(article(page, "petrograd"), "note")
    assert (note.get("lang"), note.get("dir"), note.text) == ("fa", "rtl", "یادداشت")


def test_the_sources_are_listed_with_the_fingerprint_of_what_was_quoted(page: Element) -> None:
    (source,) = find(page, "li", id="source-fa")
    assert SHA in text_of(source)
    assert "life.txt" in text_of(source)
    (link,) = source.iter("a")
    assert (link.get("href"), link.get("rel")) == (
        "https://doi.org/10.1000/182", "noopener noreferrer"
    )  # fmt: skip


def test_a_route_without_sources_has_no_empty_list_of_them() -> None:
    written = road(sources={})
    for chapter in written["chapters"]:
        for stop in chapter["stops"]:
            stop.pop("quotes", None)
    (sources,) = find(page_of(written), "section", id="sources")
    (heading, *_) = sources.iter("h2")
    assert sources.get("aria-labelledby") == heading.get("id")
    assert not list(sources.iter("ul"))


@pytest.mark.parametrize(
    "words",
    [
        "The texts are anonymous.",
        "Translations: made for this map",
        "are the reading of A. Reader.",
        "1 of 5 quotations verified word for word",
        "6 places are from GeoNames (CC BY 4.0)",
        "Natural Earth 5.1.1, public domain",
        "German version of Natural Earth",
        "folium (MIT licence)",
        "Redistributions in binary form must reproduce the above copyright",
    ],
)
def test_the_page_says_what_it_owes(page: Element, words: str) -> None:
    (sources,) = find(page, "section", id="sources")
    assert words in " ".join(text_of(sources).split())


def test_the_key_says_whose_borders_are_drawn(page: Element) -> None:
    (key,) = find(page, "details", **{"class": "keybox"})
    assert "Borders of today" in text_of(key)


def test_a_route_may_leave_borders_out() -> None:
    page = page_of(road(borders="none"))
    (key,) = find(page, "details", **{"class": "keybox"})
    assert "Borders" not in text_of(key)
    assert not classes(page, "border")


def test_an_author_may_bring_borders_of_the_time() -> None:
    ring = ((20.0, 40.0), (60.0, 40.0), (60.0, 60.0), (20.0, 40.0))
    written = road(borders="empire.geojson")
    page = parsed(render_page(payload_of(written, own_borders=((ring,),))))
    (key,) = find(page, "details", **{"class": "keybox"})
    (border,) = classes(page, "border")
    assert "Borders as the author draws them" in text_of(key)
    assert border.get("d") == payload_of(written, own_borders=((ring,),))["own_borders"]
    assert "German version" not in text_of(next(find(page, "section", id="sources")))


# --- rendered again -----------------------------------------------------------------------------


def test_a_stop_that_is_told_the_same_is_rendered_once() -> None:
    rendered: list[str] = []

    def render(stop: Mapping[str, Any]) -> Markup:
        rendered.append(stop["id"])
        return Markup(stop["what"])

    articles = Articles()
    english, persian = (articles.remembering(render, language) for language in ("en", "fa"))
    for article in (english, english, persian):
        assert article({"id": "a", "what": "One"}) == "One"
    assert english({"id": "a", "what": "Two"}) == "Two"
    assert english({"id": "b", "what": "Two"}) == "Two"
    assert rendered == ["a", "a", "a", "b"]


def test_a_page_with_articles_rendered_before_is_the_same() -> None:
    articles, payload = Articles(), payload_of(ROAD)
    again = "".join(render_pieces(payload, articles=articles))
    assert again == render_page(payload)
    payload = deepcopy(payload)
    payload["chapters"][0]["stops"][0]["what"]["text"] = "Told anew"
    again = "".join(render_pieces(payload, articles=articles))
    assert again.count("Told anew") == 1
    assert again == render_page(payload)


# --- the drawn world ----------------------------------------------------------------------------


def test_every_leg_is_drawn_with_its_casing_and_its_style(page: Element) -> None:
    (world,) = [each for each in page.iter() if each.get("id") == "world"]
    legs = {each.get("data-leg"): each.get("class") for each in classes(world, "leg")}
    assert legs == {"1": "leg f", "2": "leg", "3": "leg inf", "4": "leg inf", "5": "leg inf"}
    assert {each.get("data-leg") for each in classes(world, "case")} == set(legs)


def test_forced_legs_are_drawn_on_top(page: Element) -> None:
    legs = [each.get("class") or "" for each in classes(page, "leg")]
    assert legs == sorted(legs, key=lambda name: " f" in name)


def test_areas_are_drawn_and_those_that_texts_name_round_a_narrower_place(page: Element) -> None:
    areas = [(each.get("data-place"), each.get("class")) for each in classes(page, "area")]
    assert areas == [("siberia", "area f")]
    assert classes(page, "area")[0].get("data-stops") == "1"


def test_an_area_that_is_no_stop_itself_is_drawn_for_its_stops_only() -> None:
    written = road()
    del written["chapters"][1]["stops"][2]
    (area,) = classes(page_of(written), "area")
    assert (area.get("class"), area.get("data-stops")) == ("area wider", "1")


def test_the_plate_without_a_script_has_a_numbered_mark_for_each_place(page: Element) -> None:
    labels = {
        "".join(each.itertext())
        for each in classes(page, "mark")
        for each in each.findall("{*}text")[:1]
    }
    assert labels == {"1", "2", "3", "4·6·7", "5"}


def test_the_view_box_holds_the_whole_road(page: Element) -> None:
    (world,) = [each for each in page.iter() if each.get("id") == "world"]
    x, y, width, height = (float(part) for part in (world.get("viewBox") or "").split())
    box = payload_of(ROAD)["client"]["view"]["box"]
    assert x < box[0] < box[2] < x + width
    assert y < box[1] < box[3] < y + height
