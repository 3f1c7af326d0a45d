"""`mapgen picture`: the plate of a route as a still picture."""

import math
from pathlib import Path

import click

from mapgen.build import tell_examined
from mapgen.check import Examined, examine
from mapgen.cli.routes import output_option, route_argument
from mapgen.embed.preview import legible
from mapgen.errors import RouteError
from mapgen.files import write_whole
from mapgen.picture import Theme, draw_picture, to_png
from mapgen.project import find_routes, shared_names

_HEIGHT_PER_WIDTH = 0.625
_LEAST_HEIGHT_PER_WIDTH = 0.125


@click.command("picture")
@route_argument
@click.option(
    "--to",
    "formats",
    multiple=True,
    default=("png",),
    show_default=True,
    type=click.Choice(["svg", "png"]),
    help="The format; may be given twice.",
)
@click.option(
    "--width", type=click.IntRange(320, 8000), default=1440, show_default=True, help="In pixels."
)
@click.option(
    "--height",
    type=click.IntRange(200, 8000),
    help="In pixels, an eighth of the width or more; five eighths of it if not given.",
)
@click.option(
    "--theme",
    type=click.Choice(["light", "dark"]),
    default="light",
    show_default=True,
    help="The colours; a dark picture is written beside a light one.",
)
@output_option
def command(
    routes: tuple[str, ...],
    formats: tuple[str, ...],
    width: int,
    height: int | None,
    theme: Theme,
    output: Path,
) -> None:
    """Draw routes as still pictures: the whole road with its title and its key.

    A PNG is drawn with fonts that have Latin, Greek and Cyrillic letters; where a route needs
    others, it is drawn in English as far as it has English names.

    Example: mapgen picture trotsky --to png --width 1200 --height 630
    """
    least = math.ceil(width * _LEAST_HEIGHT_PER_WIDTH)
    if height is not None and height < least:
        message = f"{height} is too flat for a width of {width:,}: at least {least:,}"
        raise click.BadParameter(message, param_hint="'--height'")
    size = {"width": width, "height": height or round(width * _HEIGHT_PER_WIDTH)}
    paths = dict.fromkeys(find_routes(routes))
    if shared := shared_names(paths):
        raise RouteError(list(shared.values()))
    for path in paths:
        examined = examine(path)
        if examined.failed() or examined.route is None:
            raise RouteError(list(examined.problems))
        for name in formats:
            suffix = "-dark" if theme == "dark" else ""
            target = output / f"{examined.route.route}{suffix}.{name}"
            write_whole(target, _content(examined, name, theme, size))
            click.echo(str(target))


def _content(examined: Examined, name: str, theme: Theme, size: dict[str, int]) -> bytes:
    payload = tell_examined(examined)
    if name == "svg":
        return draw_picture(payload, **size, theme=theme).encode()
    drawn = legible(examined, payload)
    if drawn is not payload:
        said = "the fonts lack letters of this route; drawn in English"
        click.echo(f"{examined.path}: {said}", err=True)
    return to_png(draw_picture(drawn, **size, theme=theme))
