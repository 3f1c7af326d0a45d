"""A page opened from disk, offline, and what must never happen while a test uses it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from mapgen.build import render_examined
from mapgen.check import examine

ROUTE = Path(__file__).parent.parent.parent / "routes" / "trotsky.yaml"

_WATCH_POLICY = """
globalThis.violations = [];
addEventListener('securitypolicyviolation', (event) => {
  violations.push(`${event.violatedDirective} ${event.sourceFile}:${event.lineNumber}`);
});
"""


@dataclass
class Watched:
    """A page with everything that went wrong in it."""

    page: Page
    wrong: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        page = self.page
        page.add_init_script(_WATCH_POLICY)
        page.on("pageerror", lambda error: self.wrong.append(f"error: {error}"))
        page.on("console", lambda message: self._note_console(message.type, message.text))
        page.on("request", lambda request: self._note_request(request.url))

    def _note_console(self, kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            self.wrong.append(f"console {kind}: {text}")

    def _note_request(self, url: str) -> None:
        if not url.startswith(("file:", "about:", "data:", "blob:")):
            self.wrong.append(f"request: {url}")


Open = Callable[..., Page]


@pytest.fixture(scope="session")
def trotsky(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Trotsky's map, built once."""
    target = tmp_path_factory.mktemp("page") / "trotsky.html"
    target.write_text(render_examined(examine(ROUTE)), encoding="utf-8")
    return target


@pytest.fixture(scope="session")
def persian(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same map with the page's own words in Persian: it reads from the right."""
    target = tmp_path_factory.mktemp("page") / "persian.html"
    target.write_text(render_examined(examine(ROUTE), language="fa"), encoding="utf-8")
    return target


@pytest.fixture
def open_page(chromium: Browser, trotsky: Path) -> Iterator[Open]:
    """Opens a page (Trotsky's by default) in a context of its own, and checks it at the end."""
    watched: list[Watched] = []

    def opened(
        address: str = "",
        *,
        size: tuple[int, int] = (1440, 900),
        page: Path = trotsky,
        dark: bool = False,
        calm: bool = True,
        touch: bool = False,
    ) -> Page:
        context = chromium.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce" if calm else "no-preference",
            has_touch=touch,
            offline=True,
        )
        watched.append(Watched(context.new_page()))
        fresh = watched[-1].page
        fresh.goto(page.as_uri() + address)
        fresh.wait_for_selector(".app[data-ready]")
        return fresh

    yield opened
    for each in watched:
        violations = each.page.evaluate("globalThis.violations ?? []")
        each.page.context.close()
        assert [*each.wrong, *violations] == []
