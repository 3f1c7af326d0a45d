"""An empty map as folium draws it, behind a fence: its own scripts, styles and ids stay out."""

import folium
from branca.element import Figure


class _FencedMap(folium.Map):
    default_js: list[tuple[str, str]] = []  # noqa: RUF012 - folium reads it from the class
    default_css: list[tuple[str, str]] = []  # noqa: RUF012

    @classmethod
    def _generate_id(cls) -> str:
        return "plate"


def drawn() -> tuple[str, str]:
    """The element and the script of a map without tiles or controls, which asks for nothing.

    Each call makes a map of its own, so that two calls give the same bytes.
    """
    figure = Figure()
    fenced = _FencedMap(
        tiles=None,
        zoom_control=False,
        attribution_control=False,
        track_resize=False,  # the page itself follows its size; two that pan would pan twice
        zoom_snap=0,
        wheel_px_per_zoom_level=90,
    )
    figure.add_child(fenced)
    figure.render()
    return figure.html.render().strip(), figure.script.render().strip()
