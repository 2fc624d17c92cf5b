import numpy as np
import pytest

from corpus.errors import StoreMismatchError
from index.faiss_store import FaissStore, JoinedStore
from tests.index.store_contract import VectorStoreContract, unit_vectors


class TestFaissStore(VectorStoreContract):
    def make_store(self, vectors):
        return FaissStore.build(vectors)

    def reload(self, store, folder):
        store.save(folder)
        return FaissStore.load(folder)

    def test_a_file_cut_short_is_told_with_the_command_that_mends_it(self, tmp_path):
        FaissStore.build(unit_vectors(20)).save(tmp_path)
        path = tmp_path / "vectors.faiss"
        path.write_bytes(path.read_bytes()[:100])
        with pytest.raises(StoreMismatchError, match="askreport index build"):
            FaissStore.load(tmp_path)


class TestPackedFaissStore(VectorStoreContract):
    """What is searched past the flat limit gives the same, as long as all are candidates."""

    def make_store(self, vectors):
        return FaissStore.build([vectors[:20], vectors[20:]], flat_limit=10)

    def reload(self, store, folder):
        store.save(folder)
        return FaissStore.load(folder)


def test_of_many_vectors_the_nearest_are_found_with_exact_scores():
    noise = np.random.default_rng(7)
    centres = noise.standard_normal((50, 32))
    vectors = centres[noise.integers(0, 50, 6000)] + 0.6 * noise.standard_normal((6000, 32))
    vectors = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    store = FaissStore.build(vectors, flat_limit=1000)
    assert store.kind == "PQ16x4fs"
    found = 0
    for query in vectors[::200]:
        rows, scores = store.search(query, 10)
        exact = vectors @ query
        assert scores == pytest.approx(exact[rows], abs=1e-6)
        found += len(set(rows.tolist()) & set(np.argsort(-exact)[:10].tolist()))
    assert found / 300 >= 0.98


def test_narrowed_to_many_a_packed_store_is_exact(monkeypatch):
    monkeypatch.setattr("index.faiss_store._FEW", 5)
    vectors = unit_vectors(200)
    rows = np.arange(0, 200, 2)
    found, scores = FaissStore.build(vectors, flat_limit=10).search(vectors[7], 10, rows)
    exact = vectors[rows] @ vectors[7]
    assert scores == pytest.approx(np.sort(exact)[::-1][:10], abs=1e-6)
    assert set(found.tolist()) <= set(rows.tolist())


def test_several_stores_search_as_one_without_what_is_gone():
    vectors = unit_vectors(60)
    alive = np.arange(40) % 3 > 0
    joined = JoinedStore([(FaissStore.build(vectors[:40]), alive), (FaissStore.build(vectors[40:]), None)])
    rows, scores = joined.search(vectors[41], 100)
    assert sorted(rows) == [*np.flatnonzero(alive), *range(40, 60)]
    assert scores == pytest.approx(np.sort((vectors @ vectors[41])[rows])[::-1], abs=1e-6)
    assert sorted(joined.search(vectors[41], 3, np.array([1, 2, 55]))[0]) == [1, 2, 55]
