"""SVG as text: elements whose every value is escaped."""

import re
import unicodedata
from html import escape

from mapgen.picture.boxes import Box
from mapgen.picture.letters import Style

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def element(name: str, *children: str, **attributes: str | float) -> str:
    """An element of children that are markup already.

    `kind` is the class; an underscore in another name stands for a hyphen.
    """
    said = "".join(
        f' {"class" if key == "kind" else key.replace("_", "-")}="{_value(value)}"'
        for key, value in attributes.items()
        if value != ""
    )
    inside = "".join(children)
    return f"<{name}{said}>{inside}</{name}>" if inside else f"<{name}{said}/>"


def words(text: str) -> str:
    """A text as character data; characters that XML cannot hold are left out."""
    return escape(_NOT_XML.sub("", text))


def line(text: str, style: Style, kind: str, x: float, y: float, anchor: str = "middle") -> str:
    """A text on a baseline, exactly as long as it was measured, whatever font is at hand.

    Tracked texts stretch between their letters, others as a whole; a text that begins in a script
    from right to left reads so throughout.
    """
    if not text.strip():
        return ""
    shown = f"\u2067{text}\u2069" if reads_leftwards(text) else text
    is_tracked = bool(style.tracking) and len(text) > 1
    return element(
        "text",
        words(style.set(shown)),
        kind=f"{kind} {style.face}",
        x=x,
        y=y,
        font_size=style.size,
        text_anchor="" if anchor == "start" else anchor,
        textLength=style.width(text),
        lengthAdjust="spacing" if is_tracked else "spacingAndGlyphs",
    )


def reads_leftwards(text: str) -> bool:
    """Whether the first letter with a direction is written from right to left."""
    kinds = (unicodedata.bidirectional(letter) for letter in text)
    return next((kind for kind in kinds if kind in ("L", "R", "AL")), "L") != "L"


def line_in(text: str, style: Style, kind: str, box: Box) -> str:
    """A text in the middle of a box."""
    x, y = box.middle
    return line(text, style, kind, x, y + style.size * 0.34)


def rectangle(box: Box, kind: str, **attributes: str | float) -> str:
    return element("rect", kind=kind, x=box.x, y=box.y, width=box.w, height=box.h, **attributes)


def _value(value: str | float) -> str:
    return words(value) if isinstance(value, str) else f"{round(value, 2):g}"
