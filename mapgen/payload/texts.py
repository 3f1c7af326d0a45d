"""Texts of the route as a page shows them: which wording, in which language, in which direction."""

from collections.abc import Mapping
from functools import cached_property
from typing import TypedDict

from mapgen.atlas import countries, country_names
from mapgen.model import Words
from mapgen.wording import Wording, direction


class Text(TypedDict):
    """A text of the author's or of a source; `lang` and `dir` are empty if they are the page's."""

    text: str
    lang: str
    dir: str


class Reader:
    """What a page in one language takes from texts that come in several.

    `fallbacks` are the languages, not the page's, that it has taken texts in so far.
    """

    def __init__(self, say: Wording, page_language: str, route_language: str) -> None:
        self.say = say
        self.page_language = page_language
        self.route_language = route_language
        self.fallbacks: set[str] = set()

    def text(self, words: Words) -> Text:
        """The wording for the page: its own language, else the route's, else the first given."""
        text, language = words.in_language(self.page_language, self.route_language)
        if language != self.page_language:
            self.fallbacks.add(language)
        return self.in_language(text, language)

    def in_language(self, text: str, language: str) -> Text:
        """A text whose language is known."""
        if language == self.page_language:
            return {"text": text, "lang": "", "dir": ""}
        way = direction(language)
        turns = way != direction(self.page_language)
        return {"text": text, "lang": language, "dir": way if turns else ""}

    @cached_property
    def countries(self) -> Mapping[str, str]:
        """The names of the countries of today, by code: in the page's language, else in English.

        In the languages of the atlas they are the short ones that stand on a map: China, not the
        People's Republic of China.
        """
        if all(self.page_language in country.names for country in countries().values()):
            return {code: c.names[self.page_language] for code, c in countries().items()}
        short = self.page_language.split("-")[0]
        return {
            code: name
            for code, names in country_names().items()
            if (name := names.get(self.page_language) or names.get(short) or names.get("en"))
        }

    def maybe(self, words: Words | None) -> Text | None:
        """The wording for the page, where there is a text at all."""
        return self.text(words) if words else None
