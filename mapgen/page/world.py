"""The drawn world: one static picture of land, areas and legs in world units."""

from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

_SIDE = 65536


def draw_world(client: Mapping[str, Any], areas: Sequence[Mapping[str, Any]]) -> Markup:
    """The svg element of the plate; its viewBox holds the whole road."""
    x0, y0, x1, y1 = client["view"]["box"]
    legs = sorted(client["legs"], key=lambda leg: bool(leg["forced"]))
    parts = [
        f'<svg id="world" viewBox="{x0} {y0} {x1 - x0} {y1 - y0}" aria-hidden="true">',
        '<defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45) scale({(x1 - x0) / 1000:.2f})"><path class="hatch" '
        'd="M0 0V6"/></pattern><pattern id="hatch-forced" width="6" height="6" '
        'patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45) scale({(x1 - x0) / 1000:.2f})"><path class="hatch f" '
        'd="M0 0V6"/></pattern></defs>',
        '<g id="world-content">',
        f'<path class="land" d="M0 9000H{_SIDE}V50000H0Z"/>',
        '<g class="areas">',
        *(_area(area) for area in areas),
        '</g><g class="legs">',
        *(_leg(leg, "case") for leg in legs),
        *(_leg(leg, "leg") for leg in legs),
        '</g></g><g class="static-marks">',
        *(_mark(client, index, (x1 - x0) / 100) for index in range(len(client["places"]))),
        "</g></svg>",
    ]
    return Markup("".join(parts))


def _area(area: Mapping[str, Any]) -> str:
    forced = " f" if area["forced"] else ""
    return Markup('<path class="area{}" data-place="{}" d="{}"/>').format(
        forced, area["place"], area["d"]
    )


def _leg(leg: Mapping[str, Any], kind: str) -> str:
    path = "".join("M{} {}Q{} {} {} {}".format(*curve) for curve in leg["curves"])
    marks = ""
    if kind == "leg":
        marks = " f" * bool(leg["forced"]) + " inf" * bool(leg["inferred"])
    return f'<path class="{kind}{marks}" data-leg="{leg["stop"]}" d="{path}"/>'


def _mark(client: Mapping[str, Any], index: int, radius: float) -> str:
    place = client["places"][index]
    visits = [n for n, stop in enumerate(client["stops"]) if stop["place"] == index]
    forced = " f" if all(client["stops"][n]["forced"] for n in visits) else ""
    label = "·".join(str(n + 1) for n in visits)
    return (
        f'<g class="mark{forced}"><circle cx="{place["x"]}" cy="{place["y"]}" r="{radius:.0f}"/>'
        f'<text x="{place["x"]}" y="{place["y"]}" font-size="{radius:.0f}">{label}</text></g>'
    )
