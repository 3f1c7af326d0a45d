"""The maps of a plate as SVG: land, areas, legs, marks and names."""

import math
from collections.abc import Iterator, Mapping
from typing import Any

from mapgen.atlas import WORLD, basemap_pieces
from mapgen.page.world import graticule
from mapgen.picture.boxes import Box
from mapgen.picture.camera import Camera, Region
from mapgen.picture.curves import Leg
from mapgen.picture.declutter import Disc, Dot, Name
from mapgen.picture.layout import Layout
from mapgen.picture.marks import arrowhead, diamond, pill
from mapgen.picture.scene import Scene
from mapgen.picture.svg import element, line_in, rectangle

_STROKES = {"land": 0.75, "lake": 0.5, "border": 0.7, "graticule": 0.6}
"""The widths in pixels of lines that are drawn in world units."""


class World:
    """The drawn world of a payload: defined once, used by each map at its own scale."""

    def __init__(self, payload: Mapping[str, Any], scene: Scene, detailed: Region) -> None:
        self._scene = scene
        self._areas = [area for area in payload["areas"] if not area["wider"]]
        self._paths = _paths_of(payload, scene, detailed)

    def definitions(self) -> str:
        """What the maps refer to."""
        return "".join(
            [
                *(element("path", id=name, d=d) for name, d in self._paths.items() if d),
                *(
                    element("path", id=f"area{number}", d=area["d"])
                    for number, area in enumerate(self._areas)
                ),
            ]
        )

    def draw(self, layout: Layout, name: str) -> str:
        """One map, as large as its view; `name` sets what it defines apart."""
        camera = layout.camera
        view = Box(0, 0, camera.width, camera.height)
        return "".join(
            [
                rectangle(view, "sea"),
                hatch(name, camera.scale),
                hatch(f"f-{name}", camera.scale, is_forced=True),
                *self._ground(camera, name),
                *(_leg(leg, camera, "case") for leg in self._scene.legs),
                *(_leg(leg, camera, _leg_kind(leg)) for leg in self._scene.legs),
                *(
                    arrowhead(each.x, each.y, each.angle, is_forced=each.leg.is_forced)
                    for each in layout.arrows
                ),
                *_marks(layout),
            ]
        )

    def _ground(self, camera: Camera, name: str) -> Iterator[str]:
        """What is drawn in world units: land once for each sheet of the world in sight."""
        first, last = (math.floor(x / WORLD) for x in (camera.region.x0, camera.region.x1))
        uses = [
            element(
                "use", kind=kind, href=f"#{kind}", x=turn * WORLD,
                stroke_width=f"{width / camera.scale:.4g}",
            )
            for turn in range(first, last + 1)
            for kind, width in _STROKES.items()
            if self._paths[kind]
        ]  # fmt: skip
        areas = [
            element(
                "use", href=f"#area{number}",
                fill=f"url(#hatch-{'f-' if area['forced'] else ''}{name})",
            )
            for number, area in enumerate(self._areas)
        ]  # fmt: skip
        moved = f"translate({-camera.left:.2f} {-camera.top:.2f}) scale({camera.scale:.6g})"
        yield element("g", *uses, *areas, transform=moved)


def hatch(name: str, scale: float, *, is_forced: bool = False) -> str:
    """A pattern of slanting lines, 6 pixels apart where a unit is `scale` pixels."""
    return element(
        "pattern",
        element("path", kind="hatch" + " f" * is_forced, d="M0 0V6"),
        id=f"hatch-{name}",
        width=6,
        height=6,
        patternUnits="userSpaceOnUse",
        patternTransform=f"scale({1 / scale:.6g}) rotate(45)",
    )


def _paths_of(payload: Mapping[str, Any], scene: Scene, detailed: Region) -> dict[str, str]:
    places = [(pin.x % WORLD, pin.y) for pin in scene.pins if not pin.is_area]
    turn = math.floor(detailed.middle[0] / WORLD) * WORLD
    box = (max(0, detailed.x0 - turn), detailed.y0, min(WORLD, detailed.x1 - turn), detailed.y1)
    pieces = basemap_pieces(box, places)
    borders = payload["own_borders"] or pieces.borders
    return {
        "land": pieces.land,
        "lake": pieces.lakes,
        "border": "" if payload["credits"]["borders"]["kind"] == "none" else borders,
        "graticule": graticule((0, 0, WORLD, WORLD)),
    }


def _leg_kind(leg: Leg) -> str:
    return "leg" + " f" * leg.is_forced + " inf" * leg.is_inferred


def _leg(leg: Leg, camera: Camera, kind: str) -> str:
    d = ""
    for ax, ay, qx, qy, bx, by in leg.curves:
        start, control, end = (_spot(*camera.at(x, y)) for x, y in ((ax, ay), (qx, qy), (bx, by)))
        d += f"M{start}Q{control} {end}"
    return element("path", kind=kind, d=d)


def _spot(x: float, y: float) -> str:
    return f"{x:.1f} {y:.1f}"


def _marks(layout: Layout) -> Iterator[str]:
    """Leaders and dots, then names, then numbers on top."""
    moved = [disc for disc in layout.discs if disc.is_moved]
    yield from map(_leader, moved)
    yield from map(_dot, [*(disc.dot for disc in moved), *layout.dots])
    yield from (_name(name, "sealabel") for name in layout.seas)
    yield from (_name(name, "country") for name in layout.countries)
    yield from (_name(name, "name") for name in layout.names)
    yield from map(_disc, layout.discs)


def _name(name: Name, kind: str) -> str:
    return line_in(name.text, name.style, kind, name.box)


def _leader(disc: Disc) -> str:
    x, y = disc.box.middle
    return element("line", kind="leader", x1=disc.dot.x, y1=disc.dot.y, x2=x, y2=y)


def _dot(dot: Dot) -> str:
    return element("circle", kind="dot" + " f" * dot.pin.is_forced, cx=dot.x, cy=dot.y, r=3)


def _disc(disc: Disc) -> str:
    pin, box = disc.dot.pin, disc.box
    drawn = pill(box, pin.parts, is_forced=pin.is_forced, is_area=pin.is_area)
    return drawn + diamond(box.right, box.y - 0.5) if pin.has_conflict else drawn
