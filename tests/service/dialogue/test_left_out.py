"""Words that a follow-up leaves out: its year, its place, the thing of a kind."""

import pytest

from service.dialogue.dialogue import FollowUp, read_follow_up
from service.schemas import Turn


def read(*turns: str, places: tuple[str, ...] = ()) -> FollowUp:
    """What the last turn may mean; a turn is a question and, behind =>, its answer."""
    history = []
    for turn in turns[:-1]:
        asked, _, answer = turn.partition("=>")
        history += [Turn(role="user", content=asked), *([Turn(role="assistant", content=answer)] if answer else [])]
    return read_follow_up(turns[-1], history, 2021, frozenset(places))


def alone(*turns: str, places: tuple[str, ...] = ()) -> str:
    return read(*turns, places=places).readings[0]


@pytest.mark.parametrize(
    ("turns", "words"),
    [
        (("How big should the economy be in 2035?", "And how urban should it be by then?"), "in 2035"),
        (("How many jobs were added in 2020?", "How many projects were signed that year?"), "2020"),
        (("2025年人口要到多少？", "到时候城镇化率多少"), "2025年"),
    ],
)
def test_the_time_of_the_question_before(turns, words):
    assert words in alone(*turns)


def test_the_place_that_the_report_is_of():
    turns = (
        "How many trips to Taiwan were made through Fujian in 2010?",
        "And the ferries, how many passengers did they carry?",
    )
    assert "Taiwan" not in alone(*turns, places=("福建省",))


def test_the_thing_of_a_kind():
    assert "普惠幼儿园" in alone("公办幼儿园建几所？", "普惠的前五年一共建了多少")


def test_what_is_left_is_of_what_was_told():
    assert "民生实事" in alone("去年的10件民生实事都办完了没", "剩下的为什么没办成")


def test_a_verb_alone_is_of_what_was_told():
    assert "贫困人口" in alone("2020年有多少贫困人口脱贫", "今年要脱多少")


@pytest.mark.parametrize(
    ("turn", "words"),
    [
        ("2021年要装几部，多了几部？", "电梯要装几部，比2020年多了几部"),
        ("下一年再装多少？比这少几部？", "2021年"),
        ("2021年呢？", "2021年"),
    ],
)
def test_how_much_more_is_as_the_year_talked_of(turn, words):
    text = alone("2020年给老住宅装了几部电梯？", turn)
    assert words in text
    assert ("比2020年" in text) == ("，" in turn or "比" in turn)


def test_both_that_were_told_are_asked_of():
    text = alone("城里人均收入多少？", "农民呢？", "前者是后者的几倍？", "2021年两边各想涨几个点？")
    assert "城里" in text
    assert "农" in text
    assert "前者" not in text


def test_the_head_of_a_thing_stays():
    assert alone("2021年想让酒业做到多少营收？", "能源化工呢？") == "2021年想让能源化工做到多少营收？"


def test_what_is_added_is_added_to_a_number_not_to_its_share():
    assert "占" not in alone("去年新能源建成了多少装机", "占到总装机几成了？", "那今年还要新增多少")


@pytest.mark.parametrize(
    ("turns", "words"),
    [
        (("2020年GDP是多少？", "今后五年想到什么规模？"), "今后五年GDP想到什么规模"),
        (("2020年有多少游客？", "带来多少收入"), "旅游收入"),
        (("2020年森林覆盖率是多少？", "2019年是多少，比全省高几个点？"), "2019年森林覆盖率是多少"),
        (("2020年“揭榜挂帅”的项目搞了多少个？", "中试基地呢？", "这个数2019年是多少"), "2019年中试基地"),
        (("去年新开通轨道交通多少公里？", "在建的还有多少"), "轨道交通在建的还有多少公里"),
        (("汽车产量去年是多少？", "新能源的有多少"), "新能源汽车产量"),
        (("金川公司在国外有啥项目？", "八冶呢？"), "八冶在国外有啥项目"),
        (("2020年修了几条路？", "2021年修几条？", "燃气管子呢，这两年分别换多少公里？"), "2020年和2021年分别换"),
    ],
)
def test_what_is_only_meant(turns, words):
    assert words in alone(*turns)


@pytest.mark.parametrize(
    ("answer", "turn", "words"),
    [
        ("为困难老年人建设不少于1500张家庭养老床位。", "这些床位给谁用？", "家庭养老床位给谁用"),
        ("改造了老旧小区和农村危房。", "这些小区在哪？", "老旧小区在哪"),
    ],
)
def test_the_name_that_the_answer_has(answer, turn, words):
    assert words in alone(f"养老方面做了什么？=>{answer}", turn)


def test_when_may_be_already():
    asked = read("津石高速啥时候通车？", "曲港高速呢？")
    assert asked.done
    assert asked.readings[:2] == ("曲港高速啥时候通车？", "曲港高速通车了吗？")
    assert not read("津石高速啥时候通车？", "曲港高速啥时候开工？").done
