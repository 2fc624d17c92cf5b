"""Text to vectors: one protocol, two encoders.

Vectors are float32 of unit length, so that an inner product is a cosine.
"""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from corpus.errors import ModelLoadError
from index.late_interaction import TokenTable
from index.light_table import hash_weights, open_table

Vectors = NDArray[np.float32]

BUNDLED_MODEL = Path(__file__).parent / "models" / "askreport-static"

_PROMPTS = {
    # What the models' cards ask for before a question and before a passage; others take plain text.
    "e5-": ("query: ", "passage: "),
    "bge-large-zh": ("为这个句子生成表示以用于检索相关文章：", ""),
    "bge-base-zh": ("为这个句子生成表示以用于检索相关文章：", ""),
    "bge-small-zh": ("为这个句子生成表示以用于检索相关文章：", ""),
    "Qwen3-Embedding": (
        "Instruct: Given a question, retrieve passages of a report that answer it\nQuery: ",
        "",
    ),
}


class Encoder(Protocol):
    """Anything that turns questions and passages into comparable vectors."""

    @property
    def name(self) -> str:
        """What made the vectors, exactly enough to tell two models apart; kept in the manifest."""

    @property
    def dimension(self) -> int:
        """Length of a vector."""

    def encode_questions(self, texts: Sequence[str]) -> Vectors:
        """Return unit vectors, shape (len(texts), dimension); an empty text gives a zero vector."""

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Return unit vectors, shape (len(texts), dimension); an empty text gives a zero vector."""


class StaticEncoder:
    """A table of token vectors, averaged (model2vec): no torch, loads in a fraction of a second."""

    def __init__(self, folder: Path = BUNDLED_MODEL, kept: Path | None = None) -> None:
        """Read the model; what is worked out from it is kept in a folder, where one is given.

        Raises:
            ModelLoadError: the folder holds no static model.
        """
        # The folder is model2vec's; read as a token table it serves late interaction too and loads three times as fast.
        try:
            self.table = TokenTable.from_folder(folder) if kept is None else open_table(folder, kept)
        except Exception as error:
            raise ModelLoadError(f"{folder} holds no static model ({error}). Name a model2vec folder.") from error
        self._folder = folder

    @cached_property
    def name(self) -> str:
        """Folder name and a hash of the weights."""
        return f"static:{self._folder.name}:{self.table.name or hash_weights(self._folder)}"

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return self.table.width

    def encode_questions(self, texts: Sequence[str]) -> Vectors:
        """Return unit vectors, shape (len(texts), dimension); an empty text gives a zero vector."""
        return self.table.means(texts)

    encode_passages = encode_questions


class SentenceTransformerEncoder:
    """Any sentence-transformers model, a local folder or a hub name, with the prompts its card asks for."""

    def __init__(self, name: str, device: str | None = None) -> None:
        """Load the model; the slow part is importing torch.

        Raises:
            ModelLoadError: no such model here or on the hub, or its files are broken.
        """
        from sentence_transformers import SentenceTransformer

        try:
            self._model = SentenceTransformer(name, device=device)
        except Exception as error:
            raise ModelLoadError(
                f"sentence-transformers cannot load {name!r} ({error}). Set ASKREPORT_ENCODER to a folder that holds a"
                " model, or to a hub name with the network on."
            ) from error
        self._name = name
        self._question_prompt, self._passage_prompt = _find_prompts(name)

    @property
    def name(self) -> str:
        """The model's name as given."""
        return f"sentence-transformers:{self._name}"

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return int(self._model.get_embedding_dimension())

    def encode_questions(self, texts: Sequence[str]) -> Vectors:
        """Return unit vectors, shape (len(texts), dimension)."""
        return self._encode(texts, self._question_prompt)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Return unit vectors, shape (len(texts), dimension)."""
        return self._encode(texts, self._passage_prompt)

    def _encode(self, texts: Sequence[str], prompt: str) -> Vectors:
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        encoded: Any = self._model.encode([prompt + text for text in texts], show_progress_bar=False)
        # A transformer has a vector for its special tokens alone; nothing said is near nothing.
        return _unit(np.asarray(encoded)) * np.array([[bool(text.strip())] for text in texts], dtype=np.float32)


def load_encoder(name: str, kept: Path | None = None) -> Encoder:
    """Return the encoder that a name stands for: "bundled", a static folder, or a sentence-transformers model.

    A static model keeps in the folder `kept`, where one is given, what lets it load in some ten milliseconds next time.

    Raises:
        ModelLoadError: it cannot be loaded.
    """
    if name == "bundled":
        return StaticEncoder(kept=kept)
    folder = Path(name).expanduser()
    if (folder / "config.json").is_file() and "model2vec" in (folder / "config.json").read_text("utf-8"):
        return StaticEncoder(folder, kept)
    return SentenceTransformerEncoder(name)


def _find_prompts(name: str) -> tuple[str, str]:
    return next((prompts for key, prompts in _PROMPTS.items() if key in name), ("", ""))


def _unit(vectors: NDArray[Any]) -> Vectors:
    wide = np.asarray(vectors, dtype=np.float32)
    lengths = np.linalg.norm(wide, axis=1, keepdims=True)
    unit: Vectors = (wide / np.where(lengths > 0, lengths, 1)).astype(np.float32, copy=False)
    return unit


def load_table(encoder: Encoder, kept: Path | None = None) -> TokenTable:
    """Return the token table for late interaction: the encoder's own when it is static, else the bundled model's."""
    return encoder.table if isinstance(encoder, StaticEncoder) else StaticEncoder(kept=kept).table
