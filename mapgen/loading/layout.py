"""How a YAML text is laid out: where each value begins and ends, and what stands between them."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

import yaml

_COMMENT = re.compile("#.*")


@dataclass(frozen=True, slots=True)
class Comment:
    """A `#` and what stands behind it, without space at its end, and the offset of the `#`.

    `is_alone` says that nothing else stands on its line.
    """

    offset: int
    text: str
    is_alone: bool


@dataclass(slots=True)
class Part:
    """A value and the stretch of text that writes it, from `start` up to `end`.

    A mapping holds keys and values in turn. `is_flow` says that it is written in brackets;
    `value` is what a scalar stands for.
    """

    kind: Literal["scalar", "sequence", "mapping"]
    start: int
    end: int
    is_flow: bool = False
    value: str = ""
    parts: "list[Part]" = field(default_factory=list)

    def inner(self, *path: str | int) -> "Part":
        """The part that keys and indexes lead to. Raises LookupError where there is none."""
        part = self
        for step in path:
            if isinstance(step, int):
                part = part.parts[step]
            else:
                keys = [key.value for key in part.parts[::2]] if part.kind == "mapping" else []
                if step not in keys:
                    raise LookupError(step)
                part = part.parts[2 * keys.index(step) + 1]
        return part


@dataclass(frozen=True, slots=True)
class Layout:
    """The whole text, its one value, all comments in order, and the offsets of all list dashes."""

    text: str
    root: Part
    comments: tuple[Comment, ...]
    dashes: tuple[int, ...]

    def dash_before(self, offset: int) -> int:
        """The offset of the dash that a list entry at an offset stands behind."""
        return self.dashes[bisect_left(self.dashes, offset) - 1]

    def column(self, offset: int) -> int:
        """How many characters stand before an offset on its line."""
        return offset - (self.text.rfind("\n", 0, offset) + 1)


def read_layout(text: str) -> Layout:
    """The layout of a text that `parse_document` reads without problems."""
    tokens = list(yaml.scan(text, Loader=yaml.CSafeLoader))
    dashes = [_extent(token)[0] for token in tokens if isinstance(token, yaml.BlockEntryToken)]
    return Layout(text, _read_root(text), tuple(_read_comments(text, tokens)), tuple(dashes))


def _read_root(text: str) -> Part:
    root = Part("sequence", 0, len(text))
    open_parts = [root]
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        if isinstance(event, yaml.CollectionEndEvent):
            open_parts.pop().end = _extent(event)[1]
        elif isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent):
            part = _part(event)
            open_parts[-1].parts.append(part)
            if part.kind != "scalar":
                open_parts.append(part)
    return root.parts[0]


def _part(event: yaml.Event) -> Part:
    start, end = _extent(event)
    if isinstance(event, yaml.ScalarEvent):
        return Part("scalar", start, end, value=event.value)
    kind: Literal["mapping", "sequence"] = (
        "mapping" if isinstance(event, yaml.MappingStartEvent) else "sequence"
    )
    return Part(kind, start, end, is_flow=bool(getattr(event, "flow_style", False)))


def _extent(read: yaml.Event | yaml.Token) -> tuple[int, int]:
    """Where an event or a token begins and ends; the parser marks each one."""
    assert read.start_mark
    assert read.end_mark
    return read.start_mark.index, read.end_mark.index


def _read_comments(text: str, tokens: Sequence[yaml.Token]) -> Iterator[Comment]:
    """All comments: they stand between tokens, or on the first line of a block of text."""
    done = 0
    for token in tokens:
        start, end = _extent(token)
        yield from _in_gap(text, done, start)
        if isinstance(token, yaml.ScalarToken) and token.style in ("|", ">"):
            head = text.find("\n", start)
            yield from _in_gap(text, start, head if head >= 0 else len(text))
        done = max(done, end)
    yield from _in_gap(text, done, len(text))


def _in_gap(text: str, start: int, end: int) -> Iterator[Comment]:
    for match in _COMMENT.finditer(text, start, end):
        line_start = text.rfind("\n", 0, match.start()) + 1
        is_alone = not text[line_start : match.start()].strip()
        yield Comment(match.start(), match[0].rstrip(), is_alone)
