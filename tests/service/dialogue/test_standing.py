"""Chinese follow-ups that say little of their own."""

import pytest

from service.dialogue.dialogue import FollowUp, read_follow_up
from service.schemas import Turn


def follow(*turns: str, year: int = 2022) -> FollowUp:
    """The last turn after the others; a turn is a question and, behind =>, its answer."""
    history = []
    for turn in turns[:-1]:
        asked, _, answer = turn.partition("=>")
        history += [Turn(role="user", content=asked), Turn(role="assistant", content=answer or "5个。")]
    return read_follow_up(turns[-1], history, year, frozenset())


@pytest.mark.parametrize(
    ("turns", "alone"),
    [
        (["优良断面有几个", "在省里算好的吗？"], "优良断面在全省排第几？"),
        (["去年引进了多少内资？", "比上年涨了几成"], "去年引进内资增长多少？"),
        (["2021年gdp涨了多少", "gdp年初定的目标完成了没", "那今年呢"], "今年gdp目标是多少？"),
        (["中心城区今年要建多少所学校", "全市一共呢"], "全市今年要建多少所学校？"),
    ],
)
def test_what_it_leaves_out(turns: list[str], alone: str) -> None:
    assert follow(*turns).readings[0] == alone


@pytest.mark.parametrize(
    ("turns", "alone"),
    [
        (["桑园有多大面积", "排第几？"], "桑园面积排第几？"),
        (["去年旅游怎么样，接待了多少人", "收入多少"], "去年旅游收入多少？"),
        (["十三五有多少人脱贫", "贫困县呢"], "十三五有多少个贫困县脱贫？"),
        (["高新技术企业今年打算培育几家", "专精特新呢"], "专精特新今年打算培育几家？"),
        (["今年要改造几条城区主次干道", "小街小巷呢？"], "今年要改造几条小街小巷？"),
        (["2022年打通了多少条断头路", "2023年再打通几条"], "2023年断头路再打通几条？"),
        (["城镇新增就业多少人", "农村转移出来的呢", "2022年城里打算新增多少"], "2022年城镇新增就业打算多少？"),
        (["GDP增速多少", "过去五年平均呢？"], "过去五年GDP年均增长是多少？"),
    ],
)
def test_things_and_measures(turns: list[str], alone: str) -> None:
    assert follow(*turns).readings[0] == alone


def test_next_year_is_the_year_of_the_report_where_it_is_still_to_come() -> None:
    assert follow("2022年要改造多少个老旧小区？", "断头路呢", "明年打通几条").readings[0].startswith("2022年")
    assert "明年" in follow("今年要改造多少个老旧小区？", "明年改造几个").readings[0]


def test_what_is_named_anew_is_not_of_a_far_year() -> None:
    assert "2025" not in follow("2025年城镇化率要到多少", "森林覆盖率多少").readings[0]


def test_what_is_still_to_come_after_a_target() -> None:
    pair = follow("现在高新技术企业有多少家=>178家。", "今年想弄到多少？=>突破200家。", "那还得加多少个").pair
    assert pair is not None
    assert len(pair.questions) == 2


def test_the_plan_beside_what_was_told() -> None:
    pair = follow("去年新增就业多少人=>3550人。", "今年定的数比它少多少？").pair
    assert pair is not None
    assert "目标" in pair.questions[1]


@pytest.mark.parametrize(
    ("turns", "alone"),
    [
        (["3号线通了吗", "全长多少", "总投资"], "3号线总投资是多少？"),
        (["去年新建了多少公里农村公路？", "桥呢"], "去年新建了多少座桥？"),
        (["垃圾分类做得咋样", "污水处理率呢"], "污水处理率是多少？"),
        (["城镇化率多少", "比全省高还是低"], "城镇化率比全省高还是低？"),
        (["三公经费压减了多少", "省下来的钱用哪了"], "三公经费省下来的钱用哪了？"),
        (["义务教育阶段新增了多少学位", "幼儿园呢"], "幼儿园新增了多少学位？"),
    ],
)
def test_what_belongs_to_what(turns: list[str], alone: str) -> None:
    assert follow(*turns).readings[0] == alone
