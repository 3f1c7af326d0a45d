"""A folder served over HTTP on loopback, as a web site would serve it."""

import contextlib
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any


class _Quiet(SimpleHTTPRequestHandler):
    def end_headers(self) -> None:
        """As hosts of static files do: any other site may read them."""
        self.send_header("Access-Control-Allow-Origin", "*")
        super().end_headers()

    def log_message(self, *_arguments: Any) -> None:
        """Nothing: tests look at what a browser asks for themselves."""


@contextlib.contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a folder, ending in a slash, for as long as the context lasts."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
