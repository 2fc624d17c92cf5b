"""What the evidence model sees of a question and a sentence: 100-odd numbers, made for all candidates at once.

Everything is array work over the tokens that the question shares with the candidates, so a question costs about a
millisecond for 150 sentences.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from service.evidence_lexicon import QuestionWeights
from service.evidence_meaning import compare
from service.evidence_question import ASKED, QuestionTokens
from service.evidence_sentences import FLAGS, Mark, PreparedSentences

Floats = NDArray[np.float32]

_EXPECTED = {
    "count": Mark.COUNT,
    "time": Mark.TIME,
    "person": Mark.PERSON,
    "place": Mark.PLACE,
    "organisation": Mark.ORGANISATION,
    "cause": Mark.CAUSE,
    "list": Mark.MEMBER,
}
_EXPECTED_BITS = np.array([int(_EXPECTED.get(name, Mark(0))) for name, _ in ASKED], dtype=np.uint16)
_WINDOW = 14
"""Tokens to either side of a possible answer that count as beside it."""


@dataclass(frozen=True, slots=True)
class Matches:
    """Where a question's tokens and pairs stand among the candidate sentences."""

    rows: NDArray[np.int64]
    """Candidate sentences with all others of their groups, in text order."""
    group: NDArray[np.int64]
    """Group of each row, numbered from 0."""
    lengths: NDArray[np.int64]
    token_row: NDArray[np.int64]
    """Row of each position."""
    position: NDArray[np.int64]
    """Positions in the prepared token arrays."""
    question_at: NDArray[np.int16]
    """Question token at each position, -1 for none."""
    has: NDArray[np.bool_]
    """Shape (rows, question tokens)."""
    has_pair: NDArray[np.bool_]
    pair_place: NDArray[np.int64]
    """Places in `position` where a question pair starts, and which pair it is."""
    pair_which: NDArray[np.int64]


def match(question: QuestionTokens, prepared: PreparedSentences, rows: NDArray[np.int64]) -> Matches:
    """Return where a question meets the sentences of the groups that hold `rows`."""
    touched = np.unique(prepared.groups[rows])
    first = np.searchsorted(prepared.groups, touched, side="left")
    last = np.searchsorted(prepared.groups, touched, side="right")
    all_rows = np.concatenate([np.arange(a, b) for a, b in zip(first, last, strict=True)])
    group = np.repeat(np.arange(len(touched)), last - first)
    lengths = prepared.offsets[all_rows + 1] - prepared.offsets[all_rows]
    position = np.concatenate(
        [np.arange(prepared.offsets[a], prepared.offsets[b]) for a, b in zip(first, last, strict=True)]
    )
    token_row = np.repeat(np.arange(len(all_rows)), lengths)
    table = np.full(len(prepared.vocabulary), -1, dtype=np.int16)
    for index, token in enumerate(question.tokens):
        known = prepared.vocabulary.get(token)
        if known is not None and table[known] < 0:
            table[known] = index
    question_at = table[prepared.tokens[position]] if len(table) else np.full(0, -1, dtype=np.int16)
    has = np.zeros((len(all_rows), len(question.tokens)), dtype=np.bool_)
    hit = np.flatnonzero(question_at >= 0)
    has[token_row[hit], question_at[hit]] = True
    pair_table = np.full(len(prepared.pairs) + 1, -1, dtype=np.int16)
    pairs = question.bigrams
    for index, pair in enumerate(pairs):
        known = prepared.pairs.get(pair)
        if known is not None and pair_table[known] < 0:
            pair_table[known] = index
    pair_at = pair_table[prepared.pair_at[position]]
    pair_place = np.flatnonzero(pair_at >= 0)
    pair_which = pair_at[pair_place].astype(np.int64)
    has_pair = np.zeros((len(all_rows), len(pairs)), dtype=np.bool_)
    has_pair[token_row[pair_place], pair_which] = True
    _copy_repeats(has, question.tokens)
    _copy_repeats(has_pair, pairs)
    return Matches(all_rows, group, lengths, token_row, position, question_at, has, has_pair, pair_place, pair_which)


