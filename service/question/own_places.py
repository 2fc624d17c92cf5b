"""A place written in Latin letters that is one of the library's: Qingyuan is 清苑区 where there is a report of it."""

import re
from dataclasses import replace
from functools import cache

from corpus.places import PlaceMention, places_named

_RANK = re.compile(r"(?<=..)(?:省|市|地区|盟|县|旗|区)$")


def prefer_own(places: list[PlaceMention], text: str, own_places: frozenset[str]) -> list[PlaceMention]:
    """Return the places of a question; one in Latin letters is the library's own that is spelled so."""
    return [_prefer(mention, text, own_places) for mention in places]


def _prefer(mention: PlaceMention, text: str, own_places: frozenset[str]) -> PlaceMention:
    written = text[mention.start : mention.end]
    if not written.isascii() or any(place.name in own_places for place in mention.places):
        return mention
    own = tuple(place for name in _spelled(own_places).get(written.lower(), ()) for place in places_named(name))
    return replace(mention, places=own) if own else mention


@cache
def _spelled(own_places: frozenset[str]) -> dict[str, list[str]]:
    """Return the places by the Latin spelling of their short names."""
    from service.languages.pinyin import spell  # its table is read only where a name in Latin letters is of no report

    spelled: dict[str, list[str]] = {}
    for name in sorted(own_places):
        spelled.setdefault(spell(_RANK.sub("", name)).lower(), []).append(name)
    return spelled
