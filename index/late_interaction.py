"""Late interaction over a static token table: for each token of the question, its best match in the passage.

A passage's score is the weighed mean, over the question's tokens, of the best cosine among the passage's tokens: a
soft, translingual BM25 that needs no transformer and no torch. To it are added the same score and the mean's cosine
within the passage's best sentence: words that stand together mean more than words strewn over a passage (see
`training/VARIANTS.md`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from index.arrays import join_ranges
from index.passage_tokens import PassageTokens
from index.pieces import Ids
from index.token_table import Floats, TokenTable, Vocabulary

__all__ = ["SENTENCE_MEAN_SHARE", "SENTENCE_SHARE", "WEIGHT_POWER", "LateInteraction", "PassageTokens", "TokenTable"]

# Passages with more distinct tokens than this are scored in parts, and what is made for a part is not kept.
_KEPT_TOKENS = 30_000
_PART = 1000
_KEPT_CELLS = 300_000
"""Tokens times sentences that are kept of past questions before half of them may go: twice 2.4 MB."""

# Beside the score over the whole passage: the score within its best sentence, and the best sentence's mean. Chosen on
# training questions kept out of training.
SENTENCE_SHARE = 0.5
SENTENCE_MEAN_SHARE = 0.3
# Learned weights are those of the mean, where a few words must outweigh many; token by token all should be heard.
WEIGHT_POWER = 0.5


@dataclass(frozen=True)
class _Rows:
    """Which sentences the asked passages have, and where each passage's begin among them."""

    asked: int
    full: NDArray[np.bool_]
    """Which of the asked passages have sentences; the rest of the fields tells of those."""
    sentences: NDArray[np.int64] | slice
    passage_at: NDArray[np.int64]


