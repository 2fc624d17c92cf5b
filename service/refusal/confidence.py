"""How sure an answer is: one calibrated probability from what its evidence shows.

A small logistic model for each form of answer, over a handful of numbers that a person can read. Their weights stand in
models/confidence.json; `python -m eval.calibration` fits them on the tuning half of the gold, each question put to its
report and to the report without the sentences that answer it.
"""

import json
import math
import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import numpy as np

from corpus.normal_form import normalise
from corpus.types import Bound, Status
from service.draft import Draft
from service.evidence.evidence import Evidence
from service.evidence.figure_choice import Choice, covers_period
from service.evidence.sentence_traits import TRAITS, describe_sentence_traits
from service.question.cues import Kind
from service.question.question import Question
from service.reading.terms import SentenceTerms, cut_tokens
from service.scorer.answerability import load_answerability_model

_FILE = Path(__file__).parents[1] / "models" / "confidence.json"
_LEAST = 0.01
_MANY = 10
"""Members of a list; more tell no more."""
_KINDS = (Kind.EXPLANATION, Kind.YES_NO, Kind.LIST, Kind.WHEN, Kind.WHO, Kind.WHERE, Kind.STATEMENT)
"""Kinds of question that are answered with a sentence."""
_ACTOR = re.compile(
    r"[一-龥]{2}(?:[局委部厅院队团社厂行署会]|公司|集团|企业|银行|大学|学校|政府|书记|[市县省区]长|主席|主任|同志|选手|中心|联盟|基金"
    r"|[农村市居]民|群众|职工|干部)"
)
_LOOKED_UP = 0.85
"""What is told from several reports' figures, or of the report itself, is only told where all that was asked agrees."""
FORMS = ("figure", "sentence", "list", "computation")
"""The forms of an answer; its features hold a 1 under the name of its own."""

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
        "foreign": float(not question.shares_words),
        "near": best.near,
        "words": best.words,
        "kinship": best.kinship,
        "chance": best.evidence.chance,
        "judge": judge_evidence(best.evidence),
        "margin": min(1.5, best.score - rivals[0]) if rivals else 1.5,
        "unit": float(question.unit is not None and (question.unit == unit or question.unit == "个")),
        "period": float(any(figure.period and covers_period(figure, period) for period in question.periods)),
        "measure": float(question.measure is figure.kind),
        **{f"fit_{point}": worth for point, worth in best.fit.items()},
        "agreement": best.score - best.evidence.score,
        "planned": float(figure.status is Status.TARGET),
        "planned_unasked": float(figure.status is Status.TARGET and question.status is None),
        "of_part": float(bool(figure.scope)),
        "bound": float(figure.bound is not Bound.EXACT),
        "clause_length": (figure.clause_end - figure.clause_start) / 100,
        "words_length": len(figure.words) / 10,
        **_describe_evidence(question, best.evidence),
        **_describe_question(question),
    }


def describe_sentence(question: Question, evidence: Sequence[Evidence]) -> Features:
    """Return what speaks for the best sentence."""
    best = evidence[0]
    return {
        "sentence": 1.0,
        "actor": float(question.kind is Kind.WHO and _names_actor(question, best)),
        "problems": float(question.problems and best.reading.problems[best.row]),
        "foreign": float(not question.shares_words),
        "words": best.words,
        "near": best.near,
        "chance": best.chance,
        "judge": judge_evidence(best),
        "passage": best.passage,
        "margin": min(1.0, best.score - evidence[1].score) if len(evidence) > 1 else 1.0,
        **{kind.value: float(question.kind is kind) for kind in _KINDS},
        **_describe_evidence(question, best),
        **_describe_question(question),
    }


def _names_actor(question: Question, item: Evidence) -> bool:
    """Say whether a sentence names an office, a company or people that the question does not name."""
    asked = normalise(question.text)
    return any(match[0] not in asked for match in _ACTOR.finditer(normalise(item.quote)))


def _describe_evidence(question: Question, item: Evidence) -> Features:
    traits = describe_sentence_traits(question, item.reading, item.row)
    return {"score": item.score, **dict(zip(TRAITS, map(float, traits), strict=True))}


