"""What a search asks of an index, and of the vectors in it: one protocol each, one file an engine."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index.encoder import Vectors
from index.late_interaction import PassageTokens
from index.types import Passage


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


class Passages(Protocol):
    """Passages by number: a list, or what makes one when it is looked at."""

    def __len__(self) -> int:
        """Return how many there are."""

    def __getitem__(self, at: int, /) -> Passage:
        """Return one of them."""


@dataclass(frozen=True)
class Candidates:
    """What the two legs found for a question, in no order; entry i of each field is of the same passage."""

    passages: Passages
    dense: Vectors
    """Cosines; for a passage that only the words found, that of the farthest that the vectors found."""
    lexical: Vectors
    """BM25 scores, those of what only the vectors found with them."""
    chinese: Vectors
    """Which share of each one's words is Chinese."""
    tokens: PassageTokens

    def __len__(self) -> int:
        return len(self.passages)


class PassageIndex(Protocol):
    """Passages that are found by vector and by words."""

    def __len__(self) -> int:
        """Return how many passages there are."""

    def find(self, question: str, vector: Vectors, k: int, reports: Collection[str] | None) -> Candidates:
        """Return the k nearest by vector and the k best by words; `reports` narrows to their ids before the search.

        Raises:
            StoreUnavailableError: the engine did not answer.
        """
