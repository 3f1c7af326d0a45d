"""How wide texts are, by a table of the letters of the picture's fonts.

The table makes the layout the same with and without the fonts. A picture tells its reader how
long each text shall be, so that texts keep to their boxes in whatever font stands in.
"""

import json
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

WIDTHS = Path(__file__).with_name("widths.json")

_SERIF = '"Source Serif Pro", "Source Serif 4", "Iowan Old Style", Palatino, "Noto Serif", serif'
_SANS = '"Source Sans Pro", "Source Sans 3", "Segoe UI", Roboto, "Noto Sans", sans-serif'
_BOLD, _ITALIC = "font-weight:600", "font-style:italic"
FACES = {
    "serif": f"font-family:{_SERIF}",
    "serif-italic": f"font-family:{_SERIF};{_ITALIC}",
    "serif-bold": f"font-family:{_SERIF};{_BOLD}",
    "sans": f"font-family:{_SANS}",
    "sans-bold": f"font-family:{_SANS};{_BOLD}",
}
"""Each face as declarations of a style sheet."""

_WIDE_EM, _CURSIVE_EM, _OTHER_EM = 1.0, 0.5, 0.62


@dataclass(frozen=True, slots=True)
class Style:
    """How a kind of text is set; sizes in pixels, tracking in parts of the size."""

    face: str
    size: float
    line: float
    tracking: float = 0
    is_caps: bool = False

    def fitting(self, text: str) -> "Style":
        """The style for a text: neither slanted nor tracked where the face lacks its letters.

        Cursive scripts bear neither, and a slanted letter from another font stands out.
        """
        if has_letters(text, self.face):
            return self
        return replace(self, face=self.face.removesuffix("-italic"), tracking=0)

    def set(self, text: str) -> str:
        """The text in the letters in which it is drawn."""
        return text.upper() if self.is_caps else text

    def width(self, text: str) -> float:
        """How wide a text is in pixels, kerning left out."""
        shown = self.set(text)
        ems = sum(_advance(letter, self.face) for letter in shown)
        return (ems + self.tracking * max(0, len(shown) - 1)) * self.size

    def lines(self, text: str, width: float, most: int) -> list[str]:
        """A text cut between words to lines of this width; what is too long ends in dots."""
        found = [""]
        # What cannot stand in these lines is not measured: a text may be as long as a book.
        reach = self.cut(" ".join(text.split()), (most + 1) * width)
        for word in _pieces(reach, self, width):
            joined = f"{found[-1]} {word}".strip()
            if self.width(joined) <= width:
                found[-1] = joined
            else:
                found.append(word)
        if len(found) <= most:
            return found
        return [*found[: most - 1], self.cut(" ".join(found[most - 1 :]), width)]

    def cut(self, text: str, width: float) -> str:
        """A text, its end left out where it is wider than this."""
        if self.width(text) <= width:
            return text
        dots = self.width("…") + self.tracking * self.size
        return f"{text[: self.fits(text, width - dots)].rstrip()}…"

    def fits(self, text: str, width: float) -> int:
        """How many letters of a text are no wider than this, from the first on."""
        lengths = range(1, len(text) + 1)
        return bisect_right(lengths, width, key=lambda length: self.width(text[:length]))


def _pieces(text: str, style: Style, width: float) -> Iterator[str]:
    """The words of a text, those wider than a line in pieces."""
    for word in text.split():
        rest = word
        while style.width(rest) > width and len(rest) > 1:
            length = max(1, style.fits(rest, width))
            yield rest[:length]
            rest = rest[length:]
        yield rest


def has_letters(text: str, face: str) -> bool:
    """Whether a face has every letter of a text; what is never drawn counts as had."""
    known = _advances(face)
    return all(ord(letter) in known or _is_silent(letter) for letter in text)


def _advance(letter: str, face: str) -> float:
    """The width of a letter in ems; estimated where the face lacks it."""
    known = _advances(face).get(ord(letter))
    if known is not None:
        return known / 1000
    if _is_silent(letter) or unicodedata.category(letter) == "Mn":
        return 0
    if unicodedata.bidirectional(letter) == "AL":
        return _CURSIVE_EM
    return _WIDE_EM if unicodedata.east_asian_width(letter) in "WF" else _OTHER_EM


def _is_silent(letter: str) -> bool:
    return letter.isspace() or unicodedata.category(letter) in ("Cf", "Cc")


@cache
def _advances(face: str) -> Mapping[int, int]:
    table = json.loads(WIDTHS.read_text(encoding="utf-8"))
    return {
        first + offset: width
        for first, *widths in table[face]
        for offset, width in enumerate(widths)
    }
