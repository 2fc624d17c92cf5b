"""English words that are nouns too, where they stand as verbs: "how much coal did it mine" asks for no mine.

They are put into the past, whose meanings are the verb's alone.
"""

import re
from functools import cache

from service.languages.translation import read_words

_NOUN_BEFORE = r"(?<!\bthe )(?<!\ba )(?<!\ban )(?<!\bspeed )(?<!\bfreight )(?<!\bexpress )"
_AFTER = (
    r"(?=\s*(?:$|[?.,;]|in\b|last\b|by\b|during\b|each\b|an?\b|per\b|this\b|over\b|abroad\b|overseas\b|for\b|from\b|so\b"
    r"|as\b|since\b|up\b|off\b|on\b|within\b|to\b|throughout\b|annually\b|every\b|out\b|at\b|with\b|of\b|under\b))"
)


def put_verbs(words: str, text: str) -> str:
    """Return the words of an English question with those that its text uses as verbs put into the past."""
    forms, pattern = _compile()
    for match in pattern.finditer(text.lower()):
        words = re.sub(rf"\b{match['verb']}\b", forms[match["verb"]], words, count=1)
    return words


@cache
def _compile() -> tuple[dict[str, str], re.Pattern[str]]:
    forms = dict(item.split(":") for item in read_words("verbs", "en"))
    named = "|".join(sorted(forms, key=len, reverse=True))
    before = r"\b(?:did|does|do|will|would|can|could|to|they|it)\s+(?:[\w'’.-]+\s+){0,4}?"
    return forms, re.compile(rf"{before}{_NOUN_BEFORE}(?P<verb>{named})\b{_AFTER}")
