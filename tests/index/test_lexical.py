import bm25s
import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.lexical import K1, B, LexicalIndex, tokenize

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
    assert np.array_equal(LexicalIndex.build(texts).score(question), expected)


@given(st.text(max_size=80))
def test_any_text_can_be_tokenized_and_no_token_is_empty(text):
    assert all(tokenize(text))
