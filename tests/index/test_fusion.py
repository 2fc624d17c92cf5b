import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from index.fusion import LEARNED_DENSE_SHARE, chinese_share, fuse

unit = st.floats(0, 1, width=32)


def column(*values: float) -> np.ndarray:
    return np.array(values, np.float32)


def test_words_of_the_question_decide_between_passages_of_like_meaning() -> None:
    scores = fuse("地区生产总值是多少", column(0.5, 0.5), column(0.8, 0.8), column(2.0, 9.0))
    assert scores[1] > scores[0]


def test_a_question_in_another_script_is_not_ruled_by_the_few_words_it_shares() -> None:
    late, lexical = column(0.75, 0.6), column(0.0, 4.0)
    assert np.argmax(fuse("What was the GDP of Changzhi in 2020?", column(0.5, 0.4), late, lexical)) == 0


def test_english_words_count_where_the_passages_are_english() -> None:
    dense, late, lexical = column(0.5, 0.5), column(0.75, 0.7), column(0.0, 5.0)
    question = "What was the growth of industrial output?"
    assert np.argmax(fuse(question, dense, late, lexical, size=1000)) == 0
    assert np.argmax(fuse(question, dense, late, lexical, chinese=column(0.0, 0.0), size=1000)) == 1


def test_a_model_that_reads_sentences_counts_more() -> None:
    dense, late, lexical = column(0.9, 0.7), column(0.5, 0.6), column(0.0, 0.0)
    assert np.argmax(fuse("why", dense, late, lexical)) == 1
    assert np.argmax(fuse("why", dense, late, lexical, dense_share=LEARNED_DENSE_SHARE)) == 0


@pytest.mark.parametrize(
    ("text", "share"), [("地区生产总值", 1.0), ("gross product", 0.0), ("GDP增长", 2 / 3), ("12%", 1.0)]
)
def test_chinese_share_counts_characters_as_words(text: str, share: float) -> None:
    assert chinese_share([text])[0] == pytest.approx(share)


@given(st.integers(1, 20).flatmap(lambda n: st.tuples(*[arrays.arrays(np.float32, n, elements=unit)] * 3)), st.text())
def test_a_candidate_better_on_every_leg_stands_above(legs: tuple[np.ndarray, ...], question: str) -> None:
    dense, late, lexical = (np.append(leg, leg.max() + 0.1).astype(np.float32) for leg in legs)
    scores = fuse(question, dense, late, lexical)
    assert scores.shape == late.shape
    assert np.argmax(scores) == len(scores) - 1


def test_no_candidates_give_no_scores() -> None:
    assert fuse("", column(), column(), column()).shape == (0,)
