"""What an address may ask for after its `?`: a theme, a language; also in a frame."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from mapgen.build import build_examined
from mapgen.check import examine
from tests.browser.conftest import ROUTE, Open
from tests.browser.hosts import iframe, inner_frame, serving

DARK, LIGHT = "rgb(21, 25, 28)", "rgb(250, 246, 237)"


@pytest.fixture(scope="module")
def several(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("several")
    return build_examined(examine(ROUTE), output=folder, languages=["en", "fa", "hi"]).page


def ground(page: Page) -> str:
    found: str = page.evaluate("getComputedStyle(document.body).backgroundColor")
    return found


@pytest.mark.parametrize("prefers_dark", [False, True], ids=["light reader", "dark reader"])
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?theme=dark", (DARK, DARK)),
        ("?theme=light", (LIGHT, LIGHT)),
        ("?embed=1&theme=dark", (DARK, DARK)),
        ("?theme=%3Cscript%3E", (LIGHT, DARK)),
        ("?theme=", (LIGHT, DARK)),
        ("", (LIGHT, DARK)),
    ],
)
def test_a_theme_may_be_asked_for(
    open_page: Open, query: str, expected: tuple[str, str], prefers_dark: bool
) -> None:
    assert ground(open_page(query, dark=prefers_dark)) == expected[prefers_dark]


def test_a_dark_page_is_printed_as_light_as_any(open_page: Open) -> None:
    page = open_page("?theme=dark")
    page.emulate_media(media="print")
    assert ground(page) == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "light"


def test_a_language_leads_to_its_page_with_the_stop_and_all_else_that_was_asked(
    open_page: Open, several: Path
) -> None:
    page = open_page("?lang=fa&theme=dark#stop-odessa-1888", page=several)
    page.wait_for_selector('html[lang="fa"] article.current[data-stop=odessa-1888]')
    assert page.url.endswith("/trotsky.fa.html?theme=dark#stop-odessa-1888")
    assert ground(page) == DARK


def test_after_a_language_was_asked_for_the_reader_may_choose_another(
    open_page: Open, several: Path
) -> None:
    page = open_page("?lang=fa#stop-odessa-1888", page=several.with_name("trotsky.fa.html"))
    page.click(".languages a[hreflang=hi]")
    page.wait_for_selector('html[lang="hi"] .app[data-ready]')
    assert page.url.endswith("/trotsky.hi.html#stop-odessa-1888")


@pytest.mark.parametrize("language", ["en", "de", "", "%22%5D", "javascript:window.pwn=1"])
def test_a_language_that_is_here_or_nowhere_changes_nothing(
    open_page: Open, several: Path, language: str
) -> None:
    page = open_page(f"?lang={language}#stop-odessa-1888", page=several)
    page.wait_for_selector('html[lang="en"] article.current[data-stop=odessa-1888]')
    assert page.url.endswith(f"/trotsky.html?lang={language}#stop-odessa-1888")


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 1000, "height": 700}, color_scheme="light")
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("attributes", ["", "sandbox=allow-scripts"], ids=["plain", "sandboxed"])
def test_theme_language_and_stop_are_asked_for_in_a_frame_too(
    page: Page, several: Path, attributes: str
) -> None:
    with serving(several.read_text(encoding="utf-8")) as origins:
        for stem in ("trotsky.fa.html", "trotsky.hi.html"):
            text = several.with_name(stem).read_text(encoding="utf-8")
            origins.ours.expect_request(f"/{stem}").respond_with_data(
                text, content_type="text/html; charset=utf-8"
            )
        address = f"{origins.map}?lang=fa&theme=dark#stop-odessa-1888"
        page.goto(origins.host(iframe(address, (640, 400), attributes)))
        frame = inner_frame(page)
        frame.wait_for_selector(
            'html[lang="fa"].embed article.current[data-stop=odessa-1888]', state="attached"
        )
        assert frame.url.endswith("/trotsky.fa.html?theme=dark#stop-odessa-1888")
        assert frame.evaluate("getComputedStyle(document.body).backgroundColor") == DARK
