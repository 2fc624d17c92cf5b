"""How much of a question each sentence of a report holds."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from index.arrays import join_ranges
from index.lexical import tokenize

_NEIGHBOUR = 0.25
"""What a word in the sentence before or after, or in the section's heads, is worth beside one in the sentence."""
_HEADER = 0.4
_JOINING = frozenset(
    "的了着过得地里把被和与跟及在是有到为从对给让也都就还又才很最更个这那其之于以而或等哪几多少要会能可将已约达至间时中内上下前后"
)


@dataclass(frozen=True)
class SentenceTerms:
    """The lexical tokens of a report's sentences, for weighed overlap with a question."""

    size: int
    """How many sentences there are."""
    words: dict[str, int]
    """Every token of the sentences and their heads, with its number."""
    counts: NDArray[np.int32]
    """In how many sentences each token stands."""
    starts: NDArray[np.int64]
    """Where each token's entries begin in the next two; one more entry than tokens."""
    rows: NDArray[np.int32]
    """The sentences that hold the token, themselves, in a neighbour or in a head; none twice for a token."""
    shares: NDArray[np.float32]
    """How much of the token each of them holds, up to 1."""

    @classmethod
    def of_texts(cls, sentences: Sequence[str], headers: Sequence[str]) -> "SentenceTerms":
        """Return the tokens of sentences and of the heads above each; some 100 microseconds a sentence."""
        words: dict[str, int] = {}
        own = [[words.setdefault(token, len(words)) for token in cut_tokens(sentence)] for sentence in sentences]
        cut = {header: [words.setdefault(token, len(words)) for token in cut_tokens(header)] for header in set(headers)}
        held, rows = _list_pairs(own)
        heads, below = _list_pairs([cut[header] for header in headers])
        size = len(sentences)
        words_at = np.concatenate([held, held, held, heads])
        rows_at = np.concatenate([rows, rows - 1, rows + 1, below])
        shares = np.repeat(
            np.array([1, _NEIGHBOUR, _NEIGHBOUR, _HEADER], np.float32), [len(held), len(held), len(held), len(heads)]
        )
        inside = (rows_at >= 0) & (rows_at < size)
        places, shares = words_at[inside] * size + rows_at[inside], shares[inside]
        # Of the ways in which a sentence holds a token the greatest counts: the last of each place.
        order = np.lexsort((shares, places))
        places, shares = places[order], shares[order]
        last = np.append(places[1:] != places[:-1], True)[: len(places)]
        return cls(
            size,
            words,
            np.bincount(held, minlength=len(words)).astype(np.int32),
            np.searchsorted(places[last], np.arange(len(words) + 1) * size),
            (places[last] % max(size, 1)).astype(np.int32),
            shares[last],
        )

    def idf(self, token: str) -> float:
        """Return the inverse sentence frequency of a token (Robertson-Spärck Jones, never negative)."""
        known = self._idf.get(token)
        if known is None:
            word = self.words.get(token)
            count = 0 if word is None else int(self.counts[word])
            known = math.log1p((self.size - count + 0.5) / (count + 0.5))
            if count:
                self._idf[token] = known
        return known

    def mass(self, tokens: Iterable[str], foreign: bool = False) -> float:
        """Return the summed idf of tokens; with `foreign`, only of those that the report holds."""
        known = self._idf
        if foreign:
            tokens = (token for token in tokens if token in self.words)
        return sum([known[token] if token in known else self.idf(token) for token in tokens])

    def score(self, question: str, foreign: bool = False) -> NDArray[np.float32]:
        """Return, for each sentence, the share (0 to 1) of the question's token mass that it holds.

        `foreign` leaves out tokens that stand nowhere in the report: a question in another language shares but names
        and numbers with it.
        """
        tokens = cut_tokens(question)
        mass = self.mass(tokens, foreign) or 1.0
        known = [(self.words[token], self.idf(token) / mass) for token in tokens if token in self.words]
        words = np.array([word for word, _ in known], np.int64)
        lengths = self.starts[words + 1] - self.starts[words]
        held = join_ranges(self.starts[words], lengths)
        weights = np.repeat(np.array([weight for _, weight in known]), lengths)
        return np.bincount(self.rows[held], self.shares[held] * weights, self.size).astype(np.float32)

    @cached_property
    def _idf(self) -> dict[str, float]:
        return {}


def _list_pairs(lists: Sequence[Sequence[int]]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return all numbers of the lists, and beside each the place of its list."""
    numbers = np.array([number for each in lists for number in each], np.int64)
    return numbers, np.repeat(np.arange(len(lists)), [len(each) for each in lists])


def cut_tokens(text: str) -> set[str]:
    """Return the lexical tokens of a text without the characters that only join others."""
    return set(_cut_tokens(text))


@lru_cache(maxsize=2000)
def _cut_tokens(text: str) -> frozenset[str]:
    """Return the tokens of a text, kept: one question is cut for each of many clauses, and those for many questions."""
    return frozenset(token for token in tokenize(text) if token not in _JOINING)
