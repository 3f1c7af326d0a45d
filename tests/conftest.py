"""What all tests share."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, sync_playwright

from mapgen.geocode.offline import open_offline
from tests import npm_edtf

settings.register_profile(
    "mapgen",
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("mapgen")

BROWSER_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say what stood in for what, so that nobody takes a record for an answer."""
    if not npm_edtf.is_installed():
        terminalreporter.write_line("npm's edtf is not installed: what it once said was compared")


@pytest.fixture(scope="session", autouse=True)
def _cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep what the program caches out of the user's own folder."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MAPGEN_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session")
def gazetteer_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the index of all gazetteers, built once for the whole session.

    Workers that run tests side by side share it: the first one builds, the others wait.
    """
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    folder = shared / "gazetteer"
    folder.mkdir(exist_ok=True)
    with FileLock(folder / "building.lock"):
        open_offline(folder, lambda doing, done, total: None).close()
    return folder


_BROWSERS = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]


def find_browser() -> str:
    """The path of the first browser installed; the names are those `make test` looks for."""
    found = next((path for name in _BROWSERS if (path := shutil.which(name))), None)
    assert found, f"none of {', '.join(_BROWSERS)} is on the PATH: run make test"
    return found


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for the whole session."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=BROWSER_ARGUMENTS)
        yield browser
        browser.close()
