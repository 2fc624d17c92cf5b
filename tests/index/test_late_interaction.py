"""Late interaction against its definition written out token by token."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Regex, Tokenizer, models, pre_tokenizers

from index.arrays import join_ranges
from index.late_interaction import (
    SENTENCE_MEAN_SHARE,
    SENTENCE_SHARE,
    WEIGHT_POWER,
    LateInteraction,
    PassageTokens,
    TokenTable,
)
from index.passage_tokens import split_windows

LETTERS = "abcdefgh一二三四五六七八"
WIDTH = 6


def make_table() -> TokenTable:
    tokenizer = Tokenizer(models.Unigram([("[UNK]", -20.0), *((letter, -2.0) for letter in LETTERS)], unk_id=0))
    tokenizer.pre_tokenizer = pre_tokenizers.Split(Regex("."), behavior="isolated")
    chooser = np.random.default_rng(3)
    vectors = chooser.integers(-127, 128, (len(LETTERS) + 1, WIDTH)).astype(np.int8)
    weights = chooser.random(len(LETTERS) + 1).astype(np.float32) + 0.1
    return TokenTable(tokenizer, vectors, weights)


TABLE = make_table()


def late_by_hand(question: str, passage: str) -> float:
    ids = TABLE.ids(question)
    windows = [np.unique(found) for w in split_windows(passage) if len(found := TABLE.ids(w))]
    if not len(ids) or not windows:
        return 0.0
    ids, counts = np.unique(ids, return_counts=True)
    weights = TABLE.weights[ids] * counts
    unit = TABLE.unit(ids)
    cosines = [(unit @ TABLE.unit(window).T).max(axis=1) for window in windows]
    mean = weights @ unit
    share = weights**WEIGHT_POWER / (weights**WEIGHT_POWER).sum()
    means = [TABLE.weights[window] @ TABLE.unit(window) for window in windows]
    near = max(float(mean @ m) / float(np.linalg.norm(mean) * np.linalg.norm(m)) for m in means)
    whole = float(share @ np.max(cosines, axis=0))
    sentence = max(float(share @ best) for best in cosines)
    total = 1 + SENTENCE_SHARE + SENTENCE_MEAN_SHARE
    return (whole + SENTENCE_SHARE * sentence + SENTENCE_MEAN_SHARE * near) / total


texts = st.text(alphabet=LETTERS + "。?. \n", max_size=60)


@given(texts, st.lists(texts, min_size=1, max_size=5))
@settings(deadline=None, max_examples=60)
def test_scores_are_those_of_the_definition(question: str, passages: list[str]) -> None:
    scores = LateInteraction(TABLE, PassageTokens.of_texts(TABLE, passages)).score(TABLE.ids(question))
    assert scores == pytest.approx([late_by_hand(question, passage) for passage in passages], abs=1e-5)


@given(st.lists(texts, min_size=3, max_size=6), st.lists(st.integers(0, 2), max_size=5))
@settings(deadline=None, max_examples=30)
def test_rows_pick_and_order_the_scores(passages: list[str], rows: list[int]) -> None:
    late = LateInteraction(TABLE, PassageTokens.of_texts(TABLE, passages))
    ids = TABLE.ids("ab一")
    assert late.score(ids, np.array(rows, np.int64)) == pytest.approx(late.score(ids)[rows], abs=1e-6)
    assert late.best(ids, np.array(rows, np.int64)) == pytest.approx(late.best(ids)[rows], abs=1e-6)


def test_large_vocabularies_score_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    tokens = PassageTokens.of_texts(TABLE, ["abc一二三", "def。四五六", ""])
    kept = LateInteraction(TABLE, tokens).score(TABLE.ids("a五"))
    monkeypatch.setattr("index.late_interaction._KEPT_TOKENS", 0)
    monkeypatch.setattr("index.late_interaction._PART", 2)
    large = LateInteraction(TABLE, tokens)
    assert large.score(TABLE.ids("a五")) == pytest.approx(kept, abs=1e-6)
    assert large.score(TABLE.ids("a五"), np.array([2, 0, 1])) == pytest.approx(kept[[2, 0, 1]], abs=1e-6)
    assert large.score(TABLE.ids("a五"), np.array([], np.int64)).shape == (0,)
    whole = LateInteraction(TABLE, tokens.take(np.array([0, 1])))
    assert large.best(TABLE.ids("a五"), np.array([0, 1])) == pytest.approx(whole.best(TABLE.ids("a五")), abs=1e-6)


@given(st.lists(texts, min_size=1, max_size=4), st.lists(texts, max_size=6), st.integers(0, 200))
@settings(deadline=None, max_examples=60)
def test_what_was_asked_before_changes_no_score(passages: list[str], before: list[str], kept: int) -> None:
    tokens = PassageTokens.of_texts(TABLE, passages)
    asked = LateInteraction(TABLE, tokens)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("index.late_interaction._KEPT_CELLS", kept)
        for text in before:
            asked.score(TABLE.ids(text))
        for text in (*before, "ab一二aba"):
            ids = TABLE.ids(text)
            fresh = LateInteraction(TABLE, tokens)
            assert asked.score(ids) == pytest.approx(fresh.score(ids), abs=1e-6)
            assert asked.best(ids) == pytest.approx(fresh.best(ids), abs=1e-6)


@given(texts)
def test_windows_leave_nothing_out(text: str) -> None:
    assert "".join(split_windows(text)) == text


def test_a_point_within_a_number_does_not_end_a_sentence() -> None:
    assert split_windows("GDP grew by 6.4 % in 2020. It had grown by 7.1 % before. ") == [
        "GDP grew by 6.4 % in 2020. ",
        "It had grown by 7.1 % before. ",
    ]


def test_a_passage_that_holds_the_question_scores_one() -> None:
    late = LateInteraction(TABLE, PassageTokens.of_texts(TABLE, ["ab一二", "cd三四"]))
    scores = late.score(TABLE.ids("ab一二"))
    assert scores[0] == pytest.approx(1.0, abs=1e-5)
    assert scores[1] < scores[0]


def test_empty_question_and_no_passages_give_zeros() -> None:
    late = LateInteraction(TABLE, PassageTokens.of_texts(TABLE, ["ab", ""]))
    assert late.score(TABLE.ids("")).tolist() == [0.0, 0.0]
    assert late.best(TABLE.ids("a"))[1].tolist() == [0.0]
    assert LateInteraction(TABLE, PassageTokens.of_texts(TABLE, [])).score(TABLE.ids("a")).shape == (0,)


def test_tokens_come_back_from_disk(tmp_path: Path) -> None:
    tokens = PassageTokens.of_texts(TABLE, ["abc。def", "", "一二三"])
    tokens.save(tmp_path / "tokens.npz")
    again = PassageTokens.load(tmp_path / "tokens.npz")
    assert len(again) == 3
    ids = TABLE.ids("a三")
    assert LateInteraction(TABLE, again).score(ids).tolist() == LateInteraction(TABLE, tokens).score(ids).tolist()


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 5)), max_size=8))
def test_joined_ranges_are_the_ranges_one_after_another(ranges: list[tuple[int, int]]) -> None:
    starts, lengths = (np.array([r[i] for r in ranges], np.int64) for i in (0, 1))
    wanted = [n for start, length in ranges for n in range(start, start + length)]
    assert join_ranges(starts, lengths).tolist() == wanted


def test_passages_with_the_same_tokens_share_what_a_question_finds() -> None:
    one, same, other = (
        LateInteraction(TABLE, PassageTokens.of_texts(TABLE, texts)) for texts in (["abc一二"], ["一ab", "二c"], ["ab"])
    )
    assert one._vocabulary is same._vocabulary
    assert one._vocabulary is not other._vocabulary
    ids = TABLE.ids("a一三")
    one.score(ids)
    fresh = LateInteraction(make_table(), PassageTokens.of_texts(TABLE, ["一ab", "二c"]))
    assert same.score(ids).tolist() == fresh.score(ids).tolist()
