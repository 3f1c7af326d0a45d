"""Turn a file of dated places and quoted sources into one interactive HTML map."""

import importlib
from typing import Any

__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """`mapgen.load` and `mapgen.RouteMap`, imported when they are asked for (PEP 562)."""
    if name in ("load", "RouteMap"):
        return getattr(importlib.import_module("mapgen.api"), name)
    msg = f"module `mapgen` has no attribute `{name}`"
    raise AttributeError(msg)
