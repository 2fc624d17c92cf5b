"""Vectors in FAISS: exact inner products, and past a size, packed vectors that choose whom to weigh.

Up to `FLAT_LIMIT` vectors every one is compared. Past it, every one is compared in 4 bits for each two dimensions
(`PQ…x4fs`: product quantization, looked up in registers), and the best of them by the vectors themselves: a score is a
cosine to float precision either way, and only a hit may be missed. Over a million passages none in a thousand was, in a
tenth of the time; cells of an inverted file and a scalar quantizer miss more and take longer (docs/scaling.md). The
vectors are memory-mapped, the packed ones, 64 bytes of 1,024, held.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

from corpus.errors import StoreMismatchError
from index.encoder import Vectors

Rows = NDArray[np.int64]

FLAT_LIMIT = 100_000
"""Vectors that are compared in 4 ms, one by one."""
_FLAT, _PACKED = "vectors.faiss", "packed.faiss"
_TRAINED = 65_536
"""Vectors at most that the packing is learned from."""
_RESCORED = 400
"""Candidates at least that are weighed in full precision."""
_FEW = 20_000
"""So many vectors at most are compared one by one when a search is narrowed to them."""


class FaissStore:
    """The vectors of one segment by row."""

    def __init__(self, flat: Any, packed: Any = None) -> None:
        """Take the vectors and, where there are many, the packed ones."""
        self._flat = flat
        self._packed = packed
        # A view of the engine's own memory, mapped or not.
        size = flat.ntotal * flat.d
        self._rows: Vectors = (
            faiss.rev_swig_ptr(flat.get_xb(), size).reshape(-1, flat.d) if size else np.zeros((0, flat.d), np.float32)
        )

    @classmethod
    def build(cls, vectors: Vectors | Sequence[Vectors], flat_limit: int | None = None) -> "FaissStore":
        """Return a store that holds the vectors by row; shape (n, dimension), unit length, or several such in turn."""
        parts = [vectors] if isinstance(vectors, np.ndarray) else list(vectors)
        flat = faiss.IndexFlatIP(parts[0].shape[1])
        for part in parts:
            flat.add(np.ascontiguousarray(part))
        store = cls(flat)
        limit = FLAT_LIMIT if flat_limit is None else flat_limit
        return store if flat.ntotal <= limit else cls(flat, _pack(store._rows))

    @classmethod
    def load(cls, folder: Path) -> "FaissStore":
        """Return a saved store, memory-mapped.

        Raises:
            StoreMismatchError: a file is not a FAISS index, or is cut short.
        """
        try:
            flat = faiss.read_index(str(folder / _FLAT), faiss.IO_FLAG_MMAP_IFC)
            path = folder / _PACKED
            return cls(flat, faiss.read_index(str(path)) if path.exists() else None)
        except RuntimeError as error:
            raise StoreMismatchError(f"{folder} cannot be read as a FAISS index. Run: askreport index build") from error

    @property
    def size(self) -> int:
        """How many vectors there are."""
        return int(self._flat.ntotal)

    @property
    def kind(self) -> str:
        """What FAISS calls what is searched first: Flat, or the packing."""
        return "Flat" if self._packed is None else _describe_packing(self._flat.d)

    def read_all(self) -> Vectors:
        """Return every vector by row, shape (size, dimension); a view, mapped where the store is."""
        return self._rows

    def search(self, vector: Vectors, k: int, rows: Rows | None = None) -> tuple[Rows, Vectors]:
        """Return rows and cosines of the k nearest, best first; `rows` narrows the search beforehand."""
        k = min(k, self.size if rows is None else len(rows))
        if k == 0:
            return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32)
        if rows is not None and len(rows) <= _FEW:
            return self._weigh(vector, np.asarray(rows, np.int64), k)
        question = np.ascontiguousarray(vector[None, :])
        if self._packed is None or rows is not None:
            # The engine's stubs leave the keyword out that its Python layer adds.
            parameters = None if rows is None else faiss.SearchParameters(sel=_select(rows, self.size))  # type: ignore[call-arg]
            scores, found = self._flat.search(question, k, params=parameters)
            return found[0], scores[0]
        _, found = self._packed.search(question, min(self.size, max(k, _RESCORED)))
        return self._weigh(vector, found[0][found[0] >= 0], k)

    def _weigh(self, vector: Vectors, rows: Rows, k: int) -> tuple[Rows, Vectors]:
        """Return the k nearest of some rows, each compared in full precision."""
        scores = self._rows[rows] @ vector
        order = np.lexsort((rows, -scores))[:k]
        return rows[order], scores[order]

    def save(self, folder: Path) -> None:
        """Write the index files into the folder."""
        faiss.write_index(self._flat, str(folder / _FLAT))
        if self._packed is not None:
            faiss.write_index(self._packed, str(folder / _PACKED))


def _pack(vectors: Vectors) -> Any:
    engine = faiss.index_factory(vectors.shape[1], _describe_packing(vectors.shape[1]), faiss.METRIC_INNER_PRODUCT)
    engine.train(np.ascontiguousarray(vectors[:: -(-len(vectors) // _TRAINED)]))
    for begin in range(0, len(vectors), 65_536):
        engine.add(np.ascontiguousarray(vectors[begin : begin + 65_536]))
    return engine


def _describe_packing(dimension: int) -> str:
    return f"PQ{dimension // 2 if dimension % 2 == 0 else dimension}x4fs"


def _select(rows: Rows, size: int) -> faiss.IDSelector:
    wanted = np.zeros(size, bool)
    wanted[rows] = True
    # The stubs are those of the C++ call, with the bitmap's length.
    return faiss.IDSelectorBitmap(np.packbits(wanted, bitorder="little"))  # type: ignore[call-arg,arg-type]


class JoinedStore:
    """Several stores as one: their rows in turn."""

    def __init__(self, parts: Sequence[tuple[FaissStore, NDArray[np.bool_] | None]]) -> None:
        """Take the stores, each with a mask of the vectors that are still there; None when all are."""
        self._parts = [store for store, _ in parts]
        self._begins = np.concatenate([[0], np.cumsum([store.size for store in self._parts])]).astype(np.int64)
        self._alive = [None if alive is None else np.flatnonzero(alive) for _, alive in parts]

    @property
    def size(self) -> int:
        """How many rows there are, those of vectors that are gone counted with them."""
        return int(self._begins[-1])

    def search(self, vector: Vectors, k: int, rows: Rows | None = None) -> tuple[Rows, Vectors]:
        """Return rows and cosines of the k nearest, best first; `rows`, all still there, narrow the search."""
        found, scores = [np.zeros(0, np.int64)], [np.zeros(0, np.float32)]
        for store, alive, begin, end in zip(self._parts, self._alive, self._begins[:-1], self._begins[1:], strict=True):
            own = alive if rows is None else rows[(rows >= begin) & (rows < end)] - begin
            near, cosines = store.search(vector, k, own)
            found.append(near + begin)
            scores.append(cosines)
        all_rows, all_scores = np.concatenate(found), np.concatenate(scores)
        order = np.argsort(-all_scores, kind="stable")[:k]
        return all_rows[order], all_scores[order]
