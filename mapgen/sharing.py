"""What shows a map elsewhere: a frame in HTML, a picture in Markdown, a map of a wiki's own."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

from mapgen.site import Site, page_name

_MARKDOWN = re.compile(r"[\\`*_{}\[\]<>&!|~$#]")
_WIKI_MARKUP = re.compile(r"[<>&\[\]{}|~]|__+|''+|(?<![^\n])[:;*#= -]|:(?=//)")
_WIKI_PX = (600, 400)
_STYLE = "border:0;width:100%;height:auto;aspect-ratio:16/10;min-height:420px"


@dataclass(frozen=True, slots=True)
class Target:
    """What a snippet shows: an address, a title on one line, and the words for a plain link.

    `picture` is the address of the link-preview picture; "" where the map has no site.
    """

    address: str
    title: str
    link: str
    picture: str

    @classmethod
    def of(
        cls, payload: Mapping[str, Any], site: Site | None, *, stem: str, fragment: str = ""
    ) -> "Target":
        """A map by the stem of its file, on a site or else beside the page that shows it."""
        page = site.page(stem) if site else page_name(stem)
        title = " ".join(payload["frame_title"].split())
        picture = site.picture(stem) if site else ""
        return cls(page + fragment, title, payload["own_page"], picture)


def html_frame(target: Target) -> str:
    """A frame as wide as there is room, and a link under it.

    Where a page forbids style attributes, width and height still hold. Braces of the title are
    written as references, so that only an address can hold a gap for a fragment, `{#}`.
    """
    title = escape(target.title).replace("{", "&#123;")
    return (
        f'<iframe src="{escape(target.address)}" title="{title}" loading="lazy" '
        'referrerpolicy="strict-origin-when-cross-origin" allow="fullscreen" '
        f'width="100%" height="450" style="{_STYLE}"></iframe>\n'
        f"<p>{link_to(target, target.link)}</p>"
    )


def markdown_picture(target: Target) -> str:
    """The link-preview picture, or else the title, as a link to the map."""
    words = _MARKDOWN.sub(lambda found: f"\\{found[0]}", target.title)
    shown = f"![{words}]({target.picture})" if target.picture else words
    return f"[{shown}]({target.address})"


def link_to(target: Target, words: str) -> str:
    """A link in HTML."""
    return f'<a href="{escape(target.address)}">{escape(words)}</a>'


def wiki_map(target: Target, features: Mapping[str, Any]) -> str:
    """The road as a map of the wiki's own, with a link to the full one."""
    width, height = _WIKI_PX
    caption = f"[{target.address} {as_wikitext(target.title)}]"
    lines = ",\n".join(
        json.dumps(feature, ensure_ascii=False, separators=(",", ":"))
        for feature in features["features"]
    )
    return (
        f'<mapframe width="{width}" height="{height}" text="{escape(caption)}">\n'
        f'{{"type":"FeatureCollection","features":[\n{lines}\n]}}\n</mapframe>'
    )


def as_wikitext(text: str) -> str:
    """A text on one line that a wiki shows as it is written.

    >>> print(as_wikitext("''Lenin's'' {{door}}"))
    &#39;&#39;Lenin's&#39;&#39; &#123;&#123;door&#125;&#125;
    """
    return _WIKI_MARKUP.sub(
        lambda found: "".join(f"&#{ord(letter)};" for letter in found[0]), " ".join(text.split())
    )
