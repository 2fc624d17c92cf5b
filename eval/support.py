"""Whether every number of an answer is backed by what the answer shows.

A number is backed when it stands in a cited quote, as written or as the same amount in other units (171.16 billion for
1711.6亿), or in the shown computation. Years may also come from the periods of the shown figures, the cited reports
and the question: they say which time is meant and claim no amount.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from eval.matching import matching_form, strip_marks
from eval.types import Answer

_SCALES = {
    "万亿": 12,
    "亿": 8,
    "万": 4,
    "억": 8,
    "만": 4,
    "trillion": 12,
    "billionen": 12,
    "billones": 12,
    "billion": 9,
    "milliard": 9,
    "mrd": 9,
    "млрд": 9,
    "миллиард": 9,
    "milmillones": 9,
    "mil millones": 9,
    "million": 6,
    "millones": 6,
    "mln": 6,
    "mio": 6,
    "млн": 6,
    "миллион": 6,
    "thousand": 3,
    "тыс": 3,
    "mille": 3,
    "tausend": 3,
}
"""Words after a number and the power of ten they stand for."""

_NUMBER = re.compile(
    r"(?P<digits>\d+(?:[.,]\d+)?)\s?[多余]?(?P<scale>" + "|".join(sorted(_SCALES, key=len, reverse=True)) + r")?"
)
_DECIMAL_COMMA = re.compile(
    r"(?<=\d),(?=\d{3}\s(?:Billion|Milli?[oa]|mill|Mrd|mil mill|млн|млрд|милли|тыс|mil\b|tausend))", re.IGNORECASE
)
"""In 2,586 Millionen the comma opens the decimals: whole thousands of millions are told as Milliarden."""
_LIST_MARK = re.compile(r"^\s*[（(]?\d{1,2}[.、)）](?!\d)\s*", re.MULTILINE)
_UNIT_GLOSS = re.compile(r"\(\d+/\d+ [a-z]+\)|(?<=jin )\(500 g\)|(?<=m)[²³]")
"""What a unit is, told to a reader who does not know it: "10,000 mu (1/15 ha)"."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_CJK_YEAR = re.compile(r"[一二三四五六七八九〇零]{4}(?=年)")
_CJK_DIGIT = {**dict(zip("〇一二三四五六七八九", "0123456789", strict=True)), "零": "0", "两": "2"}
_PLANS = {"十二五": 2011, "十三五": 2016, "十四五": 2021, "十五五": 2026}
"""Five-year plans and their first years; naming one names its five years and the year before."""


_FIRST_PLACE = re.compile("首位|榜首|头名")
"""First place in words that hold no numeral."""
_CJK_NUMBER = re.compile(r"(?P<tens>[一二三四五六七八九]?十)?(?P<ones>[一二两三四五六七八九])?")


@dataclass(frozen=True, slots=True)
class _Number:
    digits: str
    plain: Decimal
    scaled: Decimal | None
    """The amount with its scale word; None without one."""


def unbacked_numbers(answer: Answer, question: str) -> list[str]:
    """Return the numbers of an answer's text that nothing shown backs, as they stand; empty when all are backed."""
    text = _UNIT_GLOSS.sub("", strip_marks(answer.answer or ""))
    if answer.language != "en":
        text = _DECIMAL_COMMA.sub(".", text)
    items = len(_LIST_MARK.findall(text))
    text = _LIST_MARK.sub("", text)
    shown = [citation.quote for citation in answer.citations]
    if answer.computation:
        computed = answer.computation
        shown += [computed.expression, f"{computed.result}{computed.unit or ''}"]
    backing = list(_numbers(shown))
    amounts = {number.scaled or number.plain for number in backing}
    # A number without a scale word (a value whose unit stands elsewhere) is backed by the same digits.
    unscaled = {number.plain for number in backing} | set(_cjk_numbers(shown))
    # "5 items:" before a list of five claims nothing that the reader does not see.
    unscaled |= {Decimal(items).normalize()} if items else set()
    years = _known_years(answer, question)
    return [
        number.digits
        for number in _numbers([text])
        if (number.scaled or number.plain) not in amounts
        and (number.scaled is not None or number.plain not in unscaled)
        and not (_YEAR.fullmatch(number.digits) and number.digits in years)
    ]


def _numbers(texts: Iterable[str]) -> Iterator[_Number]:
    for text in texts:
        for found in _NUMBER.finditer(matching_form(_with_arabic_years(text))):
            value = Decimal(found["digits"].replace(",", "."))
            scaled = value.scaleb(_SCALES[found["scale"]]).normalize() if found["scale"] else None
            yield _Number(found["digits"], value.normalize(), scaled)


def _cjk_numbers(texts: Iterable[str]) -> Iterator[Decimal]:
    """Yield the numbers 1 to 99 written in Chinese: an English answer may say 10 where the quote says 十."""
    for text in texts:
        if _FIRST_PLACE.search(text):
            yield Decimal(1)
        for found in _CJK_NUMBER.finditer(text):
            if found.group():
                tens = found["tens"]
                value = 10 * (_cjk_digit(tens[0]) if len(tens) == 2 else 1) if tens else 0
                yield Decimal(value + (_cjk_digit(found["ones"]) if found["ones"] else 0)).normalize()


def _cjk_digit(char: str) -> int:
    return int(_CJK_DIGIT[char])


def _known_years(answer: Answer, question: str) -> set[str]:
    texts = [question, *(figure.period or "" for figure in answer.figures)]
    for citation in answer.citations:
        texts += [*citation.section, citation.quote]
    years = {int(year) for text in texts for year in _YEAR.findall(_with_arabic_years(text))}
    # A report of year N looks back at N - 1 and plans N.
    years |= {citation.year - back for citation in answer.citations if citation.year for back in (0, 1)}
    for plan, first in _PLANS.items():
        if any(plan in text for text in texts):
            years |= set(range(first - 1, first + 5))
    return {str(year) for year in years}


def _with_arabic_years(text: str) -> str:
    return _CJK_YEAR.sub(lambda found: "".join(_CJK_DIGIT[char] for char in found.group()), text)
