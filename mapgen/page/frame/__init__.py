"""The map itself, drawn by folium behind a fence: its own scripts, styles and ids stay out."""

from dataclasses import dataclass
from functools import cache

import folium
from branca.element import Figure


class _FencedMap(folium.Map):
    default_js: list[tuple[str, str]] = []  # noqa: RUF012 - folium reads it from the class
    default_css: list[tuple[str, str]] = []  # noqa: RUF012

    @classmethod
    def _generate_id(cls) -> str:
        return "plate"


@dataclass(frozen=True, slots=True)
class Frame:
    """What folium contributes to a page: the element of the map, and the script that fills it.

    The script leaves the `L.Map` in the global variable `map_plate`; the element's id is the same.
    """

    html: str
    script: str


@cache
def draw_frame() -> Frame:
    """An empty map without tiles or controls, which asks the network for nothing.

    It is made of a map of its own, so that another program gets the same bytes.
    """
    figure = Figure()
    fenced = _FencedMap(
        tiles=None,
        zoom_control=False,
        attribution_control=False,
        zoom_snap=0,
        wheel_px_per_zoom_level=90,
    )
    figure.add_child(fenced)
    figure.render()
    return Frame(html=figure.html.render().strip(), script=figure.script.render().strip())
