import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

from corpus.library import read_library
from index.encoder import BUNDLED_MODEL
from index.pieces import LateTokenizer, Pieces, WholeTokenizer, split_tokenizer

FILE = BUNDLED_MODEL / "tokenizer.json"


@pytest.fixture(scope="module")
def whole():
    return WholeTokenizer.read(FILE)


@pytest.fixture(scope="module")
def pieces():
    return Pieces(*split_tokenizer(FILE))


TEXTS = st.text(max_size=60) | st.text(
    alphabet="2020年長治市地区生产总值是多少？ＧＤＰ gdp growth 1,711.6亿元①㈠ñЖд한국がア▁[UNK]\n\t😀", max_size=60
)


@given(text=TEXTS)
def test_any_text_is_cut_as_the_library_cuts_it(whole, pieces, text):
    assert np.array_equal(pieces.ids(text), whole.ids(text))


def test_a_report_is_cut_as_the_library_cuts_it(whole, pieces):
    lines = next(iter(read_library())).text.split("\n")
    assert all(np.array_equal(pieces.ids(line), ids) for line, ids in zip(lines, whole.ids_of_all(lines), strict=True))


LETTERS = "abc"
SCORES = st.floats(-9, -1, allow_nan=False)


@given(
    vocabulary=st.dictionaries(st.text(alphabet=LETTERS, min_size=1, max_size=4), SCORES, max_size=12),
    texts=st.lists(st.text(alphabet=LETTERS + "x ", max_size=12), max_size=5),
)
def test_any_vocabulary_is_used_as_the_library_uses_it(vocabulary, texts, tmp_path_factory):
    path = tmp_path_factory.getbasetemp() / "tokenizer.json"
    tokenizer = Tokenizer(models.Unigram([("[UNK]", -9.0), *vocabulary.items()], unk_id=0))
    tokenizer.pre_tokenizer = pre_tokenizers.Split(Regex(" "), behavior="removed")
    tokenizer.normalizer = normalizers.Lowercase()
    tokenizer.save(str(path))
    whole, pieces = WholeTokenizer.read(path), Pieces(*split_tokenizer(path))
    for text in texts:
        assert np.array_equal(pieces.ids(text), whole.ids(text))


def change(path, **changes):
    content = json.loads(FILE.read_bytes())
    content["model"]["vocab"] = content["model"]["vocab"][:9]
    for name, value in changes.items():
        (content["model"] if name in content["model"] else content)[name] = value
    path.write_text(json.dumps(content), "utf-8")
    return path


def test_a_tokenizer_of_another_kind_is_only_read_whole(tmp_path):
    path = tmp_path / "tokenizer.json"
    assert split_tokenizer(change(path)) is not None
    for changes in ({"type": "BPE"}, {"byte_fallback": True}, {"unk_id": None}, {"added_tokens": [{"id": 1}]}):
        assert split_tokenizer(change(path, **changes)) is None
    assert split_tokenizer(change(path, vocab=[["[UNK]", -9.0], ["a", -1.0], ["a", -2.0]])) is None


def test_the_whole_tokenizer_is_read_once_and_only_for_many_texts(whole, pieces):
    read = []
    late = LateTokenizer(pieces, lambda: read.append(1) or whole)
    text = "2020年地区生产总值是多少？"
    expected = whole.ids(text)
    assert np.array_equal(late.ids(text), expected)
    assert np.array_equal(late.ids_of_all([text, text])[1], expected)
    assert not read
    assert np.array_equal(late.ids_of_all([text] * 2000)[-1], expected)
    assert np.array_equal(late.ids(text), expected)
    late.read_whole()
    assert len(read) == 1