def _copy_repeats(has: NDArray[np.bool_], items: tuple[str, ...] | list[tuple[str, str]]) -> None:
    # A token that the question repeats was looked up at its first place only.
    first: dict[object, int] = {}
    for index, item in enumerate(items):
        if item in first:
            has[:, index] = has[:, first[item]]
        else:
            first[item] = index


def _cover(has: NDArray[np.bool_], weight: Floats) -> Floats:
    total = float(weight.sum())
    if total <= 0:
        return np.zeros(len(has), dtype=np.float32)
    share: Floats = has.astype(np.float32) @ (weight / np.float32(total))
    return share


def _group_any(has: NDArray[np.bool_], group: NDArray[np.int64]) -> NDArray[np.bool_]:
    starts = np.flatnonzero(np.diff(group, prepend=-1))
    union: NDArray[np.bool_] = np.logical_or.reduceat(has, starts, axis=0)
    return union


def _group_max(values: Floats, group: NDArray[np.int64]) -> Floats:
    starts = np.flatnonzero(np.diff(group, prepend=-1))
    best: Floats = np.maximum.reduceat(values, starts)[group]
    return best


class _Table:
    """Columns by name, filled one after another."""

    def __init__(self, rows: int) -> None:
        self.names: list[str] = []
        self.columns: list[Floats] = []
        self.rows = rows

    def add(self, name: str, values: NDArray[np.generic] | float) -> None:
        self.names.append(name)
        column = np.empty(self.rows, dtype=np.float32)
        column[:] = values
        self.columns.append(column)


def describe(
    question: QuestionTokens,
    weights: QuestionWeights,
    prepared: PreparedSentences,
    rows: NDArray[np.int64],
    passage_scores: Floats,
) -> tuple[Floats, list[str]]:
    """Return one row of features for each of `rows`, shape (len(rows), features), and the features' names.

    `passage_scores` holds the retrieval score of each row's passage; higher is better, any scale above zero.
    """
    found = match(question, prepared, rows)
    table = _Table(len(found.rows))
    local = _local_idf(question, prepared)
    token_weight = weights.token_idf * weights.token_rate
    pair_weight = weights.pair_idf * weights.pair_rate
    _add_covers(table, found, token_weight, pair_weight, local, weights)
    _add_context(table, found, token_weight, pair_weight, question, prepared)
    _add_runs(table, found, pair_weight, len(question.tokens))
    _add_answers(table, found, token_weight, question, prepared)
    _add_missing(table, found, token_weight, pair_weight, question)
    _add_meaning(table, found, question.text, prepared)
    _add_passages(table, found, rows, passage_scores)
    _add_relative(table, found.group)
    for place, name in enumerate(FLAGS):
        table.add(f"flag_{name}", prepared.flags[found.rows, place])
    for place, (name, _) in enumerate(ASKED):
        table.add(f"asked_{name}", question.asked[place])
    table.add("question_length", np.log1p(len(question.tokens)))
    table.add("question_weight", np.log1p(token_weight.sum()))
    table.add("question_chinese", float(any(token >= "\u2e80" for token in question.tokens)))
    wanted = np.searchsorted(found.rows, rows)
    return np.stack(table.columns, axis=1)[wanted], table.names


def _local_idf(question: QuestionTokens, prepared: PreparedSentences) -> tuple[Floats, Floats]:
    tokens = [prepared.vocabulary.get(token) for token in question.tokens]
    pairs = [prepared.pairs.get(pair) for pair in question.bigrams]
    unknown = prepared.unknown_idf
    return (
        np.array([unknown if t is None else prepared.token_idf[t] for t in tokens], dtype=np.float32),
        np.array([unknown if p is None else prepared.pair_idf[p] for p in pairs], dtype=np.float32),
    )


