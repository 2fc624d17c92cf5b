"""How much each word of a question weighs: how rare it is, and how often the sentence that answers repeats it.

Both are counted over public questions and paragraphs. "什么" is rare in text and never repeated by an answer; a name is
nearly always repeated. Words too rare to count take the mean of words as rare as they are.
"""

import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from service.scorer.questions import QuestionTokens

Floats = NDArray[np.float32]

RARITY_STEPS = 24
"""Bins of rarity, half a unit each, over which the repetition of uncounted words is averaged."""
SHRINK = 6.0
"""How many uncounted questions a word's own count has to outweigh."""


@dataclass(frozen=True, slots=True)
class QuestionWeights:
    """Rarity and repetition of a question's tokens and pairs, each in question order."""

    token_idf: Floats
    token_rate: Floats
    pair_idf: Floats
    pair_rate: Floats


def hash_key(*tokens: str) -> int:
    """Return the 32-bit key of a token or pair."""
    return zlib.crc32("\x1f".join(tokens).encode())


def rarity_bin(idf: Floats) -> NDArray[np.int64]:
    """Return the bin of each rarity."""
    return np.clip((idf * 2).astype(np.int64), 0, RARITY_STEPS - 1)


class Lexicon:
    """Rarity and repetition by token and by pair, as counted in training."""

    def __init__(
        self, keys: NDArray[np.uint32], idf: Floats, asked: Floats, repeated: Floats, prior: Floats, unseen: Floats
    ) -> None:
        """Keep the counts.

        Args:
            keys: sorted keys of the counted tokens and pairs, at least one.
            idf: rarity of each key.
            asked: in how many training questions each key stood.
            repeated: in how many of them the answering sentence held it too.
            prior: repetition by rarity bin; shape (2, RARITY_STEPS), tokens then pairs.
            unseen: rarity of a token and of a pair that no training text holds.
        """
        self.keys, self.idf, self.asked, self.repeated = keys, idf, asked, repeated
        self.prior, self.unseen = prior, unseen

    @classmethod
    def load(cls, path: Path) -> "Lexicon":
        """Return the lexicon saved at a path."""
        with np.load(path) as data:
            return cls(
                data["keys"],
                data["idf"].astype(np.float32),
                data["asked"].astype(np.float32),
                data["repeated"].astype(np.float32),
                data["prior"],
                data["unseen"],
            )

    def save(self, path: Path) -> None:
        """Write the lexicon in the types that keep it small."""
        np.savez_compressed(
            path,
            keys=self.keys,
            idf=self.idf.astype(np.float16),
            asked=np.minimum(self.asked, 65000).astype(np.uint16),
            repeated=np.minimum(self.repeated, 65000).astype(np.uint16),
            prior=self.prior,
            unseen=self.unseen,
        )

    def weigh(self, question: QuestionTokens, own_answer: frozenset[int] | None = None) -> QuestionWeights:
        """Return the weights of a question's tokens and pairs.

        `own_answer` holds the keys of the answering sentence when the question was itself counted: its own vote is
        then taken back, so that training sees what a new question would.
        """
        tokens = [hash_key(token) for token in question.tokens]
        pairs = [hash_key(*pair) for pair in question.bigrams]
        return QuestionWeights(*self._weigh(tokens, 0, own_answer), *self._weigh(pairs, 1, own_answer))

    def _weigh(self, keys: list[int], kind: int, own_answer: frozenset[int] | None) -> tuple[Floats, Floats]:
        wanted = np.array(keys, dtype=np.uint32)
        place = np.minimum(np.searchsorted(self.keys, wanted), len(self.keys) - 1)
        known = self.keys[place] == wanted
        idf = np.where(known, self.idf[place], self.unseen[kind]).astype(np.float32)
        asked = np.where(known, self.asked[place], 0)
        repeated = np.where(known, self.repeated[place], 0)
        if own_answer is not None:
            # Keys that were counted at least once hold this question's vote.
            counted = asked > 0
            asked = asked - counted
            repeated = repeated - (counted & np.array([key in own_answer for key in keys], dtype=np.bool_))
        prior = self.prior[kind][rarity_bin(idf)]
        rate = (np.maximum(repeated, 0) + SHRINK * prior) / (np.maximum(asked, 0) + SHRINK)
        return idf, rate.astype(np.float32)
