"""Which passages hold a term, and how often: what BM25 is computed from, in immutable pieces that can be joined.

Weights are not kept. They depend on all passages of an index, and so would have to be made anew with each report that
comes; counts are those of one passage alone.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.normal_form import normalise
from index.arrays import code_points, join_ranges, load_array, offsets_of, open_new_array

Terms = NDArray[np.uint64]
Rows = NDArray[np.int32]
Counts = NDArray[np.uint8]

_WORD = re.compile(r"[a-z]+|\d+(?:\.\d+)?|[\u0370-\u1fff]+")
_STEM = re.compile(r"(?<=[a-z]{3})(?:ies|es|s)$")
K1 = 1.2
B = 0.75

_FIRST_HAN, _LAST_HAN = 0x2E80, 0x3FFFF
_CHARACTER_BITS = np.uint64(18)
_WORD_MARK = 1 << 63
_OWN_WORD_MARK = np.uint64(1 << 36)
"""Above every pair of characters."""
_ROW_BITS = np.uint64(27)
_MOST = 255
"""A count beyond it adds nothing: its share of a BM25 weight is above .99 by then."""
_CHUNK = 1_500_000
"""Characters that are cut into terms at a time: some 100 MB while it lasts."""


def terms_of(text: str) -> tuple[Terms, NDArray[np.float32]]:
    """Return the distinct terms of a text and how often each stands in it."""
    cut = _cut([text])
    terms, counts = np.unique(np.concatenate([cut.han, cut.words]), return_counts=True)
    return terms, counts.astype(np.float32)


@dataclass(frozen=True)
class _Cut:
    """The terms of texts, and the number of the text that each stands in.

    A Chinese character is its code point, a pair of neighbours two of them side by side, a word of another script its
    hash: no dictionary has to be kept, and a whole batch is cut at once.
    """

    han: Terms
    han_rows: Rows
    words: Terms
    word_rows: Rows


def _cut(texts: Sequence[str]) -> _Cut:
    plain = [normalise(text) for text in texts]
    joined = "\0".join([*plain, ""])
    points = code_points(joined).astype(np.uint64)
    row_of = np.repeat(np.arange(len(plain), dtype=np.int32), [len(text) + 1 for text in plain])
    han = (points >= _FIRST_HAN) & (points <= _LAST_HAN)
    pairs = np.flatnonzero(han[:-1] & han[1:])
    words = [(_hash_word(match.group()), match.start()) for match in _WORD.finditer(joined)]
    return _Cut(
        np.concatenate([points[han], (points[pairs] << _CHARACTER_BITS) | points[pairs + 1]]),
        np.concatenate([row_of[han], row_of[pairs]]),
        np.array([code for code, _ in words], np.uint64),
        row_of[np.array([start for _, start in words], np.int64)],
    )


@lru_cache(maxsize=100_000)
def _hash_word(word: str) -> int:
    digest = hashlib.blake2b(_STEM.sub("", word).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "little") | _WORD_MARK


@dataclass(frozen=True)
class Postings:
    """The passages of each term: term j stands `counts[i]` times in passage `rows[i]`, i in starts[j]:starts[j + 1]."""

    terms: Terms
    """Ascending, each once."""
    starts: NDArray[np.int64]
    rows: Rows
    """Ascending within a term."""
    counts: Counts
    lengths: Rows
    """How many terms each passage has, repeated ones counted again."""
    tops: NDArray[np.float32]
    """The most that each term's share of a BM25 weight is here, were this all there is."""

    def __len__(self) -> int:
        return len(self.lengths)

    @classmethod
    def of_texts(cls, texts: Sequence[str]) -> "Postings":
        """Return the postings of texts by their numbers. About 0.1 ms for a text of 250 characters."""
        parts = [_count(texts[begin:end]) for begin, end in _chunks(texts)]
        return parts[0] if len(parts) == 1 else join_postings([(part, None) for part in parts])

    def find(self, terms: Terms) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float32]]:
        """Return where the passages of each term begin and end in `rows`, and its top; zeros for one not here."""
        if not len(self.terms):
            return np.zeros(len(terms), np.int64), np.zeros(len(terms), np.int64), np.zeros(len(terms), np.float32)
        at = np.minimum(np.searchsorted(self.terms, terms), len(self.terms) - 1)
        known = self.terms[at] == terms
        nought = np.float32(0)
        starts, ends = (np.where(known, self.starts[at + more], 0) for more in (0, 1))
        return starts, ends, np.where(known, self.tops[at], nought)

    @cached_property
    def mean_length(self) -> float:
        """How many terms a passage has on average."""
        return mean_length(self.lengths)

    def save(self, folder: Path) -> None:
        """Write the arrays into a folder of their own."""
        folder.mkdir(parents=True, exist_ok=True)
        for name in self.__dataclass_fields__:
            array = getattr(self, name)
            np.save(folder / f"{name}.npy", array)

    @classmethod
    def load(cls, folder: Path) -> "Postings":
        """Return saved postings, memory-mapped.

        Raises:
            OSError: a file is missing.
            ValueError: a file is damaged.
        """
        return cls(*(load_array(folder / f"{name}.npy") for name in cls.__dataclass_fields__))