def _add_covers(
    table: _Table,
    found: Matches,
    token_weight: Floats,
    pair_weight: Floats,
    local: tuple[Floats, Floats],
    weights: QuestionWeights,
) -> None:
    table.add("cover", _cover(found.has, token_weight))
    table.add("cover_pairs", _cover(found.has_pair, pair_weight))
    table.add("cover_local", _cover(found.has, local[0] * weights.token_rate))
    table.add("cover_pairs_local", _cover(found.has_pair, local[1] * weights.pair_rate))
    table.add("cover_plain", _cover(found.has, local[0]))
    table.add("cover_pairs_plain", _cover(found.has_pair, local[1]))
    # Words that all candidates share say little about which of them answers.
    count = len(found.rows)
    rare = np.log((count + 1.0) / (found.has.sum(0) + 0.5)).astype(np.float32)
    rare_pairs = np.log((count + 1.0) / (found.has_pair.sum(0) + 0.5)).astype(np.float32)
    met, met_pairs = found.has.any(0), found.has_pair.any(0)
    table.add("cover_candidates", _cover(found.has, rare * weights.token_rate * met))
    table.add("cover_pairs_candidates", _cover(found.has_pair, rare_pairs * weights.pair_rate * met_pairs))
    sizes = np.maximum(found.lengths, 1).astype(np.float32)
    table.add("matched_share", np.minimum(1.0, found.has.sum(1) / sizes))


def _add_context(
    table: _Table,
    found: Matches,
    token_weight: Floats,
    pair_weight: Floats,
    question: QuestionTokens,
    prepared: PreparedSentences,
) -> None:
    has, group = found.has, found.group
    same = np.diff(group, prepend=-1) == 0
    before = np.zeros_like(has)
    before[1:] = has[:-1] & same[1:, None]
    after = np.zeros_like(has)
    after[:-1] = has[1:] & same[1:, None]
    starts = np.flatnonzero(~same)
    opening = has[starts][group]
    cover: Callable[[NDArray[np.bool_]], Floats] = lambda matrix: _cover(matrix, token_weight)  # noqa: E731
    table.add("cover_before", cover(before))
    table.add("cover_after", cover(after))
    table.add("cover_with_before", cover(has | before))
    table.add("cover_with_after", cover(has | after))
    table.add("cover_with_opening", cover(has | opening))
    whole = _group_any(has, group)
    table.add("cover_group", cover(whole)[group])
    whole_pairs = _group_any(found.has_pair, group)
    table.add("cover_pairs_group", _cover(whole_pairs, pair_weight)[group])
    header = _header_matches(question, prepared, found)
    table.add("cover_header", cover(header))
    table.add("cover_with_header", cover(header | has))
    table.add("cover_all", cover(header | whole[group]))
    focus = question.focus * token_weight
    table.add("cover_focus", _cover(has, focus))
    place = np.arange(len(group)) - starts[group]
    size = np.bincount(group)[group]
    table.add("place", np.log1p(place))
    table.add("place_share", place / size)
    table.add("is_first", place == 0)
    table.add("is_last", place == size - 1)
    table.add("group_size", np.log(size))


def _header_matches(question: QuestionTokens, prepared: PreparedSentences, found: Matches) -> NDArray[np.bool_]:
    header = np.zeros_like(found.has)
    for row, sentence in enumerate(found.rows):
        words = prepared.header_tokens[sentence]
        if not words:
            continue
        same = row > 0 and prepared.headers[found.rows[row - 1]] == prepared.headers[sentence]
        header[row] = header[row - 1] if same else [token in words for token in question.tokens]
    return header


def _add_runs(table: _Table, found: Matches, pair_weight: Floats, tokens: int) -> None:
    rows = len(found.rows)
    longest, heaviest, several = (np.zeros(rows, dtype=np.float32) for _ in range(3))
    triples = np.zeros(rows, dtype=np.float32)
    if len(found.pair_place):
        place, which = found.pair_place, found.pair_which
        breaks = np.r_[True, (np.diff(place) != 1) | (np.diff(which) != 1)]
        starts = np.flatnonzero(breaks)
        size = np.diff(np.r_[starts, len(place)])
        weight = np.add.reduceat(pair_weight[which], starts)
        row = found.token_row[place[starts]]
        np.maximum.at(longest, row, (size + 1).astype(np.float32))
        np.maximum.at(heaviest, row, weight)
        np.add.at(several, row, 1.0)
        seen = np.zeros((rows, len(pair_weight)), dtype=np.bool_)
        inner = np.flatnonzero(~breaks)
        seen[found.token_row[place[inner]], which[inner]] = True
        triples = _cover(seen, pair_weight)
    table.add("longest_run", np.log1p(longest))
    table.add("longest_run_share", longest / max(tokens, 1))
    table.add("heaviest_run", heaviest / max(float(pair_weight.sum()), 1e-6))
    table.add("runs", np.log1p(several))
    table.add("cover_triples", triples)


