"""What an edit changed in a page, if that is nothing but what the articles of some stops say."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_MOST_CHANGED = 20
"""More articles are put in place no sooner than a page is loaded."""

_START = b'<article class="stop'
_END = b"</article>"
_ID = re.compile(rb' id="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Prints:
    """Fingerprints of a page: of all outside its articles, and of each inside, by its id."""

    outside: bytes
    articles: Mapping[str, bytes]


def prints_of(page: bytes) -> Prints:
    """The fingerprints of a page. The tag that opens an article counts as outside."""
    outside = hashlib.sha256()
    articles = {}
    for around, name, inside in _parts(page):
        outside.update(around)
        if name:
            articles[name] = hashlib.sha256(inside).digest()
    return Prints(outside.digest(), articles)


def changed_articles(before: Prints, now: Prints, page: bytes) -> dict[str, str] | None:
    """The markup in each article that is another now, by its id; None if more has changed."""
    changed = {name for name, digest in now.articles.items() if digest != before.articles.get(name)}
    if before.outside != now.outside or len(changed) > _MOST_CHANGED:
        return None
    return {name: inside.decode() for _, name, inside in _parts(page) if name in changed}


def _parts(page: bytes) -> Iterator[tuple[bytes, str, bytes]]:
    """Before each article, with the tag that opens it; the article's id; and what is in it."""
    for part in page.split(_END):
        before, start, article = part.partition(_START)
        tag, _, inside = article.partition(b">")
        match = _ID.search(tag) if start else None
        yield before + start + tag, match[1].decode() if match else "", inside
