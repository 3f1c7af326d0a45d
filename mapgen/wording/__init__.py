"""The words of the page itself, by language: one JSON file each."""

import json
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def words_of(language: str) -> dict[str, Any]:
    """All words in a language; English where there is no file for it."""
    folder = files("mapgen.wording")
    file = folder / f"{language}.json"
    if not file.is_file():
        file = folder / "en.json"
    words: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return words
