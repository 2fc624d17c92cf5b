"""A token table for one question: read in some ten milliseconds, where the whole one takes two tenths of a second.

What is worked out from the model's files is kept beside the index: the weights, the pieces of the vocabulary and the
hash that names the model. The token vectors are mapped from the model's own file, so that only those that are used are
read.
"""

import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.kept import keep, read_kept
from index.late_interaction import TokenTable
from index.pieces import LateTokenizer, Pieces, WholeTokenizer, split_tokenizer

_FORMAT = 1
"""Raise when what is kept changes its shape or meaning."""
WEIGHTS, TOKENIZER = "model.safetensors", "tokenizer.json"
_KINDS = {"I8": np.int8, "F32": np.float32}


def open_table(model: Path, folder: Path) -> TokenTable:
    """Return the token table of a model, named by the hash of its weights; what can be kept is kept in a folder.

    The table cuts the first questions without building the whole tokenizer; `TokenTable.warm` builds it.

    Raises:
        OSError, ValueError, KeyError: as `TokenTable.from_folder` does for a folder that holds no static model.
    """
    path = folder / f"tokens-{hashlib.sha256(str(model.resolve()).encode()).hexdigest()[:12]}.kept"
    key = _describe_files(model)
    kept = read_kept(path, key)
    if kept is not None:
        arrays, said = kept
        light = Pieces(said["frame"], said["pieces"], arrays["scores"], said["unknown"])
        tokenizer = LateTokenizer(light, lambda: WholeTokenizer.read(model / TOKENIZER))
        return TokenTable(tokenizer, _map_vectors(model / WEIGHTS), arrays["weights"], said["hash"])
    table = TokenTable.from_folder(model)
    table.name = hash_weights(model)
    parts = split_tokenizer(model / TOKENIZER)
    if parts is not None and _find_vectors(model / WEIGHTS) is not None:
        frame, pieces, scores, unknown = parts
        said = {"hash": table.name, "frame": frame, "pieces": pieces, "unknown": unknown}
        keep(path, key, {"weights": table.weights, "scores": scores}, said)
    return table


def hash_weights(model: Path) -> str:
    """Return what tells a model's weights from another's."""
    with (model / WEIGHTS).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:12]


def _describe_files(model: Path) -> str:
    """Return sizes and times of a model's files: they change when it does, as Python itself trusts of its modules."""
    found = [(model / name).stat() for name in (WEIGHTS, TOKENIZER)]
    return json.dumps([_FORMAT, *((one.st_size, one.st_mtime_ns) for one in found)])


def _find_vectors(path: Path) -> dict[str, Any] | None:
    """Return where and what the vectors are in a safetensors file; None for a kind that is not mapped."""
    with path.open("rb") as file:
        size = int.from_bytes(file.read(8), "little")
        head = json.loads(file.read(size))["embeddings"]
    if head["dtype"] not in _KINDS:
        return None
    return {"dtype": _KINDS[head["dtype"]], "offset": 8 + size + head["data_offsets"][0], "shape": tuple(head["shape"])}


def _map_vectors(path: Path) -> NDArray[Any]:
    """Return the vectors of a safetensors file, read from the disk where they are used."""
    return np.asarray(np.memmap(path, mode="r", **(_find_vectors(path) or {})))
