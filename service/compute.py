"""Numbers that stand in no report, worked out from cited ones in Decimal."""

from collections.abc import Sequence
from decimal import Decimal

from corpus.types import Figure
from service.draft import Draft
from service.figure_choice import Choice
from service.question import Question
from service.reading import Reading
from service.schemas import Computation
from service.values import describe_amount
from service.wording import say


def compose_computation(question: Question, choices: Sequence[Choice]) -> Draft | None:
    """Return the answer that a difference, sum or ratio of two figures gives; None when no two fit together."""
    pair = _find_pair(question, choices)
    if pair is None:
        return None
    first, second = sorted(pair, key=lambda choice: (choice.figure.period, choice.figure.start))
    return _write(question, first, second)


def _find_pair(question: Question, choices: Sequence[Choice]) -> tuple[Choice, Choice] | None:
    if not choices:
        return None
    best = choices[0]
    for other in choices[1:12]:
        a, b = best.figure, other.figure
        if a.base_unit == b.base_unit and a.kind is b.kind and a.start != b.start and best.score - other.score < 0.8:
            return best, other
    return None


def _write(question: Question, first: Choice, second: Choice) -> Draft:
    draft = Draft()
    a, b = first.figure, second.figure
    marks = [draft.cite_figure(choice.reading, choice.figure) for choice in (first, second)]
    operation = _find_operation(question.text)
    sign = {"sum": "+", "difference": "−", "ratio": "÷"}[operation]
    if operation == "difference" and a.period == b.period:
        a, b = (a, b) if a.base_value <= b.base_value else (b, a)
    x, y = (a, b) if operation == "sum" else (b, a)
    result = {
        "sum": x.base_value + y.base_value,
        "difference": x.base_value - y.base_value,
        "ratio": x.base_value / y.base_value if y.base_value else Decimal(0),
    }[operation]
    factor = x.base_value / x.value if x.value else Decimal(1)
    unit = "" if operation == "ratio" else ("个百分点" if x.unit in ("%", "％") and operation == "difference" else x.unit)
    shown = result if operation == "ratio" else result / factor
    shown = round(shown, 2).normalize() if operation == "ratio" else shown.normalize()
    expression = f"{_quote(first.reading, x)} {sign} {_quote(second.reading, y)} = {shown:f}{unit}"
    draft.computation = Computation(expression=expression, result=shown, unit=unit)
    result_words = f"{shown:f}{unit}"
    if question.language != "zh":
        translated = describe_amount(result, "%" if unit == "个百分点" else x.base_unit, question.language)
        result_words = f"{translated} ({result_words})" if translated and operation != "ratio" else result_words
    clauses = "；".join(
        f"{choice.reading.quote(choice.figure.clause_start, choice.figure.clause_end)}{mark}"
        for choice, mark in dict(zip((first, second), marks, strict=True)).items()
    )
    draft.text = say(question.language, "computed", result=result_words, expression=expression) + "\n" + clauses
    return draft


def _find_operation(text: str) -> str:
    lower = text.lower()
    if any(word in lower for word in ("合", "加", "总和", "之和", "一共", "总共", "sum", "combined", "together", "in total", "altogether")):
        return "sum"
    if any(word in lower for word in ("几倍", "多少倍", "ratio", "times as")):
        return "ratio"
    return "difference"


def _quote(reading: Reading, figure: Figure) -> str:
    return reading.quote(figure.start, figure.end)


