import pytest

from eval.errors import ReportMissingError
from eval.run import ask_question, evaluate
from eval.types import LEGS


def test_every_question_gets_a_record_and_progress(make_question, make_service):
    told = []
    questions = [make_question(id=f"q-{number}") for number in range(3)]
    found = evaluate(questions, lambda report_id: make_service({}), told.append)
    assert [record.id for record in found.records] == ["q-0", "q-1", "q-2"]
    assert sum(told) == 3
    assert found.skipped == ()


def test_report_that_cannot_be_had_is_skipped_with_the_reason(make_question):
    def missing(report_id):
        raise ReportMissingError("not built in")

    told = []
    found = evaluate([make_question(), make_question(id="q-2")], missing, told.append)
    assert found.records == ()
    assert [(one.report, one.questions, one.why) for one in found.skipped] == [("changzhi-2021", 2, "not built in")]
    assert sum(told) == 2


def test_each_report_is_loaded_once(make_question, make_service):
    loaded = []

    def load(report_id):
        loaded.append(report_id)
        return make_service({})

    evaluate([make_question(id="a"), make_question(id="b")], load)
    assert loaded == ["changzhi-2021"]


def test_failing_service_is_a_wrong_answer_with_its_error(make_question, make_service):
    for question in (make_question("fail"), make_question("fail", answerable=False)):
        record = ask_question(question, make_service({}))
        assert not record.right
        assert record.error == "RuntimeError: out of order"


def test_answer_that_breaks_the_contract_is_a_wrong_answer(make_question, make_service, make_answer):
    broken = make_answer("1711.6亿元[1]")
    del broken["answered"]
    record = ask_question(make_question("问"), make_service({"问": broken}))
    assert not record.right
    assert "answered" in record.error


def test_retrieval_is_measured_for_each_leg(make_question, make_service):
    record = ask_question(make_question(), make_service({}))
    assert set(record.ranking) == set(LEGS)
    assert record.ranking["lexical"]["MRR"] == pytest.approx(1 / 2)
    assert record.ranking["dense"]["MRR"] == pytest.approx(1 / 4)


def test_unanswerable_question_has_no_retrieval(make_question, make_service):
    assert ask_question(make_question(answerable=False), make_service({})).ranking == {}


def test_follow_up_is_asked_both_ways(make_question, make_service):
    service = make_service({})
    history = [{"role": "user", "content": "问"}, {"role": "assistant", "content": "答"}]
    ask_question(make_question("那GDP呢？", standalone="去年GDP是多少？", history=history), service)
    assert service.asked == [
        {"question": "那GDP呢？", "history": history},
        {"question": "去年GDP是多少？"},
    ]
