"""The drawn world: one static picture of land, areas, legs and marks in world units."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from mapgen.atlas import WORLD, basemap_pieces
from mapgen.page.marks import Plate
from mapgen.page.timeline import TOGETHER
from mapgen.wording import wording

_NOMINAL_WIDTH = 1000
_ROOM = 0.06
_GRATICULE_STEP = 15
_LEAST = 40
_SHARE = 0.54
_HEAD = ((6, 0), (-5.5, -4.9), (-2.6, 0), (-5.5, 4.9))
"""Pixels ahead and to the right of the middle of an arrowhead."""


def world_of(payload: Mapping[str, Any], *, is_long: bool) -> dict[str, Any]:
    """What the template of the world needs; its box holds the whole road with some room.

    On a long road a path draws many legs of a kind, with a line for each.
    """
    client = payload["client"]
    west, north, east, south = client["view"]["box"]
    room = round(max(east - west, south - north) * _ROOM)
    box = (west - room, north - room, east + room, south + room)
    pixel = round((box[2] - box[0]) / _NOMINAL_WIDTH, 3)
    marks, dots = Plate(box, pixel, wording(payload["language"])).marks(payload)
    return {
        "box": (box[0], box[1], box[2] - box[0], box[3] - box[1]),
        "pixel": pixel,
        "basemap": basemap_pieces(
            _core([(place["x"], place["y"]) for place in client["places"]]),
            [(place["x"], place["y"]) for place in client["places"] if not place["area"]],
        ),
        "borders": payload["credits"]["borders"]["kind"],
        "own_borders": payload["own_borders"],
        "graticule": graticule(box),
        "areas": payload["areas"],
        "has_casings": not is_long,
        "strands": list(_strands(client["legs"], is_long=is_long)),
        "heads": [
            (kind, _heads(client["legs"], pixel, is_forced=bool(kind))) for kind in ("", " f")
        ],
        "marks": marks,
        "dots": dots,
    }


def _core(points: Sequence[tuple[int, int]]) -> tuple[float, float, float, float]:
    """A square round the middle half of the places: where a reader looks closely."""
    xs, ys = sorted(x for x, _ in points), sorted(y for _, y in points)
    cut = len(points) // 4
    x0, x1, y0, y1 = xs[cut], xs[-cut - 1], ys[cut], ys[-cut - 1]
    half = max(x1 - x0, y1 - y0) / 2
    middle_x, middle_y = (x0 + x1) / 2, (y0 + y1) / 2
    return middle_x - half, middle_y - half, middle_x + half, middle_y + half


def _strands(legs: Sequence[Mapping[str, Any]], *, is_long: bool) -> Iterator[dict[str, Any]]:
    """The paths that draw the legs, forced ones on top, each with the stops its legs lead to."""

    def kind(leg: Mapping[str, Any]) -> tuple[int, ...]:
        stop = leg["stop"]
        return (leg["forced"], stop // TOGETHER if is_long else stop, leg["inferred"])

    for _, alike in groupby(sorted(legs, key=kind), key=kind):
        strand = list(alike)
        yield {
            "forced": strand[0]["forced"],
            "inferred": strand[0]["inferred"],
            "stops": " ".join(str(leg["stop"]) for leg in strand),
            "d": "\n".join(_path(leg["curves"]) for leg in strand),
        }


def _path(curves: Sequence[Sequence[int]]) -> str:
    return "".join([f"M{ax} {ay}Q{qx} {qy} {bx} {by}" for ax, ay, qx, qy, bx, by in curves])


def _heads(legs: Iterable[Mapping[str, Any]], pixel: float, *, is_forced: bool) -> str:
    """Path data of an arrowhead just past the middle of each leg that is long enough for one."""
    longest = [
        max(leg["curves"], key=_span)
        for leg in legs
        if leg["curves"] and bool(leg["forced"]) == is_forced
    ]
    return "".join(_head(curve, pixel) for curve in longest if _span(curve) > _LEAST * pixel)


def _head(curve: Sequence[int], pixel: float) -> str:
    u, v = _SHARE, 1 - _SHARE
    axes = list(zip(curve[:2], curve[2:4], curve[4:], strict=True))
    x, y = (v * v * a + 2 * u * v * q + u * u * b for a, q, b in axes)
    dx, dy = (v * (q - a) + u * (b - q) for a, q, b in axes)
    scale = pixel / math.hypot(dx, dy)
    corners = [
        f"{x + scale * (ahead * dx - right * dy):.0f} {y + scale * (ahead * dy + right * dx):.0f}"
        for ahead, right in _HEAD
    ]
    return f"M{'L'.join(corners)}Z"


def _span(curve: Sequence[int]) -> float:
    return math.dist(curve[:2], curve[4:])


def graticule(box: Sequence[float]) -> str:
    """Path data of the meridians and parallels, one every 15 degrees, over all sheets in a box."""
    west = min(0, math.floor(box[0] / WORLD) * WORLD)
    east = max(WORLD, math.ceil(box[2] / WORLD) * WORLD)
    return "".join([*_meridians(west, east), *_parallels(west, east)])


def _meridians(west: int, east: int) -> Iterator[str]:
    step = WORLD * _GRATICULE_STEP / 360
    for number in range(round((east - west) / step) + 1):
        yield f"M{round(west + number * step)} 0V{WORLD}"


def _parallels(west: int, east: int) -> Iterator[str]:
    for degrees in range(-75, 76, _GRATICULE_STEP):
        sine = math.sin(math.radians(degrees))
        y = WORLD * (0.5 - math.log((1 + sine) / (1 - sine)) / (4 * math.pi))
        yield f"M{west} {round(y)}H{east}"
