"""What a map says of itself in oEmbed (1.0), as a file that never changes."""

import json
from collections.abc import Mapping
from html import escape
from typing import Any

from mapgen.site import CARD_PX, Site

FRAME_PX = (600, 450)


def oembed_of(payload: Mapping[str, Any], site: Site, *, author: str | None) -> dict[str, Any]:
    """A rich resource: a frame with the map in it, and its link preview as thumbnail.

    A file cannot answer to `maxwidth` (oEmbed, 2.2), so the frame is small enough for a column of
    text. The provider is called by its host, as nothing else is known of it.
    """
    stem = payload["stem"]
    told = {
        "version": "1.0",
        "type": "rich",
        "title": payload["title"]["text"],
        "author_name": author,
        "provider_name": site.host,
        "provider_url": site.address,
        "html": _frame(site.page(stem), payload["frame_title"]),
        "width": FRAME_PX[0],
        "height": FRAME_PX[1],
        "thumbnail_url": site.picture(stem),
        "thumbnail_width": CARD_PX[0],
        "thumbnail_height": CARD_PX[1],
    }
    return {key: value for key, value in told.items() if value is not None}


def _frame(address: str, title: str) -> str:
    """A frame of a fixed size, in the attributes that WordPress lets through."""
    width, height = FRAME_PX
    return (
        f'<iframe src="{escape(address)}" title="{escape(title)}" width="{width}" '
        f'height="{height}" frameborder="0"></iframe>'
    )


def serialised(told: Mapping[str, Any]) -> bytes:
    """The file of it."""
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()
