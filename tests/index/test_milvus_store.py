"""Runs on milvus-lite, in a file of its own for each test."""

import itertools

import numpy as np
import pytest

pytest.importorskip("pymilvus", reason="needs the extra: pip install 'askreport[milvus]'")
pytest.importorskip("milvus_lite", reason="needs milvus-lite, which there is for Linux and macOS")

from corpus.errors import StoreMismatchError, StoreUnavailableError
from index.build import build_index
from index.lexical import LexicalIndex
from index.milvus_store import MilvusStore, update_milvus, write_words
from index.retrieve import Retriever
from tests.evidence_fakes import TABLE
from tests.fakes import DIMENSION, HashEncoder
from tests.index.small_reports import CHANGZHI as C
from tests.index.small_reports import DATONG as B
from tests.index.small_reports import DATONG_AGAIN as B2
from tests.index.small_reports import TAIYUAN as A
from tests.index.store_contract import VectorStoreContract

pytestmark = pytest.mark.milvus


def plain_row(number: int, vector: np.ndarray, text: str = "") -> dict:
    numbers = dict.fromkeys(("start", "end", "paragraph_start", "paragraph_end"), 0)
    texts = dict.fromkeys(("sha256", "header", "tokens"), "")
    own = {"id": number, "report": "r", "chinese": 1.0, "words": write_words(text), "dense": vector.tolist()}
    return numbers | texts | own


class TestMilvusStore(VectorStoreContract):
    @pytest.fixture(autouse=True)
    def folder(self, tmp_path):
        self._files = (tmp_path / f"{number}.db" for number in itertools.count())
        self._open: list[MilvusStore] = []
        yield
        for store in self._open:
            store.close()

    def make_store(self, vectors):
        self._file = str(next(self._files))
        store = MilvusStore(self._file, "passages", vectors.shape[1])
        self._open.append(store)
        store.add([plain_row(number, vector) for number, vector in enumerate(vectors)])
        return store

    def reload(self, store, folder):
        dimension = 8
        self._open.pop().close()
        again = MilvusStore(self._file, "passages", dimension)
        self._open.append(again)
        store._client = again._client
        return again


@pytest.fixture
def store(tmp_path):
    opened = MilvusStore(str(tmp_path / "passages.db"), "passages", DIMENSION)
    yield opened
    opened.close()


def retriever(index):
    return Retriever(index, HashEncoder(), TABLE)


def test_words_score_as_they_do_without_milvus(store):
    texts = ["地区生产总值增长8%", "城镇登记失业率控制在4.5%以内", "新建公园 GDP gdp", "财政收入"]
    vectors = HashEncoder().encode_passages(texts)
    store.add([plain_row(n, vectors[n], text) for n, text in enumerate(texts)])
    for question in ("地区生产总值是多少", "gdp 4.5%", "控制失业率 失业率"):
        exact = LexicalIndex.build(texts).score(question)
        hits = store.find_words(write_words(question), 10, {}, [])
        assert {hit["id"]: hit["distance"] for hit in hits} == pytest.approx(
            {row: score for row, score in enumerate(exact) if score > 0}, rel=1e-4
        )


@pytest.mark.parametrize("leg", ["hybrid", "dense", "lexical"])
def test_it_finds_what_the_index_in_files_finds(store, leg):
    reports = [A, B, C]
    here = retriever(update_milvus(store, reports, HashEncoder(), TABLE))
    there = retriever(build_index(reports, None, HashEncoder(), TABLE))
    for question in ("粮食总产量", "2022年新增就业", "太原市 生产总值"):
        for narrowed in (None, {"大同市-2022", "长治市-2022"}):
            found, wanted = (one.retrieve(question, 50, narrowed, leg) for one in (here, there))
            assert [hit.passage for hit in found] == [hit.passage for hit in wanted]
            for one, other in zip(found, wanted, strict=True):
                assert (one.score, one.dense, one.lexical, one.late) == pytest.approx(
                    (other.score, other.dense, other.lexical, other.late), rel=1e-3, abs=1e-5
                )


def test_only_what_is_new_is_encoded_and_what_went_is_gone(store):
    class Counting(HashEncoder):
        texts: list[str] = []

        def encode_passages(self, texts):
            self.texts += texts
            return self.encode_questions(texts)

    update_milvus(store, [A, B], HashEncoder(), TABLE)
    encoder = Counting()
    index = update_milvus(store, [A, B2, C], encoder, TABLE)
    assert {text.split(" · ")[0] for text in encoder.texts} == {"大同市", "长治市"}
    hits = retriever(index).retrieve("粮食总产量", 50)
    assert {hit.passage.report_id for hit in hits} == {A.id, B.id, C.id}
    assert len(index) == len(build_index([A, B2, C], None, HashEncoder(), TABLE))
    assert len(update_milvus(store, [C], HashEncoder(), TABLE)) == len(build_index([C], None, HashEncoder(), TABLE))


def test_another_encoder_encodes_everything_anew(store):
    class Other(HashEncoder):
        name = "fake:other"

    update_milvus(store, [A, B], HashEncoder(), TABLE)
    steps = []
    index = update_milvus(store, [A, B], Other(), TABLE, lambda done, total: steps.append((done, total)))
    assert steps[-1] == (len(index), len(index))


def test_a_process_answers_from_the_reports_that_it_knows(store):
    before = retriever(update_milvus(store, [A, B], HashEncoder(), TABLE))
    update_milvus(store, [A, B2, C], HashEncoder(), TABLE)
    assert {hit.passage.report_id for hit in before.retrieve("粮食总产量", 50)} == {A.id}


def test_what_a_writer_left_half_done_is_mended(store):
    update_milvus(store, [A, B], HashEncoder(), TABLE)
    # Cut off after the first passages of a report: it has no note yet.
    store._client.delete(store._reports, filter=f'report == "{B.id}"')
    store._client.delete(store.collection, filter=f'report == "{B.id}" and start > 5')
    index = update_milvus(store, [A, B], HashEncoder(), TABLE)
    assert len(index) == len(build_index([A, B], None, HashEncoder(), TABLE))


def test_vectors_of_another_length_are_told(tmp_path):
    MilvusStore(str(tmp_path / "one.db"), "passages", 8).close()
    with pytest.raises(StoreMismatchError, match="ASKREPORT_MILVUS_COLLECTION"):
        MilvusStore(str(tmp_path / "one.db"), "passages", 16)


def test_no_server_is_told():
    with pytest.raises(StoreUnavailableError, match="ASKREPORT_MILVUS_URI"):
        MilvusStore("http://127.0.0.1:9", "passages", 8)


def test_dropped_it_is_as_new(tmp_path):
    first = MilvusStore(str(tmp_path / "one.db"), "passages", DIMENSION)
    update_milvus(first, [A], HashEncoder(), TABLE)
    first.drop()
    first.close()
    again = MilvusStore(str(tmp_path / "one.db"), "passages", DIMENSION)
    assert (again.size, again.read_reports()) == (0, {})
    again.close()
