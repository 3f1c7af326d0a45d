"""Where each place of a route lies, from what is written down; nothing is looked up here."""

from mapgen.places.resolve import Resolved, resolve_places

__all__ = ["Resolved", "resolve_places"]
