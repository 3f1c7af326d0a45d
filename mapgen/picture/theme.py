"""The colours of the page in its two themes, and the style sheet of a picture in one of them."""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Literal

from mapgen.picture.letters import FACES

Theme = Literal["light", "dark"]

_TOKEN = re.compile(r"--(\w+): light-dark\((#[0-9a-f]{3,6}), (#[0-9a-f]{3,6})\);")
_USE = re.compile(r"var\(--(\w+)\)")
_SHEET = Path(__file__).with_name("picture.css")


@cache
def colours(theme: Theme) -> Mapping[str, str]:
    """The colour tokens of a theme."""
    text = (files("mapgen.page") / "css" / "tokens.css").read_text(encoding="utf-8")
    return {name: dark if theme == "dark" else light for name, light, dark in _TOKEN.findall(text)}


def style_sheet(theme: Theme) -> str:
    """The rules of a picture with every colour written out."""
    known = colours(theme)
    rules = _USE.sub(lambda use: known[use[1]], _SHEET.read_text(encoding="utf-8"))
    faces = "".join(f".{face}{{{css}}}\n" for face, css in FACES.items())
    return rules + faces
