import numpy as np

from eval.ordering import Ranking, fit_order, measure_first


def rankings(count: int) -> list[Ranking]:
    """Questions whose right sentence has the first feature, while the score so far says nothing and the second lies."""
    rng = np.random.default_rng(3)
    made = []
    for number in range(count):
        right = np.arange(5) == rng.integers(5)
        noise = rng.normal(size=(5, 2)) * (0.3, 1.0)
        features = np.column_stack([right, np.zeros(5)]) + noise
        made.append(Ranking(f"report {number}", number % 2 == 0, features, rng.random(5) * 0.5, right))
    return made


def test_what_tells_the_right_sentence_comes_to_lead():
    weights = fit_order(rankings(120))
    assert weights[0] > 5 * abs(weights[1])
    assert np.mean(measure_first(rankings(60), weights)) > 0.9
    assert np.mean(measure_first(rankings(60), np.zeros(2))) < 0.5


def test_the_fit_is_the_same_each_time():
    assert np.array_equal(fit_order(rankings(40)), fit_order(rankings(40)))


def test_a_stronger_ridge_holds_weights_smaller():
    assert abs(fit_order(rankings(60), ridge=3.0)[0]) < abs(fit_order(rankings(60), ridge=0.01)[0])
