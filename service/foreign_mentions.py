"""Indicators that an English question names only as where something is: "new toilets built in the villages"."""

import re
from collections.abc import Sequence

from corpus.glossary import Mention
from corpus.normal_form import normalise

_WHERE = re.compile(
    r"\b(?:in|across|throughout|within|around|dans|dans les|in den|im|en los|en las|en|в)"
    r"(?: (?:the|all|its|these|our|every|each|their))?\s*$"
)
_COUNTED = ("count", "people", "households")
_ASKED = re.compile(r"\b(?:how many|number|how much|combien|wie ?viele?|cu[aá]nt\w+|сколько)\b")


def drop_places(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """Return the mentions of a text without things that are counted and only tell where: villages, townships."""
    return [mention for mention in mentions if not _only_tells_where(text, mention)]


def _only_tells_where(text: str, mention: Mention) -> bool:
    if mention.indicator.unit_kind not in _COUNTED:
        return False
    before = normalise(text[: mention.start])
    return _WHERE.search(before) is not None and _ASKED.search(before) is not None
