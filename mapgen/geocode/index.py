"""The index of all gazetteers on this computer: built once, read by name."""

import hashlib
import json
import os
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from filelock import FileLock

from mapgen.errors import FileProblem
from mapgen.folding import fold
from mapgen.geocode.spots import Gazetteer, Spot, SpotName

Progress = Callable[[str, int, int], None]
"""Told what is being done, how much of it is done, and how much there is (0: not known)."""

Library = Iterable[tuple[Spot, list[SpotName]]]

_LAYOUT = "3"
_SCHEMA = """
CREATE TABLE spots (
  number INTEGER PRIMARY KEY, id TEXT, name TEXT, countries TEXT, kind TEXT, lat REAL, lon REAL,
  precision TEXT, population INTEGER, box TEXT, same_as TEXT, note TEXT,
  tongues TEXT, fame INTEGER);
CREATE TABLE names (key TEXT, spot INTEGER, is_main INTEGER, first_year INTEGER, last_year INTEGER);
CREATE TABLE gazetteers (name TEXT PRIMARY KEY, version TEXT, licence TEXT);
"""
_INDEXES = """
CREATE INDEX names_by_key ON names (key);
CREATE INDEX spots_by_id ON spots (id);
"""
_SPOTS_AT_ONCE = 5_000
_BARE = {code: None for code in range(128) if not chr(code).isalnum()}
_BEGINNING = 2
_NAMES_LIKE = 5
_LIKENESS = 0.7


@dataclass(frozen=True, slots=True)
class Holding:
    """One gazetteer to be indexed: what it is, its spots, and the fingerprint of its data."""

    gazetteer: Gazetteer
    spots: Callable[[], Library]
    fingerprint: str
    size: int


@dataclass(frozen=True, slots=True)
class Match:
    """A spot that bears a name, and how: `name` says whether as its main one, and in what years."""

    spot: Spot
    name: SpotName


def name_key(name: str) -> str:
    """The form under which a name is indexed: folded, without spaces and punctuation.

    >>> name_key("Brest-Litovsk") == name_key("BREST LITOVSK"), name_key("St. Helena")
    (True, 'sthelena')
    """
    return fold(name).translate(_BARE)


