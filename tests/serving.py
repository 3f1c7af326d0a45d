"""`mapgen serve` in a process of its own, for tests that ask it or look at it."""

import http.client
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PATIENCE_S = 60

State = dict[str, Any]


@dataclass(frozen=True)
class Answer:
    """What the server answered."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


class Events:
    """The states that the server tells of one route, as they come."""

    def __init__(self, stream: http.client.HTTPResponse) -> None:
        self._stream = stream

    def next(self) -> State:
        """The next state; TimeoutError where none comes."""
        line = self._stream.readline()
        while not line.startswith(b"data: "):
            assert line, "the stream has ended"
            line = self._stream.readline()
        state: State = json.loads(line.removeprefix(b"data: "))
        return state

    def until(self, is_wanted: Callable[[State], bool]) -> State:
        """The first state from now on that is wanted."""
        while not is_wanted(state := self.next()):
            pass
        return state

    def has_ended(self) -> bool:
        return not self._stream.read().strip()


@dataclass(frozen=True)
class Served:
    """A server that runs, and the folder it runs in."""

    folder: Path
    address: str
    process: "subprocess.Popen[str]"

    @property
    def port(self) -> int:
        return int(self.address.rstrip("/").rpartition(":")[2])

    @property
    def said(self) -> str:
        """What it has written to standard error so far."""
        return (self.folder / "said.txt").read_text(encoding="utf-8")

    def get(self, path: str, *, hosts: tuple[str, ...] = ("localhost",)) -> Answer:
        """Ask for a path, which goes over the wire as it is."""
        with closing(self._connection()) as connection:
            connection.putrequest("GET", path, skip_host=True, skip_accept_encoding=True)
            for host in hosts:
                connection.putheader("Host", host)
            connection.endheaders()
            answer = connection.getresponse()
            return Answer(answer.status, dict(answer.getheaders()), answer.read())

    @contextmanager
    def events(self, name: str = "small") -> Iterator[Events]:
        """The stream of states of a route."""
        with closing(self._connection()) as connection:
            connection.request("GET", f"/-/routes/{name}".removesuffix("/"))
            answer = connection.getresponse()
            assert answer.status == 200
            yield Events(answer)

    def press_ctrl_c(self) -> int:
        """The exit code."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(PATIENCE_S)

    def _connection(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_S)


@contextmanager
def served(
    folder: Path,
    *arguments: str,
    program: Sequence[str | Path] = (sys.executable, "-m", "mapgen"),
    environment: Mapping[str, str] = os.environ,
) -> Iterator[Served]:
    """A server in a folder, on a port that is free, until the context ends."""
    with (folder / "said.txt").open("wb") as said:
        process = subprocess.Popen(
            [*program, "serve", "--port", "0", *arguments],
            cwd=folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=said,
            text=True,
            encoding="utf-8",
        )
        try:
            assert process.stdout
            told = next((line for line in process.stdout if line.startswith("http://")), "")
            server = Served(folder, told.split(" ")[0], process)
            assert told, server.said
            yield server
        finally:
            process.kill()
            process.communicate()
