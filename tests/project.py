"""A little project in a folder of its own: a route, its texts, and the command line on it."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

TEXT_FA = (
    "او در سال ۱۸۸۸ به اودسا رفت. سپس در اکتبر ۱۹۰۲ به لندن رسید.\n\nدر ۱۸۹۸ از سیبری گریخت.\n"
    + "این متن دربارهٔ کسی است که نامش را نمی‌دانیم.\n" * 5
)
TEXT_EN = (
    "He came to Odessa in 1889, some say. In London he knocked at a door in October 1902.\n"
    + "Of the years between, this text tells nothing that a map could show.\n" * 5
)

ROUTE = """\
route: small
title: A small road
subject: {name: Someone, born: 1879-11-07, died: 1940}
sources:
  fa: {title: A Persian life, language: fa, file: fa.txt}
  en: {title: An English life, language: en, file: en.txt}
places:
  odessa: {name: Odessa, country: UA, at: [46.4857, 30.7438]}
  london: {name: London, country: GB, at: [51.5085, -0.1257]}
  siberia: {name: Siberia, kind: region, area: siberia}
chapters:
  - title: The beginning
    stops:
      - id: school
        place: odessa
        when: 1888
        event: schooling
        quotes:
          - source: fa
            text: در سال ۱۸۸۸ به اودسا رفت
            translation: in 1888 he went to Odessa
            says: {when: 1888, where: odessa}
          - {source: en, text: came to Odessa in 1889, says: {when: 1889, where: odessa}}
      - id: door
        place: london
        when: 1902-10
        event: arrival
        leg: {kind: escape, by: train, when: 1902-09/1902-10}
        quotes:
          - source: fa
            text: در ۱۸۹۸ از سیبری گریخت
            translation: in 1898 he fled from Siberia
            says: {when: 1898, from: siberia}
          - source: en
            text: In London he knocked at a door in October 1902
            says: {when: 1902-10, where: london}
"""


@dataclass(frozen=True)
class Ran:
    """What a command did."""

    code: int
    out: str
    err: str


@dataclass(frozen=True)
class Project:
    """A folder with routes/, texts/ and output/ in it."""

    folder: Path

    @property
    def route(self) -> Path:
        return self.folder / "routes" / "small.yaml"

    @property
    def page(self) -> Path:
        return self.folder / "output" / "small.html"

    @property
    def record(self) -> Path:
        return self.folder / "routes" / "small.quotes.json"

    @property
    def geocache(self) -> Path:
        return self.folder / "routes" / "geocache.json"

    def edit(self, before: str, after: str) -> None:
        """Change the route; the words to change must stand there once."""
        text = self.route.read_text(encoding="utf-8")
        assert text.count(before) == 1, before
        self.route.write_text(text.replace(before, after), encoding="utf-8")

    def run(self, *arguments: str, **environment: str) -> Ran:
        """Run the command line in the folder, in a process of its own."""
        ran = subprocess.run(
            [sys.executable, "-m", "mapgen", *arguments],
            cwd=self.folder,
            env={**os.environ, **environment},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        return Ran(ran.returncode, ran.stdout, ran.stderr)


def make_project(folder: Path) -> Project:
    """A project that builds: two stops, four quotes, two texts."""
    for name in ("routes", "texts"):
        (folder / name).mkdir()
    (folder / "routes" / "small.yaml").write_text(ROUTE, encoding="utf-8")
    (folder / "texts" / "fa.txt").write_text(TEXT_FA, encoding="utf-8")
    (folder / "texts" / "en.txt").write_text(TEXT_EN, encoding="utf-8")
    return Project(folder)
