"""A later question that leaves to the one before it what it asks about."""

import pytest

from service.parts.leaning import drop_unit, names_kind, says_again
from tests.service.small_report import ask_report

TEXT = (
    "晋城市政府工作报告\n——2021年2月1日在晋城市第五届人民代表大会第六次会议上\n各位代表：\n一、2020年工作回顾\n"
    "高速公路通达8个县，通达率80%。智能手机年出货量2亿部，占全球的17%。\n"
    "工业项目审批时间压减到15个工作日。发行教育债券，筹建校舍。\n"
    "二、2021年工作安排\n"
    "安排资金3亿元，建设村级公共服务中心1500个。一般性工业项目审批用时减到5个工作日以内。引进产业项目90个。\n"
)


@pytest.fixture(scope="module")
def ask():
    return ask_report(TEXT)


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("How many counties are linked to expressways, and what proportion is that?", ["8", "80%"]),
        ("How many smartphones does Jincheng ship in a year, and what slice of the world market is that?", ["17%"]),
        (
            "How many village-level public service centres are to be built and how much is the region putting in?",
            ["1,500", "300 million yuan"],
        ),
        (
            "How long was approval of an industrial project taking by the end of 2020, and what is Jincheng promising"
            " for 2021?",
            ["15 working days", "5 working days"],
        ),
    ],
)
def test_what_stands_beside_the_first_answer_is_told(ask, question, values):
    answer = ask(question).answer
    assert all(value in answer for value in values)


def test_the_currency_stands_with_the_number():
    assert drop_unit("How big is the loan, and in what currency?") == "How big is the loan?"
    assert drop_unit("In what currency is it paid?") == "In what currency is it paid?"


def test_a_kind_of_number_alone_names_nothing():
    first = "How many centres are to be built"
    assert names_kind("how much did that cost", first)
    assert not names_kind("how much did tourism grow", first)


def test_what_only_says_again_is_no_question():
    assert says_again("I mean what has been reached")
    assert not says_again("what has been reached")
