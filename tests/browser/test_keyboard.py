"""A walk through the whole page by the Tab key: everything is reached, seen, and left again."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Open

_NUMBER_ALL = """
() => {
  const kinds = 'a[href], button, input, select, textarea, summary, [tabindex]';
  const all = [...document.querySelectorAll(kinds)]
    .filter((node) => node.tabIndex >= 0 && !node.disabled && !node.closest('[inert]')
      && node.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: false }));
  globalThis.numbered = new Map(all.map((node, index) => [node, index]));
  return all.map((node) => node.outerHTML.slice(0, 100));
}
"""
_WHERE = """
() => {
  const node = document.activeElement;
  const number = numbered.get(node);
  if (number === undefined) return null;
  const { left, top, width, height } = node.getBoundingClientRect();
  const [x, y] = [left + width / 2, top + Math.min(height / 2, 12)];
  const above = document.elementFromPoint(x, y);
  const { outlineStyle, outlineWidth } = getComputedStyle(node);
  return {
    number,
    isRinged: outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2,
    isSeen: above !== null && (node.contains(above) || above.contains(node))
      || getComputedStyle(node).pointerEvents === 'none',
  };
}
"""


def walk(page: Page, key: str) -> list[dict[str, int | bool]]:
    """What has the focus after each press, until the focus leaves the page."""
    seen: list[dict[str, int | bool]] = []
    for _ in range(400):
        page.keyboard.press(key)
        where = page.evaluate(_WHERE)
        if where is None:
            return seen
        seen.append(where)
    raise AssertionError(f"{key} never leaves the page: {seen[-3:]}")


STATES: dict[str, tuple[tuple[int, int], str, Callable[[Page], object] | None]] = {
    "start": ((1440, 900), "", None),
    "stop": ((1440, 900), "#stop-istanbul-1929", None),
    "card": ((1440, 900), "", lambda page: page.click("#map button[data-place]")),
    "phone": ((390, 844), "#stop-istanbul-1929", lambda page: page.click(".grab")),
    "embed": ((640, 400), "?embed=1", None),
    "embed-story": ((640, 400), "?embed=1#stop-istanbul-1929", lambda page: page.click(".storyb")),
}


@pytest.mark.parametrize("state", STATES)
def test_the_tab_key_reaches_everything_in_sight_and_leaves_it(open_page: Open, state: str) -> None:
    size, address, reach = STATES[state]
    page = open_page(address, size=size)
    if reach:
        reach(page)
    page.evaluate("document.activeElement.blur()")
    page.evaluate("getSelection().removeAllRanges()")
    all_of_them = page.evaluate(_NUMBER_ALL)
    page.locator(".skip").focus()
    forth = [page.evaluate(_WHERE), *walk(page, "Tab")]
    reached = {step["number"] for step in forth}
    assert [html for number, html in enumerate(all_of_them) if number not in reached] == []
    assert [all_of_them[step["number"]] for step in forth[1:] if not step["isRinged"]] == []
    if not reach:  # what the reader opened may cover things until Escape closes it (2.4.11)
        assert [all_of_them[step["number"]] for step in forth if not step["isSeen"]] == []
    back = walk(page, "Shift+Tab")
    assert {step["number"] for step in back} == reached
