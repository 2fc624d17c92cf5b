import pytest

from service.compose.compose import compose
from service.draft import Draft
from service.refusal.refusal import Verdict
from tests.service.small_report import REPORT, TEXT, look


def composed(service, text):
    question, evidence = look(service, text)
    return compose(question, [REPORT], evidence)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2020年GDP是多少？", "500.5亿元"),
        ("四件民生实事是哪些？", "共4项"),
        ("2020年地区生产总值和一般公共预算收入相差多少？", "440亿元"),
        ("谁作的报告？", "王小明"),
        ("什么是“安心办”？", "一窗受理"),
        ("大桥建成了吗？", "是。安平大桥建成通车"),
        ("大桥停工了吗？", "否。安平大桥建成通车"),
        ("PM2.5比上年高了吗？", "否。"),
        ("第三件民生实事是什么？", "公园三座"),
    ],
)
def test_each_kind_of_question_has_its_kind_of_answer(small, text, words):
    draft = composed(small, text)
    assert isinstance(draft, Draft)
    assert words in draft.text
    assert draft.spans
    assert 0 <= draft.confidence <= 1


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("你好", "out_of_domain"),
        ("2010年GDP是多少？", "year_not_in_library"),
        ("太原市GDP是多少？", "place_not_in_library"),
        ("PM2.5为什么上升？", "false_premise"),
        ("2020年地区生产总值下滑了多少？", "false_premise"),
    ],
)
def test_each_reason_to_say_no(small, text, reason):
    verdict = composed(small, text)
    assert isinstance(verdict, Verdict)
    assert verdict.reason == reason


def test_a_false_premise_is_shown_what_the_report_says(small):
    assert "PM2.5平均浓度下降" in composed(small, "PM2.5为什么上升？").message


def test_without_evidence_there_is_no_answer(small):
    question, _ = look(small, "2020年GDP是多少？")
    assert isinstance(compose(question, [REPORT], []), Verdict)


def test_an_answer_in_words_is_a_sentence_as_it_stands(small):
    draft = composed(small, "什么是“安心办”？")
    _, start, end = draft.spans[0]
    assert draft.text == f"{TEXT[start:end]}[1]"


def test_who_holds_an_office_is_told_only_where_the_office_is_named(small):
    question, evidence = look(small, "市委书记叫什么名字？")
    assert isinstance(compose(question, [REPORT], evidence), Verdict)


def test_a_plan_is_no_answer_to_how_a_past_year_went(small):
    draft = composed(small, "2020年城镇新增就业完成情况怎么样？")
    assert "3.2万人" in draft.text and "3万人" not in draft.text.replace("3.2万人", "")
    plan = composed(small, "2021年城镇新增就业的目标怎么样？")
    assert "3万人" in plan.text and "3.2万人" not in plan.text


def test_a_question_for_a_time_is_not_answered_with_a_sentence_that_names_none(small):
    question, evidence = look(small, "安平大桥哪天建成通车的？")
    assert isinstance(compose(question, [REPORT], evidence), Verdict)