def _add_answers(
    table: _Table, found: Matches, token_weight: Floats, question: QuestionTokens, prepared: PreparedSentences
) -> None:
    rows, total = len(found.rows), max(float(token_weight.sum()), 1e-6)
    marks = prepared.marks[found.position]
    new = found.question_at < 0
    new_marks = np.where(new, marks, 0).astype(np.uint16)
    for mark in Mark:
        present = np.zeros(rows, dtype=np.bool_)
        present[found.token_row[np.flatnonzero(new_marks & int(mark))]] = True
        table.add(f"new_{(mark.name or '').lower()}", present)
    expected = np.uint16(np.bitwise_or.reduce(_EXPECTED_BITS[question.asked > 0], initial=0))
    right = (new_marks & expected) > 0
    count = np.zeros(rows, dtype=np.float32)
    np.add.at(count, found.token_row[np.flatnonzero(right)], 1.0)
    table.add("expected", count > 0)
    table.add("expected_share", count / np.maximum(found.lengths, 1))
    table.add("expects", float(expected > 0))
    # Clause by clause: how much of the question stands in the clause, with the one before it, and beside an answer.
    clause = np.cumsum(np.diff(prepared.clauses[found.position], prepend=-1) != 0) - 1
    clauses = int(clause[-1]) + 1 if len(clause) else 0
    has = np.zeros((clauses, len(token_weight)), dtype=np.bool_)
    hit = np.flatnonzero(~new)
    has[clause[hit], found.question_at[hit]] = True
    row = np.zeros(clauses, dtype=np.int64)
    row[clause] = found.token_row
    joined = has.copy()
    if clauses > 1:
        joined[1:] |= has[:-1] & (row[1:] == row[:-1])[:, None]
    alone, both = _cover(has, token_weight), _cover(joined, token_weight)
    typed = np.zeros(clauses, dtype=np.bool_)
    typed[clause[np.flatnonzero(right)]] = True
    for name, values in (("best_clause", alone), ("best_clauses", both), ("best_typed", both * typed)):
        best = np.zeros(rows, dtype=np.float32)
        np.maximum.at(best, row, values)
        table.add(name, best)
    mass = np.zeros(len(found.position) + 1, dtype=np.float32)
    mass[1:][hit] = token_weight[found.question_at[hit]]
    running = np.cumsum(mass, dtype=np.float64)
    begin = np.concatenate([[0], np.cumsum(found.lengths)])
    for name, places in (("beside_new", np.flatnonzero(new)), ("beside_expected", np.flatnonzero(right))):
        in_row = found.token_row[places]
        low = np.maximum(begin[in_row], places - _WINDOW)
        high = np.minimum(begin[in_row + 1], places + _WINDOW + 1)
        best = np.zeros(rows, dtype=np.float32)
        np.maximum.at(best, in_row, ((running[high] - running[low]) / total).astype(np.float32))
        table.add(name, best)
    _add_noun(table, found, question, prepared, new_marks)


def _add_noun(
    table: _Table,
    found: Matches,
    question: QuestionTokens,
    prepared: PreparedSentences,
    new_marks: NDArray[np.uint16],
) -> None:
    noun, beside = (np.zeros(len(found.rows), dtype=np.bool_) for _ in range(2))
    head = prepared.vocabulary.get(question.after_wh[0]) if question.after_wh else None
    if head is not None:
        places = np.flatnonzero(prepared.tokens[found.position] == head)
        noun[found.token_row[places]] = True
        counted = places[(places > 0) & ((new_marks[places - 1] & int(Mark.COUNT | Mark.TIME)) > 0)]
        beside[found.token_row[counted]] = True
    table.add("noun", noun)
    table.add("noun_counted", beside)


