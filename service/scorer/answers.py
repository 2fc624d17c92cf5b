"""Whether a sentence holds what the question asks for (a number, a time, a name), and how near to its words."""

import numpy as np
from numpy.typing import NDArray

from service.scorer.lexicon import QuestionWeights
from service.scorer.matches import Floats, Matches, covers
from service.scorer.questions import ASKED, QuestionTokens
from service.scorer.sentences import Mark, PreparedSentences

_EXPECTED = {
    "count": Mark.COUNT,
    "time": Mark.TIME,
    "person": Mark.PERSON,
    "place": Mark.PLACE,
    "organisation": Mark.ORGANISATION,
    "cause": Mark.CAUSE,
    "list": Mark.MEMBER,
}
_EXPECTED_BITS = np.array([int(_EXPECTED.get(name, Mark(0))) for name, _ in ASKED], dtype=np.uint16)
_MARKS = np.array([int(mark) for mark in Mark], dtype=np.uint16)
_WINDOW = 14
"""Tokens to either side of a possible answer that count as beside it."""

_NAMES = (
    *(f"new_{(mark.name or '').lower()}" for mark in Mark),
    "expected",
    "expected_share",
    "expects",
    "best_clause",
    "best_clauses",
    "best_typed",
    "beside_new",
    "beside_expected",
    "noun",
    "noun_counted",
    "asks_year",
    "year_here",
    "year_other",
    "year_of_report",
    "year_before_report",
)


def describe_answers(
    found: Matches, weights: QuestionWeights, question: QuestionTokens, prepared: PreparedSentences
) -> tuple[tuple[str, ...], Floats]:
    """Return names and columns, one row a row of `found`."""
    rows = len(found.rows)
    columns = np.zeros((rows, len(_NAMES)), dtype=np.float32)
    weight = weights.token_idf * weights.token_rate
    new = found.question_at < 0
    marks = np.where(new, prepared.marks[found.position], 0).astype(np.uint16)
    expected = np.uint16(np.bitwise_or.reduce(_EXPECTED_BITS[question.asked > 0], initial=0))
    right = (marks & expected) > 0
    filled = np.flatnonzero(found.lengths > 0)
    if len(filled):
        held = np.bitwise_or.reduceat(marks, found.begins[filled])
        columns[filled[:, None], np.arange(len(_MARKS))] = (held[:, None] & _MARKS) > 0
    counted = np.bincount(found.token_row[right], minlength=rows)
    place = len(_MARKS)
    columns[:, place] = counted > 0
    columns[:, place + 1] = counted / np.maximum(found.lengths, 1)
    columns[:, place + 2] = expected > 0
    columns[:, place + 3 : place + 6] = _clauses(found, prepared, weight, new, right)
    columns[:, place + 6 : place + 8] = _beside(found, weight, new, right)
    columns[:, place + 8 : place + 10] = _noun(found, question, prepared, marks)
    columns[:, place + 10 :] = _years(found, question, prepared)
    return _NAMES, columns


def _clauses(
    found: Matches, prepared: PreparedSentences, weight: Floats, new: NDArray[np.bool_], right: NDArray[np.bool_]
) -> Floats:
    """Return the most of the question in one clause, in two neighbours, and in two that hold an expected answer."""
    best = np.zeros((len(found.rows), 3), dtype=np.float32)
    if not len(found.position):
        return best
    number = prepared.clauses[found.position]
    breaks = np.ones(len(number), dtype=np.bool_)
    breaks[1:] = number[1:] != number[:-1]
    clause = np.cumsum(breaks) - 1
    row = found.token_row[breaks]
    has = np.zeros((len(row), len(weight)), dtype=np.float32)
    hit = np.flatnonzero(~new)
    has[clause[hit], found.question_at[hit]] = 1
    joined = has.copy()
    joined[1:] = np.maximum(joined[1:], has[:-1] * (row[1:] == row[:-1])[:, None])
    typed = np.zeros(len(row), dtype=np.float32)
    typed[clause[right]] = 1
    share, both = covers(has, (weight,))[:, 0], covers(joined, (weight,))[:, 0]
    starts = np.flatnonzero(np.concatenate([[True], row[1:] != row[:-1]]))
    values = np.array([share, both, both * typed])
    best[row[starts]] = np.maximum.reduceat(values, starts, axis=1).T
    return best


def _beside(found: Matches, weight: Floats, new: NDArray[np.bool_], right: NDArray[np.bool_]) -> Floats:
    """Return the most of the question that stands near any new token, and near an expected answer."""
    mass = np.zeros(len(found.position) + 1)
    hit = np.flatnonzero(~new)
    mass[hit + 1] = weight[found.question_at[hit]]
    running = np.cumsum(mass)
    best = np.zeros((len(found.rows), 2), dtype=np.float32)
    places = np.arange(len(found.position))
    low = np.maximum(found.begins[found.token_row], places - _WINDOW)
    high = np.minimum(found.begins[found.token_row + 1], places + _WINDOW + 1)
    near = ((running[high] - running[low]) / max(float(weight.sum()), 1e-6)).astype(np.float32)
    filled = np.flatnonzero(found.lengths > 0)
    if len(filled):
        values = np.array([near * new, near * right])
        best[filled] = np.maximum.reduceat(values, found.begins[filled], axis=1).T
    return best


def _noun(found: Matches, question: QuestionTokens, prepared: PreparedSentences, marks: NDArray[np.uint16]) -> Floats:
    """Return whether the noun that is asked for stands in the row, and right after a number."""
    columns = np.zeros((len(found.rows), 2), dtype=np.float32)
    head = prepared.vocabulary.get(question.after_wh[0]) if question.after_wh else None
    if head is not None:
        places = np.flatnonzero(prepared.tokens[found.position] == head)
        columns[found.token_row[places], 0] = 1
        places = places[places > 0]
        counted = places[(marks[places - 1] & int(Mark.COUNT | Mark.TIME)) > 0]
        columns[found.token_row[counted], 1] = 1
    return columns


def _years(found: Matches, question: QuestionTokens, prepared: PreparedSentences) -> Floats:
    """Return how the years of the question stand to those of the row and of its header."""
    columns = np.zeros((len(found.rows), 5), dtype=np.float32)
    if not question.years:
        return columns
    columns[:, 0] = 1
    years = prepared.years[found.position]
    places = np.flatnonzero(years)
    asked = np.isin(years[places], question.years)
    columns[found.token_row[places[asked]], 1] = 1
    columns[found.token_row[places[~asked]], 2] = 1
    header = prepared.header_years[found.rows]
    columns[:, 3] = np.isin(header, question.years)
    columns[:, 4] = np.isin(header - 1, question.years)
    return columns
