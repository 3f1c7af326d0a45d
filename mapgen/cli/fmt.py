"""`mapgen fmt`: put route files in canonical form."""

import click

from mapgen.cli.routes import route_argument
from mapgen.edit.canonical import canonical_form
from mapgen.errors import RouteError
from mapgen.files import read_regular_file, write_whole
from mapgen.project import find_routes


@click.command("fmt")
@route_argument
@click.option(
    "--check", "is_check", is_flag=True, help="Write nothing; exit 1 if a file would change."
)
def command(routes: tuple[str, ...], is_check: bool) -> int:
    """Put route files in canonical form: even indents, no stray space, one empty line at most.

    Words, quotation marks, order and comments stay, and so does the meaning: a file whose values
    or comments would not come out the same is left as it is, with exit 1.

    Example: mapgen fmt trotsky
    """
    failed = False
    for path in find_routes(routes):
        content = read_regular_file(path)
        try:
            formed = canonical_form(content, path.as_posix()).encode()
        except RouteError as error:
            click.echo(str(error), err=True)
            failed = True
            continue
        if formed == content:
            click.echo(f"{path}: is in canonical form")
        elif is_check:
            click.echo(f"{path}: is not in canonical form: mapgen fmt {path}", err=True)
            failed = True
        else:
            write_whole(path, formed)
            click.echo(f"{path}: put in canonical form")
    return int(failed)
