"""Which words translate which, learned from sentence pairs: IBM model 1."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Sentences = Sequence[Sequence[str]]
Ints = NDArray[np.int64]

_ITERATIONS = 6
_LONGEST = 45
"""Distinct words of a sentence; longer pairs are left out."""
_LEAST = 0.01


class Translation(NamedTuple):
    """One word that another is translated with."""

    word: str
    chance: float
    """That the other word is translated so."""
    back: float
    """That this word translates the other."""
    times: float
    """How often in the sentences, by expectation."""


def align(source: Sentences, target: Sentences, seldom: int = 4) -> dict[str, list[Translation]]:
    """Return the translations of each source word, the likeliest first; words seen less than `seldom` times have none.

    Some gigabytes and a minute or two for 400,000 sentence pairs.
    """
    known, wanted = _number(source, seldom), _number(target, seldom)
    pairs, groups = _pair(source, target, known, wanted)
    if not len(pairs):
        return {}
    distinct, which = np.unique(pairs, return_inverse=True)
    place = which.astype(np.int32)
    left, right = distinct // len(wanted), distinct % len(wanted)
    size = int(groups[-1]) + 1
    chance = np.full(len(distinct), 1.0 / len(wanted))
    count = chance
    for _ in range(_ITERATIONS):
        share = chance[place]
        share /= np.bincount(groups, weights=share, minlength=size)[groups]
        count = np.bincount(place, weights=share, minlength=len(distinct))
        chance = count / np.maximum(np.bincount(left, weights=count, minlength=len(known) + 1), 1e-12)[left]
    back = count / np.maximum(np.bincount(right, weights=count, minlength=len(wanted)), 1e-12)[right]
    sources, targets = [""] + list(known), list(wanted)
    found: dict[str, list[Translation]] = defaultdict(list)
    for row in np.flatnonzero((chance > _LEAST) & (left > 0) & (count > 0.5)):
        translation = Translation(targets[right[row]], float(chance[row]), float(back[row]), float(count[row]))
        found[sources[left[row]]].append(translation)
    return {word: sorted(each, key=lambda item: -item.chance) for word, each in found.items()}


def _number(sentences: Sentences, seldom: int) -> dict[str, int]:
    counts = Counter(word for sentence in sentences for word in set(sentence))
    return {word: place for place, word in enumerate(word for word, count in counts.items() if count >= seldom)}


def _pair(
    source: Sentences, target: Sentences, known: dict[str, int], wanted: dict[str, int]
) -> tuple[Ints, NDArray[np.int32]]:
    """Return all pairs of words of paired sentences as numbers, and which target word's pairs stand together.

    Source word 0 is none at all: words that nothing translates go there.
    """
    pairs: list[Ints] = []
    groups: list[NDArray[np.int32]] = []
    group = 0
    for words, others in zip(source, target, strict=True):
        left = np.array([0, *sorted({known[word] + 1 for word in words if word in known})], dtype=np.int64)
        right = np.array(sorted({wanted[word] for word in others if word in wanted}), dtype=np.int64)
        if not 2 <= len(left) <= _LONGEST or not 1 <= len(right) <= _LONGEST:
            continue
        pairs.append((right[:, None] + left[None, :] * len(wanted)).ravel())
        groups.append(np.repeat(np.arange(group, group + len(right), dtype=np.int32), len(left)))
        group += len(right)
    if not pairs:
        return np.zeros(0, np.int64), np.zeros(0, np.int32)
    return np.concatenate(pairs), np.concatenate(groups)
