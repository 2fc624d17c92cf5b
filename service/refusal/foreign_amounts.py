"""What a question in another language asks of a number, and what numbers tell it all the same."""

import re

from corpus.types import FigureKind
from service.evidence.figure_choice import Choice
from service.question.question import Question

_ALL = 0.8
"""The share of the question's words that a figure in another unit must hold."""
_AMOUNT = re.compile(
    r"\bhow (?:much|many|big|large|long)\b|\b(?:total|output|gross) (?:output )?value\b"
    r"|\bcombien\b|\bwie ?viel|\bcu[aá]nt|сколько"
)
_HOW_MUCH = re.compile(r"\bhow much (?!of\b)")
_HOW_MANY_MORE = re.compile(r"\bhow many (?:fewer|more|less)\b")


def asks_amount(question: Question) -> bool:
    """Say whether a question asks for an amount, and not for a place among others."""
    return question.language != "zh" and _AMOUNT.search(question.text.lower()) is not None


def asks_how_much(question: Question) -> bool:
    """Say whether a question asks how much there is, and not by how much it changed."""
    return not question.changes and _HOW_MUCH.search(question.text.lower()) is not None


def tells_otherwise(question: Question, choice: Choice) -> bool:
    """Say whether a figure in all of a question's words tells what it asks in another unit.

    Households for people, and by what share there are fewer for how many fewer.
    """
    if question.language == "zh" or choice.words < _ALL:
        return False
    if question.unit == "人" and choice.figure.base_unit == "户":
        return True
    return choice.figure.kind is FigureKind.GROWTH and _HOW_MANY_MORE.search(question.text.lower()) is not None
