"""Quotes compared with the texts they come from, word for word."""

from mapgen.quotes.compare import QuoteAt
from mapgen.quotes.record import Entry, QuotesRecord
from mapgen.quotes.texts import SourceText, normalise, read_texts
from mapgen.quotes.verify import GREATEST_SHARE, Verified, verify_quotes

__all__ = [
    "GREATEST_SHARE",
    "Entry",
    "QuoteAt",
    "QuotesRecord",
    "SourceText",
    "Verified",
    "normalise",
    "read_texts",
    "verify_quotes",
]
