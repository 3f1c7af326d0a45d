"""How the tests start their browser."""

import shutil

from playwright.sync_api import Browser, Playwright

_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def launch_chromium(playwright: Playwright) -> Browser:
    """A Chromium that asks nobody for anything: the installed one, else Playwright's own."""
    return playwright.chromium.launch(
        executable_path=shutil.which("chromium"), args=_ARGUMENTS, headless=True
    )
