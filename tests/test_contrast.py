"""Contrast, computed from the tokens: text 4.5 to 1, marks 3 to 1 (WCAG 2.2, 1.4.3 and 1.4.11)."""

import re

import pytest

from mapgen.picture.theme import Theme, colours

TEXT, MARK = 4.5, 3.0
PAIRS = [
    *[(ink, ground, TEXT) for ink in ("ink", "ink2") for ground in ("paper", "raise", "conf")],
    *[(ink, "paper", TEXT) for ink in ("forced", "free")],
    *[("paper", "free", TEXT), ("onforced", "forced", TEXT), ("free", "raise", TEXT)],
    *[("lab", ground, TEXT) for ground in ("land", "sea")],
    ("sealab", "sea", TEXT),
    ("ink", "land", TEXT),
    *[
        (line, ground, MARK)
        for line in ("free", "forced", "confrule")
        for ground in ("land", "sea")
    ],
    *[("rule2", "paper", MARK), ("focus", "paper", MARK), ("focus", "land", MARK)],
]


def luminance(colour: str) -> float:
    """Relative luminance of `#rgb` or `#rrggbb` (WCAG 2.2, definition of relative luminance)."""
    digits = colour.removeprefix("#")
    pairs = re.findall("..", digits) if len(digits) == 6 else [digit * 2 for digit in digits]
    channels = [int(pair, 16) / 255 for pair in pairs]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(c * weight for c, weight in zip(linear, (0.2126, 0.7152, 0.0722), strict=True))


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_black_on_white_has_the_contrast_that_the_standard_gives() -> None:
    assert contrast("#000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#fff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("mark", "ground", "needed"), PAIRS)
def test_a_token_stands_out_from_its_ground(
    theme: Theme, mark: str, ground: str, needed: float
) -> None:
    known = colours(theme)
    assert contrast(known[mark], known[ground]) >= needed
