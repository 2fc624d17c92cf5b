import pytest

from service.dialogue.pair import read_added, read_pair
from service.dialogue.two_numbers import Joint
from service.schemas import AskRequest

TWO = ("去年关停化工企业多少家？", "去年升级改造多少家？")


@pytest.mark.parametrize(
    ("text", "joint"),
    [
        ("加起来多少？", Joint.SUM),
        ("两个加一块儿", Joint.SUM),
        ("那一共是多少家呢", Joint.SUM),
        ("两个差几亿？", Joint.DIFFERENCE),
        ("差多少？", Joint.DIFFERENCE),
        ("那少了多少？", Joint.DIFFERENCE),
        ("多出来多少亿", Joint.DIFFERENCE),
        ("是几倍？", Joint.RATIO),
        ("What is the difference between the two?", Joint.DIFFERENCE),
        ("How much is that in total?", Joint.SUM),
    ],
)
def test_what_is_asked_of_two_numbers(text, joint):
    pair = read_pair(text, TWO)
    assert pair is not None
    assert (pair.joint, pair.questions) == (joint, TWO)


@pytest.mark.parametrize(
    "text",
    [
        "一共建了多少公园？",
        "GDP和财政收入相差多少？",
        "比2015年少了多少？",
        "今年呢？",
        "为什么差这么多？",
        "How many parks in total?",
    ],
)
def test_a_question_with_a_thing_of_its_own_is_no_such_question(text):
    assert read_pair(text, TWO) is None


def test_it_stands_alone_behind_the_questions_it_goes_on_from():
    assert read_pair("加起来多少", TWO).alone == "去年关停化工企业多少家？ 去年升级改造多少家？ 加起来多少？"


def test_one_question_before_it_is_not_enough():
    assert read_pair("加起来多少？", TWO[:1]) is None


def test_what_was_worked_out_is_no_number_told():
    assert read_pair("加起来多少？", (*TWO, "两个差多少？")).questions == TWO


def follow(service, *turns: str):
    history = [{"role": "user", "content": text} for text in turns[:-1]]
    return service.ask(AskRequest(question=turns[-1], history=history))


@pytest.mark.parametrize(
    ("last", "expression"),
    [("差多少？", "3万人 − 3.2万人 = -0.2万人"), ("加起来多少？", "3.2万人 + 3万人 = 6.2万人")],
)
def test_the_two_numbers_are_worked_out_and_cited(small, last, expression):
    answer = follow(small, "2020年城镇新增就业多少人？", "2021年的目标呢？", last)
    assert answer.computation.expression == expression
    assert len(answer.citations) == 2


def test_the_larger_number_is_divided_by_the_smaller(small):
    answer = follow(small, "2020年GDP是多少？", "2020年社会消费品零售总额多少？", "前者是后者的几倍？")
    assert answer.computation.expression.startswith("500.5亿元 ÷ 210亿元")


def test_numbers_of_two_kinds_are_not_added(small):
    answer = follow(small, "2020年GDP是多少？", "2020年城镇新增就业多少人？", "加起来多少？")
    assert answer.computation is None


@pytest.mark.parametrize(
    ("text", "answers", "questions", "joint"),
    [
        ("一共多少辆？", ("3公里。", "89辆燃气车、50辆电动车。"), TWO[1:], Joint.SUM),
        ("那得再多出几家", ("7565家。", "8500家。"), TWO, Joint.DIFFERENCE),
        ("电动的占多大比例", ("3公里。", "139辆。"), TWO[1:], Joint.SHARE),
        ("So how many points are still missing?", ("74.2%.", "78%."), TWO, Joint.DIFFERENCE),
    ],
)
def test_what_the_answers_told_says_which_numbers_are_meant(text, answers, questions, joint):
    pair = read_pair(text, TWO, answers)
    assert (pair.joint, pair.questions) == (joint, questions)


@pytest.mark.parametrize("text", ["前者大概是后者的几倍？", "后者是前者的几倍"])
def test_one_told_before_the_other(text):
    earlier = ("城里人均挣多少？比头一年多多少？", "农民人均挣多少？比头一年多多少？")
    pair = read_pair(text, earlier, ("21114元，增加1972元。", "8584元，增加982元。"))
    assert (pair.joint, pair.questions) == (Joint.RATIO, earlier)


def test_what_is_still_to_come_before_the_target_of_a_later_year():
    earlier = ("到2020年有多少颗？", "2021年想达到多少？")
    pair = read_pair("那至少得添多少颗？", earlier, ("58颗。", "150颗以上。"), alike=True)
    assert pair.questions == earlier
    assert read_pair("那至少得添多少颗？", earlier[::-1], ("150颗。", "58颗。"), alike=True) is None


@pytest.mark.parametrize("text", ["平均下来一家几个", "平均每家有多少人？", "每家平均几个"])
def test_so_much_for_each_of_the_things_counted(text):
    earlier = ("建了多少个颐养之家？", "住进去多少老人？")
    for order in (1, -1):
        pair = read_pair(text, earlier[::order], ("603个。", "7597人。")[::order])
        assert (pair.joint, pair.questions) == (Joint.EACH, earlier)
    assert read_pair(text, earlier, ("603人。", "7597人。")) is None


@pytest.mark.parametrize(
    ("text", "added"),
    [
        ("再加上医药健康，三个产业合起来是多少？", ("医药健康", 3)),
        ("加上学前教育一共多少", ("学前教育", 2)),
        ("再加上幼儿园呢", ("幼儿园", 2)),
        ("加上这条路，城里有几座桥", None),
        ("今年加上哪些", None),
    ],
)
def test_what_is_added_to_the_numbers_told(text, added):
    assert read_added(text) == added


def test_only_numbers_of_one_unit_go_together():
    earlier = ("城镇化率多少？", "人口多少？", "今后五年城镇化率要到多少？")
    assert read_pair("差几个点", earlier, ("74%。", "933万人。", "78%。")).questions == (earlier[0], earlier[2])


def test_a_refusal_tells_no_number():
    earlier = ("省级几家？", "市级几家？", "县级几家？")
    assert read_pair("省市两级合计", earlier, ("8家。", "32家。", "报告没有提到。")).questions == earlier[:2]


@pytest.mark.parametrize("alike", [True, False])
def test_a_change_is_of_one_thing(alike):
    earlier = ("2020年占多少？", "2021年要占多少？")
    pair = read_pair("也就是要涨几个点", earlier, ("70%。", "75%。"), alike=alike)
    assert (pair is not None) == alike


def test_a_change_up_to_what_was_told_has_its_own_base():
    assert read_pair("涨了多少", TWO[:1] + ("补助涨到多少？",), ("3家。", "320元。")).questions == ("补助涨到多少？",)
