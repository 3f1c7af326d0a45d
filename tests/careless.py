"""Routes as careless hands write them: every style, indent and comment that YAML allows."""

import json
import random
from typing import Any

_TEXTS = [
    "plain words", "NO", "no", "~", "1902", "12:30", "0777", "a: b", "# none", "don't", 'a "b"',
    "در اکتبر ۱۹۰۲ به لندن رفت", "می\u200cرود", "他在倫敦住了一年。", "लंदन में रहे", "- dash",
    "! mark",
    "a long text of many words that a hand would break over two or three lines of its file",
    "'quoted'", "[...]", "C:\\2019", "ends with colon:", "trailing \u00a0", "x" * 120, "\U00020000",
    "*star", "&and", "%per", "@at", "`tick`", "? why", "| bar", "> more", "{a}", "[b]", "a, b", "=",
]  # fmt: skip
_COMMENTS = ["why", "a: b", "- old", "# twice", "", "«quoted»", "  spaced  ", "'", '"', "[", "*x"]
_FOLDED_FROM = 40


def careless_route(seed: int) -> bytes:
    """A small route that loads, written in a style of its own."""
    chance = random.Random(seed)
    text = "".join(_Hand(chance).document(_route(chance)))
    if chance.random() < 0.1:
        text = text.rstrip("\n")
    ending = chance.choice(["\n"] * 8 + ["\r\n", "\r"])
    start = "\ufeff" * (chance.random() < 0.1)
    return (start + text.replace("\n", ending)).encode()


def _route(chance: random.Random) -> dict[str, Any]:
    text = lambda: chance.choice(_TEXTS)  # noqa: E731
    places = {
        f"p{number}": {"name": text(), "at": ["46.5", f"{number}.7"], "also": [text(), text()]}
        for number in range(chance.randint(1, 3))
    }
    stops = []
    for number in range(chance.randint(1, 4)):
        stop: dict[str, Any] = {"id": f"s{number}", "place": chance.choice(list(places))}
        for key, value in {
            "when": f"19{number:02d}",
            "title": {"en": text(), "fa": text()},
            "text": text(),
            "note": text() + "\n\nmore\n" + text() + "\n" if chance.random() < 0.3 else text(),
            "leg": {"kind": "escape", "via": ["p0"]},
            "quotes": [{"source": "s", "text": text(), "says": {"where": "p0"}}],
        }.items():
            if chance.random() < 0.5:
                stop[key] = value
        stops.append(stop)
    return {
        "route": "careless", "title": text(), "subject": {"name": text()},
        "sources": {"s": {"title": text(), "language": "en"}}, "places": places, "stops": stops,
    }  # fmt: skip


class _Hand:
    """Writes values as YAML, now in this style, now in that."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.comments = chance.random() < 0.6

    def document(self, value: dict[str, Any]) -> list[str]:
        head = ["---\n"] if self.chance.random() < 0.1 else []
        return [*head, *self.mapping(value, 0), *self.between(0)]

    def between(self, indent: int) -> list[str]:
        """Blank lines and comments before a line, the comments not always where it begins."""
        lines = []
        while self.comments and self.chance.random() < 0.2:
            lines.append("\n" * (self.chance.random() < 0.5))
            column = self.chance.choice([indent, indent, 0, indent + 2])
            lines.append(f"{' ' * column}# {self.chance.choice(_COMMENTS)}\n")
        lines.append("\n" * (self.chance.random() < 0.1))
        return lines

    def tail(self) -> str:
        """The end of a line: nothing, stray space, or a comment."""
        if self.comments and self.chance.random() < 0.15:
            return f"{' ' * self.chance.randint(1, 9)}# {self.chance.choice(_COMMENTS)}\n"
        return self.chance.choice(["", "", "", "  ", "\t"]) + "\n"

    def mapping(self, value: dict[str, Any], indent: int) -> list[str]:
        lines: list[str] = []
        for key, inner in value.items():
            lines += [*self.between(indent), " " * indent, f"{key}:", *self.value(inner, indent)]
        return lines

    def value(self, value: Any, indent: int) -> list[str]:
        """What stands behind a colon, to the end of its last line."""
        space = " " * self.chance.randint(1, 4)
        if isinstance(value, str):
            return [*self.scalar(value, indent, space)]
        if self.chance.random() < 0.3:
            return [space, self.flow(value, indent + 1), self.tail()]
        step = self.chance.randint(1, 6)
        if isinstance(value, dict):
            return [self.tail(), *self.mapping(value, indent + step)]
        return [self.tail(), *self.sequence(value, indent + self.chance.choice([0, step]))]

    def sequence(self, value: list[Any], indent: int) -> list[str]:
        lines: list[str] = []
        for inner in value:
            lines += [*self.between(indent), " " * indent, "-"]
            if isinstance(inner, dict) and self.chance.random() < 0.7:
                step = self.chance.randint(2, 5)
                first, *rest = inner.items()
                lines += [" " * (step - 1), f"{first[0]}:", *self.value(first[1], indent + step)]
                lines += self.mapping(dict(rest), indent + step)
            elif isinstance(inner, str):
                lines += self.scalar(inner, indent, " ")
            else:
                lines += [" ", self.flow(inner, indent + 1), self.tail()]
        return lines

    def flow(self, value: Any, indent: int) -> str:
        if isinstance(value, str):
            return self.quoted(value)
        if isinstance(value, dict):
            inner = [f"{key}: {self.flow(each, indent)}" for key, each in value.items()]
        else:
            inner = [self.flow(each, indent) for each in value]
        text = inner[0]
        for each in inner[1:]:
            text += self.comma(indent) + each
        opening, closing = "{}" if isinstance(value, dict) else "[]"
        space = self.chance.choice(["", "", " ", f"\n{' ' * indent}"])
        return f"{opening}{space}{text}{space}{closing}"

    def comma(self, indent: int) -> str:
        """A comma in brackets, with what may stand round it: space, a line break, a comment."""
        start = " " * self.chance.randint(indent, indent + 4)
        if self.chance.random() < 0.1:
            return ("," + self.tail() + "".join(self.between(indent)) + start).replace("\t", "")
        return self.chance.choice([", ", ",  ", " , ", "," + " "])

    def quoted(self, text: str) -> str:
        if text.isalnum() and self.chance.random() < 0.7:
            return text
        if "\n" in text or self.chance.random() < 0.5:
            return json.dumps(text, ensure_ascii=self.chance.random() < 0.2 and text.isascii())
        return "'" + text.replace("'", "''") + "'"

    def scalar(self, text: str, indent: int, space: str) -> list[str]:
        inner = " " * (indent + self.chance.randint(1, 4))
        draw = self.chance.random()
        if "\n" in text and draw < 0.7:
            rows = "\n".join(inner + row if row else "" for row in text.rstrip("\n").split("\n"))
            return [space, "|\n", rows, "\n"]
        if len(text) > _FOLDED_FROM and " " in text and draw < 0.6:
            words = text.split(" ")
            middle = len(words) // 2
            head, rest = " ".join(words[:middle]), " ".join(words[middle:])
            if draw < 0.2:
                return [space, f"{head}\n{inner}{rest}", self.tail()]
            if draw < 0.3:
                return [space, f'"{head}\n{inner}{rest}"', self.tail()]
            return [space, f">-\n{inner}{head}\n{inner}{rest}\n"]
        return [space, self.quoted(text), self.tail()]
