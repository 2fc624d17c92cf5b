"""BM25 over Chinese characters, character bigrams and latin words.

Measured on XQuAD-zh, characters with bigrams give nDCG@10 .970 against .962 for dictionary words, and need no
dictionary.
"""

import re
from collections.abc import Sequence
from pathlib import Path

import bm25s
import numpy as np
from numpy.typing import NDArray

from corpus.normal_form import normalise

_WORD = re.compile(r"[a-z]+|\d+(?:\.\d+)?|[\u0370-\u1fff]+|[\u2e80-\U0003ffff]+")
_STEM = re.compile(r"(?<=[a-z]{3})(?:ies|es|s)$")

K1 = 1.2
B = 0.75


def tokenize(text: str) -> list[str]:
    """Return the lexical tokens of a text: characters and bigrams of Chinese, words and numbers of the rest."""
    tokens: list[str] = []
    for match in _WORD.finditer(normalise(text)):
        run = match.group()
        if run[0] < "\u2e80":
            tokens.append(_STEM.sub("", run))
        else:
            tokens.extend(run)
            tokens.extend(run[i : i + 2] for i in range(len(run) - 1))
    return tokens


class LexicalIndex:
    """BM25 scores of all passages for a question."""

    def __init__(self, engine: bm25s.BM25, size: int) -> None:
        self._engine = engine
        self.size = size

    @classmethod
    def build(cls, texts: Sequence[str]) -> "LexicalIndex":
        """Return an index over the texts, in their order."""
        engine = bm25s.BM25(k1=K1, b=B, method="lucene", backend="numpy")
        engine.index([tokenize(text) for text in texts], show_progress=False, create_empty_token=False)
        return cls(engine, len(texts))

    @classmethod
    def load(cls, folder: Path, size: int) -> "LexicalIndex":
        """Return a saved index, memory-mapped."""
        return cls(bm25s.BM25.load(folder, mmap=True), size)

    def save(self, folder: Path) -> None:
        """Write the index into a folder of its own."""
        self._engine.save(folder, show_progress=False)

    def score(self, question: str) -> NDArray[np.float32]:
        """Return one score a passage, in passage order; zeros where no token is shared. Linear in the matches."""
        known = [token for token in tokenize(question) if token in self._engine.vocab_dict]
        if not known:
            return np.zeros(self.size, dtype=np.float32)
        scores: NDArray[np.float32] = self._engine.get_scores(known)
        return scores
