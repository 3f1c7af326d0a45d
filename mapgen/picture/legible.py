"""Which texts of a payload the packaged fonts can draw, and a payload of those alone."""

from collections.abc import Iterator, Mapping
from typing import Any

from mapgen.picture.letters import has_letters


def lacks_letters(payload: Mapping[str, Any]) -> bool:
    """Whether any text of a picture has letters that the packaged fonts lack."""
    return not all(map(_is_drawable, _texts(payload)))


def _texts(payload: Mapping[str, Any]) -> Iterator[str]:
    yield from (payload["lede"], payload["name"]["text"])
    if payload["overline"]:
        yield payload["overline"]["text"]
    for chapter in payload["chapters"]:
        if chapter["title"]:
            yield chapter["title"]["text"]
        yield from (stop["name"]["text"] for stop in chapter["stops"])


def with_known_letters(payload: Mapping[str, Any]) -> dict[str, Any]:
    """A payload without the texts that the packaged fonts cannot draw.

    A place loses its name and keeps its numbers; a person without a name in known letters is
    called by the id of the route.
    """
    overline, name = payload["overline"], payload["name"]
    return {
        **payload,
        "name": name if _is_drawable(name["text"]) else {**name, "text": payload["route"]},
        "overline": overline if overline and _is_drawable(overline["text"]) else None,
        "chapters": [_chapter(chapter) for chapter in payload["chapters"]],
    }


def _chapter(chapter: Mapping[str, Any]) -> dict[str, Any]:
    title = chapter["title"]
    return {
        **chapter,
        "title": title if title and _is_drawable(title["text"]) else None,
        "stops": [{**stop, "name": _known(stop["name"])} for stop in chapter["stops"]],
    }


def _known(text: Mapping[str, str]) -> Mapping[str, str]:
    return text if _is_drawable(text["text"]) else {**text, "text": ""}


def _is_drawable(text: str) -> bool:
    return has_letters(text, "serif") and has_letters(text, "sans")
