"""Late interaction over a static token table: for each token of the question, its best match in the passage.

The same table serves the mean vectors of the first stage (`model2vec`): each token has a direction and a weight. A
passage's score is the weighed mean, over the question's tokens, of the best cosine among the passage's tokens: a soft,
translingual BM25 that needs no transformer and no torch. To it are added the same score and the mean's cosine within
the passage's best sentence: words that stand together mean more than words strewn over a passage (see
`training/VARIANTS.md`).
"""

import re
from collections import Counter
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

# Passages with more distinct tokens than this are scored in parts, and what is made for a part is not kept.
_KEPT_TOKENS = 30_000
_PART = 1000
_KEPT_CELLS = 300_000
"""Tokens times sentences that are kept of past questions before half of them may go: twice 2.4 MB."""

_MANY = 256
"""Texts from which on their sums are made all at once."""
_AT_ONCE = 32_768
"""Texts whose sums are held at a time."""
_KEPT_AFTER = 2
"""Directions asked for, as a multiple of the table's size, after which all are made and kept."""

_KEPT_TEXTS = 256
"""Texts whose tokens are kept."""

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
        self._cut: dict[str, Ids] = {}

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
class _Rows:
    """Which sentences the asked passages have, and where each passage's begin among them."""

    asked: int
    full: NDArray[np.bool_]
    """Which of the asked passages have sentences; the rest of the fields tells of those."""
    sentences: NDArray[np.int64] | slice
    passage_at: NDArray[np.int64]


class LateInteraction:
    """Scores passages against a question, token by token.

    What a token of a question finds in each sentence is the same in every question, and kept for the next.
    """

    def __init__(self, table: TokenTable, passages: PassageTokens) -> None:
        """Take the table and the passages' tokens. Cheap: directions are made when first needed, and then kept."""
        self._table = table
        self.passages = passages
        self._recent: dict[int, tuple[Floats, Floats]] = {}
        self._older: dict[int, tuple[Floats, Floats]] = {}

    def score(self, question_ids: Ids, rows: NDArray[np.integer] | None = None) -> Floats:
        """Return one score a passage, at most 1, higher is better; `rows` are passage numbers, all when None.

        Zeros for a question without tokens and for passages without. A millisecond for 300 passages and a question in
        new words, a tenth of that for one in words that were asked before.
        """
        if self._large:
            return np.concatenate([part.score(question_ids) for part in self._split(rows)])
        asked = self._all if rows is None else self._find_rows(rows)
        scores = np.zeros(asked.asked, np.float32)
        tokens, weights = self._table.weigh(question_ids)
        if weights.sum() > 0 and asked.full.any():
            scores[asked.full] = self._score(asked, tokens, weights)
        return scores

    def best(self, question_ids: Ids, rows: NDArray[np.integer] | None = None) -> Floats:
        """Return (rows, question tokens): the best cosine of each question token among each passage's tokens.

        Zeros for a passage without tokens.
        """
        if self._large:
            return np.concatenate([part.best(question_ids) for part in self._split(rows)])
        asked = self._all if rows is None else self._find_rows(rows)
        out = np.zeros((asked.asked, len(question_ids)), np.float32)
        if len(question_ids) and asked.full.any():
            best, _ = self._find_tokens(question_ids)
            out[asked.full] = np.maximum.reduceat(best[:, asked.sentences], asked.passage_at, axis=1).T
        return out

    def _score(self, asked: _Rows, tokens: Ids, weights: Floats) -> Floats:
        """Score the passages that have tokens."""
        best, sums = (found[:, asked.sentences] for found in self._find_tokens(tokens))
        share = weights**WEIGHT_POWER
        share /= share.sum()
        whole = share @ np.maximum.reduceat(best, asked.passage_at, axis=1)
        sentence = np.maximum.reduceat(share @ best, asked.passage_at)
        # The question's mean is a sum over its tokens, and so is its cosine with the mean of a sentence.
        length = max(float(np.linalg.norm(weights @ self._table.unit(tokens))), 1e-9)
        mean_score = np.maximum.reduceat((weights / length) @ sums, asked.passage_at)
        total = np.asarray(whole + SENTENCE_SHARE * sentence + SENTENCE_MEAN_SHARE * mean_score, np.float32)
        return total / np.float32(1 + SENTENCE_SHARE + SENTENCE_MEAN_SHARE)

    def _find_tokens(self, tokens: Ids) -> tuple[Floats, Floats]:
        """Return, for each token and sentence, the best cosine and the token's share of the means' product."""
        wanted = tokens.tolist()
        recent, older = self._recent, self._older
        held = {token: found for token in wanted if (found := recent.get(token) or older.get(token))}
        new = [token for token in dict.fromkeys(wanted) if token not in held]
        if new:
            best, sums = self._ask(np.array(new, np.int32))
            held.update(zip(new, zip(best, sums, strict=True), strict=True))
        if (len(recent) + len(held)) * len(self.passages.lengths) > _KEPT_CELLS:
            # What was not asked for since the last time is let go.
            self._recent, self._older = held, recent
        else:
            recent.update(held)
        rows = [held[token] for token in wanted]
        return np.array([row for row, _ in rows]), np.array([share for _, share in rows])

    def _ask(self, tokens: Ids) -> tuple[Floats, Floats]:
        # One by one: so a token's cosines are the same to the last digit whatever was asked with it, and for the few
        # new tokens of a question it is faster than a product of matrices.
        found = np.array([self._directions @ vector for vector in self._table.unit(tokens)])
        cosines = np.take(found, self._local, axis=1)
        starts = self.passages.sentences[:-1]
        best = np.maximum.reduceat(cosines, starts, axis=1)
        cosines *= self._table.weights[self.passages.ids]
        sums: Floats = np.add.reduceat(cosines, starts, axis=1)
        sums /= self.passages.lengths
        return best, sums

    def _find_rows(self, rows: NDArray[np.integer]) -> _Rows:
        at = np.asarray(rows, np.int64)
        first = self.passages.passages[at]
        lengths = self.passages.passages[at + 1] - first
        full = lengths > 0
        sentences = join_ranges(first[full], lengths[full])
        return _Rows(len(at), full, sentences, np.cumsum(lengths[full]) - lengths[full])

    @cached_property
    def _all(self) -> _Rows:
        first, lengths = self.passages.passages[:-1], np.diff(self.passages.passages)
        return _Rows(len(lengths), lengths > 0, slice(None), first[lengths > 0])

    @cached_property
    def _large(self) -> bool:
        return len(self.passages) > _PART and len(self._vocabulary) > _KEPT_TOKENS

    def _split(self, rows: NDArray[np.integer] | None) -> list["LateInteraction"]:
        """Return the passages of some rows, or all, in parts for whose tokens all directions can be held."""
        at = np.arange(len(self.passages)) if rows is None else np.asarray(rows, np.int64)
        parts = np.split(at, range(_PART, len(at), _PART))
        return [LateInteraction(self._table, self.passages.take(part)) for part in parts]

    @cached_property
    def _vocabulary(self) -> NDArray[np.int64]:
        used = np.zeros(self._table.size, bool)
        used[self.passages.ids] = True
        return np.flatnonzero(used)

    @cached_property
    def _local(self) -> Ids:
        """The place of each token in the vocabulary."""
        local = np.zeros(self._table.size, np.int32)
        local[self._vocabulary] = np.arange(len(self._vocabulary), dtype=np.int32)
        found: Ids = local[self.passages.ids]
        return found

    @cached_property
    def _directions(self) -> Floats:
        return self._table.unit(self._vocabulary)
