"""The plate: the main map in its double frame, its degrees, and the inset of what is dense."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mapgen.picture.boxes import Box, Grid, box_around
from mapgen.picture.camera import Camera, Region, degrees_on_edges
from mapgen.picture.composition import FRAME_PX, Inset, compose_plate
from mapgen.picture.declutter import Ground, Name, pins_in_view
from mapgen.picture.layout import Layout, lay_out
from mapgen.picture.letters import Style
from mapgen.picture.maps import World
from mapgen.picture.scene import DISC_PX, Scene
from mapgen.picture.svg import element, line_in, rectangle
from mapgen.wording import wording

_HALO_PX = 4
_DEGREES_FROM_PX = 640
_HELD = 0.9
_PIN_IN_POINTS = 12
_TITLE = Style("serif", 17, 22)
_DEGREE = Style("sans", 10.5, 14)


class Plate:
    """A plate in a box of the sheet, both of its maps laid out."""

    def __init__(self, payload: Mapping[str, Any], scene: Scene, box: Box) -> None:
        self._payload = payload
        self._say = wording(payload["language"])
        self._scene = scene
        self._box = box
        self._view = _inside(box)
        composition = compose_plate(scene, self._view.w, self._view.h)
        self.inset = composition.inset
        taken = [_grown(self.inset.box, _HALO_PX)] if self.inset else []
        places = _places_in(scene, composition.camera)
        self.degrees = [
            name
            for name in self._degrees_of(composition.camera)
            if not any(name.box.meets(box, _HALO_PX) for box in (*taken, *places))
        ]
        self.main = lay_out(
            scene,
            composition.camera,
            obstacles=[*taken, *(name.box for name in self.degrees)],
            region=self.inset.region if self.inset else None,
        )
        self.title = self._title_of(self.inset) if self.inset else None
        self.detail = self._detail_of(self.inset) if self.inset else None

    def _degrees_of(self, camera: Camera) -> Iterator[Name]:
        """Degrees inside the frame, along the top and the right edge."""
        if camera.width < _DEGREES_FROM_PX:
            return
        meridians, parallels = degrees_on_edges(camera)
        for degree, at in meridians:
            if 60 < at < camera.width - 60:
                text, style, width = self._degree(degree, ("west", "east"))
                yield Name(text, style, box_around(at, 10, width, _DEGREE.line))
        for degree, at in parallels:
            if 34 < at < camera.height - 24:
                text, style, width = self._degree(degree, ("south", "north"))
                middle = camera.width - 5 - width / 2
                yield Name(text, style, box_around(middle, at, width, _DEGREE.line))

    def _degree(self, degree: int, sides: tuple[str, str]) -> tuple[str, Style, float]:
        key = sides[degree > 0] if degree else "zero"
        text = self._say.text("client", key, n=self._say.numeral(str(abs(degree))))
        style = _DEGREE.fitting(text)
        return text, style, style.width(text)

    def _title_of(self, inset: Inset) -> Name:
        """What the inset shows: a part of the world by name, or how many stops."""
        held = [pin for pin in self._scene.pins if inset.region.holds(pin.x, pin.y)]
        text = next(
            (
                name
                for *sides, name in self._payload["client"]["regions"]
                if sum(Region(*sides).holds(pin.x, pin.y) for pin in held) >= _HELD * len(held)
            ),
            self._say.counted("client", "stops", sum(pin.visits for pin in held)),
        )
        style = _TITLE.fitting(text)
        return Name(text, style, self._free_corner(inset, style.width(text) + 14, 24))

    def _free_corner(self, inset: Inset, width: float, height: float) -> Box:
        """Where the title stands: at the top start, unless another corner hides less."""
        camera = inset.camera
        legs = Ground(self._scene.legs, camera).points
        pins = Grid(_places_in(self._scene, camera))
        right, bottom = camera.width - 11 - width, camera.height - 10 - height
        columns = (right, 11.0) if self._payload["dir"] == "rtl" else (11.0, right)
        corners = [Box(x, y, width, height) for y in (10.0, bottom) for x in columns]
        return min(
            corners, key=lambda box: legs.count(box, 8) + _PIN_IN_POINTS * pins.count(box, 8)
        )

    def _detail_of(self, inset: Inset) -> Layout:
        assert self.title is not None
        pins = tuple(pin for pin in self._scene.pins if inset.region.holds(pin.x, pin.y))
        scene = Scene(
            pins, self._scene.legs, self._scene.road, self._scene.countries, self._scene.seas
        )
        return lay_out(scene, inset.camera, obstacles=[self.title.box])

    def world(self) -> World:
        """The world with the detail that the larger of the two maps needs."""
        camera = (self.detail or self.main).camera
        return World(self._payload, self._scene, camera.region)

    def draw(self, world: World) -> str:
        """The plate with its frame."""
        view = self._view
        inside = [
            world.draw(self.main, "main"),
            *(line_in(name.text, name.style, "degree", name.box) for name in self.degrees),
        ]
        if self.inset and self.detail and self.title:
            inside += self._draw_inset(self.inset, self.detail, self.title, world)
        return "".join(
            [
                _clipped(view, inside),
                rectangle(_hair(self._box), "frame"),
                rectangle(_hair(_grown(view, 1)), "frame"),
            ]
        )

    def _draw_inset(self, inset: Inset, detail: Layout, title: Name, world: World) -> Iterator[str]:
        box, region = inset.box, self.main.camera.box_of(inset.region)
        is_wide = box.w == self.main.camera.width
        yield rectangle(region, "region")
        for start, end in ((region.x, box.x), (region.right, box.right)):
            yield element("line", kind="ray", x1=start, y1=region.bottom, x2=end, y2=box.y)
        yield rectangle(_grown(box, _HALO_PX), "paper")
        view = Box(0, box.y + FRAME_PX, box.w, box.h - FRAME_PX) if is_wide else _inside(box)
        label = [rectangle(title.box, "label"), line_in(title.text, title.style, "ink", title.box)]
        yield _clipped(view, [world.draw(detail, "inset"), *label])
        for edge in (box, _grown(view, 1)):
            shown = Box(-2, edge.y, box.w + 4, edge.h + 4) if is_wide else edge
            yield rectangle(_hair(shown), "frame")


def _places_in(scene: Scene, camera: Camera) -> list[Box]:
    """The pills of the places in view, each at its true place."""
    return [
        box_around(dot.x, dot.y, dot.pin.width, DISC_PX) for dot in pins_in_view(scene.pins, camera)
    ]


def _clipped(view: Box, inside: Sequence[str]) -> str:
    return element("svg", *inside, x=view.x, y=view.y, width=view.w, height=view.h)


def _inside(box: Box) -> Box:
    """The map in a double frame."""
    return _grown(box, -FRAME_PX)


def _grown(box: Box, by: float) -> Box:
    return Box(box.x - by, box.y - by, box.w + 2 * by, box.h + 2 * by)


def _hair(box: Box) -> Box:
    """A box whose outline, one pixel wide, runs within it."""
    return _grown(box, -0.5)
