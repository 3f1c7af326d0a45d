"""Who may import whom, read from the source: one way, no circles, nothing hidden."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "mapgen"

BASE = [
    "marks", "errors", "dates", "han", "folding", "model", "geocache", "atlas", "files", "sphere",
    "languages", "wording", "explanations", "project", "site", "sharing",
]  # fmt: skip
STAGES = [
    "loading", "quotes", "evidence", "places", "legs", "plausible", "payload", "page", "formats",
]  # fmt: skip
ASIDE = ["geocode", "coverage"]
TOP = [
    "picture", "check", "build", "compare", "edit", "embed", "incremental", "serve", "api", "cli",
]  # fmt: skip

ALLOWED: dict[str, set[str]] = {
    **{room: set(BASE) for room in [*BASE, *STAGES]},
    **{room: set(BASE) for room in ASIDE},
    "check": {*BASE, *STAGES} - {"page", "payload", "formats"},
    "build": {*BASE, *STAGES, "check"},
    "compare": set(BASE),
    "picture": {*BASE, "page"},
    "incremental": set(BASE),
    "edit": {*BASE, "loading", "quotes"},
    "embed": {*BASE, *STAGES, "check", "build", "picture"},
    "serve": {*BASE, "incremental"},
    "api": {*BASE, *STAGES, "check", "build", "embed"},
    "cli": {*BASE, *STAGES, *ASIDE, *TOP, ""},
    "__main__": {"cli"},
    "": set(),
}
"""Room -> the rooms it may import; "" is the package itself (its version)."""

ONLY = {
    "yaml": {"loading"},
    "shapely": {"formats.lines", "atlas.derive", "atlas.carve"},
    "geopy": {"geocode"},
    "sqlite3": {"geocode"},
    "folium": {"page.frame.fenced", "page.frame.notebook", "api"},
    "branca": {"page.frame.fenced", "page.frame.notebook"},
    "babel": {"wording"},
    "aiohttp": {"serve.site"},
    "watchfiles": {"serve.watch"},
}
"""Package -> the only rooms (or modules) that may import it."""


@dataclass(frozen=True)
class Import:
    """One import: which module, what it imports, and whether it is hidden in a function."""

    module: str
    imported: str
    line: int
    hidden: bool

    @property
    def room(self) -> str:
        return self.module.split(".")[0]


def modules() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        name = ".".join(part for part in parts if part != "__init__")
        yield name, ast.parse(path.read_text(encoding="utf-8"))


def imports_of(name: str, tree: ast.Module) -> Iterator[Import]:
    hidden = {
        id(inner)
        for outer in ast.walk(tree)
        if isinstance(outer, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda | ast.If)
        for inner in ast.walk(outer)
        if inner is not outer
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(name, alias.name, node.lineno, id(node) in hidden)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name}:{node.lineno}: relative import"
            for alias in node.names:
                imported = f"{node.module}.{alias.name}"
                yield Import(name, imported, node.lineno, id(node) in hidden)


def faults(name: str, tree: ast.Module) -> Iterator[str]:
    for found in imports_of(name, tree):
        where = f"mapgen.{name}:{found.line}"
        if found.hidden:
            yield f"{where}: import inside a function or condition: {found.imported}"
        if found.imported.split(".")[0] == "mapgen":
            target = [*found.imported.split("."), ""][1]
            if target == "__version__":
                continue
            if target != found.room and target not in ALLOWED.get(found.room, set()):
                yield f"{where}: {found.room or 'the package'} may not import {target}"
        for package, rooms in ONLY.items():
            if (found.imported + ".").startswith(package + ".") and not any(
                name == room or name.startswith(room + ".") for room in rooms
            ):
                yield f"{where}: only {sorted(rooms)} may import {package}"


def late_imports_allowed(name: str) -> bool:
    return name in ("", "cli") or name.startswith("cli.")


def test_every_import_goes_the_one_way() -> None:
    found = [
        fault
        for name, tree in modules()
        for fault in faults(name, tree)
        if not (late_imports_allowed(name) and "inside a function" in fault)
    ]
    assert found == []


def test_every_room_is_known_to_this_test() -> None:
    rooms = {name.split(".")[0] for name, _ in modules()}
    assert rooms <= set(ALLOWED)


def test_no_module_is_in_a_circle() -> None:
    trees = dict(modules())
    arrows = {
        name: {target for found in imports_of(name, tree) for target in _targets(found, trees)}
        - {name}
        for name, tree in trees.items()
    }
    assert list(circles(arrows)) == []


def _targets(found: Import, trees: dict[str, ast.Module]) -> set[str]:
    if not found.imported.startswith("mapgen"):
        return set()
    name = found.imported.removeprefix("mapgen").removeprefix(".")
    if name in trees:
        return {name}
    parent = name.rpartition(".")[0]
    return {parent} if parent else set()


def circles(arrows: dict[str, set[str]]) -> Iterator[str]:
    done: set[str] = set()

    def visit(name: str, path: tuple[str, ...]) -> Iterator[str]:
        if name in path:
            yield " -> ".join([*path[path.index(name) :], name])
        elif name not in done:
            for target in sorted(arrows.get(name, set())):
                yield from visit(target, (*path, name))
            done.add(name)

    for name in sorted(arrows):
        yield from visit(name, ())


@pytest.mark.parametrize(
    ("name", "source", "fault"),
    [
        ("evidence", "from mapgen.legs import draw_legs", "may not import legs"),
        ("model", "from mapgen import cli", "may not import cli"),
        ("payload", "import folium", "may import folium"),
        ("places", "from geopy.distance import geodesic", "may import geopy"),
        ("places", "def f() -> None:\n    import json", "inside a function"),
        (
            "quotes",
            "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import json",
            "inside a function or condition",
        ),
    ],
    ids=["stage to stage", "base to top", "folium", "geopy", "hidden", "type checking"],
)
def test_the_check_can_fail(name: str, source: str, fault: str) -> None:
    assert any(fault in found for found in faults(name, ast.parse(source)))


def test_a_circle_is_found() -> None:
    assert list(circles({"a": {"b"}, "b": {"c"}, "c": {"a"}})) == ["a -> b -> c -> a"]


@pytest.mark.parametrize(
    "arguments", [["--help"], ["--version"], ["schema"], ["build", "--help"]], ids=" ".join
)
def test_light_commands_import_nothing_heavy(arguments: list[str]) -> None:
    assert (
        heavy_imports(arguments, {"folium", "numpy", "requests", "shapely", "geopy", "babel"})
        == set()
    )


def test_check_never_imports_folium(tmp_path: Path) -> None:
    route = tmp_path / "small.yaml"
    route.write_text(
        "route: small\ntitle: Small\nsubject: {name: A}\n"
        "places: {odessa: {name: Odessa, at: [46.5, 30.7]}}\n"
        "stops: [{id: a, place: odessa, when: 1888}]\n",
        encoding="utf-8",
    )
    assert heavy_imports(["check", str(route)], {"folium", "branca"}) == set()


def heavy_imports(arguments: list[str], heavy: set[str]) -> set[str]:
    program = (
        "import sys\nfrom mapgen.cli import main\n"
        f"try:\n    main({arguments!r})\nexcept SystemExit as stop:\n"
        "    print(stop.code, *sys.modules, file=sys.stderr)\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    code, *loaded = ran.stderr.splitlines()[-1].split()
    assert code == "0", ran.stderr
    return heavy & {module.split(".")[0] for module in loaded}
