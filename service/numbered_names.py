"""Lists that go by a number, in English: "the six development strategies" is 六大发展战略 where a report says so."""

import re
from collections.abc import Callable, Iterator, Sequence

_WORDS = "two three four five six seven eight nine ten".split()
_NUMBERS = {word: "二三四五六七八九十"[place] for place, word in enumerate(_WORDS)}
_NUMBERS |= {str(number): char for number, char in enumerate("零一二三四五六七八九十") if number > 1}
_NUMBERED = re.compile(rf"(?<!which )\b({'|'.join(_NUMBERS)})[\s\"“”'‘’]+((?:[a-z-]+\s){{0,3}}?[a-z]{{3,}}s)\b")
"""After "which" the number only counts: "which three industries grew past a trillion"."""
_COUNTED = re.compile(r"\b(?:years|months|days|weeks|hours|times|people|points|percent|others|decades|quarters)$")
"""What is counted and makes no name."""
_MOST = 5
"""Meanings of a noun that are tried."""


def find_numbered(text: str, look_up: Callable[[Sequence[str]], Sequence[str]]) -> Iterator[tuple[str, list[str]]]:
    """Yield the words of each numbered noun of a normal form with the names that a report may have for it.

    `look_up` returns the meanings of the words of a phrase, likeliest first.
    """
    for match in _NUMBERED.finditer(text):
        words = match[2].replace("-", " ").split()
        if _COUNTED.search(match[2]):
            continue
        number = "两" if match[1] in ("two", "2") else _NUMBERS[match[1]]
        names: list[str] = []
        for start in range(len(words)):
            for meaning in look_up(words[start:])[:_MOST]:
                names += _name(number, meaning)
        if names:
            yield " ".join([match[1], *words]), list(dict.fromkeys(names))


def _name(number: str, meaning: str) -> Iterator[str]:
    if len(meaning) < 3:
        # “七网”, “五城”: in quotation marks one character stands for the word.
        yield from (f"“{number}{char}”" for char in meaning)
    for between in ("大", "个", "项", "类", ""):
        yield f"{number}{between}{meaning}"
