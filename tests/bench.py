"""`make bench`: every promise about speed and size as a ratio, measured in one run.

A row sets two programs side by side on the same data, each in a process of its own, one after
the other in turn; what is printed is the median of the ratios. Nothing here is a test: machines
differ, and a slow morning is no fault of the code.
"""

import argparse
import compileall
import gzip
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from mapgen.page.bundle import client_script
from tests.bench_pages import page_rows
from tests.bench_serve import edit_rows
from tests.generated import generated_route
from tests.measuring import REPOSITORY, Row, Run, compare, run, table

MANY = 10_000
FEW = 1_000

IMPORT_FOLIUM = "import folium"
PLAIN_FOLIUM = """
import sys, time
import folium
from tests.generated import generated_stops
stops = generated_stops(int(sys.argv[1]))
start = time.process_time()
plain = folium.Map(location=(50, 30), zoom_start=3)
for stop in stops:
    text = f"<b>{stop.id}</b> {stop.when}<blockquote>{stop.quote}</blockquote><p>{stop.translation}"
    folium.Marker((stop.lat, stop.lon), popup=folium.Popup(text)).add_to(plain)
for before, after in zip(stops, stops[1:]):
    folium.PolyLine([(before.lat, before.lon), (after.lat, after.lon)]).add_to(plain)
plain.save(sys.argv[2])
"""
ITS_SECONDS = "print('seconds:', time.process_time() - start)"
READ_YAML = """
import sys, yaml
with open(sys.argv[3]) as stream:
    yaml.load(stream, Loader=yaml.CSafeLoader)
"""
COMMAND = """
import sys
from mapgen.cli import main
try:
    main(sys.argv[1:])
except SystemExit as stop:
    assert not stop.code, stop.code
"""
PAYLOAD_TO_HTML = """
import sys, time
from pathlib import Path
from mapgen.build import tell_examined
from mapgen.check import examine
from mapgen.page.render import render_page
payload = tell_examined(examine(Path(sys.argv[1])))
start = time.process_time()
page = render_page(payload)
"""


def command_rows(folder: Path, times: int) -> Iterator[Row]:
    """Rows about what a user waits for at the command line."""

    def build() -> Run:
        output = str(folder / "site")
        return run(COMMAND, "build", "trotsky", "--force", "--locked", "--output", output)

    def first_build() -> Run:
        with tempfile.TemporaryDirectory() as cache:
            os.environ["MAPGEN_CACHE_DIR"] = cache
            ran = build()
        del os.environ["MAPGEN_CACHE_DIR"]
        return ran

    for what, ours, budget in (
        ("`mapgen build trotsky`, fresh process / `import folium`", build, 2.0),
        ("the same, the first on a computer", first_build, None),
        ("`mapgen --help` / `import folium`", lambda: run(COMMAND, "--help"), 0.5),
    ):
        seconds, _, mine, other = compare(ours, lambda: run(IMPORT_FOLIUM), times=times)
        measured = f"{seconds:.2f} ({mine.seconds:.2f} s / {other.seconds:.2f} s)"
        held = budget is None or seconds <= budget
        yield Row(what, "" if budget is None else f"≤ {budget}", measured, held)


def long_road_rows(folder: Path, times: int) -> Iterator[Row]:
    """Rows about 10,000 stops against plain folium on the same data, and about growth."""
    routes = {number: str(folder / f"generated-{number}.yaml") for number in (FEW, MANY)}
    for number, route in routes.items():
        Path(route).write_text(generated_route(number), encoding="utf-8")
    plain = str(folder / "plain.html")

    def build(number: int) -> Run:
        output = str(folder / str(number))
        return run(COMMAND, "build", "--force", routes[number], "--output", output)

    page, _, mine, other = compare(
        lambda: run(PAYLOAD_TO_HTML + ITS_SECONDS, routes[MANY]),
        lambda: run(PLAIN_FOLIUM + ITS_SECONDS, str(MANY), plain),
        times=times,
    )
    measured = f"{page:.3f} ({mine.seconds:.2f} s / {other.seconds:.2f} s)"
    yield Row("10,000 stops, payload to HTML / plain folium", "≤ 0.10", measured, page <= 0.1)
    whole, memory, mine, other = compare(
        lambda: build(MANY),
        lambda: run(READ_YAML + PLAIN_FOLIUM, str(MANY), plain, routes[MANY]),
        times=times,
    )
    what = "10,000 stops, YAML to HTML / PyYAML and plain folium"
    measured = f"{whole:.3f} ({mine.seconds:.2f} s / {other.seconds:.2f} s)"
    yield Row(what, "≤ 0.33", measured, whole <= 1 / 3)
    measured = f"{memory:.2f} ({mine.peak_mb:.0f} MB / {other.peak_mb:.0f} MB)"
    yield Row("10,000 stops, peak memory of the same", "≤ 1.0", measured, memory <= 1)
    growth, more, _, _ = compare(lambda: build(MANY), lambda: build(FEW), times=times)
    measured = f"{growth:.1f} in time, {more:.1f} in memory"
    held = max(growth, more) <= MANY / FEW
    yield Row("10,000 stops / 1,000 stops, YAML to HTML", "≤ 10 (linear)", measured, held)


def size_rows(folder: Path) -> Iterator[Row]:
    """Rows about what a reader downloads."""
    run(COMMAND, "build", "trotsky", "--locked", "--output", str(folder / "site"))
    page = (folder / "site" / "trotsky.html").read_bytes()
    script = client_script().encode()
    for what, size, most in (
        ("Trotsky's page", len(page), 700_000),
        ("the same, gzipped", len(gzip.compress(page, 9)), 260_000),
        ("our own JavaScript in it, not minified", len(script), 60_000),
    ):
        yield Row(what, f"≤ {most // 1000} KB", f"{size / 1000:.0f} KB", size <= most)


def main() -> int:
    """Print the table; exit 1 when a budget is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=5, help="runs of each pair (default 5)")
    times = parser.parse_args().times
    # What pip installs is compiled; a checkout need not be.
    compileall.compile_dir(REPOSITORY / "mapgen", quiet=1)
    with tempfile.TemporaryDirectory(prefix="mapgen-bench-") as name:
        folder = Path(name)
        fewer = max(1, times // 2)
        rows = [
            *command_rows(folder, times),
            *long_road_rows(folder, fewer),
            *page_rows(folder / str(MANY) / "generated.html", folder / "plain.html", fewer),
            *size_rows(folder),
            *edit_rows(folder),
        ]
    sys.stdout.write(table(rows) + "\n")
    return int(not all(row.held for row in rows))


if __name__ == "__main__":
    sys.exit(main())
