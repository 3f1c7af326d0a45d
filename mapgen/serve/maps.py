"""The maps on show: what each route has last come to, and the last good map of it."""

import asyncio
import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from mapgen.incremental import Order, Outcome


@dataclass(frozen=True, slots=True)
class Shown:
    """A route on show under a name. `pages` are its last good maps, the first in its own language.

    `version` is another for other maps. Where nothing was drawn yet it is empty, and the page is
    where a map may lie from before.
    """

    name: str
    outcome: Outcome
    pages: tuple[Path, ...]
    version: str

    @property
    def is_failed(self) -> bool:
        return self.outcome.page is None

    def page(self, file: str) -> Path | None:
        """The page that is a file of this name."""
        return next((page for page in self.pages if page.name == file), None)


@dataclass(frozen=True, slots=True)
class Work:
    """Which routes there are by now, how one is drawn, and what is left once its map is shown."""

    find_orders: Callable[[], Sequence[Order]]
    draw: Callable[[Order], Outcome]
    settle: Callable[[Order, Outcome], None]


class Maps:
    """Every route on show, in turn. What is shown changes in the event loop only."""

    def __init__(self, work: Work, first: Mapping[Order, Outcome]) -> None:
        self._work = work
        self._is_drawing = asyncio.Lock()
        self._shown: dict[Path, Shown] = {}
        self.news = asyncio.Event()
        self.is_closed = False
        for order, outcome in first.items():
            self._show(order, outcome)

    def __iter__(self) -> Iterator[Shown]:
        return iter(self._shown.values())

    def named(self, name: str) -> Shown | None:
        """The route that is shown under a name."""
        return next((each for each in self if each.name == name), None)

    def with_page(self, file: str) -> Shown | None:
        """The route of which one page is a file of this name."""
        return next((each for each in self if each.page(file)), None)

    def close(self) -> None:
        """Let nobody wait for news any more."""
        self.is_closed = True
        self._announce()

    async def refresh(self) -> None:
        """Draw each route again whose inputs, or whose map, are not what they were."""
        async with self._is_drawing:
            orders = {order.path: order for order in self._work.find_orders()}
            for path in self._shown.keys() - orders.keys():
                del self._shown[path]
                self._announce()
            for order in orders.values():
                outcome = await asyncio.to_thread(self._redrawn, order)
                if outcome:
                    self._show(order, outcome)
                    await asyncio.to_thread(self._work.settle, order, outcome)

    def _redrawn(self, order: Order) -> Outcome | None:
        before = self._shown.get(order.path)
        if before and before.outcome.is_unchanged():
            return None
        return self._work.draw(order)

    def _show(self, order: Order, outcome: Outcome) -> None:
        before = self._shown.get(order.path)
        name = before.name if before else self._free_name(order.path.stem)
        if outcome.page:
            beside = (path for path in outcome.beside if path.suffix == ".html")
            pages = (outcome.page, *beside)
            version = hashlib.sha256("".join(outcome.fingerprints).encode()).hexdigest()
        elif before:
            pages, version = before.pages, before.version
        else:
            pages, version = (order.output / f"{order.path.stem}.html",), ""
        self._shown[order.path] = Shown(name, outcome, pages, version)
        self._announce()

    def _free_name(self, wanted: str) -> str:
        name, number = wanted, 1
        while self.named(name):
            number += 1
            name = f"{wanted}-{number}"
        return name

    def _announce(self) -> None:
        """Wake all that wait; who waits from now on waits for the next news."""
        self.news.set()
        self.news = asyncio.Event()