def _describe_question(question: Question) -> Features:
    return {
        "everyday": float(question.formal != question.text),
        "timed": float(bool(question.periods)),
        "known": float(bool(question.indicators)),
        "content_length": len(question.content) / 10,
        "english": float(question.language == "en"),
    }


def describe_operands(choices: Sequence[Choice]) -> Features:
    """Return what speaks for the weakest of the figures that a number is worked out from."""
    return {
        "computation": 1.0,
        "words": min(choice.words for choice in choices),
        "near": min(choice.near for choice in choices),
        "kinship": min(choice.kinship for choice in choices),
        "chance": min(choice.evidence.chance for choice in choices),
        "indicator": min(choice.fit["indicator"] for choice in choices),
        "period": min(choice.fit["period"] for choice in choices),
        "beside": float(len({choice.evidence.sentence.start for choice in choices}) == 1),
    }


def describe_list(question: Question, best: Evidence, draft: Draft, fit: float, beside: bool) -> Features:
    """Return what speaks for a list: how well its announcement fits or, with `beside`, the clause that holds it.

    And whether the best sentence is among what it cites.
    """
    sentence = best.sentence
    held = any(
        reading is best.reading and start < sentence.end and sentence.start < end for reading, start, end in draft.spans
    )
    return {
        "list": 1.0,
        "beside": float(beside),
        "beside_fit" if beside else "fit": fit,
        "held": float(held),
        "members": min(len(draft.spans), _MANY) / _MANY,
        "counted": float(question.count is not None),
        "chance": best.chance,
        "judge": judge_evidence(best),
        **_describe_evidence(question, best),
        **_describe_question(question),
    }


def rate(question: Question, draft: Draft) -> None:
    """Give a draft its features and its confidence, from what it cites. Some 0.2 ms."""
    if not draft.features:
        draft.features = {"computation" if draft.computation else "list": 1.0}
    draft.features |= _describe_cover(question, draft)
    draft.confidence = estimate_confidence(draft.features)


def _describe_cover(question: Question, draft: Draft) -> Features:
    """Return how much of the question's words the citations hold, and the heaviest word they do not.

    Once in the cited words alone, once with their sentences and heads; words weigh by their rarity in the report. Of
    the question's wordings the one that is held best counts.
    """
    if not draft.spans:
        return {}
    reading = draft.spans[0][0]
    spans = [(start, end) for other, start, end in draft.spans if other is reading]
    cited = cut_tokens(" ".join(reading.quote(*span) for span in spans))
    sentences = {reading.sentence_at(start) for start, _ in spans}
    heads = {title for start, _ in spans for title in reading.path_at(start)}
    around = cited.union(*(cut_tokens(reading.quote(s.start, s.end)) for s in sentences), *map(cut_tokens, heads))
    covers = [_measure_cover(asked, cited, around, reading.terms) for asked in map(cut_tokens, question.wordings)]
    return max(covers, key=lambda cover: cover["cover"] + cover["cover_around"])


def _measure_cover(asked: set[str], cited: set[str], around: set[str], terms: SentenceTerms) -> Features:
    mass = terms.mass(asked) or 1.0
    return {
        "cover": terms.mass(asked & cited) / mass,
        "gap": _find_gap(asked - cited, terms) * len(asked) / mass,
        "cover_around": terms.mass(asked & around) / mass,
        "gap_around": _find_gap(asked - around, terms) * len(asked) / mass,
    }


def _find_gap(missing: set[str], terms: SentenceTerms) -> float:
    return max((terms.idf(token) for token in missing), default=0.0)


def estimate_confidence(features: Mapping[str, float]) -> float:
    """Return the probability (0 to 1) that the answer is right; a constant for what has no features."""
    form = next((form for form in FORMS if features.get(form)), None)
    if form is None:
        return _LOOKED_UP
    weights = _read_weights()[form]
    total = weights["intercept"] + sum(weights.get(name, 0.0) * value for name, value in features.items())
    return 1.0 / (1.0 + math.exp(-total))


@cache
def _read_weights() -> dict[str, dict[str, float]]:
    weights: dict[str, dict[str, float]] = json.loads(_FILE.read_text(encoding="utf-8"))
    return weights
