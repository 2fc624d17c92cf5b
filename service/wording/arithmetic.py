"""Differences, sums, averages and ratios of figures, in Decimal and in the unit of the first one."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from corpus.types import Figure
from service.schemas import Computation
from service.wording.values import describe_amount
from service.wording.wording import say

_PERCENT = ("%", "％")
_POINTS = "个百分点"
_PLACES = 2
"""Decimal places of averages and ratios."""
_ENDLESS = 12
"""Decimal places past which a number is no sum of what reports tell, but a quotient of units."""
_WHOLE = frozenset("人名户个家件项")
_LARGE = 100
"""From here on an average of what cannot be cut is told without decimals."""
_IN_A_TONNE = {"公斤": 1000, "斤": 2000}
_SMALL = Decimal("0.1")
"""Below it an average is told in a smaller unit: 0.05亿元 is 500万元."""


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
        return f"{translated} ({own})" if translated and self.unit and translated != own else own

    def describe_times(self, language: str) -> str:
        """Return a ratio in words: 3倍."""
        return say(language, "times", result=self.describe(language))

    def describe_difference(self, language: str) -> str:
        """Return a difference in words that say which way it goes: 多3亿元, 少3亿元."""
        return say(language, "more" if self.value >= 0 else "less", result=self.describe(language))


def subtract(left: Figure, right: Figure, quotes: tuple[str, str]) -> Result:
    """Return left less right; of percentages the difference is in percentage points."""
    difference = left.base_value - right.base_value
    first = _finer(left, right, difference)
    unit = _POINTS if left.base_unit in _PERCENT else first.unit
    return _result(f"{quotes[0]} − {_bracket(quotes[1])}", difference / scale(first), unit, first)


def _finer(left: Figure, right: Figure, value: Decimal) -> Figure:
    """Return the figure in whose unit a number is told: 6567.8亿元 for 0.65678万亿元."""
    exact = round_half_up(value / scale(left), _PLACES) * scale(left) == value
    return left if exact or scale(right) >= scale(left) else right


def add(figures: Sequence[Figure], quotes: Sequence[str]) -> Result:
    """Return the sum of figures in one base unit."""
    value = sum((figure.base_value for figure in figures), Decimal(0)) / scale(figures[0])
    return _result(" + ".join([quotes[0], *map(_bracket, quotes[1:])]), value, figures[0].unit, figures[0])


def average(figures: Sequence[Figure], quotes: Sequence[str]) -> Result:
    """Return the mean of figures in one base unit, to two places."""
    total = sum((figure.base_value for figure in figures), Decimal(0)) / scale(figures[0])
    value = round_half_up(total / len(figures), _PLACES)
    return _result(f"({' + '.join(quotes)}) ÷ {len(figures)}", value, figures[0].unit, figures[0])


def divide(left: Figure, right: Figure, quotes: tuple[str, str]) -> Result | None:
    """Return how many times right is in left, to two places; None for a right of nothing."""
    if not right.base_value:
        return None
    value = round_half_up(left.base_value / right.base_value, _PLACES)
    expression = f"{quotes[0]} ÷ {quotes[1]} = {plain(value)}"
    return Result(expression, value, "", "", Decimal(1))


def percent(left: Figure, right: Figure, quotes: tuple[str, str]) -> Result | None:
    """Return left as a share of right in percent, to two places; None for a right of nothing."""
    if not right.base_value:
        return None
    value = round_half_up(left.base_value / right.base_value * 100, _PLACES)
    return Result(f"{quotes[0]} ÷ {quotes[1]} = {plain(value)}%", value, "%", "%", Decimal(1))


def make_whole(part: Figure, share: Figure, quotes: tuple[str, str]) -> Result:
    """Return the whole of which a part is a share in percent, to two places; the share is not zero."""
    value = round_half_up(part.value / share.value * 100, _PLACES).normalize()
    return Result(
        f"{quotes[0]} ÷ {quotes[1]} = {plain(value)}{part.unit}", value, part.unit, part.base_unit, scale(part)
    )


def grow(later: Figure, earlier: Figure, quotes: tuple[str, str]) -> Result | None:
    """Return by how many percent a number grew, to two places; None for one that grew from nothing."""
    if not earlier.base_value:
        return None
    value = round_half_up((later.base_value / earlier.base_value - 1) * 100, _PLACES)
    return Result(f"({quotes[0]} − {quotes[1]}) ÷ {quotes[1]} = {plain(value)}%", value, "%", "%", Decimal(1))


def share_out(figure: Figure, parts: int, quote: str) -> Result:
    """Return a figure divided by a count that we know, to three places."""
    value = round_half_up(figure.value / parts, _PLACES + 1)
    return Result(
        f"{quote} ÷ {parts} = {plain(value)}{figure.unit}", value, figure.unit, figure.base_unit, scale(figure)
    )


def share_difference(later: Figure, earlier: Figure, parts: int, quotes: tuple[str, str]) -> Result:
    """Return by how much a number changed in each of so many years, to two places."""
    unit = _POINTS if later.base_unit in _PERCENT else later.unit
    value = round_half_up((later.base_value - earlier.base_value) / scale(later) / parts, _PLACES)
    base_unit = _POINTS if unit == _POINTS else later.base_unit
    expression = f"({quotes[0]} − {quotes[1]}) ÷ {parts} = {plain(value)}{unit}"
    return Result(expression, value, unit, base_unit, scale(later))


def spread(amount: Figure, count: Figure, quotes: tuple[str, str], weight: str | None = None) -> Result:
    """Return an amount for one of what is counted, in the largest unit in which it is not a small fraction.

    `weight` is the unit that tonnes are given in, 公斤 or 斤. The count is not zero.
    """
    each = amount.base_value / count.base_value
    base_unit = amount.base_unit
    if weight is not None and base_unit == "吨":
        each, base_unit = each * _IN_A_TONNE[weight], weight
    units = [(amount.unit, scale(amount))] if base_unit == amount.base_unit else []
    units += [(f"万{base_unit}", Decimal(10_000)), (base_unit, Decimal(1))]
    unit, size = next((row for row in units if each / row[1] >= _SMALL), units[-1])
    whole = unit in _WHOLE and each >= _LARGE
    value = round_half_up(each / size, 0 if whole else _PLACES)
    return Result(f"{quotes[0]} ÷ {quotes[1]} = {plain(value)}{unit}", value, unit, base_unit, size)


def round_half_up(value: Decimal, places: int) -> Decimal:
    """Return a number rounded as people do: 93.125 to two places is 93.13."""
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def plain(value: Decimal) -> str:
    """Return a number without exponent and without zeros at its end."""
    return f"{value.normalize():f}"


def _result(terms: str, value: Decimal, unit: str, first: Figure) -> Result:
    value = value.normalize()
    if -int(value.as_tuple().exponent) > _ENDLESS:
        # 亩 are no whole number of 公顷.
        value = round_half_up(value, _PLACES).normalize()
    base_unit = _POINTS if unit == _POINTS else first.base_unit
    return Result(f"{terms} = {plain(value)}{unit}", value, unit, base_unit, scale(first))


def _bracket(quote: str) -> str:
    return f"({quote})" if quote.startswith("-") else quote


def scale(figure: Figure) -> Decimal:
    """Return what one of a figure's unit is in its base unit: 100000000 for 亿元."""
    return figure.base_value / figure.value if figure.value else Decimal(1)
