"""The marks of a map, which the key shows again: pills with numbers, diamonds, arrowheads."""

import math
from collections.abc import Sequence

from mapgen.picture.boxes import Box
from mapgen.picture.scene import BETWEEN_PX, NUMBER, Part
from mapgen.picture.svg import element, line, rectangle

_ARROW = ((6, 0), (-5.5, -4.9), (-2.6, 0), (-5.5, 4.9))
_HALF_DIAMOND_PX = 5.6
_HALO_PX = 1.5


def pill(box: Box, parts: Sequence[Part], *, is_forced: bool, is_area: bool) -> str:
    """The numbers of a place in their pill, with a halo of land round it."""
    edge = Box(box.x + 0.75, box.y + 0.75, box.w - 1.5, box.h - 1.5)
    outside = _HALO_PX * (2 if is_area and is_forced else 1)
    kind = "disc" + " f" * is_forced + " ar" * is_area
    return "".join(
        [
            _rounded(_grown(box, outside), "halo"),
            _rounded(_grown(box, _HALO_PX), "rim") if is_area and is_forced else "",
            _rounded(edge, kind),
            *_numbers(box, parts, on_accent=is_forced),
        ]
    )


def _grown(box: Box, by: float) -> Box:
    return Box(box.x - by, box.y - by, box.w + 2 * by, box.h + 2 * by)


def _rounded(box: Box, kind: str) -> str:
    return rectangle(box, kind, rx=box.h / 2)


def _numbers(box: Box, parts: Sequence[Part], *, on_accent: bool) -> list[str]:
    widths = [NUMBER.width(part.text) for part in parts]
    x = box.x + (box.w - sum(widths) - BETWEEN_PX * (len(parts) - 1)) / 2
    base = box.y + box.h / 2 + NUMBER.size * 0.33
    found = []
    for index, (part, width) in enumerate(zip(parts, widths, strict=True)):
        on = " on" * on_accent
        if index and not part.is_count:
            found.append(line("·", NUMBER, f"number between{on}", x - BETWEEN_PX / 2, base))
        kind = f"number{on or ' f' * part.is_forced}"
        found.append(line(part.text, NUMBER, kind, x + width / 2, base))
        x += width + BETWEEN_PX
    return found


def diamond(x: float, y: float) -> str:
    """Sources disagree: a diamond round a point."""
    half = _HALF_DIAMOND_PX
    return element(
        "path", kind="diamond",
        d=f"M{x - half:.1f} {y:.1f}l{half} {-half} {half} {half} {-half} {half}z",
    )  # fmt: skip


def arrowhead(x: float, y: float, angle: float, *, is_forced: bool) -> str:
    """A filled head that points the way of travel."""
    size = 1.1 if is_forced else 0.95
    cos, sin = math.cos(angle) * size, math.sin(angle) * size
    corners = [f"{x + u * cos - v * sin:.1f} {y + u * sin + v * cos:.1f}" for u, v in _ARROW]
    return element("path", kind="arrow" + " f" * is_forced, d=f"M{'L'.join(corners)}Z")