def join_postings(parts: Sequence[tuple[Postings, NDArray[np.bool_] | None]], folder: Path | None = None) -> Postings:
    """Return the postings of parts one after another, of each only the passages that its mask keeps.

    Given a folder they are written there as they are made, and memory-mapped. Linear in the postings.
    """
    found = [_keep(*part) for part in parts]
    terms = np.unique(np.concatenate([part.terms for part in found] or [np.zeros(0, np.uint64)]))
    places = [np.searchsorted(terms, part.terms) for part in found]
    sizes = np.zeros(len(terms), np.int64)
    for part, at in zip(found, places, strict=True):
        sizes[at] += np.diff(part.starts)
    starts = offsets_of(sizes)
    rows: Rows = open_new_array(folder and folder / "rows.npy", int(starts[-1]), np.int32)
    counts: Counts = open_new_array(folder and folder / "counts.npy", int(starts[-1]), np.uint8)
    free, begin = starts[:-1].copy(), 0
    for part, at in zip(found, places, strict=True):
        sizes = np.diff(part.starts)
        # Passages of later parts have greater numbers, so that those of a term stay in ascending order.
        for first, last in _even(part.starts):
            span = slice(int(part.starts[first]), int(part.starts[last]))
            to = join_ranges(free[at[first:last]], sizes[first:last])
            rows[to] = part.rows[span] + np.int32(begin)
            counts[to] = part.counts[span]
        free[at] += sizes
        begin += len(part)
    lengths = np.concatenate([part.lengths for part in found] or [np.zeros(0, np.int32)])
    joined = _with_tops(terms, starts, rows, counts, lengths)
    if folder is None:
        return joined
    for name, array in (("terms", terms), ("starts", starts), ("lengths", lengths), ("tops", joined.tops)):
        np.save(folder / f"{name}.npy", array)
    for mapped in (rows, counts):
        if isinstance(mapped, np.memmap):
            mapped.flush()
    del rows, counts, joined
    return Postings.load(folder)


def _count(texts: Sequence[str]) -> Postings:
    cut = _cut(texts)
    words, number = np.unique(cut.words, return_inverse=True)
    # Term and passage in one number, so that one sort brings equal ones together; words by their places among the
    # hashes that occur, which fit where a hash does not.
    keys = np.concatenate([cut.han, number.astype(np.uint64) | _OWN_WORD_MARK]) << _ROW_BITS
    keys |= np.concatenate([cut.han_rows, cut.word_rows]).astype(np.uint64)
    keys.sort()
    first = np.flatnonzero(np.append(True, keys[1:] != keys[:-1])) if len(keys) else np.zeros(0, np.int64)
    counts = np.diff(np.append(first, len(keys)))
    keys = keys[first]
    terms = keys >> _ROW_BITS
    begins = np.flatnonzero(np.append(True, terms[1:] != terms[:-1])) if len(keys) else np.zeros(0, np.int64)
    terms = terms[begins]
    own = terms >= _OWN_WORD_MARK
    terms[own] = words[terms[own] ^ _OWN_WORD_MARK]
    return _with_tops(
        terms,
        np.append(begins, len(keys)).astype(np.int64),
        (keys & np.uint64((1 << int(_ROW_BITS)) - 1)).astype(np.int32),
        np.minimum(counts, _MOST).astype(np.uint8),
        np.bincount(np.concatenate([cut.han_rows, cut.word_rows]), minlength=len(texts)).astype(np.int32),
    )


def norms_of(lengths: Rows, average: float) -> NDArray[np.float32]:
    """Return what BM25 adds to a count for a passage's length, given the average length."""
    return (K1 * (1 - B + B * lengths / (average or 1.0))).astype(np.float32)


def _with_tops(terms: Terms, starts: NDArray[np.int64], rows: Rows, counts: Counts, lengths: Rows) -> Postings:
    norms = norms_of(lengths, mean_length(lengths))
    tops = np.zeros(len(terms), np.float32)
    for first, last in _even(starts):
        span = slice(int(starts[first]), int(starts[last]))
        shares = counts[span].astype(np.float32)
        shares /= shares + norms[rows[span]]
        tops[first:last] = np.maximum.reduceat(shares, starts[first:last] - starts[first])
    return Postings(terms, starts, rows, counts, lengths, tops)


def mean_length(lengths: Rows) -> float:
    """Return the average length; 0 of none."""
    return float(lengths.sum(dtype=np.int64)) / max(1, len(lengths))


def _keep(part: Postings, kept: NDArray[np.bool_] | None) -> Postings:
    """Return the postings of the kept passages, numbered anew from 0."""
    if kept is None or bool(kept.all()):
        return part
    number = np.cumsum(kept, dtype=np.int64) - 1
    chosen = kept[part.rows]
    sizes = np.add.reduceat(np.append(chosen, False).astype(np.int64), part.starts[:-1]) * (np.diff(part.starts) > 0)
    held = sizes > 0
    starts = offsets_of(sizes[held])
    rows = number[part.rows[chosen]].astype(np.int32)
    return _with_tops(part.terms[held], starts, rows, part.counts[chosen], part.lengths[kept])


def _chunks(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield begin and end of runs of texts that hold so many characters; one empty run where there are none."""
    begin, held = 0, 0
    for number, text in enumerate(texts):
        if held and held + len(text) > _CHUNK:
            yield begin, number
            begin, held = number, 0
        held += len(text)
    yield begin, len(texts)


def _even(starts: NDArray[np.int64], most: int = 4_000_000) -> Iterable[tuple[int, int]]:
    """Yield runs of terms with so many postings at most, a term with more on its own: what is copied at a time."""
    first = 0
    while first < len(starts) - 1:
        last = int(np.searchsorted(starts, starts[first] + most, side="right")) - 1
        last = max(first + 1, last)
        yield first, last
        first = last
