"""Differences, sums, averages and ratios of figures, in Decimal and in the unit of the first one."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from corpus.types import Figure
from service.schemas import Computation
from service.values import describe_amount

_PERCENT = ("%", "％")
_POINTS = "个百分点"
_PLACES = 2
"""Decimal places of averages and ratios."""


@dataclass(frozen=True, slots=True)
class Result:
    """A number worked out, with the sum that gives it."""

    expression: str
    value: Decimal
    unit: str
    base_unit: str
    scale: Decimal
    """What one of `unit` is in the base unit: 100000000 for 亿元."""

    @property
    def computation(self) -> Computation:
        """The result as the answer object carries it."""
        return Computation(expression=self.expression, result=self.value, unit=self.unit)

    def describe(self, language: str) -> str:
        """Return the size of the result with its unit, in words of a language."""
        amount = abs(self.value)
        own = f"{plain(amount)}{self.unit}"
        if language == "zh":
            return own
        translated = describe_amount(amount * self.scale, self.base_unit, language)
        return f"{translated} ({own})" if translated and self.unit else own


def subtract(left: Figure, right: Figure, quotes: tuple[str, str]) -> Result:
    """Return left less right; of percentages the difference is in percentage points."""
    unit = _POINTS if left.base_unit in _PERCENT else left.unit
    value = (left.base_value - right.base_value) / _scale(left)
    return _result(f"{quotes[0]} − {_bracket(quotes[1])}", value, unit, left)


def add(figures: Sequence[Figure], quotes: Sequence[str]) -> Result:
    """Return the sum of figures in one base unit."""
    value = sum((figure.base_value for figure in figures), Decimal(0)) / _scale(figures[0])
    return _result(" + ".join([quotes[0], *map(_bracket, quotes[1:])]), value, figures[0].unit, figures[0])


def average(figures: Sequence[Figure], quotes: Sequence[str]) -> Result:
    """Return the mean of figures in one base unit, to two places."""
    total = sum((figure.base_value for figure in figures), Decimal(0)) / _scale(figures[0])
    value = round(total / len(figures), _PLACES)
    return _result(f"({' + '.join(quotes)}) ÷ {len(figures)}", value, figures[0].unit, figures[0])


def divide(left: Figure, right: Figure, quotes: tuple[str, str]) -> Result | None:
    """Return how many times right is in left, to two places; None for a right of nothing."""
    if not right.base_value:
        return None
    value = round(left.base_value / right.base_value, _PLACES)
    expression = f"{quotes[0]} ÷ {quotes[1]} = {plain(value)}"
    return Result(expression, value, "", "", Decimal(1))


def plain(value: Decimal) -> str:
    """Return a number without exponent and without zeros at its end."""
    return f"{value.normalize():f}"


def _result(terms: str, value: Decimal, unit: str, first: Figure) -> Result:
    value = value.normalize()
    base_unit = _POINTS if unit == _POINTS else first.base_unit
    return Result(f"{terms} = {plain(value)}{unit}", value, unit, base_unit, _scale(first))


def _bracket(quote: str) -> str:
    return f"({quote})" if quote.startswith("-") else quote


def _scale(figure: Figure) -> Decimal:
    return figure.base_value / figure.value if figure.value else Decimal(1)
