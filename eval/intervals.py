"""Statistics of samples with bootstrap intervals (percentile method, seeded)."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Sample = NDArray[np.float64]
"""One row per observation; one column, or two for statistics of pairs."""

Statistic = Callable[[Sample], Sample]
"""From resamples (resamples, observations, columns) to one value each."""

RESAMPLES = 1000
SEED = 20210223
CONFIDENCE = 0.95
BINS = 10
"""Equal-width confidence bins of the calibration error."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value with its 95 % interval and the number of observations."""

    value: float
    low: float
    high: float
    n: int


def estimate(sample: Sample, statistic: Statistic) -> Estimate | None:
    """Return a statistic of a sample with its interval; None for a sample that has none, as an empty one.

    The same sample always gives the same interval. Costs RESAMPLES times the sample in memory.
    """
    n = len(sample)
    if n == 0:
        return None
    rows = sample.reshape(n, -1)
    value = float(statistic(rows[None])[0])
    if np.isnan(value):
        return None
    chosen = np.random.default_rng(SEED).integers(0, n, size=(RESAMPLES, n))
    tail = (1 - CONFIDENCE) / 2
    spread = statistic(rows[chosen])
    spread = spread[~np.isnan(spread)]
    low, high = np.quantile(spread, [tail, 1 - tail]) if len(spread) else (value, value)
    return Estimate(value, float(low), float(high), n)


def mean(samples: Sample) -> Sample:
    """Return the mean of the first column."""
    return np.asarray(samples[:, :, 0].mean(axis=1))


def median(samples: Sample) -> Sample:
    """Return the median of the first column."""
    return np.asarray(np.median(samples[:, :, 0], axis=1))


def p95(samples: Sample) -> Sample:
    """Return the 95th percentile of the first column."""
    return np.asarray(np.quantile(samples[:, :, 0], 0.95, axis=1))


def ratio(samples: Sample) -> Sample:
    """Return the mean of the first column over the mean of the second; NaN where the second is 0."""
    first, second = samples[:, :, 0].mean(axis=1), samples[:, :, 1].mean(axis=1)
    return np.asarray(np.divide(first, second, out=np.full_like(first, np.nan), where=second > 0))


def calibration_error(samples: Sample) -> Sample:
    """Return the expected calibration error of (confidence, right) pairs over BINS equal-width bins, 0 to 1."""
    confidence, right = samples[:, :, 0], samples[:, :, 1]
    bins = bin_numbers(confidence)
    error = np.zeros(len(samples))
    for number in range(BINS):
        inside = bins == number
        # |sum of confidences - sum of rights| is the bin's gap times its size.
        error += np.abs(((confidence - right) * inside).sum(axis=1))
    return np.asarray(error / samples.shape[1])


def ranking_area(samples: Sample) -> Sample:
    """Return the area under the ROC curve of (score, label) pairs: how well the score tells the labels apart.

    NaN where there is only one label.
    """
    return np.array([_area(sample[:, 0], sample[:, 1] > 0) for sample in samples])


def bin_numbers(confidence: Sample) -> NDArray[np.int64]:
    """Return the calibration bin of each confidence, 0 to BINS - 1."""
    return np.clip((confidence * BINS).astype(np.int64), 0, BINS - 1)


def _area(scores: Sample, labels: NDArray[np.bool_]) -> float:
    positives, negatives = int(labels.sum()), int((~labels).sum())
    if not positives or not negatives:
        return float("nan")
    _, inverse, counts = np.unique(scores, return_inverse=True, return_counts=True)
    # Tied scores share their mean rank.
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[inverse]
    return float((ranks[labels].sum() - positives * (positives + 1) / 2) / (positives * negatives))
