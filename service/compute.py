"""Numbers that stand in no report, worked out from cited ones in Decimal."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import combinations

from corpus.types import Figure, FigureKind, Status
from service.compose_figure import compose_figures
from service.draft import Draft
from service.figure_choice import Choice, covers_period, measures_same
from service.question import Question
from service.schemas import Computation
from service.values import describe_amount
from service.wording import say

_CANDIDATES = 16
_SUM = re.compile(
    r"合计|合起来|合在|一共|总共|总和|之和|加起来|加在|共计|sum|combined|together|in total|altogether", re.IGNORECASE
)
_RATIO = re.compile(r"几倍|多少倍|ratio|times (?:as|more|larger|bigger)", re.IGNORECASE)
_YEAR_BEFORE = re.compile(
    r"比(?:上|去|前)一?年|较(?:上|去)年|than (?:the )?(?:last|previous|year before)", re.IGNORECASE
)
_NEAR = 1.0
_PERCENT = ("%", "％")


class Operation(StrEnum):
    """What is done with two numbers, by its sign."""

    SUM = "+"
    DIFFERENCE = "−"
    RATIO = "÷"


@dataclass(frozen=True)
class _Pair:
    first: Choice
    """The earlier one, or the one that the other is compared with."""
    second: Choice
    score: float


def compose_computation(question: Question, choices: Sequence[Choice]) -> Draft | None:
    """Return the answer that a difference, sum or ratio of two figures gives; None when no two fit together.

    Units must agree; a sum takes figures of different things, a difference two of the same thing or of two things that
    the question names.
    """
    operation = _find_operation(question.text)
    stated = _find_stated(question, choices, operation)
    if stated is not None:
        return compose_figures(question, [stated])
    pairs = list(_find_pairs(question, choices[:_CANDIDATES], operation))
    if not pairs:
        return None
    return _write(question, max(pairs, key=lambda pair: pair.score), operation)


def _find_operation(text: str) -> Operation:
    if _SUM.search(text):
        return Operation.SUM
    return Operation.RATIO if _RATIO.search(text) else Operation.DIFFERENCE


def _find_stated(question: Question, choices: Sequence[Choice], operation: Operation) -> Choice | None:
    """Return the figure with which the report itself says the difference to the year before, or the multiple."""
    near = [choice for choice in choices[:_CANDIDATES] if choices[0].score - choice.score < _NEAR]
    if operation is Operation.RATIO:
        return next((choice for choice in near if choice.figure.kind is FigureKind.MULTIPLE), None)
    if operation is Operation.DIFFERENCE and _YEAR_BEFORE.search(question.text):
        wanted = FigureKind.GROWTH if question.unit == "%" else FigureKind.CHANGE
        return next((choice for choice in near if choice.figure.kind is wanted), None)
    return None


def _find_pairs(question: Question, choices: Sequence[Choice], operation: Operation) -> Iterator[_Pair]:
    for one, other in combinations(choices, 2):
        a, b = one.figure, other.figure
        if a.base_unit != b.base_unit or FigureKind.RANK in (a.kind, b.kind) or a.start == b.start:
            continue
        first, second = sorted((one, other), key=lambda choice: (choice.figure.period, choice.figure.start))
        same = measures_same(one, other)
        score = one.score + other.score
        if operation is Operation.SUM:
            score += (0.0 if same else 0.6) + (0.5 if a.clause_start == b.clause_start or a.period == b.period else 0.0)
        else:
            apart = (a.period, a.status is Status.TARGET) != (b.period, b.status is Status.TARGET)
            score += (1.2 if same and apart else 0.0) + (0.4 if a.kind is b.kind else 0.0)
        if a.base_unit in _PERCENT and question.unit != "%":
            score -= 0.8
        yield _Pair(first, second, score)


def _write(question: Question, pair: _Pair, operation: Operation) -> Draft:
    draft = Draft()
    marks = {choice: draft.cite_figure(choice.reading, choice.figure) for choice in (pair.first, pair.second)}
    a, b = pair.first.figure, pair.second.figure
    if operation is not Operation.SUM and a.period == b.period and a.base_value > b.base_value:
        a, b = b, a
    left, right = (a, b) if operation is Operation.SUM else (b, a)
    if operation is Operation.RATIO and len(question.periods) > 1 and covers_period(a, question.periods[0]):
        # "A of 2019 is how many times B of 2020": what is named first is divided by what is named second.
        left, right = a, b
    result, unit = _calculate(left, right, operation)
    quotes = {choice.figure: choice.reading.quote(choice.figure.start, choice.figure.end) for choice in marks}
    expression = f"{quotes[left]} {operation} {quotes[right]} = {_plain(result)}{unit}"
    draft.computation = Computation(expression=expression, result=result, unit=unit)
    shown = _describe_result(question, result, unit, left, operation)
    clauses = "；".join(
        f"{choice.reading.quote(choice.figure.clause_start, choice.figure.clause_end)}{mark}"
        for choice, mark in {mark: (choice, mark) for choice, mark in marks.items()}.values()
    )
    draft.text = say(question.language, "computed", result=shown, expression=expression) + "\n" + clauses
    return draft


def _calculate(left: Figure, right: Figure, operation: Operation) -> tuple[Decimal, str]:
    """Return the result in the left figure's unit, and that unit."""
    if operation is Operation.RATIO:
        return round(left.base_value / right.base_value, 2).normalize() if right.base_value else Decimal(0), ""
    signed = right.base_value if operation is Operation.SUM else -right.base_value
    factor = left.base_value / left.value if left.value else Decimal(1)
    unit = "个百分点" if left.base_unit in _PERCENT and operation is Operation.DIFFERENCE else left.unit
    return ((left.base_value + signed) / factor).normalize(), unit


def _describe_result(question: Question, result: Decimal, unit: str, left: Figure, operation: Operation) -> str:
    amount = abs(result) if operation is Operation.DIFFERENCE else result
    words = f"{_plain(amount)}{unit}"
    if question.language != "zh" and operation is not Operation.RATIO:
        factor = left.base_value / left.value if left.value else Decimal(1)
        translated = describe_amount(amount * factor, left.base_unit, question.language)
        words = f"{translated} ({words})" if translated else words
    if operation is not Operation.DIFFERENCE:
        return words
    return say(question.language, "more" if result >= 0 else "less", result=words)


def _plain(value: Decimal) -> str:
    return f"{value:f}"
