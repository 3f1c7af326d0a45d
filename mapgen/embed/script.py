"""The script for pages that show a map: an element that makes the frame and speaks with it."""

import base64
import hashlib
from importlib.resources import files

SCRIPT_NAME = "mapgen-embed.js"


def script() -> bytes:
    """The file as it is, to be put beside the maps or on the page's own site."""
    return (files("mapgen.embed") / SCRIPT_NAME).read_bytes()


def integrity() -> str:
    """The fingerprint of the file, as the attribute `integrity` of a script element wants it."""
    return f"sha384-{base64.b64encode(hashlib.sha384(script()).digest()).decode()}"
