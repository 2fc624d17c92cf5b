"""Likeness in meaning between a question and sentences, through the bundled table of token vectors.

It carries paraphrases and questions in other languages, of which a sentence shares no characters.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.late_interaction import LateInteraction, PassageTokens, TokenTable

Floats = NDArray[np.float32]

_LIKE, _SAME = 0.35, 0.75
"""Cosines below the first say nothing, from the second on as much as the same word."""


@dataclass(frozen=True, slots=True)
class Meanings:
    """Mean vectors and token vectors of sentences, in the order of the prepared sentences."""

    table: TokenTable
    late: LateInteraction
    means: Floats
    """Shape (sentences, width), unit length."""

    @classmethod
    def of_texts(cls, table: TokenTable, texts: Sequence[str], late: LateInteraction | None = None) -> "Meanings":
        """Return the meanings of sentences; `late` spares making the late interaction over them again."""
        return cls(table, late or LateInteraction(table, PassageTokens.of_texts(table, texts)), _means(table, texts))


@dataclass(frozen=True, slots=True)
class Likeness:
    """How like a question each row is."""

    best: Floats
    """Shape (rows, distinct question tokens): the best cosine of each token, 0 to 1."""
    weights: Floats
    """Of the question's distinct tokens."""
    cosine: Floats
    """Of the mean vectors, one a row."""

    @property
    def soft(self) -> Floats:
        """`best` as 0 (unlike) to 1 (as good as the same word)."""
        soft: Floats = np.clip((self.best - _LIKE) / (_SAME - _LIKE), 0, 1)
        return soft


def _means(table: TokenTable, texts: Sequence[str]) -> Floats:
    """Return what `table.means` does, each distinct token's direction made once: some ten times faster."""
    ids = table.ids_of_all(texts)
    means = np.zeros((len(texts), table.width), dtype=np.float32)
    lengths = np.array([len(each) for each in ids], dtype=np.int64)
    filled = np.flatnonzero(lengths)
    if len(filled):
        distinct, which = np.unique(np.concatenate([ids[row] for row in filled]), return_inverse=True)
        weighed = table.unit(distinct) * table.weights[distinct][:, None]
        ends = np.cumsum(lengths[filled])
        for row, start, end in zip(filled, ends - lengths[filled], ends, strict=True):
            means[row] = weighed[which[start:end]].sum(axis=0)
    means /= np.maximum(np.linalg.norm(means, axis=1, keepdims=True), 1e-9)
    return means


def compare(question: str, meanings: Meanings, rows: NDArray[np.int64]) -> Likeness:
    """Return how like the question the sentences are."""
    distinct, weights = meanings.table.weigh(meanings.table.ids(question))
    best = np.maximum(meanings.late.best(distinct, rows), 0)
    vector = weights @ meanings.table.unit(distinct) if len(distinct) else np.zeros(meanings.table.width, np.float32)
    length = float(np.linalg.norm(vector))
    cosine = meanings.means[rows] @ (vector / length if length > 0 else vector)
    return Likeness(best, weights, cosine.astype(np.float32))
