"""Texts that are quoted: read from disk as they are, normalised as declared."""

import difflib
import hashlib
import os
import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath

from mapgen.errors import FileProblem, Problem
from mapgen.files import read_regular_file
from mapgen.marks import Mark, Marks
from mapgen.model import Route

_LINE_BREAK = re.compile("[\n\v\f\r\x85\u2028\u2029]")
_LONG_SPACE = re.compile(r"\s\s+")


def normalise(text: str) -> str:
    """The text in NFC, with each run of white space as one space and none at the ends.

    Everything else is a letter and stays: also zero-width joiners, soft hyphens, vowel signs.

    >>> normalise(" zu\\n  Fu\\u00df,  u\\u0308ber Nacht ")
    'zu Fuß, über Nacht'
    """
    return " ".join(unicodedata.normalize("NFC", text).split())


@dataclass(frozen=True)
class SourceText:
    """The bytes of a source's file, and the code points they stand for (UTF-8).

    A byte order mark is a code point as any other: offsets count it. `file` is for messages.
    """

    content: bytes
    file: str = ""

    @cached_property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()

    @cached_property
    def letters(self) -> str:
        """The code points of the file as it is. Raises UnicodeDecodeError if it is not UTF-8."""
        return self.content.decode("utf-8")

    @cached_property
    def normalised(self) -> "NormalisedText":
        return NormalisedText(self.letters)

    def line_at(self, offset: int) -> int:
        """The line, from 1, on which a code point stands."""
        return bisect_left(self._line_ends, offset) + 1

    @cached_property
    def _line_ends(self) -> Sequence[int]:
        return [found.start() for found in re.finditer("\n", self.letters)]


class NormalisedText:
    """A normalised text whose every letter knows where it stands in the text as it was."""

    def __init__(self, letters: str) -> None:
        changed = list(_recomposed(letters))
        composed = _replaced(letters, changed) if changed else letters
        self.text = " ".join(composed.split())
        self._letters = letters
        self._here, self._there = _steps(letters, changed)

    def offset(self, index: int) -> int:
        """Where the letter at `index` began in the text as it was.

        For the end of a stretch it is the end of the stretch there: white space that follows is
        no part of it.
        """
        step = bisect_right(self._here, index) - 1
        return self._there[step] + index - self._here[step]

    @cached_property
    def line_breaks(self) -> Sequence[int]:
        """Indexes of the spaces that stand for a line break: where one paragraph ends."""
        return [self._index(found.start()) for found in _LINE_BREAK.finditer(self._letters)]

    def paragraph_end(self, index: int) -> int:
        """The index at which the paragraph of the letter at `index` ends."""
        step = bisect_left(self.line_breaks, index)
        return self.line_breaks[step] if step < len(self.line_breaks) else len(self.text)

    def _index(self, offset: int) -> int:
        step = bisect_right(self._there, offset) - 1
        index = self._here[step] + offset - self._there[step]
        return min([index, *(here - 1 for here in self._here[step + 1 : step + 2])])


_Change = tuple[int, int, str]
"""A stretch of a text, and what stands in its place after normalisation."""


def _recomposed(letters: str) -> Iterator[_Change]:
    """The letters that NFC writes otherwise; no letter composes with white space before it."""
    start = 0
    for line in letters.split("\n"):
        if not unicodedata.is_normalized("NFC", line):
            for word in re.finditer(r"\S+", line):
                yield from _recomposed_in(word[0], start + word.start())
        start += len(line) + 1


def _recomposed_in(word: str, start: int) -> Iterator[_Change]:
    if unicodedata.is_normalized("NFC", word):
        return
    for cluster in _clusters(word):
        composed = unicodedata.normalize("NFC", cluster)
        if composed != cluster:
            yield start, start + len(cluster), composed
        start += len(cluster)


def _clusters(word: str) -> Iterator[str]:
    """The word in the smallest pieces that can be composed each by itself."""
    cluster = word[0]
    for letter in word[1:]:
        if unicodedata.combining(letter) or _composes(cluster, letter):
            cluster += letter
        else:
            yield cluster
            cluster = letter
    yield cluster


