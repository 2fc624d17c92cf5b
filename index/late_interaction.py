"""Late interaction over a static token table: for each token of the question, its best match in the passage.

The same table serves the mean vectors of the first stage (`model2vec`): each token has a direction and a weight. A
passage's score is the weighed mean, over the question's tokens, of the best cosine among the passage's tokens: a soft,
translingual BM25 that needs no transformer and no torch. To it are added the same score and the mean's cosine within
the passage's best sentence: words that stand together mean more than words strewn over a passage (see
`training/VARIANTS.md`).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from index.arrays import each_once
from index.pieces import Ids, LateTokenizer, WholeTokenizer

Floats = NDArray[np.float32]
Vectors = NDArray[np.int8] | NDArray[np.float32]

# Above so many distinct tokens the unit vectors of an index are not kept, only those of the candidates are made.
_KEPT_TOKENS = 30_000

_MANY = 256
"""Texts from which on their sums are made all at once."""
_AT_ONCE = 32_768
"""Texts whose sums are held at a time."""
_KEPT_AFTER = 2
"""Directions asked for, as a multiple of the table's size, after which all are made and kept."""

_SHORTEST_WINDOW = 15
_SENTENCE = re.compile(r"(?:[^。！？!?；;\n.]|\.(?!\s))+[。！？!?；;\n.]*\s*|[。！？!?；;\n.]+\s*")

# Beside the score over the whole passage: the score within its best sentence, and the best sentence's mean. Chosen on
# training questions kept out of training.
SENTENCE_SHARE = 0.5
SENTENCE_MEAN_SHARE = 0.3
# Learned weights are those of the mean, where a few words must outweigh many; token by token all should be heard.
WEIGHT_POWER = 0.5


def join_ranges(starts: NDArray[np.int64], lengths: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the numbers of all ranges one after another: start, start + 1 … for each start and length."""
    ends = np.cumsum(lengths)
    total = int(ends[-1]) if len(ends) else 0
    numbers: NDArray[np.int64] = np.arange(total) + np.repeat(starts - (ends - lengths), lengths)
    return numbers


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
        """Return the token ids of a text in reading order. Empty for an empty text."""
        return self._tokenizer.ids(text)

    def ids_of_all(self, texts: Sequence[str]) -> list[Ids]:
        """Return the token ids of each text; faster than one by one."""
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
        offsets = _offsets([len(ids) for ids in cut])
        sums: Floats = csr_array((self.weights[flat], flat, offsets), shape=(len(cut), self.size)) @ self._units
        return sums


def _lengths(vectors: NDArray[np.int8] | Floats) -> Floats:
    """Return each row's length, a slice of rows at a time so that int8 rows are never all held as floats."""
    lengths = np.empty(len(vectors), np.float32)
    for start in range(0, len(vectors), 4096):
        rows = vectors[start : start + 4096].astype(np.float32)
        lengths[start : start + 4096] = np.sqrt(np.einsum("ij,ij->i", rows, rows))
    return lengths


def split_windows(text: str) -> list[str]:
    """Return the sentences of a text, Chinese or spaced; a short one is kept with the next. Nothing is left out."""
    windows: list[str] = []
    begun = ""
    for sentence in _SENTENCE.findall(text):
        begun += sentence
        if len(begun) >= _SHORTEST_WINDOW:
            windows.append(begun)
            begun = ""
    if begun:
        windows[-1:] = [windows[-1] + begun] if windows else [begun]
    return windows


@dataclass(frozen=True)
class PassageTokens:
    """The distinct token ids of each sentence of each passage.

    Sentence j has `ids[sentences[j]:sentences[j + 1]]`, passage i the sentences `passages[i]` to `passages[i + 1]`.
    """

    ids: Ids
    sentences: NDArray[np.int64]
    passages: NDArray[np.int64]
    lengths: Floats
    """How long the sum of each sentence's weighed directions is: what turns a sum of products into a cosine."""

    def __len__(self) -> int:
        """Return how many passages there are."""
        return len(self.passages) - 1

    @classmethod
    def of_texts(cls, table: TokenTable, texts: Sequence[str]) -> "PassageTokens":
        """Return the tokens of each text. About 0.1 ms a passage."""
        windows = [split_windows(text) for text in texts]
        flat = table.ids_of_all([window for passage in windows for window in passage])
        distinct = [each_once(ids) for ids in flat]
        full = np.array([len(ids) > 0 for ids in distinct], bool)
        passage_of = np.repeat(np.arange(len(texts)), [len(passage) for passage in windows])[full]
        distinct = [ids for ids in distinct if len(ids)]
        lengths = [
            np.linalg.norm(table.sums(distinct[b : b + _AT_ONCE]), axis=1) for b in range(0, len(distinct), _AT_ONCE)
        ]
        return cls(
            np.concatenate([np.zeros(0, np.int32), *distinct]).astype(np.int32),
            _offsets([len(ids) for ids in distinct]),
            _offsets(np.bincount(passage_of, minlength=len(texts)).tolist()),
            np.maximum(np.concatenate([np.zeros(0, np.float32), *lengths]), 1e-9).astype(np.float32),
        )

    @classmethod
    def join(cls, first: "PassageTokens", second: "PassageTokens") -> "PassageTokens":
        """Return the passages of both, one after the other."""
        return cls(
            np.concatenate([first.ids, second.ids]),
            np.concatenate([first.sentences, second.sentences[1:] + first.sentences[-1]]),
            np.concatenate([first.passages, second.passages[1:] + first.passages[-1]]),
            np.concatenate([first.lengths, second.lengths]),
        )

    def take(self, rows: NDArray[np.int64]) -> "PassageTokens":
        """Return the passages of these numbers, in their order."""
        sentences = self.passages[rows + 1] - self.passages[rows]
        window = join_ranges(self.passages[rows], sentences)
        starts = self.sentences[window]
        lengths = self.sentences[window + 1] - starts
        return PassageTokens(
            self.ids[join_ranges(starts, lengths)],
            _offsets(lengths.tolist()),
            _offsets(sentences.tolist()),
            self.lengths[window],
        )

    def save(self, path: Path) -> None:
        """Write the arrays to an .npz file."""
        np.savez(path, ids=self.ids, sentences=self.sentences, passages=self.passages, lengths=self.lengths)

    @classmethod
    def load(cls, path: Path) -> "PassageTokens":
        """Read what `save` wrote."""
        with np.load(path) as file:
            return cls(file["ids"], file["sentences"], file["passages"], file["lengths"])


def _offsets(lengths: Sequence[int]) -> NDArray[np.int64]:
    return np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)


