"""From nodes to the model: what pydantic finds, said in a route author's words."""

import difflib
from collections.abc import Callable, Iterable
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from mapgen.errors import Problem
from mapgen.marks import Mark, Marks, Node
from mapgen.model import (
    Chapter,
    DatedName,
    Disagreement,
    Leg,
    Path,
    Place,
    Quote,
    Route,
    Says,
    SetAside,
    Source,
    Stop,
    Subject,
)

_PARTS: dict[str, type[BaseModel]] = {
    "chapters": Chapter,
    "disagrees": Disagreement,
    "leg": Leg,
    "names": DatedName,
    "places": Place,
    "quotes": Quote,
    "says": Says,
    "set_aside": SetAside,
    "sources": Source,
    "stops": Stop,
    "subject": Subject,
}


def validate_route(root: Node, marks: Marks) -> tuple[Route | None, list[Problem]]:
    """The route a document holds, and everything in it that does not fit the format.

    Where parts do not fit, the route is what is left without them, so that the rest can be
    checked at the same time; None when too little is left.
    """
    if not isinstance(root.value, dict):
        hint = "begin with `route: some-name` at the left margin"
        problem = Problem(
            marks.value(), "wrong-kind", f"a route is a mapping, not {_kind(root)}", hint
        )
        return None, [problem]
    document = _plain(root)
    try:
        return Route.model_validate(document), []
    except ValidationError as error:
        details = [each for each in error.errors(include_url=False) if not _is_echo(each, root)]
        found = [_problem(each, root, marks) for each in details]
        return _rest(document, details), list(dict.fromkeys(found))


def _is_echo(details: ErrorDetails, root: Node) -> bool:
    """Whether a list is called too short only because none of its entries is right."""
    _, node = _real_path(details["loc"], root)
    return details["type"] == "too_short" and len(node.value) >= details["ctx"]["min_length"]


def _rest(document: Any, details: list[ErrorDetails]) -> Route | None:
    """The route without the optional keys that errors are about; lists keep their length.

    None where a required key is missing or wrong: too much would then seem to be missing.
    """
    if any(each["type"] == "missing" for each in details):
        return None
    faulty = [_owner_and_key(document, each["loc"]) for each in details]
    for owner, key in faulty:
        owner.pop(key, None)
    try:
        return Route.model_validate(document)
    except ValidationError:
        return None


def _owner_and_key(document: Any, location: Iterable[int | str]) -> tuple[dict[str, Any], str]:
    """The innermost mapping on a pydantic location, and the key that leads on from it."""
    owner, key, inner = {}, "", document
    for step in location:
        if isinstance(inner, dict) and step in inner:
            owner, key = inner, str(step)
            inner = inner[step]
        elif isinstance(inner, list) and isinstance(step, int) and step < len(inner):
            inner = inner[step]
    return owner, key


def _plain(node: Node) -> Any:
    value = node.value
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return {key: _plain(item) for key, item in value.items()}


def _problem(details: ErrorDetails, root: Node, marks: Marks) -> Problem:
    path, node = _real_path(details["loc"], root)
    kind = details["type"]
    if kind == "missing" and isinstance(node.value, list):
        return Problem(marks.value(*path), *_too_few(node, details, path))
    if kind == "missing":
        return _missing(str(details["loc"][-1]), path, node, marks)
    if kind == "extra_forbidden":
        return _unknown_key(path, marks)
    mark = marks.value(*path)
    if kind == "literal_error":
        return _unknown_word(mark, node, details)
    if kind in _EXPLAINED:
        code, message, hint = _EXPLAINED[kind](node, details, path)
        return Problem(mark, code, message, hint)
    own = details.get("ctx", {})
    if "hint" in own:
        mark = marks.key(*path, own["key"]) if "key" in own else mark
        return Problem(mark, kind, details["msg"], str(own["hint"]))
    return Problem(mark, *_bad_form(node, details, path))


