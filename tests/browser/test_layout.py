"""At every size: nothing on another thing, every stop somewhere, nothing cut."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Open
from tests.browser.test_story import stop_ids

SIZES = [
    (1920, 1080), (1440, 900), (1280, 720), (1024, 700), (1024, 1366), (768, 1024), (820, 1180),
    (390, 844), (360, 740),
]  # fmt: skip
EMBEDS = [(640, 400), (480, 320)]

VIEWS = [
    *(pytest.param(size, "", id=f"{size[0]}x{size[1]}") for size in SIZES),
    *(pytest.param(size, "?embed=1", id=f"embed-{size[0]}x{size[1]}") for size in EMBEDS),
]

THINGS = """(kind) => {
  const boxes = [];
  const note = (kind, selector, root) => {
    for (const node of root.querySelectorAll(selector)) {
      const {x, y, width, height} = node.getBoundingClientRect();
      const what = kind + ' ' + node.textContent.slice(0, 30);
      if (width && height) boxes.push({what, x, y, width, height});
    }
  };
  const root = document.querySelector(kind === 'inset' ? '.inset .m' : '#map');
  note('marker', '.view > button', root);
  note('name', '.nm', root);
  if (kind === 'main') {
    for (const control of ['.leaflet-control-zoom', '.keybox', '.whole', '.eubtn', '.inset']) {
      note('control', control, document.querySelector('.plate'));
    }
  } else note('title', '.ttl', document.querySelector('.inset'));
  return boxes;
}"""


def meeting(boxes: list[dict[str, Any]]) -> list[str]:
    """Pairs of boxes that share more than a hair of space."""
    hair = 0.75
    return [
        f"{a['what']} / {b['what']}"
        for index, a in enumerate(boxes)
        for b in boxes[index + 1 :]
        if a["x"] + hair < b["x"] + b["width"]
        and b["x"] + hair < a["x"] + a["width"]
        and a["y"] + hair < b["y"] + b["height"]
        and b["y"] + hair < a["y"] + a["height"]
    ]


def meetings(page: Page) -> list[str]:
    found = meeting(page.evaluate(THINGS, "main"))
    if page.locator(".inset").is_visible():
        found += meeting(page.evaluate(THINGS, "inset"))
    return found


@pytest.mark.parametrize(("size", "query"), VIEWS)
def test_no_two_things_on_the_map_overlap(
    open_page: Open, size: tuple[int, int], query: str
) -> None:
    page = open_page(query, size=size)
    assert meetings(page) == []
    stops = stop_ids(page)
    for stop in stops[3 :: len(stops) // 3]:
        page.evaluate(f"location.hash = '#stop-{stop}'")
        page.wait_for_selector(f"#stop-{stop}[aria-current=step]", state="attached")
        assert meetings(page) == [], stop


@pytest.mark.parametrize(("size", "query"), VIEWS)
def test_every_stop_is_a_number_or_counted(
    open_page: Open, size: tuple[int, int], query: str
) -> None:
    page = open_page(query, size=size)
    places = page.eval_on_selector_all("article.stop", "all => all.map(n => n.dataset.place)")
    shown = set(
        page.eval_on_selector_all(
            "button[data-place]", "nodes => nodes.map(node => node.dataset.place)"
        )
    )
    counted = 0
    if page.locator(".eubtn").is_visible():
        words = page.inner_text(".eubtn")
        counted = int("".join(sign for sign in words if sign.isdigit()))
    assert sum(place in shown for place in places) + counted == len(places)


@pytest.mark.parametrize(("size", "query"), VIEWS)
def test_markers_and_names_stay_in_their_map(
    open_page: Open, size: tuple[int, int], query: str
) -> None:
    page = open_page(query, size=size)
    for kind, frame in (("main", "#map"), ("inset", ".inset .m")):
        box = page.locator(frame).bounding_box()
        for thing in page.evaluate(THINGS, kind) if box else []:
            assert box
            assert thing["x"] >= box["x"] - 1, thing["what"]
            assert thing["x"] + thing["width"] <= box["x"] + box["width"] + 1, thing["what"]
            assert thing["y"] + thing["height"] <= box["y"] + box["height"] + 1, thing["what"]


@pytest.mark.parametrize(("size", "query"), VIEWS)
def test_the_page_itself_does_not_scroll(
    open_page: Open, size: tuple[int, int], query: str
) -> None:
    page = open_page(query, size=size)
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    assert page.evaluate("document.documentElement.scrollHeight") <= size[1]


PERSIAN = [(1280, 800), (390, 844)]


@pytest.mark.parametrize("size", PERSIAN, ids=["wide", "phone"])
def test_a_page_that_reads_from_the_right_overlaps_nowhere(
    open_page: Open, persian: Path, size: tuple[int, int]
) -> None:
    page = open_page(size=size, page=persian)
    assert meetings(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    places = page.eval_on_selector_all("article.stop", "all => all.map(n => n.dataset.place)")
    shown = page.eval_on_selector_all(
        "button[data-place]", "nodes => nodes.map(node => node.dataset.place)"
    )
    assert set(places) == set(shown)


def test_where_the_page_reads_from_the_right_the_map_is_not_mirrored(
    open_page: Open, persian: Path
) -> None:
    left, right = (
        open_page(size=(1280, 800)),
        open_page(size=(1280, 800), page=persian),
    )

    def order(page: Page) -> list[str]:
        return sorted(
            ("new-york", "halifax", "alma-ata"),
            key=lambda place: page.locator(f"button[data-place={place}]").bounding_box()["x"],
        )

    assert order(left) == order(right)
    story, map_ = right.locator("#story").bounding_box(), right.locator("#map").bounding_box()
    assert story["x"] > map_["x"]
    assert right.locator(".leaflet-control-zoom").bounding_box()["x"] > map_["x"] + 400
    numbers = right.eval_on_selector_all(
        "button[data-place] b", "all => all.map(n => n.textContent)"
    )
    assert not any(sign in "0123456789" for sign in "".join(numbers))


def test_numbers_fit_into_their_pills(open_page: Open, persian: Path) -> None:
    for page in (open_page(), open_page(page=persian)):
        wide = page.evaluate(
            """() => [...document.querySelectorAll('button[data-place]')].filter((node) => {
              const range = document.createRange();
              range.selectNodeContents(node);
              return range.getBoundingClientRect().width > node.clientWidth - 4;
            }).map((node) => node.textContent)"""
        )
        assert wide == []


def test_the_same_page_gives_the_same_picture(open_page: Open) -> None:
    def picture(page: Page) -> list[str]:
        marks: list[str] = page.eval_on_selector_all(
            ".view button, .view .nm", "all => all.map(n => n.style.cssText)"
        )
        return marks

    assert picture(open_page()) == picture(open_page())


def test_a_new_size_gives_the_picture_of_that_size(open_page: Open) -> None:
    page = open_page(size=(1440, 900))
    page.set_viewport_size({"width": 1024, "height": 700})
    page.wait_for_timeout(300)
    assert meetings(page) == []
    assert page.locator(".whole").is_hidden()


def test_zoomed_in_nothing_overlaps_either(open_page: Open) -> None:
    page = open_page(calm=True)
    for _ in range(3):
        page.click(".leaflet-control-zoom-in")
        page.wait_for_timeout(60)
        assert meetings(page) == []
