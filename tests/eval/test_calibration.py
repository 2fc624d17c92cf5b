import numpy as np
import pytest

from eval.calibration import Row, fit_weights, scale_weights
from service.refusal.confidence import estimate_confidence


def rows(count: int, chance: float, words: float, withheld: bool = False) -> list[Row]:
    right = round(count * chance)
    return [Row("figure", {"words": words}, number < right, withheld) for number in range(count)]


def test_more_of_what_speaks_for_an_answer_makes_it_likelier():
    weights = fit_weights([*rows(100, 0.2, 0.0), *rows(100, 0.9, 1.0)])
    assert weights["words"] > 1


def test_chances_are_those_of_the_gold_whatever_was_withheld():
    seen = [*rows(200, 0.6, 0.2), *rows(200, 0.9, 0.9), *rows(300, 0.0, 0.2, withheld=True)]
    weights = scale_weights({"figure": fit_weights(seen)}, seen)["figure"]
    told = [
        1 / (1 + np.exp(-weights["intercept"] - weights["words"] * row.features["words"]))
        for row in seen
        if not row.withheld
    ]
    assert float(np.mean(told)) == pytest.approx(0.75, abs=0.01)


def test_what_has_no_features_has_a_fixed_confidence():
    assert 0.5 < estimate_confidence({}) < 1


@pytest.mark.parametrize("form", ["figure", "sentence", "list", "computation"])
def test_every_form_has_weights(form):
    assert 0 <= estimate_confidence({form: 1.0, "cover": 1.0}) <= 1
