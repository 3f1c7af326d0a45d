"""`mapgen explain`: what the code of a problem means."""

import difflib

import click

from mapgen.explanations import explained_codes, explanation_of


@click.command("explain")
@click.argument("wanted", metavar="[CODE]", required=False)
def command(wanted: str | None) -> None:
    """Say what the code of a problem means, with an example of wrong and right.

    The code stands in brackets in each message: `error[date-order]`. Without one, all are listed.

    Example: mapgen explain date-order
    """
    if wanted is None:
        click.echo("\n".join(_list()))
        return
    code = wanted.strip("[]")
    if code not in explained_codes():
        raise click.UsageError(f"there is no code `{code}`: {_suggestion(code)}")
    click.echo(str(explanation_of(code)))


def _list() -> list[str]:
    told = [explanation_of(code) for code in explained_codes()]
    width = max(len(each.code) for each in told)
    return [f"{each.code:{width}}  {each.severity:7}  {each.title}" for each in told]


def _suggestion(code: str) -> str:
    close = difflib.get_close_matches(code, explained_codes(), n=1)
    return f"did you mean `{close[0]}`?" if close else "`mapgen explain` lists all"
