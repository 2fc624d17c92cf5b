"""What the evidence model sees of a question and a sentence: some 150 numbers, made for all candidates at once.

Everything is array work over the tokens that the question shares with the candidates.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from service.scorer.answers import describe_answers
from service.scorer.lexicon import QuestionWeights
from service.scorer.matches import Floats, Matches, covers, match
from service.scorer.meaning import compare
from service.scorer.questions import ASKED, QuestionTokens
from service.scorer.sentences import FLAGS, PreparedSentences

Block = tuple[tuple[str, ...], Floats]
"""Names and columns, shape (rows, names)."""


def describe(
    question: QuestionTokens,
    weights: QuestionWeights,
    prepared: PreparedSentences,
    rows: NDArray[np.int64],
    passage_scores: Floats,
) -> tuple[Floats, tuple[str, ...]]:
    """Return one row of features for each of `rows`, shape (len(rows), features), and the features' names.

    `passage_scores` holds the retrieval score of each row's passage; higher is better, any scale above zero.
    """
    found = match(question, prepared, rows)
    header = _header_matches(question, prepared, found)
    blocks = [
        _covers(found, weights, question, prepared),
        _context(found, weights, header),
        _place(found),
        _runs(found, weights, len(question.tokens)),
        describe_answers(found, weights, question, prepared),
        _missing(found, weights, question),
        _meaning(found, question.text, prepared),
        _passages(found, rows, passage_scores),
    ]
    names = tuple(name for block in blocks for name in block[0])
    table = np.concatenate([block[1] for block in blocks], axis=1)
    relative = table[:, _relative_columns(names)]
    below_best = relative - relative.max(axis=0)
    below_group = relative - found.whole(relative)
    about = _about_question(question, weights)
    features = np.concatenate(
        [
            table,
            below_best,
            below_group,
            prepared.flags[found.rows],
            np.broadcast_to(about, (len(table), len(about))),
        ],
        axis=1,
    )
    return features[np.searchsorted(found.rows, rows)], (*names, *_FIXED_NAMES)


RELATIVE = tuple(
    (
        "cover cover_pairs cover_local cover_pairs_local cover_pairs_plain cover_candidates cover_pairs_candidates"
        " cover_with_before cover_with_opening cover_with_header cover_focus longest_run_share heaviest_run"
        " cover_triples best_clauses best_typed beside_new beside_expected cover_all"
        " like like_soft like_telling like_with_before like_with_opening cosine"
    ).split()
)
"""Features that are also given against the best of all candidates and of the group."""

_FIXED_NAMES = (
    *(f"{name}_below_best" for name in RELATIVE),
    *(f"{name}_below_group" for name in RELATIVE),
    *(f"flag_{name}" for name in FLAGS),
    *(f"asked_{name}" for name, _ in ASKED),
    "question_length",
    "question_weight",
    "question_chinese",
    "question_target",
)
_COLUMNS: dict[tuple[str, ...], NDArray[np.int64]] = {}


def _relative_columns(names: tuple[str, ...]) -> NDArray[np.int64]:
    if names not in _COLUMNS:
        _COLUMNS[names] = np.array([names.index(name) for name in RELATIVE], dtype=np.int64)
    return _COLUMNS[names]


def _about_question(question: QuestionTokens, weights: QuestionWeights) -> Floats:
    weight = float((weights.token_idf * weights.token_rate).sum())
    chinese = any(token >= "\u2e80" for token in question.tokens)
    values = (np.log1p(len(question.tokens)), np.log1p(weight), chinese, question.target)
    return np.concatenate([question.asked, np.array(values, dtype=np.float32)])


def _covers(found: Matches, weights: QuestionWeights, question: QuestionTokens, prepared: PreparedSentences) -> Block:
    token, pair = weights.token_idf * weights.token_rate, weights.pair_idf * weights.pair_rate
    local = prepared.rarity(question)
    # Words that all candidates share say little about which of them answers.
    count = np.float32(len(found.rows) + 1)
    held, held_pairs = found.has.sum(axis=0), found.has_pair.sum(axis=0)
    rare = np.log(count / (held + np.float32(0.5))) * weights.token_rate * (held > 0)
    rare_pairs = np.log(count / (held_pairs + np.float32(0.5))) * weights.pair_rate * (held_pairs > 0)
    names = (
        "cover cover_local cover_plain cover_candidates cover_focus"
        " cover_pairs cover_pairs_local cover_pairs_plain cover_pairs_candidates matched_share"
    ).split()
    matched = found.has.sum(axis=1) / np.maximum(found.lengths, 1)
    columns = (
        covers(found.has, (token, local[0] * weights.token_rate, local[0], rare, question.focus * token)),
        covers(found.has_pair, (pair, local[1] * weights.pair_rate, local[1], rare_pairs)),
        np.minimum(1, matched).astype(np.float32)[:, None],
    )
    return tuple(names), np.concatenate(columns, axis=1)


def _header_matches(question: QuestionTokens, prepared: PreparedSentences, found: Matches) -> Floats:
    words = [prepared.header_tokens[row] for row in found.rows[found.starts]]
    held = [[token in group for token in question.tokens] for group in words]
    return np.array(held, dtype=np.float32).reshape(len(words), len(question.tokens))[found.group]


def _context(found: Matches, weights: QuestionWeights, header: Floats) -> Block:
    has = found.has
    before, after, whole = found.before(has), found.after(has), found.whole(has)
    views = {
        "cover_before": before,
        "cover_after": after,
        "cover_with_before": np.maximum(has, before),
        "cover_with_after": np.maximum(has, after),
        "cover_with_opening": np.maximum(has, found.opening(has)),
        "cover_group": whole,
        "cover_header": header,
        "cover_with_header": np.maximum(has, header),
        "cover_all": np.maximum(whole, header),
    }
    weight = weights.token_idf * weights.token_rate
    share = weight / max(float(weight.sum()), 1e-6)
    columns = np.array([view @ share for view in views.values()]).T
    pairs = covers(found.whole(found.has_pair), (weights.pair_idf * weights.pair_rate,))
    return (*views, "cover_pairs_group"), np.concatenate([columns, pairs], axis=1)


def _place(found: Matches) -> Block:
    place = np.arange(len(found.group)) - found.starts[found.group]
    size = np.bincount(found.group)[found.group]
    columns = (np.log1p(place), place / size, place == 0, place == size - 1, np.log(size))
    return (
        ("place", "place_share", "is_first", "is_last", "group_size"),
        np.array(columns, dtype=np.float32).T,
    )


def _runs(found: Matches, weights: QuestionWeights, tokens: int) -> Block:
    rows = len(found.rows)
    weight = weights.pair_idf * weights.pair_rate
    longest, heaviest, several = (np.zeros(rows, dtype=np.float32) for _ in range(3))
    triples = np.zeros((rows, 1), dtype=np.float32)
    place, which = found.pair_place, found.pair_which
    if len(place):
        breaks = np.ones(len(place), dtype=np.bool_)
        breaks[1:] = (place[1:] != place[:-1] + 1) | (which[1:] != which[:-1] + 1)
        starts = np.flatnonzero(breaks)
        size = np.append(starts[1:], len(place)) - starts
        row = found.token_row[place[starts]]
        np.maximum.at(longest, row, (size + 1).astype(np.float32))
        np.maximum.at(heaviest, row, np.add.reduceat(weight[which], starts))
        np.add.at(several, row, np.float32(1))
        seen = np.zeros((rows, len(weight)), dtype=np.float32)
        inner = np.flatnonzero(~breaks)
        seen[found.token_row[place[inner]], which[inner]] = 1
        triples = covers(seen, (weight,))
    total = max(float(weight.sum()), 1e-6)
    columns = (np.log1p(longest), longest / max(tokens, 1), heaviest / total, np.log1p(several), triples[:, 0])
    return (
        ("longest_run", "longest_run_share", "heaviest_run", "runs", "cover_triples"),
        np.array(columns, dtype=np.float32).T,
    )


def _missing(found: Matches, weights: QuestionWeights, question: QuestionTokens) -> Block:
    token, pair = weights.token_idf * weights.token_rate, weights.pair_idf * weights.pair_rate
    columns: list[Floats] = []
    missing = ((1 - found.has) * token).max(axis=1, initial=0)
    columns.append(missing / max(float(token.max(initial=0)), 1e-6))
    heaviest = int(np.argmax(pair)) if len(pair) else -1
    columns.append(found.has_pair[:, heaviest] if heaviest >= 0 else np.zeros_like(missing))
    numbers = [index for index, item in enumerate(question.tokens) if item[0].isdecimal()]
    latin = [index for index, item in enumerate(question.tokens) if item.isascii() and not item[0].isdecimal()]
    for chosen in (numbers, latin):
        columns.append(np.full_like(missing, bool(chosen)))
        columns.append(found.has[:, chosen].mean(axis=1) if chosen else np.zeros_like(missing))
    names = ("heaviest_missing", "rarest_pair", "asks_number", "has_number", "asks_latin", "has_latin")
    return names, np.array(columns).T


def _meaning(found: Matches, question: str, prepared: PreparedSentences) -> Block:
    like = compare(question, prepared.meanings, found.rows)
    soft = like.soft
    if not soft.shape[1]:
        return _MEANING, np.zeros((len(soft), len(_MEANING)), dtype=np.float32)
    share = like.weights / max(float(like.weights.sum()), 1e-6)
    # Tokens that few candidates hold tell them apart.
    telling = like.weights * (soft.max(axis=0) - soft.mean(axis=0))
    telling = telling / max(float(telling.sum()), 1e-6)
    columns = (
        like.best @ share,
        soft @ share,
        soft @ telling,
        np.maximum(soft, found.before(soft)) @ share,
        np.maximum(soft, found.after(soft)) @ share,
        np.maximum(soft, found.opening(soft)) @ share,
        found.whole(soft) @ share,
        ((1 - soft) * like.weights).max(axis=1) / max(float(like.weights.max()), 1e-6),
        like.cosine,
    )
    return _MEANING, np.array(columns, dtype=np.float32).T


_MEANING = (
    "like",
    "like_soft",
    "like_telling",
    "like_with_before",
    "like_with_after",
    "like_with_opening",
    "like_group",
    "like_missing",
    "cosine",
)


def _passages(found: Matches, rows: NDArray[np.int64], passage_scores: Sequence[float] | Floats) -> Block:
    score = np.zeros(len(found.starts), dtype=np.float32)
    np.maximum.at(score, found.group[np.searchsorted(found.rows, rows)], np.asarray(passage_scores, np.float32))
    top = float(score.max(initial=0))
    rank = np.argsort(np.argsort(-score, kind="stable"), kind="stable")
    columns = np.array([score / top if top > 0 else score, 1.0 / (1.0 + rank)], dtype=np.float32)
    return ("passage_share", "passage_rank"), columns.T[found.group]
