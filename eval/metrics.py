"""Every metric by name: which records it counts and what it makes of them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from eval.errors import UnknownMetricError
from eval.intervals import (
    Estimate,
    Sample,
    Statistic,
    calibration_error,
    estimate,
    mean,
    median,
    p95,
    ranking_area,
    ratio,
)
from eval.ranking import MEASURES
from eval.records import QuestionRecord, Slice
from eval.types import LEGS

Rows = Iterable[float | tuple[float, float]]
"""The observations of a metric: a number each, or a pair."""


@dataclass(frozen=True, slots=True)
class Metric:
    """One number about a set of records."""

    name: str
    title: str
    unit: str
    """"share", "chars" or "ms"."""
    rows: Callable[[Sequence[QuestionRecord]], Rows]
    statistic: Statistic = mean
    higher_is_better: bool = True

    def measure(self, records: Sequence[QuestionRecord]) -> Estimate | None:
        """Return the metric with its interval; None where no record counts."""
        return estimate(_sample(self.rows(records)), self.statistic)


def _sample(rows: Rows) -> Sample:
    return np.array(list(rows), dtype=np.float64)


def _known(read: Callable[[QuestionRecord], float | None]) -> Callable[[Sequence[QuestionRecord]], Rows]:
    """Return the rows of a field that is None where it makes no sense."""
    return lambda records: [float(value) for record in records if (value := read(record)) is not None]


def _of(field: str) -> Callable[[Sequence[QuestionRecord]], Rows]:
    return _known(lambda record: getattr(record, field))


def _answerable(read: Callable[[QuestionRecord], bool]) -> Callable[[Sequence[QuestionRecord]], Rows]:
    return lambda records: [float(read(record)) for record in records if record.answerable]


def _unanswerable(read: Callable[[QuestionRecord], bool]) -> Callable[[Sequence[QuestionRecord]], Rows]:
    return lambda records: [float(read(record)) for record in records if not record.answerable]


def _holding(records: Sequence[QuestionRecord]) -> Rows:
    return [float(n < record.citations_holding) for record in records for n in range(record.citations)]


def _confident(records: Sequence[QuestionRecord]) -> Rows:
    return [(record.confidence, float(record.right)) for record in records if record.answered]


def _telling(records: Sequence[QuestionRecord]) -> Rows:
    return [(record.confidence, float(record.answerable)) for record in records if record.error is None]


def _follow_ups(records: Sequence[QuestionRecord]) -> Rows:
    return [(float(record.right), float(record.right_alone)) for record in records if record.right_alone is not None]


def _ranked(leg: str, measure: str) -> Callable[[Sequence[QuestionRecord]], Rows]:
    return _known(lambda record: record.ranking[leg][measure] if leg in record.ranking else None)


_ANSWERS = (
    Metric("right", "answer right and evidence cited", "share", _answerable(lambda record: record.right)),
    Metric("answer_right", "answer right", "share", _of("answer_right")),
    Metric("evidence_cited", "all evidence cited", "share", _of("evidence_cited")),
    Metric("refusal_right", "unanswerable, refused", "share", _unanswerable(lambda record: not record.answered)),
    Metric(
        "false_refusal",
        "answerable, refused",
        "share",
        _answerable(lambda record: not record.answered),
        higher_is_better=False,
    ),
    Metric("all_right", "right, with and without answer", "share", _of("right")),
    Metric("citations_hold", "citations that hold", "share", _holding),
    Metric("citation_recall", "evidence met by a citation", "share", _of("citation_recall")),
    Metric("citation_precision", "citations that meet evidence", "share", _of("citation_precision")),
    Metric("char_recall", "characters of evidence cited", "share", _of("char_recall")),
    Metric("char_precision", "cited characters that are evidence", "share", _of("char_precision")),
    Metric("numbers_backed", "answers with every number backed", "share", _of("numbers_backed")),
    Metric("answer_chars", "answer length, median", "chars", _of("answer_chars"), median, higher_is_better=False),
    Metric("calibration_error", "calibration error", "share", _confident, calibration_error, higher_is_better=False),
    Metric("confidence_area", "confidence tells answerable, area", "share", _telling, ranking_area),
    Metric("dialogue_ratio", "follow-ups, with history over stand-alone", "share", _follow_ups, ratio),
    Metric(
        "error_rate",
        "questions that failed",
        "share",
        lambda records: [float(record.error is not None) for record in records],
        higher_is_better=False,
    ),
    Metric("latency_p50_ms", "latency, median", "ms", _of("latency_ms"), median, higher_is_better=False),
    Metric("latency_p95_ms", "latency, 95th percentile", "ms", _of("latency_ms"), p95, higher_is_better=False),
)

_RETRIEVAL = tuple(
    Metric(f"{leg}.{measure}", f"{measure}, {leg}", "share", _ranked(leg, measure))
    for leg in LEGS
    for measure in MEASURES
)

METRICS = {metric.name: metric for metric in _ANSWERS + _RETRIEVAL}
"""Retrieval metrics are named "leg.measure", as "hybrid.R@5"."""


def measure(name: str, records: Iterable[QuestionRecord], chosen: Slice | None = None) -> Estimate | None:
    """Return one metric over a slice of records; None where no record counts.

    Raises:
        UnknownMetricError: no metric has this name.
    """
    if name not in METRICS:
        raise UnknownMetricError(f"There is no metric {name!r}; there are {', '.join(METRICS)}.")
    return METRICS[name].measure((chosen or Slice()).select(records))
