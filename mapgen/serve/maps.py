"""The maps on show: what each route has last come to, and the last good map of it."""

import asyncio
import contextlib
import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from mapgen.incremental import Order, Outcome
from mapgen.serve.changes import Prints, changed_articles, prints_of


@dataclass(frozen=True, slots=True)
class Shown:
    """A route on show under a name. `pages` are its last good maps, the first in its own language.

    `version` is another for other maps. Where nothing was drawn yet it is empty, and the page is
    where a map may lie from before. `since` is the version before, and `changes` what has changed
    since in each page, by its name, in which that is only what some articles say.
    """

    name: str
    outcome: Outcome
    pages: tuple[Path, ...]
    version: str
    prints: Mapping[str, Prints] = field(default_factory=dict, repr=False)
    since: str = ""
    changes: Mapping[str, Mapping[str, str]] = field(default_factory=dict, repr=False)

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
            self._show(order, self._shown_as(order, outcome))

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
                shown = await asyncio.to_thread(self._redrawn, order)
                if shown:
                    self._show(order, shown)
                    await asyncio.to_thread(self._work.settle, order, shown.outcome)

    def _redrawn(self, order: Order) -> Shown | None:
        before = self._shown.get(order.path)
        if before and before.outcome.is_unchanged():
            return None
        return self._shown_as(order, self._work.draw(order))

    def _shown_as(self, order: Order, outcome: Outcome) -> Shown:
        before = self._shown.get(order.path)
        name = before.name if before else self._free_name(order.path.stem)
        if outcome.page is None:
            page = order.output / f"{order.path.stem}.html"
            return replace(before, outcome=outcome) if before else Shown(name, outcome, (page,), "")
        pages = (outcome.page, *(path for path in outcome.beside if path.suffix == ".html"))
        version = hashlib.sha256("".join(outcome.fingerprints).encode()).hexdigest()
        if before and before.version == version:
            return replace(before, outcome=outcome, pages=pages)
        prints, changes = _compared(pages, before.prints if before else {})
        since = before.version if before else ""
        return Shown(name, outcome, pages, version, prints, since, changes)

    def _show(self, order: Order, shown: Shown) -> None:
        self._shown[order.path] = shown
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


def _compared(
    pages: Sequence[Path], before: Mapping[str, Prints]
) -> tuple[dict[str, Prints], dict[str, dict[str, str]]]:
    """The fingerprints of pages, and what has changed in those of which only articles have."""
    prints, changes = {}, {}
    for path in pages:
        with contextlib.suppress(OSError):  # it went away again
            page = path.read_bytes()
            prints[path.name] = now = prints_of(page)
            known = before.get(path.name)
            changed = changed_articles(known, now, page) if known else None
            if changed is not None:
                changes[path.name] = changed
    return prints, changes
