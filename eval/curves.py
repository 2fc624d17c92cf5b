"""Points of the curves in the report: reliability and the trade-off between the two kinds of refusal."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from eval.intervals import BINS, bin_numbers
from eval.records import QuestionRecord


@dataclass(frozen=True, slots=True)
class Bin:
    """The answers of one range of confidence."""

    low: float
    high: float
    confidence: float
    """Mean confidence."""
    right: float
    """Share that is right."""
    n: int


@dataclass(frozen=True, slots=True)
class TradeOff:
    """What a threshold on the confidence would give: answers below it are refused."""

    threshold: float
    false_refusal: float
    refusal_right: float


def bin_confidence(records: Iterable[QuestionRecord]) -> list[Bin]:
    """Return the bins that hold answers, by rising confidence."""
    answered = [record for record in records if record.answered]
    confidence = np.array([record.confidence for record in answered], dtype=np.float64)
    right = np.array([record.right for record in answered], dtype=np.float64)
    bins = bin_numbers(confidence)
    return [
        Bin(
            low=number / BINS,
            high=(number + 1) / BINS,
            confidence=float(confidence[bins == number].mean()),
            right=float(right[bins == number].mean()),
            n=int((bins == number).sum()),
        )
        for number in range(BINS)
        if (bins == number).any()
    ]


def trade_refusals(records: Sequence[QuestionRecord]) -> list[TradeOff]:
    """Return the trade-off for every threshold that changes it; empty without both kinds of question.

    The confidence alone decides here; refusals that the service makes for other reasons (a place that no report is
    about) are at their confidence too, so the service's own point may lie off the curve.
    """
    asked = [record for record in records if record.error is None]
    answerable = np.array([record.confidence for record in asked if record.answerable])
    unanswerable = np.array([record.confidence for record in asked if not record.answerable])
    if not len(answerable) or not len(unanswerable):
        return []
    thresholds = [0.0, *sorted({record.confidence for record in asked}), np.inf]
    return [
        TradeOff(float(threshold), float((answerable < threshold).mean()), float((unanswerable < threshold).mean()))
        for threshold in thresholds
    ]
