"""Where maps are published: the addresses of a map and of what is written beside it."""

import re
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

CARD_PX = (1200, 630)
"""Width and height of the picture that link previews show."""

_FOLDER = re.compile(
    r"(https?)://([^/?#@\s\\]+)((?:/(?!\.{1,2}(?:/|$))[^/?#\s\\]*)*)", re.IGNORECASE
)
_HINT = "write that of the folder the maps lie in, as in https://example.org/maps/"


def page_name(route: str) -> str:
    """The name of the file of a map.

    >>> page_name("trotsky"), picture_name("trotsky"), oembed_name("trotsky")
    ('trotsky.html', 'trotsky.card.png', 'trotsky.oembed.json')
    """
    return f"{route}.html"


def picture_name(route: str) -> str:
    """The name of the file of its link-preview picture."""
    return f"{route}.card.png"


def oembed_name(route: str) -> str:
    """The name of the file that tells in oEmbed how to embed it."""
    return f"{route}.oembed.json"


@dataclass(frozen=True, slots=True)
class Site:
    """A folder on the web, by its address in ASCII; that ends in a slash."""

    address: str

    @classmethod
    def read(cls, written: str) -> "Site":
        """The site at an address as a person writes it.

        Names of hosts and folders may be in any script. Raises ValueError, with a hint, for what
        is not the http(s) address of a folder.

        >>> Site.read("HTTPS://bücher.example/رود").address
        'https://xn--bcher-kva.example/%D8%B1%D9%88%D8%AF/'
        """
        found = _FOLDER.fullmatch(written)
        host = _host(found[2]) if found else None
        if found is None or host is None:
            raise ValueError(f"`{written}` is not the address of a site; {_HINT}")
        folder = quote(re.sub("%(?![0-9A-Fa-f]{2})", "%25", found[3]), safe="/%~-._!$*,;:@+=")
        if folder.endswith((".html", ".htm")):
            raise ValueError(f"`{written}` is the address of a page; {_HINT}")
        return cls(f"{found[1].lower()}://{host}{folder.rstrip('/')}/")

    @property
    def host(self) -> str:
        """The name of the host, without a port."""
        return urlsplit(self.address).hostname or ""

    def page(self, route: str, stop: str | None = None) -> str:
        """The address of a map, opened at a stop where one is given."""
        return self.address + page_name(route) + (f"#stop-{stop}" if stop else "")

    def picture(self, route: str) -> str:
        """The address of its link-preview picture."""
        return self.address + picture_name(route)

    def oembed(self, route: str) -> str:
        """The address of what oEmbed says of it."""
        return self.address + oembed_name(route)


def _host(written: str) -> str | None:
    """A host in ASCII, with its port if there is one; None for what is no host."""
    try:
        parts = urlsplit(f"//{written}")
        name, port = parts.hostname, parts.port
        ascii_name = name.encode("idna").decode() if name and not name.isascii() else name
    except ValueError:
        return None
    if not ascii_name or port == 0:
        return None
    if not re.fullmatch(r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|[0-9a-f:.]*:[0-9a-f:.]*", ascii_name):
        return None
    shown = f"[{ascii_name}]" if ":" in ascii_name else ascii_name
    return f"{shown}:{port}" if port else shown
