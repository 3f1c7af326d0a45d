"""What the bench measures with: two programs side by side, each in turn in a process of its own.

Ratios are medians of pairs, so that what else a machine does meets both.
"""

import resource
import statistics
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).parent.parent


_TELL_PEAK = """
import resource
try:
    with open("/proc/self/status") as stream:
        peak = stream.read().split("VmHWM:")[1].split()[0]
except (OSError, IndexError):
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print("peak:", peak)
"""
"""Tells the most memory that a program held, in KB, without what the one held that started it."""


@dataclass(frozen=True)
class Row:
    """One promise: what it is about, what it allows, and what was measured."""

    what: str
    budget: str
    measured: str
    held: bool


@dataclass(frozen=True)
class Run:
    """What a process took: seconds of the processor, and its highest memory in MB.

    What the machine does beside it counts for nothing; alone, each of them is done as soon.
    """

    seconds: float
    peak_mb: float


def run(program: str, *arguments: str) -> Run:
    """Run a Python program in a fresh process, from its start to its very end.

    A program may time a part of itself: a line `seconds: 1.23` on its standard output counts then.
    """
    before = _seconds_of_children()
    ran = subprocess.run(
        [sys.executable, "-c", f"{program}\n{_TELL_PEAK}", *arguments],
        cwd=REPOSITORY, capture_output=True, text=True, check=True,
    )  # fmt: skip
    seconds = _seconds_of_children() - before
    told = dict(line.split(": ") for line in ran.stdout.splitlines() if ": " in line)
    return Run(float(told.get("seconds", seconds)), float(told["peak"]) / 1024)


def _seconds_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def compare(
    ours: Callable[[], Run], theirs: Callable[[], Run], *, times: int
) -> tuple[float, float, Run, Run]:
    """Median ratio of seconds, of peak memory, and the median runs, taken in turns."""
    pairs = [(ours(), theirs()) for _ in range(times)]
    seconds = statistics.median(mine.seconds / other.seconds for mine, other in pairs)
    memory = statistics.median(mine.peak_mb / other.peak_mb for mine, other in pairs)
    middle = sorted(pairs, key=lambda pair: pair[0].seconds)[len(pairs) // 2]
    return seconds, memory, *middle


def _verdict(row: Row) -> str:
    return ("held" if row.held else "MISSED") if row.budget else ""


def table(rows: Sequence[Row]) -> str:
    """The rows as a Markdown table."""
    lines = ["| what | budget | measured | |", "|---|---|---|---|"]
    lines += [f"| {row.what} | {row.budget} | {row.measured} | {_verdict(row)} |" for row in rows]
    return "\n".join(lines)
