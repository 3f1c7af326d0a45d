"""The scripts and styles of a page, joined from their files into one text each."""

import re
from functools import cache
from importlib.metadata import distribution
from importlib.resources import files
from importlib.resources.abc import Traversable

_IMPORT = re.compile(r"^import\b[^;]*?from\s*[\"'](?P<path>[^\"']+)[\"'];\n?", re.MULTILINE)
_EXPORT = re.compile(r"^export\s+(?=(?:async\s+)?function|const|let|class)", re.MULTILINE)
_DOCUMENTATION = re.compile(
    r"^ */\*\*(?:(?!\*/).)*\*/\n|/\*\*(?:(?!\*/).)*\*/ ?|^ *//[^\n]*\n",
    re.DOTALL | re.MULTILINE,
)
_LAYOUT = re.compile(r"^[ \n]+", re.MULTILINE)
_STYLES = ("tokens", "story", "plate", "card", "timeline", "sheet", "embed", "print")
_RULE = re.compile(r"([^{}]*)\{[^{}]*\}")
_NOT_ON_OUR_MAP = re.compile(
    r"leaflet-(?:tile|marker|shadow|overlay|image|popup|tooltip|div-icon|vml|oldie"
    r"|control-(?:layers|attribution|scale)|attribution)"
)


def join_modules(folder: Traversable, entry: str) -> str:
    """One script of the module `entry` and all it imports, each once, imports first.

    Import lines and `export` keywords fall away, so all modules share one scope: two of them must
    not declare the same name at top level. So do comments that fill their lines, indentation and
    empty lines. A file that is imported but missing raises FileNotFoundError.
    """
    joined: dict[str, str] = {}
    _visit(folder, entry, joined, ())
    return "".join(joined.values())


def _visit(
    folder: Traversable, name: str, joined: dict[str, str], waiting: tuple[str, ...]
) -> None:
    if name in joined:
        return
    if name in waiting:
        raise ValueError(f"modules import each other in a circle: {' -> '.join((*waiting, name))}")
    text = (folder / name).read_text(encoding="utf-8")
    for found in _IMPORT.finditer(text):
        _visit(folder, found["path"].removeprefix("./"), joined, (*waiting, name))
    code = _EXPORT.sub("", _IMPORT.sub("", _DOCUMENTATION.sub("", text)))
    joined[name] = _LAYOUT.sub("", code).strip() + "\n"


@cache
def client_script(*, is_long: bool = False) -> str:
    """Our own script, as one function that runs at once and leaves no name behind.

    Only the page of a long road has what nothing but a long road needs.
    """
    code = join_modules(files("mapgen.page") / "client", "long.js" if is_long else "short.js")
    return f'(() => {{\n"use strict";\n{code}}})();\n'


@cache
def client_styles() -> str:
    """Our own styles, the parts in their fixed order."""
    folder = files("mapgen.page") / "css"
    return _pressed(
        "".join((folder / f"{name}.css").read_text(encoding="utf-8") for name in _STYLES)
    )


@cache
def leaflet_script() -> str:
    """Leaflet with its licence notice; without the line that points at a source map."""
    text = (_leaflet() / "leaflet.js").read_text(encoding="utf-8")
    return re.sub(r"^//# sourceMappingURL=.*\n?", "", text, flags=re.MULTILINE)


@cache
def leaflet_styles() -> str:
    """Leaflet's styles without the rules for what our map has none of: tiles, popups, pictures."""
    text = _pressed((_leaflet() / "leaflet.css").read_text(encoding="utf-8"))
    return _RULE.sub(lambda rule: rule[0] if _is_for_our_map(rule) else "", text)


def _is_for_our_map(rule: re.Match[str]) -> bool:
    selectors = rule[1].split(",")
    return "url(" not in rule[0] and not all(map(_NOT_ON_OUR_MAP.search, selectors))


def _pressed(styles: str) -> str:
    """Styles without comments and without the spaces that only set them out."""
    plain = re.sub(r"/\*.*?\*/", "", styles, flags=re.DOTALL)
    return re.sub(r"\s*([{};,])\s*|(:)\s+", r"\1\2", plain).replace(";}", "}").strip()


@cache
def leaflet_licence() -> str:
    """Leaflet's licence in full, as its package brings it."""
    return distribution("django-js-lib-leaflet").read_text("LICENSE") or ""


def _leaflet() -> Traversable:
    return files("js_lib_leaflet") / "static" / "js_lib_leaflet"
