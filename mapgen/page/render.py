"""A page of HTML from a payload."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import islice
from typing import Any

from jinja2 import Environment, FileSystemBytecodeCache, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from mapgen.files import cache_folder
from mapgen.page.bundle import (
    client_script,
    client_styles,
    leaflet_licence,
    leaflet_script,
    leaflet_styles,
)
from mapgen.page.escaping import json_for_script, policy_source
from mapgen.page.frame import draw_frame
from mapgen.page.timeline import MOST_SINGLE, Timeline
from mapgen.page.world import world_of
from mapgen.sharing import Target, html_frame, markdown_picture, wiki_map
from mapgen.site import CARD_PX, Site, page_name
from mapgen.wording import Wording, wording

_PIECES_AT_ONCE = 1_000
_WRITTEN = ("close", "forced_lane", "free_lane", "wheel")
"""Words of the client's that the templates write in its stead."""
_TOGETHER = 50
"""On a long road so many stops are one list, of which a browser lays out what is near the view."""

_AT_ONCE = 200
"""So many stops of a long road come before the script, and are at work while the others come."""

_STOP_PX = 130
"""How high a stop is guessed to be until it has been seen."""

_FRAGMENT = "{#}"
Article = Callable[[Mapping[str, Any]], Markup]
_OWN_WORDS = ".what,.text,.note,.translation,.question bdi:only-child"


class Articles:
    """The articles of a road as they were rendered last, each with what it was told.

    A stop that is told the same again need not be rendered again.
    """

    def __init__(self) -> None:
        self._rendered: dict[tuple[str, str], tuple[Mapping[str, Any], Markup]] = {}

    def remembering(self, render: Article, language: str) -> Article:
        """The same as `render` gives in a language, taken from here where it is here."""

        def article(stop: Mapping[str, Any]) -> Markup:
            key = language, stop["id"]
            told, rendered = self._rendered.get(key, (None, Markup()))
            if told != stop:
                rendered = render(stop)
                self._rendered[key] = stop, rendered
            return rendered

        return article


def render_page(payload: Mapping[str, Any], *, site: Site | None = None) -> str:
    """The whole page as one text; nothing in it asks the network for anything.

    Only with the site it is published on does the page name its own address, and what lies beside
    it there.
    """
    return "".join(render_pieces(payload, site=site))


def render_pieces(
    payload: Mapping[str, Any],
    *,
    site: Site | None = None,
    wiki: Mapping[str, Any] | None = None,
    articles: Articles | None = None,
) -> Iterator[str]:
    """The page in pieces of some kilobytes, for whoever need not hold it twice.

    `wiki` is the road as a wiki draws it, which the share panel of a page with a site gives too.
    `articles` are those of the same road rendered before.
    """
    say = wording(payload["language"])
    frame = draw_frame()
    time = Timeline(payload, say)
    client = client_script(is_long=time.is_long)
    script = "\n".join([leaflet_script(), frame.script, client])
    early = _early_chapters(payload["chapters"]) if time.is_long else len(payload["chapters"])
    together = _TOGETHER if time.is_long else MOST_SINGLE
    style = leaflet_styles() + client_styles() + time.style + _fallback_labels(payload)
    style += "".join(_guessed_heights(together)) if time.is_long else ""
    article = _article(payload["language"], say)
    if articles:
        article = articles.remembering(article, payload["language"])
    template = _templates().get_template("page.html.j2")
    parts = template.generate(
        page=payload,
        say=say.words,
        site=site,
        page_name=page_name,
        card_px=CARD_PX,
        share=_share(payload, site, wiki),
        policy=_policy(script, style),
        style=Markup(style),
        script=Markup(script),
        data=Markup(json_for_script(_client_data(payload, say))),
        frame={"html": Markup(frame.html)},
        world=world_of(payload, is_long=time.is_long),
        time=time,
        article=article,
        together=together,
        early=early,
        late=early < len(payload["chapters"]),
        key_visits=say.numeral("9·12·16"),
        leaflet_licence=leaflet_licence(),
    )
    # A million small pieces at once would take more memory than the page itself.
    while piece := "".join(islice(parts, _PIECES_AT_ONCE)):
        yield piece


