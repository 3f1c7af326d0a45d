"""The page's own script: its pure modules by their own tests, and the shape of all of them."""

import json
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route

from mapgen.page.bundle import client_script

ROOT = Path(__file__).parent.parent
CLIENT = ROOT / "mapgen" / "page" / "client"
TESTS = ROOT / "tests" / "js"
MODULES = sorted(CLIENT.glob("*.js"))
PURE = [
    "address",
    "boxes",
    "camera",
    "composition",
    "curves",
    "folding",
    "layout",
    "markers",
    "words",
]
"""Modules that know no page: they run anywhere."""

MOST_BYTES = 60_000
MOST_LINES = 320

SHIM = """
const tests = [];
export function test(name, run) { tests.push({ name, run }); }
export async function failures() {
  const failed = [];
  for (const { name, run } of tests) {
    try { await run(); } catch (error) { failed.push(`${name}: ${error.message}`); }
  }
  return { failed, ran: tests.length };
}
const sorted = (value) => (value && typeof value === 'object' && !Array.isArray(value)
  ? Object.fromEntries(Object.keys(value).sort().map((key) => [key, sorted(value[key])]))
  : Array.isArray(value) ? value.map(sorted) : Object.is(value, undefined) ? '(undefined)' : value);
function fail(message) { throw new Error(message); }
export default {
  ok(value, message) { if (!value) fail(message ?? `${value} is not true`); },
  equal(a, b) { if (!Object.is(a, b)) fail(`${a} is not ${b}`); },
  deepEqual(a, b) {
    const [one, other] = [sorted(a), sorted(b)].map((value) => JSON.stringify(value));
    if (one !== other) fail(`${one} is not ${other}`);
  },
};
"""
"""What the tests take from Node, for a browser."""


def node() -> str | None:
    """Node, if there is one that reads modules without being told."""
    found = shutil.which("node")
    if not found:
        return None
    version = subprocess.run([found, "--version"], capture_output=True, text=True, check=True)
    major, minor, *_ = (int(part) for part in version.stdout.strip().lstrip("v").split("."))
    return found if (major, minor) >= (20, 19) and (major, minor) != (22, 6) else None


def run_in_chromium(page: Page, tests: list[Path]) -> dict[str, Any]:
    """The failures of test files, run by a browser from a made-up host."""
    imports = dict.fromkeys(("node:test", "node:assert/strict"), "/shim.js")
    loads = "".join(f"await import('/{path.relative_to(ROOT)}');" for path in tests)
    html = f'<script type="importmap">{json.dumps({"imports": imports})}</script>'

    def answer(route: Route) -> None:
        name = route.request.url.removeprefix("http://client.test/")
        if not name:
            route.fulfill(body=html, content_type="text/html")
        elif name == "shim.js":
            route.fulfill(body=SHIM, content_type="text/javascript")
        else:
            route.fulfill(path=ROOT / name, content_type="text/javascript")

    page.route("http://client.test/**", answer)
    page.goto("http://client.test/")
    run = "return (await import('/shim.js')).failures();"
    result: dict[str, Any] = page.evaluate(f"(async () => {{ {loads} {run} }})()")
    return result


@pytest.fixture
def blank_page(chromium: Browser) -> Iterator[Page]:
    page = chromium.new_page()
    yield page
    page.close()


def test_pure_modules_pass_their_own_tests_in_a_browser(blank_page: Page) -> None:
    result = run_in_chromium(blank_page, sorted(TESTS.glob("*.test.js")))
    assert result["failed"] == []
    assert result["ran"] > 60


def test_pure_modules_pass_their_own_tests_in_node_where_there_is_one() -> None:
    program = node()
    if program is None:
        return
    done = subprocess.run(
        [program, "--test", str(TESTS)], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("name", PURE)
def test_a_pure_module_knows_neither_page_nor_leaflet(name: str) -> None:
    code = without_comments((CLIENT / f"{name}.js").read_text(encoding="utf-8"))
    assert not re.search(r"\b(document|window|location|navigator|globalThis|L)\b\s*[.(]", code)
    imported = re.findall(r"from '\./(\w+)\.js'", code)
    assert set(imported) <= set(PURE)


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.stem)
def test_a_module_can_be_joined_and_writes_no_markup(module: Path) -> None:
    text = module.read_text(encoding="utf-8")
    code = without_comments(text)
    assert text.startswith("// @ts-check\n")
    assert len(text.splitlines()) <= MOST_LINES
    assert not re.search(r"export default|import \*|\bas\b|\bimport\(|require\(", code)
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(", code)
    assert not re.search(r"""['"`]\s*<\w""", code)


def test_no_two_modules_declare_the_same_name() -> None:
    names = Counter(name for module in MODULES for name in declared(module))
    assert [name for name, count in names.items() if count > 1] == []


def test_the_joined_script_is_small() -> None:
    assert len(client_script().encode()) <= MOST_BYTES


def test_every_module_is_part_of_a_page() -> None:
    script = client_script() + client_script(is_long=True)
    for module in MODULES:
        for name in declared(module):
            assert re.search(rf"\b{name}\b", script), f"{module.name}: {name}"


def declared(module: Path) -> list[str]:
    """The names at the top level of a module."""
    text = module.read_text(encoding="utf-8")
    return re.findall(r"^(?:export )?(?:async )?(?:function|const|let|class) (\w+)", text, re.M)


def without_comments(text: str) -> str:
    return re.sub(r"/\*.*?\*/|^\s*//.*?$", "", text, flags=re.S | re.M)
