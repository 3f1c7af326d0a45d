"""`mapgen check`: what is wrong with a route, and what its sources disagree on."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from mapgen.check import Examined, examine
from mapgen.cli.routes import (
    counted,
    in_order,
    print_problems,
    route_argument,
    sources_option,
    strict_option,
)
from mapgen.errors import FileProblem, Problem
from mapgen.marks import Mark
from mapgen.model import Conflict, Quote, Route, Says, Side, Stop
from mapgen.project import find_routes, shared_names

_QUESTIONS = {"date": "when", "place": "where", "leg": "the way there", "other": "otherwise"}


@click.command("check")
@route_argument
@sources_option
@strict_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    show_default=True,
    help="For people, for programs, or as annotations of a change on GitHub.",
)
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
def command(
    routes: tuple[str, ...], sources: tuple[Path, ...], strict: bool, form: str, as_json: bool
) -> int:
    """Say what is wrong with routes, which quotations are verified, and where sources disagree.

    Nothing is written and nothing is looked up. Exit 1 when there are errors.

    Example: mapgen check trotsky --sources texts/
    """
    paths = dict.fromkeys(find_routes(routes))
    examined = _with_shared_names([_looked_at(path, sources) for path in paths])
    if as_json or form == "json":
        report = {"mapgen": 1, "routes": [_as_json(each) for each in examined]}
        click.echo(json.dumps(report, ensure_ascii=False))
    elif form == "github":
        for each in examined:
            for problem in in_order(each.problems):
                click.echo(_annotation(problem))
    else:
        for each in examined:
            _print(each)
    return int(any(each.failed(strict=strict) for each in examined))


def _looked_at(path: Path, sources: Sequence[Path]) -> Examined:
    """As `examine`; what cannot be read is a problem of this route, and the others are told too."""
    try:
        return examine(path, sources=sources)
    except FileProblem as error:
        file, _, told = str(error).partition(": error[")
        code, _, message = told.partition("]: ")
        return Examined(path, problems=(Problem(Mark(file), code, message),))


def _with_shared_names(examined: Sequence[Examined]) -> list[Examined]:
    """All that was examined, with a problem for each route whose name an earlier one has."""
    shared = shared_names(each.path for each in examined)
    return [
        replace(each, problems=(shared[each.path], *each.problems)) if each.path in shared else each
        for each in examined
    ]


def _annotation(problem: Problem) -> str:
    """A workflow command of GitHub Actions, which shows the problem beside the changed line."""
    mark = problem.mark
    place = {"file": mark.file, "title": problem.code}
    if mark.line:
        end = mark.column + mark.width - 1
        place |= {"line": str(mark.line), "col": str(mark.column), "endColumn": str(end)}
    told = ",".join(f"{key}={_escaped(value, ',:')}" for key, value in place.items())
    words = ". ".join(part for part in (problem.message, problem.label, problem.hint) if part)
    return f"::{problem.severity} {told}::{_escaped(words)}"


def _escaped(text: str, more: str = "") -> str:
    """A text with the letters that end a part of a workflow command written as percent codes."""
    return "".join(f"%{ord(c):02X}" if c in f"%\r\n{more}" else c for c in text)


def _print(examined: Examined) -> None:
    print_problems(examined.problems)
    errors = sum(problem.severity == "error" for problem in examined.problems)
    warnings = len(examined.problems) - errors
    parts = [counted(errors, "error"), counted(warnings, "warning")]
    route, verified = examined.route, examined.verified
    if route is None or verified is None:
        click.echo(f"{examined.path}: {', '.join(parts)}")
        return
    conflicts = [conflict for each in examined.evidence for conflict in each.conflicts]
    for conflict in conflicts:
        _print_conflict(route, conflict)
    for source, share in verified.shares.items():
        click.echo(f"{source}: {share:.0%} quoted")
    parts = [
        counted(len(route.all_stops), "stop"),
        f"{verified.verified} of {verified.total} quotes verified",
        counted(len(conflicts), "conflict"),
        *parts,
    ]
    click.echo(f"{examined.path}: {', '.join(parts)}")


def _print_conflict(route: Route, conflict: Conflict) -> None:
    stop = route.all_stops[conflict.stop]
    click.echo(f"{stop.id}, {_QUESTIONS[conflict.about]} ({conflict.between}):")
    if conflict.note:
        click.echo(f"    {conflict.note.in_language(route.language, route.language)[0]}")
    for side in conflict.sides:
        if side.is_reading:
            click.echo(f"  - {_reading_words(stop, conflict.about)} (the author's reading)")
        elif side.claim:
            click.echo(f"  - {_claim_words(side.claim)}")
        for quote in _quotes(route, side):
            click.echo(f"      {quote.source}: {quote.text}")


def _quotes(route: Route, side: Side) -> list[Quote]:
    return [route.all_stops[stop].quotes[quote] for stop, quote in side.quotes]


def _reading_words(stop: Stop, about: str) -> str:
    if about == "date":
        return stop.when.words() if stop.when else "no date"
    if about == "place":
        return stop.place
    leg = stop.leg
    parts = [leg.kind, f"by {leg.by}" if leg.by else "", leg.when.words() if leg.when else ""]
    return ", ".join(part for part in parts if part)


def _claim_words(claim: Says) -> str:
    parts = [
        claim.when.words() if claim.when else "",
        claim.where or "",
        f"from {claim.from_}" if claim.from_ else "",
        f"via {', '.join(claim.via)}" if claim.via else "",
        f"to {claim.to}" if claim.to else "",
        f"by {claim.by}" if claim.by else "",
        claim.kind or "",
    ]
    return ", ".join(part for part in parts if part) or "something else"


def _as_json(examined: Examined) -> dict[str, Any]:
    route, verified = examined.route, examined.verified
    quotes = {"verified": 0, "unverified": 0, "total": 0}
    if verified:
        quotes = {
            "verified": verified.verified,
            "unverified": verified.unverified,
            "total": verified.total,
        }
    return {
        "route": route.route if route else examined.path.stem,
        "problems": [_problem_json(problem) for problem in examined.problems],
        "quotes": quotes,
        "stops": [
            {
                "id": stop.id,
                "date": evidence.date,
                "place": evidence.place,
                "leg": evidence.leg,
                "start": evidence.start,
                "end": evidence.end,
            }
            for stop, evidence in zip(
                route.all_stops if route else (), examined.evidence, strict=True
            )
        ],
        "conflicts": [
            {
                "stop": route.all_stops[conflict.stop].id,
                "about": conflict.about,
                "between": conflict.between,
                "sides": [
                    {
                        "reading": side.is_reading,
                        "quotes": [
                            {"source": quote.source, "text": quote.text}
                            for quote in _quotes(route, side)
                        ],
                    }
                    for side in conflict.sides
                ],
            }
            for evidence in examined.evidence
            for conflict in evidence.conflicts
            if route
        ],
    }


def _problem_json(problem: Problem) -> dict[str, Any]:
    return {
        "code": problem.code,
        "severity": problem.severity,
        "file": problem.mark.file,
        "line": problem.mark.line,
        "column": problem.mark.column,
        "message": problem.message,
        "hint": problem.hint,
    }
