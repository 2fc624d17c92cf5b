"""Where vectors are kept and searched: one protocol, one file an engine."""

from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index.encoder import Vectors


class VectorStore(Protocol):
    """Vectors by row, searched by cosine. Scores: higher is better."""

    @property
    def size(self) -> int:
        """How many vectors there are."""

    def read_all(self) -> Vectors:
        """Return every vector by row, shape (size, dimension): what a new index takes over from an old one."""

    def search(
        self, vector: Vectors, k: int, rows: NDArray[np.int64] | None = None
    ) -> tuple[NDArray[np.int64], Vectors]:
        """Return rows and cosines of the k nearest to one vector, best first; fewer when there are fewer.

        `rows` narrows the search to these rows before it begins.

        Raises:
            StoreUnavailableError: the engine did not answer.
        """

    def save(self, folder: Path) -> None:
        """Write everything that `load` needs into the folder."""
