"""How sure an answer is: one calibrated probability from what its evidence shows.

Two small logistic models, one for figures and one for sentences, over a handful of numbers that a person can read.
Their weights stand in models/confidence.json; `python -m eval.calibration` fits them on the tuning half of the gold.
"""

import json
import math
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import numpy as np

from corpus.normal_form import normalise
from service.answerability import load_answerability_model
from service.evidence import Evidence
from service.figure_choice import Choice, covers_period
from service.question import Question

_FILE = Path(__file__).parent / "models" / "confidence.json"
_LEAST = 0.01
_STRUCTURE = 0.85
"""Lists and computations are only composed where structure and units agree; measured on the tuning half."""

Features = dict[str, float]


def judge_evidence(item: Evidence) -> float:
    """Return the learned probability that a sentence answers the question it was weighed for, as a log-odds."""
    chosen = np.array([item.row], dtype=np.int64)
    chance = load_answerability_model().judge(item.scored, item.reading.prepared, chosen)
    return math.log((chance + _LEAST) / (1 - chance + _LEAST))


def describe_figure(question: Question, choices: Sequence[Choice]) -> Features:
    """Return what speaks for the best figure."""
    best = choices[0]
    figure = best.figure
    rivals = [choice.score for choice in choices[1:] if choice.figure.clause_start != figure.clause_start]
    unit = normalise(figure.base_unit)
    return {
        "figure": 1.0,
        "foreign": float(question.language != "zh"),
        "near": best.near,
        "words": best.words,
        "kinship": best.kinship,
        "chance": best.evidence.chance,
        "judge": judge_evidence(best.evidence),
        "margin": min(1.5, best.score - rivals[0]) if rivals else 1.5,
        "unit": float(question.unit is not None and (question.unit == unit or question.unit == "个")),
        "period": float(any(figure.period and covers_period(figure, period) for period in question.periods)),
        "measure": float(question.measure is figure.kind),
    }


def describe_sentence(question: Question, evidence: Sequence[Evidence]) -> Features:
    """Return what speaks for the best sentence."""
    best = evidence[0]
    return {
        "figure": 0.0,
        "foreign": float(question.language != "zh"),
        "words": best.words,
        "near": best.near,
        "chance": best.chance,
        "judge": judge_evidence(best),
        "passage": best.passage,
        "margin": min(1.0, best.score - evidence[1].score) if len(evidence) > 1 else 1.0,
    }


def estimate_confidence(features: Mapping[str, float]) -> float:
    """Return the probability (0 to 1) that the answer is right; a constant for lists and computations."""
    if not features:
        return _STRUCTURE
    weights = _read_weights()["figure" if features["figure"] else "sentence"]
    total = weights["intercept"] + sum(weights.get(name, 0.0) * value for name, value in features.items())
    return 1.0 / (1.0 + math.exp(-total))


@cache
def _read_weights() -> dict[str, dict[str, float]]:
    weights: dict[str, dict[str, float]] = json.loads(_FILE.read_text(encoding="utf-8"))
    return weights
