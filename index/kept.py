"""What was worked out once and is kept in a file: arrays and plain data, with the key of what they were made from.

Nothing is lost with such a file: one that is missing, damaged or made from something else is as good as none, and one
that cannot be written costs the time of making it again.
"""

import json
import os
import uuid
import zlib
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.numpy import load, save

Arrays = Mapping[str, NDArray[Any]]

_SAID = "said"
_CHECK = 4
"""Bytes of the checksum at the file's start."""


def keep(path: Path, key: str, arrays: Arrays, said: object) -> bool:
    """Write arrays and plain data (what JSON holds) in one step; return whether that could be done."""
    text = json.dumps({"key": key, "said": said}, ensure_ascii=False, separators=(",", ":"))
    tensors = {name: np.ascontiguousarray(array) for name, array in arrays.items()}
    data = save(tensors | {_SAID: np.frombuffer(text.encode("utf-8"), np.uint8)})
    part = path.with_name(f".{path.name}.{uuid.uuid4().hex[:8]}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(zlib.crc32(data).to_bytes(_CHECK, "little") + data)
        os.replace(part, path)
    except OSError:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        return False
    return True


def read_kept(path: Path, key: str) -> tuple[dict[str, NDArray[Any]], Any] | None:
    """Return the arrays, which must not be written to, and the plain data that were kept under a key.

    None when there are none, or they are damaged or another key's.
    """
    try:
        whole = path.read_bytes()
        check, data = whole[:_CHECK], whole[_CHECK:]
        if zlib.crc32(data).to_bytes(_CHECK, "little") != check:
            return None
        arrays = load(data)
        head = json.loads(arrays.pop(_SAID).tobytes())
    except (OSError, ValueError, KeyError, SafetensorError):
        return None
    return (arrays, head["said"]) if head["key"] == key else None