@dataclass(frozen=True)
class _Found:
    """Where the tokens of the asked passages are: flat places, and where each sentence and passage begins in them."""

    asked: int
    full: NDArray[np.bool_]
    """Which of the asked passages have tokens; the rest of the fields tells of those."""
    window: NDArray[np.int64]
    place: NDArray[np.int64]
    sentence_at: NDArray[np.int64]
    passage_at: NDArray[np.int64]


class LateInteraction:
    """Scores passages against a question, token by token."""

    def __init__(self, table: TokenTable, passages: PassageTokens) -> None:
        """Take the table and the passages' tokens. Cheap: directions are made when first needed, and then kept."""
        self._table = table
        self.passages = passages
        used = np.zeros(table.size, bool)
        used[passages.ids] = True
        self._vocabulary = np.flatnonzero(used)
        local = np.zeros(table.size, np.int32)
        local[self._vocabulary] = np.arange(len(self._vocabulary), dtype=np.int32)
        self._local = local[passages.ids]
        self._directions: Floats | None = None

    def score(self, question_ids: Ids, rows: NDArray[np.integer] | None = None) -> Floats:
        """Return one score a passage, at most 1, higher is better; `rows` are passage numbers, all when None.

        Zeros for a question without tokens and for passages without. About 1 ms for 300 passages.
        """
        found = self._find(rows)
        scores = np.zeros(found.asked, np.float32)
        tokens, counts = np.unique(question_ids, return_counts=True)
        weights = (self._table.weights[tokens] * counts).astype(np.float32)
        if weights.sum() > 0 and len(found.window):
            scores[found.full] = self._score(found, tokens, weights)
        return scores

    def best(self, question_ids: Ids, rows: NDArray[np.integer] | None = None) -> Floats:
        """Return (rows, question tokens): the best cosine of each question token among each passage's tokens.

        Zeros for a passage without tokens.
        """
        found = self._find(rows)
        out = np.zeros((found.asked, len(question_ids)), np.float32)
        if len(question_ids) and len(found.window):
            cosines = self._cosines(self._local[found.place], self._table.unit(question_ids))
            best = np.maximum.reduceat(cosines, found.sentence_at, axis=1)
            out[found.full] = np.maximum.reduceat(best, found.passage_at, axis=1).T
        return out

    def _find(self, rows: NDArray[np.integer] | None) -> "_Found":
        at = np.arange(len(self.passages)) if rows is None else np.asarray(rows, np.int64)
        first = self.passages.passages[at]
        sentences = self.passages.passages[at + 1] - first
        full = sentences > 0
        window = join_ranges(first[full], sentences[full])
        starts = self.passages.sentences[window]
        lengths = self.passages.sentences[window + 1] - starts
        return _Found(
            asked=len(at),
            full=full,
            window=window,
            place=join_ranges(starts, lengths),
            sentence_at=np.cumsum(lengths) - lengths,
            passage_at=np.cumsum(sentences[full]) - sentences[full],
        )

    def _score(self, found: "_Found", tokens: Ids, weights: Floats) -> Floats:
        """Score the passages that have tokens."""
        unit = self._table.unit(tokens)
        mean = weights @ unit
        mean /= max(float(np.linalg.norm(mean)), 1e-9)
        cosines = self._cosines(self._local[found.place], np.vstack([unit, mean]))
        share = weights**WEIGHT_POWER
        share /= share.sum()
        best = np.maximum.reduceat(cosines[:-1], found.sentence_at, axis=1)
        whole = share @ np.maximum.reduceat(best, found.passage_at, axis=1)
        sentence = np.maximum.reduceat(share @ best, found.passage_at)
        products = cosines[-1] * self._table.weights[self.passages.ids[found.place]]
        means = np.add.reduceat(products, found.sentence_at) / self.passages.lengths[found.window]
        mean_score = np.maximum.reduceat(means, found.passage_at)
        total = np.asarray(whole + SENTENCE_SHARE * sentence + SENTENCE_MEAN_SHARE * mean_score, np.float32)
        return total / np.float32(1 + SENTENCE_SHARE + SENTENCE_MEAN_SHARE)

    def _cosines(self, tokens: Ids, question: Floats) -> Floats:
        """Return (question rows, tokens): products, each distinct token's computed once."""
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
