"""Small routes over small texts, for the tests of quotes."""

import json
from pathlib import Path
from typing import Any

from mapgen.loading import Loaded, load_route
from mapgen.model import Selector
from mapgen.quotes import QuotesRecord, SourceText, Verified, verify_quotes

Written = dict[str, Any]

PERSIAN = "او در تهران زندگی می‌کرد. سپس به اصفهان رفت.\n"
HINDI = "वह वियना में रहे। फिर वे पेरिस गए।\n"
CHINESE = "他先到維也納,後來到巴黎(法國)。\n他在倫敦住了一年。\n"
ENGLISH = "He lived in Vienna, and then in Paris.\nIn Paris he wrote.\n"


def loaded(folder: Path, *stops: list[Written] | Written, **route: Any) -> Loaded:
    """A route whose stops have these quotes; a quote without a source is from `text`."""
    folder.mkdir(exist_ok=True)
    file = folder / "small.yaml"
    written = {
        "route": "small",
        "title": "Small",
        "subject": {"name": "A"},
        "sources": {"text": {"title": "T", "language": "en", "file": "text.txt"}},
        "places": {"paris": {"name": "Paris"}},
        "stops": [
            {
                "id": f"stop-{index}",
                "place": "paris",
                "quotes": [
                    quote if "see" in quote else {"source": "text", **quote}
                    for quote in ([quotes] if isinstance(quotes, dict) else quotes)
                ],
            }
            for index, quotes in enumerate(stops)
        ],
        **route,
    }
    file.write_text(json.dumps(written, ensure_ascii=False, indent=1), encoding="utf-8")
    return load_route(file)


def verified(
    folder: Path,
    text: str | bytes | None,
    *quotes: str | Written,
    record: QuotesRecord | None = None,
    **route: Any,
) -> Verified:
    """One stop with these quotes, held against the text of their one source."""
    written = [{"text": quote} if isinstance(quote, str) else quote for quote in quotes]
    found = loaded(folder, written, **route)
    assert found.route, [str(problem) for problem in found.problems]
    content = text.encode() if isinstance(text, str) else text
    texts = None if content is None else {"text": SourceText(content, "text.txt")}
    return verify_quotes(found.route, found.marks, texts, record)


def only(found: Verified) -> Selector:
    """The selector of the only quote."""
    (selector,) = found.selectors.values()
    assert selector, told(found)
    return selector


def codes(found: Verified) -> list[str]:
    return [problem.code for problem in found.problems]


def told(found: Verified) -> list[str]:
    """Each problem as a reader sees it, without the lines that show the file."""
    return [f"{problem.code}: {problem.message}; {problem.hint}" for problem in found.problems]
