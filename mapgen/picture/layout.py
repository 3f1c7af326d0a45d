"""Everything that stands on one map besides land and lines, laid out."""

from collections.abc import Sequence
from dataclasses import dataclass

from mapgen.picture.boxes import Box, Grid
from mapgen.picture.camera import Camera, Region
from mapgen.picture.declutter import (
    Arrow,
    Disc,
    Dot,
    Ground,
    Name,
    place_arrows,
    place_labels,
    place_markers,
    place_names,
)
from mapgen.picture.letters import Style
from mapgen.picture.scene import Label, Pin, Scene

NAME = Style("serif", 15, 15)
AREA = Style("serif-italic", 15, 15, tracking=0.05)
COUNTRY = Style("sans", 10.5, 11, tracking=0.15, is_caps=True)
SEA = Style("serif-italic", 13, 13, tracking=0.06)
_MOST_FOR_COUNTRY, _MOST_FOR_SEA = 20, 4


@dataclass(frozen=True, slots=True)
class Layout:
    """What one map shows, and where."""

    camera: Camera
    discs: Sequence[Disc]
    dots: Sequence[Dot]
    arrows: Sequence[Arrow]
    names: Sequence[Name]
    countries: Sequence[Name]
    seas: Sequence[Name]


def lay_out(
    scene: Scene, camera: Camera, *, obstacles: Sequence[Box], region: Region | None = None
) -> Layout:
    """One map of a scene; what lies in `region` is shown elsewhere, and here as dots."""

    def is_elsewhere(what: Pin | Label) -> bool:
        return region is not None and region.holds(what.x, what.y)

    elsewhere = [camera.box_of(region)] if region else []
    ground = Ground(scene.legs, camera, [*obstacles, *elsewhere])
    discs, dots = place_markers(ground, scene.pins, is_elsewhere)
    arrows = place_arrows(ground, {dot.pin.index for dot in dots})
    heads = Grid()
    for arrow in arrows:
        heads.add_point(arrow.x, arrow.y, 0)
    for dot in dots:
        ground.clear.add(dot.box)
    names = place_names(ground, discs, heads, _style_of)
    countries = [label for label in scene.countries if not is_elsewhere(label)]
    seas = [label for label in scene.seas if not is_elsewhere(label)]
    return Layout(
        camera, discs, dots, arrows, names,
        place_labels(ground, countries, COUNTRY, most=_MOST_FOR_COUNTRY),
        place_labels(ground, seas, SEA, most=_MOST_FOR_SEA),
    )  # fmt: skip


def _style_of(pin: Pin) -> Style:
    return (AREA if pin.is_area else NAME).fitting(pin.name)
