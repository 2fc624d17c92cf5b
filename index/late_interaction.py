"""Late interaction over a static token table: for each token of the question, its best match in the passage.

The same table serves the mean vectors of the first stage (`model2vec`): each token has a direction and a weight. A
passage's score is the weighed mean, over the question's tokens, of the best cosine among the passage's tokens: a soft,
translingual BM25 that needs no transformer and no torch.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file
from tokenizers import Tokenizer

Ids = NDArray[np.int32]
Floats = NDArray[np.float32]

# Above so many distinct tokens the unit vectors of an index are not kept, only those of the candidates are made.
_KEPT_TOKENS = 30_000


def join_ranges(starts: NDArray[np.int64], lengths: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the numbers of all ranges one after another: start, start + 1 … for each start and length."""
    ends = np.cumsum(lengths)
    total = int(ends[-1]) if len(ends) else 0
    numbers: NDArray[np.int64] = np.arange(total) + np.repeat(starts - (ends - lengths), lengths)
    return numbers


class TokenTable:
    """Token directions and weights, with the tokenizer that gives the tokens."""

    def __init__(self, tokenizer: Tokenizer, vectors: NDArray[np.int8] | Floats, weights: Floats) -> None:
        """Take vectors of any length (int8 or float), and for each token its weight (0: it does not count)."""
        self._tokenizer = tokenizer
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self._vectors = vectors
        self.weights = weights
        unknown = getattr(tokenizer.model, "unk_id", None)
        self._unknown = -1 if unknown is None else int(unknown)

    @classmethod
    def from_folder(cls, folder: Path) -> "TokenTable":
        """Read `tokenizer.json` and `model.safetensors` (`embeddings`, `weights`) of a static model folder.

        A folder without `weights` keeps each token's weight as its vector's length. About 0.2 s.
        """
        tensors = load_file(folder / "model.safetensors")
        vectors = tensors["embeddings"]
        lengths = _lengths(vectors)
        weights = lengths * tensors["weights"] if "weights" in tensors else lengths
        return cls(Tokenizer.from_file(str(folder / "tokenizer.json")), vectors, weights.astype(np.float32))

    @property
    def width(self) -> int:
        """Return how many dimensions a token's direction has."""
        return int(self._vectors.shape[1])

    @property
    def size(self) -> int:
        """Return how many tokens there are."""
        return int(self._vectors.shape[0])

    def ids(self, text: str) -> Ids:
        """Return the token ids of a text in reading order, unknown ones left out. Empty for an empty text."""
        ids: Ids = np.asarray(self._tokenizer.encode(text, add_special_tokens=False).ids, np.int32)
        return np.asarray(ids[ids != self._unknown])

    def ids_of_all(self, texts: Sequence[str]) -> list[Ids]:
        """Return the token ids of each text; faster than one by one."""
        encodings = self._tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)
        arrays = [np.asarray(encoding.ids, np.int32) for encoding in encodings]
        return [ids[ids != self._unknown] for ids in arrays]

    def unit(self, ids: NDArray[np.integer]) -> Floats:
        """Return (ids, width) directions of length one; zero rows for tokens without a direction."""
        rows: Floats = self._vectors[ids].astype(np.float32)
        length = np.sqrt(np.einsum("ij,ij->i", rows, rows))
        rows /= np.maximum(length, 1e-9)[:, None]
        return rows

    def means(self, texts: Sequence[str]) -> Floats:
        """Return (texts, width) weighed means of length one: what `model2vec` gives. Zero for an empty text."""
        out = np.zeros((len(texts), self.width), np.float32)
        for row, ids in enumerate(self.ids_of_all(texts)):
            if len(ids):
                out[row] = self.weights[ids] @ self.unit(ids)
        out /= np.maximum(np.linalg.norm(out, axis=1, keepdims=True), 1e-9)
        return out


def _lengths(vectors: NDArray[np.int8] | Floats) -> Floats:
    """Return each row's length, a slice of rows at a time so that int8 rows are never all held as floats."""
    lengths = np.empty(len(vectors), np.float32)
    for start in range(0, len(vectors), 4096):
        rows = vectors[start : start + 4096].astype(np.float32)
        lengths[start : start + 4096] = np.sqrt(np.einsum("ij,ij->i", rows, rows))
    return lengths