def _real_path(location: Iterable[int | str], root: Node) -> tuple[Path, Node]:
    """The steps of a pydantic location that exist in the file (unions add steps of their own)."""
    path: list[str | int] = []
    node = root
    for step in location:
        inner = node.value
        if isinstance(inner, dict) and step in inner:
            node = inner[str(step)]
            path.append(step)
        elif isinstance(inner, list) and isinstance(step, int) and step < len(inner):
            node = inner[step]
            path.append(step)
    return tuple(path), node


def _missing(key: str, path: Path, node: Node, marks: Marks) -> Problem:
    owner = _owner(path, node)
    hint = f"add `{key}:` to it"
    if isinstance(node.value, dict) and (close := _close(key, node.value)):
        return Problem(
            marks.key(*path, close), "missing-key", f"{owner} has no `{key}`",
            f"is `{close}` meant to be `{key}`?",
        )  # fmt: skip
    return Problem(marks.key(*path), "missing-key", f"{owner} has no `{key}`", hint)


_ENTRIES = {
    "chapters": "a chapter",
    "names": "a name",
    "quotes": "a quote",
    "set_aside": "a stretch",
    "stops": "a stop",
}


def _owner(path: Path, node: Node) -> str:
    """The part that lacks something: by its key or its id, else by what it is."""
    if not path:
        return "the route"
    if isinstance(path[-1], str):
        return f"`{path[-1]}`"
    own = node.value.get("id") if isinstance(node.value, dict) else None
    if own and isinstance(own.value, str):
        return f"`{own.value}`"
    return _ENTRIES.get(str(path[-2]), f"an entry of `{path[-2]}`")


_MEANT = {
    "comment": "note", "coordinates": "at", "date": "when", "description": "text",
    "kind": "event", "lang": "language", "location": "place", "type": "kind", "where": "place",
}  # fmt: skip
"""Keys that people write from habit, and what they are called here, where that may stand."""


def _unknown_key(path: Path, marks: Marks) -> Problem:
    key = str(path[-1])
    if key == "<<":
        return Problem(
            marks.key(*path), "yaml-merge", "merge key `<<` is not read", "write the keys out"
        )
    allowed = _allowed_keys(path[:-1])
    close = meant if (meant := _MEANT.get(key)) in allowed else _close(key, allowed)
    hint = f"did you mean `{close}`?" if close else "allowed here: " + ", ".join(allowed)
    return Problem(marks.key(*path), "unknown-key", f"unknown key `{key}`", hint)


def _allowed_keys(path: Path) -> list[str]:
    part = next((_PARTS[str(step)] for step in reversed(path) if step in _PARTS), Route)
    return [info.alias or name for name, info in part.model_fields.items()]


def _unknown_word(mark: Mark, node: Node, details: ErrorDetails) -> Problem:
    expected = str(details.get("ctx", {}).get("expected", ""))
    words = [word.strip(" '") for word in expected.replace(" or ", ", ").split(",")]
    value = node.value if isinstance(node.value, str) else ""
    close = _close(value, words)
    hint = f"did you mean `{close}`?" if close else "one of: " + ", ".join(words)
    shown = f"`{value}`" if isinstance(node.value, str) else _kind(node)
    return Problem(mark, "unknown-word", f"{shown} is not a word that stands here", hint)


def _close(word: str, known: Iterable[str]) -> str | None:
    matches = difflib.get_close_matches(word.lower(), list(known), n=1, cutoff=0.6)
    return matches[0] if matches else None


def _kind(node: Node) -> str:
    if isinstance(node.value, dict):
        return "a mapping"
    if isinstance(node.value, list):
        return "a list"
    return "nothing" if not node.value else f"the text `{_short(node.value)}`"


def _shown(node: Node) -> str:
    value = node.value
    return f"`{_short(value)}`" if isinstance(value, str) and value else _kind(node)


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"


_Explanation = tuple[str, str, str]


_TEXTS = ("author", "name", "note", "text", "title", "translation")
"""What an author may well begin with a bracket."""


