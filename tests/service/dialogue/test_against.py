"""What was told set against something else, over the built-in report."""

import pytest

from service.dialogue.dialogue import read_follow_up
from service.dialogue.two_numbers import Joint
from service.schemas import AskRequest, Turn


def pair_of(*turns: str, answers: tuple[str, ...] = ()):
    history = [
        Turn(role=role, content=text)
        for turn, answer in zip(turns[:-1], answers or [""] * len(turns), strict=False)
        for role, text in (("user", turn), ("assistant", answer))
        if text
    ]
    return read_follow_up(turns[-1], history, 2021).pair


def test_the_same_of_another_thing_is_the_base():
    pair = pair_of("2021年规上工业增加值目标增长多少？", "跟服务业增加值的目标差几个点")
    assert pair.joint is Joint.DIFFERENCE
    assert "服务业增加值" in pair.questions[0]
    assert "工业增加值" in pair.questions[1]


@pytest.mark.parametrize(
    ("turn", "word", "verdict"),
    [("比去年高吗？", "高", True), ("比去年少吗", "多", False), ("比去年快没有", "快", True)],
)
def test_whether_it_is_more(turn, word, verdict):
    pair = pair_of("今年新增停车位多少个？", turn)
    assert (pair.word, pair.verdict) == (word, verdict)


def test_the_year_that_follows_is_set_against_what_was_told():
    pair = pair_of("去年建了多少口袋公园？", "那今年是多了还是少了")
    assert "今年" in pair.questions[1]
    assert pair.verdict is None


@pytest.mark.parametrize("turn", ["比全省高多少？", "今年比去年", "城里人和农民一年收入差多少钱", "比以前多吗"])
def test_what_reports_tell_themselves_is_no_such_question(turn):
    assert pair_of("2020年农民收入增长多少？", turn) is None


def test_a_year_is_that_of_the_number_told_in_the_same_unit():
    turns = ("去年新能源建成了多少装机", "占到总装机几成了？", "那今年还要新增多少", "比去年建的多多少？")
    pair = pair_of(*turns, answers=("309万千瓦。", "54%。", "380万千瓦。"))
    assert pair.told == ("309万千瓦。", "380万千瓦。")


def test_a_refusal_is_no_base():
    turns = ("去年全市多少人脱贫？", "今年要脱多少？", "这里面城区占多少？", "还是看全市，今年比去年多几万人")
    pair = pair_of(*turns, answers=("128万。", "147万。", "报告没有给出城区的数字。"))
    assert pair.told == ("128万。", "147万。")


def test_english():
    pair = pair_of("How many jobs were added in 2020?", "Is the target for this year higher than that?")
    assert pair.verdict is True
    assert "target" in pair.questions[1]


def test_another_thing_after_what_was_worked_out():
    pair = pair_of("高新技术企业现在多少家？", "今年要到多少？", "那得再多几家", "不对，我问的是科技型企业要多几家")
    assert all("科技型企业" in question for question in pair.questions)


def test_what_was_told_is_found_again(built_in):
    history = [
        {"role": "user", "content": "煤炭先进产能2020年底占多少了"},
        {"role": "assistant", "content": "70%。"},
        {"role": "user", "content": "2021年想提到多少"},
        {"role": "assistant", "content": "75%。"},
    ]
    answer = built_in.ask(AskRequest(question="也就是要涨几个点", history=history))
    assert answer.answer.startswith("多5个百分点")


def test_a_number_from_where_it_came(built_in):
    history = [
        {"role": "user", "content": "地区生产总值增加到多少了"},
        {"role": "assistant", "content": "1711.6亿元。"},
    ]
    answer = built_in.ask(AskRequest(question="增加了多少", history=history))
    assert answer.answer.startswith("多516.5亿元")


def test_the_plan_against_the_year_before():
    turns = (
        "How much new land got irrigation in 2020?",
        "What is planned for 2021?",
        "So the plan is how much smaller than the year before?",
    )
    pair = pair_of(*turns, answers=("1.01 million mu (101万亩).", "600,000 mu (60万亩)."))
    assert pair.told == ("1.01 million mu (101万亩).", "600,000 mu (60万亩).")
