"""The committed file of look-ups: its entries, its format, and what may replace what.

The file is JSON, one entry per name, country, kind and `within`, sorted, a field or a candidate a
line, so that it can be read, reviewed, merged and corrected. Every entry has a checksum: a byte
that changed by accident is refused with its line. Nothing here touches a disk or a gazetteer.
"""

import datetime
import hashlib
import json
import re
from collections.abc import Generator, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Annotated, Any, Literal, NamedTuple, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from mapgen.errors import Problem
from mapgen.marks import Mark
from mapgen.model import Coordinates, CountryCode, Filled, Language, Place, PlaceKind

FORMAT_VERSION = 1
NEGATIVES_LAST_DAYS = 30
CHECKSUM_LETTERS = 16

Answer = Literal["found", "ambiguous", "not found"]
Precision = Literal["site", "settlement", "region", "country"]

_ABOUT = (
    "Places looked up for the routes beside this file. To settle one by hand use "
    "`mapgen geocode --choose`, or give the place an `at` in its route."
)
_HEAD_KEYS = ("mapgen", "about", "places")
_RESTORE_HINT = (
    "restore the line from version control, or remove the entry and run `mapgen geocode`; "
    'an entry edited on purpose needs `"chosen_by": "human"` and no `checksum`'
)
_ONE_LINE_KEY = ("name", "country", "kind", "within")


class Key(NamedTuple):
    """What an entry answers: a name, and what its route says the name stands for."""

    name: str
    country: str | None
    kind: PlaceKind
    within: tuple[str, ...]

    @property
    def order(self) -> tuple[str, str, str, tuple[str, ...]]:
        return (self.name, self.country or "", self.kind, self.within)

    def __str__(self) -> str:
        said = ", ".join([self.country or "any country", self.kind, *self.within])
        return f"{self.name} ({said})"


def key_of(place: Place) -> Key:
    """The key a place is kept under: its English name, else the first form of its name."""
    name, _ = place.name.in_language("en", "en")
    return Key(name, place.country, place.kind, place.within)


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Candidate(_Part):
    """A place on the ground that a gazetteer offers for a name.

    `id` is `gazetteer:number`, as `--choose` takes it; `box` is west, south, east, north (west is
    greater than east across longitude 180). `names` are those in the page's languages other than
    English, as far as the gazetteer knows them. `why` says what speaks for it and against it.
    """

    id: Annotated[str, Field(pattern=r"^[a-z0-9-]+:\S+$")]
    name: str
    country: CountryCode | None = None
    kind: PlaceKind
    at: Coordinates
    precision: Precision
    box: tuple[float, float, float, float] | None = None
    same_as: tuple[str, ...] = ()
    names: Mapping[Language, Filled] = Field(default_factory=dict)
    why: str = ""


class Entry(_Part):
    """What one look-up found. `query` is the name that was asked for, of several a place may have.

    `provider` is the gazetteer the position comes from, `licence` its own line. `candidates` are
    those that were not taken. `date` is the day of the look-up, or of the choice.
    """

    name: Annotated[str, Field(min_length=1)]
    country: CountryCode | None = None
    kind: PlaceKind = "settlement"
    within: tuple[str, ...] = ()
    answer: Answer
    query: str
    found: Candidate | None = None
    provider: str
    version: str
    endpoint: str | None = None
    licence: str = ""
    date: datetime.date
    chosen_by: Literal["rule", "human"] = "rule"
    note: str = ""
    candidates: tuple[Candidate, ...] = ()

    @model_validator(mode="after")
    def _answers_what_it_says(self) -> Self:
        if (self.answer == "found") != (self.found is not None):
            msg = "`found` is given exactly where the answer is `found`"
            raise ValueError(msg)
        return self

    @property
    def key(self) -> Key:
        return Key(self.name, self.country, self.kind, self.within)

    @property
    def checksum(self) -> str:
        """The first letters of the SHA-256 of the entry's values, however the file spells them."""
        values = self.model_dump(mode="json")
        for candidate in filter(None, [values["found"], *values["candidates"]]):
            # Entries were written before there were names.
            if not candidate["names"]:
                del candidate["names"]
        written = json.dumps(values, ensure_ascii=True, sort_keys=True)
        return hashlib.sha256(written.encode()).hexdigest()[:CHECKSUM_LETTERS]

    def is_due(self, today: datetime.date) -> bool:
        """Whether to ask again: never for a place found, after 30 days for one that was not."""
        return self.answer != "found" and (today - self.date).days > NEGATIVES_LAST_DAYS


