"""What else is asked of the two numbers told last, over the built-in report."""

import pytest

from service.dialogue.two_numbers import Joint, read_two
from service.schemas import AskRequest


@pytest.mark.parametrize(
    ("text", "joint"),
    [
        ("增长了百分之几？", Joint.GROWTH),
        ("那涨了几成", Joint.GROWTH),
        ("增幅多大？", Joint.GROWTH),
        ("五年一共涨了百分之多少？", Joint.GROWTH),
        ("that's an increase of what percent?", Joint.GROWTH),
        ("by what percentage did it grow?", Joint.GROWTH),
        ("平均每年增加多少亿？", Joint.YEARLY),
        ("what was the average increase per year?", Joint.YEARLY),
        ("是2015年的几倍？", Joint.RATIO),
        ("今年是去年的几成", Joint.PERCENT),
        ("what share of the 2020 figure is that?", Joint.PERCENT),
        ("还剩几个？", Joint.REST),
        ("为什么增长这么多？", None),
        ("出口增长了百分之几？", None),
        ("平均每年新建多少公里路？", None),
        ("是全国的几倍？", None),
    ],
)
def test_what_is_asked_of_two_numbers_of_one_thing(text, joint):
    assert read_two(text, alike=True) is joint


@pytest.mark.parametrize(
    ("text", "joint"), [("平均提了多少？", Joint.AVERAGE), ("剩下几个", Joint.REST), ("涨了几成", None)]
)
def test_what_is_asked_of_two_things(text, joint):
    assert read_two(text, alike=False) is joint


def follow(service, *turns: str):
    history = []
    for turn in turns[:-1]:
        asked, _, answer = turn.partition("=>")
        history += [{"role": "user", "content": asked}, {"role": "assistant", "content": answer}]
    return service.ask(AskRequest(question=turns[-1], history=history)).answer


@pytest.mark.parametrize(
    ("turn", "result"),
    [
        ("五年增加了多少亿？", "多516.5亿元"),
        ("平均每年增加多少？", "103.3亿元"),
        ("是2015年的几倍？", "1.43倍"),
        ("涨了百分之几？", "43.22%"),
    ],
)
def test_two_years_of_one_thing(built_in, turn, result):
    assert follow(built_in, "2020年GDP是多少？=>1711.6亿元。", "2015年呢？=>1195.1亿元。", turn).startswith(result)


@pytest.mark.parametrize(
    ("turn", "result"),
    [
        ("农村比城市多提了多少？", "多69元"),
        ("农村多多少？", "多69元"),
        ("哪个提得多？", "农村低保提：多69元"),
        ("平均提了多少？", "165.5元"),
    ],
)
def test_two_things(built_in, turn, result):
    told = ("十三五城市低保提了多少钱=>131元。", "农村的呢=>200元。")
    assert follow(built_in, *told, turn).startswith(result)


def test_english(built_in):
    told = ("How many poor villages were lifted out of poverty?=>933.", "And counties?=>5.")
    assert follow(built_in, *told, "How many villages per county?").startswith("187")
    told = ("What was GDP in 2020?=>171.16 billion yuan.", "And in 2015?=>119.51 billion yuan.")
    assert follow(built_in, *told, "That's an increase of what percent?").startswith("43.22%")


@pytest.mark.parametrize(
    ("turn", "result"),
    [
        ("哪条更贵？", "高新大道：贵5.3亿元"),
        ("前者比后者多多少", "多5.3亿元"),
        ("两条路一共多少？", "27.9亿元"),
        ("第一条什么时候通车", "(5)投资16.6亿元"),
    ],
)
def test_two_roads(built_in, turn, result):
    told = ("高新大道要投多少钱=>16.6亿元。", "滨湖大道呢=>11.3亿元。")
    assert follow(built_in, *told, turn).startswith(result)


def test_a_number_that_its_sentence_tells_the_base_of(built_in):
    told = "How many high-tech enterprises are there?=>178."
    assert follow(built_in, told, "So how many were added?").startswith("148")
    assert follow(built_in, "高新技术企业现在多少家=>178家。", "五年增加了多少家？").startswith("多148家")


def test_points_of_two_rates(built_in):
    told = ("What is the GDP growth target for 2021?=>8%.", "What was it in 2020?=>5.1%.")
    assert follow(built_in, *told, "So how many points more?").startswith("2.9")
