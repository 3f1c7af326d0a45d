"""One route drawn for the command line: looked up where it has to be, and kept in mind."""

import contextlib
import importlib
import io
import multiprocessing
import os
import signal
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path

from mapgen.build import Built, build_examined
from mapgen.check import Examined, examine
from mapgen.errors import FileProblem, RouteError
from mapgen.files import noting_reads
from mapgen.incremental import Inputs, Order, Outcome, fingerprint_of, keep_outcome
from mapgen.loading import Read, Rereader, read_document
from mapgen.page.render import Articles


def drawn_outcomes(orders: Sequence[Order], *, is_locked: bool) -> Iterator[Outcome]:
    """What becomes of each order, in turn; several are drawn side by side, in processes."""
    workers = min(len(orders), os.cpu_count() or 1)
    if workers < 2:
        for order in orders:
            yield draw(order, is_locked=is_locked)
        return
    pool = ProcessPoolExecutor(
        workers,
        mp_context=multiprocessing.get_context("spawn"),
        initializer=signal.signal,
        initargs=(signal.SIGINT, signal.SIG_IGN),
    )
    try:
        yield from pool.map(_draw_quietly, orders, [is_locked] * len(orders))
    finally:
        pool.shutdown(cancel_futures=True)


def draw(order: Order, *, is_locked: bool = False) -> Outcome:
    """As `drawn_outcome`, and kept for the next build."""
    outcome = drawn_outcome(order, is_locked=is_locked)
    keep_outcome(order, outcome)
    return outcome


@dataclass(frozen=True, slots=True)
class Memory:
    """What each drawing of a route leaves for the next, so that only what is new takes time."""

    read: Read = field(default_factory=lambda: Rereader().read)
    articles: Articles = field(default_factory=Articles)


def drawn_outcome(
    order: Order, *, is_locked: bool = False, memory: Memory | None = None
) -> Outcome:
    """What becomes of an order; its page is written unless something stops it.

    Places without a position are looked up and kept, save where `is_locked`. Raises MissingExtra
    where that needs a package that is not there.
    """
    examined = None
    with noting_reads() as noted:
        try:
            examined = _examined(
                order, is_locked=is_locked, read=memory.read if memory else read_document
            )
            built, beside = _write(order, examined, memory.articles if memory else None)
        except RouteError as error:
            outcome = Outcome(order.path, problems=tuple(error.problems))
        except FileProblem as error:
            outcome = Outcome(order.path, failure=str(error))
        else:
            outcome = _outcome(built, beside)
    return replace(outcome, inputs=_inputs(order, examined, noted))


def _examined(order: Order, *, is_locked: bool, read: Read) -> Examined:
    examined = examine(order.path, sources=order.sources, read=read)
    if examined.missing and not is_locked:
        importlib.import_module("mapgen.cli.geocode").look_up(examined)
        examined = examine(order.path, sources=order.sources, read=read)
    return examined


def _write(
    order: Order, examined: Examined, articles: Articles | None
) -> tuple[Built, tuple[Path, ...]]:
    """The map, and what was written beside it."""
    if order.site is None:
        built = build_examined(
            examined,
            output=order.output,
            strict=order.is_strict,
            languages=order.languages,
            articles=articles,
        )
        return built, built.translations
    published = importlib.import_module("mapgen.embed.publishing").publish_examined(
        examined,
        output=order.output,
        strict=order.is_strict,
        languages=order.languages,
        site=order.site,
    )
    return published.built, published.beside


def _draw_quietly(order: Order, is_locked: bool) -> Outcome:
    """As `draw`, in a process of its own: what is told on the way comes with the outcome."""
    with contextlib.redirect_stdout(io.StringIO()) as said, contextlib.redirect_stderr(said):
        outcome = draw(order, is_locked=is_locked)
    return replace(outcome, said=said.getvalue())


def _outcome(built: Built, beside: tuple[Path, ...]) -> Outcome:
    examined = built.examined
    assert examined.route
    assert examined.verified
    return Outcome(
        examined.path,
        built.page,
        beside,
        fingerprints=tuple(fingerprint_of(path) for path in (built.page, *beside)),
        stops=len(examined.route.all_stops),
        verified=examined.verified.verified,
        quotes=examined.verified.total,
        size=built.size,
        problems=examined.problems,
    )


def _inputs(order: Order, examined: Examined | None, read: Mapping[Path, str]) -> Inputs:
    """All that an outcome hangs on: files that were read, and those that were looked for."""
    if examined is None or examined.route is None:
        return Inputs.noted(read)
    absent, links = [], []
    for source in examined.route.sources.values():
        for folder in [*order.sources, order.path.parent] if source.file else []:
            path = folder / str(source.file)
            if os.path.lexists(path) and Path(os.path.realpath(path)) in read:
                links.append(path)
                break
            absent.append(path)
    return Inputs.noted(read, absent, links)
