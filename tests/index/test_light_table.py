import os
import shutil

import numpy as np
import pytest

from index.encoder import BUNDLED_MODEL, StaticEncoder, load_encoder, load_table
from index.late_interaction import TokenTable
from index.light_table import open_table
from tests.fakes import HashEncoder

TEXT = "2020年长治市地区生产总值是多少？"


@pytest.fixture(scope="module")
def whole():
    return TokenTable.from_folder(BUNDLED_MODEL)


@pytest.fixture
def model(tmp_path):
    return shutil.copytree(BUNDLED_MODEL, tmp_path / "model")


def same(one, other):
    ids = one.ids(TEXT)
    return (
        np.array_equal(ids, other.ids(TEXT))
        and np.array_equal(one.weights, other.weights)
        and np.array_equal(one.unit(ids), other.unit(ids))
        and (one.size, one.width) == (other.size, other.width)
    )


def test_the_table_that_was_kept_says_what_the_whole_one_says(tmp_path, whole):
    first = open_table(BUNDLED_MODEL, tmp_path)
    second = open_table(BUNDLED_MODEL, tmp_path)
    assert same(first, whole)
    assert same(second, whole)
    assert first.name == second.name
    second.warm()
    assert same(second, whole)


def test_a_model_that_was_changed_is_read_anew(tmp_path, model):
    open_table(model, tmp_path)
    path = model / "model.safetensors"
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)
    os.utime(path, ns=(1, 1))
    table = open_table(model, tmp_path)
    assert same(table, TokenTable.from_folder(model))
    assert table.name != open_table(BUNDLED_MODEL, tmp_path).name


def test_what_was_kept_is_not_needed(tmp_path, whole):
    (tmp_path / "file").write_text("")
    assert same(open_table(BUNDLED_MODEL, tmp_path / "file"), whole)
    open_table(BUNDLED_MODEL, tmp_path)
    for path in tmp_path.glob("tokens-*"):
        path.write_bytes(path.read_bytes()[:1000])
    assert same(open_table(BUNDLED_MODEL, tmp_path), whole)


def test_an_encoder_is_the_same_however_it_was_read(tmp_path, whole):
    for _ in range(2):
        encoder = load_encoder("bundled", tmp_path)
        assert encoder.name == StaticEncoder().name
        assert np.array_equal(encoder.encode_questions([TEXT]), whole.means([TEXT]))
        assert same(load_table(HashEncoder(), tmp_path), whole)
