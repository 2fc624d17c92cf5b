import pytest

from tests.service.small_report import ask_report

TEXT = (
    "晋城市政府工作报告\n"
    "一、2020年工作回顾\n"
    "基础设施不断完善，晋山高速加快建设，地铁1号线全线“洞通”。安平大桥建成通车。申报设立民营银行取得积极进展。\n"
    "公立医院改革顺利推进，全部取消药品加成。\n"
    "二、2021年工作安排\n"
    "力争晋山高速年底通车，地铁1号线开通试运营。推进民营银行筹建。新建公园5个。\n"
)


@pytest.fixture(scope="module")
def ask():
    return ask_report(TEXT)


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("晋山高速已经通车了吗？", ("晋山高速加快建设", "晋山高速年底通车")),
        ("地铁1号线现在能坐吗？", ("洞通", "开通试运营")),
    ],
)
def test_what_is_not_done_yet_is_told_with_what_is_planned(ask, text, quotes):
    answer = ask(text)
    assert answer.answer.startswith("否。")
    assert all(any(quote in citation.quote for citation in answer.citations) for quote in quotes)


def test_what_is_done_is_told_alone(ask):
    answer = ask("安平大桥建成通车了吗？")
    assert answer.answer.startswith("是。") and len(answer.citations) == 1


def test_what_was_done_away_with_is_no_more(ask):
    assert ask("公立医院的药还会有加成吗？").answer.startswith("否。")


def test_in_other_languages_a_space_stands_between_the_verdict_and_its_proof(ask):
    assert ask("Was the Anping bridge built and opened to traffic?").answer.startswith("Yes. ")
