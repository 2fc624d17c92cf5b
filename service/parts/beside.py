"""What a later question leaves to the one before it: the share, growth, rank or money beside the number just told.

"How many counties are linked up, and what proportion is that?" asks for 79% in 通达86个县，通达率79%: no word
of the second question finds it, but it stands beside the first answer.
"""

from typing import Protocol

from corpus.types import Figure, FigureKind
from service.compose.figure import describe_figure
from service.draft import Draft
from service.question.question import Question
from service.reading.reading import Reading
from service.refusal.refusal import Verdict

_PERCENT = ("%", "％")
_CHANGES = frozenset({FigureKind.GROWTH, FigureKind.CHANGE})
_SURE = 0.8
"""How sure a number is that stands beside the one before it, where that one is as sure."""
_CLAUSES = 2
"""Clauses between the two numbers, at most."""


class Told(Protocol):
    """What came of one question."""

    @property
    def outcome(self) -> Draft | Verdict:
        """The answer, or why there is none."""

    @property
    def question(self) -> Question:
        """The question as it was understood."""


def tell_beside(asked: Question, before: Told) -> Draft | None:
    """Return the number of the kind that a leaning question asks for from the answer's sentence; None for none."""
    told = before.outcome
    if isinstance(told, Verdict) or len(told.figures) != 1 or told.computation is not None:
        return None
    first, reading, _ = told.figures[0]
    sentence = reading.sentence_at(first.start)
    others = [f for f in reading.figures_within(sentence.start, sentence.end) if f.start != first.start]
    fitting = [figure for figure in others if _is_asked(asked, figure) and _stands_near(reading, first, figure)]
    if not fitting:
        return None
    # What is said of a number follows it; what stands before it mostly is another's.
    best = min(fitting, key=lambda figure: (figure.start < first.start, abs(figure.start - first.start)))
    draft = Draft(confidence=min(_SURE, told.confidence))
    draft.text = describe_figure(reading, best, asked.language, draft, several=False)
    return draft


def asks_beside(question: Question) -> bool:
    """Say whether a question names the kind of number that may stand beside another."""
    return question.measure is not None or question.unit in ("%", "元")


def _is_asked(asked: Question, figure: Figure) -> bool:
    if asked.measure is FigureKind.RANK:
        return figure.kind is FigureKind.RANK
    if asked.measure in _CHANGES:
        return figure.kind in _CHANGES
    if asked.measure is FigureKind.SHARE or asked.unit == "%":
        return figure.kind is FigureKind.SHARE and figure.base_unit in _PERCENT
    return asked.unit == "元" and figure.base_unit.endswith("元")


def _stands_near(reading: Reading, first: Figure, other: Figure) -> bool:
    """Say whether few clauses and no other thing's number part two figures."""
    start, end = sorted((first.start, other.start))
    between = reading.quote(start, end)
    return sum(between.count(mark) for mark in "，,；;") <= _CLAUSES and not any(mark in between for mark in "；;")
