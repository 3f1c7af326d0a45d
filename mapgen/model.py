"""The words of a route, as its author wrote them, with types.

These classes are the format: they validate a route read as strings, and give its JSON Schema.
What the evidence makes of a stop, where a place lies and how a leg runs are worked out by the
stages; their results are at the end of this file.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Annotated, Any, Literal, Self, get_args
from urllib.parse import urlsplit

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError

from mapgen.dates import DateSpan, EdtfError, parse_edtf

Event = Literal[
    "birth", "schooling", "residence", "work", "visit", "meeting", "congress", "arrest",
    "prison", "trial", "exile", "escape", "internment", "arrival", "departure", "expulsion",
    "asylum", "attack", "death", "other",
]  # fmt: skip
LegKind = Literal["travel", "escape", "exile", "deportation", "transfer", "return", "voyage"]
Means = Literal["foot", "horse", "sledge", "cart", "boat", "ship", "train", "car", "air", "unknown"]
PlaceKind = Literal["settlement", "site", "region", "country", "water"]

FORCED_EVENTS: frozenset[Event] = frozenset(
    {"arrest", "prison", "trial", "exile", "internment", "expulsion", "asylum", "attack"}
)
FORCED_LEGS: frozenset[LegKind] = frozenset({"exile", "deportation", "transfer"})
LEG_KINDS: frozenset[str] = frozenset(get_args(LegKind))
AREA_KINDS: frozenset[PlaceKind] = frozenset({"region", "country", "water"})

Path = tuple[str | int, ...]
"""Where something stands in a route file: keys and indexes from the top."""


def _checked_id(value: object) -> object:
    if isinstance(value, str) and not re.fullmatch(r"[a-z0-9_-]{1,64}", value):
        raise PydanticCustomError(
            "bad-id",
            "`{value}` is not an id: 1 to 64 of a-z 0-9 - _",
            {"value": value, "hint": _id_hint(value)},
        )
    return value


def _id_hint(value: str) -> str:
    slug = re.sub(r"[^a-z0-9_]+", "-", value.lower()).strip("-")[:64]
    return f"write `{slug}`" if slug else "use small Latin letters, digits and hyphens"


def _date(value: object) -> object:
    return _parsed_date(value, "gregorian")


def _parsed_date(value: object, calendar: Literal["gregorian", "julian"]) -> object:
    if isinstance(value, DateSpan):
        return value
    if not isinstance(value, str):
        # YAML takes the brackets of an unquoted `[1936,1937]` for its own.
        hint = 'put a set of dates in quotation marks: `"[1936,1937]"`'
        raise PydanticCustomError("date-syntax", "a date is one text", {"hint": hint})
    try:
        return parse_edtf(value, calendar=calendar)
    except EdtfError as error:
        raise PydanticCustomError(
            "date-syntax", "{problem}", {"problem": str(error), "hint": error.hint}
        ) from None


def _words(value: object) -> object:
    return {"by_language": {"": value}} if isinstance(value, str) else _mapped_words(value)


def _mapped_words(value: object) -> object:
    if not isinstance(value, Mapping) or "by_language" in value:
        return value
    for key in value:
        if not re.fullmatch(_LANGUAGE, key):
            raise PydanticCustomError(
                "bad-form", "`{key}` is not a language", {"key": key, "hint": _LANGUAGE_HINT}
            )
    return {"by_language": value}


def _several(value: object) -> object:
    return [value] if isinstance(value, str) else value


def _address(value: object) -> object:
    if isinstance(value, str) and not _is_safe_address(value):
        raise PydanticCustomError(
            "bad-address",
            "`{value}` is not an address a reader can be sent to",
            {"value": value, "hint": "http://, https://, mailto: and doi: addresses are allowed"},
        )
    return value


def _is_safe_address(value: str) -> bool:
    if re.search(r"[\s\\\x00-\x1f\x7f<>\"'`\u202a-\u202e\u2066-\u2069]", value):
        return False
    if re.fullmatch(r"https?://[^/@?#%]+([/?#].*)?", value, re.IGNORECASE):
        return _has_a_host(value)
    return bool(
        (value.isascii() and re.fullmatch(r"mailto:[^/@?#%]+@[^/@?#%]+", value, re.IGNORECASE))
        or re.fullmatch(r"doi:10\.\d{4,9}/.+", value, re.IGNORECASE)
    )


def _has_a_host(value: str) -> bool:
    """Whether an address names a host, and a port that can be one where it names any."""
    try:
        parts = urlsplit(value)
        return bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


_LANGUAGE = r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*"
_LANGUAGE_HINT = "write a language tag before each wording: en, fa, hi, zh-Hant"
_EDTF_SCHEMA = {"type": "string", "description": "an EDTF date or interval (ISO 8601-2)"}
_TEXT_SCHEMA = {
    "anyOf": [
        {"type": "string"},
        {
            "type": "object",
            "propertyNames": {"pattern": f"^{_LANGUAGE}$"},
            "additionalProperties": {"type": "string"},
        },
    ],
    "description": "a text in the route's language, or a map of language to text",
}
_IDS_SCHEMA = {
    "anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}],
}

Id = Annotated[str, BeforeValidator(_checked_id)]
Filled = Annotated[str, StringConstraints(min_length=1, pattern=r"\S")]
Language = Annotated[str, StringConstraints(pattern=f"^{_LANGUAGE}$")]
CountryCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
Date = Annotated[DateSpan, BeforeValidator(_date), WithJsonSchema(_EDTF_SCHEMA)]
Address = Annotated[str, BeforeValidator(_address)]
Ids = Annotated[tuple[Id, ...], BeforeValidator(_several), WithJsonSchema(_IDS_SCHEMA)]
Latitude = Annotated[float, Field(ge=-90, le=90, allow_inf_nan=False)]
Longitude = Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False)]
Coordinates = tuple[Latitude, Longitude]


class _Part(BaseModel):
    model_config = ConfigDict(
        frozen=True, extra="forbid", arbitrary_types_allowed=True, defer_build=True
    )


class Words(_Part):
    """A text of the author's own, in one language or several; "" stands for the route's."""

    by_language: Mapping[str, Filled]

    def in_language(self, wanted: str, otherwise: str) -> tuple[str, str]:
        """The text and its language: as wanted, else in `otherwise`, else the first given."""
        for language in (wanted, otherwise):
            if language in self.by_language:
                return self.by_language[language], language
        if "" in self.by_language:
            return self.by_language[""], otherwise
        language, text = next(iter(self.by_language.items()))
        return text, language

    @property
    def forms(self) -> tuple[str, ...]:
        """All wordings given, in file order."""
        return tuple(self.by_language.values())


Text = Annotated[Words, BeforeValidator(_words), WithJsonSchema(_TEXT_SCHEMA)]


class Subject(_Part):
    """The person whose road it is."""

    name: Text
    born: Date | None = None
    died: Date | None = None
    wikidata: Annotated[str, StringConstraints(pattern=r"^Q\d+$")] | None = None


class Source(_Part):
    """A text that is quoted. `file` is looked for in a folder of texts; a printed book has none."""

    title: Text
    author: str | None = None
    language: Language
    year: Date | None = None
    url: Address | None = None
    licence: str | None = None
    note: Text | None = None
    file: Filled | None = None
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")] | None = None


class DatedName(_Part):
    """A name of a place and the years in which it was used."""

    name: Text
    when: Date | None = None


class Place(_Part):
    """A name on the ground. `country` is today's ISO 3166-1 alpha-2 code."""

    name: Text
    kind: PlaceKind = "settlement"
    country: CountryCode | None = None
    within: Ids = ()
    names: tuple[DatedName, ...] = ()
    now: Text | None = None
    also: tuple[Filled, ...] = ()
    at: Coordinates | None = None
    area: str | tuple[Coordinates, ...] | None = None
    note: Text | None = None

    def name_at(self, when: DateSpan | None) -> Words:
        """The name in use on a date: the first of `names` that shares a day with it."""
        for dated in self.names:
            if when and dated.when and dated.when.overlaps(when):
                return dated.name
        return self.name


