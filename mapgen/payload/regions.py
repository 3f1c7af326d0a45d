"""Parts of the world that the inset of a map may be named after."""

from collections.abc import Mapping, Sequence

from mapgen.payload.world import Sheet

_BOXES = {
    "europe": (33, -25, 72, 52),
    "asia": (-11, 25, 78, 179.9),
    "africa": (-36, -20, 38, 52),
    "north-america": (7, -170, 83, -50),
    "south-america": (-56, -82, 13, -34),
    "oceania": (-48, 110, 5, 179.9),
    "middle-east": (12, 25, 44, 63),
    "caribbean": (9.5, -87, 27.5, -59),
    "balkans": (36, 12.5, 49, 30.5),
    "east-asia": (18, 90, 55, 150),
    "south-asia": (5, 60, 38, 98),
}
"""South, west, north and east in degrees, as wide as the name is used."""


def region_labels(
    sheet: Sheet, box: Sequence[int], names: Mapping[str, str]
) -> list[list[int | str]]:
    """Named boxes that meet the road's, smallest first: x0, y0, x1, y1, the name."""
    found: list[tuple[int, int, int, int, str]] = []
    for key, (south, west, north, east) in _BOXES.items():
        (x0, y1), (x1, y0) = sheet.place(south, west), sheet.place(north, east)
        if x0 < x1 and x0 < box[2] and box[0] < x1 and y0 < box[3] and box[1] < y1:
            found.append((x0, y0, x1, y1, names[key]))
    return [
        list(each)
        for each in sorted(found, key=lambda each: (each[2] - each[0]) * (each[3] - each[1]))
    ]
