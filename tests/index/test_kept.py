import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.kept import keep, read_kept

ARRAYS = {"ids": np.arange(6, dtype=np.int32).reshape(2, 3), "none": np.zeros((0, 4), np.float32)}
SAID = {"words": ["长治", "gdp"], "count": 2, "nothing": None}


def test_what_was_kept_is_read_under_its_key(tmp_path):
    assert keep(tmp_path / "deep" / "a.kept", "key", ARRAYS, SAID)
    arrays, said = read_kept(tmp_path / "deep" / "a.kept", "key")
    assert said == SAID
    assert set(arrays) == set(ARRAYS)
    for name, array in ARRAYS.items():
        assert arrays[name].dtype == array.dtype
        assert np.array_equal(arrays[name], array)
    assert [path.name for path in (tmp_path / "deep").iterdir()] == ["a.kept"]


def test_another_key_or_no_file_is_as_good_as_none(tmp_path):
    keep(tmp_path / "a.kept", "key", ARRAYS, SAID)
    assert read_kept(tmp_path / "a.kept", "other") is None
    assert read_kept(tmp_path / "b.kept", "key") is None
    assert read_kept(tmp_path, "key") is None


def test_the_newest_stands(tmp_path):
    keep(tmp_path / "a.kept", "key", ARRAYS, 1)
    keep(tmp_path / "a.kept", "key", ARRAYS, 2)
    assert read_kept(tmp_path / "a.kept", "key")[1] == 2


def test_a_folder_that_cannot_be_written_is_told_by_false(tmp_path):
    (tmp_path / "file").write_text("")
    assert not keep(tmp_path / "file" / "a.kept", "key", ARRAYS, SAID)


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    path = tmp_path_factory.mktemp("kept") / "a.kept"
    keep(path, "key", ARRAYS, SAID)
    return path.read_bytes()


@given(data=st.data())
def test_a_damaged_file_is_as_good_as_none(whole, tmp_path_factory, data):
    path = tmp_path_factory.getbasetemp() / "damaged.kept"
    place = data.draw(st.integers(0, len(whole) - 1))
    changed = bytearray(whole)
    changed[place] ^= data.draw(st.integers(1, 255))
    path.write_bytes(changed)
    assert read_kept(path, "key") is None
    path.write_bytes(whole[:place])
    assert read_kept(path, "key") is None
