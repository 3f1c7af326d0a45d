"""A YAML text written anew from its layout: evenly indented, every value as it was written."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mapgen.loading.layout import Comment, Layout, Part

STEP = 2
_SPACE = " \t"
_BLOCK_HEAD = re.compile(r"(?P<sign>[|>])(?P<signs>[-+0-9]*)")


def print_layout(layout: Layout) -> str:
    """The text in canonical form.

    Mappings are indented by two spaces, lists by two and their entries by two more; at most one
    empty line stands between two others; brackets keep their line breaks. A comment behind a
    value keeps its column where there is room; one with a line of its own is indented as the line
    that follows it.
    """
    printer = _Printer(layout)
    printer.print_block(layout.root, 0)
    printer.take_comments(len(layout.text), 0)
    return "\n".join(printer.lines).strip("\n") + "\n"


@dataclass(frozen=True, slots=True)
class _Atom:
    """A piece of a flow collection that is never broken: a bracket, a key with colon, a scalar.

    `depth` counts the brackets it stands in.
    """

    text: str
    start: int
    end: int
    depth: int
    is_opening: bool = False
    is_closing: bool = False


class _Printer:
    def __init__(self, layout: Layout) -> None:
        self.text = layout.text
        self.lines: list[str] = []
        self._layout = layout
        self._levels: list[tuple[int, int]] = []
        """Columns at which open lines began, with what they are indented by now."""
        self._comments = list(reversed(layout.comments))
        self._keeps_empty_lines = False

    def print_block(self, part: Part, indent: int) -> None:
        """A value of the block style: a mapping, a list, or what stands alone in the document."""
        if part.kind == "scalar" or part.is_flow:
            self._begin(part.start, indent)
            self._value(part, indent)
        elif part.kind == "mapping":
            self._mapping(part, indent)
        else:
            for inner in part.parts:
                self._begin(self._layout.dash_before(inner.start), indent, "-")
                self._entry(inner, indent)

    def take_comments(self, before: int, indent: int) -> bool:
        """Write the comments that stand before an offset; whether there were any.

        They are indented as what stands there, or as an earlier line that they stand below.
        """
        written = False
        column = self._layout.column(before) if before < len(self.text) else 0
        while self._comments and self._comments[-1].offset < before:
            self._comment(self._comments.pop(), column, indent)
            written = True
        return written

    def _comment(self, comment: Comment, next_column: int, next_indent: int) -> None:
        column = self._layout.column(comment.offset)
        if not comment.is_alone and self.lines:
            room = max(STEP, column - len(self.lines[-1]))
            self.lines[-1] += " " * room + comment.text
            return
        below = [indent for level, indent in self._levels if next_column < level <= column]
        self._empty_line(comment.offset)
        self.lines.append(" " * (below[-1] if below else next_indent) + comment.text)

    def _begin(self, offset: int, indent: int, text: str = "") -> None:
        """Begin a line with what stands at an offset, behind the comments before it."""
        self.take_comments(offset, indent)
        self._empty_line(offset)
        self._note_level(offset, indent)
        self.lines.append(" " * indent + text)

    def _note_level(self, offset: int, indent: int) -> None:
        column = self._layout.column(offset)
        while self._levels and self._levels[-1][0] >= column:
            self._levels.pop()
        self._levels.append((column, indent))

    def _empty_line(self, offset: int) -> None:
        """An empty line, where one stood before the line of an offset."""
        line_start = self.text.rfind("\n", 0, offset) + 1
        before = self.text.rfind("\n", 0, max(0, line_start - 1)) + 1
        is_empty = line_start > 0 and not self.text[before:line_start].strip()
        if is_empty and self.lines and self.lines[-1] and not self._keeps_empty_lines:
            self.lines.append("")
        self._keeps_empty_lines = False

    def _mapping(self, part: Part, indent: int, *, is_begun: bool = False) -> None:
        for key, value in zip(part.parts[::2], part.parts[1::2], strict=True):
            if is_begun:
                self._note_level(key.start, indent)
            else:
                self._begin(key.start, indent)
            is_begun = False
            self.lines[-1] += f"{self.text[key.start : key.end]}:"
            self._behind(value, indent)

    def _entry(self, part: Part, indent: int) -> None:
        """What stands behind the dash of a list."""
        inner = indent + STEP
        if part.kind == "scalar" or part.is_flow:
            self._behind(part, indent)
        elif self.take_comments(part.start, inner):
            self.print_block(part, inner)
        elif part.kind == "mapping":
            self.lines[-1] += " "
            self._mapping(part, inner, is_begun=True)
        else:
            self.print_block(part, inner)

    def _behind(self, value: Part, indent: int) -> None:
        """What stands behind a key or a dash, on its line where nothing is in the way."""
        inner = indent + STEP
        if value.kind != "scalar" and not value.is_flow:
            self.take_comments(value.start, inner)
            self.print_block(value, inner)
        elif value.start == value.end:
            return
        elif self.take_comments(value.start, inner):
            self._begin(value.start, inner)
            self._value(value, indent)
        else:
            self.lines[-1] += " "
            self._value(value, indent)

    def _value(self, part: Part, indent: int) -> None:
        """A scalar or a flow collection, from the end of the last line on."""
        if part.kind != "scalar":
            self._flow(part, indent)
            return
        written = self.text[part.start : part.end]
        if written[0] in "|>":
            self._block_scalar(part, indent)
            return
        first, *rest = written.split("\n")
        self.lines[-1] += first.rstrip(_SPACE) if rest else first
        rows = [row.strip(_SPACE) for row in rest]
        self.lines += [" " * (indent + STEP) + row if row else "" for row in rows]

    def _block_scalar(self, part: Part, indent: int) -> None:
        """A text behind `|` or `>`: its lines keep their indentation to each other."""
        written = self.text[part.start : part.end]
        head, _, body = written.partition("\n")
        match = _BLOCK_HEAD.match(head)
        assert match
        signs = re.sub("[0-9]", str(STEP), match["signs"])
        if not written.endswith("\n") and "-" not in signs:
            signs = signs.replace("+", "") + "-"
        self.lines[-1] += match["sign"] + signs
        self.take_comments(part.start + len(head), indent)
        rows = body.split("\n")
        keeps = "+" in signs
        while rows and not rows[-1].strip(" ") and not (keeps and len(rows) > 1):
            rows.pop()
        if keeps and rows:
            rows.pop()
        margin = self._margin(rows, match["signs"], part)
        self.lines += [
            " " * (indent + STEP) + row[margin:] if row.strip(" ") else row[margin:] for row in rows
        ]
        self._keeps_empty_lines = keeps

    def _margin(self, rows: list[str], signs: str, part: Part) -> int:
        """By how many spaces the lines of a block of text are indented (YAML 1.1, 9.1.1)."""
        digits = re.sub("[^0-9]", "", signs)
        if not digits:
            filled = [row for row in rows if row.strip(" ")]
            return len(filled[0]) - len(filled[0].lstrip(" ")) if filled else 0
        line_start = self.text.rfind("\n", 0, part.start) + 1
        lead = re.match(r" *(- +)*", self.text[line_start : part.start])
        assert lead
        is_entry = lead.end() == part.start - line_start
        parent = lead.group().rstrip(" ").rfind("-") if is_entry else lead.end()
        return parent + int(digits)

    def _flow(self, part: Part, indent: int) -> None:
        before: _Atom | None = None
        for atom in self._atoms(part, 1):
            if before:
                self._join(before, atom, indent)
            self.lines[-1] += atom.text
            before = atom

    def _join(self, before: _Atom, atom: _Atom, indent: int) -> None:
        """Part two atoms by a space, or by a line break where one stood between them."""
        inner = indent + STEP * atom.depth
        has_comment = self.take_comments(atom.start, inner)
        if has_comment or "\n" in self.text[before.end : atom.start]:
            self.lines.append(" " * inner)
        elif not before.is_opening and not atom.is_closing:
            self.lines[-1] += " "

    def _atoms(self, part: Part, depth: int) -> Iterator[_Atom]:
        """The pieces of a flow value, each with the comma or colon that follows it."""
        if part.kind == "scalar":
            written = re.sub(r"[ \t]*\n[ \t]*", " ", self.text[part.start : part.end])
            yield _Atom(written, part.start, part.end, depth)
            return
        opening, closing = "{}" if part.kind == "mapping" else "[]"
        yield _Atom(opening, part.start, part.start + 1, depth, is_opening=True)
        for number, inner in enumerate(part.parts, start=1):
            atoms = list(self._atoms(inner, depth + (inner.kind != "scalar")))
            is_key = part.kind == "mapping" and number % 2
            sign = ":" if is_key else "," if number < len(part.parts) else ""
            last = atoms[-1]
            yield from atoms[:-1]
            yield _Atom(
                last.text + sign, last.start, last.end, last.depth,
                is_opening=last.is_opening, is_closing=last.is_closing,
            )  # fmt: skip
        yield _Atom(closing, part.end - 1, part.end, depth, is_closing=True)