class Index:
    """An index opened for reading; safe to keep open while another process builds a newer one."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
        rows = self._connection.execute("SELECT name, version, licence FROM gazetteers")
        self.gazetteers = {
            name: Gazetteer(name, version, licence) for name, version, licence in rows
        }

    def __enter__(self) -> "Index":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._connection.close()

    def bearing(self, name: str) -> list[Match]:
        """Every spot that bears a name in any spelling that folds to the same."""
        rows = self._rows(
            "SELECT n.key, n.is_main, n.first_year, n.last_year, s.* FROM names n"
            " JOIN spots s ON s.number = n.spot WHERE n.key = ?",
            (name_key(name),),
        )
        return [
            Match(_read_spot(row[4:]), SpotName(row[0], bool(row[1]), row[2], row[3]))
            for row in rows
        ]

    def names_like(self, name: str, country: str | None) -> list[str]:
        """Names of the index that are spelled nearly like one, the nearest first, in a country
        where one is given; only names that begin alike are compared.
        """
        key = name_key(name)
        rows = self._rows(
            "SELECT DISTINCT n.key, s.name, s.countries FROM names n"
            " JOIN spots s ON s.number = n.spot WHERE n.key BETWEEN ? AND ?",
            (key[:_BEGINNING], key[:_BEGINNING] + "\U0010ffff"),
        )
        by_key: dict[str, list[str]] = defaultdict(list)
        for other, own, countries in rows:
            if country is None or country in countries.split(","):
                by_key[other].append(f"{own} ({countries})" if countries else own)
        close = get_close_matches(key, by_key, _NAMES_LIKE, _LIKENESS)
        found = dict.fromkeys(name for other in close for name in sorted(by_key[other]))
        return list(found)[:_NAMES_LIKE]

    def spot(self, spot_id: str) -> Spot | None:
        """The spot with an id such as `geonames:698740`."""
        rows = self._rows("SELECT * FROM spots WHERE id = ?", (spot_id,))
        return _read_spot(rows[0]) if rows else None

    def _rows(self, query: str, values: tuple[str, ...]) -> list[tuple[Any, ...]]:
        try:
            return self._connection.execute(query, values).fetchall()
        except sqlite3.DatabaseError as error:
            msg = f"{self._path}: error[broken-index]: {error}: remove the file, it is built again"
            raise FileProblem(msg) from None


def open_index(folder: Path, holdings: list[Holding], progress: Progress) -> Index:
    """The index of these gazetteers in a folder, built first where it is not there.

    Its name holds a fingerprint of all it was built from. Several processes may ask at once: one
    builds, the others wait for it. A damaged index is built again. Raises FileProblem when the
    folder cannot be written.
    """
    path = folder / f"gazetteer-{_fingerprint(holdings)}.sqlite"
    try:
        with suppress(sqlite3.DatabaseError):
            return Index(path)
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / "gazetteer.lock"):
            with suppress(sqlite3.DatabaseError):
                return Index(path)
            _build(path, holdings, progress)
            _remove_older(path)
        return Index(path)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        msg = f"{folder}: error[cannot-write]: the index of places cannot be built: {reason}"
        raise FileProblem(msg) from None


def _fingerprint(holdings: list[Holding]) -> str:
    digest = hashlib.sha256(_LAYOUT.encode())
    for holding in holdings:
        digest.update(f"{holding.gazetteer} {holding.fingerprint}".encode())
    return digest.hexdigest()[:16]


def _build(path: Path, holdings: list[Holding], progress: Progress) -> None:
    temporary = path.with_suffix(".part")
    temporary.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(temporary)) as connection:
            connection.executescript(
                "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + _SCHEMA
            )
            _fill(connection, holdings, progress)
            connection.executescript(_INDEXES)
            connection.commit()
        with temporary.open("rb+") as stream:
            os.fsync(stream.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def _fill(connection: sqlite3.Connection, holdings: list[Holding], progress: Progress) -> None:
    total = sum(holding.size for holding in holdings)
    number = 0
    for holding in holdings:
        library = holding.gazetteer
        row = (library.name, library.version, library.licence)
        connection.execute("INSERT INTO gazetteers VALUES (?, ?, ?)", row)
        for spot, names in holding.spots():
            number += 1
            if number % _SPOTS_AT_ONCE == 0:
                progress("indexing places", number, total)
            rows = list(_name_rows(number, names))
            connection.execute(
                "INSERT INTO spots VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (number, *_spot_row(spot), len(rows)),
            )
            connection.executemany("INSERT INTO names VALUES (?, ?, ?, ?, ?)", rows)
    progress("indexing places", total, total)


def _name_rows(number: int, names: list[SpotName]) -> Iterator[tuple[Any, ...]]:
    """One row for each key of a spot: the first of the names that share it."""
    seen: set[str] = set()
    for name in names:
        key = name_key(name.text)
        if key and key not in seen:
            seen.add(key)
            yield key, number, name.is_main, name.first_year, name.last_year


def _spot_row(spot: Spot) -> tuple[Any, ...]:
    return (
        spot.id,
        spot.name,
        ",".join(spot.countries),
        spot.kind,
        spot.lat,
        spot.lon,
        spot.precision,
        spot.population,
        ",".join(map(str, spot.box)) if spot.box else "",
        ",".join(spot.same_as),
        spot.note,
        json.dumps(spot.names, ensure_ascii=False) if spot.names else "",
    )


def _read_spot(row: tuple[Any, ...]) -> Spot:
    _, spot_id, name, countries, kind, lat, lon, precision, population, box, same_as, note = row[
        :12
    ]
    names, fame = row[12:]
    west, south, east, north = map(float, box.split(",")) if box else (0.0, 0.0, 0.0, 0.0)
    return Spot(
        id=spot_id,
        name=name,
        countries=tuple(countries.split(",")) if countries else (),
        kind=kind,
        lat=lat,
        lon=lon,
        precision=precision,
        population=population,
        box=(west, south, east, north) if box else None,
        same_as=tuple(same_as.split(",")) if same_as else (),
        note=note,
        fame=fame,
        names=json.loads(names) if names else {},
    )


def _remove_older(path: Path) -> None:
    for other in path.parent.glob("gazetteer-*.sqlite"):
        if other != path:
            with suppress(OSError):
                other.unlink()
