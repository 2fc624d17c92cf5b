import pytest

from eval.datasets import GoldQuestion
from eval.withheld import withhold
from tests.service.small_report import REPORT

QUESTION = {
    "id": "t-1", "report": REPORT.id, "half": "tune", "language": "zh", "kind": "fact",
    "question": "2020年新增就业多少人？", "answerable": True,
    "answer": "3.2万人", "keys": [["3.2万人"]], "evidence": ["城镇新增就业3.2万人"],
}  # fmt: skip


@pytest.fixture
def question():
    return GoldQuestion.model_validate(QUESTION)


def test_the_answering_sentence_goes_and_the_rest_stays(question):
    report = withhold(REPORT, question)
    assert "3.2万人" not in report.text
    assert "城镇新增就业3万人" in report.text
    assert (report.place, report.year) == (REPORT.place, REPORT.year)


def test_where_nothing_answers_there_is_nothing_to_take_out(question):
    unanswerable = question.model_copy(update={"evidence": (), "keys": ()})
    assert withhold(REPORT, unanswerable) is None
