"""Questions that ask for two things, cut into questions that ask for one each."""

import re

from corpus.glossary import load_glossary
from corpus.periods import find_periods
from service.question import asks, content_of

_CUT = re.compile(
    r"[，,；;？?]\s*(?:and\s+|以及|还有|另外|同时|并且|那么?)?|\s+and\s+(?=(?:what|how|which|when|where|who|by how)\b)"
    r"|(?<=[多少几])(?:以及|和)"
    r"|\s+(?:y|et|und|и|e|và)\s+(?=(?:¿?cu[aá]n|cu[aá]l|combien|quel|wie|was|welch|сколько|как|quant|qual|bao)\w*\b)",
    re.IGNORECASE,
)
_SHARED = re.compile(
    r"(?P<first>.{2,24}?)(?:和|与|跟|以及|、)(?P<second>.{2,24}?)(?:分别|各自|各)(?P<rest>.{0,4}(?:多少|几).*)"
)
_MAX_PARTS = 3
_SHORT = 5
"""Characters of content below which a part says nothing on its own."""


def split_question(text: str) -> list[str]:
    """Return the questions in a text, each standing alone; the text itself when it asks for one thing.

    A later part that names no indicator takes the first one's, one that names next to nothing takes all of the first's
    words ("财政收入多少，涨幅呢？" -> "财政收入多少", "财政收入 涨幅呢").
    """
    shared = _SHARED.match(text)
    if shared and all(_is_subject(shared[name]) for name in ("first", "second")):
        return [f"{shared[name]}{shared['rest']}" for name in ("first", "second")]
    parts = [part.strip() for part in _CUT.split(text) if part.strip()]
    if not 2 <= len(parts) <= _MAX_PARTS or not all(asks(part) for part in parts):
        return [text]
    first, *later = parts
    return [first, *(_complete(first, part) for part in later)]


def split_plainly(text: str) -> list[str]:
    """Return the questions in a text as they stand, none completed by the words of the first."""
    parts = [part.strip() for part in _CUT.split(text) if part.strip()]
    return parts if len(parts) == len(split_question(text)) else [text]


def _is_subject(words: str) -> bool:
    """Say whether words name something that can be asked for on its own, not a period or a status alone."""
    return bool(load_glossary().find(words)) and "、" not in words


def _complete(first: str, part: str) -> str:
    glossary = load_glossary()
    named = glossary.find(first)
    if glossary.find(part):
        return part
    subject = " ".join(first[mention.start : mention.end] for mention in named)
    own = content_of(part)
    if not subject or len(own.replace(" ", "")) < _SHORT:
        periods = "" if find_periods(part, None) else " ".join(period.words for period in find_periods(first, None))
        subject = subject or content_of(first)
        return f"{periods} {subject} {part}".strip()
    return f"{subject} {part}"
