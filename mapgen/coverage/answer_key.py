"""The matcher measured against mentions that a reader found in the same texts."""

import csv
import hashlib
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from mapgen.coverage.lexicon import Lexicon
from mapgen.coverage.matcher import Mention, find_mentions
from mapgen.folding import plain_spelling

_FINGERPRINT_DIGITS = 16


@dataclass(frozen=True, slots=True)
class KeyRow:
    """A mention by a reader: `offset` and `length` in code points, `place` a plain English name.

    `sha256` holds the first 16 digits of the fingerprint of the text that was read.
    """

    file: str
    offset: int
    length: int
    place: str
    language: str
    sha256: str


@dataclass(frozen=True, slots=True)
class LanguageScore:
    """How the matcher did in one language.

    `matched` mentions of the reader overlap one of the matcher's; `exact` ones have its very
    bounds, `named` ones its place. `missed` are the reader's alone, `extra` the matcher's alone.
    """

    language: str
    expected: int
    found: int
    matched: int
    exact: int
    named: int
    missed: tuple[KeyRow, ...]
    extra: tuple[tuple[str, Mention], ...]

    @property
    def recall(self) -> float:
        return self.matched / self.expected if self.expected else 1.0

    @property
    def precision(self) -> float:
        return self.matched / self.found if self.found else 1.0


@dataclass(frozen=True, slots=True)
class Measured:
    """Scores by language, and why files of the key could not be verified."""

    scores: tuple[LanguageScore, ...]
    unverified: tuple[str, ...]


SCORE_COLUMNS = (
    "language",
    "in the key",
    "found",
    "recall",
    "precision",
    "same bounds",
    "same place",
)


def read_answer_key(content: str) -> tuple[KeyRow, ...]:
    """The rows of a key: CSV with the columns file, offset, length, place, language, sha256."""
    return tuple(
        KeyRow(
            row["file"],
            int(row["offset"]),
            int(row["length"]),
            row["place"],
            row["language"],
            row["sha256"],
        )
        for row in csv.DictReader(io.StringIO(content))
    )


def measure_matcher(key: Iterable[KeyRow], texts: Mapping[str, str], lexicon: Lexicon) -> Measured:
    """Recall and precision per language of the matcher on the texts of a key.

    `texts` are by file name. The key must hold every mention of the texts it names, or precision
    comes out too low. A file that is not at hand, or not the one that was read, is not scored.
    """
    by_file: dict[str, list[KeyRow]] = {}
    for row in key:
        by_file.setdefault(row.file, []).append(row)
    unverified = tuple(filter(None, (_doubt(rows, texts) for rows in by_file.values())))
    pairs: dict[str, list[tuple[list[KeyRow], tuple[Mention, ...]]]] = {}
    for file, rows in by_file.items():
        if not _doubt(rows, texts):
            language = rows[0].language
            mentions = find_mentions(texts[file], lexicon, language=language)
            pairs.setdefault(language, []).append((rows, mentions))
    scores = (_score(language, found, lexicon) for language, found in sorted(pairs.items()))
    return Measured(tuple(scores), unverified)


def score_rows(measured: Measured) -> tuple[tuple[str, ...], ...]:
    """One row of `SCORE_COLUMNS` for each language."""
    return tuple(
        (
            score.language,
            str(score.expected),
            str(score.found),
            f"{score.recall:.3f}",
            f"{score.precision:.3f}",
            str(score.exact),
            str(score.named),
        )
        for score in measured.scores
    )


def _doubt(rows: list[KeyRow], texts: Mapping[str, str]) -> str:
    file = rows[0].file
    if file not in texts:
        return f"`{file}` is not at hand: {len(rows)} mentions could not be verified"
    digest = hashlib.sha256(texts[file].encode()).hexdigest()[:_FINGERPRINT_DIGITS]
    if {row.sha256 for row in rows} != {digest}:
        return f"`{file}` is not the text that was read: {len(rows)} mentions could not be verified"
    return ""


def _score(
    language: str,
    pairs: list[tuple[list[KeyRow], tuple[Mention, ...]]],
    lexicon: Lexicon,
) -> LanguageScore:
    matched: list[tuple[KeyRow, Mention]] = []
    missed: list[KeyRow] = []
    extra: list[tuple[str, Mention]] = []
    for rows, mentions in pairs:
        left = list(mentions)
        for row in rows:
            twin = next((mention for mention in left if _overlap(row, mention)), None)
            if twin is None:
                missed.append(row)
            else:
                left.remove(twin)
                matched.append((row, twin))
        extra += [(rows[0].file, mention) for mention in left]
    return LanguageScore(
        language,
        expected=len(matched) + len(missed),
        found=len(matched) + len(extra),
        matched=len(matched),
        exact=sum(_same_bounds(row, mention) for row, mention in matched),
        named=sum(_same_place(row, mention, lexicon) for row, mention in matched),
        missed=tuple(missed),
        extra=tuple(extra),
    )


def _overlap(row: KeyRow, mention: Mention) -> bool:
    return row.offset < mention.end and mention.start < row.offset + row.length


def _same_bounds(row: KeyRow, mention: Mention) -> bool:
    return (mention.start, mention.end) == (row.offset, row.offset + row.length)


def _same_place(row: KeyRow, mention: Mention, lexicon: Lexicon) -> bool:
    form = lexicon.forms.get(plain_spelling(row.place))
    meant = {place.id for place in form.places} if form else set()
    return not meant.isdisjoint(place.id for place in mention.places)