class Leg(_Part):
    """How the author thinks he came to a stop from the one before."""

    kind: LegKind = "travel"
    by: Means | None = None
    when: Date | None = None
    via: Ids = ()
    note: Text | None = None

    @property
    def is_forced(self) -> bool:
        return self.kind in FORCED_LEGS


class Says(_Part):
    """What a passage claims, never corrected; `calendar: julian` marks an Old Style date."""

    when: Date | None = None
    calendar: Literal["gregorian", "julian"] = "gregorian"
    where: Id | None = None
    from_: Id | None = Field(default=None, alias="from")
    to: Id | None = None
    via: Ids = ()
    by: Means | None = None
    kind: Literal[LegKind, Event] | None = None

    @model_validator(mode="before")
    @classmethod
    def _read_old_style(cls, value: Any) -> Any:
        if isinstance(value, dict) and value.get("calendar") == "julian" and "when" in value:
            return {**value, "when": _parsed_date(value["when"], "julian")}
        return value

    @property
    def speaks_of_leg(self) -> bool:
        """Whether it tells of a journey: `from`, `to`, `via`, `by`, or a `kind` of journey.

        A `kind` that only an event can have ("arrest") tells of the stop.
        """
        return bool(self.from_ or self.to or self.via or self.by or self.kind in LEG_KINDS)

    @property
    def places(self) -> tuple[str, ...]:
        """Ids of all places named, in the order where, from, via, to."""
        named = (self.where, self.from_, *self.via, self.to)
        return tuple(place for place in named if place)


