"""Questions to hits: candidates from both legs, re-scored, fused."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Literal

from index.encoder import Encoder, StaticEncoder
from index.fusion import LEARNED_DENSE_SHARE, STATIC_DENSE_SHARE, fuse
from index.late_interaction import LateInteraction, PassageTokens, TokenTable
from index.store import PassageIndex, Passages
from index.types import Hit, Passage

Leg = Literal["hybrid", "dense", "lexical"]

CANDIDATES = 200
"""Passages that each leg offers for re-scoring."""
_LATES = 4
"""Sets of candidates whose late interaction is kept for the next question."""


@dataclass(frozen=True)
class Retriever:
    """Finds passages of one index."""

    index: PassageIndex
    encoder: Encoder
    table: TokenTable

    def retrieve(self, question: str, k: int, reports: Collection[str] | None = None, leg: Leg = "hybrid") -> list[Hit]:
        """Return the passages nearest to a question, best first; fewer than k when there are fewer.

        Of a long paragraph's runs only the best is returned: what is read is the paragraph (small-to-big). `reports`
        narrows the search to these ids before it begins. Cost: one encoding, two index searches.
        """
        if reports is not None and not reports:
            return []
        vector = self.encoder.encode_questions([question])[0]
        found = self.index.find(question, vector, CANDIDATES, reports)
        if not len(found):
            return []
        late = self._late_of(found.tokens).score(self.table.ids(question))
        if leg == "hybrid":
            scores = fuse(
                question,
                found.dense,
                late,
                found.lexical,
                chinese=found.chinese,
                size=len(self.index),
                dense_share=STATIC_DENSE_SHARE if isinstance(self.encoder, StaticEncoder) else LEARNED_DENSE_SHARE,
            )
        else:
            scores = found.dense if leg == "dense" else found.lexical
        hits: dict[tuple[str, int], Hit] = {}
        for at in _list_best_first((-scores).tolist(), found.passages):
            passage = found.passages[at]
            hit = Hit(passage, float(scores[at]), float(found.dense[at]), float(found.lexical[at]), float(late[at]))
            hits.setdefault((passage.report_id, passage.paragraph_start), hit)
            if len(hits) == k:
                break
        return list(hits.values())

    def _late_of(self, tokens: PassageTokens) -> LateInteraction:
        """Return the late interaction with some passages, the one made before when the same come again."""
        known = self._lates.get(id(tokens))
        if known is None or known.passages is not tokens:
            known = LateInteraction(self.table, tokens)
            for old in list(self._lates)[: len(self._lates) - _LATES + 1]:
                self._lates.pop(old, None)
            self._lates[id(tokens)] = known
        return known

    @cached_property
    def _lates(self) -> dict[int, LateInteraction]:
        return {}


def _list_best_first(falling: Sequence[float], passages: Passages) -> Iterator[int]:
    """Yield the candidates' numbers, best first; equal ones in the order of the library, whatever their segments."""
    order = sorted(range(len(falling)), key=falling.__getitem__)
    for _, group in groupby(order, key=falling.__getitem__):
        same = list(group)
        yield from same if len(same) == 1 else sorted(same, key=lambda at: _place(passages[at]))


def _place(passage: Passage) -> tuple[str, int, int]:
    return passage.report_id, passage.start, passage.end
