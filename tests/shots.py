"""`make shots`: the page in every width, theme and mode, as pictures to look at.

The pictures go to `output/shots/`, which git ignores. Nothing here is a test: a person looks. The
few that README shows are kept in `output/pictures/`, taken again by `--kept`.
"""

import argparse
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from tests.conftest import BROWSER_ARGUMENTS, find_browser

REPOSITORY = Path(__file__).parent.parent
OUTPUT = REPOSITORY / "output"
SIZES = {
    1920: (1920, 1080),
    1440: (1440, 900),
    1024: (1024, 700),
    820: (820, 1180),
    390: (390, 844),
    320: (320, 640),
}
STOP = "#stop-istanbul-1929"
DARK = {"color_scheme": "dark"}
KEPT = {"1440-card": "card", "1024-dark": "dark", "390-fa": "persian-phone"}
"""The shots that README shows, and the names under which they are kept."""


@dataclass(frozen=True)
class Shot:
    """One picture: which page, how large, in which state."""

    name: str
    size: tuple[int, int]
    address: str = ""
    language: str = "en"
    context: dict[str, Any] = field(default_factory=dict)
    click: str = ""
    on_paper: bool = False


def shots() -> Iterator[Shot]:
    """Every picture, in the order a designer would look at them."""
    for width, size in SIZES.items():
        yield Shot(f"{width}-light", size)
        yield Shot(f"{width}-dark", size, context=DARK)
        yield Shot(f"{width}-stop", size, STOP)
    yield Shot("1440-card", SIZES[1440], click="button[data-place=istanbul]")
    yield Shot("390-sheet", SIZES[390], click="button[data-place=alma-ata]")
    yield Shot("1440-filters", SIZES[1440], "#way=forced&from=1905", click=".findb")
    yield Shot("390-filters", SIZES[390], click=".findb")
    yield Shot("1440-share", SIZES[1440], STOP, click=".shareb")
    yield Shot("390-share-dark", SIZES[390], STOP, "en", DARK, ".shareb")
    for language in ("fa", "hi", "zh-Hant"):
        yield Shot(f"1440-{language}", SIZES[1440], STOP, language)
        yield Shot(f"390-{language}", SIZES[390], STOP, language)
    yield Shot("embed-640", (640, 400), "?embed=1")
    yield Shot("embed-480-stop", (480, 320), "?embed=1" + STOP)
    yield Shot("embed-640-dark", (640, 400), "?embed=1&theme=dark" + STOP)
    yield Shot("embed-story", (480, 700), "?embed=story" + STOP)
    yield Shot("forced-colours", SIZES[1440], STOP, context={"forced_colors": "active"})
    yield Shot("no-script", SIZES[1440], context={"java_script_enabled": False})
    yield Shot("no-script-390", SIZES[390], context={"java_script_enabled": False})
    yield Shot("print", (794, 1123), on_paper=True)


def take(browser: Browser, shot: Shot, page_file: Path, target: Path) -> None:
    """Open a page as a shot says and keep its picture."""
    width, height = shot.size
    context = browser.new_context(
        viewport={"width": width, "height": height}, offline=True, **shot.context
    )
    page = context.new_page()
    page.goto(page_file.as_uri() + shot.address)
    if shot.context.get("java_script_enabled", True):
        page.wait_for_selector("[data-ready=yes]")
    if shot.click:
        page.locator(shot.click).first.click()
    page.wait_for_timeout(700)
    if shot.on_paper:
        paper = target.with_suffix(".pdf")
        page.pdf(path=paper, prefer_css_page_size=True, print_background=True)
    else:
        page.screenshot(path=target)
    context.close()


def build(language: str) -> Path:
    """The page of Trotsky's route in a language, in the folder of the shots."""
    folder = OUTPUT / "shots" / language
    arguments = ["build", "trotsky", "--locked", "--output", str(folder)]
    if language != "en":
        arguments += ["--lang", language]
    subprocess.run(
        [sys.executable, "-m", "mapgen", *arguments],
        cwd=REPOSITORY, check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    return folder / "trotsky.html"


def main() -> None:
    """Take all pictures, or those whose names are given."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="only these")
    parser.add_argument("--kept", action="store_true", help="only those that README shows")
    options = parser.parse_args()
    names = KEPT if options.kept else options.names
    wanted = [shot for shot in shots() if not names or shot.name in names]
    pages = {language: build(language) for language in {shot.language for shot in wanted}}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=BROWSER_ARGUMENTS)
        for shot in wanted:
            file = f"pictures/{KEPT[shot.name]}" if options.kept else f"shots/{shot.name}"
            target = OUTPUT / f"{file}.png"
            target.parent.mkdir(exist_ok=True)
            take(browser, shot, pages[shot.language], target)
            sys.stdout.write(f"{target.relative_to(REPOSITORY)}\n")
        browser.close()


if __name__ == "__main__":
    main()
