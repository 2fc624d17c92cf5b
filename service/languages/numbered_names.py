"""Lists that go by a number: "the six development strategies" is 六大发展战略 where a report says so."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache

_DIGITS = "二三四五六七八九十"
_FORMS = {
    "en": "two three four five six seven eight nine ten",
    "fr": "deux trois quatre cinq six sept huit neuf dix",
    "de": "zwei|beiden drei vier fünf sechs sieben acht neun zehn",
    "es": "dos tres cuatro cinco seis siete ocho nueve diez",
    "it": "due tre quattro cinque sei sette otto nove dieci",
    "pt": "dois|duas três quatro cinco seis sete oito nove dez",
    "ru": (
        "два|две|двух|двумя три|трёх|трех|тремя четыре|четырёх|четырех пять|пяти|пятью шесть|шести семь|семи"
        " восемь|восьми девять|девяти десять|десяти"
    ),
    "ko": "두|2|양 세|3|삼 네|4|사 다섯|5|오 여섯|6|육 일곱|7|칠 여덟|8|팔 아홉|9|구 열|10|십",
    "ja": "二|2|两 三|3 四|4 五|5 六|6 七|7 八|8 九|9 十|10",
}
"""What the numbers from two to ten are called."""
_COUNTED = re.compile(
    r"\b(?:years|months|days|weeks|hours|times|people|points|percent|others|decades|quarters"
    r"|an(?:née)?s|mois|jours|semaines|fois|heures|pour|jahren?|monaten?|tagen?|wochen?|mal|stunden?|prozent"
    r"|años|mes[ei]s|días|semanas|veces|horas|por|anni|mesi|giorni|volte|anos|dias|vezes|лет|года|месяц\w*|дн\w+|раза?|недел\w*)$"
)
"""What is counted and makes no name."""
_SLOGAN = re.compile(r"\bone ([a-z]+)[,，]? ?(?:-|–|and|per)? ?one ([a-z]+)\b")
_ONE_OF = re.compile(
    r"\b(?:de|des|dei|delle|degli|dos|das|der|von|unter|entre|parmi|tra|fra|из|среди|одн\w+)\s(?:(?:los|las|les|den|i|le|gli|os|as)\s)?$"
)
"""What stands before the number of those that one of is asked for: "de los diez pueblos"."""
_MOST = 5
"""Meanings of a noun that are tried."""
_WORDS = 3
"""Words after a number that may be its noun."""


def find_numbered(
    text: str, look_up: Callable[[Sequence[str]], Sequence[str]], language: str = "en"
) -> Iterator[tuple[str, list[str]]]:
    """Yield the words of each numbered noun of a normal form with the names that a report may have for it.

    `look_up` returns the meanings of the words of a phrase, likeliest first.
    """
    if language == "en":
        yield from _find_slogans(text, look_up)
    for form, number, words in _find(text, language):
        char = "两" if number == 2 else _DIGITS[number - 2]
        names: list[str] = []
        for phrase in _list_phrases(words, language):
            # After the number of another language the second word may be no noun any more.
            short = language == "en" or phrase == words[:1]
            for meaning in look_up(phrase)[:_MOST]:
                names += _name(char, meaning, short)
        if names:
            yield " ".join([form, *words]), list(dict.fromkeys(names))


def _find_slogans(text: str, look_up: Callable[[Sequence[str]], Sequence[str]]) -> Iterator[tuple[str, list[str]]]:
    """Yield what says of each thing that it has one of its own: "one county, one industry" is 一县一业."""
    for match in _SLOGAN.finditer(text):
        heads, tails = (
            {char for meaning in look_up([word])[:_MOST] for char in meaning[:2]} for word in match.groups()
        )
        names = [f"一{head}一{tail}" for head in sorted(heads) for tail in sorted(tails)]
        if names:
            yield match.group(), names


def read_count(text: str, language: str) -> int | None:
    """Return how many members a question says a list has, in another language than English; None where it does not."""
    return next((number for _, number, _ in _find(text, language, _ONE_OF)), None) if language != "en" else None


def _find(text: str, language: str, not_after: re.Pattern[str] | None = None) -> Iterator[tuple[str, int, list[str]]]:
    """Yield each number that words follow, as it is written and as it is, with these words."""
    if language not in _FORMS:
        return
    pattern, numbers = _compile(language)
    for match in pattern.finditer(text):
        if not_after and not_after.search(text, 0, match.start()):
            continue
        words = re.sub(r"[\"“”'‘’-]", " ", match[2]).split()
        if words and not _COUNTED.search(words[-1] if language == "en" else words[0]):
            yield match[1], numbers[match[1]], words


@cache
def _compile(language: str) -> tuple[re.Pattern[str], dict[str, int]]:
    """Return what finds a number with the words after it, and the numbers by their forms."""
    numbers = {
        form: number for number, forms in enumerate(_FORMS[language].split(), start=2) for form in forms.split("|")
    }
    named = "|".join(sorted(numbers, key=len, reverse=True))
    quotes = "\"“”'‘’«»"
    if language == "ja":
        rest = rf"(?:つの|大|個の|项目の|種類の|项の)[{quotes}「『]?([\u3040-\u30ff\u4e00-\u9fff]{{2,8}})"
        return re.compile(rf"(?<![\d十百年])({named}){rest}"), numbers
    if language == "ko":
        rest = rf"\s?(?:가지|개|대)\s?[{quotes}]?([\uac00-\ud7af]{{2,}}(?:\s[\uac00-\ud7af]{{2,}}){{0,2}})"
        return re.compile(rf"(?<![\d\uac00-\ud7af])({named}){rest}"), numbers
    if language == "en":
        # After "which" the number only counts: "which three industries grew past a trillion".
        numbers |= {str(number): number for number in numbers.values()}
        named = "|".join(numbers)
        words = rf"((?:[a-z-]+[\s{quotes}]+){{0,3}}?[a-z]{{3,}}s)\b"
        return re.compile(rf"(?<!which )\b({named})[\s{quotes}]+{words}"), numbers
    letters = r"[^\W\d_]"
    return re.compile(
        rf"\b({named})[\s{quotes}]+({letters}{{3,}}(?:[\s{quotes}]+{letters}{{2,}}){{0,{_WORDS - 1}}})"
    ), numbers


def _list_phrases(words: Sequence[str], language: str) -> Iterator[Sequence[str]]:
    """Yield what of the words after a number may be the noun: in English it comes last."""
    if language == "en":
        yield from (words[start:] for start in range(len(words)))
        return
    for start in range(min(2, len(words))):
        yield from (words[start:end] for end in range(len(words), start, -1))


def _name(number: str, meaning: str, short: bool) -> Iterator[str]:
    if short and len(meaning) < 3:
        # “七网”, “五城”: in quotation marks one character stands for the word.
        yield from (f"“{number}{char}”" for char in meaning)
    for between in ("大", "个", "项", "类", "支", "条", "种", "场", ""):
        yield f"{number}{between}{meaning}"