class LateInteraction:
    """Scores passages against a question, token by token.

    What a token of a question finds in each sentence is the same in every question, and kept for the next.
    """

    def __init__(self, table: TokenTable, passages: PassageTokens) -> None:
        """Take the table and the passages' tokens. Cheap: directions are made when first needed, and then kept."""
        self._table = table
        self.passages = passages
        self._recent: dict[int, tuple[Floats, Floats]] = {}
        self._older: dict[int, tuple[Floats, Floats]] = {}

    def score_best(self, texts: Sequence[str], rows: NDArray[np.integer] | None = None) -> Floats:
        """Return for each passage the best score that any wording of a question has; at least one wording."""
        return np.asarray(np.max([self.score(self._table.ids(text), rows) for text in texts], axis=0), np.float32)

    def score(self, question_ids: Ids, rows: NDArray[np.integer] | None = None) -> Floats:
        """Return one score a passage, at most 1, higher is better; `rows` are passage numbers, all when None.

        Zeros for a question without tokens and for passages without. A millisecond for 300 passages and a question in
        new words, a tenth of that for one in words that were asked before.
        """
        if self._large:
            return np.concatenate([part.score(question_ids) for part in self._split(rows)])
        asked = self._all if rows is None else self._find_rows(rows)
        scores = np.zeros(asked.asked, np.float32)
        tokens, weights = self._table.weigh(question_ids)
        if weights.sum() > 0 and asked.full.any():
            scores[asked.full] = self._score(asked, tokens, weights)
        return scores

    def best(self, question_ids: Ids, rows: NDArray[np.integer] | None = None) -> Floats:
        """Return (rows, question tokens): the best cosine of each question token among each passage's tokens.

        Zeros for a passage without tokens.
        """
        if self._large:
            return np.concatenate([part.best(question_ids) for part in self._split(rows)])
        asked = self._all if rows is None else self._find_rows(rows)
        out = np.zeros((asked.asked, len(question_ids)), np.float32)
        if len(question_ids) and asked.full.any():
            best, _ = self._find_tokens(question_ids)
            out[asked.full] = np.maximum.reduceat(best[:, asked.sentences], asked.passage_at, axis=1).T
        return out

    def _score(self, asked: _Rows, tokens: Ids, weights: Floats) -> Floats:
        """Score the passages that have tokens."""
        best, sums = (found[:, asked.sentences] for found in self._find_tokens(tokens))
        share = weights**WEIGHT_POWER
        share /= share.sum()
        whole = share @ np.maximum.reduceat(best, asked.passage_at, axis=1)
        sentence = np.maximum.reduceat(share @ best, asked.passage_at)
        # The question's mean is a sum over its tokens, and so is its cosine with the mean of a sentence.
        length = max(float(np.linalg.norm(weights @ self._table.unit(tokens))), 1e-9)
        mean_score = np.maximum.reduceat((weights / length) @ sums, asked.passage_at)
        total = np.asarray(whole + SENTENCE_SHARE * sentence + SENTENCE_MEAN_SHARE * mean_score, np.float32)
        return total / np.float32(1 + SENTENCE_SHARE + SENTENCE_MEAN_SHARE)

    def _find_tokens(self, tokens: Ids) -> tuple[Floats, Floats]:
        """Return, for each token and sentence, the best cosine and the token's share of the means' product."""
        wanted = tokens.tolist()
        recent, older = self._recent, self._older
        held = {token: found for token in wanted if (found := recent.get(token) or older.get(token))}
        new = [token for token in dict.fromkeys(wanted) if token not in held]
        if new:
            best, sums = self._ask(np.array(new, np.int32))
            held.update(zip(new, zip(best, sums, strict=True), strict=True))
        if (len(recent) + len(held)) * len(self.passages.lengths) > _KEPT_CELLS:
            # What was not asked for since the last time is let go.
            self._recent, self._older = held, recent
        else:
            recent.update(held)
        rows = [held[token] for token in wanted]
        return np.array([row for row, _ in rows]), np.array([share for _, share in rows])

    def _ask(self, tokens: Ids) -> tuple[Floats, Floats]:
        cosines = np.take(self._vocabulary.cosines(tokens), self._local, axis=1)
        starts = self.passages.sentences[:-1]
        best = np.maximum.reduceat(cosines, starts, axis=1)
        cosines *= self._table.weights[self.passages.ids]
        sums: Floats = np.add.reduceat(cosines, starts, axis=1)
        sums /= self.passages.lengths
        return best, sums

    def _find_rows(self, rows: NDArray[np.integer]) -> _Rows:
        at = np.asarray(rows, np.int64)
        first = self.passages.passages[at]
        lengths = self.passages.passages[at + 1] - first
        full = lengths > 0
        sentences = join_ranges(first[full], lengths[full])
        return _Rows(len(at), full, sentences, np.cumsum(lengths[full]) - lengths[full])

    @cached_property
    def _all(self) -> _Rows:
        first, lengths = self.passages.passages[:-1], np.diff(self.passages.passages)
        return _Rows(len(lengths), lengths > 0, slice(None), first[lengths > 0])

    @cached_property
    def _large(self) -> bool:
        return len(self.passages) > _PART and len(self._vocabulary.ids) > _KEPT_TOKENS

    def _split(self, rows: NDArray[np.integer] | None) -> list["LateInteraction"]:
        """Return the passages of some rows, or all, in parts for whose tokens all directions can be held."""
        at = np.arange(len(self.passages)) if rows is None else np.asarray(rows, np.int64)
        parts = np.split(at, range(_PART, len(at), _PART))
        return [LateInteraction(self._table, self.passages.take(part)) for part in parts]

    @cached_property
    def _vocabulary(self) -> Vocabulary:
        return self._table.vocabulary(self.passages.ids)

    @cached_property
    def _local(self) -> Ids:
        """The place of each token in the vocabulary."""
        local = np.zeros(self._table.size, np.int32)
        local[self._vocabulary.ids] = np.arange(len(self._vocabulary.ids), dtype=np.int32)
        found: Ids = local[self.passages.ids]
        return found
