"""A route file in canonical form: the same words, order and comments, evenly indented."""

from itertools import zip_longest

from mapgen.edit.printer import print_layout
from mapgen.errors import Problem, RouteError
from mapgen.loading.layout import Comment, read_layout
from mapgen.loading.yaml_nodes import Document, parse_document
from mapgen.marks import Mark, Node


def canonical_form(content: bytes, file: str) -> str:
    """The text of a route file in canonical form (see `print_layout`), its lines ended by LF.

    Raises RouteError where the file cannot be read, and where the form would not hold the same
    values and comments, or would not be its own canonical form: then nothing is to be written.
    """
    before = parse_document(content, file)
    if before.problems or before.root is None:
        raise RouteError(list(before.problems))
    text = content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    layout = read_layout(text)
    formed = print_layout(layout)
    after = parse_document(formed.encode(), file)
    if after.problems or after.root is None:
        raise _refusal(Mark(file), "its canonical form cannot be read")
    _refuse_other_values(before, after, text, file)
    again = read_layout(formed)
    _refuse_lost_comments(layout.comments, again.comments, text, file)
    if print_layout(again) != formed:
        raise _refusal(Mark(file), "its canonical form is not stable")
    return formed


def _refuse_other_values(before: Document, after: Document, text: str, file: str) -> None:
    assert before.root
    assert after.root
    differing = _first_difference(before.root, after.root)
    if differing:
        raise _refusal(_mark(file, text, differing.line), "a value would change")


def _first_difference(before: Node, after: Node) -> Node | None:
    """The first node that is not the same, keys and their order included."""
    old, new = before.value, after.value
    if isinstance(old, dict) and isinstance(new, dict):
        if list(old) != list(new):
            return before
        pairs = [(old[key], new[key]) for key in old]
    elif isinstance(old, list) and isinstance(new, list):
        if len(old) != len(new):
            return before
        pairs = list(zip(old, new, strict=True))
    else:
        return None if old == new else before
    return next((found for pair in pairs if (found := _first_difference(*pair))), None)


def _refuse_lost_comments(
    before: tuple[Comment, ...], after: tuple[Comment, ...], text: str, file: str
) -> None:
    for old, new in zip_longest(before, after):
        if old is None or new is None or old.text != new.text:
            offset = old.offset if old else 0
            line = text.count("\n", 0, offset) + 1
            raise _refusal(_mark(file, text, line), "a comment would be lost or moved")


def _mark(file: str, text: str, line: int) -> Mark:
    shown = text.split("\n")[line - 1]
    indent = len(shown) - len(shown.lstrip())
    return Mark(file, line, indent + 1, max(1, len(shown) - indent), shown)


def _refusal(mark: Mark, reason: str) -> RouteError:
    hint = "nothing was written; write this part more plainly"
    return RouteError(
        [Problem(mark, "cannot-format", f"not put in canonical form: {reason}", hint)]
    )
