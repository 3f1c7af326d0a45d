"""Browsers other than Chromium, driven by the commands of WebDriver (W3C).

Firefox takes the commands itself, over its Marionette socket; WebKit by WebKitWebDriver, over HTTP.
"""

import json
import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from http.client import HTTPConnection
from pathlib import Path
from typing import Any, Protocol, TypeVar

MINI_BROWSER = "usr/lib/*/webkit2gtk-4.1/MiniBrowser"
SCREEN = "-screen 0 960x1400x24 -nolisten tcp"
"""So narrow that the pointer, in its middle, gives the focus even to the window of a phone."""

T = TypeVar("T")

MOST_S = 60.0
"""How long a browser may take to start, and to answer."""

_PATHS = {
    "NewSession": ("POST", ""),
    "DeleteSession": ("DELETE", ""),
    "Navigate": ("POST", "/url"),
    "ExecuteScript": ("POST", "/execute/sync"),
    "SwitchToFrame": ("POST", "/frame"),
    "SetWindowRect": ("POST", "/window/rect"),
    "PerformActions": ("POST", "/actions"),
    "TakeScreenshot": ("GET", "/screenshot"),
}
"""The commands in use, and where WebDriver has them over HTTP."""


class Driver(Protocol):
    """A running browser."""

    name: str

    def ask(self, command: str, **parameters: Any) -> Any:
        """What a command of WebDriver gives back; AssertionError if it fails."""

    def quit(self) -> None:
        """End the browser and what was started for it."""


class Firefox:
    """Firefox without a window."""

    def __init__(self, program: str, folder: Path, context: Mapping[str, Any]) -> None:
        chosen = {"marionette.port": 0, "fission.autostart": False}
        if context.get("color_scheme") == "dark":
            chosen["layout.css.prefers-color-scheme.content-override"] = 0
        lines = [
            f"user_pref({json.dumps(name)}, {json.dumps(value)});\n"
            for name, value in chosen.items()
        ]
        folder.mkdir()
        (folder / "user.js").write_text("".join(lines), encoding="utf-8")
        arguments = ["--headless", "--no-remote", "--profile", str(folder), "--marionette"]
        self._process = _start([program, *arguments], folder)
        port = _wait_for(lambda: int((folder / "MarionetteActivePort").read_text(encoding="ascii")))
        self._line = socket.create_connection(("127.0.0.1", port), MOST_S).makefile("rwb")
        self._read()
        capabilities = self.ask("NewSession", capabilities={})["capabilities"]
        self.name = f"Firefox {capabilities['browserVersion']}"

    def ask(self, command: str, **parameters: Any) -> Any:
        message = json.dumps([0, 0, f"WebDriver:{command}", parameters]).encode()
        self._line.write(b"%d:%b" % (len(message), message))
        self._line.flush()
        _, _, error, result = self._read()
        assert error is None, f"{command}: {error['message']}"
        return result["value"] if isinstance(result, dict) and "value" in result else result

    def quit(self) -> None:
        _stop(self._process)

    def _read(self) -> Any:
        length = b"".join(iter(partial(self._line.read, 1), b":"))
        return json.loads(self._line.read(int(length)))


class WebKit:
    """The engine of Safari, in the browser its authors test it with, on a screen of its own."""

    def __init__(self, program: str, folder: Path, context: Mapping[str, Any]) -> None:
        folder.mkdir()
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self._port = free.getsockname()[1]
        screen = ["xvfb-run", "--auto-servernum", "--server-args", SCREEN]
        self._process = _start([*screen, program, f"--port={self._port}"], folder)
        _wait_for(lambda: self._call("GET", "/status"))
        arguments = ["--automation"]
        if context.get("color_scheme") == "dark":
            arguments.append("--dark-mode")
        browser = {"binary": str(next(Path("/").glob(MINI_BROWSER))), "args": arguments}
        wanted = {"alwaysMatch": {"webkitgtk:browserOptions": browser}}
        self._session = ""
        session = self.ask("NewSession", capabilities=wanted)
        self._session = f"/{session['sessionId']}"
        self.name = f"WebKitGTK {session['capabilities']['browserVersion']}"

    def ask(self, command: str, **parameters: Any) -> Any:
        method, path = _PATHS[command]
        value = self._call(method, f"/session{self._session}{path}", parameters)
        failed = isinstance(value, dict) and "error" in value
        assert not failed, f"{command}: {value['error']} {value.get('message', '')}"
        return value

    def _call(self, method: str, path: str, parameters: Any = None) -> Any:
        line = HTTPConnection("127.0.0.1", self._port, timeout=MOST_S)
        body = json.dumps(parameters) if method == "POST" else None
        line.request(method, path, body, {"Content-Type": "application/json"})
        value = json.loads(line.getresponse().read())["value"]
        line.close()
        return value

    def quit(self) -> None:
        self.ask("DeleteSession")
        _stop(self._process)


Start = Callable[[str, Path, Mapping[str, Any]], Driver]


def _start(command: Sequence[str], folder: Path) -> subprocess.Popen[bytes]:
    with (folder / "log").open("wb") as log:
        home = {"HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
        return subprocess.Popen(
            command, stdout=log, stderr=log, env=os.environ | home, start_new_session=True
        )


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End a process of ours with all that it started."""
    os.killpg(process.pid, signal.SIGTERM)
    process.wait(MOST_S)


def _wait_for(answer: Callable[[], T]) -> T:
    """What comes back once nothing stands in the way."""
    end = time.monotonic() + MOST_S
    while True:
        try:
            return answer()
        except (OSError, ValueError):
            if time.monotonic() > end:
                raise
        time.sleep(0.1)
