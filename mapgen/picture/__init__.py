"""A route as a still picture: the plate with its title and key, drawn without a browser."""

from mapgen.picture.legible import lacks_letters, with_known_letters
from mapgen.picture.raster import to_png
from mapgen.picture.sheet import draw_picture
from mapgen.picture.theme import Theme

__all__ = ["Theme", "draw_picture", "lacks_letters", "to_png", "with_known_letters"]
