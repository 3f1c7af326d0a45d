"""mapgen from Python: a route read, checked, built, and shown in a notebook.

>>> import tempfile
>>> import folium
>>> import mapgen
>>> road = mapgen.load("routes/trotsky.yaml")
>>> road
<RouteMap trotsky: 60 stops>
>>> road.check()
()
>>> len(road.to_geojson()["features"]) > 60
True
>>> chart = road.to_folium()
>>> folium.Marker((59.94, 30.31), popup=folium.Popup("here")).add_to(chart)  # doctest: +ELLIPSIS
<folium.map.Marker object at ...>
>>> with tempfile.TemporaryDirectory() as folder:
...     road.build(folder).name
'trotsky.html'
"""

import html
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import folium

from mapgen.build import build_examined, render_examined, tell_examined
from mapgen.check import Examined, examine
from mapgen.embed.publishing import publish_examined
from mapgen.errors import Problem, RouteError
from mapgen.formats.geojson import to_geojson
from mapgen.page.frame.notebook import to_folium
from mapgen.page.render import render_page
from mapgen.project import find_routes
from mapgen.site import Site

__all__ = ["RouteMap", "load"]

_NOTEBOOK_HEIGHT_PX = 640


class RouteMap:
    """A route that can be drawn. It shows itself as its map at the end of a notebook cell."""

    def __init__(self, examined: Examined) -> None:
        self._examined = examined

    def __repr__(self) -> str:
        route = self._examined.route
        assert route is not None
        return f"<RouteMap {route.route}: {len(route.all_stops)} stops>"

    def check(self) -> tuple[Problem, ...]:
        """Every warning about the route, sorted by file and line; errors stopped the loading."""
        return self._examined.problems

    def build(self, output: str | Path = "output", *, site_url: str | None = None) -> Path:
        """Write the map to a folder and return its path, as `mapgen build` does.

        With the address of the folder on the web, link preview and oEmbed are written beside it.
        Raises FileProblem when it cannot be written, ValueError for what is no such address, and
        MissingExtra where what draws pictures is not installed; the last good map then stands.
        """
        if site_url is None:
            return build_examined(self._examined, output=Path(output)).page
        site = Site.read(site_url)
        return publish_examined(self._examined, output=Path(output), site=site).built.page

    def to_html(self) -> str:
        """The whole page as one text that needs nothing else."""
        return render_examined(self._examined)

    def to_folium(self) -> folium.Map:
        """An ordinary folium map with the road as one layer; add any folium layer or plugin to it.

        Unlike the page, it loads folium's scripts, styles and tiles from the network.
        """
        return to_folium(tell_examined(self._examined))

    def to_geojson(self) -> dict[str, Any]:
        """Stops, legs and areas as a GeoJSON FeatureCollection (RFC 7946)."""
        examined = self._examined
        assert examined.route is not None
        return to_geojson(
            examined.route,
            examined.evidence,
            examined.selectors,
            examined.positions,
            examined.legs,
        )

    def _repr_html_(self) -> str:
        payload = tell_examined(self._examined)
        title = html.escape(payload["frame_title"])
        return (
            f'<iframe srcdoc="{html.escape(render_page(payload))}" title="{title}" '
            f'sandbox="allow-scripts" width="100%" height="{_NOTEBOOK_HEIGHT_PX}" '
            'style="border:0"></iframe>'
        )


def load(route: str | Path, *, sources: str | Path | Sequence[str | Path] = ()) -> RouteMap:
    """A route by its path, or by the name of a file in routes/.

    `sources` is a folder with the quoted texts, or several. Nothing is looked up. Raises
    RouteError with every problem when the route has errors, a place without position among them,
    and FileProblem when there is no such file.
    """
    [path] = find_routes([str(route)])
    folders = [sources] if isinstance(sources, str | Path) else sources
    examined = examine(path, sources=[Path(folder) for folder in folders])
    if examined.failed():
        raise RouteError(list(examined.problems))
    return RouteMap(examined)
