"""Shown computations worked out again, by code that shares nothing with the service's own arithmetic.

An expression is what an answer shows: "1425.7亿元 − 1369.9亿元 = 55.8亿元", "44 ÷ (1 − 20%) = 55", "(3 + 5) ÷ 2 = 4".
Its numbers are quotes of reports: full-width or Chinese digits, 万 and 亿, "多" and "左右" after them.
"""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

_CHINESE = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "○": 0}
_TENS = {"十": 10, "百": 100, "千": 1000}
_SCALES = {
    "万亿": 10**12,
    "千亿": 10**11,
    "亿": 10**8,
    "千万": 10**7,
    "百万": 10**6,
    "万": 10**4,
    "千": 10**3,
    "百": 100,
}
_BASES = {
    "公斤": ("吨", Decimal("0.001")),
    "千克": ("吨", Decimal("0.001")),
    "斤": ("吨", Decimal("0.0005")),
    "公顷": ("亩", Decimal(15)),
}
_ROUGH = "[多余来几]?"
_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")
_HAN = re.compile(r"[零〇○一二两三四五六七八九十百千]+(?:点[零〇○一二三四五六七八九]+)?")
_SCALE = re.compile(rf"{_ROUGH}(?:({'|'.join(_SCALES)})(?!分))?{_ROUGH}")
_HEAD = re.compile(r"^(?:[第约近达超过为至到近突破高]|百分之)*")
_OPERATORS = "+−×÷()"
_MARGIN = Decimal("0.5000001")
"""Half a unit of the last place shown, and the least bit for a half that was rounded the other way."""


@dataclass(frozen=True, slots=True)
class Term:
    """One number of an expression, in its base unit."""

    value: Decimal
    percent: bool
    step: Decimal
    """What one unit of its last place is worth."""
    unit: str


class UnreadableExpressionError(ValueError):
    """An expression that is not of the form that answers show."""


def find_expressions(answer: str) -> list[str]:
    """Return the computations that an answer shows in brackets, in order, each once."""
    found: list[str] = []
    opened: list[int] = []
    for index, char in enumerate(answer):
        if char in "(（":
            opened.append(index)
        elif char in ")）" and opened:
            start = opened.pop()
            inside = answer[start + 1 : index]
            if not opened and " = " in inside:
                found.append(inside)
    return list(dict.fromkeys(found))


def read_number(quote: str) -> Term:
    """Return the number of a quote in its base unit: 171160000000 for 1711.6亿元.

    Raises:
        UnreadableExpressionError: it holds none.
    """
    text = "".join(unicodedata.normalize("NFKC", quote).split())
    sign = -1 if text.startswith("-") else 1
    text = text.removeprefix("-").strip()
    chinese_percent = text.startswith("百分之") or "百分之" in text[:6]
    text = _HEAD.sub("", text)
    match = _DIGITS.match(text)
    if match:
        digits = match.group().replace(",", "")
        value = Decimal(digits)
        step = Decimal(1).scaleb(-len(digits.partition(".")[2]))
    else:
        match = _HAN.match(text)
        if not match:
            raise UnreadableExpressionError(f"No number in {quote!r}.")
        value, step = _read_han(match.group())
    scaled = _SCALE.match(text, match.end())
    size = Decimal(_SCALES.get(scaled.group(1) or "", 1)) if scaled else Decimal(1)
    unit = text[scaled.end() if scaled else match.end() :].strip()
    percent = chinese_percent or unit.startswith(("%", "个百分点", "百分点"))
    if unit.startswith("成"):
        percent, size = True, Decimal(10)
    for name, (base, worth) in _BASES.items():
        if unit.startswith(name):
            unit, size = base, size * worth
    return Term(sign * value * size, percent, step * size, unit)


def _read_han(words: str) -> tuple[Decimal, Decimal]:
    whole, _, part = words.partition("点")
    total = digit = 0
    for char in whole:
        if char in _TENS:
            total += (digit or 1) * _TENS[char]
            digit = 0
        else:
            digit = digit * 10 + _CHINESE[char]
    value = Decimal(total + digit)
    if part:
        value += Decimal("0." + "".join(str(_CHINESE[char]) for char in part))
    return value, Decimal(1).scaleb(-len(part))


def is_right(expression: str) -> bool:
    """Say whether what stands before the equals sign gives what stands after it; only quotients may be rounded.

    Raises:
        UnreadableExpressionError: the expression cannot be read.
    """
    left, equals, right = expression.rpartition(" = ")
    if not equals:
        raise UnreadableExpressionError(f"No result in {expression!r}.")
    value, percent = _Reader(left).read()
    shown = read_number(right)
    if shown.percent and not percent and "÷" in left:
        value *= 100
    # Sums and differences are shown in full, but for those of units of which one is no whole number of the other.
    rounded = re.search("[×÷]", left) or ("公顷" in expression and "亩" in expression)
    margin = shown.step * _MARGIN if rounded else 0
    return abs(value - shown.value) <= margin


def operands(expression: str) -> list[str]:
    """Return the numbers of reports that an expression works with, as they are quoted; counts of ours are bare."""
    left = expression.rpartition(" = ")[0]
    return [part for part in _tokens(left) if part not in _OPERATORS and not re.fullmatch(r"\d+", part)]


def _tokens(text: str) -> list[str]:
    # Brackets of a quote of its own do not occur; "-" without blanks is a sign, "−" between blanks an operator.
    return [part.strip() for part in re.split(r"(\s[+−×÷]\s|[()])", text) if part.strip()]


class _Reader:
    """Reads sums and products with brackets; a percentage inside "(1 ± …)" is a share, elsewhere a number."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._parts = _tokens(text)
        self._at = 0

    def read(self) -> tuple[Decimal, bool]:
        value, percent = self._sum()
        if self._at < len(self._parts):
            raise UnreadableExpressionError(f"{self._parts[self._at]!r} is too much in {self._text!r}.")
        return value, percent

    def _take(self, *wanted: str) -> str | None:
        if self._at < len(self._parts) and self._parts[self._at] in wanted:
            self._at += 1
            return self._parts[self._at - 1]
        return None

    def _sum(self) -> tuple[Decimal, bool]:
        value, percent = self._product()
        while operator := self._take("+", "−"):
            other, is_percent = self._product()
            if is_percent and not percent:
                other /= 100
            value = value + other if operator == "+" else value - other
        return value, percent

    def _product(self) -> tuple[Decimal, bool]:
        value, percent = self._factor()
        while operator := self._take("×", "÷"):
            other, is_percent = self._factor()
            if operator == "×":
                value *= other
            elif not other:
                raise UnreadableExpressionError(f"{self._text!r} divides by nothing.")
            else:
                value /= other
            # A ratio of two percentages is none.
            percent = percent and not is_percent
        return value, percent

    def _factor(self) -> tuple[Decimal, bool]:
        if self._take("("):
            value, percent = self._sum()
            if not self._take(")"):
                raise UnreadableExpressionError(f"A bracket stays open in {self._text!r}.")
            return value, percent
        if self._at == len(self._parts):
            raise UnreadableExpressionError(f"A number is missing in {self._text!r}.")
        self._at += 1
        term = read_number(self._parts[self._at - 1])
        return term.value, term.percent
