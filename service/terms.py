"""How much of a question each sentence of a report holds."""

import math
from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.lexical import tokenize

_NEIGHBOUR = 0.25
"""What a word in the sentence before or after, or in the section's heads, is worth beside one in the sentence."""
_HEADER = 0.4


class SentenceTerms:
    """The lexical tokens of a report's sentences, for weighed overlap with a question."""

    def __init__(self, sentences: Sequence[str], headers: Sequence[str]) -> None:
        self._size = len(sentences)
        self._rows: dict[str, list[int]] = defaultdict(list)
        self._header_rows: dict[str, list[int]] = defaultdict(list)
        for row, sentence in enumerate(sentences):
            for token in set(tokenize(sentence)):
                self._rows[token].append(row)
        by_header: dict[str, list[int]] = defaultdict(list)
        for row, header in enumerate(headers):
            by_header[header].append(row)
        for header, rows in by_header.items():
            for token in set(tokenize(header)):
                self._header_rows[token].extend(rows)

    def idf(self, token: str) -> float:
        """Return the inverse sentence frequency of a token (Robertson-Spärck Jones, never negative)."""
        count = len(self._rows.get(token, ()))
        return math.log1p((self._size - count + 0.5) / (count + 0.5))

    def score(self, question: str) -> NDArray[np.float32]:
        """Return, for each sentence, the share (0 to 1) of the question's token mass that it holds."""
        tokens = Counter(tokenize(question))
        mass = sum(self.idf(token) for token in tokens) or 1.0
        total = np.zeros(self._size, np.float32)
        for token in tokens:
            weight = self.idf(token) / mass
            held = np.zeros(self._size, np.float32)
            held[self._header_rows.get(token, [])] = _HEADER
            rows = np.array(self._rows.get(token, []), dtype=np.int64)
            if len(rows):
                near = np.concatenate([rows - 1, rows + 1])
                near = near[(near >= 0) & (near < self._size)]
                held[near] = np.maximum(held[near], _NEIGHBOUR)
                held[rows] = 1.0
            total += weight * held
        return total
