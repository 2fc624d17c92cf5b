"""Arrays on disk and runs of numbers: what the parts of an index share."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

Floats = NDArray[np.float32]


def join_ranges(starts: NDArray[np.int64], lengths: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the numbers of all ranges one after another: start, start + 1 … for each start and length."""
    ends = np.cumsum(lengths)
    total = int(ends[-1]) if len(ends) else 0
    numbers: NDArray[np.int64] = np.arange(total) + np.repeat(starts - (ends - lengths), lengths)
    return numbers


def each_once(numbers: NDArray[Any]) -> NDArray[Any]:
    """Return each number once, ascending: `numpy.unique`, which would first import masked arrays."""
    ordered = np.sort(numbers)
    once: NDArray[Any] = ordered[np.append(True, ordered[1:] != ordered[:-1])[: len(ordered)]]
    return once


def offsets_of(lengths: Sequence[int] | NDArray[Any]) -> NDArray[np.int64]:
    """Return where each of so long pieces begins, and where the last ends."""
    return np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)


def load_array(path: Path) -> NDArray[Any]:
    """Return a saved array, memory-mapped, and seen as a plain one: cutting a map makes an object that is slow.

    Raises:
        OSError: it is missing.
        ValueError: it is damaged or cut short.
    """
    return np.asarray(np.load(path, mmap_mode="r", allow_pickle=False))


def open_new_array(path: Path | None, size: int, kind: DTypeLike) -> NDArray[Any]:
    """Return an array to be filled: in memory, or given a path, memory-mapped there."""
    if path is None or size == 0:
        empty: NDArray[Any] = np.zeros(size, kind)
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            np.save(path, empty)
        return empty
    path.parent.mkdir(parents=True, exist_ok=True)
    mapped: NDArray[Any] = np.lib.format.open_memmap(path, "w+", np.dtype(kind), (size,))
    return mapped


def code_points(text: str) -> NDArray[np.uint32]:
    """Return the number of each character of a text, lone surrogates too."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
