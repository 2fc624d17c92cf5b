"""Words of other languages without their endings, so that forms of one word meet."""

import re
from functools import cache
from typing import Any

_LANGUAGES = {
    "en": "english",
    "fr": "french",
    "de": "german",
    "es": "spanish",
    "it": "italian",
    "pt": "portuguese",
    "ru": "russian",
}
_IRREGULAR = {
    form: word
    for word, forms in {
        "build": "built",
        "rebuild": "rebuilt",
        "grow": "grew grown",
        "fall": "fell fallen",
        "rise": "rose risen",
        "spend": "spent",
        "sell": "sold",
        "hold": "held",
        "make": "made",
        "pay": "paid",
        "run": "ran",
        "bring": "brought",
        "buy": "bought",
        "give": "gave given",
        "take": "took taken",
        "begin": "began begun",
        "find": "found",
        "keep": "kept",
        "lead": "led",
        "leave": "left",
        "lose": "lost",
        "meet": "met",
        "win": "won",
        "go": "went gone",
        "come": "came",
        "child": "children",
        "man": "men",
        "woman": "women",
        "teach": "taught",
        "get": "got",
        "lay": "laid",
        "become": "became",
        "drive": "drove driven",
        "write": "wrote written",
        "choose": "chose chosen",
        "high": "higher highest",
        "low": "lower lowest",
        "large": "larger largest",
    }.items()
    for form in forms.split()
}


_BRITISH = (
    (re.compile(r"(labo|harbo|colo|favo|hono|neighbo|behavio|endeavo)ur"), r"\1r"),
    (re.compile(r"^(cen|thea|fib|(?:kilo|milli|centi)?me|li)(?:tre|re)(s?)$"), r"\1ter\2"),
    (re.compile(r"isation"), "ization"),
    (re.compile(r"(?<=\w{4})is(e|es|ed|er|ing)$"), r"iz\1"),
)
_WITH_S = re.compile(
    r"^(?:adverti|ari|compri|compromi|disgui|enterpri|exerci|franchi|improvi|promi|rai|revi|supervi|surpri)s"
)


def _spell_american(word: str) -> str:
    if _WITH_S.match(word):
        return word
    for british, american in _BRITISH:
        word = british.sub(american, word)
    return word


_ENDINGS = (
    (re.compile(r"(?<=\w\w)(?:ies|ied)$"), "y"),
    (re.compile(r"(?<=\w\w)(?:(?<=[sxzh])es|(?<!s)s)$"), ""),
    (re.compile(r"(?<=\w[^\W\daeiou]|[aeiouy][aeiouy])(?:ed|ing)$"), ""),
    (re.compile(r"([^aeiouls])\1$"), r"\1"),
    (re.compile(r"e$"), ""),
)


def is_inflected(word: str, other: str, language: str) -> bool:
    """Say whether two words with one stem are forms of one word: developers and developer, no development.

    Only of English words; of those in other languages, whose endings tell less, all are.
    """
    return language != "en" or _base(word) == _base(other)


def _base(word: str) -> str:
    plain = _spell_american(_IRREGULAR.get(word, word))
    for ending, put in _ENDINGS:
        plain = ending.sub(put, plain)
    return plain


@cache
def stem(word: str, language: str) -> str:
    """Return the stem of a word in lower case; the word itself in a language that has no stemmer here."""
    name = _LANGUAGES.get(language)
    if name is None:
        return word
    plain = _spell_american(_IRREGULAR.get(word, word)) if language == "en" else word
    found: str = _stemmer(name).stemWord(plain)
    return found


@cache
def _stemmer(name: str) -> Any:
    import snowballstemmer

    return snowballstemmer.stemmer(name)
