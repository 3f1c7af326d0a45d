"""How fast a service may be asked: one request at a time and a second between, all runs counted."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock

from mapgen.errors import GeocoderUnavailable

INTERVAL_S = 1.1
LONGEST_WAIT_S = 60.0
_FORGET_AFTER_S = 86_400.0


class Pace:
    """The turn-taking of all processes that ask one service.

    `folder` holds a lock and the time before which nobody may ask. The lock is held while a
    request is under way and the interval runs from its end, so that no two requests can reach
    the service within it. `now` and `sleep` stand for the clock.
    """

    def __init__(
        self,
        folder: Path,
        service: str,
        *,
        now: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        name = "".join(letter if letter.isalnum() else "-" for letter in service)
        self._service = service
        self._lock = folder / f"pace-{name}.lock"
        self._stamp = folder / f"pace-{name}"
        self._now = now
        self._sleep = sleep

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for a turn and hold it; the next may begin an interval after it ends.

        Raises GeocoderUnavailable, without waiting, where the service wished to be left alone for
        longer than a minute.
        """
        self._lock.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(self._lock):
            wait_s = self._wait_s()
            if wait_s > LONGEST_WAIT_S:
                msg = f"{self._service} asks to be left alone for another {wait_s:.0f} seconds"
                raise GeocoderUnavailable(msg, retry_after_s=wait_s)
            self._sleep(wait_s)
            try:
                yield
            finally:
                if self._wait_s() < INTERVAL_S:
                    self._leave_alone(INTERVAL_S)

    def hold_back(self, seconds: float) -> None:
        """Let nobody ask for a while; to be called within a turn."""
        self._leave_alone(max(seconds, INTERVAL_S))

    def _wait_s(self) -> float:
        """Seconds to wait; a stamp a day ahead comes from a clock that was wrong, and is void."""
        with suppress(OSError, ValueError):
            wait_s = float(self._stamp.read_text()) - self._now()
            if 0 < wait_s <= _FORGET_AFTER_S:
                return wait_s
        return 0.0

    def _leave_alone(self, seconds: float) -> None:
        self._stamp.write_text(f"{self._now() + seconds:.3f}")
