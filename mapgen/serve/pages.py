"""Pages as the server gives them: each with a part that follows what the server draws."""

import base64
import hashlib
import html
import json
import re
from collections import Counter
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from mapgen.errors import Problem
from mapgen.serve.maps import Maps, Shown

_MOST_TOLD = 100
_POLICY = re.compile(r'(?<=<meta http-equiv="Content-Security-Policy" content=")[^"]*')
_HEAD_BYTES = 4096
_BODY_END = b"</body>"

State = dict[str, Any]


def state_of(shown: Shown) -> State:
    """What a browser is told of a route: its map, and what is wrong while that is not the newest.

    The pages with that map are of the same `version`; one of the version `since` comes to it by
    its `changes`.
    """
    problems = sorted(
        shown.outcome.problems if shown.is_failed else (),
        key=lambda problem: (problem.severity, problem.sort_key),
    )
    return {
        "pages": [page.name for page in shown.pages],
        "version": shown.version,
        "since": shown.since,
        "changes": shown.changes,
        "summary": _summary(shown) if shown.is_failed else "",
        "failure": shown.outcome.failure,
        "problems": [_told(problem) for problem in problems[:_MOST_TOLD]],
    }


def state_of_all(maps: Maps) -> State:
    """The same of the list of all routes, whose version is another once one of them is."""
    rows = json.dumps(_rows(maps)).encode()
    version = hashlib.sha256(rows).hexdigest()
    return {
        "pages": [""],
        "version": version,
        "since": "",
        "changes": {},
        "summary": "",
        "failure": "",
        "problems": [],
    }


def page_of(shown: Shown, file: str, *, events: str) -> bytes | None:
    """A last good map of a route, following the server; None where there is no such file.

    The file is of the version that is shown, or a newer one.
    """
    page = shown.page(file)
    try:
        return _following(page.read_bytes(), events, shown.version) if page else None
    except OSError:
        return None


def bare_page(maps: Maps, *, events: str, version: str) -> bytes:
    """A page that lists the routes, following the server."""
    style = _text("bare.css")
    page = _template("bare.html.j2").render(rows=_rows(maps), style=style, allowed=_hash(style))
    return _following(page.encode(), events, version)


def _following(page: bytes, events: str, version: str) -> bytes:
    """A page with the part that follows the server, and a policy that lets it."""
    script, style = _text("live.js"), _text("live.css")
    part = _template("live.html.j2").render(
        events=events, version=version, script=script, style=style
    )
    more = {"script-src": _hash(script), "style-src": _hash(style), "connect-src": "'self'"}
    before, _, after = page.rpartition(_BODY_END)
    head = before[:_HEAD_BYTES].decode("utf-8", "surrogateescape")
    head = _POLICY.sub(lambda found: _with_more(found[0], more), head, count=1)
    head_bytes = head.encode("utf-8", "surrogateescape")
    return b"".join([head_bytes, before[_HEAD_BYTES:], part.encode(), _BODY_END, after])


def _with_more(policy: str, more: Mapping[str, str]) -> str:
    """A policy, written as an attribute, that allows more sources for some directives."""
    directives = dict(each.strip().partition(" ")[::2] for each in html.unescape(policy).split(";"))
    for name, source in more.items():
        allowed = directives.get(name, "").removeprefix("'none'")
        directives[name] = f"{allowed} {source}".strip()
    return html.escape("; ".join(f"{name} {allowed}" for name, allowed in directives.items()))


def _rows(maps: Maps) -> list[State]:
    return [
        {"address": shown.pages[0].name, "name": shown.name, "state": _summary(shown)}
        for shown in maps
    ]


def _summary(shown: Shown) -> str:
    outcome = shown.outcome
    if not shown.is_failed:
        return f"{outcome.stops:,} stops, {outcome.verified} of {outcome.quotes} quotes verified"
    found = Counter(problem.severity for problem in outcome.problems)
    wrong = ", ".join(f"{n} {severity}{'s' * (n > 1)}" for severity, n in sorted(found.items()))
    last = "this is the last good map" if shown.pages[0].exists() else "there is no map yet"
    return f"{outcome.path}: {wrong or 'not drawn'}; {last}"


def _told(problem: Problem) -> State:
    mark = problem.mark
    start = max(0, mark.column - 1)
    end = start + mark.width
    return {
        "place": str(mark),
        "code": f"{problem.severity}[{problem.code}]",
        "message": problem.message,
        "before": mark.text[:start],
        "marked": mark.text[start:end],
        "after": mark.text[end:],
        "label": problem.label,
        "hint": problem.hint,
    }


@cache
def _text(name: str) -> Markup:
    return Markup((files("mapgen.serve") / name).read_text(encoding="utf-8"))


@cache
def _template(name: str) -> Any:
    loader = PackageLoader("mapgen.serve")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined).get_template(name)


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
