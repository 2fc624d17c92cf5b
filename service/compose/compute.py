"""Numbers that stand in no report, worked out from cited ones in Decimal."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import permutations

from corpus.periods import years_of
from corpus.types import Figure, FigureKind, Status
from service.compose.figure import compose_figures
from service.compose.stated import CANDIDATES, HELD, YEAR_BEFORE, find_named, find_stated, is_named
from service.draft import Draft
from service.evidence.figure_choice import SAME_UNITS, Choice, counts_new, covers_period, measures_same
from service.evidence.figure_sign import give_sign
from service.question.cues import Operation
from service.question.question import Question
from service.refusal.confidence import describe_operands
from service.schemas import Computation
from service.wording.values import describe_amount
from service.wording.wording import say

_A_YEAR = re.compile(r"每年|一年|年均|per year|a year|annually", re.IGNORECASE)
_REST = re.compile(r"还有|没|未|剩|remain|left|not yet", re.IGNORECASE)
_RATE_WORDS = re.compile(r"点|率|比重|占比|比例|百分|%|share|rate|percent|proportion", re.IGNORECASE)
_OF_NEW = 1.0
"""What is new in a year is not what there was before: one of 131家 and 43家新增 is not less the other."""
_PERCENT = ("%", "％")
_RATES = {FigureKind.GROWTH, FigureKind.SHARE}
_OVER = re.compile(r"(?:每|一)(?:个)?(个|家|户|座|项|套|条|公里|亩|人|名|所|村)(?!月|小时|季度|工作日|学期|百分点)")
"""What an average is taken over."""


@dataclass(frozen=True)
class _Pair:
    left: Choice
    right: Choice
    score: float


def compose_computation(question: Question, choices: Sequence[Choice]) -> Draft | None:
    """Return the answer that two figures give together; None when no two fit.

    A difference, sum or ratio takes one unit on both sides, an average an amount and a count of one clause, what was
    before a level and the change or multiple that led to it.
    """
    operation = question.operation or Operation.DIFFERENCE
    stated = find_stated(question, choices, operation)
    if stated is not None:
        return compose_figures(question, [stated])
    if operation is Operation.AVERAGE and _A_YEAR.search(question.text):
        return _write_yearly(question, choices)
    near = [choice for choice in choices[:CANDIDATES] if _is_near(question, choice)]
    pairs = list(_find_pairs(question, near, operation))
    if not pairs:
        return None
    best = max(pairs, key=lambda pair: pair.score)
    alone = _find_alone(question, best)
    return _write(question, best, operation) if alone is None else compose_figures(question, [alone])


def _is_near(question: Question, choice: Choice) -> bool:
    """Say whether a figure has something of what is asked: its indicator or words; words tell little elsewhere."""
    other = bool(question.indicators) and choice.figure.indicator is not None
    return choice.kinship > 0 or (choice.words >= HELD and not other) or question.language != "zh"


def _find_alone(question: Question, pair: _Pair) -> Choice | None:
    """Return the one figure of a pair that answers alone, where the other cannot be meant; None where both can.

    What became of something is no difference to a plan. A rate of what the question does not name has nothing to do
    with that of what it names, nor has another indicator with one thing at two times.
    """
    both = (pair.left, pair.right)
    if question.status is Status.ACHIEVED and not question.both:
        facts = [choice for choice in both if choice.figure.status is not Status.TARGET]
        if len(facts) == 1:
            return facts[0]
    over_times = len(question.indicators) == 1 and len(question.periods) > 1
    if not (over_times or pair.left.figure.base_unit in _PERCENT) or measures_same(*both):
        return None
    named = [choice for choice in both if is_named(question, choice)]
    return named[0] if len(named) == 1 else None


def _find_pairs(question: Question, choices: Sequence[Choice], operation: Operation) -> Iterator[_Pair]:
    weigh = _WEIGHTS.get(operation, _weigh_like)
    for left, right in permutations(choices, 2):
        shared = left.figure.start == right.figure.start and left.figure.words == right.figure.words
        if shared or FigureKind.RANK in (left.figure.kind, right.figure.kind):
            continue
        bonus = weigh(question, left, right)
        if bonus is not None:
            yield _Pair(left, right, left.score + right.score + bonus)


def _weigh_like(question: Question, left: Choice, right: Choice) -> float | None:
    """Return what two figures of one unit are worth as a later and an earlier one, or as two things named in turn."""
    a, b = left.figure, right.figure
    amount = question.unit not in (None, *_PERCENT)
    if a.base_unit != b.base_unit or (amount and a.base_unit in _PERCENT):
        return None
    # "增长了多少" between two years asks for the amount, unless a rate or points are named.
    bonus = -0.8 if a.base_unit in _PERCENT and not _RATE_WORDS.search(question.text) else 0.0
    bonus += 0.4 if a.kind is b.kind else 0.0
    same = measures_same(left, right)
    apart = (a.period, a.status is Status.TARGET) != (b.period, b.status is Status.TARGET)
    if same and apart:
        later = (a.period, a.start) > (b.period, b.start)
        first_named = question.operation is Operation.RATIO and len(question.periods) > 1
        wanted = covers_period(a, question.periods[0]) if first_named else later
        new = _OF_NEW if counts_new(a) != counts_new(b) else 0.0
        return bonus + 1.2 - new if wanted else None
    if same and (a.clause_start != b.clause_start or YEAR_BEFORE.search(question.text)):
        return None
    if left.evidence.sentence.start == right.evidence.sentence.start and _REST.search(question.text):
        return bonus + 0.8 if a.base_value > b.base_value else None
    # Two things named in the question, the first of them less, or divided by, the second.
    place = find_named(question, left), find_named(question, right)
    named = place[0] != place[1] and len(question.text) not in place and not _is_unnamed(question, b)
    named = named or (question.language != "zh" and left.kinship > 0 and right.kinship > 0)
    if not ((same and left.kinship > 0) or named or question.operation is Operation.COMPARE):
        # Nothing but their unit tells that two figures have to do with each other.
        return None
    return bonus + (0.2 if place[0] <= place[1] else -0.05)


def _weigh_sum(question: Question, left: Choice, right: Choice) -> float | None:
    a, b = left.figure, right.figure
    if a.base_unit != b.base_unit or a.start > b.start or (a.kind in _RATES) or (b.kind in _RATES):
        return None
    if max(find_named(question, left), find_named(question, right)) >= len(question.text):
        # "五年加起来" sums what the report has summed already: only things that the question names are added.
        return None
    if find_named(question, left) == find_named(question, right):
        return None
    beside = a.clause_start == b.clause_start or a.period == b.period
    return (0.0 if measures_same(left, right) else 0.6) + (0.5 if beside else 0.0)


def _weigh_average(question: Question, left: Choice, right: Choice) -> float | None:
    """Return what an amount and the count it is spread over are worth; they stand side by side."""
    a, b = left.figure, right.figure
    if a.base_unit == b.base_unit or not b.base_value or a.base_unit in _PERCENT or b.base_unit in _PERCENT:
        return None
    if left.evidence.sentence.start != right.evidence.sentence.start or b.base_unit == "元":
        return None
    over = _OVER.search(question.text)
    if over and b.base_unit not in (over[1], *SAME_UNITS.get(over[1], ())):
        return None
    counted = 0.5 if b.base_unit and re.search(rf"(?:每|一){re.escape(b.base_unit)}", question.text) else 0.0
    money = 0.5 if a.base_unit == "元" else 0.0
    return counted + money - abs(a.start - b.start) / 100


def _weigh_before(question: Question, left: Choice, right: Choice) -> float | None:
    """Return what a level and the change that led to it are worth; they stand in one sentence."""
    a, b = left.figure, right.figure
    grew = b.kind in (FigureKind.MULTIPLE, FigureKind.GROWTH, FigureKind.CHANGE)
    if a.kind not in (FigureKind.LEVEL, FigureKind.COUNT) or not grew or not b.value:
        return None
    if left.evidence.sentence.start != right.evidence.sentence.start:
        return None
    if b.kind is not FigureKind.MULTIPLE and b.base_unit not in (*_PERCENT, a.base_unit):
        return None
    return 0.6 - abs(a.start - b.start) / 100


_Weigh = Callable[[Question, Choice, Choice], float | None]
_WEIGHTS: dict[Operation, _Weigh] = {
    Operation.SUM: _weigh_sum,
    Operation.AVERAGE: _weigh_average,
    Operation.BEFORE: _weigh_before,
}


def _is_unnamed(question: Question, figure: Figure) -> bool:
    """Say whether a figure is of an indicator that is none of those a question names."""
    return bool(question.indicators and figure.indicator) and figure.indicator not in question.indicators


def _write(question: Question, pair: _Pair, operation: Operation) -> Draft:
    draft = Draft(features=describe_operands([pair.left, pair.right]))
    a, b = pair.left.figure, pair.right.figure
    if operation is Operation.BEFORE:
        # 44 after a fall of 20% was 55 before, not 37.
        b = give_sign(pair.right.reading.report.text, b)
    result, unit, formula = _calculate(a, b, operation)
    quotes = [choice.quote for choice in (pair.left, pair.right)]
    expression = f"{formula.format(*quotes)} = {_plain(result)}{unit}"
    shown = _describe_result(question, result, unit, a, operation)
    draft.tell_result(
        say(question.language, "computed", result=shown, expression=expression),
        Computation(expression=expression, result=result, unit=unit),
        [(choice.reading, choice.figure) for choice in (pair.left, pair.right)],
    )
    return draft


def _calculate(a: Figure, b: Figure, operation: Operation) -> tuple[Decimal, str, str]:
    """Return the result, its unit and the formula with places for both numbers."""
    factor = a.base_value / a.value if a.value else Decimal(1)
    if operation is Operation.SUM:
        return _tidy((a.base_value + b.base_value) / factor), a.unit, "{} + {}"
    if operation is Operation.RATIO:
        return _tidy(a.base_value / b.base_value if b.base_value else Decimal(0), 2), "", "{} ÷ {}"
    if operation is Operation.AVERAGE:
        share = a.value / b.base_value
        if share < 1 and a.unit != a.base_unit:
            return _tidy(a.base_value / b.base_value, 1), a.base_unit, "{} ÷ {}"
        return _tidy(share, 2), a.unit, "{} ÷ {}"
    if operation is Operation.BEFORE:
        return _calculate_before(a, b)
    unit = "个百分点" if a.base_unit in _PERCENT else a.unit
    return _tidy((a.base_value - b.base_value) / factor), unit, "{} − {}"


def _calculate_before(a: Figure, b: Figure) -> tuple[Decimal, str, str]:
    if b.kind is FigureKind.MULTIPLE:
        return _tidy(a.value / b.value, 2), a.unit, "{} ÷ {}"
    if b.base_unit in _PERCENT:
        fell = b.value < 0 or b.kind is FigureKind.CHANGE
        share = -abs(b.value) / 100 if fell else b.value / 100
        return _tidy(a.value / (1 + share), 2), a.unit, "{} ÷ (1 " + ("− " if fell else "+ ") + "{})"
    return _tidy((a.base_value - b.base_value) / (a.base_value / a.value)), a.unit, "{} − {}"


def _write_yearly(question: Question, choices: Sequence[Choice]) -> Draft | None:
    """Return the average of a year for the best figure that stands for several."""
    if question.unit in _PERCENT:
        return None
    for choice in choices[:CANDIDATES]:
        span = years_of(choice.figure.period)
        meant = (choice.kinship > 0 or choice.words >= HELD) and choice.figure.base_unit not in SAME_UNITS["时间"]
        if (
            span
            and span[0] < span[1]
            and meant
            and choice.figure.kind not in (*_RATES, FigureKind.RANK, FigureKind.MULTIPLE)
        ):
            break
    else:
        return None
    figure, years = choice.figure, span[1] - span[0] + 1
    draft = Draft(features=describe_operands([choice]))
    mark = draft.cite_figure(choice.reading, figure)
    result = _tidy(figure.value / years, 3)
    expression = f"{choice.quote} ÷ {years} = {_plain(result)}{figure.unit}"
    draft.computation = Computation(expression=expression, result=result, unit=figure.unit)
    shown = _describe_result(question, result, figure.unit, figure, Operation.AVERAGE)
    clause = choice.reading.quote(figure.clause_start, figure.clause_end)
    draft.text = f"{say(question.language, 'computed', result=shown, expression=expression)}\n{clause}{mark}"
    return draft


def _describe_result(question: Question, result: Decimal, unit: str, left: Figure, operation: Operation) -> str:
    signed = operation in (Operation.DIFFERENCE, Operation.COMPARE)
    amount = abs(result) if signed else result
    words = f"{_plain(amount)}{unit}"
    if question.language != "zh" and operation is not Operation.RATIO:
        factor = left.base_value / left.value if left.value else Decimal(1)
        translated = describe_amount(amount * factor, left.base_unit, question.language)
        words = f"{translated} ({words})" if translated else words
    return say(question.language, "more" if result >= 0 else "less", result=words) if signed else words


def _tidy(value: Decimal, digits: int | None = None) -> Decimal:
    return (round(value, digits) if digits is not None else value).normalize()


def _plain(value: Decimal) -> str:
    return f"{value:f}"
