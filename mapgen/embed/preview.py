"""The picture that stands for a map where only a link to it can."""

from collections.abc import Mapping
from typing import Any

from mapgen.build import tell_examined
from mapgen.check import Examined
from mapgen.picture import draw_picture, lacks_letters, to_png, with_known_letters
from mapgen.site import CARD_PX

_FALLBACK = "en"


def link_preview(examined: Examined, payload: Mapping[str, Any]) -> bytes:
    """The whole road as a PNG of the size that link previews want.

    Raises MissingExtra where what draws it is not installed.
    """
    width, height = CARD_PX
    return to_png(draw_picture(legible(examined, payload), width=width, height=height))


def legible(examined: Examined, payload: Mapping[str, Any]) -> Mapping[str, Any]:
    """The payload as the packaged fonts can draw it.

    It is the payload itself where they have all its letters; else it is told in English, as far
    as the route has English names.
    """
    if not lacks_letters(payload):
        return payload
    return with_known_letters(tell_examined(examined, language=_FALLBACK))