@dataclass(frozen=True)
class Geocache:
    """All entries of one file, by key."""

    entries: Mapping[Key, Entry] = field(default_factory=dict)

    def lookup(self, place: Place) -> Entry | None:
        """The entry for a place of a route, whatever its answer."""
        return self.entries.get(key_of(place))

    @cached_property
    def sorted_entries(self) -> tuple[Entry, ...]:
        return tuple(sorted(self.entries.values(), key=lambda entry: entry.key.order))


@dataclass(frozen=True, slots=True)
class ParsedGeocache:
    """A geocache read from its text; None where there are problems, so that none is lost."""

    geocache: Geocache | None
    problems: list[Problem]


def merge_entries(
    geocache: Geocache, new: Iterable[Entry], *, replacing: frozenset[Key] = frozenset()
) -> Geocache:
    """The geocache with new entries put in, in the order given.

    A human choice gives way to another human choice only. A place that was found gives way to a
    rule's answer only where its key is in `replacing`; one that was not found, always.
    """
    merged = dict(geocache.entries)
    for entry in new:
        old = merged.get(entry.key)
        if old is None or _gives_way(old, entry, asked=entry.key in replacing):
            merged[entry.key] = entry
    return Geocache(merged)


def _gives_way(old: Entry, new: Entry, *, asked: bool) -> bool:
    if "human" in (old.chosen_by, new.chosen_by):
        return new.chosen_by == "human"
    return asked or old.answer != "found"


def serialise_geocache(geocache: Geocache) -> str:
    """The text of the file: the same entries give the same text, in whatever order they came."""
    entries = ",\n".join(_entry_text(entry) for entry in geocache.sorted_entries)
    places = f"[\n{entries}\n]" if entries else "[]"
    return f'{{"mapgen": {FORMAT_VERSION},\n"about": {_text(_ABOUT)},\n"places": {places}}}\n'


def _entry_text(entry: Entry) -> str:
    values = entry.model_dump(mode="json", exclude_defaults=True, exclude=set(_ONE_LINE_KEY))
    key = ", ".join(f"{_text(part)}: {_text(getattr(entry, part))}" for part in _ONE_LINE_KEY)
    candidates = values.pop("candidates", [])
    lines = [key, *(f"{_text(name)}: {_text(value)}" for name, value in values.items())]
    if candidates:
        rows = ",\n".join(f"   {_text(candidate)}" for candidate in candidates)
        lines.append(f'"candidates": [\n{rows}]')
    lines.append(f'"checksum": {_text(entry.checksum)}')
    return " {" + ",\n  ".join(lines) + "}"


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def parse_geocache(data: bytes, file: str) -> ParsedGeocache:
    """The entries of a file, or every problem of it with its line; nothing is mended silently."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        mark = Mark(file, data.count(b"\n", 0, error.start) + 1, 1)
        return ParsedGeocache(None, [_syntax_problem(mark, "the file is not UTF-8 text")])
    entries: dict[Key, Entry] = {}
    problems: list[Problem] = []
    try:
        for piece in _scan_file(text):
            try:
                entry = _read_entry(piece, text)
                if entry.key in entries:
                    raise _Fault(f"`{entry.key}` has two entries", piece.start, "geocache-entry")
                entries[entry.key] = entry
            except _Fault as fault:
                problems.append(fault.problem(file, text))
    except _Fault as fault:
        problems.append(fault.problem(file, text))
    return ParsedGeocache(None if problems else Geocache(entries), problems)


class _Fault(Exception):
    """Something wrong at an offset of the text."""

    def __init__(self, message: str, at: int, code: str = "geocache-syntax") -> None:
        self.message, self.at, self.code = message, at, code

    def problem(self, file: str, text: str) -> Problem:
        start = text.rfind("\n", 0, self.at) + 1
        end = text.find("\n", self.at)
        line = text[start : end if end >= 0 else len(text)]
        mark = Mark(file, text.count("\n", 0, self.at) + 1, self.at - start + 1, 1, line)
        if line.startswith(("<<<<<<<", "=======", ">>>>>>>")):
            return _syntax_problem(mark, "the marks of an unfinished merge stand in the file")
        if self.code == "geocache-syntax":
            return _syntax_problem(mark, self.message)
        return Problem(mark, self.code, self.message, _RESTORE_HINT)


def _syntax_problem(mark: Mark, message: str) -> Problem:
    return Problem(mark, "geocache-syntax", message, "restore the file from version control")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A JSON value and the stretch of text it was read from."""

    value: Any
    start: int
    end: int


