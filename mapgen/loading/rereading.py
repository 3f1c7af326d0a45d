"""A file read again after an edit: only the item of a list that was edited is parsed anew."""

import codecs
import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from mapgen.loading.yaml_nodes import Document, parse_document, parse_item, read_content
from mapgen.marks import Marks, Node

_ITEM = re.compile(r"(?P<indent> *)- +\S")
_NOTHING = re.compile(r" *(?:#|$)")


class Rereader:
    """Reads files as `read_document` does, and remembers what each came to.

    Where all that changed lies in one item of a list, and that has lines of its own and is good
    YAML by itself, only that item is parsed; the document is the same as if all of it were.
    """

    def __init__(self) -> None:
        self._known: dict[Path, Document] = {}

    def read(self, path: Path) -> Document:
        """The document in a file. Raises FileProblem when the file cannot be read at all."""
        content, known = read_content(path), self._known.pop(path, None)
        document = (known and _read_again(known, content)) or parse_document(
            content, path.as_posix()
        )
        if document.root is not None and not document.problems:
            self._known[path] = document
        return document


@dataclass(frozen=True, slots=True)
class _Edit:
    """Lines that changed, counted from 0: the first of them, and behind the last, before and now.

    `lines` are all that there are now.
    """

    first: int
    end_before: int
    end: int
    lines: Sequence[str]

    @property
    def shift(self) -> int:
        """How much lower all stands that follows."""
        return self.end - self.end_before


def _read_again(known: Document, content: bytes) -> Document | None:
    """The document with another content; None where that has to be parsed as a whole."""
    if known.root is None or any(map(_has_other_letters, (known.content, content))):
        return None
    try:
        edit = _edit_between(known.content.decode().split("\n"), content.decode().split("\n"))
    except UnicodeDecodeError:
        return None
    path, start, after = _item_with(known.root, edit)
    if not path:
        return None
    file, lines = known.marks.file, edit.lines
    item = parse_item(lines[start:after], file, above=start, depth=len(path) - 1)
    if item is None:
        return None
    root = _with_item(known.root, path, item, edit)
    return Document(content, root, Marks(file, lines, root), ())


def _has_other_letters(content: bytes) -> bool:
    """Whether lines, as they are counted, are not those of the content as it is."""
    return b"\r" in content or content.startswith(codecs.BOM_UTF8)


def _edit_between(before: Sequence[str], lines: Sequence[str]) -> _Edit:
    most = min(len(before), len(lines))
    first = next((n for n in range(most) if before[n] != lines[n]), most)
    same = next((n for n in range(most - first) if before[-1 - n] != lines[-1 - n]), most - first)
    return _Edit(first, len(before) - same, len(lines) - same, lines)


def _item_with(root: Node, edit: _Edit) -> tuple[list[str | int], int, int]:
    """Where the smallest item stands that has all that changed: its path, and from where to where.

    The path is empty where there is none.
    """
    path: list[str | int] = []
    found: tuple[list[str | int], int, int] = ([], 0, 0)
    node = root
    while not isinstance(node.value, str):
        entries: list[tuple[str | int, Node]] = list(
            node.value.items() if isinstance(node.value, dict) else enumerate(node.value)
        )
        at = bisect_right([each.line - 1 for _, each in entries], edit.first) - 1
        if at < 0:
            break
        step, inner = entries[at]
        path.append(step)
        if isinstance(step, int) and at + 1 < len(entries):
            start, after = inner.line - 1, entries[at + 1][1].line - 1 + edit.shift
            if edit.end <= after and _is_item(edit.lines, start, after):
                found = (list(path), start, after)
        node = inner
    return found


def _is_item(lines: Sequence[str], start: int, after: int) -> bool:
    """Whether lines are an item of a block list by their indentation, and the next one follows."""
    first, following = _ITEM.match(lines[start]), _ITEM.match(lines[after])
    if not first or not following or first["indent"] != following["indent"]:
        return False
    inside = first["indent"] + " "
    return all(line.startswith(inside) or _NOTHING.match(line) for line in lines[start + 1 : after])


def _with_item(node: Node, path: Sequence[str | int], item: Node, edit: _Edit) -> Node:
    """The node with another item at the path; all behind it stands where it stands now."""
    if not path:
        return item

    def changed(step: str | int, inner: Node) -> Node:
        if step == path[0]:
            return _with_item(inner, path[1:], item, edit)
        return _lowered(inner, edit.shift) if inner.line > edit.end_before else inner

    return replace(node, value=_each(node, changed))


def _lowered(node: Node, shift: int) -> Node:
    if not shift:
        return node
    return replace(
        node,
        value=_each(node, lambda _, inner: _lowered(inner, shift)),
        line=node.line + shift,
        key_line=node.key_line and node.key_line + shift,
    )


def _each(
    node: Node, changed: Callable[[str | int, Node], Node]
) -> str | list[Node] | dict[str, Node]:
    if isinstance(node.value, dict):
        return {key: changed(key, inner) for key, inner in node.value.items()}
    if isinstance(node.value, list):
        return [changed(index, inner) for index, inner in enumerate(node.value)]
    return node.value
