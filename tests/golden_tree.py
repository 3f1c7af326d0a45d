"""`python -m tests.golden_tree`: writes what assistive technology is told of one stop."""

from pathlib import Path

from playwright.sync_api import sync_playwright

from mapgen.build import render_examined
from mapgen.check import examine
from tests.browser.conftest import ROUTE
from tests.browser.test_access import GOLDEN_TREE
from tests.conftest import BROWSER_ARGUMENTS, find_browser


def main() -> None:
    """Open Trotsky's map at a stop and keep the accessibility tree of its article."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=BROWSER_ARGUMENTS)
        page = browser.new_page()
        page.set_content(render_examined(examine(Path(ROUTE))))
        page.evaluate("location.hash = '#stop-odessa-1929'")
        tree = page.locator("#stop-odessa-1929").aria_snapshot()
        GOLDEN_TREE.write_text(f"{tree}\n", encoding="utf-8")
        browser.close()


if __name__ == "__main__":
    main()
