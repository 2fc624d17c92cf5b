import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import roc_auc_score

from eval.intervals import calibration_error, estimate, mean, median, p95, ranking_area, ratio

SHARES = st.lists(st.floats(0, 1), min_size=1, max_size=30)


@given(SHARES)
def test_value_lies_in_its_interval_and_the_sample(values):
    found = estimate(np.array(values), mean)
    assert min(values) - 1e-9 <= found.low <= found.high <= max(values) + 1e-9
    assert found.value == pytest.approx(sum(values) / len(values))
    assert found.n == len(values)


def test_interval_is_the_same_every_time():
    values = np.linspace(0, 1, 50)
    assert estimate(values, mean) == estimate(values, mean)


def test_interval_covers_what_theory_says():
    found = estimate(np.array([1.0] * 80 + [0.0] * 20), mean)
    assert (found.low, found.high) == (pytest.approx(0.72, abs=0.02), pytest.approx(0.88, abs=0.02))


def test_empty_sample_has_no_estimate():
    assert estimate(np.array([]), mean) is None


def test_median_and_p95():
    values = np.arange(101.0)
    assert estimate(values, median).value == 50
    assert estimate(values, p95).value == 95


def test_ratio_of_means():
    assert estimate(np.array([(1.0, 1.0), (0.0, 1.0)]), ratio).value == 0.5


def test_ratio_over_nothing_is_no_estimate():
    assert estimate(np.array([(1.0, 0.0)]), ratio) is None


def test_calibration_error_of_honest_confidence_is_zero():
    assert estimate(np.array([(0.5, 1.0), (0.5, 0.0)]), calibration_error).value == pytest.approx(0)


def test_calibration_error_is_the_weighed_gap():
    pairs = np.array([(0.95, 1.0), (0.95, 0.0), (0.15, 0.0), (0.15, 0.0)])
    assert estimate(pairs, calibration_error).value == pytest.approx(0.5 * 0.45 + 0.5 * 0.15)


@given(st.lists(st.tuples(st.sampled_from([0.1, 0.2, 0.3, 0.9]), st.booleans()), min_size=2, max_size=40))
def test_ranking_area_is_sklearns(pairs):
    labels = [label for _, label in pairs]
    found = ranking_area(np.array(pairs, dtype=float)[None])[0]
    if len(set(labels)) == 1:
        assert np.isnan(found)
    else:
        assert found == pytest.approx(roc_auc_score(labels, [score for score, _ in pairs]))
