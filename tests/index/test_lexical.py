from dataclasses import fields

import bm25s
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.lexical import LexicalIndex, tokenize
from index.postings import K1, B, Postings, join_postings

TEXTS = st.text(alphabet="地区生产总值8%.5gdp财政收 ", max_size=30)


def test_chinese_becomes_characters_and_bigrams():
    assert tokenize("财政收入") == ["财", "政", "收", "入", "财政", "政收", "收入"]


def test_latin_words_and_numbers_stay_whole():
    assert tokenize("GDP 5.1% NO.5") == ["gdp", "5.1", "no", "5"]


def test_full_width_and_traditional_match_simplified():
    assert tokenize("ＧＤＰ財政") == tokenize("gdp财政")


def test_the_passage_that_shares_most_scores_highest():
    index = LexicalIndex.build(["地区生产总值增长8%", "城镇登记失业率控制在4.5%以内", "新建公园"])
    assert int(np.argmax(index.score("失业率"))) == 1


def test_unknown_words_score_zero_everywhere():
    index = LexicalIndex.build(["地区生产总值", "公园"])
    assert list(index.score("xyz")) == [0.0, 0.0]


def test_saved_and_loaded_it_scores_the_same(tmp_path):
    texts = ["地区生产总值增长8%", "城镇登记失业率", "新建公园三座"]
    index = LexicalIndex.build(texts)
    index.save(tmp_path / "lexical")
    again = LexicalIndex.load(tmp_path / "lexical", len(texts))
    assert np.allclose(index.score("生产总值"), again.score("生产总值"))


@given(texts=st.lists(TEXTS, min_size=1, max_size=8).filter(lambda texts: any(map(tokenize, texts))), question=TEXTS)
def test_scores_are_those_that_bm25s_gives(texts, question):
    engine = bm25s.BM25(k1=K1, b=B, method="lucene", backend="numpy")
    engine.index([tokenize(text) for text in texts], show_progress=False, create_empty_token=False)
    known = engine.get_tokens_ids(tokenize(question))
    expected = engine.get_scores(known) if known else np.zeros(len(texts))
    assert LexicalIndex.build(texts).score(question) == pytest.approx(expected, rel=1e-5)


@given(st.text(max_size=80))
def test_any_text_can_be_tokenized_and_no_token_is_empty(text):
    assert all(tokenize(text))


QUESTIONS = st.text(alphabet="地区生产总值8%.5gdp财政收 ", max_size=12)
MANY = st.lists(TEXTS, min_size=1, max_size=12)


def same(one, other):
    for field in fields(Postings):
        assert np.array_equal(getattr(one, field.name), getattr(other, field.name)), field.name


@given(texts=MANY, question=QUESTIONS, data=st.data())
def test_pieces_score_as_one_whatever_the_cuts(texts, question, data):
    cuts = sorted(data.draw(st.sets(st.integers(0, len(texts)), max_size=3)) | {0, len(texts)})
    pieces = [Postings.of_texts(texts[a:b]) for a, b in zip(cuts, cuts[1:], strict=False)]
    whole = LexicalIndex.build(texts)
    assert np.array_equal(LexicalIndex([(piece, None) for piece in pieces]).score(question), whole.score(question))
    joined = join_postings([(piece, None) for piece in pieces])
    same(joined, Postings.of_texts(texts))


@given(texts=MANY, question=QUESTIONS, data=st.data())
def test_what_is_gone_changes_the_scores_of_the_rest_as_a_new_build_does(texts, question, data):
    alive = np.array(data.draw(st.lists(st.booleans(), min_size=len(texts), max_size=len(texts))), bool)
    postings = Postings.of_texts(texts)
    masked = LexicalIndex([(postings, alive)]).score(question)
    left = [text for text, here in zip(texts, alive, strict=True) if here]
    assert np.array_equal(masked[alive], LexicalIndex.build(left).score(question))
    assert not masked[~alive].any()
    copied = join_postings([(postings, alive)])
    same(copied, Postings.of_texts(left))


@given(texts=MANY, question=QUESTIONS, k=st.integers(1, 12), narrow=st.none() | st.sets(st.integers(0, 11)))
@pytest.mark.parametrize("few", [0, 20_000])
def test_search_gives_the_best_of_all_scores(texts, question, k, narrow, few):
    index = LexicalIndex.build(texts)
    rows = None if narrow is None else np.array(sorted(row for row in narrow if row < len(texts)), np.int64)
    with pytest.MonkeyPatch.context() as patch:
        # Either way of searching, whatever the size.
        patch.setattr("index.lexical._FEW", few)
        found, scores = index.search(question, k, rows)
    every = index.score(question)
    wanted = np.arange(len(texts)) if rows is None else rows
    best = [row for row in sorted(wanted, key=lambda row: (-every[row], row)) if every[row] > 0][:k]
    assert scores == pytest.approx(every[best], rel=1e-5)
    assert np.array_equal(every[found], every[best]) or every[found] == pytest.approx(every[best], rel=1e-5)
    assert np.allclose(index.score_rows(question, wanted), every[wanted], rtol=1e-5)


def test_joined_in_a_folder_postings_are_those_joined_in_memory(tmp_path):
    one, two = Postings.of_texts(["地区生产总值", "gdp gdp"]), Postings.of_texts(["财政 收入", "", "地区"])
    on_disk = join_postings([(one, None), (two, None)], tmp_path / "joined")
    same(on_disk, join_postings([(one, None), (two, None)]))
