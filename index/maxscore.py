"""The best passages by BM25 without going through all that hold a term (MaxScore).

Rare terms are added to the passages that hold them; what the frequent ones could add at most tells who is still in the
running, and only those are looked up in them. A question of Chinese characters has many frequent terms, and in a large
index even that is much: past a budget the best so far stand for all that might be in the running. Of the 200 best of a
million, fewer than one in a thousand are missed by it (docs/scaling.md).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.lexical_piece import Piece, Rows, Scores

FIRST = 20_000
"""Postings at least that are added before the first guess at how good the best are."""
BUDGET = 500_000
"""Postings at least that may be added in all."""
_FIRST_SHARE, _BUDGET_SHARE = 16, 2
"""Or one for so many passages."""
GUESSED, CANDIDATES = 5, 40
"""Passages that are weighed for the first guess, and in the end, for each that is wanted."""
_EVERY = 16
"""One of so many scores tells how all are spread."""
_SLACK = np.float32(1.0001)
"""Keeps rounding from counting as a difference."""


@dataclass(frozen=True)
class Asked:
    """A question's terms, the rarest first, and where each stands in each piece."""

    weights: Scores
    most: Scores
    """What each can add to a passage's score at most."""
    spans: list[tuple[NDArray[np.int64], NDArray[np.int64]]]
    found: NDArray[np.int64]
    """How many passages hold each."""


def choose(pieces: Sequence[Piece], units: Scores, asked: Asked, k: int) -> tuple[Rows, Scores]:
    """Return rows among which the k best are, with their scores; `units` are 0 where a passage is not wanted."""
    search = _Search(pieces, units, asked, k)
    search.add_within(max(FIRST, len(units) // _FIRST_SHARE))
    _, guessed = search.weigh(GUESSED * k)
    search.lowest = kth(guessed, k) / _SLACK
    search.add_within(max(BUDGET, len(units) // _BUDGET_SHARE))
    return search.weigh(CANDIDATES * k)


class _Search:
    """What is known so far: the first `_term` terms are in the sums of all passages, the others are not."""

    def __init__(self, pieces: Sequence[Piece], units: Scores, asked: Asked, k: int) -> None:
        self._pieces, self._units, self._asked, self._k = pieces, units, asked, k
        self._sums = np.zeros(len(units), np.float32)
        # What the terms from each one on can add at most.
        self._left = np.append(np.cumsum(asked.most[::-1])[::-1], np.float32(0)) * _SLACK
        self._term, self._added = 0, 0
        self._scores, self._scored = self._sums, 0
        self.lowest = np.float32(0)
        """What the k-th best has at least."""

    def add_within(self, budget: int) -> None:
        """Add terms to all passages while those with none of the added ones could come up, within a budget."""
        asked = self._asked
        while self._term < len(asked.weights) and self._left[self._term] >= self.lowest:
            self._added += int(asked.found[self._term])
            if self._term and self._added > budget:
                self._added -= int(asked.found[self._term])
                break
            for piece, (starts, ends) in zip(self._pieces, asked.spans, strict=True):
                own = slice(piece.begin, piece.end)
                start, end = int(starts[self._term]), int(ends[self._term])
                if start < end:
                    piece.add(self._sums[own], self._units[own], start, end, asked.weights[self._term])
            self._term += 1

    def weigh(self, most: int) -> tuple[Rows, Scores]:
        """Return the rows that may be among the k best, so many at most, and their scores by all terms."""
        floor = max(np.float32(0), self.lowest - self._left[self._term])
        if self._scored != self._term:
            self._scores, self._scored = self._sums * self._units, self._term
        rows = find_highest(self._scores, floor, most)
        cuts = np.searchsorted(rows, [piece.begin for piece in self._pieces[1:]])
        lowest, found = self.lowest, []
        for number, own in enumerate(np.split(rows, cuts)):
            if len(own):
                found.append(self._complete(number, own, lowest))
                lowest = max(lowest, kth(found[-1][1], self._k) / _SLACK)
        if not found:
            return np.zeros(0, np.int64), np.zeros(0, np.float32)
        return np.concatenate([part for part, _ in found]), np.concatenate([scores for _, scores in found])

    def _complete(self, number: int, rows: Rows, lowest: np.float32) -> tuple[Rows, Scores]:
        """Return those of some rows of a piece that may be among the k best, and their scores by all terms."""
        piece, (starts, ends) = self._pieces[number], self._asked.spans[number]
        sums, units = self._sums[rows], self._units[rows]
        for term in range(self._term, len(self._asked.weights)):
            # Looking who may be left out takes as long as looking a thousand up: every other time will do.
            if len(rows) > 2 * self._k and (term - self._term) % 2 == 0:
                scores = sums * units
                lowest = max(lowest, kth(scores, self._k) / _SLACK)
                near = scores >= lowest - self._left[term]
                # Leaving a few out takes longer than looking them up.
                if np.count_nonzero(near) < 0.9 * len(rows):
                    rows, sums, units = rows[near], sums[near], units[near]
            start, end = int(starts[term]), int(ends[term])
            if start < end:
                sums += piece.look_up(rows - piece.begin, units, start, end, self._asked.weights[term])
        return rows, sums * units


def find_highest(scores: Scores, floor: np.float32, most: int) -> Rows:
    """Return the rows with scores above a floor, ascending; the best of them where there are more than `most`."""
    few = scores[::_EVERY]
    few = few[few > floor]
    wanted = 2 * most // _EVERY
    # Where there are far more, most need not be listed to be left out.
    raised = kth(few, wanted) if len(few) > 2 * wanted > 0 else floor
    rows = np.flatnonzero(scores > raised)
    if raised > floor and len(rows) < most:
        rows = np.flatnonzero(scores > floor)
    if len(rows) > most:
        held = scores[rows]
        rows = np.sort(rows[np.argpartition(held, len(held) - most)[len(held) - most :]])
    return rows


def kth(scores: Scores, k: int) -> np.float32:
    """Return the k-th highest score; 0 when there are fewer."""
    return np.float32(np.partition(scores, len(scores) - k)[len(scores) - k] if len(scores) >= k else 0)
