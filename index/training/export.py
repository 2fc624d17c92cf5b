"""A trained table as a model folder that both `model2vec` and `sentence-transformers` load."""

import json
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.numpy import save_file
from tokenizers import Tokenizer
from torch.nn.functional import normalize

from index.training.table import Table
from index.training.tokenizer import PADDING, UNKNOWN, save_tokenizer


def quantize(unit: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Return int8 rows, each scaled to use the whole range, and what to multiply each row by to get it back."""
    scale = np.abs(unit).max(axis=1, keepdims=True) / 127.0
    scale = np.maximum(scale, 1e-12)
    return np.rint(unit / scale).astype(np.int8), scale[:, 0].astype(np.float32)


def export(table: Table, tokenizer: Tokenizer, folder: Path, width: int | None = None) -> None:
    """Write the model folder: int8 directions and, apart, the token weights (times each row's scale).

    `width` keeps only the first dimensions, which Matryoshka training made usable by themselves.
    """
    unit = normalize(table.directions.values[:, :width], dim=1).numpy()
    weights = table.log_weights.values.exp().numpy()
    vectors, scale = quantize(unit)
    weights = (weights / np.quantile(weights, 0.99)).astype(np.float32)
    for silent in (UNKNOWN, PADDING):
        weights[tokenizer.token_to_id(silent)] = 0.0
    folder.mkdir(parents=True, exist_ok=True)
    save_file({"embeddings": vectors, "weights": weights * scale}, folder / "model.safetensors")
    save_tokenizer(tokenizer, folder / "tokenizer.json")
    config = {
        "model_type": "model2vec",
        "architectures": ["StaticModel"],
        "normalize": True,
        "max_length": None,
        "hidden_dim": int(unit.shape[1]),
        "embedding_dtype": "int8",
    }
    modules = [
        {"idx": 0, "name": "0", "path": ".", "type": "sentence_transformers.models.StaticEmbedding"},
        {"idx": 1, "name": "1", "path": "1_Normalize", "type": "sentence_transformers.models.Normalize"},
    ]
    (folder / "config.json").write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")
    (folder / "modules.json").write_text(json.dumps(modules, indent=2) + "\n", encoding="utf-8")


def export_state(state: Path, tokenizer: Path, folder: Path, width: int | None = None) -> None:
    """Write the model folder of a saved training state."""
    values = torch.load(state, weights_only=True)
    from index.training.table import Rows

    table = Table(Rows(values["directions.values"]), Rows(values["log_weights.values"]))
    export(table, Tokenizer.from_file(str(tokenizer)), folder, width)
