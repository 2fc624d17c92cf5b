"""Whether a gold key stands in an answer.

Both sides are brought to one form (NFKC, lower case, simplified characters, no white space, no thousands marks), and a
key that begins or ends with a number must not be a part of a longer one: "8%" stands neither in "18%" nor in "0.8%".
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from corpus.normal_form import normalise

_MARK = re.compile(r"\[\d+(?:\s*[,，、]\s*\d+)*\]")
_SPACED_THOUSANDS = re.compile(r"(?<=\d)[\u00a0\u2009\u202f](?=\d{3}(?!\d))")
_THOUSANDS = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?!\d)")
_WIDE_COMMA = re.compile(r"，(?!(?<=\d，)\d{3}(?!\d))")
_SPACE = re.compile(r"\s+")
_CJK = re.compile(r"[\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff]")
_LETTER_GAP = re.compile(r"(?<=[^\W\d_\u2e80-\uffff])(?=[^\W\d_\u2e80-\uffff])")
_DIGIT_GAP = re.compile(r"[\d,] \d")
_CJK_DIGITS = "零〇一二三四五六七八九十"
_CJK_SCALES = _CJK_DIGITS + "百千"
_SHORT_WORD = 3
"""Latin keys up to this length (yes, no, led) must be whole words; longer ones may be stems."""


def strip_marks(answer: str) -> str:
    """Return an answer without its citation marks `[n]`."""
    return _MARK.sub("", answer)


@lru_cache(maxsize=4096)
def matching_form(text: str) -> str:
    """Return the form of a text in which keys are looked for."""
    # A full-width comma is never a decimal one; the space keeps the two numbers beside it apart.
    plain = normalise(_WIDE_COMMA.sub(", ", _SPACED_THOUSANDS.sub("", text)))
    plain = _THOUSANDS.sub(lambda found: found.group().replace(",", ""), plain)
    return _SPACE.sub(_kept_space, plain)


def _kept_space(found: re.Match[str]) -> str:
    """Return a space where two numbers or two latin words would run together, else nothing."""
    text, start, end = found.string, found.start(), found.end()
    if start == 0 or end == len(text):
        return ""
    before, after = text[start - 1], text[end]
    if after.isdigit():
        # A full stop after a number ends a sentence when a space follows: "110. 5 roads" is no 110.5.
        stopped = before == "." and start > 1 and text[start - 2].isdigit()
        return " " if before.isdigit() or before == "," or stopped else ""
    words = before.isalpha() and after.isalpha() and not _CJK.match(before) and not _CJK.match(after)
    return " " if words else ""


def contains_key(answer: str, key: str) -> bool:
    """Return whether a key stands in an answer, numbers whole. An empty key stands nowhere."""
    wanted = matching_form(key)
    if not wanted:
        return False
    return _pattern(wanted).search(matching_form(strip_marks(answer))) is not None


@lru_cache(maxsize=4096)
def _pattern(key: str) -> re.Pattern[str]:
    # Keys are written with or without the spaces between latin words.
    spelled = _LETTER_GAP.sub(" ?", key.replace(" ", "") if not _DIGIT_GAP.search(key) else key)
    literal = " ?".join(map(re.escape, spelled.split(" ?")))
    return re.compile(_left_guard(key) + literal + _right_guard(key))


def _left_guard(key: str) -> str:
    if key[0].isdigit():
        # "5" is not in "15" nor in "1.5", but is in "No.5".
        return r"(?<!\d)(?<!\d[.,])"
    if key[0] in _CJK_DIGITS:
        return f"(?<![{_CJK_DIGITS}])"
    return r"(?<![a-z])" if key[0].isascii() and key[0].isalpha() else ""


def _right_guard(key: str) -> str:
    if key[-1].isdigit():
        return r"(?!\d)(?![.,]\d)"
    if key[-1] in _CJK_DIGITS:
        return f"(?![{_CJK_SCALES}])"
    return r"(?![a-z])" if key.isascii() and key.isalpha() and len(key) <= _SHORT_WORD else ""


def keys_found(answer: str, keys: Iterable[Sequence[str]]) -> list[bool]:
    """Return for each list of alternatives whether one of them stands in the answer."""
    return [any(contains_key(answer, key) for key in alternatives) for alternatives in keys]


def forbidden_found(answer: str, forbidden: Iterable[str]) -> list[str]:
    """Return the strings that stand in the answer although they must not."""
    return [string for string in forbidden if contains_key(answer, string)]
