"""Text cut into the pieces of a Unigram vocabulary, without building the tokenizer that does it fast.

The tokenizers library takes a tenth of a second to read a vocabulary of 64,000 pieces, because it builds a tree for
texts by the million. A process that cuts one question does not need the tree: the library still normalises the text and
splits it into words, and the best path through a word is found here, over a dictionary of pieces.
"""

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

Ids = NDArray[np.int32]

_UNKNOWN_PENALTY = 10.0
"""How much worse than the worst piece a character is that no piece holds; the library's own number."""
_PATIENCE = 4_000
"""Characters after which building the tree takes no longer than going on without it."""


class WholeTokenizer:
    """The tokenizers library's tokenizer as it is read from its file."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        """Take the tokenizer; whatever it was set to, texts are neither cut short nor filled up."""
        tokenizer.no_truncation()
        tokenizer.no_padding()
        self._tokenizer = tokenizer

    @classmethod
    def read(cls, path: Path) -> "WholeTokenizer":
        """Read a `tokenizer.json`. About 0.1 s."""
        return cls(Tokenizer.from_file(str(path)))

    def ids(self, text: str) -> Ids:
        """Return the token ids of a text in reading order. Empty for an empty text."""
        return np.asarray(self._tokenizer.encode(text, add_special_tokens=False).ids, np.int32)

    def ids_of_all(self, texts: Sequence[str]) -> list[Ids]:
        """Return the token ids of each text; faster than one by one."""
        if len(texts) == 1:
            return [self.ids(texts[0])]
        encodings = self._tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)
        return [np.asarray(encoding.ids, np.int32) for encoding in encodings]


class Pieces:
    """The vocabulary of a Unigram tokenizer: what each piece's id and score is, and how a text becomes words."""

    def __init__(self, frame: str, pieces: Sequence[str], scores: NDArray[np.float64], unknown: int) -> None:
        """Take what `split_tokenizer` gives."""
        self._tokenizer = Tokenizer.from_str(frame)
        self._vocabulary = dict(zip(pieces, range(len(pieces)), strict=True))
        self._scores = scores
        self._unknown = unknown
        self._unknown_score = float(scores.min()) - _UNKNOWN_PENALTY
        self._longest = max(map(len, pieces))

    def ids(self, text: str) -> Ids:
        """Return the token ids of a text in reading order, the same as the library's."""
        normal = self._tokenizer.normalizer.normalize_str(text) if self._tokenizer.normalizer else text
        words = [normal] if normal else []
        if self._tokenizer.pre_tokenizer:
            words = [word for word, _ in self._tokenizer.pre_tokenizer.pre_tokenize_str(normal)]
        return np.array([number for word in words for number in self._cut(word)], np.int32)

    def _cut(self, word: str) -> list[int]:
        """Return the best path through a word: of all ways to cut it, the one with the highest sum of scores."""
        size = len(word)
        best = [-np.inf] * (size + 1)
        best[0] = 0.0
        # Where the piece that ends at each place begins, and its id.
        begins, pieces = [0] * (size + 1), [self._unknown] * (size + 1)
        for start in range(size):
            so_far = best[start]
            if word[start] not in self._vocabulary and so_far + self._unknown_score > best[start + 1]:
                best[start + 1], begins[start + 1] = so_far + self._unknown_score, start
                pieces[start + 1] = self._unknown
            for end in range(start + 1, min(size, start + self._longest) + 1):
                piece = self._vocabulary.get(word[start:end])
                if piece is not None and (score := so_far + self._scores.item(piece)) > best[end]:
                    best[end], begins[end], pieces[end] = score, start, piece
        found: list[int] = []
        end = size
        while end:
            # Neighbouring unknown characters are one unknown token.
            if pieces[end] != self._unknown or not found or found[-1] != self._unknown:
                found.append(pieces[end])
            end = begins[end]
        return found[::-1]


class LateTokenizer:
    """Pieces for the first texts; the whole tokenizer, once read, as soon as there are many."""

    def __init__(self, pieces: Pieces, read: Callable[[], WholeTokenizer]) -> None:
        """Take the pieces and what reads the whole tokenizer."""
        self._pieces = pieces
        self._read = read
        self._whole: WholeTokenizer | None = None
        self._cut = 0

    def ids(self, text: str) -> Ids:
        """Return the token ids of a text in reading order. Empty for an empty text."""
        return self._choose(len(text)).ids(text)

    def ids_of_all(self, texts: Sequence[str]) -> list[Ids]:
        """Return the token ids of each text."""
        chosen = self._choose(sum(map(len, texts)))
        return chosen.ids_of_all(texts) if isinstance(chosen, WholeTokenizer) else [chosen.ids(text) for text in texts]

    def read_whole(self) -> None:
        """Read the whole tokenizer now, so that no later question waits for it."""
        if self._whole is None:
            self._whole = self._read()

    def _choose(self, characters: int) -> Pieces | WholeTokenizer:
        self._cut += characters
        if self._cut > _PATIENCE:
            self.read_whole()
        return self._whole or self._pieces


def split_tokenizer(path: Path) -> tuple[str, list[str], NDArray[np.float64], int] | None:
    """Return a `tokenizer.json` without its vocabulary, and its pieces, their scores and the unknown piece's id.

    None for a tokenizer that is no plain Unigram: such a one is only read whole.
    """
    whole = json.loads(path.read_bytes())
    model = whole["model"]
    plain = model.get("type") == "Unigram" and not model.get("byte_fallback") and model.get("unk_id") is not None
    if not plain or whole.get("added_tokens") or whole.get("post_processor"):
        return None
    pieces = [piece for piece, _ in model["vocab"]]
    if len(set(pieces)) != len(pieces) or "" in pieces:
        return None
    scores = np.array([score for _, score in model["vocab"]], np.float64)
    unknown = int(model["unk_id"])
    whole["model"] |= {"vocab": model["vocab"][:1], "unk_id": 0}
    return json.dumps(whole, ensure_ascii=False), pieces, scores, unknown
