"""A picture as pixels: drawn by resvg with fonts that come as packages, never the machine's."""

from pathlib import Path

from mapgen.errors import MissingExtra

try:
    import font_source_sans_pro
    import font_source_serif_pro
    import resvg_py
except ModuleNotFoundError as error:
    _MISSING = error.name
else:
    _MISSING = None


def to_png(svg: str) -> bytes:
    """A picture as a PNG, in the size in pixels that it says itself.

    The same text gives the same bytes on every machine: no font but the packaged ones is used, and
    letters that they lack are drawn as boxes. Raises MissingExtra where a package is not installed.
    """
    fonts = font_files()
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True, font_files=fonts))


def font_files() -> list[str]:
    """The files of the fonts; raises MissingExtra where a package is not installed."""
    if _MISSING:
        raise MissingExtra(f"a PNG needs {_MISSING}: pip install 'mapgen[picture]'")
    serif, sans = (
        Path(package.__file__).parent / "files"
        for package in (font_source_serif_pro, font_source_sans_pro)
    )
    return [
        *(str(serif / f"SourceSerifPro-{style}.ttf") for style in ("Regular", "It", "Semibold")),
        *(str(sans / f"SourceSansPro-{style}.ttf") for style in ("Regular", "Semibold")),
    ]
