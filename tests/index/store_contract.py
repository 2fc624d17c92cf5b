"""What every vector store must do; a store's test inherits this and gives `make_store`."""

import numpy as np
import pytest

RNG_ROWS = 57


def unit_vectors(rows: int, dimension: int = 8) -> np.ndarray:
    grid = np.sin(np.arange(1, rows * dimension + 1, dtype=np.float64) * 1.7).reshape(rows, dimension)
    return (grid / np.linalg.norm(grid, axis=1, keepdims=True)).astype(np.float32)


class VectorStoreContract:
    def make_store(self, vectors):
        raise NotImplementedError

    def reload(self, store, folder):
        raise NotImplementedError

    def test_scores_are_the_cosines_that_numpy_gives(self):
        vectors = unit_vectors(RNG_ROWS)
        query = unit_vectors(RNG_ROWS + 1)[-1]
        rows, scores = self.make_store(vectors).search(query, 10)
        exact = vectors @ query
        assert list(rows) == list(np.argsort(-exact, kind="stable")[:10])
        assert scores == pytest.approx(exact[rows], abs=1e-5)

    def test_higher_is_better_and_best_comes_first(self):
        vectors = unit_vectors(RNG_ROWS)
        rows, scores = self.make_store(vectors).search(vectors[5], 5)
        assert rows[0] == 5
        assert list(scores) == sorted(scores, reverse=True)

    def test_search_for_more_than_there_are_returns_all(self):
        rows, scores = self.make_store(unit_vectors(3)).search(unit_vectors(1)[0], 10)
        assert sorted(rows) == [0, 1, 2]
        assert len(scores) == 3

    def test_search_on_empty_store_returns_nothing(self):
        rows, scores = self.make_store(unit_vectors(1)[:0]).search(unit_vectors(1)[0], 10)
        assert len(rows) == len(scores) == 0

    def test_rows_narrow_the_search_before_it_begins(self):
        vectors = unit_vectors(RNG_ROWS)
        wanted = np.array([3, 9, 40], dtype=np.int64)
        rows, _ = self.make_store(vectors).search(vectors[5], 10, wanted)
        assert sorted(rows) == [3, 9, 40]

    def test_saved_and_loaded_it_finds_the_same(self, tmp_path):
        vectors = unit_vectors(RNG_ROWS)
        store = self.make_store(vectors)
        again = self.reload(store, tmp_path)
        assert again.size == store.size == RNG_ROWS
        for before, after in zip(store.search(vectors[7], 9), again.search(vectors[7], 9), strict=True):
            assert list(before) == list(after)
