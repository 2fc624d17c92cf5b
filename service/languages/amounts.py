"""Amounts of other languages as reports write them: 100 billion yuan is 1000亿 or 千亿."""

import re
from decimal import Decimal
from functools import cache

from service.wording.arithmetic import plain

_SCALES = {
    "en": {"thousand": 3, "million": 6, "mn": 6, "billion": 9, "bn": 9, "trillion": 12, "tn": 12},
    "fr": {"mille": 3, "million": 6, "millions": 6, "milliard": 9, "milliards": 9, "billion": 12, "billions": 12},
    "de": {
        "tausend": 3,
        "million": 6,
        "millionen": 6,
        "mio": 6,
        "milliarde": 9,
        "milliarden": 9,
        "mrd": 9,
        "billion": 12,
        "billionen": 12,
    },
    "es": {"mil millones": 9, "mil": 3, "millón": 6, "millones": 6, "billón": 12, "billones": 12},
    "ru": {
        "тысяч": 3,
        "тыс": 3,
        "миллион": 6,
        "миллиона": 6,
        "миллионов": 6,
        "млн": 6,
        "миллиард": 9,
        "миллиарда": 9,
        "миллиардов": 9,
        "млрд": 9,
        "триллион": 12,
        "триллионов": 12,
        "трлн": 12,
    },
}
_SMALL = {
    "en": "one two three four five six seven eight nine ten".split(),
    "fr": "un deux trois quatre cinq six sept huit neuf dix".split(),
    "de": "eine zwei drei vier fünf sechs sieben acht neun zehn".split(),
    "es": "un dos tres cuatro cinco seis siete ocho nueve diez".split(),
    "ru": "один два три четыре пять шесть семь восемь девять десять".split(),
}
_HUNDRED = {"en": "hundred", "fr": "cent", "de": "hundert", "es": "cien", "ru": "сто"}
_COMMA = frozenset({"fr", "de", "es", "ru", "it", "pt"})
"""Languages that write a comma before the decimals."""
_LISTED = re.compile(
    r"\b(?!(?:19|20)\d\d\b)(\d+(?:\.\d+)?)"
    r"(?=(?:, \d+(?:\.\d+)?)*,? (?:and|or|to) \d+(?:\.\d+)? (million|billion|trillion)\b)(?! \2)"
)
"""Amounts whose scale is said once: "80, 70 and 45 billion"."""
_CHINESE = re.compile(r"(\d+(?:\.\d+)?)([万亿])")
_ROUND = {Decimal(10) ** 8: "亿", Decimal(10) ** 9: "十亿", Decimal(10) ** 10: "百亿", Decimal(10) ** 11: "千亿"}
_ROUND |= {Decimal(10) ** 12: "万亿", Decimal(10) ** 4: "万", Decimal(10) ** 6: "百万", Decimal(10) ** 7: "千万"}


def put_amounts(text: str, language: str) -> str:
    """Return a normal form whose amounts are written in Chinese: "past 100 billion" -> "past 1000亿"."""
    scales = _SCALES.get(language)
    if scales is None or not any(scale in text for scale in scales):
        return text
    text = _LISTED.sub(r"\1 \2", text) if language == "en" else text
    return _compile(language).sub(lambda match: f" {_write(match, language, scales)} ", text)


@cache
def _compile(language: str) -> re.Pattern[str]:
    small = "|".join(_SMALL[language])
    named = "|".join(sorted(_SCALES[language], key=len, reverse=True))
    hundred = _HUNDRED[language]
    return re.compile(
        rf"(?=\d|\b(?:{small}|an?|{hundred})\b)(\d[\d.,]*|(?:{small}|an?)\b)?\s*({hundred}\b)?[\s-]*\b({named})\b"
    )


def read_decimal(number: str, language: str) -> Decimal:
    """Return the value of digits with the points and commas of a language: 1.234,5 in German."""
    digits = number.rstrip(".,")
    digits = digits.replace(".", "").replace(",", ".") if language in _COMMA else digits.replace(",", "")
    return Decimal(digits)


def other_forms(token: str) -> tuple[str, ...]:
    """Return how else a report may write an amount of 万 or 亿: 1000亿 is 千亿; empty for other words."""
    match = _CHINESE.fullmatch(token)
    if not match:
        return ()
    value = Decimal(match[1]) * (10**8 if match[2] == "亿" else 10**4)
    forms = [_ROUND.get(value, "")]
    if value >= 10**12:
        forms.append(f"{plain(value / 10**12)}万亿")
    return tuple(form for form in forms if form and form != token)


def _write(match: re.Match[str], language: str, scales: dict[str, int]) -> str:
    number = match[1] or "1"
    if number[0].isdigit():
        value = read_decimal(number, language)
    else:
        words = _SMALL[language]
        value = Decimal(words.index(number) + 1 if number in words else 1)
    value *= (100 if match[2] else 1) * Decimal(10) ** scales[match[3]]
    if value < 10**4:
        return plain(value)
    return f"{plain(value / 10**8)}亿" if value >= 10**8 else f"{plain(value / 10**4)}万"
