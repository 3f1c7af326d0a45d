"""From a route file to its map: examined, told as a payload, rendered, written whole."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mapgen.check import Examined
from mapgen.errors import RouteError
from mapgen.files import sweep, write_whole
from mapgen.model import Route
from mapgen.page.render import Articles, render_page, render_pieces
from mapgen.payload import Payload, to_payload
from mapgen.project import GEOCACHE_FILE, record_path
from mapgen.quotes import QuotesRecord
from mapgen.site import Site, page_name


@dataclass(frozen=True, slots=True)
class Built:
    """A map that was written, with what was found on the way.

    `page` is in the first language, of `size` bytes; `translations` are its pages in the others.
    """

    examined: Examined
    page: Path
    size: int
    translations: tuple[Path, ...] = ()


def build_examined(
    examined: Examined,
    *,
    output: Path,
    strict: bool = False,
    languages: Sequence[str] = (),
    site: Site | None = None,
    wiki: Mapping[str, Any] | None = None,
    articles: Articles | None = None,
) -> Built:
    """Write the map of a route to `output`, named by the route's own id.

    In the first of the languages, else in that of the route, it is NAME.html; in each other it is
    NAME.LANGUAGE.html, and the pages link each other. `site` is where they are published, `wiki`
    the road as a wiki draws it, `articles` those of its stops that were rendered before.

    With the texts at hand, what was verified is written to the record beside the route. Raises
    RouteError with every problem when one of them is an error (or, with `strict`, a warning):
    the last good map then stands untouched. Raises FileProblem when a file cannot be written.
    """
    if examined.failed(strict=strict):
        raise RouteError(list(examined.problems))
    assert examined.route is not None
    stems = stems_of(examined.route, languages)
    pages = [_rendered(examined, language, stems, site, wiki, articles) for language in stems]
    targets = [output / page_name(stem) for stem in stems.values()]
    for target, page in zip(targets, pages, strict=True):
        write_whole(target, page)
    if examined.has_texts and examined.verified:
        _keep_record(examined, examined.verified.record)
    for path in (*targets, record_path(examined.path), examined.path.with_name(GEOCACHE_FILE)):
        sweep(path)
    return Built(examined, targets[0], len(pages[0]), tuple(targets[1:]))


def stems_of(route: Route, languages: Sequence[str] = ()) -> dict[str, str]:
    """What the page in each language is called; the first has the route's own name."""
    first, *others = dict.fromkeys(languages or [route.language])
    return {first: route.route, **{other: f"{route.route}.{other}" for other in others}}


def _rendered(
    examined: Examined,
    language: str,
    stems: Mapping[str, str],
    site: Site | None,
    wiki: Mapping[str, Any] | None,
    articles: Articles | None,
) -> bytearray:
    page = bytearray()
    payload = tell_examined(examined, language=language, stems=stems)
    for piece in render_pieces(payload, site=site, wiki=wiki, articles=articles):
        page += piece.encode()
    return page


def render_examined(examined: Examined, *, language: str | None = None) -> str:
    """The page of a route that has no errors, in a language or in the route's own."""
    return render_page(tell_examined(examined, language=language))


def tell_examined(
    examined: Examined, *, language: str | None = None, stems: Mapping[str, str] | None = None
) -> Payload:
    """The payload of a route that has no errors, in a language or in the route's own.

    `stems` are what its pages in all languages are called, as `stems_of` gives them.
    """
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
        stems=stems,
    )


def _keep_record(examined: Examined, record: QuotesRecord) -> None:
    target = record_path(examined.path)
    text = record.serialise().encode()
    if not target.exists() or target.read_bytes() != text:
        write_whole(target, text)
