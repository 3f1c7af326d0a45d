"""A page in a driven browser, for checks that were written for Playwright's pages.

It knows the words of Playwright's that the matrix uses, and they mean here what they mean there.
"""

import json
import time
from base64 import b64decode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from tests.browser.drivers import Driver

MOST_S = 10.0
LOOK_S = 0.05

_KEYS = {"Escape": "\ue00c", "Tab": "\ue004", "Enter": "\ue007", "Shift": "\ue008"}

_CLICK = ({"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0})

_IS_VISIBLE = """
(node) => {
  const { width, height } = node.getBoundingClientRect();
  return width > 0 && height > 0 && getComputedStyle(node).visibility === 'visible';
}
"""

_BOX = """
(node) => {
  const { x, y, width, height } = node.getBoundingClientRect();
  return { x, y, width, height };
}
"""

_BRING = "(node) => node.scrollIntoView({ block: 'nearest', behavior: 'instant' })"

_IS_ON_TOP = """
(node) => {
  const { x, y, width, height } = node.getBoundingClientRect();
  const top = document.elementFromPoint(x + width / 2, y + height / 2);
  return node.contains(top) && !node.disabled;
}
"""


@dataclass(frozen=True)
class View:
    """A page, or the frame in it."""

    driver: Driver
    is_inner: bool = False

    def enter(self) -> None:
        """Let the commands that follow be about this."""
        self.driver.ask("SwitchToFrame", id=None)
        if self.is_inner:
            self.driver.ask("SwitchToFrame", id=0)

    def evaluate(self, script: str, arg: Any = None) -> Any:
        """What an expression has for a value, or a function when it is called."""
        self.enter()
        run = f"const it = ({script}); return typeof it === 'function' ? it(arguments[0]) : it;"
        return self.driver.ask("ExecuteScript", script=run, args=[arg])

    def eval_on_selector_all(self, selector: str, script: str) -> Any:
        return self.evaluate(f"() => ({script})([...document.querySelectorAll({_told(selector)})])")

    def locator(self, selector: str) -> "Locator":
        return Locator(self, selector)

    def wait_for_function(self, script: str, arg: Any = None) -> None:
        wait_until(lambda: self.evaluate(script, arg), script)

    def wait_for_selector(self, selector: str, *, state: str = "attached") -> None:
        self.locator(selector).evaluate("() => true")

    def click(self, selector: str) -> None:
        self.locator(selector).click()

    def focus(self, selector: str) -> None:
        """Give something the focus; a frame may take it only once it was used."""
        if self.is_inner:
            replace(self, is_inner=False).focus("iframe")
            press(self.driver, "Shift")
        self.locator(selector).evaluate("(node) => node.focus()")

    def press(self, selector: str, key: str) -> None:
        self.focus(selector)
        press(self.driver, key)

    def get_attribute(self, selector: str, name: str) -> Any:
        return self.locator(selector).get_attribute(name)

    def inner_text(self, selector: str) -> Any:
        return self.locator(selector).inner_text()


@dataclass(frozen=True)
class Locator:
    """The first element of a kind, once there is one."""

    view: View
    selector: str

    @property
    def first(self) -> "Locator":
        return self

    def count(self) -> int:
        number: int = self.view.eval_on_selector_all(self.selector, "(all) => all.length")
        return number

    def evaluate(self, script: str) -> Any:
        wait_until(self.count, f"no {self.selector}")
        return self.view.evaluate(
            f"() => ({script})(document.querySelector({_told(self.selector)}))"
        )

    def is_visible(self) -> bool:
        return bool(self.count() and self.evaluate(_IS_VISIBLE))

    def bounding_box(self) -> Any:
        return self.evaluate(_BOX)

    def get_attribute(self, name: str) -> Any:
        return self.evaluate(f"(node) => node.getAttribute({_told(name)})")

    def inner_text(self) -> Any:
        return self.evaluate("(node) => node.innerText")

    def click(self) -> None:
        """Press what is seen, at rest and not covered, where its middle is."""
        wait_until(self.is_visible, f"{self.selector} is not visible")
        self.evaluate(_BRING)
        wait_until(lambda: self.evaluate(_IS_ON_TOP), f"{self.selector} is covered")
        wait_until(self._is_at_rest, f"{self.selector} moves")
        origin = self.evaluate("(node) => node")
        point(self.view.driver, {"type": "pointerMove", "x": 0, "y": 0, "origin": origin}, *_CLICK)

    def _is_at_rest(self) -> bool:
        before = self.bounding_box()
        time.sleep(LOOK_S)
        return bool(before == self.bounding_box())


class DrivenPage(View):
    """The page itself, with its keys and its mouse."""

    @property
    def keyboard(self) -> "Keyboard":
        return Keyboard(self)

    @cached_property
    def mouse(self) -> "Mouse":
        return Mouse(self)

    def goto(self, address: str) -> None:
        """Go to an address anew, also where only its fragment differs."""
        self.enter()
        self.driver.ask("Navigate", url="about:blank")
        self.driver.ask("Navigate", url=address)

    def resize(self, width: int, height: int) -> None:
        """Make that part of the window so large which shows the page."""
        for _ in range(2):
            rim = self.evaluate("[outerWidth - innerWidth, outerHeight - innerHeight]")
            rect = {"x": 0, "y": 0, "width": width + rim[0], "height": height + rim[1]}
            self.driver.ask("SetWindowRect", **rect)
            time.sleep(4 * LOOK_S)

    def wait_for_timeout(self, duration_ms: float) -> None:
        time.sleep(duration_ms / 1000)

    def screenshot(self) -> bytes:
        """What the window shows, as a PNG file."""
        self.enter()
        return b64decode(self.driver.ask("TakeScreenshot", full=False))


@dataclass(frozen=True)
class Keyboard:
    """Keys go to what has the focus, in whichever frame that is."""

    page: DrivenPage

    def press(self, key: str) -> None:
        press(self.page.driver, key)


@dataclass
class Mouse:
    """A mouse whose places are those of the window."""

    page: DrivenPage
    _place: Mapping[str, Any] = field(default_factory=dict)

    def move(self, x: float, y: float) -> None:
        self._place = {"x": round(x), "y": round(y), "origin": "viewport"}
        self.page.enter()
        point(self.page.driver, {"type": "pointerMove", **self._place})

    def click(self, x: float, y: float) -> None:
        self.move(x, y)
        point(self.page.driver, *_CLICK)

    def wheel(self, delta_x: int, delta_y: int) -> None:
        """Turn the wheel where the mouse was moved to last."""
        turn = {"type": "scroll", "deltaX": delta_x, "deltaY": delta_y, **self._place}
        self.page.enter()
        perform(self.page.driver, "wheel", turn)


def perform(driver: Driver, kind: str, *steps: Mapping[str, Any], **more: Any) -> None:
    """Let one device do some things after each other."""
    driver.ask("PerformActions", actions=[{"type": kind, "id": kind, "actions": steps, **more}])


def press(driver: Driver, key: str) -> None:
    """Press and let go a key, by the name Playwright has for it."""
    value = _KEYS.get(key, key)
    perform(driver, "key", {"type": "keyDown", "value": value}, {"type": "keyUp", "value": value})


def point(driver: Driver, *steps: Mapping[str, Any]) -> None:
    """Do some things with the mouse."""
    perform(driver, "pointer", *steps, parameters={"pointerType": "mouse"})


def _told(text: str) -> str:
    return json.dumps(text)


def wait_until(holds: Callable[[], object], otherwise: str) -> None:
    """Look until something holds; AssertionError if it does not in time."""
    end = time.monotonic() + MOST_S
    while not holds():
        assert time.monotonic() < end, otherwise
        time.sleep(LOOK_S)
