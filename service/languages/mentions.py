"""Indicators whose names a question in another language has without asking for them."""

import re
from collections.abc import Sequence

from corpus.glossary import Mention
from corpus.normal_form import normalise
from service.languages.translation import find_phrase

_WHERE = re.compile(
    r"\b(?:in|across|throughout|within|around|dans|dans les|in den|im|en los|en las|en|в)"
    r"(?: (?:the|all|its|these|our|every|each|their))?\s*$"
)
_LAST_WORD = re.compile(r"([^\W\d_]+)[\s-]+$")
_NEXT_WORD = re.compile(r"[\s-]+([^\W\d_]+)")
_IN_SERVICE = re.compile(r"\b(?:en|em|in) servi(?:ce|cio|ço|zio)$")
"""Put into service: no services."""
_LIVING_SOMEHOW = re.compile(
    r"(?:people )?(?:living|live|reside) (?:alone|below|on|with|under|off|near|along|without"
    r"|in (?:poverty|hardship|difficult\w*|need|mountain\w*|remote|shant\w*|dilapidated|old|temporary|unsafe|rural"
    r"|villages))\b"
)
"""Those who live in some way are not all who live somewhere: "old people living alone"."""
_OPENERS = ("trade", "foreign trade")
"""Names of no count that begin longer ones: trade offices are no trade."""
_COUNTED = ("count", "people", "households")
_ASKED = re.compile(r"\b(?:how many|number|how much|combien|wie ?viele?|cu[aá]nt\w+|сколько)\b")


def drop_unasked(text: str, mentions: Sequence[Mention], language: str) -> list[Mention]:
    """Return the mentions of a text without those that only tell where something is or stand in a longer name.

    "How many toilets were built in the villages" asks for no villages, and "urban villages" are none.
    """
    return [
        mention
        for mention in mentions
        if not _only_tells_where(text, mention)
        and not _ends_name(text, mention, language)
        and not _opens_name(text, mention, language)
        and not _LIVING_SOMEHOW.match(normalise(text[mention.start :]))
        and not (_IN_SERVICE.search(normalise(text[: mention.end])) and language != "en")
    ]


def _ends_name(text: str, mention: Mention, language: str) -> bool:
    before = _LAST_WORD.search(normalise(text[: mention.start]))
    phrase = normalise(text[mention.start : mention.end])
    if before is None or (mention.indicator.unit_kind not in _COUNTED and phrase != "economy"):
        # "The night economy" is no economy whose size is asked for.
        return False
    meanings = find_phrase(f"{before[1]} {phrase}", language)
    names = {normalise(name) for name in (mention.indicator.name, *mention.indicator.aliases)}
    return bool(meanings) and not any(meaning in names for meaning in meanings)


def _opens_name(text: str, mention: Mention, language: str) -> bool:
    """Say whether a mention is only the first word of a longer name: village doctors are no villages."""
    after = _NEXT_WORD.match(normalise(text[mention.end :]))
    phrase = normalise(text[mention.start : mention.end])
    if after is None or (mention.indicator.unit_kind not in _COUNTED and phrase not in _OPENERS):
        return False
    meanings = find_phrase(f"{phrase} {after[1]}", language)
    names = {normalise(name) for name in (mention.indicator.name, *mention.indicator.aliases)}
    return bool(meanings) and not any(meaning in names for meaning in meanings)


def _only_tells_where(text: str, mention: Mention) -> bool:
    if mention.indicator.unit_kind not in _COUNTED:
        return False
    before = normalise(text[: mention.start])
    return _WHERE.search(before) is not None and _ASKED.search(before) is not None
