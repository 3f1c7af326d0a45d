"""Whether words that spell a name are one: capitals, the words beside it, what lies between."""

import re

from mapgen.coverage.lexicon import Form

_REACH = 40
_WORD_BEFORE = re.compile(r"([\w'’.-]+) +$")
_WORD_AFTER = re.compile(r" +([\w'’-]+)")
_PREPOSITIONS = frozenset(
    {
        *("in", "at", "from", "to", "near", "of", "into", "toward", "towards", "through", "via"),
        *("around", "outside", "between", "nach", "aus", "bei", "von", "à", "en", "de", "a", "di"),
        *("da", "du"),
    }
)
_SMALL_WORDS = frozenset(
    {
        *("the", "and", "or", "but", "on", "for", "with", "by", "after", "before", "when"),
        *("while", "as", "is", "was", "since", "until", "that", "this", "then", "und", "der"),
        *("die", "das", "el", "la", "los", "le", "les", "et", "y", "e"),
    }
)
_STOPS = re.compile(
    r"[,;:!?،؛。、,;:!?।()\[\]«»“”\"]|\n\s*\n"
    r"|(?<!\bSt)(?<!\bSte)(?<!\bFt)(?<!\bMt)(?<!\b\w)\.\s"
)


def is_named(text: str, start: int, end: int, form: Form) -> bool:
    """Whether the letters of a text from `start` up to `end` bear the marks of a name.

    In a script with capitals a name begins with one, and an abbreviation has no small letter. No
    stop parts the words of a name, but for that of a short abbreviation ("St. Petersburg"). See
    `Form.trust` for what doubtful names need besides.
    """
    words = text[start:end]
    if words[0].islower() or (form.is_abbreviation and not words.isupper()):
        return False
    if _STOPS.search(words):
        return False
    if form.trust == "sure" or not words[0].isupper():
        return True
    before = _WORD_BEFORE.search(text, max(0, start - _REACH), start)
    after = _WORD_AFTER.match(text, end, end + _REACH)
    word = before[1] if before else ""
    has_capital_after = after is not None and after[1][0].isupper()
    if form.trust == "doubtful":
        return word in _PREPOSITIONS and not has_capital_after
    if word.lower() in _PREPOSITIONS:
        return True
    has_capital_before = word[:1].isupper() and word.lower() not in _SMALL_WORDS
    return not (has_capital_before or has_capital_after)
