import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.training.texts import Pairs, Texts, load_pairs, save_pairs

lists = st.lists(st.lists(st.integers(0, 99), max_size=6), min_size=1, max_size=8)


def make(rows: list[list[int]]) -> Texts:
    flat = np.array([token for row in rows for token in row], np.int64)
    return Texts(flat, np.concatenate([[0], np.cumsum([len(row) for row in rows])]).astype(np.int64))


def unmake(texts: Texts) -> list[list[int]]:
    return [texts.ids[a:b].tolist() for a, b in zip(texts.offsets, texts.offsets[1:], strict=False)]


@given(lists, st.data())
def test_taken_texts_are_the_chosen_ones_in_order(rows: list[list[int]], data: st.DataObject) -> None:
    chosen = data.draw(st.lists(st.integers(0, len(rows) - 1), max_size=10))
    assert unmake(make(rows).take(np.array(chosen, np.int64))) == [rows[i] for i in chosen]


@given(lists)
def test_joined_texts_hold_their_members_tokens(rows: list[list[int]]) -> None:
    group_of = np.arange(len(rows)) // 2
    joined = unmake(make(rows).joined(group_of, int(group_of[-1]) + 1))
    assert joined == [sum(rows[i : i + 2], []) for i in range(0, len(rows), 2)]


def test_pairs_come_back_from_disk(tmp_path: pytest.TempPathFactory) -> None:
    pairs = Pairs(make([[1, 2], [3]]), make([[4]]), np.array([0, 0]), np.array([1.0, 2.0], np.float32))
    save_pairs(pairs, tmp_path / "pairs.npz")
    again = load_pairs(tmp_path / "pairs.npz")
    assert unmake(again.left) == [[1, 2], [3]]
    assert unmake(again.right) == [[4]]
    assert again.right_of.tolist() == [0, 0]
    assert again.weight.tolist() == [1.0, 2.0]
