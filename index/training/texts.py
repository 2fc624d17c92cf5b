"""Texts as token ids: many texts in one flat array, and the pairs of texts that training draws from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

Ids = NDArray[np.int64]


@dataclass(frozen=True)
class Texts:
    """Token ids of many texts: text i is `ids[offsets[i]:offsets[i + 1]]`."""

    ids: Ids
    offsets: Ids

    def __len__(self) -> int:
        """Return how many texts there are."""
        return len(self.offsets) - 1

    @property
    def lengths(self) -> Ids:
        """Return how many tokens each text has."""
        return np.diff(self.offsets)

    def take(self, chosen: Ids) -> "Texts":
        """Return the chosen texts, in that order."""
        starts, lengths = self.offsets[chosen], self.lengths[chosen]
        offsets = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
        where = np.arange(offsets[-1]) - np.repeat(offsets[:-1], lengths) + np.repeat(starts, lengths)
        return Texts(self.ids[where], offsets)

    def joined(self, group_of: Ids, groups: int) -> "Texts":
        """Return one text per group: its members' tokens one after another. `group_of` must not fall."""
        lengths = np.bincount(group_of, weights=self.lengths, minlength=groups).astype(np.int64)
        return Texts(self.ids, np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64))


def encode_texts(tokenizer: Tokenizer, texts: Iterable[str], most_tokens: int = 512, batch: int = 20_000) -> Texts:
    """Return the ids of the texts, unknown tokens left out. Texts may come out empty."""
    unknown = tokenizer.token_to_id("[UNK]")
    parts: list[Ids] = []
    lengths: list[int] = []
    for chunk in _batches(texts, batch):
        for encoding in tokenizer.encode_batch_fast(chunk, add_special_tokens=False):
            ids = np.asarray(encoding.ids, np.int64)[:most_tokens]
            ids = ids[ids != unknown]
            parts.append(ids)
            lengths.append(len(ids))
    flat = np.concatenate(parts) if parts else np.zeros(0, np.int64)
    return Texts(flat, np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64))


def _batches(texts: Iterable[str], size: int) -> Iterable[list[str]]:
    batch: list[str] = []
    for text in texts:
        batch.append(text)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


@dataclass(frozen=True)
class Pairs:
    """Left text i belongs with right text `right_of[i]`; several left texts may share a right one."""

    left: Texts
    right: Texts
    right_of: Ids
    weight: NDArray[np.float32]

    def __len__(self) -> int:
        """Return how many pairs there are."""
        return len(self.right_of)


def build_pairs(
    tokenizer: Tokenizer, lefts: Sequence[str], rights: Sequence[str], weights: Sequence[float], most_tokens: int
) -> Pairs:
    """Return pairs of texts as ids; equal right texts become one, pairs with an empty side are dropped."""
    number: dict[str, int] = {}
    right_of = np.array([number.setdefault(right, len(number)) for right in rights], np.int64)
    left = encode_texts(tokenizer, lefts, most_tokens)
    right = encode_texts(tokenizer, number, most_tokens)
    full = np.flatnonzero((left.lengths > 0) & (right.lengths[right_of] > 0))
    return Pairs(left.take(full), right, right_of[full], np.asarray(weights, np.float32)[full])


def save_pairs(pairs: Pairs, path: Path) -> None:
    """Write pairs to an .npz file, ids in 32 bits."""
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez(
        path,
        left=pairs.left.ids.astype(np.int32),
        left_at=pairs.left.offsets,
        right=pairs.right.ids.astype(np.int32),
        right_at=pairs.right.offsets,
        right_of=pairs.right_of,
        weight=pairs.weight,
    )


def load_pairs(path: Path) -> Pairs:
    """Read what `save_pairs` wrote."""
    with np.load(path) as file:
        return Pairs(
            Texts(file["left"].astype(np.int64), file["left_at"]),
            Texts(file["right"].astype(np.int64), file["right_at"]),
            file["right_of"],
            file["weight"],
        )