def _wrong_kind(expected: str) -> Callable[[Node, ErrorDetails, Path], _Explanation]:
    def explain(node: Node, _details: ErrorDetails, path: Path) -> _Explanation:
        key = next((str(step) for step in reversed(path) if isinstance(step, str)), "the route")
        if isinstance(node.value, list) and key in _TEXTS:
            hint = 'put a text that begins with "[" in "double quotes"'
            return "wrong-kind", f"`{key}` takes a text, not a list", hint
        hint = {
            "a mapping": f"put `key: value` lines under `{key}:`, indented by two spaces",
            "a list": "begin each entry with `- `",
            "a text": "write one text",
        }[expected]
        return "wrong-kind", f"`{key}` takes {expected}, not {_kind(node)}", hint

    return explain


def _not_a_number(node: Node, _details: ErrorDetails, _path: Path) -> _Explanation:
    hint = "degrees with a decimal point: [43.2567, 76.9286]"
    return "not-a-number", f"expected degrees, found {_shown(node)}", hint


def _out_of_range(node: Node, _details: ErrorDetails, _path: Path) -> _Explanation:
    hint = "latitude (-90 to 90) comes first, then longitude (-180 to 180)"
    return "out-of-range", f"{_shown(node)} lies outside the degrees there are", hint


def _bad_form(node: Node, _details: ErrorDetails, path: Path) -> _Explanation:
    key = next((str(step) for step in reversed(path) if isinstance(step, str)), "")
    message = f"{_shown(node)} is not what `{key}` takes"
    return "bad-form", message, _form_of(key)


def _too_long(node: Node, details: ErrorDetails, _path: Path) -> _Explanation:
    limit = details.get("ctx", {}).get("max_length", 300)
    length = len(node.value)
    hint = "quote the clause that says it; `[...]` leaves out what is between"
    return "quote-too-long", f"the quote has {length} characters, more than {limit}", hint


def _too_few(node: Node, _details: ErrorDetails, path: Path) -> _Explanation:
    key = next((str(step) for step in reversed(path) if isinstance(step, str)), "")
    return "too-few", f"`{key}` has {_counted(node)}, too few", _form_of(key)


def _too_many(node: Node, _details: ErrorDetails, path: Path) -> _Explanation:
    key = next((str(step) for step in reversed(path) if isinstance(step, str)), "")
    return "too-many", f"`{key}` has {_counted(node)}, too many", _form_of(key)


def _counted(node: Node) -> str:
    return f"{len(node.value)} {'entry' if len(node.value) == 1 else 'entries'}"


_FORMS = {
    "area": "write the name of a rough outline, a GeoJSON file, or a list of [latitude, longitude]",
    "at": "write [latitude, longitude] in degrees: [43.2567, 76.9286]",
    "country": "write the country's two capital letters: NO, RU, MX",
    "language": "write a language tag: en, fa, hi, zh-Hant",
    "sha256": "write 64 hexadecimal digits; `mapgen check --sources DIR` prints them",
    "stops": "a chapter holds at least one stop",
    "wikidata": "write a Wikidata id: Q33391",
}


def _form_of(key: str) -> str:
    return _FORMS.get(key, "write a text that is not empty")


_EXPLAINED: dict[str, Callable[[Node, ErrorDetails, Path], _Explanation]] = {
    "dict_type": _wrong_kind("a mapping"),
    "mapping_type": _wrong_kind("a mapping"),
    "model_type": _wrong_kind("a mapping"),
    "tuple_type": _wrong_kind("a list"),
    "list_type": _wrong_kind("a list"),
    "string_type": _wrong_kind("a text"),
    "is_instance_of": _wrong_kind("a text"),
    "float_parsing": _not_a_number,
    "float_type": _not_a_number,
    "finite_number": _not_a_number,
    "greater_than_equal": _out_of_range,
    "less_than_equal": _out_of_range,
    "string_pattern_mismatch": _bad_form,
    "string_too_short": _bad_form,
    "string_too_long": _too_long,
    "too_short": _too_few,
    "too_long": _too_many,
}
