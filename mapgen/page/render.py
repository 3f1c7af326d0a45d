"""A page of HTML from a payload."""

import base64
import hashlib
import json
from collections.abc import Mapping
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from mapgen.page.bundle import client_script, client_styles, leaflet_script, leaflet_styles
from mapgen.page.frame import draw_frame
from mapgen.page.world import draw_world
from mapgen.wording import words_of

_JSON_ESCAPES = {
    ord("<"): "\\u003c",
    ord(">"): "\\u003e",
    ord("&"): "\\u0026",
    0x2028: "\\u2028",
    0x2029: "\\u2029",
}


def render_page(payload: Mapping[str, Any]) -> str:
    """The whole page as one text: nothing in it asks the network for anything."""
    words = words_of(payload["language"])
    frame = draw_frame(0, 0)
    script = Markup("\n".join([leaflet_script(), frame.script, client_script()]))
    style = Markup(leaflet_styles() + client_styles())
    client = {**payload["client"], "digits": words["digits"], "ui": words["client"]}
    return _templates().get_template("page.html.j2").render(
        page=payload,
        words=words["page"],
        policy=_policy(script, style),
        style=style,
        script=script,
        data=Markup(_json_for_script(client)),
        frame={"html": Markup(frame.html)},
        world=draw_world(payload["client"], payload["areas"]),
    )


def _templates() -> Environment:
    templates = Environment(
        loader=PackageLoader("mapgen.page"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.filters["lang"] = _language_attributes
    return templates


def _language_attributes(text: Mapping[str, str]) -> Markup:
    if not text["lang"]:
        return Markup("")
    return Markup(' lang="{}" dir="{}"').format(text["lang"], text["dir"])


def _json_for_script(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.translate(_JSON_ESCAPES)


def _policy(script: str, style: str) -> str:
    return (
        f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"
