"""Legs as quadratic curves: how long they are, and the points along them."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mapgen.picture.camera import Camera

_OUTSIDE_PX = 40

Curve = Sequence[float]
"""Start, control point and end: ax, ay, qx, qy, bx, by."""


@dataclass(frozen=True, slots=True)
class Leg:
    """A leg from one place to another (their indices), in world units."""

    start: int
    end: int
    curves: Sequence[Curve]
    is_forced: bool
    is_inferred: bool

    @property
    def span(self) -> float:
        """About how long it is."""
        return sum(map(_span, self.curves))

    def point(self, share: float) -> tuple[float, float, float]:
        """The point at a share of the length, and the direction of travel there in radians."""
        ahead = share * self.span
        index = 0
        while index < len(self.curves) - 1 and ahead > _span(self.curves[index]):
            ahead -= _span(self.curves[index])
            index += 1
        ax, ay, qx, qy, bx, by = self.curves[index]
        t = min(1.0, ahead / (_span(self.curves[index]) or 1))
        s = 1 - t
        return (
            s * s * ax + 2 * s * t * qx + t * t * bx,
            s * s * ay + 2 * s * t * qy + t * t * by,
            math.atan2(s * (qy - ay) + t * (by - qy), s * (qx - ax) + t * (bx - qx)),
        )


def _span(curve: Curve) -> float:
    ax, ay, qx, qy, bx, by = curve
    chord = math.hypot(bx - ax, by - ay)
    return (chord + math.hypot(qx - ax, qy - ay) + math.hypot(bx - qx, by - qy)) / 2


def walk(leg: Leg, camera: Camera, step: float) -> Iterator[tuple[float, float, float]]:
    """Points about `step` pixels apart on the part of a leg in view, each with its share."""
    whole = leg.span or 1
    before = 0.0
    for curve in leg.curves:
        after = before + _span(curve) / whole
        pixels = [
            value * camera.scale - (camera.top if index % 2 else camera.left)
            for index, value in enumerate(curve)
        ]
        yield from _halved(pixels, before, after, camera, step)
        before = after


def _halved(
    curve: Curve, start: float, end: float, camera: Camera, step: float
) -> Iterator[tuple[float, float, float]]:
    """Halves a curve until its parts are short; parts out of view cost next to nothing."""
    ax, ay, qx, qy, bx, by = curve
    if max(ax, qx, bx) < -_OUTSIDE_PX or min(ax, qx, bx) > camera.width + _OUTSIDE_PX:
        return
    if max(ay, qy, by) < -_OUTSIDE_PX or min(ay, qy, by) > camera.height + _OUTSIDE_PX:
        return
    mx, my = (ax + 2 * qx + bx) / 4, (ay + 2 * qy + by) / 4
    middle = (start + end) / 2
    if abs(ax - mx) + abs(ay - my) + abs(bx - mx) + abs(by - my) <= step:
        yield mx, my, middle
        return
    first = (ax, ay, (ax + qx) / 2, (ay + qy) / 2, mx, my)
    second = (mx, my, (qx + bx) / 2, (qy + by) / 2, bx, by)
    yield from _halved(first, start, middle, camera, step)
    yield from _halved(second, middle, end, camera, step)
