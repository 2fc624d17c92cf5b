"""One piece of the lexical index as a search reads it: what a term adds to all passages that hold it, or to some.

A term that stands `count` times in a passage has the share count / (count + norm) of its weight. With the share that a
single occurrence has, unit = 1 / (1 + norm), that is unit x count / (1 + (count - 1) x unit). So a search adds up the
second factor, which is 1 for most, and multiplies by the passage's unit once, in the end.
"""

from functools import lru_cache, partial

import numpy as np
from numpy.typing import NDArray

from index.postings import Counts, Postings, norms_of

Scores = NDArray[np.float32]
Rows = NDArray[np.int64]
Mask = NDArray[np.bool_]

_DENSE = 8
"""A term that stands in more than one of so many passages is looked up in a column of all passages' counts."""
_COLUMNS = 128
"""Columns that are kept, a byte a passage each: there are hardly more such terms in Chinese."""
_KEPT_TERMS = 10_000
"""Terms for which it is kept how many of their passages are gone."""


class Piece:
    """One piece of the index: its passages have the rows from `begin` on; here they are counted from 0."""

    def __init__(self, postings: Postings, alive: Mask | None, begin: int) -> None:
        """Take the postings and which passages are still there, None when all are."""
        self.postings = postings
        self.alive = alive
        self.begin = begin
        self.end = begin + len(postings)
        # Made of the arrays and not of the piece: what is kept goes with it at once.
        self._column = lru_cache(_COLUMNS)(partial(_make_column, postings))
        self._count_gone = None if alive is None else lru_cache(_KEPT_TERMS)(partial(_count_gone, postings, alive))

    @property
    def count(self) -> int:
        """How many passages are still there."""
        return len(self.postings) if self.alive is None else int(self.alive.sum())

    @property
    def length(self) -> int:
        """How many terms the passages that are still there have together."""
        lengths = self.postings.lengths
        return int((lengths if self.alive is None else lengths[self.alive]).sum(dtype=np.int64))

    def make_units(self, average: float) -> Scores:
        """Return the share of a term that stands once in each passage, given the mean length; 0 where it is gone."""
        units = (1 / (1 + norms_of(self.postings.lengths, average))).astype(np.float32)
        if self.alive is not None:
            units[~self.alive] = 0
        return units

    def count_gone(self, starts: Rows, ends: Rows) -> Rows:
        """Return how many of the passages of each term are gone."""
        if self._count_gone is None:
            return np.zeros(len(starts), np.int64)
        return np.array(list(map(self._count_gone, starts.tolist(), ends.tolist())), np.int64)

    def add(self, sums: Scores, units: Scores, start: int, end: int, weight: np.float32) -> None:
        """Add what one term is worth, in units, to every passage that holds it. Some 6 ns for each."""
        rows = self.postings.rows[start:end].astype(np.intp)
        np.add.at(sums, rows, weight)
        counts = self.postings.counts[start:end]
        repeated = np.flatnonzero(counts > 1)
        if len(repeated):
            rows = rows[repeated]
            more = weigh_counts(counts[repeated], units[rows])
            more -= 1
            more *= weight
            np.add.at(sums, rows, more)

    def look_up(self, rows: Rows, units: Scores, start: int, end: int, weight: np.float32) -> Scores:
        """Return what one term is worth, in units, to each of some passages, given those passages' units."""
        worth = weigh_counts(self._find_counts(rows, start, end), units)
        worth *= weight
        return worth

    def _find_counts(self, rows: Rows, start: int, end: int) -> Counts:
        if (end - start) * _DENSE > len(self.postings):
            column: Counts = self._column(start, end)[rows]
            return column
        held = self.postings.rows[start:end]
        own = rows.astype(np.int32)
        at = np.minimum(np.searchsorted(held, own), len(held) - 1)
        counts: Counts = np.where(held[at] == own, self.postings.counts[start:end][at], np.uint8(0))
        return counts


def weigh_counts(counts: Counts, units: Scores) -> Scores:
    """Return what so many occurrences are worth, in units."""
    worth = counts.astype(np.float32)
    scale = worth - 1
    scale *= units
    scale += 1
    worth /= scale
    return worth


def _make_column(postings: Postings, start: int, end: int) -> Counts:
    column = np.zeros(len(postings), np.uint8)
    column[postings.rows[start:end].astype(np.intp)] = postings.counts[start:end]
    return column


def _count_gone(postings: Postings, alive: Mask, start: int, end: int) -> int:
    return end - start - int(np.count_nonzero(alive[postings.rows[start:end]]))
