"""How much of a question each sentence of a report holds."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from corpus.normal_form import normalise
from index.arrays import code_points, each_once, join_ranges
from index.lexical import list_spaced, tokenize

_NEIGHBOUR = 0.25
"""What a word in the sentence before or after, or in the section's heads, is worth beside one in the sentence."""
_HEADER = 0.4
_SHARES = np.array([_NEIGHBOUR, _HEADER, 1], np.float32)
"""What a sentence holds of a token that a neighbour, a head or it itself has."""
_FIRST_CHINESE = 0x2E80
_BITS = 18
"""Of a character's number: a pair is told by both numbers, a character by its own."""
_SPACED = 1 << 40
"""Above all pairs: words of other scripts, numbered as they come."""
Numbers = NDArray[np.int64]
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
        once = list(dict.fromkeys(headers))
        tokens, lines = _list_tokens([*sentences, *once], words)
        own = lines < len(sentences)
        held, rows = tokens[own], lines[own]
        place = {header: number for number, header in enumerate(once)}
        heads, below = _spread(
            tokens[~own], lines[~own] - len(sentences), np.array([place[header] for header in headers], np.int64)
        )
        size = len(sentences)
        words_at = np.concatenate([held, held, heads, held])
        rows_at = np.concatenate([rows - 1, rows + 1, below, rows])
        ways = np.repeat([0, 0, 1, 2], [len(held), len(held), len(heads), len(held)])
        inside = (rows_at >= 0) & (rows_at < size)
        entries = np.sort((words_at[inside] * size + rows_at[inside]) * len(_SHARES) + ways[inside])
        places, ways = np.divmod(entries, len(_SHARES))
        # Of the ways in which a sentence holds a token the greatest counts: the last of each place.
        last = np.append(places[1:] != places[:-1], True)[: len(places)]
        return cls(
            size,
            words,
            np.bincount(held, minlength=len(words)).astype(np.int32),
            np.searchsorted(places[last], np.arange(len(words) + 1) * size),
            (places[last] % max(size, 1)).astype(np.int32),
            _SHARES[ways[last]],
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


def _list_tokens(texts: Sequence[str], words: dict[str, int]) -> tuple[Numbers, Numbers]:
    """Return the number of each token of texts, and beside it its text's; none twice for a text.

    The tokens are those of `cut_tokens`, all cut at once; new ones are entered in `words`.
    """
    plain = [normalise(text) for text in texts]
    # What stands between two texts belongs to no token.
    whole = "\0".join([*plain, ""])
    text_at = np.repeat(np.arange(len(plain)), [len(text) + 1 for text in plain])
    points = code_points(whole).astype(np.int64)
    chinese = points >= _FIRST_CHINESE
    pairs = np.flatnonzero(chinese[:-1] & chinese[1:])
    spaced: dict[str, int] = {}
    found = [(spaced.setdefault(token, len(spaced)), start) for token, start in list_spaced(whole)]
    numbers, starts = np.array(found, np.int64).reshape(-1, 2).T
    codes = np.concatenate([points[chinese], points[pairs] << _BITS | points[pairs + 1], numbers + _SPACED])
    lines = np.concatenate([text_at[chinese], text_at[pairs], text_at[starts]])
    codes, lines = np.divmod(each_once(codes * max(1, len(texts)) + lines), max(1, len(texts)))
    first = np.append(True, codes[1:] != codes[:-1])[: len(codes)]
    spelled = list(spaced)
    kept = [_spell(code, spelled) for code in codes[first].tolist()]
    own = np.array([-1 if token in _JOINING else words.setdefault(token, len(words)) for token in kept], np.int64)
    tokens = own[np.cumsum(first) - 1]
    return tokens[tokens >= 0], lines[tokens >= 0]


def _spell(code: int, spaced: Sequence[str]) -> str:
    if code >= _SPACED:
        return spaced[code - _SPACED]
    first, last = divmod(code, 1 << _BITS)
    return chr(first) + chr(last) if first else chr(last)


def _spread(numbers: Numbers, lines: Numbers, line_of: Numbers) -> tuple[Numbers, Numbers]:
    """Return the numbers of each row's line, and beside each its row; `line_of` tells each row's line."""
    order = np.argsort(lines, kind="stable")
    starts = np.searchsorted(lines[order], np.arange(int(line_of.max(initial=-1)) + 2))
    sizes = np.diff(starts)[line_of]
    return numbers[order][join_ranges(starts[line_of], sizes)], np.repeat(np.arange(len(line_of)), sizes)


def cut_tokens(text: str) -> set[str]:
    """Return the lexical tokens of a text without the characters that only join others."""
    return set(_cut_tokens(text))


@lru_cache(maxsize=2000)
def _cut_tokens(text: str) -> frozenset[str]:
    """Return the tokens of a text, kept: one question is cut for each of many clauses, and those for many questions."""
    return frozenset(token for token in tokenize(text) if token not in _JOINING)
