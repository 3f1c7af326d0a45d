"""`make bench`: every promise about speed and size as a ratio, measured in one run.

A row sets two programs side by side on the same data, each in a process of its own, one after
the other in turn; what is printed is the median of the ratios. Nothing here is a test: machines
differ, and a slow morning is no fault of the code.
"""

import argparse
import gzip
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from mapgen.page.bundle import client_script
from tests.generated import generated_route

REPOSITORY = Path(__file__).parent.parent
MANY = 10_000


@dataclass(frozen=True)
class Row:
    """One promise: what it is about, what it allows, and what was measured."""

    what: str
    budget: str
    measured: str
    held: bool


@dataclass(frozen=True)
class Run:
    """What a process took: seconds on the clock, and its highest memory in MB."""

    seconds: float
    peak_mb: float


def run(program: str, *arguments: str) -> Run:
    """Run a Python program in a fresh process; a program may time a part of itself.

    A line `seconds: 1.23` on its standard output takes the place of the whole process's time.
    """
    script = (
        "import resource, sys, time\nstart = time.perf_counter()\n"
        f"{program}\n"
        "print('seconds:', time.perf_counter() - start)\n"
        "print('peak:', resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        cwd=REPOSITORY, capture_output=True, text=True, check=True,
    )  # fmt: skip
    told = dict(line.split(": ") for line in ran.stdout.splitlines() if ": " in line)
    return Run(float(told["seconds"]), float(told["peak"]) / 1024)


