import pytest

from corpus.errors import StoreMismatchError
from index.faiss_store import FaissStore
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
