"""The map itself: what folium draws of it, kept so that folium need not be imported each time."""

import hashlib
import importlib
import json
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from importlib.resources import files

from mapgen.files import cached_text, keep_in_cache


@dataclass(frozen=True, slots=True)
class Frame:
    """What folium contributes to a page: the element of the map, and the script that fills it.

    The script leaves the `L.Map` in the global variable `map_plate`; the element's id is the same.
    """

    html: str
    script: str


@cache
def draw_frame() -> Frame:
    """The frame as the folium of this environment draws it, or drew it before.

    It depends on nothing but the versions of folium and branca and on our fence. To import folium
    takes as long as all else that a build does.
    """
    name = f"frames/{_fingerprint()}.json"
    kept = cached_text(name)
    if kept is None:
        kept = json.dumps(importlib.import_module("mapgen.page.frame.fenced").drawn())
        keep_in_cache(name, kept)
    html, script = json.loads(kept)
    return Frame(html, script)


def _fingerprint() -> str:
    fence = (files("mapgen.page.frame") / "fenced.py").read_bytes()
    versions = " ".join(version(package) for package in ("folium", "branca"))
    return hashlib.sha256(versions.encode() + fence).hexdigest()[:32]
