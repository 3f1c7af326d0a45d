"""A map written together with what other sites read of it: its link preview and its oEmbed."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from mapgen.build import Built, build_examined, stems_of, tell_examined
from mapgen.check import Examined
from mapgen.embed.oembed import oembed_of, serialised
from mapgen.embed.preview import link_preview
from mapgen.errors import RouteError
from mapgen.files import write_whole
from mapgen.formats.kartographer import to_kartographer
from mapgen.site import Site, oembed_name, picture_name


@dataclass(frozen=True, slots=True)
class Published:
    """A map that was written, with the files beside it."""

    built: Built
    beside: tuple[Path, ...]


def publish_examined(
    examined: Examined,
    *,
    output: Path,
    site: Site,
    strict: bool = False,
    languages: Sequence[str] = (),
) -> Published:
    """Write the map of a route as `build_examined` does, with its addresses on a site in it.

    The picture and the oEmbed that each page names are written before it. Raises what
    `build_examined` raises, and MissingExtra where what draws pictures is not installed; either
    way the last good map stands untouched.
    """
    if examined.failed(strict=strict):
        raise RouteError(list(examined.problems))
    route = examined.route
    assert route is not None
    beside: dict[Path, bytes] = {}
    stems = stems_of(route, languages)
    for language, stem in stems.items():
        payload = tell_examined(examined, language=language, stems=stems)
        told = oembed_of(payload, site, author=route.author)
        beside[output / picture_name(stem)] = link_preview(examined, payload)
        beside[output / oembed_name(stem)] = serialised(told)
    for path, content in beside.items():
        write_whole(path, content)
    built = build_examined(
        examined,
        output=output,
        strict=strict,
        languages=languages,
        site=site,
        wiki=to_kartographer(route, examined.positions, examined.legs),
    )
    return Published(built, (*built.translations, *beside))
