"""Scores of both legs to one order."""

import re

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]

_CHINESE = re.compile(r"[\u3400-\u9fff]")


def fuse(question: str, dense: Scores, late: Scores, lexical: Scores) -> Scores:
    """Return one score a candidate from its cosine, its late-interaction score and its BM25 score.

    Both are scaled to their best candidate and weighed by the question's script: BM25 finds next to nothing for a
    question in another script, and rank fusion would let that nothing count (measured: it falls below its better leg).
    """
    share = len(_CHINESE.findall(question)) / max(1, len(question))
    weights = (0.5, 0.35, 0.15) if share > 0.3 else (0.1, 0.6, 0.3)
    parts = (lexical, late, dense)
    return sum((w * _scaled(part) for w, part in zip(weights, parts, strict=True)), np.zeros_like(late))


def _scaled(scores: Scores) -> Scores:
    best = float(scores.max(initial=0.0))
    return scores / best if best > 0 else np.zeros_like(scores)
