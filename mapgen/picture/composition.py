"""The start view of a plate: the whole road, and its dense part in an inset if there is room.

The rules are those of the page: of the regions that hold at least half of the places that
collide, the one that leaves the fewest stops without a number is taken.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from mapgen.picture.boxes import Box, Grid, box_around, cheapest
from mapgen.picture.camera import Camera, Region, camera_at, fitted_camera, region_round
from mapgen.picture.declutter import Ground, pins_in_view, place_markers
from mapgen.picture.scene import DISC_PX, Pin, Scene

CLEAR_PX = 22
FRAME_PX = 4
_MARGIN_PX = 14
_STEP_PX = 10
_TOP_PX = 110
_LEAST_HEIGHT_PX = 150
_LEAST_WIDTH_PX = 280
_LEAST_GAIN = 1.4
_SHARES_HELD = (0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
_MANY = 80


@dataclass(frozen=True, slots=True)
class Inset:
    """The second map: its box on the plate, double frame included, and what it shows."""

    box: Box
    camera: Camera
    region: Region


@dataclass(frozen=True, slots=True)
class Composition:
    """What a plate shows of the world."""

    camera: Camera
    inset: Inset | None = None


def compose_plate(scene: Scene, width: float, height: float) -> Composition:
    """The composition of a plate of this size; without colliding places it has no inset."""
    is_tall = height > width * 0.95
    plain = _start(scene.road, width, height, 0, centred=True)
    crowd = _colliding(scene.pins, plain)
    if not crowd:
        return Composition(plain)
    below = min(width * 0.84, height * 0.62) if is_tall else 0
    upper = _start(scene.road, width, height, below, centred=is_tall)
    if upper.scale <= plain.scale * 0.7:
        return Composition(plain)
    search = _Search(scene, upper, below, width / plain.scale / 16)
    shares = _SHARES_HELD[:1] if len(scene.pins) > _MANY else _SHARES_HELD
    slack = DISC_PX / plain.scale
    tried = [search.try_share(crowd, share, slack) for share in shares]
    found = [each for each in tried if each]
    best = found[0] if len(found) == 1 else cheapest(found, lambda each: _harm(scene, each))
    return best or Composition(plain)


def _start(road: Region, width: float, height: float, below: float, *, centred: bool) -> Camera:
    padding = 22 if width < 500 else 36 if width < 700 else 54
    free = height - below
    scale = min((width - 2 * padding) / (road.x1 - road.x0), (free - 70) / (road.y1 - road.y0))
    half = (road.y1 - road.y0) * scale / 2
    y = max(free / 2, 30 + half) if centred else 58 + half
    return camera_at(width, height, scale, road.middle, (width / 2, y))


def _colliding(pins: Sequence[Pin], camera: Camera) -> list[Pin]:
    """The pins whose pill would touch another's at its true place."""
    seen = [
        (dot.pin, box_around(dot.x, dot.y, dot.pin.width, DISC_PX))
        for dot in pins_in_view(pins, camera)
    ]
    grid = Grid()
    for pin, box in seen:
        grid.add(box, pin.index)
    return [pin for pin, box in seen if grid.meets(box, 3, pin.index)]


class _Search:
    """Tries insets on one main view."""

    def __init__(self, scene: Scene, main: Camera, below: float, least: float) -> None:
        self._scene = scene
        self._main = main
        self._below = below
        self._least = least
        self._skyline = _Skyline(scene, main)

    def try_share(self, crowd: Sequence[Pin], share: float, slack: float) -> Composition | None:
        """The composition for the smallest region that holds this share of the crowd."""
        first = self._try(smallest_region(crowd, ceil(len(crowd) * share), slack))
        if first is None:
            return None
        # Places that an inset would show at its very edge get room in it.
        held = [pin for pin in self._scene.pins if first.region.holds(pin.x, pin.y)]
        inset = self._try(region_round((pin.x, pin.y) for pin in held))
        return Composition(self._main, inset) if inset else None

    def _try(self, held: Region) -> Inset | None:
        core = _grown(held, self._least)
        main = self._main
        box = (
            Box(0, main.height - self._below, main.width, self._below)
            if self._below
            else self._corner(core)
        )
        if box is None:
            return None
        camera = fitted_camera(core, *_inside(box, main))
        return (
            Inset(box, camera, camera.region) if camera.scale > main.scale * _LEAST_GAIN else None
        )

    def _corner(self, core: Region) -> Box | None:
        """The box in a bottom corner that is free and shows the region largest.

        Of boxes about equally good on one side it is the widest; None without room.
        """
        main = self._main
        found: list[tuple[Box, bool, float]] = []
        for is_right in (True, False):
            for width in range(_LEAST_WIDTH_PX, int(main.width) - 50, _STEP_PX):
                x = main.width - _MARGIN_PX - width if is_right else _MARGIN_PX
                box = self._tallest(x, width, core)
                if box:
                    scale = fitted_camera(core, *_inside(box, main)).scale
                    found.append((box, is_right, scale))
        best = cheapest(found, lambda each: -each[2])
        if best is None:
            return None
        good = [box for box, side, scale in found if side == best[1] and scale > best[2] * 0.985]
        return cheapest(good, lambda box: -box.w)

    def _tallest(self, x: float, width: float, core: Region) -> Box | None:
        main = self._main
        bottom = main.height - _MARGIN_PX
        y = max(_TOP_PX, bottom - width * 0.9, self._skyline.lowest(x, width) + CLEAR_PX)
        while y <= bottom - _LEAST_HEIGHT_PX:
            box = Box(x, y, width, bottom - y)
            region = fitted_camera(core, *_inside(box, main)).region
            if not box.meets(main.box_of(region), CLEAR_PX):
                return box
            y += _STEP_PX
        return None


