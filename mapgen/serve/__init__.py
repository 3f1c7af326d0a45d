"""The maps of routes, shown in a browser and drawn anew whenever something they hang on changes."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from mapgen.incremental import Order, Outcome
from mapgen.serve.maps import Maps
from mapgen.serve.site import opened_site
from mapgen.serve.watch import watch

__all__ = ["serve"]


async def serve(
    find_orders: Callable[[], Sequence[Order]],
    first: Mapping[Order, Outcome],
    draw: Callable[[Order], Outcome],
    output: Path,
    tell: Callable[[str], None],
    *,
    host: str,
    port: int,
) -> None:
    """Show the maps of the orders that are found, until this is cancelled.

    `first` is what the orders that are there at the beginning came to; `tell` is told the address.
    Raises UnusableAddress where nothing can listen there.
    """
    maps = Maps(find_orders, first, draw)
    async with opened_site(maps, output, host, port) as address:
        tell(address)
        await watch(maps)
