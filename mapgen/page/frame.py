"""The map itself, drawn by folium behind a fence: its own scripts, styles and ids stay out."""

from dataclasses import dataclass

import folium


class _FencedMap(folium.Map):  # type: ignore[misc]
    default_js: list[tuple[str, str]] = []  # noqa: RUF012 - folium's own form
    default_css: list[tuple[str, str]] = []  # noqa: RUF012

    @classmethod
    def _generate_id(cls) -> str:
        return "plate"


@dataclass(frozen=True, slots=True)
class Frame:
    """What folium contributes to a page: the element of the map and the script that fills it.

    The script leaves the `L.Map` in the global variable `map_plate`; the element's id is the same.
    """

    html: str
    script: str


def draw_frame(lat: float, lon: float) -> Frame:
    """An empty map round a point, without tiles, controls or anything from the network.

    Each call makes a map of its own, so that two calls give the same bytes.
    """
    plate = _FencedMap(
        location=(lat, lon),
        tiles=None,
        zoom_start=2,
        zoom_control=False,
        attribution_control=False,
        zoom_snap=0,
        wheel_px_per_zoom_level=90,
        min_zoom=0,
        max_zoom=8,
    )
    plate.render()
    figure = plate.get_root()
    return Frame(html=figure.html.render().strip(), script=figure.script.render().strip())
