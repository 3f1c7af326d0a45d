"""What others paste to show a map: a few lines for each kind of page."""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

from mapgen.embed.script import SCRIPT_NAME, integrity
from mapgen.sharing import Target, html_frame, link_to, markdown_picture, wiki_map
from mapgen.site import Site


@dataclass(frozen=True, slots=True)
class Snippet:
    """A text to paste; `kind` is a word for programs, `heading` says to whom it is of use."""

    kind: str
    heading: str
    text: str


def snippets_of(
    payload: Mapping[str, Any], site: Site, features: Mapping[str, Any], *, stop: str | None = None
) -> list[Snippet]:
    """The snippets for a map on a site; `features` is the map as Kartographer draws it."""
    fragment = f"#stop-{stop}" if stop else ""
    target = Target.of(payload, site, stem=payload["route"], fragment=fragment)
    src = site.page(payload["route"])
    return [
        Snippet("html", "HTML", html_frame(target)),
        Snippet(
            "element",
            "HTML with mapgen-embed.js: a frame that loads late and speaks with the page",
            f"{_script(site)}\n{html_element(target, src, stop)}",
        ),
        Snippet(
            "wordpress",
            "WordPress: a block of custom HTML, for accounts that may post HTML",
            f"<!-- wp:html -->\n{html_frame(target)}\n<!-- /wp:html -->",
        ),
        Snippet(
            "address",
            "WordPress and others that make a frame or a card of an address: "
            "alone on a line" + ("; a frame opens at the start" if stop else ""),
            target.address,
        ),
        Snippet("markdown", "Markdown: a picture that leads to the map", markdown_picture(target)),
        Snippet("mediawiki", "MediaWiki with Kartographer", wiki_map(target, features)),
    ]


def html_element(target: Target, src: str, stop: str | None) -> str:
    """The custom element of `mapgen-embed.js`; without that script the link in it is what stays."""
    opened = f' stop="{stop}"' if stop else ""
    return f'<mapgen-map src="{escape(src)}"{opened}>{link_to(target, target.title)}</mapgen-map>'


def _script(site: Site) -> str:
    return (
        f'<script src="{escape(site.address + SCRIPT_NAME)}" integrity="{integrity()}" '
        'crossorigin="anonymous" async></script>'
    )
