import pytest

from service.compose.sectors import asks_sectors
from tests.service.small_report import ask_report


@pytest.fixture(scope="module")
def ask():
    return ask_report(
        "晋城市政府工作报告\n——2021年2月1日在晋城市第五届人民代表大会第六次会议上\n各位代表：\n一、2020年工作回顾\n"
        "地区生产总值达到500亿元，增长5%。三次产业结构由4.5：53.2：42.3调整为4.2：52.0：43.8。\n"
        "二、2021年工作安排\n地区生产总值增长6%，三次产业结构力争调整到4：51：45。\n"
    )


@pytest.mark.parametrize(
    ("question", "told", "untold"),
    [
        ("2020年三次产业比例是多少？", "4.2：52.0：43.8", "4：51：45："),
        ("今年三次产业结构的目标是多少", "4：51：45", "4.2：52.0"),
        ("一二三产的比例", "4.2：52.0：43.8", "4.5：53.2：42.3："),
        ("What was the ratio of the three sectors in 2020?", "52%", "51%"),
    ],
)
def test_the_three_shares_are_told_as_they_stand(ask, question, told, untold):
    response = ask(question)
    assert response.answered
    assert told in response.answer
    assert untold not in response.answer
    assert {figure.value for figure in response.figures}


def test_fact_and_plan_are_told_where_neither_is_named(ask):
    assert ask("三次产业比例").answer.count("\n") == 1


@pytest.mark.parametrize(
    "text", ["第三产业占比多少", "产业结构怎么调整", "三次产业占比提高了多少", "三大产业集群有哪些"]
)
def test_one_sector_and_other_structures_are_something_else(text):
    assert not asks_sectors(text)
