import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.scorer.answerability import describe_evidence, load_answerability_model
from service.scorer.model import ScoredSentences, load_evidence_model, prepare
from tests.evidence_fakes import LETTERS, SENTENCES, TABLE, prepared

ROWS = np.arange(len(SENTENCES))
SCORES = np.ones(len(SENTENCES), dtype=np.float32)


def weigh(question: str) -> ScoredSentences:
    return load_evidence_model().weigh(question, prepared(), ROWS, SCORES)


def judge(question: str) -> float:
    return load_answerability_model().judge(weigh(question), prepared())


def described(question: str) -> dict[str, float]:
    found = describe_evidence(weigh(question), prepared())
    assert found is not None
    return dict(zip(found[1], found[0], strict=True))


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ("粮食产量达到多少万吨？", "煤炭产量达到多少万吨？"),
        ("2020年地区生产总值达到多少亿元？", "2020年进出口总额达到多少亿元？"),
        ("长治市粮食产量达到多少？", "火星探测器什么时候着陆？"),
    ],
)
def test_what_the_report_gives_is_likelier_than_what_it_does_not(given, missing):
    assert judge(given) > judge(missing)


@pytest.mark.parametrize("question", ["", "？？？"])
def test_question_without_words_is_not_answered(question):
    assert judge(question) == 0.0


def test_nothing_chosen_is_not_answered():
    assert load_answerability_model().judge(weigh("粮食产量"), prepared(), ROWS[:0]) == 0.0


def test_chosen_rows_are_judged_in_the_place_of_the_best():
    model, scored = load_answerability_model(), weigh("粮食产量达到多少万吨？")
    assert model.judge(scored, prepared(), np.array([2])) > model.judge(scored, prepared(), np.array([5]))
    assert model.judge(scored, prepared(), scored.best(2)) == model.judge(scored, prepared())


def test_a_name_that_is_missing_is_seen():
    found = described("阳泉矿区粮食产量")
    assert found["gap_in_report"] > described("长治市粮食产量")["gap_in_report"]
    assert found["pairs_in_report"] < 1


def test_years_stand_against_the_report():
    assert described("2020年粮食产量")["year_in_report"] == 1
    assert described("2013年粮食产量")["year_in_report"] == 0
    assert described("2020年粮食产量")["year_of_header"] == 1
    assert described("2013年粮食产量")["year_of_header"] == 0


@given(st.text(alphabet=LETTERS + " ,、", max_size=40), st.lists(st.text(LETTERS, max_size=30), min_size=1, max_size=5))
@settings(deadline=None, max_examples=60)
def test_the_probability_is_always_one(question, sentences):
    texts = prepare(sentences, [0] * len(sentences), TABLE)
    rows = np.arange(len(sentences))
    scored = load_evidence_model().weigh(question, texts, rows, np.ones(len(rows), np.float32))
    assert 0 <= load_answerability_model().judge(scored, texts) <= 1
