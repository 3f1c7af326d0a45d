"""`mapgen new`: a small route to start from."""

import click

from mapgen.edit.starter import starter_route
from mapgen.errors import FileProblem
from mapgen.files import write_whole
from mapgen.loading import parse_route
from mapgen.project import ROUTES_FOLDER


@click.command("new")
@click.argument("slug", metavar="SLUG")
def command(slug: str) -> None:
    """Write routes/SLUG.yaml: a small route that builds as it stands, with comments.

    A file that is there is never overwritten.

    Example: mapgen new emma-goldman
    """
    path = ROUTES_FOLDER / f"{slug}.yaml"
    text = starter_route(slug).encode()
    for problem in parse_route(path, text).problems:
        raise click.BadParameter(f"{problem.message}; {problem.hint}", param_hint="SLUG")
    if path.exists() or path.is_symlink():
        hint = "give another name; a route is never overwritten"
        raise FileProblem(
            f"{path}: error[file-exists]: this route is there already\n  hint: {hint}"
        )
    write_whole(path, text)
    click.echo(f"{path}: written; draw it with `mapgen build {slug}`")
