"""Dates as texts write them, found in the sentence round a place."""

import re

_MONTHS = (
    *("January", "February", "March", "April", "June", "July", "August", "September", "October"),
    *(
        "November",
        "December",
        "ژانویه",
        "ژانویۀ",
        "فوریه",
        "فوریۀ",
        "مارس",
        "آوریل",
        "ژوئن",
        "ژوئیه",
    ),
    *("ژوییه", "اوت", "سپتامبر", "اکتبر", "نوامبر", "دسامبر", "जनवरी", "फरवरी", "फ़रवरी", "मार्च"),
    *("अप्रैल", "मई", "जून", "जुलाई", "अगस्त", "सितंबर", "सितम्बर", "अक्टूबर", "अक्तूबर", "नवंबर"),
    *("नवम्बर", "दिसंबर", "दिसम्बर"),
)
_FIRST_LETTERS = "".join(sorted({month[0] for month in _MONTHS}))
_YEAR = r"(?:1[0-9]|20|۱[۰-۹]|۲۰|١[٠-٩]|१[०-९]|२०)\d{2}(?!\d)"
_DATE = re.compile(
    rf"(?=[\d{_FIRST_LETTERS}])(?<!\d)(?:"
    rf"(?:\d{{1,2}}\s+)?\b(?:{'|'.join(_MONTHS)})(?!\w)(?:\s+\d{{1,2}}(?!\d))?"
    rf"(?:,?\s+(?:سال\s+)?{_YEAR})?"
    rf"|\d{{1,2}}\s+(?:مه|May)(?!\w)(?:\s+{_YEAR})?"
    rf"|\bMay\s+(?:\d{{1,2}},?\s+)?{_YEAR}"
    r"|\d{4}\s*年(?:代|\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?)?"
    r"|\d{1,2}\s*月\s*\d{1,2}\s*日"
    rf"|{_YEAR})"
)
_SENTENCE_END = re.compile(r"[.!?؟。!?।\n]")
_REACH = 200


def dates_near(text: str, start: int, end: int) -> tuple[str, ...]:
    """The dates in the sentence round a stretch, as written, each once, nearest first.

    A sentence is looked at up to 200 code points either way. May and its Persian name are dates
    only beside a number: the one is also a verb, the other fog.
    """
    low = max(0, start - _REACH)
    for found in _SENTENCE_END.finditer(text, low, start):
        low = found.end()
    stop = _SENTENCE_END.search(text, end, end + _REACH)
    high = stop.start() if stop else min(len(text), end + _REACH)
    dates = list(_DATE.finditer(text, low, high))
    dates.sort(key=lambda date: max(start - date.end(), date.start() - end))
    return tuple(dict.fromkeys(" ".join(date.group().split()) for date in dates))