def _composes(cluster: str, letter: str) -> bool:
    """Whether a letter that is no mark becomes one with those before it, as Hangul vowels do."""
    if letter.isascii():
        return False
    apart = unicodedata.normalize("NFC", cluster) + unicodedata.normalize("NFC", letter)
    return unicodedata.normalize("NFC", cluster + letter) != apart


def _replaced(letters: str, changed: Sequence[_Change]) -> str:
    pieces: list[str] = []
    done = 0
    for start, end, composed in changed:
        pieces += (letters[done:start], composed)
        done = end
    return "".join([*pieces, letters[done:]])


def _steps(letters: str, changed: Sequence[_Change]) -> tuple[list[int], list[int]]:
    """From which indexes on the two texts run side by side, in the new one and in the old one."""
    margin = len(letters) - len(letters.lstrip())
    spaces = [(*run.span(), " ") for run in _LONG_SPACE.finditer(letters, margin)]
    here, there = [0], [0]
    for start, end, new in sorted([(0, margin, ""), *spaces, *changed]):
        here.append(here[-1] + start - there[-1] + len(new))
        there.append(end)
    return here, there


def read_texts(
    route: Route, marks: Marks, folders: Sequence[Path]
) -> tuple[dict[str, SourceText], list[Problem]]:
    """The texts that are at hand, by the id of their source, and what is wrong with files.

    Each source's `file` is looked for in the folders in order: those that the user named, last the
    one of the route. A printed book has no file. A text that no folder has is told of (a warning)
    only where the user named a folder. A file outside the folder it is looked for in, also by a
    link, is an error and is not read; so is one that cannot be read, or is not UTF-8.
    """
    texts: dict[str, SourceText] = {}
    problems = [
        Problem(Mark(str(folder)), "no-folder", "there is no such folder", "look at `--sources`")
        for folder in folders
        if not folder.is_dir()
    ]
    for key, source in route.sources.items():
        if source.file is None:
            continue
        mark = marks.value("sources", key, "file")
        found = _read_first(source.file, mark, folders)
        if isinstance(found, SourceText):
            texts[key] = found
        elif found:
            problems.append(found)
        elif len(folders) > 1:
            named = ", ".join(f"`{folder}`" for folder in folders)
            message = f"`{source.file}` is in none of the folders {named}"
            hint = _like_name(source.file, folders) or "its quotes are not compared with it"
            problems.append(Problem(mark, "source-missing", message, hint, "warning"))
    return texts, problems


def _like_name(file: str, folders: Sequence[Path]) -> str:
    """Which file of the folders is called much the same; "" where none is."""
    names = {path.name for folder in folders for path in folder.glob("*")}
    close = difflib.get_close_matches(PurePosixPath(file).name, sorted(names), n=1, cutoff=0.75)
    return f"did you mean `{close[0]}`?" if close else ""


def _read_first(file: str, mark: Mark, folders: Sequence[Path]) -> SourceText | Problem | None:
    outside: Problem | None = None
    for folder in folders:
        try:
            path = (folder / file).resolve()
            exists = os.path.lexists(folder / file)
        except (OSError, ValueError, RuntimeError):
            return Problem(mark, "source-unreadable", f"`{file}` is no name of a file")
        if not path.is_relative_to(folder.resolve()):
            message = f"`{file}` leads out of the folder of texts"
            outside = Problem(mark, "source-outside", message, "put the text into the folder")
        elif exists:
            found = _read(path, file, mark)
            has_gone = not os.path.lexists(folder / file)
            if isinstance(found, SourceText) or not has_gone:
                return found
    return outside


def _read(path: Path, file: str, mark: Mark) -> SourceText | Problem:
    try:
        text = SourceText(read_regular_file(path), file)
    except FileProblem as error:
        reason = str(error).partition("]: ")[2]
        return Problem(mark, "source-unreadable", f"`{file}` cannot be read: {reason}")
    try:
        text.letters  # noqa: B018 (decoding is the test)
    except UnicodeDecodeError as error:
        line = text.content.count(b"\n", 0, error.start) + 1
        message = (
            f"`{file}` is not UTF-8: line {line} holds the byte {text.content[error.start]:#04x}"
        )
        hint = "save it as UTF-8 and give its new `sha256`"
        return Problem(mark, "source-encoding", message, hint)
    return text
