"""Where the tokens of a question stand among candidate sentences."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.arrays import join_ranges
from service.scorer.questions import QuestionTokens
from service.scorer.sentences import PreparedSentences

Floats = NDArray[np.float32]
Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Matches:
    """A question's tokens and pairs among the candidates, which are whole groups of sentences in text order."""

    rows: Ints
    starts: Ints
    """First of `rows` in each group."""
    group: Ints
    """Group of each row, numbered from 0."""
    opens: Bools
    """Whether a row is its group's first."""
    lengths: Ints
    """Tokens of each row."""
    begins: Ints
    """Where each row's tokens begin in `position`; one more entry than rows."""
    token_row: Ints
    """Row of each position."""
    position: Ints
    """Positions in the prepared token arrays."""
    question_at: NDArray[np.int16]
    """Question token at each position, -1 for none."""
    has: Floats
    """Shape (rows, question tokens); 0 or 1."""
    has_pair: Floats
    pair_place: Ints
    """Places in `position` where a question pair starts, and which pair it is."""
    pair_which: Ints

    def before(self, values: Floats) -> Floats:
        """Return the values of the row before within its group; zeros for a group's first row."""
        shifted = np.zeros_like(values)
        shifted[1:] = values[:-1]
        shifted[self.opens] = 0
        return shifted

    def after(self, values: Floats) -> Floats:
        """Return the values of the row after within its group; zeros for a group's last row."""
        shifted = np.zeros_like(values)
        shifted[:-1] = values[1:]
        shifted[self.starts[1:] - 1] = 0
        return shifted

    def opening(self, values: Floats) -> Floats:
        """Return the values of the group's first row."""
        return values[self.starts][self.group]

    def whole(self, values: Floats) -> Floats:
        """Return the greatest values of the group, one row a row."""
        best: Floats = np.maximum.reduceat(values, self.starts, axis=0)[self.group]
        return best


def match(question: QuestionTokens, prepared: PreparedSentences, rows: Ints) -> Matches:
    """Return where a question meets the sentences of the groups that hold `rows`."""
    groups = prepared.groups[rows]
    touched = groups[np.concatenate([[True], groups[1:] != groups[:-1]])]
    first = np.searchsorted(prepared.groups, touched, side="left")
    sizes = np.searchsorted(prepared.groups, touched, side="right") - first
    all_rows = join_ranges(first, sizes)
    starts = np.cumsum(sizes) - sizes
    opens = np.zeros(len(all_rows), dtype=np.bool_)
    opens[starts] = True
    begin = prepared.offsets[all_rows]
    lengths = prepared.offsets[all_rows + 1] - begin
    position = join_ranges(begin, lengths)
    token_row = np.repeat(np.arange(len(all_rows)), lengths)
    known = [prepared.vocabulary.get(token, -1) for token in question.tokens]
    question_at = _table(known, len(prepared.vocabulary))[prepared.tokens[position]]
    hit = np.flatnonzero(question_at >= 0)
    has = np.zeros((len(all_rows), len(known)), dtype=np.float32)
    has[token_row[hit], question_at[hit]] = 1
    _copy_repeats(has, known)
    known_pairs = [prepared.pairs.get(pair, -1) for pair in question.bigrams]
    pair_at = _table(known_pairs, len(prepared.pairs))[prepared.pair_at[position]]
    pair_place = np.flatnonzero(pair_at >= 0)
    pair_which = pair_at[pair_place].astype(np.int64)
    has_pair = np.zeros((len(all_rows), len(known_pairs)), dtype=np.float32)
    has_pair[token_row[pair_place], pair_which] = 1
    _copy_repeats(has_pair, known_pairs)
    return Matches(
        rows=all_rows,
        starts=starts,
        group=np.repeat(np.arange(len(touched)), sizes),
        opens=opens,
        lengths=lengths,
        begins=np.concatenate([[0], np.cumsum(lengths)]),
        token_row=token_row,
        position=position,
        question_at=question_at,
        has=has,
        has_pair=has_pair,
        pair_place=pair_place,
        pair_which=pair_which,
    )


def _table(known: Sequence[int], size: int) -> NDArray[np.int16]:
    # One entry more than ids, so that -1 (no pair here) finds "none".
    table = np.full(size + 1, -1, dtype=np.int16)
    for index in range(len(known) - 1, -1, -1):
        if known[index] >= 0:
            table[known[index]] = index
    return table


def _copy_repeats(has: Floats, known: Sequence[int]) -> None:
    # A token that the question repeats was found at its first place only.
    first: dict[int, int] = {}
    for index, item in enumerate(known):
        if item in first:
            has[:, index] = has[:, first[item]]
        elif item >= 0:
            first[item] = index


def covers(has: Floats, weights: Sequence[Floats]) -> Floats:
    """Return, for each row and each weighting, the share of the weight that the row has; (rows, weightings)."""
    if not has.shape[1]:
        return np.zeros((len(has), len(weights)), dtype=np.float32)
    table = np.array(weights).T
    share: Floats = has @ (table / np.maximum(table.sum(axis=0), 1e-6)).astype(np.float32)
    return share
