"""The server: maps that follow their routes, and whatever else lies in the folder of the maps."""

import contextlib
import json
import logging
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from ipaddress import IPv4Address, IPv6Address, ip_address
from pathlib import Path
from urllib.parse import quote

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError

from mapgen.errors import UnusableAddress
from mapgen.serve.maps import Maps
from mapgen.serve.pages import State, bare_page, page_of, state_of, state_of_all

_HOST = re.compile(r"(?:\[(?P<literal>[0-9a-f:.]+)\]|(?P<name>[^\[\]:]+))(?::[0-9]{1,5})?", re.I)
_HEADERS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
_PATIENCE_S = 1.0
_LOG = logging.getLogger(__name__)

_Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@contextlib.asynccontextmanager
async def opened_site(maps: Maps, output: Path, host: str, port: int) -> AsyncIterator[str]:
    """The address of a server of the maps and of the files in `output`; it ends with the context.

    Raises UnusableAddress where nothing can listen on that host and port.
    """
    site = _Site(maps, output, host)
    _LOG.addFilter(_is_ours)
    runner = web.AppRunner(
        site.application(),
        access_log=None,
        logger=_LOG,
        handler_cancellation=True,
        shutdown_timeout=_PATIENCE_S,
    )
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, host, port).start()
        except OSError as error:
            msg = f"nothing can listen on {host}, port {port}: {error.strerror or error}"
            raise UnusableAddress(msg) from None
        yield f"http://{f'[{host}]' if ':' in host else host}:{runner.addresses[0][1]}/"
    finally:
        await runner.cleanup()


def _is_ours(record: logging.LogRecord) -> bool:
    """Whether a fault is the server's own: that somebody sent what is no HTTP is nobody's news."""
    return not (record.exc_info and isinstance(record.exc_info[1], HttpProcessingError))


def is_own_host(header: str, bound: str, local: str) -> bool:
    """Whether a Host header names this server, so that no page of another site can read from it.

    The server is called `localhost`, as it was `bound`, or by the `local` address at which the
    request came in.

    >>> is_own_host("[::1]:8000", "::", "::1"), is_own_host("example.org", "::", "::1")
    (True, False)
    """
    match = _HOST.fullmatch(header)
    if not match:
        return False
    named = (match["literal"] or match["name"]).lower().removesuffix(".")
    return named in ("localhost", bound.lower()) or _address(named) == _address(local)


def _address(written: str) -> IPv4Address | IPv6Address | str:
    """An address as it is compared; what is none stays as it is written."""
    try:
        address = ip_address(written)
    except ValueError:
        return written
    return getattr(address, "ipv4_mapped", None) or address


class _Site:
    def __init__(self, maps: Maps, output: Path, bound: str) -> None:
        self._maps = maps
        self._output = output
        self._bound = bound

    def application(self) -> web.Application:
        application = web.Application(middlewares=[self._refuse_foreign])
        application.on_shutdown.append(self._let_go)
        application.router.add_get("/", self._front)
        application.router.add_get("/-/routes", self._follow_all)
        application.router.add_get("/-/routes/{name}", self._follow_one)
        application.router.add_get("/{file:.*}", self._file)
        return application

    @web.middleware
    async def _refuse_foreign(self, request: web.Request, handler: _Handler) -> web.StreamResponse:
        local = request.transport.get_extra_info("sockname")[0] if request.transport else ""
        hosts = request.headers.getall("Host", [])
        if len(hosts) != 1 or not is_own_host(hosts[0], self._bound, local):
            raise web.HTTPMisdirectedRequest(text="this server goes by another name")
        return await handler(request)

    async def _let_go(self, _: web.Application) -> None:
        self._maps.close()

    async def _front(self, _: web.Request) -> web.StreamResponse:
        """The only map, or a list of all."""
        pages = [shown.pages[0].name for shown in self._maps]
        if len(pages) == 1:
            raise web.HTTPFound(f"/{quote(pages[0])}", headers=_HEADERS)
        version = state_of_all(self._maps)["version"]
        return _html(bare_page(self._maps, events="/-/routes", version=version))

    async def _file(self, request: web.Request) -> web.StreamResponse:
        file = request.match_info["file"]
        shown = self._maps.with_page(file)
        if shown is None:
            return self._other_file(file)
        if not all(page.exists() for page in shown.pages):
            await self._maps.refresh()
            shown = self._maps.named(shown.name) or shown
        events = f"/-/routes/{quote(shown.name)}"
        page = page_of(shown, file, events=events)
        return _html(page or bare_page(self._maps, events=events, version=shown.version))

    def _other_file(self, file: str) -> web.StreamResponse:
        try:
            path = (self._output / file).resolve()
            is_inside = path.is_relative_to(self._output.resolve()) and path.is_file()
        except (OSError, ValueError):
            is_inside = False
        if not is_inside or any(part.startswith(".") for part in Path(file).parts):
            raise web.HTTPNotFound
        return web.FileResponse(path, headers=_HEADERS)

    async def _follow_all(self, request: web.Request) -> web.StreamResponse:
        return await self._tell(request, lambda: state_of_all(self._maps))

    async def _follow_one(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["name"]
        if self._maps.named(name) is None:
            raise web.HTTPNotFound
        return await self._tell(request, lambda: self._state_of(name))

    def _state_of(self, name: str) -> State | None:
        shown = self._maps.named(name)
        return state_of(shown) if shown else None

    async def _tell(
        self, request: web.Request, state: Callable[[], State | None]
    ) -> web.StreamResponse:
        """A stream of events: the state now, and again whenever it is another."""
        headers = {**_HEADERS, "Content-Type": "text/event-stream"}
        response = web.StreamResponse(headers=headers)
        await response.prepare(request)
        told = None
        while not self._maps.is_closed:
            news = self._maps.news
            now = state()
            if now is None:
                break
            if now != told:
                await response.write(f"data: {json.dumps(now)}\n\n".encode())
                told = now
            await news.wait()
        return response


def _html(page: bytes) -> web.Response:
    return web.Response(body=page, content_type="text/html", charset="utf-8", headers=_HEADERS)