@dataclass(frozen=True)
class PassageTokens:
    """The distinct token ids of each passage, sorted: passage i has `ids[offsets[i]:offsets[i + 1]]`."""

    ids: Ids
    offsets: NDArray[np.int64]

    def __len__(self) -> int:
        """Return how many passages there are."""
        return len(self.offsets) - 1

    @classmethod
    def of_texts(cls, table: TokenTable, texts: Sequence[str]) -> "PassageTokens":
        """Return the distinct tokens of each text. A repeated token can match no better than once."""
        distinct = [np.unique(ids) for ids in table.ids_of_all(texts)]
        flat = np.concatenate(distinct) if distinct else np.zeros(0, np.int32)
        offsets = np.concatenate([[0], np.cumsum([len(ids) for ids in distinct])]).astype(np.int64)
        return cls(flat.astype(np.int32), offsets)

    def save(self, path: Path) -> None:
        """Write ids and offsets to an .npz file."""
        np.savez(path, ids=self.ids, offsets=self.offsets)

    @classmethod
    def load(cls, path: Path) -> "PassageTokens":
        """Read what `save` wrote."""
        with np.load(path) as file:
            return cls(file["ids"], file["offsets"])


class LateInteraction:
    """Scores passages against a question, token by token."""

    def __init__(self, table: TokenTable, passages: PassageTokens) -> None:
        """Take the table and the passages' tokens. Cheap: directions are made when first needed, and then kept."""
        self._table = table
        self._passages = passages
        used = np.zeros(table.size, bool)
        used[passages.ids] = True
        self._vocabulary = np.flatnonzero(used)
        local = np.zeros(table.size, np.int32)
        local[self._vocabulary] = np.arange(len(self._vocabulary), dtype=np.int32)
        self._local = local[passages.ids]
        self._directions: Floats | None = None

    def best(self, question_ids: Ids, rows: NDArray[np.integer] | None = None) -> Floats:
        """Return (rows, question tokens): the best cosine of each question token among each passage's tokens.

        `rows` are passage numbers, all when None. A passage without tokens has zeros. About 1 ms for 300 passages.
        """
        at = np.arange(len(self._passages)) if rows is None else np.asarray(rows, np.int64)
        starts = self._passages.offsets[at]
        lengths = self._passages.offsets[at + 1] - starts
        out = np.zeros((len(at), len(question_ids)), np.float32)
        full = lengths > 0
        if not len(question_ids) or not full.any():
            return out
        tokens = self._local[join_ranges(starts[full], lengths[full])]
        cosines = self._cosines(tokens, question_ids)
        begins = np.concatenate([[0], np.cumsum(lengths[full])[:-1]])
        out[full] = np.maximum.reduceat(cosines, begins, axis=1).T
        return out

    def _cosines(self, tokens: Ids, question_ids: Ids) -> Floats:
        """Return (question tokens, tokens): cosines, each distinct token's computed once."""
        question = self._table.unit(question_ids)
        if len(self._vocabulary) <= _KEPT_TOKENS:
            if self._directions is None:
                self._directions = self._table.unit(self._vocabulary)
            return np.take(question @ self._directions.T, tokens, axis=1)
        used = np.zeros(len(self._vocabulary), bool)
        used[tokens] = True
        distinct = np.flatnonzero(used)
        place = np.zeros(len(self._vocabulary), np.int32)
        place[distinct] = np.arange(len(distinct), dtype=np.int32)
        return np.take(question @ self._table.unit(self._vocabulary[distinct]).T, place[tokens], axis=1)

    def score(self, question_ids: Ids, rows: NDArray[np.integer] | None = None) -> Floats:
        """Return one score a passage, -1 to 1, higher is better: the weighed mean of the tokens' best cosines.

        Zeros for a question without tokens.
        """
        distinct, counts = np.unique(question_ids, return_counts=True)
        weights = self._table.weights[distinct] * counts
        total = float(weights.sum())
        if total <= 0:
            return np.zeros(len(self._passages) if rows is None else len(rows), np.float32)
        return np.asarray(self.best(distinct, rows) @ (weights / total), np.float32)