_JSON_SPACE = re.compile(r"[ \t\n\r]*")


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values = dict(pairs)
    if len(values) < len(pairs):
        msg = "a field stands twice in one entry"
        raise ValueError(msg)
    return values


_DECODER = json.JSONDecoder(object_pairs_hook=_unique)


def _scan_file(text: str) -> Iterator[_Piece]:
    """Each entry of the file with where it stands; raises a fault where the frame is broken."""
    at = _expect(text, 0, "{")
    seen: set[str] = set()
    while True:
        name = _scan_value(text, at)
        if name.value not in _HEAD_KEYS or name.value in seen:
            raise _Fault(f"`{name.value}` does not belong here", name.start)
        seen.add(name.value)
        at = _expect(text, name.end, ":")
        if name.value == "places":
            at = yield from _scan_list(text, at)
        else:
            at = _scan_head(text, at, name.value)
        if _next(text, at) != ",":
            break
        at = _expect(text, at, ",")
    end = _expect(text, at, "}")
    if _next(text, end):
        raise _Fault("more stands behind the end of the file", end)
    if not seen >= {"mapgen", "places"}:
        raise _Fault("the file lacks `mapgen` or `places`", 0)


def _scan_head(text: str, at: int, name: str) -> int:
    piece = _scan_value(text, at)
    if name == "mapgen" and piece.value != FORMAT_VERSION:
        raise _Fault(f"this program reads version {FORMAT_VERSION} of the file", piece.start)
    return piece.end


def _scan_list(text: str, at: int) -> Generator[_Piece, None, int]:
    at = _expect(text, at, "[")
    while _next(text, at) != "]":
        piece = _scan_value(text, at)
        yield piece
        at = piece.end
        if _next(text, at) == ",":
            at = _expect(text, at, ",")
            if _next(text, at) == "]":
                raise _Fault("a comma stands before the end of the list", at)
        elif _next(text, at) != "]":
            raise _Fault("expected a comma or the end of the list", _skip(text, at))
    return _expect(text, at, "]")


def _scan_value(text: str, at: int) -> _Piece:
    start = _skip(text, at)
    try:
        value, end = _DECODER.raw_decode(text, start)
    except json.JSONDecodeError as error:
        raise _Fault(f"this is not JSON: {error.msg.lower()}", error.pos) from None
    except ValueError as error:
        raise _Fault(str(error), start) from None
    except RecursionError:
        raise _Fault("too many brackets within each other", start) from None
    return _Piece(value, start, end)


def _skip(text: str, at: int) -> int:
    space = _JSON_SPACE.match(text, at)
    return space.end() if space else at


def _next(text: str, at: int) -> str:
    at = _skip(text, at)
    return text[at : at + 1]


def _expect(text: str, at: int, sign: str) -> int:
    if _next(text, at) != sign:
        raise _Fault(f"expected `{sign}`", _skip(text, at))
    return _skip(text, at) + 1


def _read_entry(piece: _Piece, text: str) -> Entry:
    values = dict(piece.value) if isinstance(piece.value, dict) else piece.value
    checksum = values.pop("checksum", None) if isinstance(values, dict) else None
    try:
        entry = Entry.model_validate(values)
    except ValidationError as error:
        first = error.errors()[0]
        field_name = str(first["loc"][0]) if first["loc"] else ""
        at = max(piece.start, text.find(f'"{field_name}"', piece.start, piece.end))
        message = f"`{field_name}` of an entry: {first['msg'].lower()}"
        raise _Fault(message, at, "geocache-entry") from None
    if checksum is None and entry.chosen_by == "human":
        return entry
    if checksum != entry.checksum:
        message = f"the entry of `{entry.key}` is not what was written"
        raise _Fault(message, piece.start, "geocache-checksum")
    return entry
