"""The tokens of passages, sentence by sentence: what late interaction scores."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.arrays import each_once, join_ranges, offsets_of
from index.pieces import Ids
from index.token_table import Floats, TokenTable

_AT_ONCE = 32_768
"""Texts whose sums are held at a time."""

_SHORTEST_WINDOW = 15
_SENTENCE = re.compile(r"(?:[^。！？!?；;\n.]|\.(?!\s))+[。！？!?；;\n.]*\s*|[。！？!?；;\n.]+\s*")


def split_windows(text: str) -> list[str]:
    """Return the sentences of a text, Chinese or spaced; a short one is kept with the next. Nothing is left out."""
    windows: list[str] = []
    begun = ""
    for sentence in _SENTENCE.findall(text):
        begun += sentence
        if len(begun) >= _SHORTEST_WINDOW:
            windows.append(begun)
            begun = ""
    if begun:
        windows[-1:] = [windows[-1] + begun] if windows else [begun]
    return windows


@dataclass(frozen=True)
class PassageTokens:
    """The distinct token ids of each sentence of each passage.

    Sentence j has `ids[sentences[j]:sentences[j + 1]]`, passage i the sentences `passages[i]` to `passages[i + 1]`.
    """

    ids: Ids
    sentences: NDArray[np.int64]
    passages: NDArray[np.int64]
    lengths: Floats
    """How long the sum of each sentence's weighed directions is: what turns a sum of products into a cosine."""

    def __len__(self) -> int:
        """Return how many passages there are."""
        return len(self.passages) - 1

    @classmethod
    def of_texts(cls, table: TokenTable, texts: Sequence[str]) -> "PassageTokens":
        """Return the tokens of each text. About 0.1 ms a passage."""
        windows = [split_windows(text) for text in texts]
        flat = table.ids_of_all([window for passage in windows for window in passage])
        distinct = [each_once(ids) for ids in flat]
        full = np.array([len(ids) > 0 for ids in distinct], bool)
        passage_of = np.repeat(np.arange(len(texts)), [len(passage) for passage in windows])[full]
        distinct = [ids for ids in distinct if len(ids)]
        lengths = [
            np.linalg.norm(table.sums(distinct[b : b + _AT_ONCE]), axis=1) for b in range(0, len(distinct), _AT_ONCE)
        ]
        return cls(
            np.concatenate([np.zeros(0, np.int32), *distinct]).astype(np.int32),
            offsets_of([len(ids) for ids in distinct]),
            offsets_of(np.bincount(passage_of, minlength=len(texts)).tolist()),
            np.maximum(np.concatenate([np.zeros(0, np.float32), *lengths]), 1e-9).astype(np.float32),
        )

    @classmethod
    def join(cls, first: "PassageTokens", second: "PassageTokens") -> "PassageTokens":
        """Return the passages of both, one after the other."""
        return cls(
            np.concatenate([first.ids, second.ids]),
            np.concatenate([first.sentences, second.sentences[1:] + first.sentences[-1]]),
            np.concatenate([first.passages, second.passages[1:] + first.passages[-1]]),
            np.concatenate([first.lengths, second.lengths]),
        )

    def take(self, rows: NDArray[np.int64]) -> "PassageTokens":
        """Return the passages of these numbers, in their order."""
        sentences = self.passages[rows + 1] - self.passages[rows]
        window = join_ranges(self.passages[rows], sentences)
        starts = self.sentences[window]
        lengths = self.sentences[window + 1] - starts
        return PassageTokens(
            self.ids[join_ranges(starts, lengths)],
            offsets_of(lengths.tolist()),
            offsets_of(sentences.tolist()),
            self.lengths[window],
        )

    def save(self, path: Path) -> None:
        """Write the arrays to an .npz file."""
        np.savez(path, ids=self.ids, sentences=self.sentences, passages=self.passages, lengths=self.lengths)

    @classmethod
    def load(cls, path: Path) -> "PassageTokens":
        """Read what `save` wrote."""
        with np.load(path) as file:
            return cls(file["ids"], file["sentences"], file["passages"], file["lengths"])
