"""Questions to hits: candidates from both legs, re-scored, fused."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from index.build import Index
from index.encoder import Encoder, StaticEncoder
from index.fusion import LEARNED_DENSE_SHARE, STATIC_DENSE_SHARE, chinese_share, fuse
from index.late_interaction import LateInteraction, TokenTable
from index.types import Hit, Passage

Leg = Literal["hybrid", "dense", "lexical"]
Wanted = Callable[[Passage], bool]

CANDIDATES = 200
"""Passages that each leg offers for re-scoring."""


@dataclass(frozen=True)
class Retriever:
    """Finds passages of one index."""

    index: Index
    encoder: Encoder
    table: TokenTable

    def retrieve(self, question: str, k: int, wanted: Wanted | None = None, leg: Leg = "hybrid") -> list[Hit]:
        """Return the passages nearest to a question, best first; fewer than k when there are fewer.

        Of a long paragraph's runs only the best is returned: what is read is the paragraph (small-to-big). `wanted`
        narrows the search before it begins. Cost: one encoding, two index searches.
        """
        rows = self._narrow(wanted)
        if rows is not None and not len(rows):
            return []
        vector = self.encoder.encode_questions([question])[0]
        near, cosines = self.index.vectors.search(vector, CANDIDATES, rows)
        lexical = self._score_lexical(question, rows)
        candidates = np.unique(np.concatenate([near, _best(lexical, CANDIDATES)]))
        # What only BM25 found is no nearer than the last that the vectors found.
        dense = np.full(len(self.index.passages), cosines.min(initial=1.0), dtype=np.float32)
        dense[near] = cosines
        late = self._late.score(self.table.ids(question), candidates)
        if leg == "hybrid":
            scores = fuse(
                question,
                dense[candidates],
                late,
                lexical[candidates],
                chinese=self._chinese[candidates],
                size=len(self.index.passages),
                dense_share=STATIC_DENSE_SHARE if isinstance(self.encoder, StaticEncoder) else LEARNED_DENSE_SHARE,
            )
        else:
            scores = (dense if leg == "dense" else lexical)[candidates]
        hits: dict[tuple[str, int], Hit] = {}
        for place in np.argsort(-scores, kind="stable"):
            row = candidates[place]
            passage = self.index.passages[row]
            found = Hit(passage, float(scores[place]), float(dense[row]), float(lexical[row]), float(late[place]))
            hits.setdefault((passage.report_id, passage.paragraph_start), found)
            if len(hits) == k:
                break
        return list(hits.values())

    @cached_property
    def _chinese(self) -> NDArray[np.float32]:
        return chinese_share(self.index.texts)

    @cached_property
    def _late(self) -> LateInteraction:
        return LateInteraction(self.table, self.index.tokens)

    def _narrow(self, wanted: Wanted | None) -> NDArray[np.int64] | None:
        if wanted is None:
            return None
        return np.array([row for row, passage in enumerate(self.index.passages) if wanted(passage)], dtype=np.int64)

    def _score_lexical(self, question: str, rows: NDArray[np.int64] | None) -> NDArray[np.float32]:
        scores = self.index.lexical.score(question)
        if rows is None:
            return scores
        narrowed = np.zeros_like(scores)
        narrowed[rows] = scores[rows]
        return narrowed


def _best(scores: NDArray[np.float32], k: int) -> NDArray[np.int64]:
    count = min(k, int((scores > 0).sum()))
    return np.argsort(-scores, kind="stable")[:count].astype(np.int64)
