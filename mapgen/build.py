"""From a route file to its map: examined, told as a payload, rendered, written whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from mapgen.check import Examined, examine
from mapgen.errors import RouteError
from mapgen.files import write_whole
from mapgen.page.render import render_page, render_pieces
from mapgen.payload import Payload, to_payload
from mapgen.project import record_path
from mapgen.quotes import QuotesRecord
from mapgen.site import Site, page_name


@dataclass(frozen=True, slots=True)
class Built:
    """A map that was written, with what was found on the way."""

    examined: Examined
    page: Path
    size: int


def build_route(
    path: Path,
    *,
    output: Path,
    sources: Sequence[Path] = (),
    strict: bool = False,
    language: str | None = None,
    site: Site | None = None,
) -> Built:
    """Write the map of a route to `output`, named by the route's own id.

    With the texts at hand, what was verified is written to the record beside the route. Raises
    RouteError with every problem when one of them is an error (or, with `strict`, a warning):
    the last good map then stands untouched. Raises FileProblem when a file cannot be read or
    written.
    """
    examined = examine(path, sources=sources)
    return build_examined(examined, output=output, strict=strict, language=language, site=site)


def build_examined(
    examined: Examined,
    *,
    output: Path,
    strict: bool = False,
    language: str | None = None,
    site: Site | None = None,
) -> Built:
    """As `build_route`, for a route that was examined already."""
    if examined.failed(strict=strict):
        raise RouteError(list(examined.problems))
    assert examined.route is not None
    page = bytearray()
    for piece in render_pieces(tell_examined(examined, language=language), site=site):
        page += piece.encode()
    target = output / page_name(examined.route.route)
    write_whole(target, page)
    if examined.has_texts and examined.verified:
        _keep_record(examined, examined.verified.record)
    return Built(examined, target, len(page))


def render_examined(examined: Examined, *, language: str | None = None) -> str:
    """The page of a route that has no errors, in a language or in the route's own."""
    return render_page(tell_examined(examined, language=language))


def tell_examined(examined: Examined, *, language: str | None = None) -> Payload:
    """The payload of a route that has no errors, in a language or in the route's own."""
    assert examined.route is not None
    assert examined.verified is not None
    return to_payload(
        examined.route,
        evidence=examined.evidence,
        positions=examined.positions,
        legs=examined.legs,
        selectors=examined.selectors,
        own_borders=examined.borders,
        language=language,
    )


def _keep_record(examined: Examined, record: QuotesRecord) -> None:
    target = record_path(examined.path)
    text = record.serialise().encode()
    if not target.exists() or target.read_bytes() != text:
        write_whole(target, text)
