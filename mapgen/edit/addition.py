"""A stop and a place put into a route file, every byte around them left as it is."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass

from mapgen.dates import DateSpan
from mapgen.errors import Problem, RouteError
from mapgen.loading import Loaded, parse_route
from mapgen.loading.layout import Layout, Part, read_layout
from mapgen.loading.yaml_nodes import parse_document
from mapgen.model import Route, Stop

_LINE_BREAK = re.compile("(\r\n|\r|\n)")
_UNSEEN = re.compile("[\x7f-\x9f\u2028\u2029\ufeff]")
_CONFIRM = "confirm what these words claim, and take the signs away:"


@dataclass(frozen=True, slots=True)
class NewQuote:
    """The passage of a new stop; `after` picks it where its words stand more than once."""

    source: str
    text: str
    after: str | None = None
    translation: str | None = None
    page: str | None = None


@dataclass(frozen=True, slots=True)
class NewStop:
    """A stop to be added. `when` is its date as it is to be written, and as it is read."""

    id: str
    place: str
    when: DateSpan | None = None
    event: str | None = None
    quote: NewQuote | None = None


@dataclass(frozen=True, slots=True)
class NewPlace:
    """A place to be added to the list of places."""

    id: str
    name: str
    country: str | None = None


def add_place(content: bytes, loaded: Loaded, place: NewPlace) -> bytes:
    """The content of a route file with a place behind the last one.

    Raises RouteError where the places stand in brackets.
    """
    layout = _layout(content)
    places = layout.root.inner("places")
    if places.is_flow or not places.parts:
        raise _in_brackets(loaded, "places")
    indent = layout.column(places.parts[-2].start)
    country = f", country: {place.country}" if place.country else ""
    row = f"{' ' * indent}{place.id}: {{name: {_in_flow(place.name)}{country}}}"
    return _inserted(content, _last_line(layout.text, places), [row])


def add_stop(content: bytes, loaded: Loaded, stop: NewStop) -> tuple[bytes, int]:
    """The content of a route file with a stop in the order of dates, and the line it begins on.

    It stands behind the last stop that does not begin after it; an undated one stands last. What
    its passage `says` is proposed in a comment. Raises RouteError where the stops stand in
    brackets, and where the other stops would not be read as before.
    """
    assert loaded.route
    layout = _layout(content)
    text = layout.text
    where, index = _place_in_story(loaded.route, stop)
    stops = layout.root.inner(*where)
    if stops.is_flow:
        raise _in_brackets(loaded, "stops")
    dash = layout.dash_before(stops.parts[0].start)
    rows = _rows(stop, layout.column(dash))
    if index:
        line = _last_line(text, stops.parts[index - 1])
        if _are_parted(layout, stops, index):
            rows = ["", *rows]
    else:
        line = text.count("\n", 0, dash) - 1
        line -= _comment_lines_before(text, line)
    changed = _inserted(content, line, rows)
    _refuse_other_stops(loaded, changed, stop)
    return changed, line + 2 + (rows[0] == "")


def free_id(wanted: str, taken: Sequence[str]) -> str:
    """An id that is not taken: as wanted, or with a number behind it."""
    number, free = 1, wanted[:64]
    while free in taken:
        number += 1
        free = f"{wanted[:60]}-{number}"
    return free


def _layout(content: bytes) -> Layout:
    return read_layout(_LINE_BREAK.sub("\n", content.decode("utf-8-sig")))


def _place_in_story(route: Route, stop: NewStop) -> tuple[tuple[str | int, ...], int]:
    """The list a stop belongs into, as a path of the file, and its index there."""
    located = route.located_stops
    begins = [_begins(each) for _, each in located]
    dated = [(day, number) for number, day in enumerate(begins) if day is not None]
    first = stop.when.start.first if stop.when else None
    if first is None:
        number = len(located) - 1
    else:
        earlier = [number for day, number in dated if day <= first]
        if not earlier:
            return tuple(located[0][0][:-1]), 0
        number = max(earlier)
    *where, index = located[number][0]
    assert isinstance(index, int)
    return tuple(where), index + 1


def _begins(stop: Stop) -> int | None:
    return stop.when.start.first if stop.when else None


def _rows(stop: NewStop, dash: int) -> list[str]:
    rows = [f"id: {stop.id}", f"place: {stop.place}"]
    if stop.when:
        rows.append(f"when: {_scalar(stop.when.edtf)}")
    if stop.event:
        rows.append(f"event: {stop.event}")
    if stop.quote:
        rows += ["quotes:", *_quote_rows(stop, stop.quote)]
    lead = " " * dash
    return [f"{lead}- {rows[0]}", *(f"{lead}  {row}" for row in rows[1:])]


def _quote_rows(stop: NewStop, quote: NewQuote) -> list[str]:
    rows = [f"source: {quote.source}", f"text: {_scalar(quote.text)}"]
    for key in ("after", "translation", "page"):
        value = getattr(quote, key)
        if value:
            rows.append(f"{key}: {_scalar(value)}")
    claims = [f"when: {_in_flow(stop.when.edtf)}"] if stop.when else []
    says = ", ".join([*claims, f"where: {stop.place}"])
    rows += [f"# {_CONFIRM}", f"# says: {{{says}}}"]
    return [f"  - {rows[0]}", *(f"    {row}" for row in rows[1:])]


def _scalar(text: str) -> str:
    """A text as YAML, in quotation marks only where it needs them."""
    return text if _reads_as(f"a: {text}\n", text) else _quoted(text)


def _in_flow(text: str) -> str:
    """A text as YAML within brackets."""
    return text if _reads_as(f"a: {{b: {text}}}\n", {"b": text}) else _quoted(text)


def _reads_as(document: str, value: object) -> bool:
    read = parse_document(document.encode("utf-8", "surrogatepass"), "")
    if read.problems or not read.root or not isinstance(read.root.value, dict):
        return False
    inner = read.root.value["a"].value
    if isinstance(inner, dict):
        return {key: node.value for key, node in inner.items()} == value
    return inner == value


def _quoted(text: str) -> str:
    written = json.dumps(text, ensure_ascii=False)
    return _UNSEEN.sub(lambda match: f"\\u{ord(match[0]):04x}", written)


def _are_parted(layout: Layout, entries: Part, index: int) -> bool:
    """Whether an empty line parts the entries next to an index."""
    pair = entries.parts[index - 1 : index + 1]
    if len(pair) < 2:
        pair = entries.parts[max(0, index - 2) : index]
    if len(pair) < 2:
        return False
    between = _last_line(layout.text, pair[0]), layout.dash_before(pair[1].start)
    lines = layout.text[: between[1]].split("\n")[between[0] + 1 : -1]
    return any(not line.strip() for line in lines)


def _line(text: str, number: int) -> str:
    lines = text.split("\n")
    return lines[number] if number < len(lines) else "end"


def _comment_lines_before(text: str, number: int) -> int:
    """How many lines of comments and empty lines end at a line."""
    count = 0
    while number - count >= 0 and re.fullmatch(r"\s*(#.*)?", _line(text, number - count)):
        count += 1
    return count


def _last_line(text: str, part: Part) -> int:
    """The line, from 0, on which the last value within a part ends."""
    while part.parts and not part.is_flow:
        part = part.parts[-1]
    written = text[part.start : part.end]
    return text.count("\n", 0, part.start + len(written.rstrip()))


def _inserted(content: bytes, line: int, rows: Sequence[str]) -> bytes:
    """The content with rows behind a line, counted from 0; the lines end as the first one does."""
    text = content.decode("utf-8")
    pieces = _LINE_BREAK.split(text)
    ending = pieces[1] if len(pieces) > 1 else "\n"
    head = "".join(pieces[: 2 * line + 2])
    if head and not head.endswith(("\n", "\r")):
        head += ending
    return (head + "".join(row + ending for row in rows) + "".join(pieces[2 * line + 2 :])).encode()


def _refuse_other_stops(loaded: Loaded, changed: bytes, stop: NewStop) -> None:
    after = parse_route(loaded.path, changed)
    known = {(problem.code, problem.message) for problem in loaded.problems}
    fresh = [
        problem
        for problem in after.problems
        if problem.severity == "error" and (problem.code, problem.message) not in known
    ]
    if fresh:
        raise RouteError(fresh)
    assert loaded.route
    others = [each for each in (after.route.all_stops if after.route else ()) if each.id != stop.id]
    if others != list(loaded.route.all_stops):
        raise _refusal(loaded, "stops", "the other stops would not be read as before")


def _in_brackets(loaded: Loaded, key: str) -> RouteError:
    return _refusal(loaded, key, f"`{key}` stand in brackets")


def _refusal(loaded: Loaded, key: str, reason: str) -> RouteError:
    hint = "give each entry a line of its own; nothing was written"
    mark = loaded.marks.key(key)
    return RouteError([Problem(mark, "cannot-add", f"nothing can be added: {reason}", hint)])
