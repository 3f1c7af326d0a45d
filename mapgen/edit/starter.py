"""A small route to start from: it builds as it stands, and its comments say what to change."""

from importlib.resources import files

_PLACEHOLDER = "SLUG"


def starter_route(slug: str) -> str:
    """The text of a route file that is named by an id."""
    text = (files("mapgen.edit") / "starter.yaml").read_text(encoding="utf-8")
    return text.replace(_PLACEHOLDER, slug)
