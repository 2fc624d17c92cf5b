import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.reading.terms import SentenceTerms, cut_tokens

SENTENCES = ["粮食产量达到150万吨", "新增就业4万人", "绿化造林完成", "地区生产总值增长"]
HEADERS = ["农业", "民生", "农业", ""]
TERMS = SentenceTerms.of_texts(SENTENCES, HEADERS)


def test_joining_characters_are_no_tokens():
    assert "的" not in cut_tokens("粮食的产量")
    assert "粮食" in cut_tokens("粮食的产量")


def test_a_sentence_that_holds_all_scores_1_and_its_neighbour_a_part_of_it():
    scores = TERMS.score("粮食产量")
    assert scores[0] == pytest.approx(1)
    assert scores[1] == pytest.approx(0.25)
    assert scores[3] < 0.25


def test_the_words_of_a_head_count_for_the_sentences_below_it():
    scores = TERMS.score("农业")
    assert scores[0] == scores[2] == pytest.approx(0.4)
    assert scores[3] == 0


def test_what_stands_nowhere_lowers_a_score_unless_the_question_is_foreign():
    assert TERMS.score("粮食zzz")[0] < 0.99
    assert TERMS.score("粮食zzz", foreign=True)[0] == pytest.approx(1)


def test_rare_tokens_weigh_more():
    terms = SentenceTerms.of_texts(["甲乙", "甲丙", "甲丁", "甲戊"], [""] * 4)
    assert 0 <= terms.idf("甲") < terms.idf("乙")
    assert terms.mass(["甲", "乙"]) == pytest.approx(terms.idf("甲") + terms.idf("乙"))
    assert terms.mass(["zzz"], foreign=True) == 0


def test_nothing_asked_scores_nothing():
    assert not TERMS.score("").any()
    assert SentenceTerms.of_texts([], []).score("粮食").shape == (0,)


@given(question=st.text(alphabet="粮食产量就业人农业民生的zq 1", max_size=20), foreign=st.booleans())
def test_scores_are_shares(question, foreign):
    scores = TERMS.score(question, foreign)
    assert scores.shape == (4,)
    assert (scores >= 0).all()
    assert (scores <= 1 + 1e-5).all()
    assert np.isfinite(scores).all()


TEXTS = st.lists(st.text(alphabet="粮食产量的和了150.万gdps αβ，。 後", max_size=20), max_size=6)


@given(texts=TEXTS, data=st.data())
def test_terms_are_those_that_each_text_is_cut_into(texts, data):
    headers = data.draw(
        st.lists(st.sampled_from(["农业", "", "的", "GDP 粮食"]), min_size=len(texts), max_size=len(texts))
    )
    terms = SentenceTerms.of_texts(texts, headers)
    held = {}
    for row in range(len(texts)):
        for header in cut_tokens(headers[row]):
            held[header, row] = max(held.get((header, row), 0), 0.4)
        for token in cut_tokens(texts[row]):
            held[token, row] = 1
            for beside in (row - 1, row + 1):
                if 0 <= beside < len(texts):
                    held[token, beside] = max(held.get((token, beside), 0), 0.25)
    found = {
        (token, int(terms.rows[at])): pytest.approx(float(terms.shares[at]))
        for token, word in terms.words.items()
        for at in range(terms.starts[word], terms.starts[word + 1])
    }
    assert held == found
    counted = {token: int(terms.counts[word]) for token, word in terms.words.items()}
    assert counted == {token: sum(token in cut_tokens(text) for text in texts) for token in terms.words}
