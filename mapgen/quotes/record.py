"""The committed file of verified quotes: one line a quote, each with a checksum."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from mapgen.errors import Problem
from mapgen.marks import Mark
from mapgen.model import Selector
from mapgen.quotes.passages import parts_of
from mapgen.quotes.texts import normalise

FORMAT_VERSION = 1

_HEAD = (f'{{"mapgen": {FORMAT_VERSION},', '"quotes": [')
_FOOT = "]}"
_CHECKSUM_LETTERS = 16
_HINT = "restore it from version control, or delete the file and run `mapgen build --sources DIR`"

_Fingerprint = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


@lru_cache(maxsize=50_000)
def fingerprint_of(quote: str, after: str | None) -> str:
    """The sha256 of a quote's normalised words, and of the words that pick its passage."""
    words = normalise(quote) if after is None else f"{normalise(quote)}\n{normalise(after)}"
    return hashlib.sha256(words.encode()).hexdigest()


class Entry(BaseModel):
    """A quote that was found in its source. `words` is its `fingerprint_of`, `sha256` the file's.

    `start` and `end` count code points of the file as it is; `exact`, `prefix` and `suffix` are
    its own letters, before normalisation.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    stop: str
    source: str
    words: _Fingerprint
    sha256: _Fingerprint
    start: Annotated[int, Field(ge=0)]
    end: int
    exact: Annotated[str, StringConstraints(min_length=1)]
    prefix: str
    suffix: str

    @property
    def selector(self) -> Selector:
        return Selector(self.sha256, self.start, self.end, self.exact, self.prefix, self.suffix)

    @property
    def order(self) -> tuple[str, str, int, int, str, str]:
        return (self.stop, self.source, self.start, self.end, self.words, self.sha256)

    @property
    def checksum(self) -> str:
        values = json.dumps(self.model_dump(), sort_keys=True)
        return hashlib.sha256(values.encode()).hexdigest()[:_CHECKSUM_LETTERS]

    def holds(self, quote: str) -> bool:
        """Whether the passage kept is made of the words of a quote."""
        kept = normalise(self.exact)
        parts = parts_of(quote)
        at = 0
        for part in parts:
            found = kept.find(part, at)
            if found < 0:
                return False
            at = found + len(part)
        if len(parts) < 2:
            return parts == (kept,)
        return kept.startswith(parts[0]) and kept.endswith(parts[-1])


class _WrittenEntry(Entry):
    check: str


@dataclass(frozen=True)
class QuotesRecord:
    """What was verified, and against which bytes; `problems` are those of its file."""

    entries: tuple[Entry, ...] = ()
    problems: tuple[Problem, ...] = ()

    @classmethod
    def parse(cls, content: str | bytes, file: str) -> "QuotesRecord":
        """The record in a file. An entry that is not what was written is a problem with its line.

        Where there is a problem nothing of the file is used.
        """
        data = content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")
        try:
            lines = [line.removesuffix("\r") for line in data.decode("utf-8").split("\n")]
        except UnicodeDecodeError as error:
            mark = Mark(file, data.count(b"\n", 0, error.start) + 1, 1)
            return cls(problems=(_problem(mark, "this line is not UTF-8 text"),))
        for number, wanted in enumerate(_HEAD):
            if lines[number : number + 1] != [wanted]:
                mark = _mark(file, lines, min(number, len(lines) - 1))
                return cls(problems=(_problem(mark, f"expected `{wanted}`"),))
        if lines[-2:] != [_FOOT, ""]:
            mark = _mark(file, lines, len(lines) - 1 - (lines[-1] == ""))
            return cls(problems=(_problem(mark, f"expected `{_FOOT}` at the end of the file"),))
        problems: list[Problem] = []
        entries: list[Entry] = []
        for number in range(len(_HEAD), len(lines) - 2):
            try:
                entries.append(_read_entry(lines[number], is_last=number == len(lines) - 3))
            except ValueError:
                mark = _mark(file, lines, number)
                problems.append(_problem(mark, "this entry is not what was written"))
        return cls(problems=tuple(problems)) if problems else cls(tuple(entries))

    def serialise(self) -> str:
        """The text of the file: the same entries give the same text, however they came."""
        entries = sorted(set(self.entries), key=lambda entry: entry.order)
        rows = ",\n".join(_row(entry) for entry in entries)
        return "\n".join([*_HEAD, *([rows] if rows else []), _FOOT, ""])

    def find(self, source: str, sha256: str | None, quote: str, after: str | None) -> Entry | None:
        """The entry that holds a quote of a source, whichever stop it was written for.

        Without a fingerprint of the source's file in the route, the one kept is taken.
        """
        words = fingerprint_of(quote, after)
        for entry in self._by_words.get(words, ()):
            fits = entry.sha256 == sha256 if sha256 else entry.source == source
            if fits and entry.holds(quote):
                return entry
        return None

    @cached_property
    def _by_words(self) -> dict[str, list[Entry]]:
        found: dict[str, list[Entry]] = {}
        for entry in self.entries:
            found.setdefault(entry.words, []).append(entry)
        return found


def _row(entry: Entry) -> str:
    values = {**entry.model_dump(), "check": entry.checksum}
    return json.dumps(values, ensure_ascii=False)


def _read_entry(line: str, *, is_last: bool) -> Entry:
    """The entry of a line. Raises ValueError where anything in it is not as it was written."""
    text = line.strip(" ")
    if text.endswith(",") is is_last:
        msg = "a comma parts entries"
        raise ValueError(msg)
    written = _WrittenEntry.model_validate_json(text.removesuffix(","))
    entry = Entry(**written.model_dump(exclude={"check"}))
    if written.check != entry.checksum:
        msg = "the checksum is another"
        raise ValueError(msg)
    return entry


def _mark(file: str, lines: Sequence[str], number: int) -> Mark:
    return Mark(file, number + 1, 1, 1, lines[number] if number < len(lines) else "")


def _problem(mark: Mark, message: str) -> Problem:
    return Problem(mark, "quotes-record", message, _HINT)
