"""BM25 over Chinese characters, character bigrams and latin words.

Measured on XQuAD-zh, characters with bigrams give nDCG@10 .970 against .962 for dictionary words, and need no
dictionary.
"""

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.normal_form import normalise

Rows = NDArray[np.int32]
Weights = NDArray[np.float32]

_WORD = re.compile(r"[a-z]+|\d+(?:\.\d+)?|[\u0370-\u1fff]+|[\u2e80-\U0003ffff]+")
_STEM = re.compile(r"(?<=[a-z]{3})(?:ies|es|s)$")

K1 = 1.2
B = 0.75

_ARRAYS = ("starts", "rows", "weights")
_WORDS = "words.json"


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
    """BM25 scores of all passages for a question.

    bm25s computes what each word adds to the score of each passage that holds it; a question's scores are sums of a few
    of those columns. They are added here, because importing bm25s brings SciPy and takes longer than an answer.
    """

    def __init__(
        self, words: dict[str, int], starts: NDArray[np.int64], rows: Rows, weights: Weights, size: int
    ) -> None:
        """Take the columns of `size` passages: word j has `weights[starts[j]:starts[j + 1]]` at as many `rows`."""
        self._words = words
        self._starts = starts
        self._rows = rows
        self._weights = weights
        self.size = size

    @classmethod
    def build(cls, texts: Sequence[str]) -> "LexicalIndex":
        """Return an index over the texts, in their order."""
        import bm25s

        engine = bm25s.BM25(k1=K1, b=B, method="lucene", backend="numpy")
        engine.index([tokenize(text) for text in texts], show_progress=False, create_empty_token=False)
        columns = engine.scores
        starts = np.asarray(columns["indptr"], np.int64)
        return cls(dict(engine.vocab_dict), starts, columns["indices"], columns["data"], len(texts))

    @classmethod
    def load(cls, folder: Path, size: int) -> "LexicalIndex":
        """Return a saved index, memory-mapped.

        Raises:
            OSError: a file is missing.
            ValueError: a file is damaged.
        """
        # Seen as plain arrays: cutting a memory map makes an object each time that is slower than the addition.
        starts, rows, weights = (np.asarray(np.load(folder / f"{name}.npy", mmap_mode="r")) for name in _ARRAYS)
        words = json.loads((folder / _WORDS).read_bytes())
        return cls(dict(zip(words, range(len(words)), strict=True)), starts, rows, weights, size)

    def save(self, folder: Path) -> None:
        """Write the index into a folder of its own."""
        folder.mkdir(parents=True, exist_ok=True)
        arrays: tuple[NDArray[Any], ...] = (self._starts, self._rows, self._weights)
        for name, array in zip(_ARRAYS, arrays, strict=True):
            np.save(folder / f"{name}.npy", array)
        words = sorted(self._words, key=self._words.__getitem__)
        (folder / _WORDS).write_text(json.dumps(words, ensure_ascii=False), encoding="utf-8")

    def score(self, question: str) -> Weights:
        """Return one score a passage, in passage order; zeros where no token is shared. Linear in the matches."""
        scores = np.zeros(self.size, dtype=np.float32)
        for token in tokenize(question):
            word = self._words.get(token)
            if word is not None:
                column = slice(self._starts[word], self._starts[word + 1])
                # No passage stands twice in a column.
                scores[self._rows[column]] += self._weights[column]
        return scores
