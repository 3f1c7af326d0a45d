"""What the server tells of an edit: the articles that say something else, if only they do."""

import pytest

from mapgen.serve.changes import changed_articles, prints_of


def page(*texts: str, title: str = "A road", tag: str = "") -> bytes:
    articles = "".join(
        f'<li><article class="stop{tag}" id="stop-s{n}" data-n="{n}"><p>{text}</p></article></li>'
        for n, text in enumerate(texts)
    )
    return f"<title>{title}</title><ol>{articles}</ol><footer>End</footer>".encode()


BEFORE = page("one", "zwei", "سه")


@pytest.mark.parametrize(
    ("now", "changed"),
    [
        (BEFORE, {}),
        (page("one", "two", "سه"), {"stop-s1": "<p>two</p>"}),
        (page("1", "zwei", "三"), {"stop-s0": "<p>1</p>", "stop-s2": "<p>三</p>"}),
        (page("one", "zwei", "سه", title="Another"), None),
        (page("one", "zwei", "سه", tag=" f"), None),
        (page("one", "zwei"), None),
        (page("one", "zwei", "سه", "four"), None),
        (BEFORE.replace(b"End", b"The end"), None),
    ],
    ids=[
        "nothing", "one text", "two texts", "a text outside", "a tag", "a stop fewer",
        "a stop more", "the end",
    ],
)  # fmt: skip
def test_only_what_articles_say_is_told(now: bytes, changed: dict[str, str] | None) -> None:
    assert changed_articles(prints_of(BEFORE), prints_of(now), now) == changed


def test_of_too_many_articles_nothing_is_told() -> None:
    before = page(*"a" * 40)
    for number in (20, 21):
        now = page(*"b" * number, *"a" * (40 - number))
        told = changed_articles(prints_of(before), prints_of(now), now)
        assert (len(told) if told else None) == (20 if number == 20 else None)
