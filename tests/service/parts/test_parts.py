import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.parts.parts import split_question

WORDS = [
    "财政收入",
    "多少",
    "涨幅呢",
    "，",
    "？",
    "和",
    "以及",
    "GDP",
    "目标",
    "2020年",
    " and what ",
    "哪些",
    "各",
    "：",
]


def first_wordings(text):
    return [part.texts[0] for part in split_question(text).parts]


@pytest.mark.parametrize(
    "text",
    [
        "2020年GDP是多少？",
        "长治市，2020年GDP是多少？",
        "今年的目标比去年的实际多多少？",
        "GDP和财政收入一共多少？",
        "今年的预期目标有哪些、各是多少",
        "有哪些重点项目和民生实事？",
        "大同市财政收入增长多少？",
        "How many jobs were created in 2018? Not the plan for this year.",
        "What was the GDP in 2020?",
        "Which roads and bridges were built?",
        "What is the difference between deposits and loans?",
        "",
    ],
)
def test_one_question_stays_one(text):
    assert [part.texts for part in split_question(text).parts] == [(text,)]


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("2020年GDP是多少，城镇新增就业多少人？", (("gdp",), ("城镇新增就业",))),
        ("国家公园搞到什么程度了，2023年还要推动什么", (("国家公园",), ("2023年", "推动"))),
        ("农村厕所普及到多少，2021年还要改多少座", (("农村厕所",), ("农村厕所", "2021年"))),
        ("财政收入多少，涨幅呢？", (("财政收入",), ("财政收入", "涨幅呢"))),
        ("新增就业：去年多少人，今年要多少人？", (("新增就业", "去年"), ("新增就业", "今年"))),
        ("从国内拉来的投资，去年多少，今年又要多少", (("投资", "去年"), ("投资", "今年"))),
        ("粮食种多少亩、收多少公斤，今年的底线", (("多少亩", "底线"), ("多少公斤", "底线"))),
        (
            "甲集群要搞几个项目、投几个亿？乙集群呢？",
            (("几个项目",), ("几个亿",), ("乙集群", "几个项目"), ("乙集群", "几个亿")),
        ),
        ("营造林和水土流失治理今年各多少万亩", (("营造林", "今年", "多少万亩"), ("水土流失治理", "今年", "多少万亩"))),
        ("技术合同成交额，2020完成数和2021目标数各多少", (("技术合同", "2020"), ("技术合同", "2021"))),
        ("比一比停车位：2020新增的和2021要增的", (("停车位", "2020"), ("停车位", "2021"))),
        ("What was the GDP in 2020 and how many jobs were created?", (("GDP",), ("jobs",))),
        ("population of the districts and their area?", (("population",), ("area",))),
        ("¿Cuántas plazas había y cuántas se quieren tener en 2024?", (("plazas",), ("2024",))),
    ],
)
def test_each_question_stands_alone(text, held):
    parts = split_question(text).parts
    assert len(parts) == len(held)
    for part, words in zip(parts, held, strict=True):
        assert all(word in part.texts[0] for word in words), part.texts


@pytest.mark.parametrize(
    "text",
    [
        "¿Cuántas plazas había en 2023 y cuántas se quieren tener en 2024?",
        "Combien d'emplois en 2020 et combien en 2021 ?",
        "Wie viele Betten gab es 2020 und wie viele sind 2021 geplant?",
        "도시화율은 지금까지 얼마까지 올랐고, 5년 뒤에는 얼마를 목표로 하나요?",
    ],
)
def test_two_questions_in_other_languages_are_cut(text):
    assert len(split_question(text).parts) == 2


def test_a_later_part_takes_the_time_of_the_first_unless_it_has_its_own():
    assert "2020年" in first_wordings("2020年财政收入多少，涨幅呢？")[1]
    assert "2020" not in first_wordings("2020年财政收入多少，2021年的目标呢？")[1]


def test_what_sums_up_the_questions_before_it_is_asked_of_all():
    text = "GDP多少，财政收入多少，相差多少？"
    assert first_wordings(text)[2] == text


def test_things_named_side_by_side_are_surely_apart_only_where_questions_end():
    assert split_question("GDP多少，财政收入多少？").sure
    assert not split_question("GDP和财政收入各多少？").sure


@given(text=st.lists(st.sampled_from(WORDS), max_size=10).map("".join) | st.text(max_size=60))
def test_every_part_asks_something(text):
    parts = split_question(text).parts
    assert 1 <= len(parts)
    if len(parts) > 1:
        assert all(wording.strip() for part in parts for wording in part.texts)


@pytest.mark.parametrize(
    "text", ["How much did Zhenjiang sell to Belt and Road countries last year?", "What are Belt and Road countries?"]
)
def test_an_and_within_a_name_cuts_nothing(text: str):
    assert len(split_question(text).parts) == 1


@pytest.mark.parametrize(
    ("text", "wordings"),
    [
        ("去年装机新增了多少，今年要达到多少，要开工几个项目？", ["去年装机新增了多少", "今年", "今年"]),
        ("这条路2024年干到哪一步，2025年要怎样？港口航道呢？", ["2024年", "2025年", "航道 2024年", "航道 2025年"]),
        ("今年“不动摇”的有几条，是哪几条？", ["今年“不动摇”的有几条，是哪几条？"]),
        ("进出口总额增长多少？", ["进出口总额增长多少？"]),
    ],
)
def test_a_part_has_the_time_named_last_and_a_list_is_one_question(text, wordings):
    parts = split_question(text).parts
    assert len(parts) == len(wordings)
    assert all(words in part.texts[0] for part, words in zip(parts, wordings, strict=True))


def test_a_part_that_names_nothing_leans_on_the_one_before_it():
    parts = split_question("渤海院的效应2024年到了什么水平，2025年要累计到多少？").parts
    assert [part.leans for part in parts] == [False, True]
    assert "效应" in parts[1].texts[0]


@pytest.mark.parametrize(
    "text",
    ["那个基金盘子有多大，多少个亿？", "2015年达标的天数是多少天？报告只给了2016年的和增加的天数"],
)
def test_what_is_asked_once_more_or_only_remarked_is_no_question_of_its_own(text):
    assert len(split_question(text).parts) == 1
