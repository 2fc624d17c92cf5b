import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.lexical import LexicalIndex
from index.maxscore import find_highest
from index.postings import Postings

TEXTS = st.lists(st.text(alphabet="地区生产总值8%.5gdp财政收 ", max_size=30), min_size=1, max_size=30)
QUESTIONS = st.text(alphabet="地区生产总值8%.5gdp财政收 ", max_size=12)


@pytest.fixture
def pruned(monkeypatch):
    """Every search by rare terms first, however small the index."""
    monkeypatch.setattr("index.lexical._FEW", 0)
    monkeypatch.setattr("index.maxscore.FIRST", 1)


@st.composite
def indexes(draw):
    """An index of some pieces, of each only some passages still there."""
    texts = draw(TEXTS)
    cuts = sorted(draw(st.sets(st.integers(0, len(texts)), max_size=3)) | {0, len(texts)})
    pieces = []
    for begin, end in zip(cuts, cuts[1:], strict=False):
        alive = draw(st.none() | st.lists(st.booleans(), min_size=end - begin, max_size=end - begin))
        pieces.append((Postings.of_texts(texts[begin:end]), None if alive is None else np.array(alive, bool)))
    return LexicalIndex(pieces)


def best_of_all(index, question, k, wanted):
    every = index.score(question)
    return sorted((every[row] for row in wanted if every[row] > 0), reverse=True)[:k]


@pytest.mark.parametrize("dense", [0, 8, 1000])
@given(index=indexes(), question=QUESTIONS, k=st.integers(1, 8), data=st.data())
def test_the_pruned_search_finds_what_the_full_one_does(dense, index, question, k, data):
    narrow = data.draw(st.none() | st.sets(st.integers(0, index.size - 1)) if index.size else st.none())
    rows = None if narrow is None else np.array(sorted(narrow), np.int64)
    wanted = range(index.size) if rows is None else rows
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("index.lexical._FEW", 0)
        patch.setattr("index.maxscore.FIRST", 1)
        patch.setattr("index.lexical_piece._DENSE", dense)
        found, scores = index.search(question, k, rows)
    assert scores == pytest.approx(best_of_all(index, question, k, wanted), rel=1e-5)
    assert scores == pytest.approx(index.score(question)[found], rel=1e-5)
    assert set(found.tolist()) <= set(wanted)
    assert len(set(found.tolist())) == len(found)


@given(index=indexes(), question=QUESTIONS, k=st.integers(1, 8))
def test_past_its_budget_it_finds_passages_with_the_scores_they_have(index, question, k):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("index.lexical._FEW", 0)
        for name in ("FIRST", "BUDGET", "GUESSED", "CANDIDATES"):
            patch.setattr(f"index.maxscore.{name}", 1)
        found, scores = index.search(question, k)
    assert scores == pytest.approx(index.score(question)[found], rel=1e-5)
    assert scores.tolist() == sorted(scores.tolist(), reverse=True)


@pytest.mark.usefixtures("pruned")
def test_frequent_terms_count_where_rare_ones_leave_it_open():
    # All hold the rare word, and one the frequent ones beside it.
    texts = ["公园地区"] * 3 + ["公园财政"] + ["财政收入"] * 40
    found, _ = LexicalIndex.build(texts).search("公园财政", 1)
    assert found.tolist() == [3]


@given(
    scores=st.lists(st.integers(0, 40), max_size=600).map(lambda values: np.array(values, np.float32)),
    floor=st.integers(0, 20).map(np.float32),
    most=st.integers(1, 40),
)
def test_the_highest_are_those_of_a_sort(scores, floor, most):
    rows = find_highest(scores, floor, most)
    assert rows.tolist() == sorted(set(rows.tolist()))
    assert sorted(scores[rows].tolist()) == sorted(scores[scores > floor].tolist())[-most:]


def test_what_is_gone_is_counted_once_for_each_term():
    index = LexicalIndex([(Postings.of_texts(["财政收入", "财政支出", "公园"]), np.array([True, False, True]))])
    once = index.score("财政")
    assert np.array_equal(index.score("财政 公园")[[1]], [0])
    assert np.array_equal(index.score("财政"), once)
