"""Quotes held against their sources, or against what was kept of them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from mapgen.errors import Problem
from mapgen.marks import Marks
from mapgen.model import Route, Selector
from mapgen.quotes.compare import LocatedQuote, QuoteAt, compare_quotes
from mapgen.quotes.passages import Passage
from mapgen.quotes.record import Entry, QuotesRecord, fingerprint_of
from mapgen.quotes.texts import SourceText

GREATEST_SHARE = 0.2

_CONTEXT_LETTERS = 32
_BYTE_ORDER_MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class Verified:
    """What was found: for each quote its selector, or None where it is not verified.

    `shares` gives for each source whose text was at hand how much of it is quoted, from 0 to 1.
    `record` is what the committed file should hold now: what was found in texts, and what it held
    of quotes whose texts were not at hand.
    """

    selectors: Mapping[QuoteAt, Selector | None]
    problems: tuple[Problem, ...]
    shares: Mapping[str, float]
    record: QuotesRecord

    @property
    def total(self) -> int:
        return len(self.selectors)

    @property
    def verified(self) -> int:
        return sum(selector is not None for selector in self.selectors.values())

    @property
    def unverified(self) -> int:
        return self.total - self.verified


def verify_quotes(
    route: Route,
    marks: Marks,
    texts: Mapping[str, SourceText] | None,
    record: QuotesRecord | None,
) -> Verified:
    """Which quotes stand in their sources word for word, and where.

    A quote of a source whose text is at hand is looked for there: it must stand there once, or
    `after` must pick one passage. Any other is verified if the record holds these very words for
    the sha256 that the route gives. A quote with `see` has the result of its target.

    Problems are errors (a quote not found or found twice, a text with another sha256, a damaged
    record) and warnings (unverified quotes, a quote without translation, over a fifth quoted).
    """
    record = record or QuotesRecord()
    found: dict[QuoteAt, Entry] = {}
    shares: dict[str, float] = {}
    problems = list(record.problems)
    quotes = _by_source(route)
    for key, located in quotes.items():
        if text := (texts or {}).get(key):
            passages, wrong = compare_quotes(located, text, marks)
            found |= _entries(located, passages, text)
            shares[key] = _share(passages.values(), text)
            problems += (*wrong, *_changed(route, key, text, marks))
        else:
            found |= _kept(route, located, record)
            problems += _unverified(route, located, found, marks)
    problems += (*_over_quoted(shares, marks), *_untranslated(route, quotes, marks))
    return Verified(
        selectors=_with_shared(route, found),
        problems=tuple(sorted(problems, key=lambda problem: problem.sort_key)),
        shares=shares,
        record=QuotesRecord(tuple(found.values())),
    )


def _by_source(route: Route) -> dict[str, list[LocatedQuote]]:
    """The quotes that have words of their own, by the id of their source."""
    found: dict[str, list[LocatedQuote]] = {}
    for index, (path, stop) in enumerate(route.located_stops):
        for number, quote in enumerate(stop.quotes):
            if not quote.see:
                here = LocatedQuote((index, number), stop.id, (*path, "quotes", number), quote)
                found.setdefault(quote.source, []).append(here)
    return found


def _entries(
    located: Sequence[LocatedQuote], passages: Mapping[QuoteAt, Passage], text: SourceText
) -> Iterator[tuple[QuoteAt, Entry]]:
    letters = text.letters
    for each in located:
        if passage := passages.get(each.at):
            start = text.normalised.offset(passage.start)
            end = text.normalised.offset(passage.end)
            before = letters[max(0, start - _CONTEXT_LETTERS) : start]
            yield (
                each.at,
                Entry(
                    stop=each.stop,
                    source=each.quote.source,
                    words=fingerprint_of(each.quote.text, each.quote.after),
                    sha256=text.sha256,
                    start=start,
                    end=end,
                    exact=letters[start:end],
                    prefix=before.removeprefix(_BYTE_ORDER_MARK),
                    suffix=letters[end : end + _CONTEXT_LETTERS],
                ),
            )


def _kept(
    route: Route, located: Sequence[LocatedQuote], record: QuotesRecord
) -> dict[QuoteAt, Entry]:
    """What the record holds of quotes, under the stops they stand at now."""
    found: dict[QuoteAt, Entry] = {}
    for each in located:
        quote = each.quote
        sha256 = route.sources[quote.source].sha256
        if entry := record.find(quote.source, sha256, quote.text, quote.after):
            found[each.at] = entry.model_copy(update={"stop": each.stop, "source": quote.source})
    return found


def _share(passages: Iterable[Passage], text: SourceText) -> float:
    """How much of a text is quoted, each letter counted once and gaps not at all."""
    quoted = done = 0
    for start, end in sorted(chain.from_iterable(passage.pieces for passage in passages)):
        quoted += max(0, end - max(start, done))
        done = max(done, end)
    return quoted / len(text.normalised.text) if quoted else 0.0


def _changed(route: Route, key: str, text: SourceText, marks: Marks) -> Iterator[Problem]:
    expected = route.sources[key].sha256
    if expected and expected != text.sha256:
        named = f"`{text.file}`" if text.file else "the text"
        yield Problem(
            marks.value("sources", key, "sha256"),
            "source-changed",
            f"{named} is not the text that was quoted: its sha256 is another",
            f"if this text is meant, write `sha256: {text.sha256}`",
        )


def _unverified(
    route: Route,
    located: Sequence[LocatedQuote],
    found: Mapping[QuoteAt, Entry],
    marks: Marks,
) -> Iterator[Problem]:
    """One warning for the quotes of a source that nothing vouches for, at the first of them.

    A passage of a printed book that gives its page can be no better, and brings no warning.
    """
    key = located[0].quote.source
    has_file = route.sources[key].file is not None
    open_ones = [each for each in located if each.at not in found]
    doubtful = open_ones if has_file else [each for each in open_ones if not each.quote.page]
    if not doubtful:
        return
    if has_file:
        reason = "its text is not at hand, and no record holds these words for its sha256"
        hint = "give the folder of the text with `--sources`"
    else:
        reason = "it names no file, and they no page"
        hint = "give the source a `file`, or each quote of a printed book its `page`"
    count = "1 quote" if len(doubtful) == 1 else f"{len(doubtful)} quotes"
    yield Problem(
        marks.value(*doubtful[0].path, "text"),
        "quote-unverified",
        f"{count} of `{key}` cannot be verified: {reason}",
        hint,
        "warning",
        label="the first of them" if len(doubtful) > 1 else "",
    )


def _over_quoted(shares: Mapping[str, float], marks: Marks) -> Iterator[Problem]:
    for key, share in shares.items():
        if share > GREATEST_SHARE:
            message = f"{share:.1%} of `{key}` is quoted, more than {GREATEST_SHARE:.0%}"
            hint = "quote less of it: a few words carry a date or a place"
            yield Problem(marks.key("sources", key), "over-quoted", message, hint, "warning")


def _untranslated(
    route: Route, quotes: Mapping[str, Sequence[LocatedQuote]], marks: Marks
) -> Iterator[Problem]:
    for key, located in quotes.items():
        language = route.sources[key].language
        if _primary(language) == _primary(route.language):
            continue
        for each in located:
            if each.quote.translation is None:
                mark = marks.value(*each.path, "text")
                message = f"a quote in `{language}` has no translation"
                hint = f"add `translation:` in `{route.language}`, the language of the route"
                yield Problem(mark, "no-translation", message, hint, "warning")


def _primary(language: str) -> str:
    return language.partition("-")[0].lower()


def _with_shared(route: Route, found: Mapping[QuoteAt, Entry]) -> dict[QuoteAt, Selector | None]:
    """The selectors of all quotes, those that share the passage of another quote included."""
    owners = {
        quote.id: (index, number)
        for index, stop in enumerate(route.all_stops)
        for number, quote in enumerate(stop.quotes)
        if quote.id and not quote.see
    }
    selectors: dict[QuoteAt, Selector | None] = {}
    for index, stop in enumerate(route.all_stops):
        for number, quote in enumerate(stop.quotes):
            owner = owners.get(quote.see) if quote.see else (index, number)
            entry = found.get(owner) if owner else None
            selectors[index, number] = entry.selector if entry else None
    return selectors
