"""The atlas: countries, rough outlines of regions, names of seas, and the land a page draws.

Derived data, read only; see `mapgen.atlas.derive` for how it is made.
"""

from mapgen.atlas.basemap import WORLD, Basemap, Box, basemap_pieces
from mapgen.atlas.countries import (
    BORDERS_NOTE,
    LICENCE,
    Country,
    Polygons,
    countries,
    country,
    country_names,
    is_country_code,
)
from mapgen.atlas.handmade import RoughOutline, Sea, rough_names, rough_outline, seas

__all__ = [
    "BORDERS_NOTE",
    "LICENCE",
    "WORLD",
    "Basemap",
    "Box",
    "Country",
    "Polygons",
    "RoughOutline",
    "Sea",
    "basemap_pieces",
    "countries",
    "country",
    "country_names",
    "is_country_code",
    "rough_names",
    "rough_outline",
    "seas",
]
