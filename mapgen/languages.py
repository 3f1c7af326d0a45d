"""The languages a page can be in, and which way each is read."""

LANGUAGES = ("en", "fa", "hi", "zh-Hant")
"""The languages that have words of the page's own."""

_RIGHT_TO_LEFT = frozenset(
    {"ar", "arc", "ckb", "dv", "fa", "glk", "he", "khw", "ks", "lrc", "mzn", "nqo", "ps"}
    | {"sd", "syr", "ug", "ur", "yi"}
)
_RIGHT_TO_LEFT_SCRIPTS = frozenset(
    {"adlm", "arab", "aran", "hebr", "mand", "nkoo", "rohg", "syrc", "thaa"}
)


def direction(language: str) -> str:
    """ "rtl" or "ltr": by the script subtag of a language tag, else by the language itself.

    >>> direction("fa"), direction("fa-Latn"), direction("uz-Arab"), direction("zh-Hant")
    ('rtl', 'ltr', 'rtl', 'ltr')
    """
    first, *others = language.lower().split("-")
    for part in others:
        if len(part) == 4 and part.isalpha():
            return "rtl" if part in _RIGHT_TO_LEFT_SCRIPTS else "ltr"
    return "rtl" if first in _RIGHT_TO_LEFT else "ltr"
