"""Numbers of the province or the country, from by how much that of a place is above or below them."""

import pytest

from tests.service.small_report import ask_report


@pytest.fixture(scope="module")
def ask():
    return ask_report(
        "晋城市政府工作报告\n——2021年2月1日在晋城市第五届人民代表大会第六次会议上\n各位代表：\n一、2020年工作回顾\n"
        "全市森林覆盖率达到48.5%，高于全省3.5个百分点。常住人口城镇化率60%，比全国平均水平低2个百分点。\n"
        "一般公共预算收入完成60.5亿元，增长5%，居全省第三。\n"
    )


@pytest.mark.parametrize(
    ("question", "answer"),
    [("2020年全省森林覆盖率是多少？", "45%"), ("全国城镇化率大概是多少？", "62%")],
)
def test_it_is_worked_out(ask, question, answer):
    response = ask(question)
    assert response.answer.startswith(answer)
    assert response.computation is not None


@pytest.mark.parametrize("question", ["2020年全省一般公共预算收入是多少？", "全国森林覆盖率是多少？"])
def test_the_number_of_the_place_is_not_that_of_the_province(ask, question):
    assert not ask(question).answered
