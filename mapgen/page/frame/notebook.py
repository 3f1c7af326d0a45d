"""The road as one layer on an ordinary folium map, for notebooks and for other layers beside it."""

from collections.abc import Iterator, Mapping
from importlib.resources import files
from typing import Any

import folium
from branca.element import Element, Figure
from jinja2 import Template

from mapgen.page.escaping import json_for_script


class Verbatim(Element):
    """A text that stands in the page as it is; branca would run `Element(text)` as a template."""

    _template = Template("{{ this.text }}")

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


class _Road(Element):
    """Fills the layer it is added to with legs, areas and places."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        super().__init__()
        self._name = "Road"
        self._data = data

    def render(self, **kwargs: Any) -> str:
        """Nothing in place; the script of the page draws the road."""
        layer, figure = self._parent, self.get_root()
        assert layer is not None
        assert isinstance(figure, Figure)
        code = (files("mapgen.page.frame") / "road.js").read_text(encoding="utf-8")
        call = f"drawRoad({layer.get_name()}, {json_for_script(self._data)});"
        figure.script.add_child(Verbatim(code), name="mapgen_road")
        figure.script.add_child(Verbatim(call), name=self.get_name())
        return ""


def to_folium(payload: Mapping[str, Any]) -> folium.Map:
    """An ordinary folium map with the road as one layer, to which anything of folium can be added.

    It loads folium's own scripts, styles and tiles from the network. The layer is named by the
    route's id, as layer controls show names unescaped; all other texts reach the page as text.
    """
    chart = folium.Map(location=(30, 15), zoom_start=3)
    layer = folium.FeatureGroup(name=payload["route"])
    layer.add_child(_Road(_road_data(payload)))
    layer.add_to(chart)
    return chart


def _road_data(payload: Mapping[str, Any]) -> dict[str, Any]:
    stops = [stop for chapter in payload["chapters"] for stop in chapter["stops"]]
    return {
        "dir": payload["dir"],
        "box": payload["client"]["view"]["box"],
        "legs": payload["client"]["legs"],
        "areas": [area for area in payload["areas"] if not area["wider"]],
        "places": [
            {
                "x": place["x"],
                "y": place["y"],
                "stops": [_told(stop) for stop in stops if stop["place"] == place["id"]],
            }
            for place in payload["client"]["places"]
        ],
    }


def _told(stop: Mapping[str, Any]) -> dict[str, Any]:
    """One stop as the popup shows it."""
    return {
        "number": stop["number"],
        "forced": stop["forced"],
        "heading": f"{stop['kind']} · {stop['date']['words']}",
        "name": stop["name"],
        "texts": [text for text in (stop["what"], stop["text"]) if text],
        "quotes": [list(_lines(quote)) for quote in stop["quotes"]],
    }


def _lines(quote: Mapping[str, Any]) -> Iterator[Mapping[str, str]]:
    yield {"text": quote["text"], "lang": quote["lang"], "dir": quote["dir"]}
    if quote["translation"]:
        yield quote["translation"]
    yield quote["title"]
