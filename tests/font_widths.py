"""How wide the letters of the picture's fonts are, read from the fonts themselves.

`python -m tests.font_widths` writes the table that `mapgen.picture` measures texts with.
"""

import json
from collections.abc import Iterator
from pathlib import Path

from fontTools.ttLib import TTFont

from mapgen.picture.letters import WIDTHS
from mapgen.picture.raster import font_files

ABOUT = (
    "Advance widths in thousandths of an em, by Unicode code point: rows of a first code point "
    "and the widths from there on. Read from Source Serif Pro and Source Sans Pro (OFL 1.1)."
)
FACES = {
    "serif": "SourceSerifPro-Regular.ttf",
    "serif-italic": "SourceSerifPro-It.ttf",
    "serif-bold": "SourceSerifPro-Semibold.ttf",
    "sans": "SourceSansPro-Regular.ttf",
    "sans-bold": "SourceSansPro-Semibold.ttf",
}


def table() -> str:
    """The whole table, a row a line."""
    paths = {Path(path).name: path for path in font_files()}
    faces = {face: list(rows(paths[name])) for face, name in FACES.items()}
    lines = ",\n".join(
        f'"{face}": [\n' + ",\n".join(json.dumps(row, separators=(",", ":")) for row in found) + "]"
        for face, found in faces.items()
    )
    return f'{{"about": {json.dumps(ABOUT)},\n{lines}}}\n'


def rows(path: str) -> Iterator[list[int]]:
    """The letters of a font in runs of neighbouring code points."""
    with TTFont(path, lazy=True) as font:
        assert font["head"].unitsPerEm == 1000
        glyphs, widths = font.getBestCmap(), font["hmtx"]
        row: list[int] = []
        for code in sorted(glyphs):
            if row and code != row[0] + len(row) - 1:
                yield row
                row = []
            row = row or [code]
            row.append(widths[glyphs[code]][0])
        yield row


if __name__ == "__main__":
    WIDTHS.write_text(table(), encoding="utf-8")
