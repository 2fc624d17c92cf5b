"""A static token table (`model2vec`): each token has a direction and a weight.

It gives the mean vectors of the first stage, and the directions that late interaction compares token by token.
"""

from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from weakref import WeakValueDictionary

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from index.arrays import offsets_of
from index.pieces import Ids, LateTokenizer, WholeTokenizer

Floats = NDArray[np.float32]
Vectors = NDArray[np.int8] | NDArray[np.float32]

_MANY = 256
"""Texts from which on their sums are made all at once."""
_KEPT_AFTER = 2
"""Directions asked for, as a multiple of the table's size, after which all are made and kept."""
_KEPT_COSINES = 64
"""Tokens whose cosines with a vocabulary are kept: long enough for one question."""
_KEPT_TEXTS = 256
"""Texts whose tokens are kept."""


class Vocabulary:
    """Some tokens of a table, and the cosines that a question's tokens have with them.

    A report's passages and its sentences have the same tokens: they share one, so that a question's token is compared
    with them once.
    """

    def __init__(self, table: "TokenTable", ids: NDArray[np.int64]) -> None:
        """Take the tokens, each once."""
        self._table = table
        self.ids = ids
        self._known: dict[int, Floats] = {}

    @cached_property
    def directions(self) -> Floats:
        """Their directions, of length one."""
        return self._table.unit(self.ids)

    def cosines(self, tokens: Ids) -> Floats:
        """Return (tokens, vocabulary): each one's cosines; those of the last tokens are kept."""
        known = self._known
        if len(known) > _KEPT_COSINES:
            known = self._known = {}
        # One by one: so a token's cosines are the same to the last digit whatever was asked with it, and for the few
        # new tokens of a question it is faster than a product of matrices.
        rows = []
        for token in tokens.tolist():
            row = known.get(token)
            if row is None:
                row = known[token] = self.directions @ self._table.unit(np.array([token]))[0]
            rows.append(row)
        return np.array(rows)


class TokenTable:
    """Token directions and weights, with the tokenizer that gives the tokens."""

    def __init__(
        self, tokenizer: Tokenizer | LateTokenizer, vectors: Vectors, weights: Floats, name: str | None = None
    ) -> None:
        """Take vectors of any length (int8 or float), and for each token its weight (0: it does not count).

        `name` tells the model from others, where that was worked out.
        """
        self.name = name
        self._tokenizer = tokenizer if isinstance(tokenizer, LateTokenizer) else WholeTokenizer(tokenizer)
        self._vectors = vectors
        self.weights = weights
        self._made = 0
        self._cut: dict[str, Ids] = {}
        self._vocabularies: WeakValueDictionary[bytes, Vocabulary] = WeakValueDictionary()

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

    def vocabulary(self, ids: NDArray[np.integer]) -> Vocabulary:
        """Return the vocabulary of some tokens, the one there is where somebody has it already."""
        used = np.zeros(self.size, bool)
        used[ids] = True
        key = np.packbits(used).tobytes()
        found = self._vocabularies.get(key)
        if found is None:
            found = self._vocabularies[key] = Vocabulary(self, np.flatnonzero(used))
        return found

    @property
    def size(self) -> int:
        """Return how many tokens there are."""
        return int(self._vectors.shape[0])

    def ids(self, text: str) -> Ids:
        """Return the token ids of a text in reading order. Empty for an empty text.

        A question is asked for again and again while it is answered: the last ones are kept.
        """
        ids = self._cut.get(text)
        if ids is None:
            ids = self._tokenizer.ids(text)
            ids.setflags(write=False)
            if len(self._cut) >= _KEPT_TEXTS:
                self._cut = {}
            self._cut[text] = ids
        return ids

    def ids_of_all(self, texts: Sequence[str]) -> list[Ids]:
        """Return the token ids of each text; faster than one by one."""
        if len(texts) == 1:
            return [self.ids(texts[0])]
        return self._tokenizer.ids_of_all(texts)

    def warm(self) -> None:
        """Read what the first long texts would otherwise wait for."""
        if isinstance(self._tokenizer, LateTokenizer):
            self._tokenizer.read_whole()

    def unit(self, ids: NDArray[np.integer]) -> Floats:
        """Return (ids, width) directions of length one; zero rows for tokens without a direction."""
        self._made += len(ids)
        if self._made > _KEPT_AFTER * self.size:
            kept: Floats = self._units[ids]
            return kept
        return self._make_units(ids)

    @cached_property
    def _units(self) -> Floats:
        """All directions: some 65 MB, worth it to a process that asks for many."""
        return self._make_units(np.arange(self.size))

    def _make_units(self, ids: NDArray[np.integer]) -> Floats:
        rows: Floats = self._vectors[ids].astype(np.float32)
        length = np.sqrt(np.einsum("ij,ij->i", rows, rows))
        rows /= np.maximum(length, 1e-9)[:, None]
        return rows

    def weigh(self, ids: Ids) -> tuple[Ids, Floats]:
        """Return each token of a text once, ascending, and its weight times how often it stands there."""
        counts = sorted(Counter(ids.tolist()).items())
        tokens = np.array([token for token, _ in counts], np.int32)
        return tokens, self.weights[tokens] * np.array([count for _, count in counts], np.float32)

    def means(self, texts: Sequence[str]) -> Floats:
        """Return (texts, width) weighed means of length one: what `model2vec` gives. Zero for an empty text."""
        out = self.sums(self.ids_of_all(texts))
        out /= np.maximum(np.linalg.norm(out, axis=1, keepdims=True), 1e-9)
        return out

    def sums(self, cut: Sequence[Ids]) -> Floats:
        """Return (texts, width): the sum of the weighed directions of each text's tokens."""
        if len(cut) < _MANY:
            out = np.zeros((len(cut), self.width), np.float32)
            for row, ids in enumerate(cut):
                if len(ids):
                    out[row] = self.weights[ids] @ self.unit(ids)
            return out
        # Ten times as fast, but SciPy takes longer to load than a few texts take.
        from scipy.sparse import csr_array

        flat = np.concatenate([np.zeros(0, np.int32), *cut])
        offsets = offsets_of([len(ids) for ids in cut])
        sums: Floats = csr_array((self.weights[flat], flat, offsets), shape=(len(cut), self.size)) @ self._units
        return sums


def _lengths(vectors: NDArray[np.int8] | Floats) -> Floats:
    """Return each row's length, a slice of rows at a time so that int8 rows are never all held as floats."""
    lengths = np.empty(len(vectors), np.float32)
    for start in range(0, len(vectors), 4096):
        rows = vectors[start : start + 4096].astype(np.float32)
        lengths[start : start + 4096] = np.sqrt(np.einsum("ij,ij->i", rows, rows))
    return lengths
