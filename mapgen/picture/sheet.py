"""The whole picture: title, plate and key, each in its place on one sheet."""

from collections.abc import Mapping
from typing import Any, Protocol

from mapgen.picture.boxes import Box
from mapgen.picture.head import Head
from mapgen.picture.key import Key
from mapgen.picture.maps import hatch
from mapgen.picture.plate import Plate
from mapgen.picture.scene import scene_of
from mapgen.picture.svg import element, rectangle, words
from mapgen.picture.theme import Theme, style_sheet
from mapgen.picture.timeline import Timeline

_LEAST_PX, _MOST_PX = 800, 1600
"""Sheets are laid out as wide as this; others are the same, smaller or larger."""
_WIDE = 1.45
_MARGIN_PX = 14
_GUTTER_PX = 28
_AIR_PX = 18


def draw_picture(
    payload: Mapping[str, Any], *, width: int, height: int, theme: Theme = "light"
) -> str:
    """The plate of a payload with its title and key as one SVG that needs nothing else.

    A wide sheet has the title beside the plate, another above it. The same payload, size and theme
    give the same text.
    """
    return Sheet(payload, width, height).draw(theme)


class _Drawn(Protocol):
    def draw(self, x: float, y: float) -> str: ...


class Sheet:
    """A sheet of a size in pixels with everything on it laid out."""

    def __init__(self, payload: Mapping[str, Any], width: int, height: int) -> None:
        self._reading: list[tuple[_Drawn, float, float]]
        self._payload = payload
        self._scene = scene_of(payload)
        self._shown = (width, height)
        scale = min(_MOST_PX, max(_LEAST_PX, width)) / width
        self._width, self._height = width * scale, height * scale
        if self._width / self._height >= _WIDE:
            self._set_beside()
        else:
            self._set_above()

    def _set_beside(self) -> None:
        """Title and key in a column at the inline start of the plate."""
        payload, is_rtl = self._payload, self._payload["dir"] == "rtl"
        column = min(310.0, max(236.0, self._width * 0.22))
        side = column + 2 * _GUTTER_PX
        head, key = Head(payload, column), Key(payload, self._scene, column, is_list=True)
        key_top = self._height - _GUTTER_PX - key.height
        head.add_lede(payload["lede"])
        head.add_chapters(payload, key_top - _GUTTER_PX - _AIR_PX)
        left = self._width - _GUTTER_PX - column if is_rtl else float(_GUTTER_PX)
        self._reading = [(head, left, float(_GUTTER_PX)), (key, left, key_top)]
        timeline = Timeline(payload, column)
        timeline_top = key_top - 2 * _AIR_PX - timeline.height
        if timeline.is_telling and timeline_top > _GUTTER_PX + head.height + _AIR_PX:
            self._reading.append((timeline, left, timeline_top))
        x = _MARGIN_PX if is_rtl else side
        width, height = self._width - side - _MARGIN_PX, self._height - 2 * _MARGIN_PX
        self.plate = Plate(payload, self._scene, Box(x, _MARGIN_PX, width, height))

    def _set_above(self) -> None:
        """The title above the plate, the key under it."""
        inner = self._width - 2 * _MARGIN_PX
        head, key = Head(self._payload, inner), Key(self._payload, self._scene, inner)
        top = _MARGIN_PX + head.height + 8
        bottom = self._height - _MARGIN_PX - key.height - 6
        self._reading = [(head, _MARGIN_PX, _MARGIN_PX), (key, _MARGIN_PX, bottom + 6)]
        self.plate = Plate(self._payload, self._scene, Box(_MARGIN_PX, top, inner, bottom - top))

    def draw(self, theme: Theme) -> str:
        """The sheet as SVG."""
        world = self.plate.world()
        width, height = self._shown
        return element(
            "svg",
            element("title", words(self._payload["title"]["text"])),
            element("desc", words(self._payload["lede"])),
            element("style", style_sheet(theme)),
            element("defs", world.definitions(), hatch("key", 1)),
            rectangle(Box(0, 0, self._width, self._height), "paper"),
            self.plate.draw(world),
            *(part.draw(x, y) for part, x, y in self._reading),
            xmlns="http://www.w3.org/2000/svg",
            width=width,
            height=height,
            viewBox=f"0 0 {self._width:g} {self._height:g}",
            role="img",
        )
