"""How a YAML text is laid out: where each value begins and ends, and what stands between them."""

import re
from collections.abc import Iterator
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

    A mapping holds keys and values in turn. `is_flow` says that it is written in brackets.
    """

    kind: Literal["scalar", "sequence", "mapping"]
    start: int
    end: int
    is_flow: bool = False
    parts: "list[Part]" = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Layout:
    """The whole text, its one value, and all comments in order."""

    text: str
    root: Part
    comments: tuple[Comment, ...]


def read_layout(text: str) -> Layout:
    """The layout of a text that `parse_document` reads without problems."""
    return Layout(text, _read_root(text), tuple(_read_comments(text)))


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
        return Part("scalar", start, end)
    kind: Literal["mapping", "sequence"] = (
        "mapping" if isinstance(event, yaml.MappingStartEvent) else "sequence"
    )
    return Part(kind, start, end, is_flow=bool(getattr(event, "flow_style", False)))


def _extent(event: yaml.Event) -> tuple[int, int]:
    """Where an event begins and ends; the parser marks every event of a text."""
    assert event.start_mark
    assert event.end_mark
    return event.start_mark.index, event.end_mark.index


def _read_comments(text: str) -> Iterator[Comment]:
    """All comments: they stand between tokens, or on the first line of a block of text."""
    done = 0
    for token in yaml.scan(text, Loader=yaml.CSafeLoader):
        start, end = token.start_mark.index, token.end_mark.index
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
