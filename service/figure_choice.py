"""Which figures of the evidence a question asks for."""

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.normal_form import normalise
from corpus.types import Bound, Figure, FigureKind, Status
from index.lexical import tokenize
from service.evidence import Evidence
from service.question import Question
from service.reading import Reading

_TOP = 40
"""Sentences whose figures are looked at."""

# What agreement on each point is worth; disagreement costs about as much. Words count from 0 to 1.5.
_INDICATOR = 0.6
_OTHER_INDICATOR = -0.25
_PERIOD = 0.45
_OTHER_PERIOD = -0.6
_STATUS = 0.3
_OTHER_STATUS = -0.4
_MEASURE = 0.35
_OTHER_MEASURE = -0.35
_UNIT = 0.3
_OTHER_UNIT = -0.3


@dataclass(frozen=True)
class Choice:
    """A figure that may be the answer; higher scores are better."""

    reading: Reading
    figure: Figure
    score: float
    evidence: Evidence


def choose_figures(question: Question, evidence: Sequence[Evidence]) -> list[Choice]:
    """Return the figures of the best sentences by how well they fit the question, best first."""
    choices = []
    for item in evidence[:_TOP]:
        for figure in item.reading.figures_within(item.sentence.start, item.sentence.end):
            choices.append(Choice(item.reading, figure, _score(question, figure, item), item))
    return sorted(choices, key=lambda choice: -choice.score)


def _score(question: Question, figure: Figure, item: Evidence) -> float:
    return (
        item.score
        + _score_words(question, figure, item)
        + _score_indicator(question, figure)
        + _score_period(question, figure)
        + _score_status(question, figure)
        + _score_measure(question, figure)
        + _score_unit(question, figure)
    )


def _score_words(question: Question, figure: Figure, item: Evidence) -> float:
    terms = item.reading.terms
    asked = set(tokenize(question.content))
    words = set(tokenize(figure.words))
    clause = set(tokenize(item.reading.quote(figure.clause_start, figure.clause_end)))
    mass = sum(map(terms.idf, asked)) or 1.0
    own = sum(map(terms.idf, asked & words)) / mass
    near = sum(map(terms.idf, asked & (clause - words))) / mass
    precision = sum(map(terms.idf, asked & words)) / (sum(map(terms.idf, words)) or 1.0)
    return own + 0.5 * near + 0.5 * precision


def _score_indicator(question: Question, figure: Figure) -> float:
    if not question.indicators or figure.indicator is None:
        return 0.0
    return _INDICATOR if figure.indicator in question.indicators else _OTHER_INDICATOR


def _score_period(question: Question, figure: Figure) -> float:
    if not question.periods or not figure.period:
        return 0.0
    if figure.period in question.periods:
        return _PERIOD
    return _PERIOD / 3 if any(periods_meet(figure.period, period) for period in question.periods) else _OTHER_PERIOD


def _score_status(question: Question, figure: Figure) -> float:
    if question.status is None:
        return 0.0
    planned = figure.status is Status.TARGET
    return _STATUS if planned == (question.status is Status.TARGET) else _OTHER_STATUS


def _score_measure(question: Question, figure: Figure) -> float:
    if question.measure is None:
        return -0.1 if figure.kind is FigureKind.RANK else 0.0
    if figure.kind is question.measure:
        return _MEASURE
    close = {FigureKind.GROWTH, FigureKind.CHANGE}
    return 0.1 if {figure.kind, question.measure} == close else _OTHER_MEASURE


def _score_unit(question: Question, figure: Figure) -> float:
    if question.unit is None:
        return 0.0
    unit = normalise(figure.unit).lstrip("万亿千百")
    return _UNIT if unit == question.unit or (question.unit in _SAME and unit in _SAME[question.unit]) else _OTHER_UNIT


_COUNTERS = frozenset("个家户项条座处所件届套场")
_SAME = {counter: _COUNTERS for counter in _COUNTERS} | {"人": frozenset("人名位"), "名": frozenset("人名位")}


def periods_meet(first: str, second: str) -> bool:
    """Say whether two periods have a year in common ("2016-2020" and "2020")."""
    a, b = _years(first), _years(second)
    return bool(a and b and a[0] <= b[1] and b[0] <= a[1])


def _years(period: str) -> tuple[int, int] | None:
    years = [int(part) for part in period.split("-") if len(part) == 4 and part.isdecimal()]
    return (years[0], years[-1]) if years else None


def is_bounded(figure: Figure) -> bool:
    """Say whether the number is a bound or an estimate rather than exact."""
    return figure.bound is not Bound.EXACT
