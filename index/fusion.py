"""Scores of three legs to one order.

Weights are absolute, not ranks and not shares of the best candidate: a leg that finds next to nothing (BM25 for a
question in another language) then adds next to nothing, where rank fusion would let its guesses count as much as finds
and fall below its better leg. They were chosen on training questions kept out of training (`training/VARIANTS.md`).
"""

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.lexical import tokenize

Scores = NDArray[np.float32]

STATIC_DENSE_SHARE = 0.15
"""Weight of the bundled model's mean beside late interaction over the same table, which says most of it already."""
LEARNED_DENSE_SHARE = 1.0
"""Weight of the cosine of a model that reads whole sentences."""

# Across scripts BM25 sees numbers and a few names, which late interaction sees too: it only breaks ties.
_SAME_SCRIPT, _OTHER_SCRIPT = 3.5, 0.05
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_WORDS = re.compile(r"[\u3400-\u9fff]|[^\W\d_\u3400-\u9fff]+")


def fuse(
    question: str,
    dense: Scores,
    late: Scores,
    lexical: Scores,
    chinese: Scores | None = None,
    size: int | None = None,
    dense_share: float = STATIC_DENSE_SHARE,
) -> Scores:
    """Return one score a candidate, higher is better, from its cosine, late-interaction and BM25 scores.

    `chinese` is each candidate's `chinese_share`, all Chinese when None; `size` how many passages the index holds, as
    many as there are candidates when None: BM25 scores grow with its logarithm.
    """
    per_token = lexical / np.float32(max(1, len(tokenize(question))) * np.log1p(max(2, size or len(lexical))))
    asked = float(chinese_share([question])[0])
    # A Chinese passage with some Latin names is Chinese: their chance finds must not count for a Latin question.
    found = np.ones_like(late) if chinese is None else (chinese > 0.5).astype(np.float32)
    alike = asked * found + (1 - asked) * (1 - found)
    weight = _OTHER_SCRIPT + (_SAME_SCRIPT - _OTHER_SCRIPT) * alike
    # Across scripts the mean is the second opinion that BM25 cannot be.
    return np.asarray(late + dense_share * (2 - alike) * dense + weight * per_token, np.float32)


def chinese_share(texts: Sequence[str]) -> Scores:
    """Return for each text which share of its words is Chinese, a character counting as a word; 1 without words."""
    shares = np.ones(len(texts), np.float32)
    for row, text in enumerate(texts):
        words = len(_WORDS.findall(text))
        if words:
            shares[row] = len(_CHINESE.findall(text)) / words
    return shares
