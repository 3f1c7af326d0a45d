"""What large cities are called: those that time zones are named after, as the CLDR has them."""

from collections.abc import Mapping
from functools import cache

from babel.core import Locale

from mapgen.languages import LANGUAGES


@cache
def zone_city(zone: str) -> Mapping[str, str]:
    """The names, by language, of the city that a time zone (IANA) is named after.

    >>> zone_city("Europe/London")["fa"], zone_city("Etc/UTC").get("fa")
    ('لندن', None)
    """
    named = {
        language: zones[zone]["city"]
        for language, zones in _zones().items()
        if "city" in zones.get(zone, {})
    }
    return {"en": zone.rpartition("/")[2].replace("_", " "), **named}


@cache
def _zones() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    return {language: Locale.parse(language, sep="-").time_zones for language in LANGUAGES}