def _add_missing(
    table: _Table, found: Matches, token_weight: Floats, pair_weight: Floats, question: QuestionTokens
) -> None:
    top = max(float(token_weight.max(initial=0)), 1e-6)
    missing = np.where(found.has, 0, token_weight).max(axis=1, initial=0) / top
    table.add("heaviest_missing", missing)
    heavy = int(np.argmax(pair_weight)) if len(pair_weight) else -1
    table.add("rarest_pair", found.has_pair[:, heavy] if heavy >= 0 else 0.0)
    for name, kind in (("number", str.isdecimal), ("latin", str.isascii)):
        chosen = [
            index
            for index, token in enumerate(question.tokens)
            if kind(token.replace(".", "")) and (name == "number") == token[0].isdecimal()
        ]
        table.add(f"asks_{name}", float(bool(chosen)))
        table.add(f"has_{name}", found.has[:, chosen].mean(axis=1) if chosen else 0.0)


def _add_meaning(table: _Table, found: Matches, question: str, prepared: PreparedSentences) -> None:
    like = compare(question, prepared.meanings, found.rows)
    best, soft, group = like.best, like.soft, found.group
    same = (np.diff(group, prepend=-1) == 0)[1:, None]
    before = np.zeros_like(soft)
    before[1:] = soft[:-1] * same
    after = np.zeros_like(soft)
    after[:-1] = soft[1:] * same
    starts = np.flatnonzero(np.diff(group, prepend=-1))
    opening = soft[starts][group]
    whole = np.maximum.reduceat(soft, starts, axis=0)[group]
    # Tokens that few candidates hold tell them apart.
    telling = like.weights * (soft.max(axis=0, initial=0) - soft.mean(axis=0))
    for name, values, weights in (
        ("like", best, like.weights),
        ("like_soft", soft, like.weights),
        ("like_telling", soft, telling),
        ("like_with_before", np.maximum(soft, before), like.weights),
        ("like_with_after", np.maximum(soft, after), like.weights),
        ("like_with_opening", np.maximum(soft, opening), like.weights),
        ("like_group", whole, like.weights),
    ):
        table.add(name, values @ (weights / max(float(weights.sum()), 1e-6)))
    table.add(
        "like_missing", ((1 - soft) * like.weights).max(axis=1, initial=0) / max(like.weights.max(initial=0), 1e-6)
    )
    table.add("cosine", like.cosine)


def _add_passages(table: _Table, found: Matches, rows: NDArray[np.int64], passage_scores: Floats) -> None:
    groups = int(found.group[-1]) + 1
    score = np.zeros(groups, dtype=np.float32)
    place = found.group[np.searchsorted(found.rows, rows)]
    np.maximum.at(score, place, passage_scores.astype(np.float32))
    top = float(score.max(initial=0))
    share = score / top if top > 0 else score
    rank = np.argsort(np.argsort(-score, kind="stable"), kind="stable")
    table.add("passage_share", share[found.group])
    table.add("passage_rank", (1.0 / (1.0 + rank))[found.group])


_RELATIVE = (
    "cover cover_pairs cover_local cover_pairs_local cover_pairs_plain cover_candidates cover_pairs_candidates"
    " cover_with_before cover_with_opening cover_with_header cover_focus longest_run_share heaviest_run cover_triples"
    " best_clauses best_typed beside_new beside_expected cover_all"
    " like like_soft like_telling like_with_before like_with_opening cosine"
).split()


def _add_relative(table: _Table, group: NDArray[np.int64]) -> None:
    for name in _RELATIVE:
        values = table.columns[table.names.index(name)]
        table.add(f"{name}_below_best", values - values.max(initial=0))
        table.add(f"{name}_below_group", values - _group_max(values, group))
