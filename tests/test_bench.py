"""The programs that `make bench` sets beside each other run, on a short road."""

from pathlib import Path

from tests.bench import ITS_SECONDS, PAYLOAD_TO_HTML, PLAIN_FOLIUM, READ_YAML
from tests.generated import generated_route
from tests.measuring import run


def test_a_page_is_rendered_and_timed(tmp_path: Path) -> None:
    route = tmp_path / "generated.yaml"
    route.write_text(generated_route(10), encoding="utf-8")
    ran = run(PAYLOAD_TO_HTML + ITS_SECONDS, str(route))
    assert ran.seconds > 0
    assert ran.peak_mb > 1


def test_plain_folium_draws_the_same_stops_and_is_timed(tmp_path: Path) -> None:
    route, plain = tmp_path / "generated.yaml", tmp_path / "plain.html"
    route.write_text(generated_route(10), encoding="utf-8")
    ran = run(READ_YAML + PLAIN_FOLIUM + ITS_SECONDS, "10", str(plain), str(route))
    assert ran.seconds > 0
    assert plain.read_text(encoding="utf-8").count("L.marker(") == 10
