"""What npm's edtf makes of dates: asked through Node where the package is there, else recorded.

`make` puts the package into the virtual environment where npm is at hand and answers. `python -m
tests.npm_edtf` writes the record anew.
"""

import json
import random
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

Verdict = list[str] | None
"""The first and the last day of a date ("" where it has none); None where it is refused."""

PACKAGE = Path(__file__).parent.parent / ".venv" / "node" / "node_modules" / "edtf"
RECORD = Path(__file__).parent / "golden" / "npm_edtf.json"
GENERATED = 600

WRITTEN = [
    "1929", "1929-02", "1929-02-12", "1929~", "1929?", "1929%", "1929-02~", "1929-02-12?", "192X",
    "19XX", "1929-XX", "1929-02-XX", "1929-XX-XX", "1929-21", "1929-24", "1929-02/1933-07-17",
    "1929~/1933?", "../1929", "1929/..", "/1929", "1929/", "[1929,1930]", "{1929,1930}", "[..1929]",
    "[1929-02..1929-05]", "1929-02~-12", "?1929-02", "-0044", "0000", "1929-XX/..", "?1929/..",
    "1929-33", "1929-30", "1929-31", "1929-41", "1929-25", "1929-02-12T24:00", "1950S2", "1929S2",
    "1XX3", "1929-02-29", "1900-02-29", "[1929]", "{1929,1929}",
    "1929-13", "1929-02-30", "1929-2-3", "02/1929", "12 Feb 1929", "c. 1929", "1929-1933",
    "unknown", "uuuu", "1929/open", "1933/1929", "1929 ", "１９２９", "1929–1933", "", "1929-02-00",
    "1929-00", "1912-13", "1929/1930/1931", "somewhen", "1929-21~", "?192X", "Y170000002?",
    "?1929-02-12", "1929?-02-12", "1929-?02-12", "1929-02?-12", "1929-02-?12", "1929~-02-12",
    "~1929-02", "1929-~02", "%1929-02-12", "1929-02%-12", "?1929-~02-%12", "~1929-02~-12?",
]  # fmt: skip
"""What historians write, well and badly, and every group of parts with its qualifier."""

_ASK = """
import { readFileSync } from 'node:fs';
const { default: edtf } = await import(process.argv[1]);
const day = (time) => (
  Math.abs(time) < 8.64e15 ? new Date(time).toISOString().slice(0, -14) : '');
const verdict = (text) => {
  try { const date = edtf(text); return [day(date.min), day(date.max)]; } catch { return null; }
};
const texts = JSON.parse(readFileSync(0, 'utf8'));
process.stdout.write(JSON.stringify(texts.map(verdict)));
"""


def is_installed() -> bool:
    """Whether npm's edtf can be asked here."""
    return shutil.which("node") is not None and (PACKAGE / "index.js").exists()


def recorded() -> Mapping[str, Verdict]:
    """What npm's edtf 4.11.1 said of every text of these tests when it was last asked."""
    found: Mapping[str, Verdict] = json.loads(RECORD.read_text(encoding="utf-8"))
    return found


def asked(about: Sequence[str]) -> Mapping[str, Verdict]:
    """What npm's edtf says of texts now; what it said when it is not there."""
    if not is_installed():
        return recorded()
    command = ["node", "--input-type=module", "--eval", _ASK, (PACKAGE / "index.js").as_uri()]
    ran = subprocess.run(
        command, input=json.dumps(about), capture_output=True, text=True, check=True
    )
    return dict(zip(about, json.loads(ran.stdout), strict=True))


def texts() -> list[str]:
    """All that these tests ask about, each once."""
    return list(dict.fromkeys([*WRITTEN, *_generated()]))


def _generated() -> list[str]:
    """Dates, intervals and sets of levels 0 and 1, some of days that do not exist."""
    chance = random.Random(1929)
    found: set[str] = set()
    while len(found) < GENERATED:
        one, other = _date(chance), _date(chance)
        end, start = (f"{each}{chance.choice(['', '?', '~', '%'])}" for each in (one, other))
        forms = [one, end, f"{end}/{start}", f"{end}/..", f"../{end}", f"{end}/", f"/{end}",
                 f"[{one},{other}]", f"{{{one},{other}}}", _vague(chance)]  # fmt: skip
        found.add(chance.choice(forms))
    return sorted(found)


def _date(chance: random.Random) -> str:
    month, day = chance.randint(0, 13), chance.randint(0, 32)
    return _year(chance) + chance.choice(["", f"-{month:02}", f"-{month:02}-{day:02}"])


def _year(chance: random.Random) -> str:
    year = chance.choice([chance.randint(1870, 1945), chance.randint(-9999, 9999)])
    return f"{year:0{5 if year < 0 else 4}}"


def _vague(chance: random.Random) -> str:
    """A date with figures left open, a season, or a long year."""
    year, month = _year(chance), f"{chance.randint(1, 12):02}"
    season, long_year = chance.randint(20, 25), chance.randint(10_000, 10**9)
    forms = [f"{year[:-1]}X", f"{year[:-2]}XX", f"{year}-XX", f"{year}-{month}-XX",
             f"{year}-XX-XX", f"{1900 + chance.randint(0, 99)}-{season}", f"Y{long_year}",
             f"Y-{long_year}"]  # fmt: skip
    return chance.choice(forms)


def write_record() -> None:
    """Ask npm's edtf about every text of these tests, and keep its answers."""
    assert is_installed(), "npm's edtf is not installed: run make test where npm is"
    answers = asked(texts())
    rows = [f"{json.dumps(text)}: {json.dumps(answer)}" for text, answer in answers.items()]
    RECORD.write_text("{\n" + ",\n".join(rows) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    write_record()
