"""A host page with one map in it in every way there is, to look at and to copy from."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from mapgen.build import tell_examined
from mapgen.check import Examined
from mapgen.embed.preview import link_preview
from mapgen.embed.script import SCRIPT_NAME
from mapgen.embed.snippets import html_element
from mapgen.page.escaping import policy_source
from mapgen.sharing import Target, markdown_picture
from mapgen.site import Site, picture_name

DEMO_NAME = "embed-demo.html"


@dataclass(frozen=True, slots=True)
class Variant:
    """One way to show a map: what it is, the HTML of it, and what was pasted."""

    id: str
    heading: str
    words: str
    html: Markup
    pasted: str
    is_wide: bool = False


def demo_files(examined: Examined) -> dict[str, bytes]:
    """The page and the picture on it, by name; the map and the script have to lie beside them."""
    route = examined.route
    assert route is not None
    payload = tell_examined(examined)
    stop = route.all_stops[len(route.all_stops) // 2].id
    target = Target.of(payload, Site(""), stem=payload["route"])
    page = _page(payload["title"]["text"], stop, list(_variants(target, stop)))
    return {
        DEMO_NAME: page.encode(),
        picture_name(route.route): link_preview(examined, payload),
    }


def _page(title: str, stop: str, variants: list[Variant]) -> str:
    style, script = _text("demo.css"), _text("demo.js")
    return (
        _templates()
        .get_template("demo.html.j2")
        .render(
            title=title,
            policy=_policy(f" {policy_source(style)}", f" {policy_source(script)}"),
            policy_words=_policy("", ""),
            style=Markup(style),
            script=Markup(script),
            script_name=SCRIPT_NAME,
            stop=stop,
            variants=variants,
        )
    )


def _variants(target: Target, stop: str) -> Iterator[Variant]:
    """Each way, with relative addresses; sizes are the page's own, as its policy asks."""
    yield _framed(
        "frame", "A frame", "Nothing else: no script, no style.", _frame(target), is_wide=True
    )
    yield _framed(
        "sandbox",
        "A frame in a sandbox",
        "No storage, no origin, no windows: as WordPress does it.",
        _frame(target, attributes=Markup(' sandbox="allow-scripts"')),
    )
    yield _framed(
        "stop",
        "Opened at a stop",
        "The id of the stop stands at the end of the address.",
        _frame(target, suffix=f"#stop-{stop}"),
    )
    yield _framed(
        "compact",
        "Compact",
        "Where the address asks for it, or a frame is small: the map, one bar, and the story "
        "behind a button.",
        _frame(target, suffix="?embed=1"),
    )
    yield Variant(
        "markdown",
        "A picture that leads to the map",
        "Where no frame is allowed, as in Markdown.",
        Markup('<a href="{}"><img src="{}" alt="{}"></a>').format(
            target.address, target.picture, target.title
        ),
        markdown_picture(target),
    )
    element = html_element(target, target.address, None)
    yield Variant(
        "element",
        "The element <mapgen-map>",
        "With mapgen-embed.js the page and the map speak with each other; without it a link stays.",
        Markup(element),
        f'<script src="{SCRIPT_NAME}"></script>\n{element}',
        is_wide=True,
    )


def _framed(key: str, heading: str, words: str, html: Markup, *, is_wide: bool = False) -> Variant:
    return Variant(key, heading, words, html, str(html), is_wide)


def _frame(target: Target, *, suffix: str = "", attributes: Markup | str = "") -> Markup:
    html = Markup('<iframe src="{}" title="{}" loading="lazy" allow="fullscreen"{}></iframe>')
    return html.format(target.address + suffix, target.title, attributes)


def _policy(style: str, script: str) -> str:
    """What a strict page allows itself; from disk, where no page has an origin, also its files."""
    return (
        f"default-src 'none'; frame-src 'self' file:; img-src 'self' file:; "
        f"script-src 'self' file:{script}; style-src 'self'{style}; "
        "base-uri 'none'; form-action 'none'"
    )


@cache
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("mapgen.embed"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _text(name: str) -> str:
    return (files("mapgen.embed") / "templates" / name).read_text(encoding="utf-8")