def _article(language: str, say: Wording) -> Article:
    """What renders the article of a stop."""
    template = _templates().get_template("article.html.j2")
    module: Any = template.make_module({"say": say.words, "language": language})
    article: Article = module.article
    return article


def _share(
    payload: Mapping[str, Any], site: Site | None, wiki: Mapping[str, Any] | None
) -> dict[str, str]:
    """What the share panel offers; the client puts what is shown in place of the mark."""
    target = Target.of(payload, site, stem=payload["stem"], fragment=_FRAGMENT)
    return {
        "address": target.address,
        "html": html_frame(target),
        "markdown": markdown_picture(target),
        **({"mediawiki": wiki_map(target, wiki)} if wiki else {}),
    }


def _client_data(payload: Mapping[str, Any], say: Wording) -> dict[str, Any]:
    """What the client cannot read from the page itself, as it does the legs and all texts."""
    drawn = {key: value for key, value in payload["client"].items() if key != "legs"}
    stops = [
        [stop["place"], stop["forced"], stop["conflict"], stop["mid"], *stop["years"]]
        for stop in drawn["stops"]
    ]
    words = {key: said for key, said in say.section("client").items() if key not in _WRITTEN}
    places = [
        {key: value for key, value in place.items() if key != "area" or value}
        for place in drawn["places"]
    ]
    return {
        **drawn,
        "stops": stops,
        "places": places,
        "lang": payload["language"],
        "dir": payload["dir"],
        "digits": say.digits,
        "ui": words,
    }


@cache
def _templates() -> Environment:
    templates = Environment(
        loader=PackageLoader("mapgen.page"),
        bytecode_cache=_compiled_templates(),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.filters["lang"] = _language_attributes
    templates.filters["sentence"] = _sentence
    return templates


def _compiled_templates() -> FileSystemBytecodeCache | None:
    """Templates compiled by an earlier run, which halves the time of a small page.

    Jinja checks them against the templates' own text; without a folder to write to there are none.
    """
    folder = cache_folder() / "templates"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return FileSystemBytecodeCache(str(folder))


def _language_attributes(text: Mapping[str, str]) -> Markup:
    """The attributes of a text that is not in the language of the page."""
    if not text["lang"]:
        return Markup("")
    way = Markup(' dir="{}"').format(text["dir"]) if text["dir"] else ""
    return Markup(' lang="{}"{}').format(text["lang"], way)


def _fallback_labels(payload: Mapping[str, Any]) -> str:
    """Styles that name the language of what the author wrote in another than the page's."""
    labels = {
        tag: re.sub(r'["\\<\n]', "", name)
        for tag, name in payload["fallbacks"].items()
        if re.fullmatch(r"[A-Za-z][A-Za-z0-9-]*", tag)
    }
    return "".join(
        f':is({_OWN_WORDS}):lang({tag})::before{{content:"{name}"}}\n'
        for tag, name in labels.items()
    )


def _early_chapters(chapters: Sequence[Mapping[str, Any]]) -> int:
    """How many chapters hold the stops that come first."""
    number = stops = 0
    while number < len(chapters) and stops < _AT_ONCE:
        stops += len(chapters[number]["stops"])
        number += 1
    return number


def _guessed_heights(most: int) -> Iterator[str]:
    """Styles that say how high a list of so many stops may be, as long as it is out of sight."""
    for number in range(1, most + 1):
        yield f".long .of{number}{{contain-intrinsic-size:auto {number * _STOP_PX}px}}\n"


def _sentence(pieces: Iterable[str | Mapping[str, str]]) -> Markup:
    """A sentence with each name in it set apart, so that scripts do not run into each other."""
    return Markup(
        "".join(
            [
                escape(piece)
                if isinstance(piece, str)
                else f"<bdi{_language_attributes(piece)}>{escape(piece['text'])}</bdi>"
                for piece in pieces
            ]
        )
    )


def _policy(script: str, style: str) -> str:
    return (
        f"default-src 'none'; script-src {policy_source(script)}; "
        f"style-src {policy_source(style)}; img-src data:; base-uri 'none'; form-action 'none'"
    )
