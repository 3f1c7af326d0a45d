"""Which part of the world a view shows, and where degrees meet its edges."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from mapgen.atlas import WORLD
from mapgen.picture.boxes import Box

_UNIT_ZOOM = 8
_DEGREE_STEPS = (1, 2, 5, 10, 15, 30)
_ROOM_FOR_DEGREES_PX = 58


class Region(NamedTuple):
    """A part of the world: west, north, east and south in world units."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def middle(self) -> tuple[float, float]:
        return (self.x0 + self.x1) / 2, (self.y0 + self.y1) / 2

    def holds(self, x: float, y: float) -> bool:
        return self.x0 < x < self.x1 and self.y0 < y < self.y1

    def grown(self, share: float) -> "Region":
        """With a share of its size added on every side."""
        dx, dy = (self.x1 - self.x0) * share, (self.y1 - self.y0) * share
        return Region(self.x0 - dx, self.y0 - dy, self.x1 + dx, self.y1 + dy)


def region_round(points: Iterable[tuple[float, float]]) -> Region:
    """The smallest region that holds some points."""
    xs, ys = zip(*points, strict=True)
    return Region(min(xs), min(ys), max(xs), max(ys))


@dataclass(frozen=True, slots=True)
class Camera:
    """A view of the world: pixel = unit * scale - left (or top)."""

    scale: float
    left: float
    top: float
    width: float
    height: float

    @property
    def zoom(self) -> float:
        """As Leaflet counts it: the world is 256 pixels wide at 0."""
        return _UNIT_ZOOM + math.log2(self.scale)

    @property
    def pixels_per_degree(self) -> float:
        return self.scale * WORLD / 360

    @property
    def region(self) -> Region:
        """What can be seen."""
        return Region(
            self.left / self.scale,
            self.top / self.scale,
            (self.left + self.width) / self.scale,
            (self.top + self.height) / self.scale,
        )

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Where a point of the world stands, in pixels."""
        return x * self.scale - self.left, y * self.scale - self.top

    def box_of(self, region: Region) -> Box:
        x, y = self.at(region.x0, region.y0)
        return Box(x, y, (region.x1 - region.x0) * self.scale, (region.y1 - region.y0) * self.scale)


def camera_at(
    width: float, height: float, scale: float, point: tuple[float, float], at: tuple[float, float]
) -> Camera:
    """The camera that shows a point of the world at a point of the view."""
    return Camera(scale, point[0] * scale - at[0], point[1] * scale - at[1], width, height)


def fitted_camera(region: Region, width: float, height: float) -> Camera:
    """The camera that shows a whole region, centred, as large as the view allows."""
    scale = min(width / (region.x1 - region.x0), height / (region.y1 - region.y0))
    return camera_at(width, height, scale, region.middle, (width / 2, height / 2))


def degrees_on_edges(
    camera: Camera,
) -> tuple[list[tuple[int, float]], list[tuple[int, float]]]:
    """Whole degrees and where they meet the top and the side of a view (spherical Mercator).

    The step is the first of 1, 2, 5, 10, 15, 30 that leaves 58 pixels.
    """
    per_degree = camera.pixels_per_degree
    step = next((each for each in _DEGREE_STEPS if each * per_degree > _ROOM_FOR_DEGREES_PX), 45)
    west = camera.left / per_degree - 180
    first, last = math.ceil(west / step), math.floor((west + camera.width / per_degree) / step)
    meridians = [
        ((number * step + 180) % 360 - 180, (number * step + 180) * per_degree - camera.left)
        for number in range(first, last + 1)
    ]
    parallels = []
    for degree in range(-90 + step, 90, step):
        lift = math.degrees(math.log(math.tan(math.pi / 4 + math.radians(degree) / 2)))
        at = (180 - lift) * per_degree - camera.top
        if 0 <= at <= camera.height:
            parallels.append((degree, at))
    return meridians, parallels
