from corpus.library import read_library
from eval.datasets import BUILT_IN_REPORT, load_gold, select_questions
from eval.validation import validate_gold


def messages(questions, text):
    return [(finding.question_id, finding.message, finding.fatal) for finding in validate_gold(questions, text)]


def test_good_question_has_no_findings(make_question, report):
    assert messages([make_question()], lambda report_id: report.text) == []


def test_quote_that_is_not_verbatim_is_told(make_question, report):
    ((_, message, fatal),) = messages([make_question(evidence=["达到1711.7亿元"])], lambda report_id: report.text)
    assert "not verbatim" in message
    assert fatal


def test_repeated_quote_deserves_a_look(make_question, report):
    ((_, message, fatal),) = messages([make_question(evidence=["地区生产总值"])], lambda report_id: report.text)
    assert "stands 2 times" in message
    assert not fatal


def test_reference_answer_must_meet_its_own_keys(make_question, report):
    found = messages([make_question(answer="8%", forbidden=["8%"])], lambda report_id: report.text)
    assert [message for _, message, _ in found] == [
        "the reference answer lacks the key 1711.6亿元 | 1711.6",
        "the reference answer holds the forbidden 8%",
    ]


def test_repeated_id_is_told(make_question, report):
    found = messages([make_question("甲"), make_question("乙")], lambda report_id: report.text)
    assert found == [("q-1", "the id stands more than once", True)]


def test_same_question_in_both_halves_is_a_leak(make_question, report):
    twins = [make_question("去年 GDP?", id="a"), make_question("去年GDP？", id="b", half="test")]
    assert messages(twins, lambda report_id: report.text) == [("b", "the same question as a", True)]


def test_without_the_report_only_its_quotes_go_unchecked(make_question):
    ((_, message, _),) = messages([make_question(answer="8%", evidence=["没有这句"])], lambda report_id: None)
    assert "lacks the key" in message


def test_built_in_gold_is_valid():
    questions = select_questions(load_gold(), reports=[BUILT_IN_REPORT])
    texts = {report.id: report.text for report in read_library()}
    assert [finding for finding in validate_gold(questions, texts.get) if finding.fatal] == []
