"""The figure with which a report itself says a difference, a multiple or a growth; whether figures are named."""

import re
from collections.abc import Sequence

from corpus.types import FigureKind, Status
from service.evidence.figure_choice import Choice
from service.question.cues import Operation
from service.question.question import Question

CANDIDATES = 16
YEAR_BEFORE = re.compile(
    r"比(?:上|去|前)一?年|较(?:上|去)年|同比|than (?:the )?(?:last|previous|year before)", re.IGNORECASE
)
_NEAR = 1.0
HELD = 0.12
"""Figures that hold a smaller share of the question's words are of something else."""
_NET = re.compile(r"净[增减]")
_GROWN = re.compile(r"(?:涨|增长|增)了?(?:几|多少)个?(?:百分)?点")
_OF_RATES = re.compile(r"增速|增幅|涨幅|率|占|比|份额|差")
"""Points of a rate are its difference; of an amount they are its growth: GDP想涨几个点."""
_CHANGES = {"%": (FigureKind.GROWTH,), "": (FigureKind.CHANGE, FigureKind.GROWTH)}
"""In what a change is told, by the unit asked for; an amount where another unit is."""


def find_stated(question: Question, choices: Sequence[Choice], operation: Operation) -> Choice | None:
    """Return the figure with which the report itself says the difference to the year before, or the multiple."""
    near = [choice for choice in choices[:CANDIDATES] if choices[0].score - choice.score < _NEAR]
    if operation is Operation.RATIO:
        return next((choice for choice in near if choice.figure.kind is FigureKind.MULTIPLE), None)
    if operation is Operation.DIFFERENCE and near and near[0].figure.kind is FigureKind.CHANGE:
        return near[0]
    net = _NET.search(question.text) if operation is Operation.DIFFERENCE else None
    if net and (told := [choice for choice in near if net[0] in choice.clause]):
        return told[0] if is_named(question, told[0]) and told[0].words >= HELD else near[0]
    if operation is Operation.DIFFERENCE and _GROWN.search(question.text) and not _OF_RATES.search(question.text):
        planned = question.status is Status.TARGET
        grown = (choice for choice in near if choice.figure.kind is FigureKind.GROWTH)
        return next((choice for choice in grown if (choice.figure.status is Status.TARGET) == planned), None)
    if operation is Operation.DIFFERENCE and YEAR_BEFORE.search(question.text):
        wanted = _CHANGES.get(question.unit or "", (FigureKind.CHANGE,))
        return next((choice for kind in wanted for choice in near if choice.figure.kind is kind), None)
    return None


def is_named(question: Question, choice: Choice) -> bool:
    """Say whether a question that names indicators names that of a figure, or the words of one that has none."""
    if not question.indicators:
        return True
    indicator = choice.figure.indicator
    return indicator in question.indicators if indicator else find_named(question, choice) < len(question.text)


def find_named(question: Question, choice: Choice) -> int:
    """Return where the question names what a figure counts: the place of its first word that stands there."""
    words = f"{choice.figure.scope or ''}{choice.figure.words}"
    places = [question.text.find(words[i : i + 2]) for i in range(len(words) - 1)]
    return min((place for place in places if place >= 0), default=len(question.text))
