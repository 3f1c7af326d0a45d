"""What can go wrong: problems a user can mend, and errors the program raises."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from mapgen.marks import Mark

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Problem:
    """A mistake in what the user wrote, with the place where it stands and one hint.

    `code` is a short kebab-case word that never changes; `label` stands beside the caret.
    """

    mark: Mark
    code: str
    message: str
    hint: str = ""
    severity: Severity = "error"
    label: str = ""

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        return (self.mark.file, self.mark.line, self.mark.column, self.code, self.message)

    def __str__(self) -> str:
        head = f"{self.mark}: {self.severity}[{self.code}]: {self.message}"
        return "\n".join([head, *self.mark.excerpt(self.label), *self._hint_lines()])

    def _hint_lines(self) -> list[str]:
        return [f"  hint: {self.hint}"] if self.hint else []


class MapgenError(Exception):
    """Root of all errors this program raises on purpose.

    `exit_code` is what the command line leaves with: 1 the input is at fault, 2 the way the
    program was asked, 3 the network.
    """

    exit_code: ClassVar[int] = 1


class RouteError(MapgenError):
    """The input is at fault; `problems` lists everything found, sorted by position."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = sorted(problems, key=lambda problem: problem.sort_key)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class FileProblem(MapgenError):
    """A file cannot be read or written; the message names it and says why."""


class MissingExtra(MapgenError):
    """An optional package is not installed; the message names the extra that brings it."""

    exit_code = 2


class UnusableAddress(MapgenError):
    """Nothing can listen at the address where a server was to be; the message says why."""

    exit_code = 2


class GeocoderUnavailable(MapgenError):
    """A geocoding service did not answer; `retry_after_s` is its own wish, in seconds."""

    exit_code = 3

    def __init__(self, message: str, *, retry_after_s: float | None = None) -> None:
        self.retry_after_s = retry_after_s
        super().__init__(message)
