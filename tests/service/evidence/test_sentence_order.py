import pytest

from service.assemble import assemble
from service.evidence.sentence_order import ORDER_FEATURES, ORDERED, can_be_ordered, describe_order, order_sentences
from service.settings import Settings
from tests.service.small_report import REPORT, look

QUESTIONS = ["为什么空气质量变好了？", "安平大桥通车了吗？", "今年办几件民生实事？", "城镇新增就业的目标是多少？"]


@pytest.fixture(scope="module")
def service():
    return assemble(Settings(_env_file=None), [REPORT])


@pytest.mark.parametrize("text", QUESTIONS)
def test_the_same_sentences_stay_best_first_and_the_best_score_stays(service, text):
    question, evidence = look(service, text)
    ordered = order_sentences(question, evidence)
    assert {item.row for item in ordered} == {item.row for item in evidence}
    scores = [item.score for item in ordered[:ORDERED]]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] == pytest.approx(evidence[0].score)


def test_weights_of_a_kind_are_seen_only_by_its_questions(service):
    question, evidence = look(service, "安平大桥通车了吗？")
    table = describe_order(question, evidence)
    assert table.shape == (len(evidence), len(ORDER_FEATURES))
    of_kind = {name.split(":")[0] for name, column in zip(ORDER_FEATURES, table.T, strict=True) if column.any()}
    assert "yes_no" in of_kind
    assert not {"when", "who", "list", "explanation"} & of_kind


def test_one_sentence_is_in_order(service):
    question, evidence = look(service, "安平大桥通车了吗？")
    assert not can_be_ordered(evidence[:1])
    assert order_sentences(question, evidence[:1]) == list(evidence[:1])


def test_a_question_without_words_leaves_the_order(service):
    question, evidence = look(service, "？？？")
    assert order_sentences(question, evidence) == list(evidence)