class _Skyline:
    """How far down legs and places reach in each column of pixels."""

    def __init__(self, scene: Scene, camera: Camera) -> None:
        self._depths = [0.0] * (int(camera.width) + 1)
        for box in Ground(scene.legs, camera).points.boxes():
            self._sink(box)
        for dot in pins_in_view(scene.pins, camera):
            self._sink(box_around(dot.x, dot.y, dot.pin.width, DISC_PX))

    def _sink(self, box: Box) -> None:
        for column in range(max(0, int(box.x)), min(len(self._depths), int(box.right) + 1)):
            self._depths[column] = max(self._depths[column], box.bottom)

    def lowest(self, x: float, width: float) -> float:
        """How far down anything reaches between two columns, a gap beside them included."""
        return max(self._depths[max(0, int(x - CLEAR_PX)) : int(x + width + CLEAR_PX) + 1])


def smallest_region(pins: Sequence[Pin], need: int, slack: float) -> Region:
    """The smallest region that holds `need` of the pins.

    `slack` is added to both sides before sizes are compared, so that pins in one line do not win
    by having no area.
    """
    by_x = sorted(pins, key=lambda pin: (pin.x, pin.y))
    stride = ceil(len(by_x) / 60)
    best, least = region_round((pin.x, pin.y) for pin in pins), float("inf")
    for first in range(0, len(by_x) - need + 1, stride):
        for last in range(first + need, len(by_x) + 1, stride):
            x0, x1 = by_x[first].x, by_x[last - 1].x
            if (x1 - x0 + slack) * slack >= least:
                break
            ys = sorted(pin.y for pin in by_x[first:last])
            for y0, y1 in zip(ys, ys[need - 1 :], strict=False):
                size = (x1 - x0 + slack) * (y1 - y0 + slack)
                if size < least:
                    best, least = Region(x0, y0, x1, y1), size
    return best


def _inside(box: Box, main: Camera) -> tuple[float, float]:
    """The size of an inset without its double frame; across a whole plate that is at its top."""
    if box.w == main.width:
        return box.w, box.h - FRAME_PX
    return box.w - 2 * FRAME_PX, box.h - 2 * FRAME_PX


def _grown(region: Region, least: float) -> Region:
    """A region grown by 8 %, at first to at least so much on each side of its middle."""
    x, y = region.middle
    half_width = max(least, (region.x1 - region.x0) / 2)
    half_height = max(least * 0.6, (region.y1 - region.y0) / 2)
    return Region(x - half_width, y - half_height, x + half_width, y + half_height).grown(0.08)


def _harm(scene: Scene, composition: Composition) -> float:
    """How ill a composition shows the road.

    Each stop without a number counts one, each number that is not at its place a third, and the
    region by its share of the plate.
    """
    camera, inset = composition.camera, composition.inset
    assert inset is not None
    box = camera.box_of(inset.region)
    inside = [pin for pin in scene.pins if inset.region.holds(pin.x, pin.y)]
    outside = [pin for pin in scene.pins if pin not in inside]
    total = 20 * box.w * box.h / (camera.width * camera.height)
    for pins, view, clear in ((outside, camera, [box, inset.box]), (inside, inset.camera, [])):
        discs, dots = place_markers(Ground(scene.legs, view, clear), pins)
        total += sum(dot.pin.visits for dot in dots) + 0.3 * sum(disc.is_moved for disc in discs)
    return total
