"""What each code of a problem means, with an example of wrong and right: one text file each."""

import re
from dataclasses import dataclass
from importlib.resources import files

from mapgen.errors import Severity

_FORM = re.compile(
    r"(?P<severity>error|warning): (?P<title>.+)\n\n"
    r"(?P<text>.+?)\n\n"
    r"Wrong:\n\n(?P<wrong>(?: {4}.+\n|\n)+)\n"
    r"Right:\n\n(?P<right>(?: {4}.+\n|\n)+)",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a code means. `wrong` and `right` are a few lines each, from the left margin."""

    code: str
    severity: Severity
    title: str
    text: str
    wrong: str
    right: str

    def __str__(self) -> str:
        head = f"{self.severity}[{self.code}]: {self.title}"
        return "\n\n".join(
            [head, self.text, "Wrong:", _indented(self.wrong), "Right:", _indented(self.right)]
        )


def explained_codes() -> tuple[str, ...]:
    """All codes that have an explanation, sorted."""
    names = (file.name for file in files(__name__).iterdir())
    return tuple(sorted(name.removesuffix(".txt") for name in names if name.endswith(".txt")))


def explanation_of(code: str) -> Explanation:
    """The explanation of a code. Raises KeyError where there is none."""
    if code not in explained_codes():
        raise KeyError(code)
    written = _FORM.fullmatch((files(__name__) / f"{code}.txt").read_text(encoding="utf-8"))
    assert written, f"the explanation of {code} has another form"
    return Explanation(
        code,
        "error" if written["severity"] == "error" else "warning",
        written["title"],
        written["text"],
        _from_the_margin(written["wrong"]),
        _from_the_margin(written["right"]),
    )


def _from_the_margin(lines: str) -> str:
    return re.sub("^ {4}", "", lines, flags=re.MULTILINE).strip("\n")


def _indented(lines: str) -> str:
    return re.sub("^(?=.)", "    ", lines, flags=re.MULTILINE)
