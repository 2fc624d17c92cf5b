"""Vectors in FAISS: exact inner products."""

from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray

from corpus.errors import StoreMismatchError
from index.encoder import Vectors

_FILE = "vectors.faiss"


class FaissStore:
    """A flat FAISS index; exact, and fast up to some hundred thousand vectors."""

    def __init__(self, engine: faiss.Index) -> None:
        self._engine = engine

    @classmethod
    def build(cls, vectors: Vectors) -> "FaissStore":
        """Return a store that holds the vectors by row; shape (n, dimension), unit length."""
        engine = faiss.IndexFlatIP(vectors.shape[1])
        engine.add(np.ascontiguousarray(vectors))
        return cls(engine)

    @classmethod
    def load(cls, folder: Path) -> "FaissStore":
        """Return a saved store.

        Raises:
            StoreMismatchError: the file is not a FAISS index, or is cut short.
        """
        try:
            return cls(faiss.read_index(str(folder / _FILE)))
        except RuntimeError as error:
            raise StoreMismatchError(
                f"{folder / _FILE} cannot be read as a FAISS index. Run: askreport index build"
            ) from error

    @property
    def size(self) -> int:
        """How many vectors there are."""
        return int(self._engine.ntotal)

    def read_all(self) -> Vectors:
        """Return every vector by row, shape (size, dimension)."""
        vectors: Vectors = self._engine.reconstruct_n(0, self.size)
        return vectors

    def search(
        self, vector: Vectors, k: int, rows: NDArray[np.int64] | None = None
    ) -> tuple[NDArray[np.int64], Vectors]:
        """Return rows and cosines of the k nearest, best first; `rows` narrows the search beforehand."""
        k = min(k, self.size if rows is None else len(rows))
        if k == 0:
            return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32)
        parameters = None
        if rows is not None:
            # The engine's stubs leave the keyword out that its Python layer adds.
            parameters = faiss.SearchParameters(sel=faiss.IDSelectorBatch(rows))  # type: ignore[call-arg]
        scores, found = self._engine.search(np.ascontiguousarray(vector[None, :]), k, params=parameters)
        return found[0], scores[0]

    def save(self, folder: Path) -> None:
        """Write the index file into the folder."""
        faiss.write_index(self._engine, str(folder / _FILE))
