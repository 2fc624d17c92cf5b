"""Counts rarity and repetition of words over the training pools."""

from collections import Counter

import numpy as np

from service.scorer.lexicon import RARITY_STEPS, Lexicon, hash_key, rarity_bin
from service.scorer.questions import read_question
from service.training.sources import Pool

MIN_PARAGRAPHS = 6
"""A pair in fewer paragraphs is left out and weighs as much as one never seen."""
MIN_ASKED = 4


def count_lexicon(pools: list[Pool]) -> Lexicon:
    """Return the lexicon of all the pools' paragraphs and counted questions."""
    held: tuple[Counter[int], Counter[int]] = (Counter(), Counter())
    total = 0
    for pool in pools:
        total += len(pool.paragraphs)
        for paragraph in range(len(pool.paragraphs)):
            tokens, pairs = paragraph_keys(pool, paragraph)
            held[0].update(tokens)
            held[1].update(pairs)
    asked: tuple[Counter[int], Counter[int]] = (Counter(), Counter())
    repeated: tuple[Counter[int], Counter[int]] = (Counter(), Counter())
    for pool in pools:
        for example in pool.examples:
            if not example.counted or not example.rows:
                continue
            question = read_question(example.question)
            answer = answer_keys(pool, example.rows)
            for kind, keys in enumerate(
                ({hash_key(t) for t in question.tokens}, {hash_key(*p) for p in question.bigrams})
            ):
                asked[kind].update(keys)
                repeated[kind].update(keys & answer)
    return _assemble(held, asked, repeated, total)


def paragraph_keys(pool: Pool, paragraph: int) -> tuple[set[int], set[int]]:
    """Return the keys of a paragraph's tokens and pairs."""
    tokens, pairs = _names(pool)
    rows = pool.rows_of(paragraph)
    span = slice(int(pool.prepared.offsets[rows.start]), int(pool.prepared.offsets[rows.stop]))
    return (
        {tokens[i] for i in np.unique(pool.prepared.tokens[span])},
        {pairs[i] for i in np.unique(pool.prepared.pair_at[span]) if i >= 0},
    )


def answer_keys(pool: Pool, rows: tuple[int, ...]) -> frozenset[int]:
    """Return the keys of tokens and pairs of some sentences."""
    tokens, pairs = _names(pool)
    keys: set[int] = set()
    for row in rows:
        span = slice(int(pool.prepared.offsets[row]), int(pool.prepared.offsets[row + 1]))
        keys.update(tokens[i] for i in pool.prepared.tokens[span])
        keys.update(pairs[i] for i in pool.prepared.pair_at[span] if i >= 0)
    return frozenset(keys)


_NAMES: dict[int, tuple[list[int], list[int]]] = {}


def _names(pool: Pool) -> tuple[list[int], list[int]]:
    if id(pool) not in _NAMES:
        _NAMES[id(pool)] = (
            [hash_key(token) for token in pool.prepared.vocabulary],
            [hash_key(*pair) for pair in pool.prepared.pairs],
        )
    return _NAMES[id(pool)]


def _assemble(
    held: tuple[Counter[int], Counter[int]],
    asked: tuple[Counter[int], Counter[int]],
    repeated: tuple[Counter[int], Counter[int]],
    total: int,
) -> Lexicon:
    def idf(count: int) -> float:
        return float(np.log1p((total - count + 0.5) / (count + 0.5)))

    unseen = np.array([idf(0), idf(1)], dtype=np.float32)
    prior = np.zeros((2, RARITY_STEPS), dtype=np.float32)
    kept: dict[int, tuple[float, int, int]] = {}
    for kind in (0, 1):
        hits, tries = np.ones(RARITY_STEPS), np.full(RARITY_STEPS, 2.0)
        for key in set(held[kind]) | set(asked[kind]):
            count = held[kind][key]
            # A pair too rare to keep must look in training as it will later.
            keep = count >= (MIN_PARAGRAPHS if kind else 1) or asked[kind][key] >= MIN_ASKED
            rarity = idf(count) if keep else float(unseen[kind])
            step = int(rarity_bin(np.array([rarity], dtype=np.float32))[0])
            hits[step] += repeated[kind][key]
            tries[step] += asked[kind][key]
            if keep:
                kept[key] = (rarity, asked[kind][key], repeated[kind][key])
        prior[kind] = hits / tries
    keys = np.array(sorted(kept), dtype=np.uint32)
    values = np.array([kept[int(key)] for key in keys], dtype=np.float32)
    return Lexicon(keys, values[:, 0], values[:, 1], values[:, 2], prior, unseen)
