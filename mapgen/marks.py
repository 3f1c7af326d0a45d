"""Positions in the files a user wrote."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

_WIDEST_EXCERPT = 100


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of one line: `line` and `column` count from 1, `width` in code points.

    Line 0 stands for the file as a whole. `text` is the line itself, for the excerpt.
    """

    file: str
    line: int = 0
    column: int = 0
    width: int = 1
    text: str = ""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file

    def excerpt(self, label: str = "") -> list[str]:
        """The marked line with a caret row beneath; empty for a mark of a whole file.

        A long line is cut to a window round the mark. Marks that take no room (combining
        letters) take none in the caret row either, so that the caret stands under its word.
        """
        if not self.line:
            return []
        start = max(0, self.column - 1 - _WIDEST_EXCERPT // 2)
        window = self.text[start : start + _WIDEST_EXCERPT]
        before = _columns(window[: self.column - 1 - start])
        marked = window[self.column - 1 - start : self.column - 1 - start + self.width]
        carets = "^" * max(1, _columns(marked))
        gutter = f"{self.line:5} | "
        head, tail = "…" * bool(start), "…" * (len(self.text) > start + _WIDEST_EXCERPT)
        row = " " * (len(head) + before) + f"{carets} {label}".rstrip()
        shown = "".join(" " if unicodedata.category(c) == "Cc" else c for c in window)
        return [f"{gutter}{head}{shown}{tail}", f"{'|':>{len(gutter) - 1}} {row}"]


def _columns(text: str) -> int:
    return sum(
        0
        if unicodedata.category(letter) in ("Mn", "Me", "Cf")
        else 2
        if unicodedata.east_asian_width(letter) in "WF"
        else 1
        for letter in text
    )


@dataclass(slots=True)
class Node:
    """A value read from a file: a string, a list or a mapping, with where it starts.

    `key_line` and `key_column` are where its key starts, if it stands under one.
    """

    value: "str | list[Node] | dict[str, Node]"
    line: int
    column: int
    width: int = 1
    key_line: int = 0
    key_column: int = 0


class Marks:
    """Where each part of one file stands, asked for by its path: keys and indexes from the top."""

    def __init__(self, file: str, lines: Sequence[str], root: Node) -> None:
        self.file = file
        self._lines = lines
        self._root = root

    def value(self, *path: str | int) -> Mark:
        """The mark of a value; of the nearest part above it where the file has no such value."""
        node, _ = self._find(path)
        return self._mark(node.line, node.column, node.width)

    def key(self, *path: str | int) -> Mark:
        """The mark of the key that a value stands under; of the value itself in a list."""
        node, found = self._find(path)
        if found == len(path) and node.key_line:
            return self._mark(node.key_line, node.key_column, len(str(path[-1])))
        return self.value(*path)

    def whole(self) -> Mark:
        """The mark of the file as a whole."""
        return Mark(self.file)

    def _find(self, path: tuple[str | int, ...]) -> tuple[Node, int]:
        node = self._root
        for depth, step in enumerate(path):
            inner = node.value
            if isinstance(inner, dict) and step in inner:
                node = inner[str(step)]
            elif isinstance(inner, list) and isinstance(step, int) and step < len(inner):
                node = inner[step]
            else:
                return node, depth
        return node, len(path)

    def _mark(self, line: int, column: int, width: int) -> Mark:
        text = self._lines[line - 1] if 0 < line <= len(self._lines) else ""
        return Mark(self.file, line, column, width, text.rstrip("\r"))
