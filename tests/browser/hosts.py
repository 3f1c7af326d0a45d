"""Pages of somebody else's with our map in them, served on loopback from two origins."""

import html
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Frame, Page
from pytest_httpserver import HTTPServer

MAP = "/map.html"
HOSTS = "/host"


@dataclass(frozen=True)
class Origins:
    """Two servers, so that a host and the map in it are strangers to each other."""

    ours: HTTPServer
    theirs: HTTPServer

    @property
    def map(self) -> str:
        """The address of the map."""
        return self.ours.url_for(MAP)

    def asked(self) -> set[str]:
        """What the server of the map was asked for so far."""
        return {request.path for request, _ in self.ours.log}

    def host(self, frame: str, *, style: str = "", headers: Mapping[str, str] | None = None) -> str:
        """The address of a host page that is higher than any window, a frame between two links.

        Its styles come from a file, so that its headers may forbid all others.
        """
        page = f"{HOSTS}/{len(self.theirs.log)}"
        styles = f"body {{ margin: 0 }} iframe {{ border: 0; display: block }} {style}"
        self.theirs.expect_request(f"{page}.css").respond_with_data(
            f"{styles} footer {{ height: 3000px }}", content_type="text/css"
        )
        body = (
            "<!doctype html><html lang=en><meta charset=utf-8><title>Host</title>"
            f"<link rel=stylesheet href={page}.css><body>"
            f"<p><a id=before href=#before>before</a></p>{frame}<a id=after href=#after>after</a>"
            "<footer></footer>"
        )
        self.theirs.expect_request(page).respond_with_data(
            body, content_type="text/html; charset=utf-8", headers=headers
        )
        return self.theirs.url_for(page)


@contextmanager
def serving(page: str) -> Iterator[Origins]:
    """A page of ours on one origin, and another origin for whoever puts it into a frame."""
    with (
        HTTPServer("127.0.0.1", threaded=True) as ours,
        HTTPServer("localhost", threaded=True) as theirs,
    ):
        theirs.expect_request("/favicon.ico").respond_with_data(status=204)
        ours.expect_request(MAP).respond_with_data(page, content_type="text/html; charset=utf-8")
        yield Origins(ours, theirs)


def iframe(address: str, size: tuple[int, int], attributes: str = "") -> str:
    """The element that shows an address."""
    return _element(f'src="{html.escape(address)}" {attributes}', size)


def iframe_holding(page: str, size: tuple[int, int]) -> str:
    """The element that holds a whole page in its attribute."""
    return _element(f'srcdoc="{html.escape(page)}"', size)


def _element(attributes: str, size: tuple[int, int]) -> str:
    width, height = size
    return f'<iframe title="Map" width="{width}" height="{height}" {attributes}></iframe>'


def inner_frame(page: Page) -> Frame:
    """The frame in a page, which must have one."""
    page.wait_for_selector("iframe", state="attached")
    return page.frames[1]
