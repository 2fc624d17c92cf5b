"""A copy of a text for matching, with a way back to the canonical offsets.

NFKC (full-width to half-width), lower case and traditional to simplified, one canonical character at a time, so that
every character of the copy knows where it came from. Quotes are never taken from the copy.
"""

import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Any


@dataclass(frozen=True, slots=True)
class NormalForm:
    """A normalised text and, for each of its characters, the canonical index it came from."""

    text: str
    starts: tuple[int, ...] | range
    """One more entry than `text` has characters: the last is the canonical length."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the canonical span of `text[start:end]`; an empty span gives an empty span."""
        if start >= end:
            return self.starts[start], self.starts[start]
        return self.starts[start], self.starts[end - 1] + 1


def normal_form(text: str) -> NormalForm:
    """Return the matching form of a text. Linear in its length."""
    plain = normalise(text)
    if len(plain) == len(text) and all(len(_fold(char)) == 1 for char in set(text)):
        return NormalForm(plain, range(len(text) + 1))
    starts: list[int] = []
    for index, char in enumerate(text):
        starts.extend([index] * len(_fold(char)))
    starts.append(len(text))
    return NormalForm(plain, tuple(starts))


def normalise(text: str) -> str:
    """Return the matching form of a text without the way back."""
    return "".join(map(_fold, text))


# Of the few traditional characters that GB 2312 holds beside the simplified ones, those that texts of 1954 use.
_TRADITIONAL_IN_GB2312 = {"後": "后", "於": "于", "麽": "么"}


@cache
def _fold(char: str) -> str:
    folded = unicodedata.normalize("NFKC", char).lower()
    return "".join(map(_simplify, folded))


def _simplify(char: str) -> str:
    # GB 2312 holds the simplified characters, so only what it lacks can be traditional; most texts never load OpenCC.
    if char < "\u2e80" or char in _TRADITIONAL_IN_GB2312 or _in_gb2312(char):
        return _TRADITIONAL_IN_GB2312.get(char, char)
    simplified: str = _converter().convert(char)
    return simplified if len(simplified) == 1 else char


def _in_gb2312(char: str) -> bool:
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


@cache
def _converter() -> Any:
    from opencc import OpenCC

    return OpenCC("t2s")
