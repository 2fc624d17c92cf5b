import pytest

from eval.scoring import Asked, score_answer
from eval.types import Answer


@pytest.fixture
def score(report):
    def record(question, body, alone=None):
        other = Answer.model_validate(alone) if alone else None
        return score_answer(Asked(question, report, Answer.model_validate(body), 2.5, other))

    return record


def test_right_and_proven_answer(score, make_question, make_answer):
    record = score(make_question(), make_answer("1711.6亿元[1]", "地区生产总值达到1711.6亿元"))
    assert record.right
    assert record.numbers_backed
    assert (record.citations, record.citations_holding, record.answer_chars) == (1, 1, len("1711.6亿元"))
    assert (record.citation_recall, record.citation_precision, record.latency_ms) == (1, 1, 2.5)


def test_right_answer_without_its_evidence_is_not_right(score, make_question, make_answer):
    record = score(make_question(), make_answer("1711.6亿元[1]", "新增城镇就业5.3万人"))
    assert (record.right, record.answer_right, record.evidence_cited) == (False, True, False)
    assert record.detail.missing_evidence == ("地区生产总值达到1711.6亿元",)
    assert not record.numbers_backed


def test_wrong_number_with_the_right_evidence_is_not_right(score, make_question, make_answer):
    record = score(make_question(), make_answer("增长4.1%[1]", "地区生产总值达到1711.6亿元，增长4.1%"))
    assert (record.right, record.answer_right, record.evidence_cited) == (False, False, True)
    assert record.detail.missing_keys == ("1711.6亿元 | 1711.6",)


def test_forbidden_string_makes_an_answer_wrong(score, make_question, make_answer):
    question = make_question(forbidden=["8%"])
    record = score(question, make_answer("1711.6亿元，目标8%[1]", "地区生产总值达到1711.6亿元"))
    assert not record.right
    assert record.detail.forbidden == ("8%",)


def test_citation_of_another_report_proves_nothing(score, cite, make_question, make_answer):
    other = cite("地区生产总值达到1711.6亿元", report_id="other")
    record = score(make_question(), make_answer("1711.6亿元[1]", citations=[other]))
    assert (record.evidence_cited, record.citation_precision, record.citations_holding) == (False, 0, 0)


def test_false_refusal_is_wrong_and_has_no_answer_scores(score, make_question, make_refusal):
    record = score(make_question(), make_refusal())
    assert (record.answered, record.right, record.answer_right) == (False, False, False)
    assert record.answer_chars is record.numbers_backed is record.citation_recall is None
    assert record.detail.refusal_reason == "not_in_report"


def test_refusing_the_unanswerable_is_right(score, make_question, make_refusal, make_answer):
    question = make_question(answerable=False)
    assert score(question, make_refusal()).right
    assert not score(question, make_answer("1711.6亿元[1]", "地区生产总值达到1711.6亿元")).right


def test_nearest_passages_must_hold_too(score, cite, make_question, make_refusal):
    nearest = [cite("增长4.1%"), cite("增长4.1%", start=0)]
    record = score(make_question(answerable=False), make_refusal(nearest=nearest))
    assert (record.citations, record.citations_holding) == (2, 1)


def test_follow_up_is_scored_beside_its_stand_alone_form(score, make_question, make_answer, make_refusal):
    question = make_question("那GDP呢？", standalone="去年GDP是多少？", history=[{"role": "user", "content": "问"}])
    good = make_answer("1711.6亿元[1]", "地区生产总值达到1711.6亿元")
    record = score(question, make_refusal(), alone=good)
    assert (record.right, record.right_alone, record.follow_up) == (False, True, True)


def test_test_half_keeps_neither_words_nor_id(score, make_question, make_refusal):
    record = score(make_question(id="secret", half="test"), make_refusal())
    assert record.detail is None
    assert "secret" not in record.model_dump_json()


def test_gold_whose_evidence_is_not_in_the_report_is_an_error(score, make_question, make_refusal):
    with pytest.raises(ValueError, match="not verbatim"):
        score(make_question(evidence=["没有这句"]), make_refusal())
