"""Two runs side by side, question by question."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from eval.datasets import Half
from eval.intervals import Estimate, estimate, mean
from eval.metrics import METRICS, Metric
from eval.records import QuestionRecord, Slice


@dataclass(frozen=True, slots=True)
class Difference:
    """One metric over the questions that both runs asked."""

    metric: str
    half: Half
    before: float
    after: float
    change: Estimate | None
    """Mean change of the questions that count in both, with its interval; None for metrics that are no means."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed from one run to the next."""

    differences: tuple[Difference, ...]
    mended: tuple[str, ...]
    """Tuning questions that were wrong and are right now."""
    broken: tuple[str, ...]
    """Tuning questions that were right and are wrong now."""


def compare_records(before: Sequence[QuestionRecord], after: Sequence[QuestionRecord]) -> Comparison:
    """Return the differences over the questions in both runs; those in only one are left out."""
    earlier = {record.id: record for record in before}
    pairs = [(earlier[record.id], record) for record in after if record.id in earlier]
    tuning = [(old, new) for old, new in pairs if new.half is Half.TUNE]
    return Comparison(
        differences=tuple(
            difference
            for half in (Half.TEST, Half.TUNE)
            for metric in METRICS.values()
            if (difference := _difference(metric, half, pairs))
        ),
        mended=tuple(new.id for old, new in tuning if new.right and not old.right),
        broken=tuple(new.id for old, new in tuning if old.right and not new.right),
    )


def _difference(
    metric: Metric, half: Half, pairs: Sequence[tuple[QuestionRecord, QuestionRecord]]
) -> Difference | None:
    inside = Slice(half=half)
    before = metric.measure(inside.select(old for old, _ in pairs))
    after = metric.measure(inside.select(new for _, new in pairs))
    if before is None or after is None:
        return None
    chosen = [(old, new) for old, new in pairs if new.half is half]
    return Difference(metric.name, half, before.value, after.value, _mean_change(metric, chosen))


def _mean_change(metric: Metric, pairs: Sequence[tuple[QuestionRecord, QuestionRecord]]) -> Estimate | None:
    if metric.statistic is not mean:
        return None
    changes = []
    for old, new in pairs:
        rows = [*metric.rows([old])], [*metric.rows([new])]
        if rows[0] and rows[1]:
            changes.append(float(np.mean(rows[1]) - np.mean(rows[0])))
    return estimate(np.array(changes), mean)
