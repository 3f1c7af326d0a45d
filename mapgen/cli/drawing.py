"""One route drawn for the command line: looked up where it has to be, and kept in mind."""

import contextlib
import importlib
import io
import multiprocessing
import os
import signal
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path

from mapgen.build import Built, build_examined
from mapgen.check import Examined, examine
from mapgen.errors import FileProblem, RouteError
from mapgen.files import noting_reads
from mapgen.incremental import Inputs, Order, Outcome, keep_outcome
from mapgen.project import GEOCACHE_FILE, record_path


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
    """What becomes of an order; its page is written unless something stops it.

    Places without a position are looked up and kept, save where `is_locked`. Raises MissingExtra
    where that needs a package that is not there.
    """
    try:
        with noting_reads() as read:
            examined = examine(order.path, sources=order.sources)
        if examined.missing and not is_locked:
            importlib.import_module("mapgen.cli.geocode").look_up(examined)
            with noting_reads() as read:
                examined = examine(order.path, sources=order.sources)
        built, beside = _write(order, examined)
    except RouteError as error:
        return Outcome(order.path, problems=tuple(error.problems))
    except FileProblem as error:
        return Outcome(order.path, failure=str(error))
    outcome = _outcome(order, examined, built, beside)
    keep_outcome(order, outcome, _inputs(order, examined, read))
    return outcome


def _write(order: Order, examined: Examined) -> tuple[Built, tuple[Path, ...]]:
    """The map, and what was written beside it."""
    if order.site is None:
        built = build_examined(
            examined, output=order.output, strict=order.is_strict, languages=order.languages
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


def _outcome(order: Order, examined: Examined, built: Built, beside: tuple[Path, ...]) -> Outcome:
    assert examined.route
    assert examined.verified
    return Outcome(
        order.path,
        built.page,
        beside,
        stops=len(examined.route.all_stops),
        verified=examined.verified.verified,
        quotes=examined.verified.total,
        size=built.size,
        problems=examined.problems,
    )


def _inputs(order: Order, examined: Examined, read: Mapping[Path, str]) -> Inputs:
    """All that an outcome hangs on: files that were read, and those that were looked for."""
    assert examined.route
    beside = [order.path.with_name(GEOCACHE_FILE), record_path(order.path)]
    absent = [path for path in beside if path not in read]
    links = {}
    for source in examined.route.sources.values():
        for folder in [*order.sources, order.path.parent] if source.file else []:
            path = folder / str(source.file)
            there = Path(os.path.realpath(path))
            if os.path.lexists(path) and there in read:
                links[path] = there
                break
            absent.append(path)
    return Inputs(dict(read), absent, links)
