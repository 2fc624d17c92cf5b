"""How much of a question each sentence of a report holds."""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from index.lexical import tokenize

_NEIGHBOUR = 0.25
"""What a word in the sentence before or after, or in the section's heads, is worth beside one in the sentence."""
_HEADER = 0.4
_JOINING = frozenset(
    "的了着过得地里把被和与跟及在是有到为从对给让也都就还又才很最更个这那其之于以而或等哪几多少要会能可将已约达至间时中内上下前后"
)


class SentenceTerms:
    """The lexical tokens of a report's sentences, for weighed overlap with a question."""

    def __init__(self, sentences: Sequence[str], headers: Sequence[str]) -> None:
        self._size = len(sentences)
        self._idf: dict[str, float] = {}
        self._rows: dict[str, list[int]] = defaultdict(list)
        self._header_rows: dict[str, list[int]] = defaultdict(list)
        for row, sentence in enumerate(sentences):
            for token in cut_tokens(sentence):
                self._rows[token].append(row)
        by_header: dict[str, list[int]] = defaultdict(list)
        for row, header in enumerate(headers):
            by_header[header].append(row)
        for header, rows in by_header.items():
            for token in cut_tokens(header):
                self._header_rows[token].extend(rows)

    def idf(self, token: str) -> float:
        """Return the inverse sentence frequency of a token (Robertson-Spärck Jones, never negative)."""
        known = self._idf.get(token)
        if known is None:
            count = len(self._rows.get(token, ()))
            known = math.log1p((self._size - count + 0.5) / (count + 0.5))
            if count:
                self._idf[token] = known
        return known

    def mass(self, tokens: Iterable[str], foreign: bool = False) -> float:
        """Return the summed idf of tokens; with `foreign`, only of those that the report holds."""
        return sum(
            self.idf(token) for token in tokens if not foreign or token in self._rows or token in self._header_rows
        )

    def score(self, question: str, foreign: bool = False) -> NDArray[np.float32]:
        """Return, for each sentence, the share (0 to 1) of the question's token mass that it holds.

        `foreign` leaves out tokens that stand nowhere in the report: a question in another language shares but names
        and numbers with it.
        """
        tokens = cut_tokens(question)
        mass = self.mass(tokens, foreign) or 1.0
        total = np.zeros(self._size, np.float32)
        for token in tokens:
            rows = np.array(self._rows.get(token, []), dtype=np.int64)
            if not len(rows) and not self._header_rows.get(token):
                continue
            held = np.zeros(self._size, np.float32)
            held[self._header_rows.get(token, [])] = _HEADER
            near = np.concatenate([rows - 1, rows + 1])
            near = near[(near >= 0) & (near < self._size)]
            held[near] = np.maximum(held[near], _NEIGHBOUR)
            held[rows] = 1.0
            total += self.idf(token) / mass * held
        return total


def cut_tokens(text: str) -> set[str]:
    """Return the lexical tokens of a text without the characters that only join others."""
    return {token for token in tokenize(text) if token not in _JOINING}
