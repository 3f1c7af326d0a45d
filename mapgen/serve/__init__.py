"""The maps of routes, shown in a browser and drawn anew whenever something they hang on changes."""

from collections.abc import Callable, Mapping
from pathlib import Path

from mapgen.incremental import Order, Outcome
from mapgen.serve.maps import Maps, Work
from mapgen.serve.site import opened_site
from mapgen.serve.watch import watch

__all__ = ["Work", "serve"]


async def serve(
    work: Work,
    first: Mapping[Order, Outcome],
    output: Path,
    tell: Callable[[str], None],
    *,
    host: str,
    port: int,
) -> None:
    """Show the maps of the routes that there are, until this is cancelled.

    `first` is what the orders that are there at the beginning came to; `tell` is told the address.
    Raises UnusableAddress where nothing can listen there.
    """
    maps = Maps(work, first)
    async with opened_site(maps, output, host, port) as address:
        tell(address)
        await watch(maps)
