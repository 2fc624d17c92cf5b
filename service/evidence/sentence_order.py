"""Which of the best sentences comes first: a linear order learned on the tuning half of the gold.

The scorer of evidence is learned on public questions about other texts. What reports add (fact or plan, the indicator,
the period, where a sentence stands) and how far words, meaning and the scorer each count for a kind of question is
learned here. The weights stand by name in models/sentence_order.json; `python -m eval.ordering` fits them.
"""

import json
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from service.evidence.evidence import Evidence
from service.evidence.sentence_traits import TRAITS, describe_sentence_traits
from service.question.cues import Kind
from service.question.question import Question
from service.scorer.sentences import FLAGS

ORDERED = 20
"""Of so many sentences the order is learned; the rest follows as it was."""
_FILE = Path(__file__).parents[1] / "models" / "sentence_order.json"
_OWN = ("score", "chance", "words", "near", "passage")
_SEEN = (
    *(f"flag_{name}" for name in FLAGS),
    "best_typed",
    "beside_new",
    "expected_share",
    "like_with_before",
    "cover_with_before",
    "cover_with_header",
    "matched_share",
    "is_first",
    "place_share",
)
"""Of what the scorer of evidence sees, what may count otherwise in reports than in its public texts."""
_KINDS = (Kind.EXPLANATION, Kind.YES_NO, Kind.WHEN, Kind.WHO, Kind.LIST)
"""Kinds of question with weights of their own."""
ORDER_FEATURES = (
    *_OWN,
    *(f"{name}_below_best" for name in _OWN),
    "output",
    *(prefix + name for prefix in ("", *(f"{kind.value}:" for kind in _KINDS)) for name in (*_SEEN, *TRAITS)),
)
"""What the order is learned from, in order."""

Floats = NDArray[np.float32]


def order_sentences(question: Question, evidence: Sequence[Evidence]) -> list[Evidence]:
    """Return the evidence with its first sentences in the learned order and with new scores; the best score stays.

    Cost: about a millisecond.
    """
    head = evidence[:ORDERED]
    if not can_be_ordered(head):
        return list(evidence)
    gains = describe_order(question, head) @ _read_weights()
    scores = np.array([item.score for item in head]) + gains
    scores += head[0].score - scores.max()
    ranked = [replace(head[row], score=float(scores[row])) for row in np.argsort(-scores, kind="stable")]
    return [*ranked, *evidence[ORDERED:]]


def can_be_ordered(evidence: Sequence[Evidence]) -> bool:
    """Say whether there is something to put in order: the scorer sees nothing in a question without words."""
    return len(evidence) > 1 and all(item.scored.names for item in evidence)


def describe_order(question: Question, evidence: Sequence[Evidence]) -> Floats:
    """Return what the order looks at, shape (len(evidence), len(ORDER_FEATURES))."""
    own = np.array([[getattr(item, name) for name in _OWN] for item in evidence], dtype=np.float32)
    places = [int(np.searchsorted(item.scored.rows, item.row)) for item in evidence]
    outputs = [[item.scored.outputs[place]] for item, place in zip(evidence, places, strict=True)]
    columns = _find_columns(evidence[0].scored.names)
    seen = [item.scored.features[place, columns] for item, place in zip(evidence, places, strict=True)]
    traits = [describe_sentence_traits(question, item.reading, item.row) for item in evidence]
    told = np.concatenate([np.array(seen), np.array(traits)], axis=1)
    of_kinds = [told * np.float32(question.kind is kind) for kind in _KINDS]
    table: Floats = np.concatenate([own, own - own.max(axis=0), np.array(outputs), told, *of_kinds], axis=1)
    return np.nan_to_num(table)


@cache
def _find_columns(names: tuple[str, ...]) -> NDArray[np.int64]:
    return np.array([names.index(name) for name in _SEEN], dtype=np.int64)


@cache
def _read_weights() -> NDArray[np.float64]:
    weights = json.loads(_FILE.read_text(encoding="utf-8"))
    return np.array([weights.get(name, 0.0) for name in ORDER_FEATURES])
