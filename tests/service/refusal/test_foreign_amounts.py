"""What a question in another language asks of a number."""

import pytest

from service.question.question import understand
from service.refusal.foreign_amounts import asks_amount, asks_how_much
from tests.service.small_report import ask_report

TEXT = (
    "晋城市政府工作报告\n——2021年2月1日在晋城市第五届人民代表大会第六次会议上\n各位代表：\n一、2020年工作回顾\n"
    "为3870户困难独居老人家庭装上智能安防设备。法院受理物业纠纷案件下降42%。\n"
    "泽州县列全国百强县41位。锂电池项目从签约到开工仅39天。\n"
)


@pytest.fixture(scope="module")
def ask():
    return ask_report(TEXT)


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("How many old people living alone and in hardship got smart safety devices in their homes?", "3,870"),
        ("How many fewer property disputes did the courts take on?", "42%"),
        ("Where does Zezhou county rank among China's top 100 counties?", "41"),
        ("How many days did the lithium battery project take from signing to construction start?", "39天"),
    ],
)
def test_a_number_in_another_unit_tells_it(ask, question, value):
    response = ask(question)
    assert response.answered
    assert value in response.answer


def test_an_amount_is_no_place_among_others():
    assert asks_amount(understand("What was the total output value of farming?", 2021))
    assert not asks_amount(understand("Where does the county stand in the province?", 2021))


def test_how_much_there_is_is_not_by_how_much_it_grew():
    assert asks_how_much(understand("How much foreign investment did the city attract?", 2021))
    assert not asks_how_much(understand("How much did investment rise?", 2021))