class Disagreement(_Part):
    """A contradiction that `says` cannot hold: an office, a sentence, who was there."""

    with_: Id = Field(alias="with")
    about: Text


class Quote(_Part):
    """A verbatim passage of a source with what it says; or `see`, the same passage elsewhere.

    Loading fills `source`, `text`, `translation`, `page` and `after` of a `see` from its target.
    """

    id: Id | None = None
    see: Id | None = None
    source: Id = ""
    text: Annotated[str, StringConstraints(max_length=300)] = ""
    translation: Text | None = None
    says: Says = Says.model_construct()
    page: str | None = None
    after: Filled | None = None
    disagrees: Disagreement | None = None
    note: Text | None = None

    @model_validator(mode="after")
    def _names_a_passage(self) -> Self:
        if self.see and (self.source or self.text or self.translation or self.after or self.page):
            raise PydanticCustomError(
                "see-and-text",
                "`see` takes the passage of another quote, so it stands without a text of its own",
                {"hint": "keep `see`, `says`, `note`, `disagrees`; leave the rest to its target"},
            )
        if not self.see:
            for key in ("source", "text"):
                if not getattr(self, key).strip():
                    raise PydanticCustomError(
                        "missing-key", "a quote needs `{key}`", {"key": key, "hint": ""}
                    )
        return self


class Stop(_Part):
    """One stay or event at one place: the unit of the story."""

    id: Id
    place: Id
    when: Date | None = None
    event: Event = "residence"
    title: Text | None = None
    text: Text | None = None
    note: Text | None = None
    formerly: Ids = ()
    leg: Leg = Leg.model_construct()
    quotes: tuple[Quote, ...] = ()

    @property
    def is_forced(self) -> bool:
        return self.event in FORCED_EVENTS


class Chapter(_Part):
    """A heading over consecutive stops."""

    title: Text
    stops: tuple[Stop, ...] = Field(min_length=1)


class SetAside(_Part):
    """A stretch of a source, `first words [...] last words`, that does not tell where he was."""

    source: Id
    text: Filled
    reason: Text