def compare(
    ours: Callable[[], Run], theirs: Callable[[], Run], *, times: int
) -> tuple[float, float, Run, Run]:
    """Median ratio of seconds, of peak memory, and the median runs, taken in turns."""
    pairs = [(ours(), theirs()) for _ in range(times)]
    seconds = statistics.median(mine.seconds / other.seconds for mine, other in pairs)
    memory = statistics.median(mine.peak_mb / other.peak_mb for mine, other in pairs)
    middle = sorted(pairs, key=lambda pair: pair[0].seconds)[len(pairs) // 2]
    return seconds, memory, *middle


IMPORT_FOLIUM = "import folium"
PLAIN_FOLIUM = """
import folium
from tests.generated import generated_stops
stops = generated_stops(int(sys.argv[1]))
start = time.perf_counter()
plain = folium.Map(location=(50, 30), zoom_start=3)
for stop in stops:
    text = f"<b>{stop.id}</b> {stop.when}<blockquote>{stop.quote}</blockquote><p>{stop.translation}"
    folium.Marker((stop.lat, stop.lon), popup=folium.Popup(text)).add_to(plain)
for before, after in zip(stops, stops[1:]):
    folium.PolyLine([(before.lat, before.lon), (after.lat, after.lon)]).add_to(plain)
plain.save(sys.argv[2])
"""
YAML_AND_FOLIUM = """
import yaml
with open(sys.argv[3]) as stream:
    yaml.load(stream, Loader=yaml.CSafeLoader)
""" + PLAIN_FOLIUM.replace("start = time.perf_counter()", "")
COMMAND = """
from mapgen.cli import main
try:
    main(sys.argv[1:])
except SystemExit as stop:
    assert not stop.code, stop.code
"""
PAYLOAD_TO_HTML = """
from pathlib import Path
from mapgen.build import examine, tell_examined
from mapgen.page.render import render_page
payload = tell_examined(examine(Path(sys.argv[1])))
start = time.perf_counter()
page = render_page(payload)
"""


def commands(folder: Path, times: int) -> list[Row]:
    """Rows about what a user waits for at the command line."""
    output = str(folder / "site")
    build = lambda: run(COMMAND, "build", "trotsky", "--force", "--locked", "--output", output)  # noqa: E731
    rows = []
    for what, ours, budget in (
        ("`mapgen build trotsky`, fresh process / `import folium`", build, 2.0),
        ("`mapgen --help` / `import folium`", lambda: run(COMMAND, "--help"), 0.5),
    ):
        seconds, _, mine, other = compare(ours, lambda: run(IMPORT_FOLIUM), times=times)
        measured = f"{seconds:.2f} ({mine.seconds:.2f} s / {other.seconds:.2f} s)"
        rows.append(Row(what, f"≤ {budget}", measured, seconds <= budget))
    return rows


def many_stops(folder: Path, times: int) -> list[Row]:
    """Rows about 10,000 stops against plain folium on the same data, and about growth."""
    routes = {}
    for number in (MANY // 10, MANY):
        routes[number] = folder / f"generated-{number}.yaml"
        routes[number].write_text(generated_route(number), encoding="utf-8")
    plain = str(folder / "plain.html")
    page, _, mine, other = compare(
        lambda: run(PAYLOAD_TO_HTML, str(routes[MANY])),
        lambda: run(PLAIN_FOLIUM, str(MANY), plain),
        times=times,
    )
    rows = [
        Row(
            "10,000 stops, payload to HTML / plain folium", "≤ 0.10",
            f"{page:.3f} ({mine.seconds:.2f} s / {other.seconds:.2f} s)", page <= 0.1,
        )
    ]  # fmt: skip
    whole, memory, mine, other = compare(
        lambda: run(COMMAND, "build", "--force", str(routes[MANY]), "--output", str(folder)),
        lambda: run(YAML_AND_FOLIUM, str(MANY), plain, str(routes[MANY])),
        times=times,
    )
    rows += [
        Row(
            "10,000 stops, YAML to HTML / PyYAML and plain folium", "≤ 0.33",
            f"{whole:.3f} ({mine.seconds:.2f} s / {other.seconds:.2f} s)", whole <= 1 / 3,
        ),
        Row(
            "10,000 stops, peak memory of the same", "≤ 1.0",
            f"{memory:.2f} ({mine.peak_mb:.0f} MB / {other.peak_mb:.0f} MB)", memory <= 1,
        ),
    ]  # fmt: skip
    growth, more, mine, other = compare(
        lambda: run(COMMAND, "build", "--force", str(routes[MANY]), "--output", str(folder)),
        lambda: run(COMMAND, "build", "--force", str(routes[MANY // 10]), "--output", str(folder)),
        times=times,
    )
    rows.append(
        Row(
            "10,000 stops / 1,000 stops", "≤ 10 (linear)",
            f"{growth:.1f} in time, {more:.1f} in memory", growth <= 10,
        )
    )  # fmt: skip
    return rows


def sizes(folder: Path) -> list[Row]:
    """Rows about what a reader downloads."""
    run(COMMAND, "build", "trotsky", "--locked", "--output", str(folder / "site"))
    page = (folder / "site" / "trotsky.html").read_bytes()
    packed = len(gzip.compress(page, 9))
    script = len(client_script().encode())
    return [
        Row("Trotsky's page", "≤ 700 KB", f"{len(page) / 1000:.0f} KB", len(page) <= 700_000),
        Row("the same, gzipped", "≤ 260 KB", f"{packed / 1000:.0f} KB", packed <= 260_000),
        Row(
            "our own JavaScript in it, not minified",
            "≤ 60 KB",
            f"{script / 1000:.0f} KB",
            script <= 60_000,
        ),
    ]


def table(rows: Sequence[Row]) -> str:
    """The rows as a Markdown table."""
    lines = ["| what | budget | measured | |", "|---|---|---|---|"]
    lines += [
        f"| {row.what} | {row.budget} | {row.measured} | {'held' if row.held else 'MISSED'} |"
        for row in rows
    ]
    return "\n".join(lines)


def main() -> int:
    """Print the table; exit 1 when a budget is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=5, help="runs of each pair (default 5)")
    times = parser.parse_args().times
    with tempfile.TemporaryDirectory(prefix="mapgen-bench-") as name:
        folder = Path(name)
        rows = [*commands(folder, times), *many_stops(folder, max(1, times // 2)), *sizes(folder)]
    sys.stdout.write(table(rows) + "\n")
    return int(not all(row.held for row in rows))


if __name__ == "__main__":
    sys.exit(main())
