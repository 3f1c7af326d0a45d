"""Names and texts folded to one form, so that spellings of the same word compare equal."""

import re
import unicodedata
from collections.abc import Iterator

from mapgen.han import SIMPLIFIED

_LETTERS = {
    # Latin letters that Unicode does not take apart
    "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "æ": "ae", "œ": "oe",
    "þ": "th", "ı": "i", "ə": "e", "ŋ": "n", "ɓ": "b", "ɗ": "d", "ƙ": "k",
    # Ukrainian and other Cyrillic letters written two ways
    "ґ": "г",
    # Arabic, Persian and Urdu forms of one letter
    "ي": "ی", "ى": "ی", "ے": "ی", "ك": "ک", "ة": "ه", "ہ": "ه", "ھ": "ه", "ۃ": "ه", "ە": "ه",
    "ٱ": "ا", "ـ": "",
    # a nasal sign of Devanagari that print uses for another
    "ँ": "ं",
    # hyphens and dashes part words, apostrophes have one form
    **dict.fromkeys("-‐‑‒–—―−־・·•", " "),
    **dict.fromkeys("'’‘ʼʹʻʽʾʿˈ`´′", "'"),
}  # fmt: skip
_NUKTA = 7
_POINTS_HEBREW_TO_SYRIAC = range(10, 37)
_ACCENTS = range(202, 241)
_JOINER_AFTER_ARABIC = re.compile("(?<=[\u0600-\u06ff\ufb50-\ufdff\ufe70-\ufefc])\u200c")
_SPACE = re.compile(r"\s+")
_HINDI_VOWELS = {"ै": "े", "ू": "ु", "ऐ": "ए", "ऊ": "उ"}

TWO_WAYS = frozenset(
    letter
    for letter in [*_LETTERS, *map(chr, SIMPLIFIED), *_HINDI_VOWELS, "ß", "ς"]
    if unicodedata.category(letter)[0] in "LM"
)
"""Letters and marks in whose stead another may be written."""


class _Alphabet(dict[int, str]):
    """What becomes of each letter, worked out when it is first met (for `str.translate`)."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        folded = _LETTERS.get(letter, letter)
        if _is_dropped(letter):
            folded = ""
        elif unicodedata.category(letter) == "Nd":
            folded = str(unicodedata.digit(letter))
        self[code] = folded
        return folded


def _is_dropped(letter: str) -> bool:
    kind = unicodedata.combining(letter)
    return (
        kind == _NUKTA
        or kind in _POINTS_HEBREW_TO_SYRIAC
        or kind in _ACCENTS
        or unicodedata.category(letter) == "Cf"
    )


_ALPHABET = _Alphabet()


class _Plain(dict[int, str]):
    """Each letter, mark or digit in one of the ways it is written, the rest a space."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        kept = letter if unicodedata.category(letter)[0] in "LMN" else " "
        self[code] = kept
        return kept


_PLAIN = _Plain({**SIMPLIFIED, **str.maketrans(_HINDI_VOWELS)})


def fold(text: str) -> str:
    """The text in one form: compatible letters, case, accents and vowel signs made alike.

    Arabic and Persian letter forms fall together, a Devanagari nukta goes, digits become ASCII,
    hyphens and a Persian zero-width non-joiner become a space, runs of space become one and none
    is left at the ends. Other punctuation stays. Vowel signs of Indic scripts and Japanese
    voicing marks are letters and stay.

    >>> fold("Ust\u2011Kut"), fold("Coyoacán"), fold("ODESSA"), fold("Nüßli")
    ('ust kut', 'coyoacan', 'odessa', 'nussli')
    >>> fold("كيف") == fold("کیف"), fold("सखालिन") == fold("सख़ालिन")
    (True, True)
    """
    return " ".join(_fold_letters(text).split())


def fold_with_offsets(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its letters where it comes from in the text.

    The list has one entry more than the folded text: the end of the last folded letter. The words
    behind `folded[i:j]` are therefore `text[offsets[i]:offsets[j]]`, with what folding dropped.

    >>> fold_with_offsets("Coyoa\u0301n  ")
    ('coyoan', [0, 1, 2, 3, 4, 6, 7])
    """
    letters: list[str] = []
    offsets: list[int] = []
    end = 0
    for start, stop in _clusters(joined := _JOINER_AFTER_ARABIC.sub(" ", text)):
        for letter in _SPACE.sub(" ", _fold_letters(joined[start:stop])):
            if letter == " " and (not letters or letters[-1] == " "):
                continue
            letters.append(letter)
            offsets.append(start)
            end = end if letter == " " else stop
    if letters and letters[-1] == " ":
        letters.pop()
        offsets.pop()
    return "".join(letters), [*offsets, end]


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each letter with the marks (or Hangul vowels) that fold with it."""
    start = 0
    for end in range(1, len(text) + 1):
        if end == len(text) or not _leans_on_the_letter_before(text[end]):
            yield start, end
            start = end


def _leans_on_the_letter_before(letter: str) -> bool:
    return bool(unicodedata.combining(letter)) or "\u1160" <= letter <= "\u11ff"


def _fold_letters(text: str) -> str:
    if text.isascii():
        return text.lower().translate(_ALPHABET)
    if "\u200c" in text:
        text = _JOINER_AFTER_ARABIC.sub(" ", text)
    apart = unicodedata.normalize("NFKD", text).casefold()
    plain = unicodedata.normalize("NFKD", apart).translate(_ALPHABET)
    return unicodedata.normalize("NFC", plain)


def plain_spelling(words: str) -> str:
    """The words folded, with single spaces for whatever is no letter, mark or digit.

    Hindi's long and short u, and ai and e, fall together, for foreign names are spelt both ways;
    so do traditional and simplified Chinese characters.

    >>> plain_spelling("St.\u00a0Petersburg's")
    'st petersburg s'
    >>> plain_spelling("मैक्सिको") == plain_spelling("मेक्सिको")
    True
    """
    return " ".join(plain_letters(fold(words)).split())


def plain_letters(folded: str) -> str:
    """A folded text in plain spelling, letter by letter: as long as it was."""
    return folded.translate(_PLAIN)
