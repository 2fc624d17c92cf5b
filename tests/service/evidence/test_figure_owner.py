import pytest

from corpus.library import make_report
from service.assemble import assemble
from service.evidence.figure_choice import choose_figures
from service.evidence.figure_owner import is_of_many, is_of_whole
from service.settings import Settings
from tests.service.small_report import look

TEXT = (
    "阳泉市政府工作报告\n"
    "一、2021年工作回顾\n"
    "装备制造业重点推进安德飞行器、联创高温超导、日盛达光伏组件等33个项目，完成投资40亿元。\n"
    "氢能产业重点推进制氢工厂、氢能汽车等10个项目，完成投资14亿元。\n"
    "建成投资6亿元的体育中心，新建公园5个。\n"
    "二、对外开放\n"
    "全市进出口总额完成96亿元，其中综合保税区完成20亿元。地区生产总值完成820亿元，平南县增长5%。\n"
)


@pytest.fixture(scope="module")
def best():
    service = assemble(Settings(_env_file=None), [make_report(TEXT, "yangquan-2022")])

    def best(text: str, value: str):
        question, evidence = look(service, text, 2022, "阳泉市")
        return question, next(
            c for c in choose_figures(question, evidence) if c.reading.quote(c.figure.start, c.figure.end) == value
        )

    return best


@pytest.mark.parametrize(
    ("text", "value"), [("安德飞行器投了多少钱？", "40亿元"), ("日盛达光伏组件投资多少？", "40亿元")]
)
def test_the_number_of_many_is_not_one_members(best, text, value):
    assert is_of_many(*best(text, value))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("装备制造业完成投资多少？", "40亿元"),
        ("氢能产业投资多少？", "14亿元"),
        ("安德飞行器、联创高温超导这些项目一共多少个？", "33个"),
        ("体育中心投资多少？", "6亿元"),
    ],
)
def test_the_number_is_that_of_the_head_and_of_several_members_named(best, text, value):
    assert not is_of_many(*best(text, value))


@pytest.mark.parametrize(
    ("text", "value", "whole"),
    [
        ("东河县2021年的地区生产总值是多少？", "820亿元", True),
        ("阳泉市2021年的地区生产总值是多少？", "820亿元", False),
        ("2021年全市的地区生产总值是多少？", "820亿元", False),
        ("平南县的增长是多少？", "5%", False),
        ("临空新区2021年的进出口总额是多少？", "96亿元", True),
        ("今年平南县的增长是多少？", "5%", False),
        ("送戏下乡2021年的公园是几个？", "5个", False),
    ],
)
def test_the_number_of_the_whole_is_not_that_of_a_part_it_does_not_name(best, text, value, whole):
    assert is_of_whole(*best(text, value)) is whole
