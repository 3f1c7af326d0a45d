"""YAML as strings with positions, from the parser's events (YAML 1.1 syntax, no types).

No node is composed and no value is constructed: `NO` stays a country, `1902` a year. What a
route has no use for (anchors, aliases, tags, merge keys, a second document) is refused where it
stands, so nothing can expand, call or recurse.
"""

import codecs
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from mapgen.errors import Problem
from mapgen.files import read_regular_file
from mapgen.marks import Mark, Marks, Node

MAX_DEPTH = 32
MAX_BYTES = 64 * 1024 * 1024

_NO_LETTERS = "\ud800-\udfff\ufdd0-\ufdef" + "".join(
    f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
)
"""Halves of surrogate pairs, and the code points that Unicode keeps free for good."""

_REFUSED_IN_FILE = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029{_NO_LETTERS}]")
_REFUSED_IN_VALUE = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f{_NO_LETTERS}]")
_BREAK_ESCAPES = {"\x85": r"\N", "\u2028": r"\L", "\u2029": r"\P"}


@dataclass(frozen=True, slots=True)
class Document:
    """The one document of a file: its root (None when unusable), positions and problems."""

    content: bytes
    root: Node | None
    marks: Marks
    problems: tuple[Problem, ...]


class _Refused(Exception):
    """Reading stops here; the problem says why."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem


def read_document(path: Path) -> Document:
    """The document in a file. Raises FileProblem when the file cannot be read at all."""
    return parse_document(read_content(path), path.as_posix())


def read_content(path: Path) -> bytes:
    """What a file holds. Raises FileProblem when it cannot be read at all."""
    return read_regular_file(path, max_bytes=MAX_BYTES)


def parse_document(content: bytes, file: str) -> Document:
    """The document that a file of this name and content holds."""
    try:
        text = _decode(content, file)
        reader = _Reader(file, text)
        root = reader.read()
    except _Refused as refused:
        return Document(content, None, Marks(file, [], Node("", 0, 0)), (refused.problem,))
    return Document(content, root, reader.marks(root), tuple(reader.problems))


def parse_item(lines: Sequence[str], file: str, *, above: int, depth: int) -> Node | None:
    """The one item of a list in a file that these lines hold; None if they are not just that.

    `above` is how many lines stand above them, `depth` in how many lists and mappings their list
    is. An item with an empty value is none: where that stands, only what follows can tell.
    """
    reader = _Reader(file, "\n".join([*lines, ""]), above=above, depth=depth)
    root = reader.read()
    items = root.value if root else ""
    if reader.problems or not isinstance(items, list) or len(items) != 1 or _is_open(items[0]):
        return None
    return items[0]


def _is_open(node: Node) -> bool:
    if not node.value or isinstance(node.value, str):
        return not node.value
    inner = node.value.values() if isinstance(node.value, dict) else node.value
    return any(_is_open(each) for each in inner)


def _decode(content: bytes, file: str) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _Refused(_encoding_problem(Mark(file, 1, 1), "the file is in UTF-16"))
    content = content.removeprefix(codecs.BOM_UTF8).replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        before = content[: error.start].decode()
        line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
        shown = content.decode("utf-8", "replace").split("\n")[line - 1]
        mark = Mark(file, line, column, 1, shown)
        message = f"byte 0x{content[error.start]:02x} is not UTF-8"
        raise _Refused(_encoding_problem(mark, message)) from None


def _encoding_problem(mark: Mark, message: str) -> Problem:
    return Problem(mark, "encoding", message, "save the file as UTF-8 and try again")


_IN_OTHER_WORDS = {
    "mapping values are not allowed in this context": "a colon stands where none can stand",
    "could not find expected ':'": "a key without its colon",
    "did not find expected key": "expected a key here, indented like the one before it",
    "did not find expected '-' indicator": "expected the `- ` of the next entry here",
    "did not find expected ',' or ']'": "expected a comma or the closing `]`",
    "did not find expected ',' or '}'": "expected a comma or the closing `}`",
    "found character that cannot start any token": "no text can begin with this character",
    "found unexpected end of stream": "the file ends before a quotation mark is closed",
    "block sequence entries are not allowed in this context": "no list can begin here",
    "found a tab character that violates indentation": "a tab stands in the indentation",
    "found undefined tag handle": "no text can begin with `!`",
    "found unknown escape character": "a backslash in double quotes that escapes nothing",
    "did not find expected node content": "expected a value here",
    "did not find expected alphabetic or numeric character": "no text can begin with `*` or `&`",
}
"""What libyaml says, and what an author can make use of."""

_IN_BRACKETS = ("did not find expected ',' or ']'", "did not find expected ',' or '}'")
_UNKNOWN_ESCAPE = "found unknown escape character"
_LOOKS_LIKE_SPACE_OR_COLON = re.compile(
    r" *(?:- +)?[\w-]*:?(?P<letter>[\u00a0\u2000-\u200b\u202f\u3000\ufe55\uff1a])"
)
"""Letters that come with a pasted text and look like what YAML is made of, where it would be."""

_UNMERGED = ("<<<<<<< ", ">>>>>>> ")
_MERGE_HINT = "keep one of the two versions, and delete the lines with the marks"
_TOO_DEEP = f"more than {MAX_DEPTH} levels of lists and mappings"
_TOO_DEEP_HINT = "a route needs about ten; is a bracket left open?"
_TOO_DEEP_FOR_LIBYAML = "exceeded maximum nesting depth"
"""libyaml looks ahead for the end of a key, past where we would stop."""


class _Reader:
    """Reads one text; collects what can be reported together, stops where it cannot go on."""

    def __init__(self, file: str, text: str, *, above: int = 0, depth: int = 0) -> None:
        self.file = file
        self.text = text
        self.above = above
        self.depth = depth
        self.lines = text.split("\n")
        self.problems: list[Problem] = []

    def marks(self, root: Node | None) -> Marks:
        return Marks(self.file, self.lines, root or Node("", 0, 0))

    def read(self) -> Node | None:
        """The root of the document, or None when nothing usable was found."""
        self._refuse_characters()
        if self.problems:
            return None
        try:
            return self._build(self._events())
        except _Refused as refused:
            self.problems.append(refused.problem)
            return None

    def _refuse_characters(self) -> None:
        for match in _REFUSED_IN_FILE.finditer(self.text):
            line = self.text.count("\n", 0, match.start()) + 1
            column = match.start() - (self.text.rfind("\n", 0, match.start()) + 1) + 1
            letter = match.group()
            message = f"{_name(letter)} cannot stand in a route"
            hint = (
                f'write {_BREAK_ESCAPES[letter]} inside "double quotes" if it is meant'
                if letter in _BREAK_ESCAPES
                else "delete it; it cannot be seen"
            )
            self._report(self._mark(line, column), "control-character", message, hint)
            if len(self.problems) == 100:
                return

    def _events(self) -> Iterator[yaml.Event]:
        try:
            yield from yaml.parse(self.text, Loader=yaml.CSafeLoader)
        except yaml.MarkedYAMLError as error:
            raise _Refused(self._syntax_problem(error)) from None
        except yaml.YAMLError as error:
            raise _Refused(
                Problem(self._mark(1, 1), "yaml-syntax", str(error).split("\n")[0])
            ) from None

    def _syntax_problem(self, error: yaml.MarkedYAMLError) -> Problem:
        for number, text in enumerate(self.lines, 1):
            if text.startswith(_UNMERGED):
                message = "the marks of an unfinished merge stand in the file"
                return Problem(
                    self._mark(number, 1, len(text)), "yaml-syntax", message, _MERGE_HINT
                )
        position = error.problem_mark or error.context_mark
        line, column = (position.line + 1, position.column + 1) if position else (1, 1)
        line = min(line, len(self.lines))
        told = error.problem or error.context or "this is not YAML"
        if told == _TOO_DEEP_FOR_LIBYAML:
            return Problem(self._mark(line, column), "too-deep", _TOO_DEEP, _TOO_DEEP_HINT)
        message = _IN_OTHER_WORDS.get(told, told)
        hint = self._hint_in_brackets(error) if told in _IN_BRACKETS else ""
        hint = hint or self._hint_on_quotes(told, line, column) or self._syntax_hint(line)
        return Problem(self._mark(line, column), "yaml-syntax", message, hint)

    def _hint_in_brackets(self, error: yaml.MarkedYAMLError) -> str:
        if error.context_mark is None:
            return ""
        bracket = "[" if "sequence" in (error.context or "") else "{"
        return (
            f"the `{bracket}` on line {error.context_mark.line + 1} is still open; "
            'put a text with brackets, ", " or ": " in it in "double quotes"'
        )

    def _hint_on_quotes(self, told: str, line: int, column: int) -> str:
        if told == _UNKNOWN_ESCAPE:
            return "write the backslash twice, or put the text in 'single quotes'"
        before = self.lines[line - 1][: column - 1].rstrip()
        if before.endswith("'"):
            return "inside 'single quotes' write an apostrophe twice, or use \"double quotes\""
        if before.endswith('"'):
            return "put a text that holds \"double quotes\" in 'single quotes'"
        return ""

    def _syntax_hint(self, line: int) -> str:
        text = self.lines[line - 1]
        for number in range(max(1, line - 1), line + 1):
            if match := _LOOKS_LIKE_SPACE_OR_COLON.match(self.lines[number - 1]):
                name = _name(match["letter"])
                return f"line {number} has {name}: type the space or the colon anew"
        if "\t" in text[: len(text) - len(text.lstrip())]:
            return "indent with spaces, not tabs"
        if re.match(r"\s*(- )?[\w-]+: .*: ", text):
            return 'put a text that contains ": " in "double quotes"'
        if re.search(r"(:|^\s*-)\s+[@`%*&!|>\[\]{}\"'#]", text):
            return 'put a text that begins with a special character in "double quotes"'
        return "is the line indented like its neighbours, and every quotation mark closed?"

    def _build(self, events: Iterator[yaml.Event]) -> Node | None:
        root: Node | None = None
        open_nodes: list[_Open] = []
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise _Refused(
                        self._problem(
                            event,
                            "second-document",
                            "a route file holds one document",
                            "delete the `---` line, or keep the second route in its own file",
                        )
                    )
            elif isinstance(event, yaml.NodeEvent):
                node = self._node(event)
                if open_nodes:
                    self._attach(open_nodes[-1], node, event)
                elif root is None:
                    root = node
                if isinstance(event, yaml.CollectionStartEvent):
                    open_nodes.append(_Open(node))
                    self._check_depth(len(open_nodes), event)
            elif isinstance(event, yaml.CollectionEndEvent):
                open_nodes.pop()
        if root is None:
            self._report(Mark(self.file), "empty-file", "the file is empty", _START_HINT)
        return root

    def _check_depth(self, depth: int, event: yaml.Event) -> None:
        if self.depth + depth > MAX_DEPTH:
            raise _Refused(self._problem(event, "too-deep", _TOO_DEEP, _TOO_DEEP_HINT))

    def _node(self, event: yaml.NodeEvent) -> Node:
        if isinstance(event, yaml.AliasEvent):
            hint = "write the value out again; a `see:` shares a passage between stops"
            raise _Refused(
                self._problem(event, "yaml-alias", f"alias `*{event.anchor}` is not read", hint)
            )
        if event.anchor is not None:
            self.problems.append(
                self._problem(
                    event,
                    "yaml-anchor",
                    f"anchor `&{event.anchor}` is not read",
                    'take it out; to begin a text with "&", put it in "double quotes"',
                )
            )
        line, column, width = self._extent(event)
        if isinstance(event, yaml.ScalarEvent):
            if event.tag is not None:
                self._refuse_tag(event, event.tag)
            if match := _REFUSED_IN_VALUE.search(event.value):
                self.problems.append(
                    self._problem(
                        event,
                        "control-character",
                        f"{_name(match.group())} cannot stand in a text",
                        "delete the escape that stands for it",
                    )
                )
            return Node(event.value, line, column, width)
        if isinstance(event, yaml.CollectionStartEvent) and event.tag is not None:
            self._refuse_tag(event, event.tag)
        value: list[Node] | dict[str, Node] = (
            [] if isinstance(event, yaml.SequenceStartEvent) else {}
        )
        return Node(value, line, column)

    def _refuse_tag(self, event: yaml.Event, tag: str) -> None:
        shown = tag.replace("tag:yaml.org,2002:", "!!")
        self.problems.append(
            self._problem(
                event,
                "yaml-tag",
                f"tag `{shown}` is not read",
                'every value is text; to begin a text with "!", put it in "double quotes"',
            )
        )

    def _attach(self, parent: "_Open", node: Node, event: yaml.NodeEvent) -> None:
        inner = parent.node.value
        if isinstance(inner, list):
            inner.append(node)
        elif isinstance(inner, dict):
            if parent.key is None:
                parent.key = self._key(inner, node, event)
            else:
                node.key_line, node.key_column = parent.key.line, parent.key.column
                inner[str(parent.key.value)] = node
                parent.key = None

    def _key(self, mapping: dict[str, Node], node: Node, event: yaml.NodeEvent) -> Node:
        if not isinstance(node.value, str):
            raise _Refused(
                self._problem(
                    event,
                    "yaml-key",
                    "a key is a word, not a list or a mapping",
                    'take the brackets away, or put the key in "double quotes"',
                )
            )
        first = mapping.get(node.value)
        if first is not None:
            mark = self._mark(node.line, node.column, node.width)
            message = f"key `{node.value}` stands twice in this mapping"
            hint = f"the first is on line {first.key_line}, column {first.key_column}: keep one"
            self._report(mark, "duplicate-key", message, hint)
        return node

    def _problem(self, event: yaml.Event, code: str, message: str, hint: str) -> Problem:
        return Problem(self._mark(*self._extent(event)), code, message, hint)

    def _extent(self, event: yaml.Event) -> tuple[int, int, int]:
        """Line and column, from 1, and width of an event on the line where it begins.

        A value that is missing at the end of the file stands behind the last letter.
        """
        start, end = event.start_mark, event.end_mark
        if start is None or end is None:
            return 1, 1, 1
        if start.line >= len(self.lines):
            return len(self.lines), len(self.lines[-1]) + 1, 1
        stop = end.column if end.line == start.line else len(self.lines[start.line])
        return self.above + start.line + 1, start.column + 1, max(1, stop - start.column)

    def _report(self, mark: Mark, code: str, message: str, hint: str) -> None:
        self.problems.append(Problem(mark, code, message, hint))

    def _mark(self, line: int, column: int, width: int = 1) -> Mark:
        text = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        return Mark(self.file, line, column, width, text)


@dataclass(slots=True)
class _Open:
    node: Node
    key: Node | None = None


_START_HINT = "`mapgen new SLUG` writes a small route to start from"


def _name(letter: str) -> str:
    name = unicodedata.name(letter, "").lower()
    code = f"U+{ord(letter):04X}"
    return f"{code} ({name})" if name else f"the control character {code}"
