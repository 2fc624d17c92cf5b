"""Which member of a list a question asks for: 第三个, 最后一项, the second one."""

import re

from corpus.normal_form import normalise
from corpus.numerals import parse_number

_CLASSIFIER = "个|项|条|点|件|类|种|方面|家|处|名|位"
_CHINESE = re.compile(
    rf"(?:第([一二三四五六七八九十百]+|\d{{1,3}})|(?<!第)(头|最后|末尾?)一?)(?:{_CLASSIFIER})(?!百年)"
)
_LATIN_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
_LATIN = re.compile(
    rf"\b({'|'.join(_LATIN_ORDINALS)}|last|(\d{{1,2}})(?:st|nd|rd|th))"
    r"(?= (?:one|item|point|area|task|project|goal)\b(?!s)|\s*[?.!,]*$)"
)
_OTHER = {
    1: "premi[eè]re?|erste|primer[oa]?|перв|最初|첫",
    2: "deuxi[eè]me|seconde?|zweite|segund[oa]|втор|두\\s?번째",
    3: "troisi[eè]me|dritte|tercer[oa]?|трет|세\\s?번째",
    4: "quatri[eè]me|vierte|cuart[oa]|четверт|네\\s?번째",
    5: "cinqui[eè]me|fünfte|quint[oa]|пят|다섯\\s?번째",
    -1: "derni[eè]re?|letzte|últim[oa]|последн|最后|마지막",
}


def find_position(text: str) -> int | None:
    """Return the place in a list that a question asks for, from 1; -1 for the last; None where it asks for none."""
    plain = normalise(text)
    chinese = _CHINESE.search(plain)
    if chinese:
        number = parse_number(chinese[1]) if chinese[1] else None
        return int(number) if number else 1 if chinese[2] == "头" else -1
    latin = _LATIN.search(plain)
    if latin is None:
        return None
    if latin[2]:
        return int(latin[2])
    return -1 if latin[1] == "last" else _LATIN_ORDINALS.index(latin[1]) + 1


def read_ordinal(words: str) -> int | None:
    """Return the number that an ordinal alone means, in any of our languages; None for one that is not known."""
    found = find_position(words)
    if found is not None:
        return found
    plain = normalise(words)
    digits = re.search(r"\d+", plain)
    if digits:
        return int(digits.group())
    return next((number for number, pattern in _OTHER.items() if re.search(pattern, plain)), None)