class Route(_Part):
    """One person's road: one file."""

    route: Id
    title: Text
    language: Language = "en"
    subject: Subject
    author: str | None = None
    licence: str | None = None
    updated: Date | None = None
    translations: Text | None = None
    note: Text | None = None
    borders: str | None = None
    sources: dict[Id, Source] = Field(default_factory=dict)
    places: dict[Id, Place]
    chapters: tuple[Chapter, ...] = ()
    stops: tuple[Stop, ...] = ()
    set_aside: tuple[SetAside, ...] = ()

    @model_validator(mode="after")
    def _has_stops_one_way(self) -> Self:
        if bool(self.chapters) == bool(self.stops):
            raise PydanticCustomError(
                "chapters-or-stops",
                "a route has either `chapters` or `stops`",
                {"hint": "put `stops` under a chapter with a `title`, or leave chapters out"},
            )
        return self

    @cached_property
    def located_stops(self) -> tuple[tuple[Path, Stop], ...]:
        """Every stop in story order, with its path in the file."""
        return tuple(self._walk())

    def _walk(self) -> Iterator[tuple[Path, Stop]]:
        for index, stop in enumerate(self.stops):
            yield ("stops", index), stop
        for number, chapter in enumerate(self.chapters):
            for index, stop in enumerate(chapter.stops):
                yield ("chapters", number, "stops", index), stop

    @cached_property
    def all_stops(self) -> tuple[Stop, ...]:
        """Every stop in story order."""
        return tuple(stop for _, stop in self.located_stops)

    @cached_property
    def _containers(self) -> dict[str, frozenset[str]]:
        by_code = {
            place.country: key
            for key, place in self.places.items()
            if place.kind == "country" and place.country
        }
        parents = {
            key: {*place.within, *([by_code[place.country]] if place.country in by_code else [])}
            - {key}
            for key, place in self.places.items()
        }
        found: dict[str, frozenset[str]] = {}
        for key in self.places:
            seen: set[str] = set()
            waiting = list(parents[key])
            while waiting:
                parent = waiting.pop()
                if parent not in seen:
                    seen.add(parent)
                    waiting += parents.get(parent, ())
            found[key] = frozenset(seen)
        return found

    def containers(self, place: str) -> frozenset[str]:
        """Ids of all places that a place lies within, followed upwards; never the place itself.

        A place lies within those its `within` names and within the `kind: country` place that
        has its code.
        """
        return self._containers.get(place, frozenset()) - {place}

    def is_within(self, inner: str, outer: str) -> bool:
        """Whether one place is another or lies in it."""
        return inner == outer or outer in self._containers.get(inner, ())


Word = Literal["stated", "wider", "inferred", "disputed"]
"""What the evidence makes of a date, a place or a leg."""


@dataclass(frozen=True, slots=True)
class Side:
    """One answer to a question the sources answer differently.

    `quotes` are (stop index, quote index) pairs; `is_reading` marks the author's own side, which
    may have no quote for it. `claim` holds what a side says against the reading and nothing else:
    of "in 1898 from Siberia" only the year, where Siberia fits.
    """

    is_reading: bool
    quotes: tuple[tuple[int, int], ...]
    claim: Says | None = None


@dataclass(frozen=True, slots=True)
class Conflict:
    """A date, a place, a leg (or something else) on which quotes exclude each other."""

    stop: int
    about: Literal["date", "place", "leg", "other"]
    between: Literal["sources", "one source", "reading"]
    sides: tuple[Side, ...]
    note: Words | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the quotes of one stop make of its reading.

    `start` and `end` judge the ends of an interval (None where `when` is no interval).
    `wider_places` are the ids of areas that texts name where the author has a narrower place.
    `first_day` and `last_day` bound the stop in days (see `dates.Day`): its own date, or, for an
    undated stop, what its neighbours leave.
    """

    date: Word
    place: Word
    leg: Word
    start: Word | None = None
    end: Word | None = None
    wider_places: tuple[str, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    first_day: int | None = None
    last_day: int | None = None


@dataclass(frozen=True, slots=True)
class Selector:
    """Where a quote stands in its source: W3C TextQuoteSelector and TextPositionSelector.

    `start` and `end` count code points of the file as it is.
    """

    sha256: str
    start: int
    end: int
    exact: str
    prefix: str
    suffix: str


@dataclass(frozen=True, slots=True)
class Position:
    """Where a place lies: degrees, and a `MultiPolygon` area as GeoJSON rings where it has one.

    `area` is a list of polygons, each a list of rings, each a list of (lon, lat). `origin` says
    where the position comes from, for the licence list: "route", "outline" or a provider's name.
    `names` are what whoever gave it calls the place, by language.
    """

    lat: float
    lon: float
    precision: Literal["site", "settlement", "region", "country"]
    origin: str
    licence: str = ""
    area: tuple[tuple[tuple[tuple[float, float], ...], ...], ...] = ()
    is_rough: bool = False
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LegPath:
    """The dated segment that leads to stop `stop` from the one before.

    `points` are the places it passes, (lat, lon), from first to last; `first_day` and `last_day`
    bound the journey in days; `distance_km` is the sum of great circles through them.
    """

    stop: int
    places: tuple[str, ...]
    points: tuple[tuple[float, float], ...]
    distance_km: float
    first_day: int | None
    last_day: int | None
    is_forced: bool
    evidence: Word
